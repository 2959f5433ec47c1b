//! Causal edges: how many steps of "because" a report writes.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::pattern::Expression;

use super::reader::Reader;
use super::types::{Depth, Edge};
use crate::document::{ItemId, ItemKind, SectionId, SentenceId};
use crate::source::Span;

/// Causes that stand together: an item with all below it, or a paragraph, on one level of causes.
#[derive(Debug, Default)]
struct Unit {
    edges: Vec<Edge>,
}

/// The links of all cause sections of a report.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// Numbered whys.
    whys: Vec<Edge>,
    /// The statements among them, without those that headings ask.
    asked: Vec<SentenceId>,
    /// Units, by the section that holds the cause sections, the level of causes and the block that makes the unit.
    units: HashMap<(SectionId, usize, u32), Unit>,
    /// Content words of all edges so far, by report part: an edge has to bring a new one.
    words: HashMap<SectionId, HashSet<String>>,
    last_section: Option<SectionId>,
    /// The edges that each statement writes itself.
    own: HashMap<ItemId, Vec<Edge>>,
}

impl Chain {
    /// The last numbered why, if statements ask several: what stands before it is not the end of the chain.
    pub fn last_why(&self) -> Option<SentenceId> {
        self.asked.last().filter(|_| self.asked.len() >= 2).copied()
    }

    /// The edges that a statement writes itself.
    pub fn edges_of(&self, id: ItemId) -> &[Edge] {
        self.own.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Takes in a statement.
    pub fn add(&mut self, reader: &Reader<'_, '_>, id: ItemId, sentences: &[SentenceId]) {
        let item = reader.document.item(id);
        let part = part_of(reader, item.section);
        let fresh = self.last_section.replace(item.section) != Some(item.section);
        if fresh
            && reader
                .document
                .section_title(item.section)
                .is_some_and(|t| reader.lexicon.causal.why.is_match(t))
        {
            self.whys.extend(sentences.first().map(|&s| edge(reader, s, 0..reader.text(s).len())));
        }
        let unit = (part, level_of(reader, item.section, sentences), unit_of(reader, id));
        let mut first = !self.units.contains_key(&unit);
        let mut own = Vec::new();
        for &id in sentences {
            let text = reader.text(id);
            if reader.lexicon.causal.why.is_match(text.trim_start()) {
                self.whys.push(edge(reader, id, 0..text.len()));
                self.asked.push(id);
            }
            let reasons = reasons(reader, id);
            // A further sentence about how things were built goes a step deeper without saying "because".
            if reasons.is_empty() && !first && reader.lexicon.causal.mechanism.is_match(text) {
                own.push(edge(reader, id, 0..text.len()));
            }
            own.extend(reasons.into_iter().map(|range| edge(reader, id, range)));
            first = false;
        }
        let new = self.brings_new(reader, part, sentences);
        let unit = self.units.entry(unit).or_default();
        if own.is_empty() && unit.edges.is_empty() {
            own.extend(sentences.first().map(|&s| edge(reader, s, 0..reader.text(s).len())));
        }
        if new {
            unit.edges.extend_from_slice(&own);
        }
        self.own.insert(id, own);
    }

    /// Whether a statement holds a content word that none before it in its part of the report held.
    fn brings_new(&mut self, reader: &Reader<'_, '_>, part: SectionId, sentences: &[SentenceId]) -> bool {
        let known = self.words.entry(part).or_default();
        let mut new = false;
        for &id in sentences {
            let tokens = reader.tokens(id);
            for token in tokens
                .tokens
                .iter()
                .filter(|t| t.is(&["名詞"]) && !t.is(&["名詞", "非自立"]) && !t.is(&["名詞", "数"]))
            {
                new |= known.insert(tokens.surface(token).to_owned());
            }
        }
        new
    }

    /// The depth of the deepest part: over its levels, the longest unit of each.
    pub fn depth(&self) -> Option<Depth> {
        let mut levels: HashMap<(SectionId, usize), &Unit> = HashMap::new();
        for ((part, level, _), unit) in &self.units {
            // A cause on no named level and a root cause are of one kind.
            let level = if *level == UNNAMED { &ROOT } else { level };
            let longest = levels.entry((*part, *level)).or_insert(unit);
            let rank = |u: &Unit| (u.edges.len(), std::cmp::Reverse(u.edges.first().map(|e| e.span)));
            if rank(unit) > rank(longest) {
                *longest = unit;
            }
        }
        let mut parts: HashMap<SectionId, Vec<Edge>> = HashMap::new();
        for ((part, _), unit) in levels {
            parts.entry(part).or_default().extend_from_slice(&unit.edges);
        }
        let whys = (self.whys.len() >= 2).then(|| self.whys.clone());
        let chains = parts.into_values().chain(whys).filter(|edges| !edges.is_empty());
        let depth = |edges: Vec<Edge>| -> Option<Depth> {
            let last: Span = edges.iter().map(|e| e.span).max_by_key(|s| s.start)?;
            Some(Depth { edges: edges.len(), last, substance: 0 })
        };
        chains.filter_map(depth).max_by_key(|d| (d.edges, std::cmp::Reverse(d.last)))
    }
}

/// Where a statement stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// The part of the report.
    pub part: SectionId,
    level: usize,
}

/// The levels of causes, counted from 1 as `causal.toml` lists them: direct causes, and what lies behind those.
const UNNAMED: usize = 0;
const DIRECT: usize = 1;
const ROOT: usize = 2;
const BEHIND: [usize; 2] = [ROOT, 3];

impl Standing {
    /// Whether it is among the direct causes.
    pub fn is_direct(&self) -> bool {
        self.level == DIRECT
    }

    /// Whether it is among the causes behind the direct ones.
    pub fn is_behind(&self) -> bool {
        BEHIND.contains(&self.level)
    }
}

/// Where a statement stands.
pub(super) fn place_of(reader: &Reader<'_, '_>, section: SectionId, sentences: &[SentenceId]) -> Standing {
    Standing { part: part_of(reader, section), level: level_of(reader, section, sentences) }
}

/// The section around the cause sections that `id` belongs to: one report, or one incident of a ledger.
fn part_of(reader: &Reader<'_, '_>, id: SectionId) -> SectionId {
    let cause = |s: SectionId| reader.document.section(s).roles.contains(crate::document::Role::Cause);
    let mut at = id;
    while cause(at) {
        match reader.document.section(at).parent {
            Some(parent) => at = parent,
            None => break,
        }
    }
    at
}

/// The level of causes that a statement is on: by its own label, else by the nearest heading that names one.
fn level_of(reader: &Reader<'_, '_>, section: SectionId, sentences: &[SentenceId]) -> usize {
    let levels = &reader.lexicon.causal.levels;
    let named = |text: &str| levels.first(text).map(|l| l + 1);
    let label =
        sentences.first().and_then(|&s| reader.text(s).split_once(':')).and_then(|(label, _)| named(label));
    let mut at = Some(section);
    let mut level = label;
    while let (None, Some(id)) = (level, at) {
        let section = reader.document.section(id);
        level = reader.document.section_title(id).and_then(named);
        at = section
            .parent
            .filter(|&p| reader.document.section(p).roles.contains(crate::document::Role::Cause));
    }
    level.unwrap_or(UNNAMED)
}

/// The block of the outermost item that a statement stands in, or its paragraph.
fn unit_of(reader: &Reader<'_, '_>, id: ItemId) -> u32 {
    let mut at = id;
    while let Some(parent) = reader.document.item(at).parent {
        at = parent;
    }
    let item = reader.document.item(at);
    match item.kind {
        ItemKind::Row | ItemKind::Cell => reader.document.item(id).block.0,
        _ => item.block.0,
    }
}

fn edge(reader: &Reader<'_, '_>, sentence: SentenceId, range: Range<usize>) -> Edge {
    Edge { span: reader.document.sentence_span(sentence, range), sentence }
}

/// The reasons that a sentence gives: what stands up to each mark, the last with the rest of the sentence.
fn reasons(reader: &Reader<'_, '_>, id: SentenceId) -> Vec<Range<usize>> {
    let marks = marks(reader, id);
    let ends = marks.iter().map(|m| m.end).take(marks.len().saturating_sub(1)).chain([reader.text(id).len()]);
    let mut start = 0;
    let mut reasons = Vec::new();
    for (_, end) in marks.iter().zip(ends) {
        reasons.push(start..end);
        start = end;
    }
    reasons
}

/// The places of some causal expressions in a sentence, without those that look like one and are none.
pub(super) fn marks_among<'r>(
    reader: &Reader<'_, '_>,
    id: SentenceId,
    expressions: impl Iterator<Item = &'r Expression>,
) -> Vec<Range<usize>> {
    let text = reader.text(id).trim_end_matches('。');
    let not = &reader.lexicon.causal.not_reason;
    let not: Vec<Range<usize>> = not.iter().flat_map(|r| r.find_iter(text)).map(|m| m.range()).collect();
    let free = |r: &Range<usize>| !not.iter().any(|n| n.start < r.end && r.start < n.end);
    expressions.flat_map(|r| r.find_iter(text)).map(|m| m.range()).filter(free).collect()
}

/// How far apart two marks of one link may stand, in bytes: したこと｜が原因で.
const SAME_LINK: usize = 9;

/// The causal marks of a sentence: one range for each link that it writes.
pub(super) fn marks(reader: &Reader<'_, '_>, id: SentenceId) -> Vec<Range<usize>> {
    let words = &reader.lexicon.causal;
    let mut marks = marks_among(reader, id, words.reason.iter().chain(&words.effect).chain(&words.because));
    let text = reader.text(id).trim_end_matches('。');
    for arrow in &words.arrows {
        marks.extend(text.match_indices(arrow.as_str()).map(|(at, a)| at..at + a.len()));
    }
    marks.sort_by_key(|r| (r.start, r.end));
    let mut links: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match links.last_mut() {
            Some(last) if mark.start <= last.end + SAME_LINK => last.end = last.end.max(mark.end),
            _ => links.push(mark),
        }
    }
    links
}
