//! From the revision that a user names to the commit that files are compared with.

use std::path::{Path, PathBuf};

use hadome_core::diagnostic::Text;

use super::program::{Git, failed};
use super::quote::path_of;
use super::since::Since;
use crate::paths::repository_of;

/// A repository with a working tree.
#[derive(Debug)]
pub(crate) struct Repository {
    pub(super) git: Git,
    /// The root of its working tree, links resolved.
    pub(crate) root: PathBuf,
    /// Whether its history is cut off.
    pub(super) shallow: bool,
}

/// What files are compared with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// A commit, by its full name.
    Commit(String),
    /// Nothing: every file is new.
    Nothing,
}

impl Repository {
    /// The repository of a directory that holds `.git`.
    pub(crate) fn open(directory: &Path) -> Result<Self, Text> {
        let git = Git::new(directory);
        let output = git.output(["rev-parse", "--is-shallow-repository", "--show-toplevel"])?;
        let printed = first_line(&output.stdout).filter(|_| output.status.success());
        let (shallow, root) = printed.ok_or_else(|| failed(&output.stderr))?;
        let root = path_of(root);
        let root = root.canonicalize().unwrap_or(root);
        Ok(Self { git: Git::new(&root).without_filters()?, root, shallow: shallow == b"true" })
    }

    /// The commit that is meant, with a warning if it is not quite that.
    pub(super) fn base(&self, since: &Since) -> Result<(Base, Option<Text>), Text> {
        let head = self.commit("HEAD")?;
        let Since::Revision(name) = since else {
            return Ok((head.map_or(Base::Nothing, Base::Commit), None));
        };
        if let Some(recorded) = self.recorded(since)? {
            return Ok(recorded);
        }
        let commit = self.named(name)?.ok_or_else(|| since.unknown(self.shallow))?;
        if head.is_none() {
            return Ok((Base::Commit(commit), None));
        }
        let fork = self.git.line(["merge-base", &commit, "HEAD"])?.filter(|line| !line.is_empty());
        Ok(match fork {
            Some(fork) => (Base::Commit(fork), None),
            None => (Base::Commit(commit), Some(since.unrelated(self.shallow))),
        })
    }

    /// The full name of the commit that a user means by a revision, if there is one.
    fn named(&self, revision: &str) -> Result<Option<String>, Text> {
        let object = self.git.line(["rev-parse", "--verify", "--quiet", "--end-of-options", revision])?;
        // In two steps, because what follows the `:/text` that names a commit by its message would be more text.
        object.map_or(Ok(None), |object| self.commit(&object))
    }

    /// The full name of the commit that `HEAD` or an object is, if it is one.
    fn commit(&self, name: &str) -> Result<Option<String>, Text> {
        self.git.line(["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])
    }

    /// For a submodule, the commit that the repository around it recorded at the revision: there the user's revision is a name, here it
    /// may be none or another. `None` for what is no submodule.
    fn recorded(&self, since: &Since) -> Result<Option<(Base, Option<Text>)>, Text> {
        let Some(outer) = self.root.parent().and_then(repository_of) else { return Ok(None) };
        // What is wrong with a repository further up is its own matter, unless it says that this is a submodule.
        let Ok(outer) = Self::open(outer) else { return Ok(None) };
        let Ok(place) = self.root.strip_prefix(&outer.root) else { return Ok(None) };
        if outer.link("HEAD", place)?.is_none() {
            return Ok(None);
        }
        let (base, warning) = outer.base(since)?;
        let recorded = match &base {
            Base::Commit(base) => outer.link(base, place)?,
            Base::Nothing => None,
        };
        // A submodule that was not there is new.
        let Some(recorded) = recorded else { return Ok(Some((Base::Nothing, warning))) };
        let known = self.commit(&recorded)?.ok_or_else(|| Since::Revision(recorded).unknown(self.shallow))?;
        Ok(Some((Base::Commit(known), warning)))
    }

    /// The commit of the submodule that a commit records at a path.
    fn link(&self, commit: &str, place: &Path) -> Result<Option<String>, Text> {
        let args = ["ls-tree", "-z", commit, "--"].map(AsRef::<std::ffi::OsStr>::as_ref);
        let entry = self.git.line(args.into_iter().chain([place.as_os_str()]))?;
        let oid = |entry: &str| entry.strip_prefix("160000 commit ")?.split('\t').next().map(str::to_owned);
        Ok(entry.as_deref().and_then(oid))
    }
}

/// The first line of an output and everything after it, without the last line end.
fn first_line(output: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = output.iter().position(|b| *b == b'\n')?;
    let rest = &output[end + 1..];
    Some((&output[..end], rest.strip_suffix(b"\n").unwrap_or(rest)))
}
