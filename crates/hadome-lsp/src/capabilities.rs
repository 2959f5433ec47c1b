//! What client and server can do.

use lsp_types::{
    ClientCapabilities, DiagnosticOptions, DiagnosticServerCapabilities, OneOf, SaveOptions,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use crate::encoding::Encoding;

/// What the client said of itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Client {
    /// The units of columns.
    pub encoding: Encoding,
    /// Whether it asks for diagnostics. Then they are never pushed: a client would show both.
    pub pulls: bool,
    /// Whether it can be told to ask again.
    pub refreshes: bool,
    /// Whether it answers questions about settings.
    pub configures: bool,
    /// Whether it watches files when asked to.
    pub watches: bool,
}

impl Client {
    /// Reads the client's capabilities.
    pub fn read(capabilities: &ClientCapabilities) -> Self {
        let general = capabilities.general.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let document = capabilities.text_document.as_ref();
        Self {
            encoding: Encoding::negotiate(general.and_then(|g| g.position_encodings.as_deref())),
            pulls: document.is_some_and(|d| d.diagnostic.is_some()),
            refreshes: workspace
                .and_then(|w| w.diagnostic.as_ref())
                .is_some_and(|d| d.refresh_support == Some(true)),
            configures: workspace.is_some_and(|w| w.configuration == Some(true)),
            watches: workspace
                .and_then(|w| w.did_change_watched_files.as_ref())
                .is_some_and(|w| w.dynamic_registration == Some(true)),
        }
    }
}

/// What the server offers to this client.
pub fn server(client: &Client) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        diagnostic_provider: client.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("hadome".to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: false,
                ..DiagnosticOptions::default()
            })
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}
