//! Statements of a cause, and the causal edges that are written.

use std::ops::Range;

use super::reader::Reader;
use super::types::{Cause, Edge};
use crate::document::{ItemId, ItemKind, Role, SectionId, SentenceId};
use crate::source::Span;

/// All causes of a report in source order. Causes of one top-level cause section share a chain.
pub(super) fn read(reader: &Reader<'_, '_>) -> Vec<Cause> {
    let mut causes: Vec<Cause> = Vec::new();
    let mut chain: Option<(SectionId, Chain)> = None;
    for i in 0..reader.document.items.len() {
        let id = ItemId(i as u32);
        let Some(statement) = statement(reader, id) else { continue };
        let group = group_of(reader, reader.document.item(id).section);
        if chain.as_ref().is_none_or(|(g, _)| *g != group) {
            chain = Some((group, Chain::default()));
        }
        if let Some((_, chain)) = &mut chain {
            chain.add(reader, id, &statement);
            causes.push(cause(reader, id, statement, chain));
        }
    }
    for i in 0..causes.len() {
        causes[i].explained = explained(reader, &causes, i);
    }
    causes
}

/// The sentences of an item that states a cause.
fn statement(reader: &Reader<'_, '_>, id: ItemId) -> Option<Vec<SentenceId>> {
    let item = reader.document.item(id);
    if !is_cause_section(reader, item.section) {
        return None;
    }
    let sentences: Vec<SentenceId> = match item.kind {
        ItemKind::Row => reader
            .document
            .role_cell(id)
            .map_or_else(|| reader.document.item_sentences(id).collect(), |cell| reader.sentences_in(cell)),
        _ => reader.document.item_sentences(id).collect(),
    };
    let first = *sentences.first()?;
    (!reader.document.sentence(first).quoted).then_some(sentences)
}

fn is_cause_section(reader: &Reader<'_, '_>, id: SectionId) -> bool {
    let section = reader.document.section(id);
    !section.judging && section.roles.contains(Role::Cause)
}

/// The outermost section around `id` in which everything is about causes.
fn group_of(reader: &Reader<'_, '_>, id: SectionId) -> SectionId {
    let mut group = id;
    while let Some(parent) = reader.document.section(group).parent.filter(|&p| is_cause_section(reader, p)) {
        group = parent;
    }
    group
}

fn cause(reader: &Reader<'_, '_>, id: ItemId, sentences: Vec<SentenceId>, chain: &Chain) -> Cause {
    let spans = sentences.iter().map(|&s| reader.span(s)).reduce(Span::join);
    let text = reader.joined(&sentences);
    Cause {
        item: Some(id),
        section: reader.document.item(id).section,
        span: spans.unwrap_or(reader.document.item(id).span),
        open: reader.lexicon.causal.open.is_match(&text),
        text,
        sentences,
        edges: chain.edges(),
        explained: false,
    }
}

/// The links of a cause section, as they are written one after the other.
#[derive(Debug, Default)]
struct Chain {
    /// Numbered whys.
    whys: Vec<Edge>,
    /// Links by markers, arrows, nesting and headings of their own.
    links: Vec<Edge>,
    /// The section of the last statement.
    section: Option<SectionId>,
}

impl Chain {
    /// The longer of the two ways to read the section.
    fn edges(&self) -> Vec<Edge> {
        if self.whys.len() >= 2 && self.whys.len() >= self.links.len() {
            self.whys.clone()
        } else {
            self.links.clone()
        }
    }

    fn add(&mut self, reader: &Reader<'_, '_>, id: ItemId, sentences: &[SentenceId]) {
        let item = reader.document.item(id);
        let fresh = self.section != Some(item.section);
        self.section = Some(item.section);
        if fresh && self.is_why(reader, item.section) {
            self.whys.extend(sentences.first().map(|&s| edge(reader, s, 0..reader.text(s).len())));
        }
        for (i, &id) in sentences.iter().enumerate() {
            let text = reader.text(id);
            if reader.lexicon.causal.why.is_match(text.trim_start()) {
                self.whys.push(edge(reader, id, 0..text.len()));
            }
            let marks = marks(reader, id);
            let opens = i == 0
                && (self.links.is_empty()
                    || fresh && self.names_level(reader, item.section)
                    || item.parent.is_some());
            if marks.is_empty() && opens {
                self.links.push(edge(reader, id, 0..text.len()));
            }
            self.links.extend(marks.into_iter().map(|range| edge(reader, id, range)));
        }
    }

    /// Whether a section is headed by a numbered why.
    fn is_why(&self, reader: &Reader<'_, '_>, id: SectionId) -> bool {
        reader.document.section_title(id).is_some_and(|t| reader.lexicon.causal.why.is_match(t))
    }

    /// Whether a section names a level of its own: 直接原因, 根本原因.
    fn names_level(&self, reader: &Reader<'_, '_>, id: SectionId) -> bool {
        reader.document.section(id).own_roles.contains(Role::Cause)
    }
}

fn edge(reader: &Reader<'_, '_>, sentence: SentenceId, range: Range<usize>) -> Edge {
    Edge { span: reader.document.sentence_span(sentence, range), sentence }
}

/// The causal marks of a sentence: one range for each link that it writes.
fn marks(reader: &Reader<'_, '_>, id: SentenceId) -> Vec<Range<usize>> {
    let words = &reader.lexicon.causal;
    let text = reader.text(id).trim_end_matches('。');
    let not: Vec<Range<usize>> =
        words.not_reason.iter().flat_map(|r| r.find_iter(text)).map(|m| m.range()).collect();
    let free = |r: &Range<usize>| !not.iter().any(|n| n.start < r.end && r.start < n.end);
    let mut marks: Vec<Range<usize>> = words
        .reason
        .iter()
        .chain(&words.because)
        .flat_map(|r| r.find_iter(text))
        .map(|m| m.range())
        .filter(free)
        .collect();
    if words.turn.is_match(text) {
        marks.push(0..text.chars().next().map_or(0, char::len_utf8));
    }
    for arrow in &words.arrows {
        marks.extend(text.match_indices(arrow.as_str()).map(|(at, a)| at..at + a.len()));
    }
    marks.sort_by_key(|r| (r.start, r.end));
    // Marks that touch or overlap are one link: ことが原因で, したためです.
    let mut links: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match links.last_mut() {
            Some(last) if mark.start <= last.end + 9 => last.end = last.end.max(mark.end),
            _ => links.push(mark),
        }
    }
    links
}

/// Whether what follows a cause in its section, or hangs below it, says why.
fn explained(reader: &Reader<'_, '_>, causes: &[Cause], at: usize) -> bool {
    let cause = &causes[at];
    let group = group_of(reader, cause.section);
    let below = |c: &Cause| c.item.is_some_and(|i| reader.document.item(i).parent == cause.item);
    let beside = |c: &Cause| c.section == cause.section;
    let rest: Vec<&Cause> =
        causes[at + 1..].iter().take_while(|c| group_of(reader, c.section) == group).collect();
    let own = cause.sentences.iter().skip(1).map(|&s| reader.text(s));
    let mut after = own.chain(rest.iter().filter(|c| below(c) || beside(c)).map(|c| c.text.as_str()));
    after.any(|text| reader.lexicon.causal.explained.is_match(text))
        || rest.iter().any(|c| !beside(c) && !marks_of(reader, c).is_empty())
}

fn marks_of(reader: &Reader<'_, '_>, cause: &Cause) -> Vec<Range<usize>> {
    cause.sentences.iter().flat_map(|&s| marks(reader, s)).collect()
}
