//! What version control knows: which lines have changed, and since when there are others.
//!
//! The `git` program is asked, as the one that knows every repository there is: worktrees, shallow and partial clones, submodules,
//! attributes, line ends. It is started so that nothing in a repository can run (see [`program`]).

mod base;
mod blame;
mod changes;
mod patch;
mod program;
mod quote;
mod since;

pub(crate) use base::Repository;
pub use blame::LineOrigin;
pub(crate) use changes::RepositoryChanges;
pub use since::Since;
