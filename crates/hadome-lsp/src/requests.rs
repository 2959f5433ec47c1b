//! What the client asks.

use lsp_server::{ErrorCode, Request, RequestId, Response};
use lsp_types::{
    CodeActionParams, CompletionParams, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, HoverParams, InlayHintParams,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Url,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::actions;
use crate::commands;
use crate::completion;
use crate::diagnostics;
use crate::hover;
use crate::marks;
use crate::settings::Run;
use crate::snapshot::{Shared, Snapshot};
use crate::state::State;
use crate::strength;
use crate::symbols;

/// Takes a request: answers it, or keeps it until its document is linted.
pub fn take(state: &mut State, request: Request) {
    match request.method.as_str() {
        "textDocument/diagnostic" => {
            with_snapshot(state, request, pull);
        }
        "textDocument/hover" => {
            with_snapshot(state, request, |state, snapshot, p: HoverParams| {
                hover::at(snapshot, &state.client, p.text_document_position_params.position)
            });
        }
        strength::METHOD => {
            with_snapshot(state, request, |_, snapshot, _: Value| strength::of(snapshot));
        }
        "textDocument/codeAction" => {
            with_snapshot(state, request, |state, snapshot, p: CodeActionParams| {
                actions::at(snapshot, &state.client, &p)
            });
        }
        "textDocument/documentSymbol" => {
            with_snapshot(state, request, |state, snapshot, _: Value| symbols::of(snapshot, &state.client));
        }
        "textDocument/inlayHint" => {
            with_snapshot(state, request, |state, snapshot, p: InlayHintParams| {
                let on = state.settings.inlay_hints;
                if on { marks::hints(snapshot, &state.client, p.range) } else { Vec::new() }
            });
        }
        "textDocument/codeLens" => {
            with_snapshot(state, request, |state, snapshot, _: Value| {
                if state.settings.code_lens { marks::lenses(snapshot, &state.client) } else { Vec::new() }
            });
        }
        "textDocument/completion" => match serde_json::from_value(request.params) {
            Ok(params) => {
                let choices = complete(state, &params);
                state.respond(Response::new_ok(request.id, choices));
            }
            Err(error) => invalid(state, request.id, &error),
        },
        "workspace/executeCommand" => match serde_json::from_value(request.params) {
            Ok(params) => {
                commands::run(state, &params);
                state.respond(Response::new_ok(request.id, ()));
            }
            Err(error) => invalid(state, request.id, &error),
        },
        #[cfg(test)]
        "test/panic" => panic!("asked to"),
        _ => {
            let text = format!("hadome does not know {}", request.method);
            state.respond(Response::new_err(request.id, ErrorCode::MethodNotFound as i32, text));
        }
    }
}

/// Answers from the snapshot of the newest text, or waits for it. Requests about documents that are not open, and requests that can't
/// be read, are errors.
fn with_snapshot<P: DeserializeOwned, R: Serialize>(
    state: &mut State,
    request: Request,
    handler: impl FnOnce(&State, &Snapshot, P) -> R,
) {
    let (uri, params): (Url, P) = match read(&request) {
        Ok(read) => read,
        Err(error) => return invalid(state, request.id, &error),
    };
    if !state.documents.contains_key(&uri) {
        let text = format!("{uri} is not open");
        return state.respond(Response::new_err(request.id, ErrorCode::InvalidParams as i32, text));
    }
    match snapshot_for(state, &uri, &request.method) {
        Some(snapshot) => {
            let result = handler(state, &snapshot, params);
            state.respond(Response::new_ok(request.id, result));
        }
        None => state.wait(&uri, request),
    }
}

/// What may be written next. It needs the text as it is and no lint of it, so nobody waits for one.
fn complete(state: &State, params: &CompletionParams) -> Vec<Value> {
    let place = &params.text_document_position;
    let open = state.documents.get(&place.text_document.uri);
    let Some((open, (path, project))) = open.zip(state.project_of(&place.text_document.uri)) else {
        return Vec::new();
    };
    completion::at(&path, &open.buffer.rope, &project, place.position, state.client.encoding)
}

/// Answers a request that can't be read.
fn invalid(state: &mut State, id: RequestId, error: &serde_json::Error) {
    state.respond(Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()));
}

/// The document that a request is about, and its parameters.
fn read<P: DeserializeOwned>(request: &Request) -> Result<(Url, P), serde_json::Error> {
    let uri = request.params.pointer("/textDocument/uri").cloned().unwrap_or_default();
    Ok((serde_json::from_value(uri)?, serde_json::from_value(request.params.clone())?))
}

/// The snapshot that answers a request. Who checks on save sees what was found then, until the next save; while that is being looked
/// for, the old is no answer, since clients do not ask again.
fn snapshot_for(state: &State, uri: &Url, method: &str) -> Option<Shared> {
    let shown = ["textDocument/diagnostic", strength::METHOD].contains(&method);
    let saved = state.settings.run == Run::OnSave && shown;
    state.current(uri).or_else(|| if saved { state.documents.get(uri)?.settled() } else { None })
}

fn pull(
    state: &State,
    snapshot: &Snapshot,
    params: DocumentDiagnosticParams,
) -> DocumentDiagnosticReportResult {
    let id = snapshot.id();
    let report = if params.previous_result_id.as_deref() == Some(&id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(id),
                items: diagnostics::of(snapshot, state.client.encoding, state.lang()),
            },
        })
    };
    DocumentDiagnosticReportResult::Report(report)
}
