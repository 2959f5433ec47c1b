//! What the readers of facts share: the document, its words and the lexicon.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use super::columns::{Column, Columns};
use super::head::{FoundHead, heads};
use super::level::Standing;
use super::links::Tells;
use super::once::{Question, ReadOnce};
use super::reading::{Reading, read_text};
use super::timeline::{Written, times};
use crate::document::{BlockId, BlockKind, Document, ItemId, SectionId, SentenceId};
use crate::lexicon::{Lexicon, MeasureWords};
use crate::morph::{Analysis, Tokens};
use crate::pattern::Expressions;
use crate::source::Span;

/// The document and what is known about words.
pub(super) struct Reader<'a, 'd> {
    pub analysis: &'a Analysis<'d>,
    pub document: &'d Document,
    pub lexicon: &'a Lexicon,
    /// The items nested directly in each item.
    pub children: Vec<Vec<ItemId>>,
    /// The first sentence that stands in each block or behind its beginning, and one more for the end.
    sentences: Vec<u32>,
    /// What has been read off each sentence.
    known: &'a [Rc<ReadOnce>],
    /// Where statements of causes stand in each section.
    standings: Vec<OnceCell<Standing>>,
    columns: Columns<'d>,
}

/// Headings that matter to what stands below them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Headed {
    Describing,
    Praise,
    Closing,
    Fixing,
    Machines,
}

impl Headed {
    fn words(self, words: &MeasureWords) -> &Expressions {
        match self {
            Self::Describing => &words.describing,
            Self::Praise => &words.praise,
            Self::Closing => &words.closing,
            Self::Fixing => &words.fixing,
            Self::Machines => &words.machines,
        }
    }

    fn question(self) -> Question {
        match self {
            Self::Describing => Question::Describing,
            Self::Praise => Question::Praise,
            Self::Closing => Question::Closing,
            Self::Fixing => Question::Fixing,
            Self::Machines => Question::Machines,
        }
    }
}

impl<'a, 'd> Reader<'a, 'd> {
    pub fn new(analysis: &'a Analysis<'d>, lexicon: &'a Lexicon, known: &'a [Rc<ReadOnce>]) -> Self {
        let document = analysis.document();
        let mut children = vec![Vec::new(); document.items.len()];
        for (i, item) in document.items.iter().enumerate() {
            if let Some(parent) = item.parent {
                children[parent.0 as usize].push(ItemId(i as u32));
            }
        }
        let sentences = first_sentences(document);
        let standings = vec![OnceCell::new(); document.sections.len()];
        let columns = Columns::default();
        Self { analysis, document, lexicon, children, sentences, known, standings, columns }
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
    pub fn heads(&self, id: SentenceId) -> &'a [FoundHead] {
        self.once(id, |known| &known.measure().heads, || self.read_heads(id))
    }

    fn read_heads(&self, id: SentenceId) -> Box<[FoundHead]> {
        let text = self.text(id);
        let start = self.body(id);
        // 照合処理の追加　担当：谷口 ends before its fields.
        let fields = self.lexicon.fields.first_label(&text[start..]).filter(|&at| at > 0);
        let end = fields.map_or(text.len(), |at| start + at);
        heads(self.tokens(id), start..end, &self.lexicon.predicates).into()
    }

    /// What a sentence in a section for measures does.
    pub fn reading(&self, id: SentenceId) -> Reading {
        *self.once(id, |known| &known.measure().reading, || read_text(self, id))
    }

    /// The times that a sentence states.
    pub fn times(&self, id: SentenceId) -> &'a [Written] {
        let read = || Some(times(self.text(id), self.lexicon)).filter(|times| !times.is_empty());
        self.few(id, Question::Times, |known| &known.time().times, read).map_or(&[], |times| times)
    }

    /// Hands on what a sentence tells.
    pub fn tells(&self, id: SentenceId, take: impl FnOnce(&Tells)) {
        let read = || Tells::of(self.text(id), self.lexicon);
        // As long as the text itself, and asked for once or twice: not worth keeping for one document.
        match self.analysis.remembers() {
            true => take(self.known(id).ties().tells.get_or_init(read)),
            false => take(&read()),
        }
    }

    /// The answer to a question about a sentence: from before, or by `answer`, which may depend on nothing but the text.
    pub fn answer(&self, id: SentenceId, question: Question, answer: impl FnOnce(&'d str) -> bool) -> bool {
        self.known(id).answer(question, || answer(self.text(id)))
    }

    /// What is read off a sentence once, made by `read` at the first call, from nothing but the text.
    pub fn once<T>(
        &self,
        id: SentenceId,
        place: impl FnOnce(&'a ReadOnce) -> &'a OnceCell<T>,
        read: impl FnOnce() -> T,
    ) -> &'a T {
        place(self.known(id)).get_or_init(read)
    }

    /// The same for what few sentences have: of the others no more is kept than that.
    pub fn few<T>(
        &self,
        id: SentenceId,
        question: Question,
        place: impl FnOnce(&'a ReadOnce) -> &'a OnceCell<T>,
        read: impl FnOnce() -> Option<T>,
    ) -> Option<&'a T> {
        let known = self.known(id);
        let mut found = None;
        let has = known.answer(question, || {
            found = read();
            found.is_some()
        });
        match found {
            Some(found) => Some(place(known).get_or_init(|| found)),
            None if has => place(known).get(),
            None => None,
        }
    }

    /// What has been read off a sentence.
    fn known(&self, id: SentenceId) -> &'a ReadOnce {
        &self.known[id.0 as usize]
    }

    /// Where the text proper of a sentence begins, after bullets, numbers and ticks.
    pub fn body(&self, id: SentenceId) -> usize {
        let start = || self.lexicon.measures.body_start(self.text(id)) as u32;
        *self.once(id, |known| &known.body, start) as usize
    }

    /// Whether a section without a role of its own describes what stands above it: メリット, 理由.
    pub fn describes(&self, id: SectionId) -> bool {
        self.document.section(id).own_roles.is_empty() && self.is_headed(id, Headed::Describing)
    }

    /// Whether the heading of a section, without its number and marks, is one of these.
    pub fn is_headed(&self, id: SectionId, by: Headed) -> bool {
        let words = by.words(&self.lexicon.measures);
        let is = |heading: SentenceId| {
            self.answer(heading, by.question(), |text| {
                words.is_match(text[self.body(heading)..].trim_end_matches([':', ' ']))
            })
        };
        self.heading(id).is_some_and(is)
    }

    /// The first sentence of the heading of a section.
    pub fn heading(&self, id: SectionId) -> Option<SentenceId> {
        self.sentences_in(self.document.section(id).heading?).next()
    }

    /// Where statements of causes stand in a section: from before, or by `read`.
    pub fn standing(&self, id: SectionId, read: impl FnOnce() -> Standing) -> Standing {
        *self.standings[id.0 as usize].get_or_init(read)
    }

    /// What is said of a cell by the header of its column, or the key of its row.
    pub fn column(&self, cell: BlockId) -> Option<Column> {
        self.columns.of(cell, self.document, self.lexicon)
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
    pub fn sentences_in(&self, block: BlockId) -> impl ExactSizeIterator<Item = SentenceId> + Clone + use<> {
        self.sentences_between(block.0..self.document.block(block).end.0)
    }

    /// The sentences inside a range of blocks, in order.
    pub fn sentences_between(
        &self,
        blocks: Range<u32>,
    ) -> impl ExactSizeIterator<Item = SentenceId> + Clone + use<> {
        let first = |block: u32| {
            let last = self.document.sentences.len() as u32;
            self.sentences.get(block as usize).copied().unwrap_or(last)
        };
        (first(blocks.start)..first(blocks.end)).map(SentenceId)
    }

    /// The first item inside a range of blocks.
    pub fn first_item(&self, blocks: Range<u32>) -> Option<ItemId> {
        let items = &self.document.items;
        let first = items.partition_point(|i| i.block.0 < blocks.start);
        items.get(first).filter(|i| i.block.0 < blocks.end).map(|_| ItemId(first as u32))
    }

    /// The text of sentences, joined.
    pub fn joined(&self, mut sentences: impl Iterator<Item = SentenceId>) -> String {
        let Some(first) = sentences.next() else { return String::new() };
        let mut joined = self.text(first).to_owned();
        for id in sentences {
            joined.push(' ');
            joined.push_str(self.text(id));
        }
        joined
    }
}

/// The first sentence that stands in each block or behind its beginning, and one more for the end.
fn first_sentences(document: &Document) -> Vec<u32> {
    let (blocks, sentences) = (document.blocks.len() + 1, document.sentences.len() as u32);
    let mut first = Vec::with_capacity(blocks);
    for (i, sentence) in document.sentences.iter().enumerate() {
        while first.len() <= sentence.block.index() {
            first.push(i as u32);
        }
    }
    first.resize(blocks, sentences);
    first
}
