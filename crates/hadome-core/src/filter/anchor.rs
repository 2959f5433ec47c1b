//! Giving findings a name that outlives the edits around them.

use crate::diagnostic::{Diagnostic, Scope};
use crate::document::{Document, SentenceId};
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
        let starts: &Vec<(usize, SentenceId)> = starts.get_or_insert_with(|| starts_of(document));
        let after = starts.partition_point(|(start, _)| *start <= diagnostic.span.start);
        let sentence = after.checked_sub(1).map(|i| starts[i].1).filter(|&id| {
            let whole = 0..document.sentence_text(id).len();
            document.sentence_span(id, whole).end > diagnostic.span.start
        });
        let text = sentence.map(|id| document.sentence_text(id)).filter(|t| t.chars().nth(MAX).is_none());
        diagnostic.anchor = bare(text.unwrap_or_else(|| source.slice(diagnostic.span)));
    }
}

/// Where each sentence begins, in order.
fn starts_of(document: &Document) -> Vec<(usize, SentenceId)> {
    let start = |id: SentenceId| (document.sentence_span(id, 0..document.sentence_text(id).len()).start, id);
    let mut starts: Vec<_> = document.sentence_ids().map(start).collect();
    starts.sort_unstable();
    starts
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(MAX).collect()
}
