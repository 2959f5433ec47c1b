//! What the client asks.

use lsp_server::{ErrorCode, Request, Response};
use lsp_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, HoverParams, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Url,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::diagnostics;
use crate::hover;
use crate::settings::Run;
use crate::snapshot::{Shared, Snapshot};
use crate::state::State;
use crate::strength::{self, StrengthParams};

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
            with_snapshot(state, request, |_, snapshot, _: StrengthParams| strength::of(snapshot));
        }
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
        Err(error) => {
            let text = error.to_string();
            return state.respond(Response::new_err(request.id, ErrorCode::InvalidParams as i32, text));
        }
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
