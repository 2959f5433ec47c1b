//! Finding the sentence at a place.

use std::cell::OnceCell;

use crate::document::{Document, SentenceId};

/// Where each sentence of a document begins, in order. Looked up when somebody asks for the first time.
#[derive(Debug)]
pub struct Starts<'d> {
    document: &'d Document,
    starts: OnceCell<Vec<(usize, SentenceId)>>,
}

impl<'d> Starts<'d> {
    /// The starts of a document's sentences.
    pub fn of(document: &'d Document) -> Self {
        Self { document, starts: OnceCell::new() }
    }

    /// The last sentence that begins at a byte or before it. It may end before it as well.
    pub(super) fn before(&self, byte: usize) -> Option<SentenceId> {
        let starts = self.starts.get_or_init(|| self.read());
        let after = starts.partition_point(|(start, _)| *start <= byte);
        Some(starts[after.checked_sub(1)?].1)
    }

    fn read(&self) -> Vec<(usize, SentenceId)> {
        let start = |id: SentenceId| (self.document.sentence_span(id, 0..0).start, id);
        let mut starts: Vec<_> = self.document.sentence_ids().map(start).collect();
        starts.sort_unstable();
        starts
    }
}
