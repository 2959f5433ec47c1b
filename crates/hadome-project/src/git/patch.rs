//! Reading patches: which lines of which files are new.

use std::collections::HashMap;
use std::io::{self, BufRead};
use std::ops::Range;
use std::path::PathBuf;

use hadome_core::filter::Changed;

use super::quote::{path_of, unquoted};

/// What a patch says of the files it leads to, by path from the root of the repository. Files that it takes away are not among them, nor
/// those that it only renames or gives another mode.
pub(super) type Changes = HashMap<PathBuf, Changed>;

/// Reads a patch as `git diff` writes it with the prefixes `a/` and `b/`. Lines of content are told from headers by the counts of
/// their hunk, never by what they look like. An error says that this is no such patch.
pub(super) fn read(patch: impl BufRead) -> io::Result<Changes> {
    let mut lines = Lines { patch, line: Vec::new(), held: false };
    let mut changes = Changes::new();
    let mut section = None;
    while let Some(line) = lines.next()? {
        if let Some(names) = line.strip_prefix(b"diff --git ") {
            finish(section.replace(Section::new(names)), &mut changes);
        } else if let Some(path) = whole(line) {
            changes.insert(path_of(&path), Changed::Whole);
        } else if let Some(hunk) = line.strip_prefix(b"@@ ") {
            let hunk = Hunk::parse(hunk).ok_or_else(|| unreadable(line))?;
            let section = section.as_mut().ok_or_else(|| unreadable(b"@@"))?;
            read_hunk(hunk, &mut lines, &mut section.lines)?;
            section.content = true;
        } else if let Some(section) = section.as_mut() {
            section.header(line).ok_or_else(|| unreadable(line))?;
        } else {
            return Err(unreadable(line));
        }
    }
    finish(section, &mut changes);
    Ok(changes)
}

fn unreadable(line: &[u8]) -> io::Error {
    let line: String = String::from_utf8_lossy(line).chars().take(80).collect();
    io::Error::new(io::ErrorKind::InvalidData, line)
}

/// The path of an entry that is told without its lines: one that is being merged, or a merge of several.
fn whole(line: &[u8]) -> Option<Vec<u8>> {
    let openings: [&[u8]; 3] = [b"* Unmerged path ", b"diff --cc ", b"diff --combined "];
    let name = openings.iter().find_map(|opening| line.strip_prefix(*opening))?;
    unquoted(name).map(|(name, _)| name)
}

/// The lines of a patch, without their `\n`.
struct Lines<R> {
    patch: R,
    line: Vec<u8>,
    /// Whether `line` has been looked at but not taken.
    held: bool,
}

impl<R: BufRead> Lines<R> {
    fn next(&mut self) -> io::Result<Option<&[u8]>> {
        if !std::mem::take(&mut self.held) {
            self.line.clear();
            if self.patch.read_until(b'\n', &mut self.line)? == 0 {
                return Ok(None);
            }
            if self.line.last() == Some(&b'\n') {
                self.line.pop();
            }
        }
        Ok(Some(&self.line))
    }
}

/// What a patch says of one file.
struct Section {
    /// The path after the change.
    path: Option<Vec<u8>>,
    lines: Vec<Range<usize>>,
    /// Whether the content has changed, not only name or mode.
    content: bool,
    whole: bool,
    deleted: bool,
}

impl Section {
    fn new(names: &[u8]) -> Self {
        let path = same_name(names);
        Self { path, lines: Vec::new(), content: false, whole: false, deleted: false }
    }

    /// Reads a header line. What is unknown says nothing about lines; `None` if a path can't be read.
    fn header(&mut self, line: &[u8]) -> Option<()> {
        if let Some(name) = line.strip_prefix(b"rename to ").or(line.strip_prefix(b"copy to ")) {
            self.path = Some(unquoted(name)?.0);
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            // A tab follows a name with spaces, for readers that would cut it there.
            let name = unquoted(name.strip_suffix(b"\t").unwrap_or(name))?.0;
            if let Some(name) = name.strip_prefix(b"b/") {
                self.path = Some(name.to_vec());
            }
        }
        self.whole |= line.starts_with(b"new file mode ") || line.starts_with(b"GIT binary patch");
        self.whole |= line.starts_with(b"Binary files ") && line.ends_with(b" differ");
        self.deleted |= line.starts_with(b"deleted file mode ");
        Some(())
    }
}

fn finish(section: Option<Section>, changes: &mut Changes) {
    let Some(Section { path: Some(path), lines, content, whole, deleted: false }) = section else { return };
    if whole {
        changes.insert(path_of(&path), Changed::Whole);
    } else if content {
        changes.entry(path_of(&path)).or_insert(Changed::Lines(lines));
    }
}

/// The name in `a/NAME b/NAME`. Two different names, as of a rename, stand again in lines of their own.
fn same_name(names: &[u8]) -> Option<Vec<u8>> {
    let (first, second) = if names.starts_with(b"\"") {
        let (first, rest) = unquoted(names)?;
        (first, unquoted(rest.strip_prefix(b" ")?)?.0)
    } else {
        let (first, rest) = names.split_at_checked(names.len() / 2)?;
        (first.to_vec(), rest.strip_prefix(b" ")?.to_vec())
    };
    let name = second.strip_prefix(b"b/")?;
    (first.strip_prefix(b"a/")? == name).then(|| name.to_vec())
}

/// How many lines of the old and of the new file a hunk holds, and the first of the new ones.
#[derive(Debug, PartialEq, Eq)]
struct Hunk {
    old: usize,
    new: usize,
    /// The 0-based line of the new file with which the hunk begins.
    at: usize,
}

impl Hunk {
    /// Parses `-12,2 +12,0 @@` and what follows.
    fn parse(text: &[u8]) -> Option<Self> {
        let end = text.windows(3).position(|w| w == b" @@")?;
        let (old, new) = std::str::from_utf8(&text[..end]).ok()?.split_once(' ')?;
        let (_, old) = range(old.strip_prefix('-')?)?;
        let (first, new) = range(new.strip_prefix('+')?)?;
        // A hunk without new lines names the line before it.
        Some(Self { old, new, at: if new == 0 { first } else { first.checked_sub(1)? } })
    }
}

/// `12,3` or `12`, which means `12,1`.
fn range(text: &str) -> Option<(usize, usize)> {
    // As 32 bits, so that sums of lines and counts can't overflow.
    let number = |text: &str| usize::try_from(text.parse::<u32>().ok()?).ok();
    match text.split_once(',') {
        Some((first, count)) => Some((number(first)?, number(count)?)),
        None => Some((number(text)?, 1)),
    }
}

/// Reads the content of a hunk and adds the lines that are new.
fn read_hunk<R: BufRead>(
    mut hunk: Hunk,
    lines: &mut Lines<R>,
    changed: &mut Vec<Range<usize>>,
) -> io::Result<()> {
    let short = || io::Error::from(io::ErrorKind::UnexpectedEof);
    while hunk.old > 0 || hunk.new > 0 {
        let line = lines.next()?.ok_or_else(short)?;
        let (old, new) = match line.first() {
            Some(b'-') => (1, 0),
            Some(b'+') => (0, 1),
            // git can be told to write an empty line of context without its space.
            Some(b' ') | None => (1, 1),
            Some(b'\\') => (0, 0),
            Some(_) => return Err(unreadable(line)),
        };
        hunk.old = hunk.old.checked_sub(old).ok_or_else(|| unreadable(line))?;
        hunk.new = hunk.new.checked_sub(new).ok_or_else(|| unreadable(line))?;
        if (old, new) == (0, 1) {
            match changed.last_mut() {
                Some(last) if last.end == hunk.at => last.end += 1,
                _ => changed.push(hunk.at..hunk.at + 1),
            }
        }
        hunk.at += new;
    }
    // `\ No newline at end of file` belongs to the line before it.
    if lines.next()?.is_some_and(|line| !line.starts_with(b"\\")) {
        lines.held = true;
    }
    Ok(())
}

#[cfg(test)]
#[path = "patch_tests.rs"]
mod tests;
