//! What the client shows under a document's text.

use hadome_core::diagnostic::Lang;
use lsp_types::Diagnostic;

use crate::convert;
use crate::encoding::Encoding;
use crate::snapshot::Snapshot;

/// The diagnostics of a snapshot, in the order of their places. `lang` is for what is said before a configuration could be read.
pub fn of(snapshot: &Snapshot, encoding: Encoding, lang: Lang) -> Vec<Diagnostic> {
    if let Some(problems) = &snapshot.problems {
        return problems.iter().map(|p| convert::problem(p, encoding, lang)).collect();
    }
    match &snapshot.linted {
        Ok(linted) => convert::diagnostics(&snapshot.uri, linted, encoding),
        Err(error) => vec![convert::trouble(error, encoding, lang)],
    }
}
