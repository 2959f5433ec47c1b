//! Everything of hadome that touches the disk: configuration, rule packs, walking, and linting many files at once.
//!
//! There is one resolver ([`Workspace::project_for`]) and one linter behind it. The command line and any editor integration go
//! through both, so that they can't disagree about the same file.

pub mod baseline;
mod boundary;
mod changed;
mod clock;
pub mod config;
mod error;
mod files;
mod git;
mod history;
mod packs;
pub mod paths;
mod project;
mod run;
mod stamps;
mod unsaved;
mod walk;
mod workspace;

pub use boundary::Boundary;
pub use clock::{day_in, today};
pub use error::{FileError, reason};
pub use git::{LineOrigin, Since};
pub use history::comment_origins;
pub use project::Project;
pub use run::{Linted, Outcomes, Workers, decode, format_of};
pub use unsaved::Unsaved;
pub use walk::{Filter, Found, find};
pub use workspace::{Overrides, Workspace};
