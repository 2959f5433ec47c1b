//! One thread's worker over the dictionary.

use std::cell::RefCell;

use lindera::segmenter::Segmenter;
use lindera::worker::SegmentWorker;

use super::features::FeatureCache;
use super::{Token, Tokens};

/// Cuts text into words. One per thread: it keeps the lattice and the features that it has met.
pub struct Analyzer {
    /// Behind a cell so that everything that borrows an analyzer stays covariant in that borrow.
    state: RefCell<State>,
}

struct State {
    worker: SegmentWorker,
    features: FeatureCache,
}

impl Analyzer {
    pub(super) fn new(segmenter: &Segmenter) -> Self {
        let state = State { worker: segmenter.new_worker(), features: FeatureCache::default() };
        Self { state: RefCell::new(state) }
    }

    /// The words of a text. Any text has words; white space makes none, and every other character is in exactly one.
    ///
    /// Feed it joined sentences: a line end in the text ends a word.
    pub fn analyze(&self, text: &str) -> Tokens {
        let State { worker, features } = &mut *self.state.borrow_mut();
        let mut tokens = Vec::with_capacity(text.len() / 6);
        // Offsets are 32 bits wide; a sentence of 4 GiB has no words rather than wrong ones.
        if u32::try_from(text.len()).is_ok()
            && let Ok(segments) = worker.segment(text)
        {
            let mut done = 0;
            for segment in &segments {
                // lindera counts its offsets from lengths, and a sentence that it could not cut would shift them.
                let at = segment.surface.as_ptr() as usize - text.as_ptr() as usize;
                fill(text, done, at, features, &mut tokens);
                done = at + segment.surface.len();
                let feature = features.get(segment);
                push(text, at, done, feature, &mut tokens);
            }
            fill(text, done, text.len(), features, &mut tokens);
        }
        Tokens { text: text.to_owned(), tokens }
    }

    /// How many different words have been looked up so far.
    #[cfg(test)]
    pub(super) fn cached(&self) -> usize {
        self.state.borrow().features.len()
    }
}

impl std::fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Analyzer").finish_non_exhaustive()
    }
}

/// Makes an unknown word of what stands between two words, if it is more than white space.
fn fill(text: &str, from: usize, to: usize, features: &mut FeatureCache, tokens: &mut Vec<Token>) {
    if from < to {
        for word in text[from..to].split_whitespace() {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            push(text, at, at + word.len(), features.sign(), tokens);
        }
    }
}

/// Adds a word without the white space at its ends; none if nothing is left.
fn push(
    text: &str,
    from: usize,
    to: usize,
    feature: std::sync::Arc<super::Feature>,
    tokens: &mut Vec<Token>,
) {
    let word = &text[from..to];
    let start = from + word.len() - word.trim_start().len();
    let end = start + word.trim().len();
    if start < end {
        tokens.push(Token { start: start as u32, end: end as u32, feature });
    }
}
