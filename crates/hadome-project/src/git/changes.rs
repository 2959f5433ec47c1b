//! Which files of a repository have changed, and on which lines.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use hadome_core::diagnostic::Text;
use hadome_core::filter::Changed;

use super::base::{Base, Repository};
use super::patch::{self, Changes};
use super::quote::path_of;
use super::since::Since;

/// How a patch is written, whatever anybody has configured: no program of the repository's choice, no context, names as they are,
/// changes of submodules left to their own repositories.
const PATCH: [&str; 13] = [
    "diff-index",
    "--patch",
    "--unified=0",
    "--inter-hunk-context=0",
    "--find-renames",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    "--diff-algorithm=myers",
    "--ignore-submodules=all",
    "--src-prefix=a/",
    "--dst-prefix=b/",
];

/// The changes of one repository.
#[derive(Debug)]
pub(crate) struct RepositoryChanges {
    root: PathBuf,
    changes: Changes,
    /// What to know about them.
    pub(crate) warning: Option<Text>,
}

impl RepositoryChanges {
    /// Asks git what has changed in the repository of a directory that holds `.git`.
    pub(crate) fn read(directory: &Path, since: &Since) -> Result<Self, Text> {
        let repository = Repository::open(directory)?;
        let (base, warning) = repository.base(since)?;
        let mut changes = Changes::new();
        if let Base::Commit(commit) = &base {
            // The commit is a name that git has given, and what follows `--` is no option.
            let args = PATCH.iter().copied().chain([commit.as_str(), "--"]);
            changes = repository.git.read(args, |out| patch::read(out))?;
            let paths: Vec<&Path> = changes.keys().map(PathBuf::as_path).collect();
            for path in repository.git.filtered(&paths)? {
                // The lines are those of something else, such as the three of a pointer to a large file.
                changes.insert(path, Changed::Whole);
            }
        }
        let cached = (base == Base::Nothing).then_some("--cached");
        let args = ["ls-files", "-z", "--others", "--exclude-standard"].into_iter().chain(cached);
        repository.git.read(args, |out| {
            for name in out.split(0) {
                changes.insert(path_of(&name?), Changed::Whole);
            }
            Ok(())
        })?;
        Ok(Self { root: repository.root, changes, warning })
    }

    /// What has changed of a file, which is given with links resolved; `None` if nothing has.
    pub(crate) fn of(&self, file: &Path) -> Option<&Changed> {
        self.changes.get(file.strip_prefix(&self.root).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// Lines that occur often, among them some that look like the frame of a patch.
    const LINES: [&str; 12] = [
        "原因",
        "対策",
        "",
        " ",
        "--- a/a.md",
        "+++ b/a.md",
        "@@ -1 +1 @@",
        "diff --git a/b.md b/b.md",
        "\\ No newline at end of file",
        "-- ",
        "++ ",
        "確認\r",
    ];

    /// Numbers that are the same at every run.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (self.0 >> 33) as usize % end
        }

        fn text(&mut self) -> String {
            let count = self.below(14);
            let lines: Vec<&str> = (0..count).map(|_| LINES[self.below(LINES.len())]).collect();
            lines.join("\n") + ["", "\n"][self.below(2)]
        }
    }

    fn git(directory: &Path, args: &[&str]) {
        let identity = [
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.com",
            "-c",
            "core.autocrlf=false",
            "-c",
            "commit.gpgSign=false",
        ];
        let mut command = Command::new("git");
        // A hook may be running the tests, and its variables would lead git into the repository of the hook.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        let output = command.arg("-C").arg(directory).args(identity).args(args).output().expect("git starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// What has not changed of a new text stands in the old one, in the same order.
    fn check(old: &str, new: &str, changed: Option<&Changed>) {
        let ranges = match changed {
            Some(Changed::Whole) => return,
            Some(Changed::Lines(ranges)) => ranges.as_slice(),
            None => &[],
        };
        let is_kept = |line: &usize| !ranges.iter().any(|range| range.contains(line));
        let mut old = old.split_inclusive('\n');
        for (number, line) in new.split_inclusive('\n').enumerate().filter(|(number, _)| is_kept(number)) {
            assert!(old.any(|o| o == line), "line {number} of {new:?} is new, not {ranges:?}");
        }
    }

    #[test]
    fn what_git_calls_unchanged_was_there_before() {
        let directory = tempfile::tempdir().expect("a directory");
        let root = directory.path().canonicalize().expect("it exists");
        let mut numbers = Numbers(1);
        let pairs: Vec<(String, String)> = (0..200).map(|_| (numbers.text(), numbers.text())).collect();
        let path = |i: usize| root.join(format!("{i}.md"));
        let write = |i: usize, text: &str| std::fs::write(path(i), text).expect("a file");
        pairs.iter().enumerate().for_each(|(i, (old, _))| write(i, old));
        git(&root, &["init", "-q"]);
        git(&root, &["add", "--all"]);
        git(&root, &["commit", "-qm", "x"]);
        pairs.iter().enumerate().for_each(|(i, (_, new))| write(i, new));
        let changes = RepositoryChanges::read(&root, &Since::Head).expect("a repository");
        for (i, (old, new)) in pairs.iter().enumerate() {
            check(old, new, changes.of(&path(i)));
        }
        let partly = |c: &Changed| matches!(c, Changed::Lines(lines) if !lines.is_empty());
        assert!(
            changes.changes.values().filter(|c| partly(c)).count() > 100,
            "the texts differ in some lines"
        );
    }
}
