//! What one sentence says of the moments of an incident, by its text alone.

use std::cell::OnceCell;
use std::ops::Range;

use super::scan::Written;
use super::types::MomentKind;
use crate::document::SentenceId;
use crate::facts::once::Question;
use crate::facts::reader::Reader;
use crate::lexicon::{MomentWords, TimelineWords};
use crate::pattern::Expression;

/// How many matches of an expression in a sentence are looked at.
const MAX_HITS: usize = 32;

/// Bytes of a sentence's text for each kind of moment, in the order of [`kinds`].
type Places = [Option<Range<usize>>; 3];

/// What a sentence says of when something happened.
#[derive(Default)]
pub(in crate::facts) struct Telling {
    pub(in crate::facts) times: OnceCell<Vec<Written>>,
    labels: OnceCell<Places>,
    words: OnceCell<Places>,
    report: OnceCell<usize>,
}

/// The kinds of moments, each with its words.
pub(super) fn kinds(words: &TimelineWords) -> [(MomentKind, &MomentWords); 3] {
    [
        (MomentKind::Occurrence, &words.occurrence),
        (MomentKind::Detection, &words.detection),
        (MomentKind::Recovery, &words.recovery),
    ]
}

/// The values behind labels in a sentence; `None` if it has none.
pub(super) fn labels<'a>(reader: &Reader<'a, '_>, id: SentenceId) -> Option<&'a Places> {
    reader.few(id, Question::Labels, |known| &known.time().labels, || places(reader, id, label_in))
}

/// The words of moments in a sentence; `None` if it has none.
pub(super) fn words<'a>(reader: &Reader<'a, '_>, id: SentenceId) -> Option<&'a Places> {
    reader.few(id, Question::Words, |known| &known.time().words, || places(reader, id, found_in))
}

/// Where the value behind the label of the date of the report begins.
pub(super) fn report(reader: &Reader<'_, '_>, id: SentenceId) -> Option<usize> {
    let words = &reader.lexicon.timeline.report;
    let read = || label_in(words, reader.text(id)).map(|value| value.start);
    reader.few(id, Question::Report, |known| &known.time().report, read).copied()
}

fn places(
    reader: &Reader<'_, '_>,
    id: SentenceId,
    find: fn(&MomentWords, &str) -> Option<Range<usize>>,
) -> Option<Places> {
    let found = kinds(&reader.lexicon.timeline).map(|(_, words)| find(words, reader.text(id)));
    found.iter().any(Option::is_some).then_some(found)
}

/// The value behind a label of a kind.
fn label_in(words: &MomentWords, text: &str) -> Option<Range<usize>> {
    Some(words.label.as_ref()?.captures_iter(text).next()?.name("v")?.range())
}

/// Where an expression of a kind matches and no trap does.
fn found_in(words: &MomentWords, text: &str) -> Option<Range<usize>> {
    let hits = |list: &[Expression]| -> Vec<_> {
        list.iter().flat_map(|e| e.find_iter(text).take(MAX_HITS)).map(|m| m.range()).collect()
    };
    let mut found = hits(&words.expressions);
    if found.is_empty() {
        return None;
    }
    let traps = hits(&words.traps);
    found.retain(|r| !traps.iter().any(|t| t.start < r.end && r.start < t.end));
    found.into_iter().min_by_key(|r| r.start)
}
