//! Which measure and which cause a sentence belongs to.

use super::types::{Cause, Measure};
use crate::document::SentenceId;

/// For each sentence the position of the measure and of the cause that it belongs to: nearly every rule asks about all of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Holders {
    measures: Vec<Option<u32>>,
    causes: Vec<Option<u32>>,
}

impl Holders {
    /// Reads them off the facts of a document of so many sentences.
    pub fn new(sentences: usize, measures: &[Measure], causes: &[Cause]) -> Self {
        Self {
            measures: positions(sentences, measures.iter().map(|m| &m.sentences)),
            causes: positions(sentences, causes.iter().map(|c| &c.sentences)),
        }
    }

    pub fn measure(&self, sentence: SentenceId) -> Option<usize> {
        self.measures.get(sentence.0 as usize).copied().flatten().map(|i| i as usize)
    }

    pub fn cause(&self, sentence: SentenceId) -> Option<usize> {
        self.causes.get(sentence.0 as usize).copied().flatten().map(|i| i as usize)
    }
}

/// For each sentence the position of the last list that has it.
fn positions<'l>(count: usize, lists: impl Iterator<Item = &'l Vec<SentenceId>>) -> Vec<Option<u32>> {
    let mut positions = vec![None; count];
    for (i, list) in lists.enumerate() {
        for sentence in list {
            if let Some(slot) = positions.get_mut(sentence.0 as usize) {
                *slot = Some(i as u32);
            }
        }
    }
    positions
}
