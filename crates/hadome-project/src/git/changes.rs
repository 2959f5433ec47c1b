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
