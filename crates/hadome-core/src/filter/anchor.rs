//! Giving findings a name that outlives the edits around them.

use super::starts::Starts;
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
    starts: &Starts<'_>,
) {
    // Several findings often stand in one sentence.
    let mut last: Option<(SentenceId, String)> = None;
    for diagnostic in diagnostics.filter(|d| d.scope == Scope::Place) {
        let sentence = starts.before(diagnostic.span.start).filter(|&id| {
            let whole = 0..document.sentence_text(id).len();
            document.sentence_span(id, whole).end > diagnostic.span.start
        });
        let named = sentence.filter(|&id| !is_long(document.sentence_text(id)));
        diagnostic.anchor = match (named, &last) {
            (None, _) => bare(source.slice(diagnostic.span)),
            (Some(id), Some((same, anchor))) if *same == id => anchor.clone(),
            (Some(id), _) => last.insert((id, bare(document.sentence_text(id)))).1.clone(),
        };
    }
}

fn is_long(text: &str) -> bool {
    text.len() > MAX && text.chars().nth(MAX).is_some()
}

fn bare(text: &str) -> String {
    let pieces = text.split(|c: char| c.is_whitespace() || c.is_control());
    if is_long(text) {
        return pieces.flat_map(str::chars).take(MAX).collect();
    }
    let mut bare = String::with_capacity(text.len());
    bare.extend(pieces);
    bare
}
