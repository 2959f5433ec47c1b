//! Who wrote which line when.

use std::collections::HashMap;
use std::io::{self, BufRead};
use std::path::Path;

use hadome_core::diagnostic::Text;
use hadome_core::facts::Date;
use jiff::Timestamp;

use super::base::Repository;
use crate::clock::day_of;

/// Where a line of a document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineOrigin {
    /// A commit.
    Commit {
        /// Its full name, in hexadecimal digits.
        id: String,
        /// The day in Japan on which it was written.
        day: Date,
        /// Whether history is cut off at this commit, so that the line may be older.
        or_older: bool,
    },
    /// It is not committed yet.
    Uncommitted,
    /// The document is in no repository.
    NoRepository,
    /// The repository can't say.
    Unknown,
}

/// So many lines are asked for one by one; of more, the whole file is, since the command line has an end.
const ONE_BY_ONE: usize = 200;
/// What `git blame` calls lines that are not committed.
const NO_COMMIT: char = '0';

impl Repository {
    /// Where lines of a file come from, one origin for each of the 1-based `lines`. `place` is its path from the root. The error
    /// says why the repository can't tell.
    pub(crate) fn origins(&self, place: &Path, lines: &[usize]) -> Result<Vec<LineOrigin>, Text> {
        let ranges =
            lines.iter().filter(|_| lines.len() <= ONE_BY_ONE).map(|line| format!("-L{line},{line}"));
        let mut args: Vec<_> =
            ["blame", "--porcelain", "--no-textconv"].map(std::ffi::OsString::from).to_vec();
        args.extend(ranges.map(Into::into));
        args.extend(["--".into(), place.into()]);
        match self.git.read(&args, read) {
            Ok(blame) => Ok(lines.iter().map(|line| blame.origin(*line, self.shallow)).collect()),
            Err(error) if self.has_committed(place)? => Err(error),
            Err(_) => Ok(vec![LineOrigin::Uncommitted; lines.len()]),
        }
    }

    /// Whether the last commit has a file.
    fn has_committed(&self, place: &Path) -> Result<bool, Text> {
        let args = ["ls-tree", "-z", "--full-tree", "HEAD", "--"].map(AsRef::<std::ffi::OsStr>::as_ref);
        let entry = self.git.line(args.into_iter().chain([place.as_os_str()]))?;
        Ok(entry.is_some_and(|entry| !entry.is_empty()))
    }
}

/// What `git blame --porcelain` says.
#[derive(Debug, Default)]
struct Blame {
    /// The commit of each 1-based line.
    lines: HashMap<usize, String>,
    commits: HashMap<String, Commit>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Commit {
    /// Seconds since 1970 in UTC.
    written: Option<i64>,
    /// Whether it has no parent, or none that is known.
    boundary: bool,
}

impl Blame {
    fn origin(&self, line: usize, shallow: bool) -> LineOrigin {
        let Some(id) = self.lines.get(&line) else { return LineOrigin::Unknown };
        if id.chars().all(|c| c == NO_COMMIT) {
            return LineOrigin::Uncommitted;
        }
        let commit = self.commits.get(id).copied().unwrap_or_default();
        let Some(time) = commit.written.and_then(|seconds| Timestamp::from_second(seconds).ok()) else {
            return LineOrigin::Unknown;
        };
        LineOrigin::Commit { id: id.clone(), day: day_of(time), or_older: shallow && commit.boundary }
    }
}

/// Reads `git blame --porcelain`: for each line a header with the name of its commit, what is to be known about the commit where it is
/// first named, and the line itself behind a tab.
fn read(out: &mut impl BufRead) -> io::Result<Blame> {
    let mut blame = Blame::default();
    let mut current = String::new();
    for line in out.split(b'\n') {
        let line = line?;
        if line.starts_with(b"\t") {
            continue;
        }
        let line = String::from_utf8_lossy(&line);
        let mut words = line.split(' ');
        let first = words.next().unwrap_or_default();
        if first.len() >= 40 && first.bytes().all(|b| b.is_ascii_hexdigit()) {
            let number = words.nth(1).and_then(|n| n.parse().ok());
            let number =
                number.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, first.to_owned()))?;
            current = first.to_owned();
            blame.lines.insert(number, current.clone());
        } else if let Some(commit) = Some(&current).filter(|id| !id.is_empty()) {
            let commit = blame.commits.entry(commit.clone()).or_default();
            match first {
                "author-time" => commit.written = words.next().and_then(|n| n.parse().ok()),
                "boundary" => commit.boundary = true,
                _ => {}
            }
        }
    }
    Ok(blame)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "491401b65d4a6a25b1b5e27296bfc6fbcb6926ba";
    const NONE: &str = "0000000000000000000000000000000000000000";

    #[test]
    fn each_line_has_its_commit() {
        // What stands in a line or a message is not taken for a header.
        let text = format!(
            "{OLD} 1 13 1\nauthor author-time 5\nauthor-time 1790823600\nauthor-tz +0900\nboundary\nsummary {NONE} 1 2 3\n\
             filename a.md\n\t{NONE} 1 14 1\n{NONE} 14 14 1\nauthor Not Committed Yet\nauthor-time 1\nfilename a.md\n\tx\n{OLD} 9 15 1\n\ty\n"
        );
        let blame = read(&mut text.as_bytes()).expect("a blame");
        let commit = |or_older| LineOrigin::Commit {
            id: OLD.to_owned(),
            day: Date::parse("2026-10-01").expect("a day"),
            or_older,
        };
        assert_eq!(blame.origin(13, false), commit(false));
        assert_eq!(blame.origin(15, true), commit(true));
        assert_eq!(blame.origin(14, false), LineOrigin::Uncommitted);
        assert_eq!(blame.origin(16, false), LineOrigin::Unknown);
    }

    #[test]
    fn what_is_no_blame_is_refused() {
        assert!(read(&mut format!("{OLD} 1\n").as_bytes()).is_err());
        assert!(read(&mut &b"hello\n"[..]).expect("nothing").lines.is_empty());
    }
}
