//! A document whose sentences are tokenized on demand.

use std::cell::{Cell, OnceCell};

use super::{Analyzer, Tokens};
use crate::document::{Document, SentenceId};

/// A document and the words of those of its sentences that somebody asked for.
///
/// Tokenizing is what linting costs most, and most sentences of a report hold nothing that any rule needs words for.
#[derive(Debug)]
pub struct Analysis<'a> {
    document: &'a Document,
    analyzer: &'a Analyzer,
    sentences: Vec<OnceCell<Tokens>>,
    tokenized: Cell<usize>,
}

impl<'a> Analysis<'a> {
    /// Nothing is tokenized yet.
    pub fn new(document: &'a Document, analyzer: &'a Analyzer) -> Self {
        let sentences = document.sentences.iter().map(|_| OnceCell::new()).collect();
        Self { document, analyzer, sentences, tokenized: Cell::new(0) }
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The words of a sentence, tokenized at the first call.
    pub fn tokens(&self, sentence: SentenceId) -> &Tokens {
        self.sentences[sentence.0 as usize].get_or_init(|| {
            self.tokenized.set(self.tokenized.get() + 1);
            self.analyzer.analyze(self.document.sentence_text(sentence))
        })
    }

    /// How many sentences have been tokenized so far.
    pub fn tokenized(&self) -> usize {
        self.tokenized.get()
    }
}
