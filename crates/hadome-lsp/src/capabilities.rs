//! What client and server can do.

use lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions,
    CompletionOptions, DiagnosticOptions, DiagnosticServerCapabilities, ExecuteCommandOptions,
    HoverProviderCapability, MarkupKind, OneOf, SaveOptions, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use serde_json::Value;

use crate::commands;
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
    /// Whether it renders Markdown in hovers.
    pub markdown: bool,
    /// Whether it takes edits that say what version they are for.
    pub versioned_edits: bool,
    /// Whether it takes edits with places for the cursor, an extension that rust-analyzer brought up.
    pub snippets: bool,
    /// Whether it shows symbols inside of symbols.
    pub nests_symbols: bool,
    /// Whether it can be told to ask for inlay hints again.
    pub refreshes_hints: bool,
    /// Whether it can be told to ask for code lenses again.
    pub refreshes_lenses: bool,
    /// Whether it shows documents and pages when asked to.
    pub shows: bool,
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
            markdown: document
                .and_then(|d| d.hover.as_ref())
                .and_then(|h| h.content_format.as_ref())
                .is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            versioned_edits: workspace
                .and_then(|w| w.workspace_edit.as_ref())
                .is_some_and(|e| e.document_changes == Some(true)),
            snippets: capabilities.experimental.as_ref().is_some_and(|e| e["snippetTextEdit"] == true),
            nests_symbols: document
                .and_then(|d| d.document_symbol.as_ref())
                .is_some_and(|s| s.hierarchical_document_symbol_support == Some(true)),
            refreshes_hints: workspace
                .and_then(|w| w.inlay_hint.as_ref())
                .is_some_and(|h| h.refresh_support == Some(true)),
            refreshes_lenses: workspace
                .and_then(|w| w.code_lens.as_ref())
                .is_some_and(|l| l.refresh_support == Some(true)),
            shows: capabilities
                .window
                .as_ref()
                .and_then(|w| w.show_document.as_ref())
                .is_some_and(|s| s.support),
        }
    }
}

/// Gives what the protocol calls `workspace.diagnostics` the name under which `lsp-types` reads it.
pub fn respell(params: &mut Value) {
    let workspace = params.pointer_mut("/capabilities/workspace").and_then(Value::as_object_mut);
    if let Some(workspace) = workspace
        && let Some(diagnostics) = workspace.remove("diagnostics")
    {
        workspace.insert("diagnostic".to_owned(), diagnostics);
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
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        // They answer with nothing until the settings ask for them.
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["-", " ", ",", "\"", "="].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::NAMES.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
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

#[cfg(test)]
mod tests {
    use lsp_types::InitializeParams;
    use serde_json::json;

    use super::*;

    #[test]
    fn nonsense_stays_as_it_is() {
        for mut params in [json!(null), json!([1]), json!({ "capabilities": { "workspace": 3 } })] {
            let before = params.clone();
            respell(&mut params);
            assert_eq!(params, before);
        }
    }

    #[test]
    fn a_client_that_can_be_told_to_ask_again_is_known_by_the_name_in_the_protocol() {
        for (capabilities, expected) in [
            (json!({ "workspace": { "diagnostics": { "refreshSupport": true } } }), true),
            (json!({ "workspace": { "diagnostics": { "refreshSupport": false } } }), false),
            (json!({ "workspace": {} }), false),
            (json!({}), false),
        ] {
            let mut params = json!({ "processId": null, "capabilities": capabilities });
            respell(&mut params);
            let read: InitializeParams = serde_json::from_value(params).expect("parameters");
            assert_eq!(Client::read(&read.capabilities).refreshes, expected, "{capabilities}");
        }
    }
}
