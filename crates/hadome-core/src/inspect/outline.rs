//! The outline: sections, items, sentences and words.

use std::collections::HashMap;

use serde::Serialize;

use super::{CauseView, MeasureView, Place, View};
use crate::document::{BlockId, Item, ItemId, ItemKind, RoleSet, SectionId, SentenceId};
use crate::facts::{Cause, Measure};
use crate::morph::{Token, Tokens};

/// A section of the outline.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// Its heading; `None` for the root.
    pub title: Option<String>,
    /// 0 for the root; else how deep it is nested.
    pub level: u8,
    /// The roles in force.
    pub roles: RoleSet,
    /// The roles that its own heading names; without any, those in force are inherited.
    pub own_roles: RoleSet,
    /// Whether it judges or quotes measures instead of stating them.
    pub judging: bool,
    /// From its heading to its end.
    #[serde(flatten)]
    pub place: Place,
    /// Sentences that belong to no item: headings, table headers, quotes.
    pub sentences: Vec<SentenceView>,
    /// Its items in source order, those of subsections not included.
    pub items: Vec<ItemView>,
}

/// A list item, a table row or cell, or a sentence of running prose.
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// What makes it up.
    pub kind: ItemKind,
    /// How deep it is nested in other items; 0 at the top.
    pub depth: u16,
    /// Its own text, folded; nested items are not included.
    pub text: String,
    /// Its own source text.
    #[serde(flatten)]
    pub place: Place,
    /// Its own sentences.
    pub sentences: Vec<SentenceView>,
    /// What it proposes, if it is a measure.
    pub measure: Option<MeasureView>,
    /// What it says of a cause, if it does.
    pub cause: Option<CauseView>,
}

/// A sentence and its words.
#[derive(Debug, Clone, Serialize)]
pub struct SentenceView {
    /// Its folded text.
    pub text: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Whether it stands in a block quote.
    pub quoted: bool,
    /// Its words.
    pub tokens: Vec<TokenView>,
}

/// A word.
#[derive(Debug, Clone, Serialize)]
pub struct TokenView {
    /// Its spelling.
    pub surface: String,
    /// Its part of speech from coarse to fine, as patterns name it: `<名詞,サ変接続>`.
    pub pos: Vec<String>,
    /// Its base form.
    pub base: String,
    /// Its reading in katakana; empty if unknown.
    pub reading: String,
    /// Whether the dictionary does not know it.
    pub unknown: bool,
}

impl View<'_> {
    /// All sections with their items.
    pub(super) fn sections(&self) -> Vec<SectionView> {
        let document = self.document;
        let mut sections: Vec<SectionView> =
            (0..document.sections.len() as u32).map(|i| self.section(SectionId(i))).collect();
        for id in document.sentence_ids() {
            let sentence = document.sentence(id);
            if sentence.item.is_none() {
                sections[sentence.section.0 as usize].sentences.push(self.sentence(id));
            }
        }
        let measures: HashMap<ItemId, &Measure> = self.facts.measures.iter().map(|m| (m.item, m)).collect();
        let causes: HashMap<ItemId, &Cause> =
            self.facts.causes.iter().filter_map(|c| Some((c.item?, c))).collect();
        for (i, item) in document.items.iter().enumerate() {
            let id = ItemId(i as u32);
            let view = self.item(id, item, measures.get(&id).copied(), causes.get(&id).copied());
            sections[item.section.0 as usize].items.push(view);
        }
        sections
    }

    fn section(&self, id: SectionId) -> SectionView {
        let section = self.document.section(id);
        SectionView {
            title: self.document.section_title(id).map(str::to_owned),
            level: section.level,
            roles: section.roles,
            own_roles: section.own_roles,
            judging: section.judging,
            place: self.place(section.span),
            sentences: Vec::new(),
            items: Vec::new(),
        }
    }

    fn item(&self, id: ItemId, item: &Item, measure: Option<&Measure>, cause: Option<&Cause>) -> ItemView {
        let sentences: Vec<SentenceView> =
            self.document.item_sentences(id).map(|s| self.sentence(s)).collect();
        let texts: Vec<&str> = sentences.iter().map(|s| s.text.as_str()).collect();
        ItemView {
            kind: item.kind,
            depth: item.depth,
            text: if texts.is_empty() { self.head_of(item.block) } else { texts.join(" ") },
            place: self.place(item.span),
            sentences,
            measure: measure.map(|m| self.measure(m)),
            cause: cause.map(|c| self.cause(c)),
        }
    }

    /// What an item without a sentence of its own begins with: the label of a list item, say.
    fn head_of(&self, block: BlockId) -> String {
        self.document.heading_text(block).to_owned()
    }

    fn sentence(&self, id: SentenceId) -> SentenceView {
        let text = self.document.sentence_text(id);
        let tokens = self.analysis.tokens(id);
        SentenceView {
            text: text.to_owned(),
            place: self.place(self.document.sentence_span(id, 0..text.len())),
            quoted: self.document.sentence(id).quoted,
            tokens: tokens.tokens.iter().map(|t| token(tokens, t)).collect(),
        }
    }
}

fn token(tokens: &Tokens, token: &Token) -> TokenView {
    TokenView {
        surface: tokens.surface(token).to_owned(),
        pos: token.feature.pos.iter().map(|p| p.to_string()).collect(),
        base: tokens.lemma(token).to_owned(),
        reading: token.feature.reading.to_string(),
        unknown: token.feature.unknown,
    }
}
