//! Linting only what has changed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use hadome_core::diagnostic::Text;
use hadome_core::filter::Changed;
use hadome_core::linter::Outcome;
use hadome_core::source::Source;

use crate::error::FileError;
use crate::git::{RepositoryChanges, Since};
use crate::paths::repository_of;
use crate::walk::Found;
use crate::workspace::{Workspace, lock};

/// The changes of the files that are going to be linted, by path as it was given.
pub(crate) type ChangedFiles = Mutex<HashMap<PathBuf, Arc<Changed>>>;

impl Workspace {
    /// Where only changes are asked for, drops the files without any, and remembers the changed lines of the others for when they are
    /// linted. Files in a repository that can't say what has changed, or in none, are dropped with one error for each repository.
    pub(crate) fn only_changed(&self, mut found: Found) -> Found {
        let Some(since) = &self.overrides().since else { return found };
        let mut repositories = Repositories { since, by_directory: HashMap::new(), by_root: HashMap::new() };
        let mut outside = None;
        for file in std::mem::take(&mut found.files) {
            let Some(root) = repositories.root_of(&file) else {
                outside.get_or_insert(file);
                continue;
            };
            let changed = repositories.changes(&root, &mut found).and_then(|c| changed_of(c, &file));
            if let Some(changed) = changed {
                lock(self.changed()).insert(file.clone(), Arc::new(changed));
                found.files.push(file);
            }
        }
        found.errors.extend(outside.map(|file| FileError::path(file, no_repository())));
        found
    }

    /// Takes out of an outcome what is not about changed lines, if the file is linted for its changes.
    pub(crate) fn drop_unchanged(&self, path: &Path, source: &Source, bytes: &[u8], outcome: &mut Outcome) {
        let changed = lock(self.changed()).get(path).cloned();
        if let Some(changed) = changed {
            let sure = has_lines_of_git(source, bytes);
            outcome.keep_changed(source.text(), if sure { &changed } else { &Changed::Whole });
        }
    }
}

/// The repositories of a run.
struct Repositories<'s> {
    since: &'s Since,
    by_directory: HashMap<PathBuf, Option<PathBuf>>,
    by_root: HashMap<PathBuf, Option<RepositoryChanges>>,
}

impl Repositories<'_> {
    /// The root of the repository that holds a file.
    fn root_of(&mut self, file: &Path) -> Option<PathBuf> {
        let file = resolved(file);
        let directory = file.parent()?;
        if let Some(known) = self.by_directory.get(directory) {
            return known.clone();
        }
        let root = repository_of(directory).map(Path::to_owned);
        self.by_directory.entry(directory.to_owned()).or_insert(root).clone()
    }

    /// The changes of a repository; at the first time adds its error or warning to `found`.
    fn changes(&mut self, root: &Path, found: &mut Found) -> Option<&RepositoryChanges> {
        if !self.by_root.contains_key(root) {
            let mut changes = RepositoryChanges::read(root, self.since);
            match &mut changes {
                Ok(changes) => {
                    found.errors.extend(changes.warning.take().map(|message| notice(root, message)))
                }
                Err(error) => found.errors.push(FileError::path(root, error.clone())),
            }
            self.by_root.insert(root.to_owned(), changes.ok());
        }
        self.by_root.get(root)?.as_ref()
    }
}

/// What has changed of a file; of a link, what it leads to, or everything if it leads elsewhere than before.
fn changed_of(changes: &RepositoryChanges, file: &Path) -> Option<Changed> {
    let target = resolved(file);
    let own = file.file_name().and_then(|name| Some(resolved(file.parent()?).join(name)));
    match own.filter(|own| *own != target).and_then(|own| changes.of(&own)) {
        Some(_) => Some(Changed::Whole),
        None => changes.of(&target).cloned(),
    }
}

/// An absolute path without links.
fn resolved(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Whether git counts the same lines as we do. It cuts bytes where we cut text: in UTF-16, half of another character may look like a
/// line end to it.
fn has_lines_of_git(source: &Source, bytes: &[u8]) -> bool {
    let count = |bytes: &[u8]| bytes.iter().filter(|b| **b == b'\n').count();
    count(bytes) == count(source.text().as_bytes())
}

fn notice(root: &Path, message: Text) -> FileError {
    FileError::Notice { path: root.to_owned(), message }
}

fn no_repository() -> Text {
    Text::new(
        "git のリポジトリの中にないため、何が変更されたか分かりません。--diff を付けずに検査してください",
        "not in a git repository, so that nobody knows what changed; check it without --diff",
    )
}
