//! Everything of hadome that touches the disk: configuration, rule packs, walking, and linting many files at once.
//!
//! There is one resolver ([`Workspace::project_for`]) and one linter behind it. The command line and any editor integration go
//! through both, so that they can't disagree about the same file.

mod clock;
pub mod config;
mod error;
mod packs;
pub mod paths;
mod project;
mod run;
mod walk;
mod workspace;

pub use clock::today;
pub use error::FileError;
pub use project::Project;
pub use run::{Linted, Outcomes, format_of};
pub use walk::{Filter, Found, find};
pub use workspace::{Overrides, Workspace};
