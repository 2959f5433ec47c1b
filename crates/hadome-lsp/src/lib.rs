//! The language server of hadome.
//!
//! One thread talks to the client and owns the state; it never lints and never reads a document from disk, so that no report, however
//! long, keeps it from answering. Lints run on a few threads of their own, at most one at a time for each document, always over the
//! newest text (`jobs`). A lint leaves a [`Snapshot`]: what hadome says about one version of one document. Every feature is a
//! plain function of a snapshot.
//!
//! There is one resolver and one linter ([`hadome_project::Workspace`]), the same that the command line uses. The server only turns
//! positions into the units that the client counts in.

mod actions;
mod buffer;
mod capabilities;
mod commands;
mod completion;
mod convert;
mod diagnostics;
mod encoding;
mod hover;
mod jobs;
mod marks;
mod markup;
mod notifications;
mod requests;
mod server;
mod settings;
mod snapshot;
mod state;
mod stdio;
mod strength;
mod symbols;
#[cfg(test)]
mod tests;

pub use encoding::Encoding;
pub use server::{Ended, serve};
pub use settings::{Run, Settings};
pub use snapshot::Snapshot;
pub use stdio::run;
