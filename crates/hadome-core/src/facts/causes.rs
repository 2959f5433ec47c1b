//! Statements of a cause.

use std::ops::Range;

use super::chain::{self, Chain};
use super::reader::Reader;
use super::types::{Cause, Depth};
use crate::document::{ItemId, ItemKind, Role, SectionId, SentenceId};
use crate::source::Span;

/// How many statements after a cause are looked at for its explanation.
const AHEAD: usize = 12;

/// All causes of a report in source order, and how deep they are written.
pub(super) fn read(reader: &Reader<'_, '_>) -> (Vec<Cause>, Option<Depth>) {
    let mut causes: Vec<Cause> = Vec::new();
    let mut chain = Chain::default();
    for i in 0..reader.document.items.len() {
        let id = ItemId(i as u32);
        if let Some(sentences) = statement(reader, id) {
            let edges = chain.add(reader, id, &sentences);
            causes.push(cause(reader, id, sentences, edges));
        }
    }
    for i in 0..causes.len() {
        causes[i].explained = is_explained(reader, &causes, i);
    }
    let open = causes.iter().any(|c| c.open);
    let depth = chain.depth().filter(|_| !open);
    (causes, depth)
}

/// The sentences of an item that states a cause.
fn statement(reader: &Reader<'_, '_>, id: ItemId) -> Option<Vec<SentenceId>> {
    let item = reader.document.item(id);
    let section = reader.document.section(item.section);
    if section.judging || !section.roles.contains(Role::Cause) {
        return None;
    }
    let cell = (item.kind == ItemKind::Row).then(|| reader.document.role_cell(id)).flatten();
    let sentences: Vec<SentenceId> = match cell {
        Some(cell) => reader.sentences_in(cell),
        None => reader.document.item_sentences(id).collect(),
    };
    let first = *sentences.first()?;
    (!reader.document.sentence(first).quoted).then_some(sentences)
}

fn cause(
    reader: &Reader<'_, '_>,
    id: ItemId,
    sentences: Vec<SentenceId>,
    edges: Vec<super::types::Edge>,
) -> Cause {
    let spans = sentences.iter().map(|&s| reader.span(s)).reduce(Span::join);
    let text = reader.joined(&sentences);
    Cause {
        item: Some(id),
        section: reader.document.item(id).section,
        span: spans.unwrap_or(reader.document.item(id).span),
        open: reader.lexicon.causal.open.is_match(&text),
        text,
        sentences,
        edges,
        explained: false,
    }
}

/// Whether what follows a cause in its section, or hangs below it, says why.
fn is_explained(reader: &Reader<'_, '_>, causes: &[Cause], at: usize) -> bool {
    let cause = &causes[at];
    let words = &reader.lexicon.causal.explained;
    let says_why =
        |id: &SentenceId| words.is_match(reader.text(*id)) || !chain::marks(reader, *id).is_empty();
    if cause.sentences.iter().skip(1).any(says_why) {
        return true;
    }
    let rest = &causes[at + 1..];
    let below = rest.iter().take(AHEAD).take_while(|c| is_below(reader, c, cause.item));
    if below.flat_map(|c| &c.sentences).any(says_why) {
        return true;
    }
    // Running prose goes on in the next sentence of its paragraph.
    let same =
        |c: &&Cause| paragraph(reader, c).is_some() && paragraph(reader, c) == paragraph(reader, cause);
    rest.iter().take(2).filter(same).flat_map(|c| &c.sentences).any(says_why)
}

fn is_below(reader: &Reader<'_, '_>, cause: &Cause, item: Option<ItemId>) -> bool {
    let mut parent = cause.item.and_then(|i| reader.document.item(i).parent);
    while let Some(id) = parent {
        if Some(id) == item {
            return true;
        }
        parent = reader.document.item(id).parent;
    }
    false
}

/// The paragraph of a sentence of running prose.
fn paragraph(reader: &Reader<'_, '_>, cause: &Cause) -> Option<(SectionId, Range<u32>)> {
    let item = reader.document.item(cause.item?);
    let block = reader.document.block(item.block);
    (item.kind == ItemKind::Sentence).then_some((item.section, item.block.0..block.end.0))
}
