//! What the readers of facts share: the document, its words and the lexicon.

use std::cell::OnceCell;
use std::ops::Range;

use super::head::{FoundHead, heads};
use super::links::Tells;
use super::reading::{Reading, read_text};
use crate::document::{BlockId, BlockKind, Document, ItemId, SectionId, SentenceId};
use crate::lexicon::Lexicon;
use crate::morph::{Analysis, Shelf, Tokens};
use crate::pattern::Expressions;
use crate::source::Span;

/// The document and what is known about words.
pub(super) struct Reader<'a, 'd> {
    pub analysis: &'a Analysis<'d>,
    pub document: &'d Document,
    pub lexicon: &'a Lexicon,
    /// The items nested directly in each item.
    pub children: Vec<Vec<ItemId>>,
}

/// What is read off a sentence at most once. Nothing of it depends on where the sentence stands: the next document that has it takes
/// it over.
#[derive(Default)]
struct ReadOnce {
    heads: OnceCell<Vec<FoundHead>>,
    reading: OnceCell<Reading>,
    tells: OnceCell<Tells>,
}

impl<'a, 'd> Reader<'a, 'd> {
    pub fn new(analysis: &'a Analysis<'d>, lexicon: &'a Lexicon) -> Self {
        let document = analysis.document();
        let mut children = vec![Vec::new(); document.items.len()];
        for (i, item) in document.items.iter().enumerate() {
            if let Some(parent) = item.parent {
                children[parent.0 as usize].push(ItemId(i as u32));
            }
        }
        Self { analysis, document, lexicon, children }
    }

    /// The items nested directly in an item.
    pub fn children(&self, id: ItemId) -> &[ItemId] {
        &self.children[id.0 as usize]
    }

    /// The folded text of a sentence.
    pub fn text(&self, id: SentenceId) -> &'d str {
        self.document.sentence_text(id)
    }

    /// The words of a sentence.
    pub fn tokens(&self, id: SentenceId) -> &'a Tokens {
        self.analysis.tokens(id)
    }

    /// The source bytes of a whole sentence.
    pub fn span(&self, id: SentenceId) -> Span {
        self.document.sentence_span(id, 0..self.text(id).len())
    }

    /// The heads of a sentence, without the marks before its text.
    pub fn heads(&self, id: SentenceId) -> &[FoundHead] {
        let Some(read) = self.read(id) else { return &[] };
        read.heads.get_or_init(|| {
            let text = self.text(id);
            let start = self.body(id);
            // 照合処理の追加　担当：谷口 ends before its fields.
            let fields = self.lexicon.fields.first_label(&text[start..]).filter(|&at| at > 0);
            let end = fields.map_or(text.len(), |at| start + at);
            heads(self.tokens(id), start..end, &self.lexicon.predicates)
        })
    }

    /// What a sentence in a section for measures does.
    pub fn reading(&self, id: SentenceId) -> Reading {
        self.read(id)
            .map_or_else(|| read_text(self, id), |read| *read.reading.get_or_init(|| read_text(self, id)))
    }

    /// Hands on what a sentence tells.
    pub fn tells(&self, id: SentenceId, take: impl FnOnce(&Tells)) {
        let read = || Tells::of(self.text(id), self.lexicon);
        // As long as the text itself, and asked for once or twice: not worth keeping for one document.
        match self.read(id).filter(|_| self.analysis.remembers()) {
            Some(known) => take(known.tells.get_or_init(read)),
            None => take(&read()),
        }
    }

    fn read(&self, id: SentenceId) -> Option<&ReadOnce> {
        self.analysis.shelved(id, Shelf::Facts, ReadOnce::default)
    }

    /// Where the text proper of a sentence begins, after bullets, numbers and ticks.
    pub fn body(&self, id: SentenceId) -> usize {
        self.lexicon.measures.body_start(self.text(id))
    }

    /// Whether a section without a role of its own describes what stands above it: メリット, 理由.
    pub fn describes(&self, id: SectionId) -> bool {
        self.document.section(id).own_roles.is_empty()
            && self.is_headed(id, &self.lexicon.measures.describing)
    }

    /// Whether the heading of a section, without its number and marks, is one of these.
    pub fn is_headed(&self, id: SectionId, headings: &Expressions) -> bool {
        let heading = self.document.section(id).heading;
        heading
            .and_then(|h| self.sentences_in(h).first().copied())
            .is_some_and(|s| headings.is_match(self.text(s)[self.body(s)..].trim_end_matches([':', ' '])))
    }

    /// The cell that a sentence stands in.
    pub fn cell_of(&self, id: SentenceId) -> Option<BlockId> {
        let mut at = Some(self.document.sentence(id).block);
        while let Some(block) = at {
            if let BlockKind::Cell { .. } = self.document.block(block).kind {
                return Some(block);
            }
            at = self.document.block(block).parent;
        }
        None
    }

    /// The sentences inside a block, in order.
    pub fn sentences_in(&self, block: BlockId) -> Vec<SentenceId> {
        self.sentences_between(block.0..self.document.block(block).end.0).collect()
    }

    /// The sentences inside a range of blocks, in order.
    pub fn sentences_between(&self, blocks: Range<u32>) -> impl Iterator<Item = SentenceId> + use<> {
        let sentences = &self.document.sentences;
        let first = sentences.partition_point(|s| s.block.0 < blocks.start);
        let end = sentences.partition_point(|s| s.block.0 < blocks.end);
        (first as u32..end as u32).map(SentenceId)
    }

    /// The first item inside a range of blocks.
    pub fn first_item(&self, blocks: Range<u32>) -> Option<ItemId> {
        let items = &self.document.items;
        let first = items.partition_point(|i| i.block.0 < blocks.start);
        items.get(first).filter(|i| i.block.0 < blocks.end).map(|_| ItemId(first as u32))
    }

    /// The text of sentences, joined.
    pub fn joined(&self, sentences: &[SentenceId]) -> String {
        sentences.iter().map(|&id| self.text(id)).collect::<Vec<_>>().join(" ")
    }
}
