//! What hadome says about one version of one document.

use std::path::PathBuf;
use std::sync::Arc;

use hadome_project::{FileError, Linted};
use lsp_types::Url;

/// The result of one lint. Never changes; features read it.
#[derive(Debug)]
pub struct Snapshot {
    /// The document.
    pub uri: Url,
    /// The number of the lint, never the same twice in a session.
    pub serial: u64,
    /// The version that the client gave this text.
    pub version: i32,
    /// The file it is, or would be if it were saved.
    pub path: PathBuf,
    /// What was found, or what kept it from being linted.
    pub linted: Result<Linted, FileError>,
}

impl Snapshot {
    /// What tells this result from any other of the session.
    pub fn id(&self) -> String {
        self.serial.to_string()
    }
}

/// Shared between the thread that serves and whoever reads it.
pub type Shared = Arc<Snapshot>;
