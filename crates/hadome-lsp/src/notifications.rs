//! What the client tells.

use lsp_server::RequestId;
use lsp_types::{
    CancelParams, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, MessageType,
    NumberOrString,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::buffer::Buffer;
use crate::settings::Run;
use crate::state::State;

/// Takes a notification. One that is not known is none of ours; one that can't be read is logged.
pub fn take(state: &mut State, method: &str, params: Value) {
    let read = match method {
        "textDocument/didOpen" => read(params).map(|p| open(state, p)),
        "textDocument/didChange" => read(params).map(|p| change(state, p)),
        "textDocument/didSave" => read(params).map(|p: DidSaveTextDocumentParams| {
            state.schedule(&p.text_document.uri);
        }),
        "textDocument/didClose" => {
            read(params).map(|p: DidCloseTextDocumentParams| state.close(&p.text_document.uri))
        }
        "workspace/didChangeConfiguration" => read(params).map(|p| configure(state, &p)),
        "workspace/didChangeWorkspaceFolders" => read(params).map(|p| folders(state, p)),
        // Which file it was does not matter: configurations, packs and words all hang together.
        "workspace/didChangeWatchedFiles" => {
            state.reload();
            Ok(())
        }
        "$/cancelRequest" => read(params).map(|p: CancelParams| {
            state.cancel(&match p.id {
                NumberOrString::Number(n) => RequestId::from(n),
                NumberOrString::String(s) => RequestId::from(s),
            });
        }),
        #[cfg(test)]
        "test/panic" => panic!("asked to"),
        _ => Ok(()),
    };
    if let Err(error) = read {
        state.log(MessageType::WARNING, &format!("{method}: {error}"));
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, String> {
    serde_json::from_value(params).map_err(|error| error.to_string())
}

fn open(state: &mut State, params: DidOpenTextDocumentParams) {
    state.open(Buffer::open(params.text_document));
}

fn change(state: &mut State, params: DidChangeTextDocumentParams) {
    let (uri, version) = (params.text_document.uri, params.text_document.version);
    let encoding = state.client.encoding;
    let Some(open) = state.documents.get_mut(&uri) else {
        return state.log(MessageType::WARNING, &format!("{uri} was changed and is not open"));
    };
    let before = open.buffer.version;
    open.buffer.change(version, params.content_changes, encoding);
    if version <= before {
        state.log(MessageType::WARNING, &format!("{uri}: version {version} came after {before}"));
    }
    if state.settings.run == Run::OnType {
        state.schedule(&uri);
    }
}

fn configure(state: &mut State, params: &DidChangeConfigurationParams) {
    if state.client.configures {
        state.ask_for_settings();
    } else {
        state.set(&params.settings);
    }
}

fn folders(state: &mut State, params: DidChangeWorkspaceFoldersParams) {
    let path = |folder: &lsp_types::WorkspaceFolder| folder.uri.to_file_path().ok();
    let removed: Vec<_> = params.event.removed.iter().filter_map(path).collect();
    state.roots.retain(|root| !removed.contains(root));
    state.roots.extend(params.event.added.iter().filter_map(path));
}
