//! Where a finding stands, and the sentences around it.

use std::ops::Range;

use super::Context;
use crate::document::{Document, ItemId, SectionId, SentenceId};
use crate::facts::Measure;

/// How far around a finding evidence is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The match itself: only what overlaps it.
    Match,
    /// The sentence of the match.
    Sentence,
    /// The item with the items nested in it.
    Item,
    /// The section with its subsections.
    Section,
    /// The whole report.
    Document,
}

impl Scope {
    /// The names that rules use, in the order of [`Scope::ALL`].
    pub(super) const NAMES: &'static [&'static str] = &["match", "sentence", "item", "section", "document"];
    /// Every scope, from narrow to wide.
    pub(super) const ALL: [Self; 5] =
        [Self::Match, Self::Sentence, Self::Item, Self::Section, Self::Document];
}

/// How many nested items an item's scope reaches, so that items nested in each other without end cost no more than linear time.
const MAX_NESTED: usize = 256;

/// Where a finding stands. What is unknown is left out, and a scope that needs it widens to the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The sentence of the match, and the match in bytes of the sentence's text.
    pub sentence: Option<(SentenceId, Range<usize>)>,
    /// The item.
    pub item: Option<ItemId>,
    /// The measure that the item, or the nearest item around it, makes: its position in the facts.
    pub measure: Option<usize>,
    /// The section.
    pub section: Option<SectionId>,
}

impl Place {
    /// The whole report.
    pub fn document() -> Self {
        Self::default()
    }

    /// A section.
    pub fn section(section: SectionId) -> Self {
        Self { section: Some(section), ..Self::default() }
    }

    /// A match in a sentence.
    pub fn in_sentence(cx: &Context<'_>, sentence: SentenceId, range: Range<usize>) -> Self {
        let item = cx.document().sentence(sentence).item;
        Self {
            sentence: Some((sentence, range)),
            item,
            measure: item.and_then(|item| {
                let known = cx.facts.measure_with(sentence).filter(|&i| cx.facts.measures[i].item == item);
                known.or_else(|| measure_around(cx, item))
            }),
            section: Some(cx.document().sentence(sentence).section),
        }
    }

    /// A measure as a whole, by its position in the facts.
    pub fn measure(cx: &Context<'_>, index: usize) -> Self {
        let measure = &cx.facts.measures[index];
        Self {
            item: Some(measure.item),
            measure: Some(index),
            section: Some(measure.section),
            sentence: None,
        }
    }

    /// A cause as a whole, by its position in the facts.
    pub fn cause(cx: &Context<'_>, index: usize) -> Self {
        let cause = &cx.facts.causes[index];
        Self { item: cause.item, section: Some(cause.section), ..Self::default() }
    }

    /// The narrowest scope that this place has and that is not narrower than `scope`.
    pub(super) fn widen(&self, scope: Scope) -> Scope {
        match scope {
            Scope::Match | Scope::Sentence if self.sentence.is_some() => scope,
            Scope::Match | Scope::Sentence | Scope::Item if self.item.is_some() => Scope::Item,
            Scope::Document => Scope::Document,
            _ if self.section.is_some() => Scope::Section,
            _ => Scope::Document,
        }
    }

    /// The sentences of a scope, which [`Place::widen`] gave.
    pub(super) fn sentences(&self, document: &Document, scope: Scope) -> Range<u32> {
        let all = 0..document.sentences.len() as u32;
        match scope {
            Scope::Match | Scope::Sentence => self.sentence.as_ref().map(|(s, _)| s.0..s.0 + 1),
            Scope::Item => self.item.map(|item| sentences_of_item(document, item)),
            Scope::Section => self.section.map(|section| sentences_of_section(document, section)),
            Scope::Document => None,
        }
        .unwrap_or(all)
    }
}

/// The position of the measure that an item or the nearest item around it makes.
fn measure_around(cx: &Context<'_>, item: ItemId) -> Option<usize> {
    let mut next = Some(item);
    for _ in 0..MAX_NESTED {
        let item = next?;
        if let Some(index) = measure_of(cx, item) {
            return Some(index);
        }
        next = cx.document().item(item).parent;
    }
    None
}

/// The measure that a sentence's own item makes, if the sentence is a part of it.
pub(super) fn measure_of_sentence<'a>(cx: &Context<'a>, sentence: SentenceId) -> Option<&'a Measure> {
    let some = cx.facts.measure_with(sentence)?;
    let item = cx.document().sentence(sentence).item?;
    let measures = &cx.facts.measures;
    if measures[some].item == item {
        return Some(&measures[some]);
    }
    measure_of(cx, item).map(|i| &measures[i]).filter(|m| m.sentences.binary_search(&sentence).is_ok())
}

/// The position of the measure that an item makes. Measures stand in the order of their items.
fn measure_of(cx: &Context<'_>, item: ItemId) -> Option<usize> {
    cx.facts.measures.binary_search_by_key(&item, |m| m.item).ok()
}

/// The sentences of an item and of those nested in it, which follow it.
fn sentences_of_item(document: &Document, id: ItemId) -> Range<u32> {
    let item = document.item(id);
    let rest = document.items.get(id.0 as usize + 1..).unwrap_or(&[]);
    let nested = rest.iter().take(MAX_NESTED).take_while(|i| i.depth > item.depth);
    let (start, end) = (item.sentences.start, item.sentences.end);
    nested.filter(|i| !i.sentences.is_empty()).fold(start..end, |range, i| {
        let begin = if range.is_empty() { i.sentences.start } else { range.start.min(i.sentences.start) };
        begin..range.end.max(i.sentences.end)
    })
}

/// The sentences of a section and its subsections, heading included.
fn sentences_of_section(document: &Document, id: SectionId) -> Range<u32> {
    let blocks = &document.section(id).blocks;
    let at = |block: u32| document.sentences.partition_point(|s| s.block.0 < block) as u32;
    at(blocks.start)..at(blocks.end)
}
