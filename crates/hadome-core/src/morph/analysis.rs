//! A document and its tokens: the signatures that facts and rules build on. No dictionary yet: a sentence has no tokens.

use std::cell::OnceCell;

use super::Tokens;
use crate::document::{Document, SentenceId};

/// Segments text. One per thread.
#[derive(Debug, Default)]
pub struct Analyzer {}

impl Analyzer {
    /// The words of a text.
    pub fn analyze(&mut self, text: &str) -> Tokens {
        Tokens { text: text.to_owned(), tokens: Vec::new() }
    }
}

/// A document whose sentences are segmented when they are first asked for.
#[derive(Debug)]
pub struct Analysis<'a> {
    document: &'a Document,
    sentences: Vec<OnceCell<Tokens>>,
    analyzer: std::cell::RefCell<&'a mut Analyzer>,
}

impl<'a> Analysis<'a> {
    /// Nothing is segmented yet.
    pub fn new(document: &'a Document, analyzer: &'a mut Analyzer) -> Self {
        let sentences = document.sentences.iter().map(|_| OnceCell::new()).collect();
        Self { document, sentences, analyzer: analyzer.into() }
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The words of a sentence.
    pub fn tokens(&self, id: SentenceId) -> &Tokens {
        self.sentences[id.0 as usize]
            .get_or_init(|| self.analyzer.borrow_mut().analyze(self.document.sentence_text(id)))
    }
}
