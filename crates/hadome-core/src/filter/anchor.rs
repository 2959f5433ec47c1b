//! Giving findings a name that outlives the edits around them.

use super::starts::Starts;
use crate::diagnostic::{Diagnostic, Scope};
use crate::document::Document;
use crate::source::Source;

/// The longest text that names a finding, in characters. Real sentences are shorter; a page without a full stop must not be
/// copied once for each of its findings.
const MAX: usize = 200;

/// Sets the anchor of every finding about a place: the sentence it begins in, without white space. Findings about the report keep
/// the anchor that their rule gave them.
pub fn anchor<'d>(
    diagnostics: impl Iterator<Item = &'d mut Diagnostic>,
    source: &Source,
    document: &Document,
) {
    let mut starts = None;
    for diagnostic in diagnostics.filter(|d| d.scope == Scope::Place) {
        let starts = starts.get_or_insert_with(|| Starts::of(document));
        let sentence = starts.before(diagnostic.span.start).filter(|&id| {
            let whole = 0..document.sentence_text(id).len();
            document.sentence_span(id, whole).end > diagnostic.span.start
        });
        let text = sentence.map(|id| document.sentence_text(id)).filter(|t| t.chars().nth(MAX).is_none());
        diagnostic.anchor = bare(text.unwrap_or_else(|| source.slice(diagnostic.span)));
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(MAX).collect()
}
