//! Whether a report goes on to say why something was a cause.
//!
//! A statement that ends in a lack or in a person (確認不足, 失念) is weak. It is explained by words about something that the
//! organisation can change, or by a further "because", in itself or in what follows or hangs below it. What merely says the same in
//! other words explains nothing.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::because;
use super::level;
use super::once::Question;
use super::reader::Reader;
use super::types::Cause;
use crate::document::{BlockId, BlockKind, HeadingNotation, ItemKind, Role, SectionId, SentenceId};

/// How many sentences after a cause are looked at for its explanation.
const AHEAD: usize = 24;

/// Decides [`Cause::explained`] for all causes, which stand in source order. The chain of whys goes on up to `last_why`.
pub(super) fn judge(reader: &Reader<'_, '_>, causes: &mut [Cause], last_why: Option<SentenceId>) {
    let places: Vec<_> = causes.iter().map(|c| level::place_of(reader, c.section, &c.sentences)).collect();
    let deep: FxHashSet<SectionId> = places.iter().filter(|p| p.is_behind()).map(|p| p.part).collect();
    for (cause, place) in causes.iter_mut().zip(&places) {
        let asked = last_why > cause.sentences.first().copied();
        let goes_on = asked || place.is_direct() && deep.contains(&place.part);
        cause.explained = goes_on || is_explained(reader, cause);
    }
    let mut covered = vec![false; causes.len()];
    for (i, cause) in causes.iter().enumerate() {
        let Some(body) = body(reader, cause).filter(|_| is_weak(reader, cause)) else { continue };
        let inside = |c: &&Cause| c.sentences.first().is_some_and(|s| body.contains(&s.0));
        let below = causes[i + 1..].iter().take(AHEAD).take_while(inside);
        for (offset, other) in below.enumerate() {
            covered[i + 1 + offset] |= is_weak(reader, other);
        }
    }
    for (cause, covered) in causes.iter_mut().zip(covered) {
        cause.explained |= covered;
    }
}

/// Whether a cause itself, or what follows or hangs below it, says why.
fn is_explained(reader: &Reader<'_, '_>, cause: &Cause) -> bool {
    let Some((first, rest)) = cause.sentences.split_first() else { return false };
    // What stands below a heading often says it again at length.
    let told = cause.item.is_some();
    explains_itself(reader, *first)
        || rest
            .iter()
            .chain(&following(reader, cause))
            .any(|&s| explains(reader, s) || told && tells_state(reader, s))
}

fn is_weak(reader: &Reader<'_, '_>, cause: &Cause) -> bool {
    cause.sentences.first().is_some_and(|&s| is_weak_sentence(reader, s))
}

/// Whether a sentence ends in a lack or in a person.
pub(super) fn is_weak_sentence(reader: &Reader<'_, '_>, id: SentenceId) -> bool {
    reader.answer(id, Question::Weak, |text| weak_at(reader, text).is_some())
}

/// Where the first weak words of a text stand.
fn weak_at(reader: &Reader<'_, '_>, text: &str) -> Option<usize> {
    reader.lexicon.causal.weak.iter().filter_map(|r| r.find(text)).map(|m| m.start()).min()
}

/// Whether a sentence tells how things stood rather than what happened or what nobody did.
fn tells_state(reader: &Reader<'_, '_>, id: SentenceId) -> bool {
    let words = &reader.lexicon.causal;
    reader.answer(id, Question::TellsState, |text| {
        words.state.is_match(text)
            && !words.no_state.is_match(text)
            && !words.turn.iter().any(|r| r.is_match(text))
            && weak_at(reader, text).is_none()
    })
}

/// Whether a sentence gives a reason for what stood before it.
fn explains(reader: &Reader<'_, '_>, id: SentenceId) -> bool {
    let words = &reader.lexicon.causal;
    reader.answer(id, Question::Explains, |text| {
        if words.mechanism.is_match(text) {
            return true;
        }
        // What followed gives no reason: これにより、….
        if words.turn.iter().any(|r| r.is_match(text)) {
            return false;
        }
        if weak_at(reader, text).is_some() {
            return explains_itself(reader, id);
        }
        let marks = words.reason.iter().chain(&words.because).chain(&words.because_of);
        !because::marks_among(reader, id, marks).is_empty()
    })
}

/// Whether a sentence says why its own weak words hold: by a mechanism, or by a reason that is not weak itself.
fn explains_itself(reader: &Reader<'_, '_>, id: SentenceId) -> bool {
    let words = &reader.lexicon.causal;
    reader.answer(id, Question::ExplainsItself, |text| {
        if words.mechanism.is_match(text) {
            return true;
        }
        let Some(weak) = weak_at(reader, text) else { return false };
        let strong = |reason: &str| !reason.trim().is_empty() && weak_at(reader, reason).is_none();
        let before = because::marks_among(reader, id, words.reason.iter());
        let around = because::marks_among(reader, id, words.because_of.iter());
        before.into_iter().any(|mark| mark.end <= weak && strong(&text[..mark.start]))
            || around.into_iter().any(|mark| weak < mark.start && strong(&text[mark]))
    })
}

/// The sentences that may say why: those below a heading or an item, the rest of a row, the rest of running prose up to the next
/// point.
fn following(reader: &Reader<'_, '_>, cause: &Cause) -> Vec<SentenceId> {
    let not_own = |s: &SentenceId| cause.sentences.binary_search(s).is_err();
    let inside = |block: BlockId| {
        let all = reader.sentences_between(block.0..reader.document.block(block).end.0);
        all.filter(not_own).take(AHEAD).collect()
    };
    let Some(id) = cause.item else {
        let range = body(reader, cause).unwrap_or_default();
        return range.map(SentenceId).take(AHEAD).collect();
    };
    let item = reader.document.item(id);
    match item.kind {
        ItemKind::ListItem | ItemKind::Row => inside(item.block),
        ItemKind::Cell => Vec::new(),
        ItemKind::Sentence => prose_after(reader, cause),
    }
}

/// The sentences that follow a sentence of running prose in its section, up to one that turns to another point. Outside the sections
/// about causes only those of its own paragraph.
fn prose_after(reader: &Reader<'_, '_>, cause: &Cause) -> Vec<SentenceId> {
    let document = reader.document;
    let Some(&last) = cause.sentences.last() else { return Vec::new() };
    let section = document.section(cause.section);
    let block = document.sentence(last).block;
    let about_causes = section.roles.contains(Role::Cause);
    let goes_on = |s: &SentenceId| {
        let sentence = document.sentence(*s);
        let near =
            if about_causes { section.blocks.contains(&sentence.block.0) } else { sentence.block == block };
        let turns = |text: &str| reader.lexicon.causal.another.is_match(text);
        near && !reader.answer(*s, Question::Another, turns)
    };
    let rest = (last.0 + 1..document.sentences.len() as u32).map(SentenceId).take(AHEAD);
    let about = |s: &SentenceId| !about_causes || document.sentence_roles(*s).contains(Role::Cause);
    rest.take_while(goes_on).filter(about).collect()
}

/// The sentences that a cause heads: those below its heading or item, or after the label that it stands behind.
fn body(reader: &Reader<'_, '_>, cause: &Cause) -> Option<Range<u32>> {
    let first = cause.sentences.first()?;
    let blocks = match cause.item {
        Some(id) if reader.document.item(id).kind != ItemKind::Sentence => {
            let block = reader.document.item(id).block;
            block.0..reader.document.block(block).end.0
        }
        Some(_) => {
            let section = reader.document.section(cause.section);
            let heading = section.heading?;
            let BlockKind::Heading { notation, .. } = reader.document.block(heading).kind else {
                return None;
            };
            let label = matches!(notation, HeadingNotation::Label | HeadingNotation::Bold);
            let behind = reader.document.sentence(*first).block == BlockId(heading.0 + 1);
            (label && behind).then(|| section.blocks.clone())?
        }
        None => reader.document.section(cause.section).blocks.clone(),
    };
    let sentences = &reader.document.sentences;
    let end = sentences.partition_point(|s| s.block.0 < blocks.end) as u32;
    let start = first.0 + 1;
    (start < end).then_some(start..end)
}
