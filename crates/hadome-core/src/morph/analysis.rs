//! A document whose sentences are tokenized on demand.

use std::any::Any;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Analyzer, Tokens};
use crate::document::{Document, SentenceId};

/// A document and the words of those of its sentences that somebody asked for.
///
/// Tokenizing is what linting costs most, and most sentences of a report hold nothing that any rule needs words for.
#[derive(Debug)]
pub struct Analysis<'a> {
    document: &'a Document,
    analyzer: &'a Analyzer,
    sentences: Vec<Rc<Read>>,
    tokenized: Cell<usize>,
    remembers: bool,
}

/// What was read off a sentence: depends on its text, the dictionary and the lexicon alone.
#[derive(Debug, Default)]
struct Read {
    tokens: OnceCell<Tokens>,
    shelves: [OnceCell<Rc<dyn Any>>; Shelf::COUNT],
}

/// A place beside a sentence's words for what a later stage reads off the sentence, and off nothing else.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shelf {
    /// What the readers of facts read.
    Facts,
    /// What rules find.
    Finds,
}

impl Shelf {
    const COUNT: usize = 2;
}

impl<'a> Analysis<'a> {
    /// Nothing is tokenized yet.
    pub fn new(document: &'a Document, analyzer: &'a Analyzer) -> Self {
        let sentences = document.sentences.iter().map(|_| Rc::default()).collect();
        Self { document, analyzer, sentences, tokenized: Cell::new(0), remembers: false }
    }

    /// What a memory knows of sentences is not read again, and what is read is kept in it.
    pub fn remembered(document: &'a Document, analyzer: &'a Analyzer, memory: &mut Memory) -> Self {
        let sentences = memory.recall(document);
        Self { document, analyzer, sentences, tokenized: Cell::new(0), remembers: true }
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The words of a sentence, tokenized at the first call.
    pub fn tokens(&self, sentence: SentenceId) -> &Tokens {
        self.sentences[sentence.0 as usize].tokens.get_or_init(|| {
            self.tokenized.set(self.tokenized.get() + 1);
            self.analyzer.analyze(self.document.sentence_text(sentence))
        })
    }

    /// How many sentences have been tokenized so far.
    pub fn tokenized(&self) -> usize {
        self.tokenized.get()
    }

    /// Whether what is read off sentences is kept for the next document.
    pub(crate) fn remembers(&self) -> bool {
        self.remembers
    }

    /// What a later stage has read off a sentence, made by `read` at the first call. Whoever asks a shelf for another type than everybody
    /// else gets what is read for them alone.
    pub(crate) fn shared<T: 'static>(
        &self,
        sentence: SentenceId,
        shelf: Shelf,
        read: impl Fn() -> T,
    ) -> Rc<T> {
        let shelf = &self.sentences[sentence.0 as usize].shelves[shelf as usize];
        let kept = Rc::clone(shelf.get_or_init(|| Rc::new(read())));
        kept.downcast().unwrap_or_else(|_| Rc::new(read()))
    }
}

/// What was read off sentences, for the next time that they are linted: an editor has a report linted again after every keystroke.
/// Belongs to one dictionary and one lexicon.
#[derive(Debug, Default)]
pub struct Memory {
    sentences: FxHashMap<Box<str>, (Rc<Read>, u64)>,
    /// Counts the documents.
    clock: u64,
}

impl Memory {
    /// Documents of more sentences are not remembered: their words would fill the memory of the machine.
    const MOST: usize = 20_000;
    /// After so many documents without it a sentence is forgotten.
    const OLD: u64 = 16;

    fn recall(&mut self, document: &Document) -> Vec<Rc<Read>> {
        if document.sentences.len() > Self::MOST {
            return document.sentences.iter().map(|_| Rc::default()).collect();
        }
        self.clock += 1;
        let texts = document.sentence_ids().map(|id| document.sentence_text(id));
        let found = texts.map(|text| match self.sentences.get_mut(text) {
            Some((read, seen)) => {
                *seen = self.clock;
                Rc::clone(read)
            }
            None => {
                let read = Rc::<Read>::default();
                self.sentences.insert(text.into(), (Rc::clone(&read), self.clock));
                read
            }
        });
        let found = found.collect();
        if self.sentences.len() > Self::MOST {
            let clock = self.clock;
            self.sentences.retain(|_, (_, seen)| clock - *seen < Self::OLD);
        }
        found
    }
}
