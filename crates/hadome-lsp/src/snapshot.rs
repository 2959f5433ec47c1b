//! What hadome says about one version of one document.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use hadome_core::diagnostic::Problem;
use hadome_core::document::{self, Document};
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
    /// For a file that configures hadome: what is wrong with it. Such a file is no report, whatever stands in it.
    pub problems: Option<Vec<Problem>>,
    /// Its outline, once somebody has asked for it.
    document: OnceLock<Document>,
}

impl Snapshot {
    /// What one lint of one version gave.
    pub fn new(
        uri: Url,
        serial: u64,
        version: i32,
        path: PathBuf,
        linted: Result<Linted, FileError>,
    ) -> Self {
        Self { uri, serial, version, path, linted, problems: None, document: OnceLock::new() }
    }

    /// What checking a file gave that configures hadome.
    pub fn of_config(uri: Url, serial: u64, version: i32, path: PathBuf, problems: Vec<Problem>) -> Self {
        let linted = Err(FileError::Config(Arc::default()));
        Self { problems: Some(problems), ..Self::new(uri, serial, version, path, linted) }
    }

    /// The outline of its text; `None` if it could not be linted.
    pub fn document(&self) -> Option<&Document> {
        let linted = self.linted.as_ref().ok()?;
        let roles = &linted.project.linter.lexicon().roles;
        Some(self.document.get_or_init(|| document::parse(&linted.source, linted.format, roles)))
    }

    /// What tells this result from any other of the session.
    pub fn id(&self) -> String {
        self.serial.to_string()
    }
}

/// Shared between the thread that serves and whoever reads it.
pub type Shared = Arc<Snapshot>;
