//! Finding the sentence at a place.

use crate::document::{Document, SentenceId};

/// Where each sentence of a document begins, in order.
pub(super) struct Starts(Vec<(usize, SentenceId)>);

impl Starts {
    pub(super) fn of(document: &Document) -> Self {
        let start = |id: SentenceId| (document.sentence_span(id, 0..0).start, id);
        let mut starts: Vec<_> = document.sentence_ids().map(start).collect();
        starts.sort_unstable();
        Self(starts)
    }

    /// The last sentence that begins at a byte or before it. It may end before it as well.
    pub(super) fn before(&self, byte: usize) -> Option<SentenceId> {
        let after = self.0.partition_point(|(start, _)| *start <= byte);
        Some(self.0[after.checked_sub(1)?].1)
    }
}
