//! What the prefilter says about the sentences of a document.

use std::ops::Range;
use std::rc::Rc;

use crate::document::SentenceId;
use crate::morph::{Analysis, Shelf};
use crate::pattern::Prefilter;

/// Which matchers can match at all in which sentences. Made once per document and shared by all rules; the default is of no document and
/// has no sentences.
#[derive(Debug, Default)]
pub struct Screen {
    /// A bit for each matcher and sentence. 64 matchers make a column, which has a word for each sentence: a rule asks about few matchers
    /// and all sentences.
    words: Vec<u64>,
    sentences: usize,
}

impl Screen {
    /// Scans every sentence of the document once.
    pub fn new(analysis: &Analysis<'_>, prefilter: &Prefilter) -> Self {
        let document = analysis.document();
        let sentences = document.sentences.len();
        let mut words = vec![0; sentences * prefilter.words()];
        for (at, id) in document.sentence_ids().enumerate() {
            let scan = || prefilter.candidates(document.sentence_text(id));
            let kept = analysis.remembers().then(|| analysis.shelved(id, Shelf::Screen, scan)).flatten();
            let candidates = kept.map_or_else(scan, Rc::clone);
            for (column, word) in candidates.words().iter().enumerate() {
                words[column * sentences + at] = *word;
            }
        }
        Self { words, sentences }
    }

    /// Whether the matcher at this position of the prefilter can match in a sentence.
    pub fn allows(&self, sentence: SentenceId, matcher: usize) -> bool {
        self.allows_any(sentence, matcher..matcher + 1)
    }

    /// Whether any of the matchers at these positions can match in a sentence.
    pub fn allows_any(&self, sentence: SentenceId, matchers: Range<usize>) -> bool {
        let at = sentence.0 as usize;
        at < self.sentences && self.columns(matchers).any(|(column, wanted)| column[at] & wanted != 0)
    }

    /// The sentences in which any of the matchers at these positions can match, in order.
    pub fn sentences(&self, matchers: Range<usize>) -> impl Iterator<Item = SentenceId> {
        let columns: Vec<(&[u64], u64)> = self.columns(matchers).collect();
        let can = move |at: &usize| columns.iter().any(|(column, wanted)| column[*at] & wanted != 0);
        (0..self.sentences).filter(can).map(|at| SentenceId(at as u32))
    }

    /// The columns that some matchers stand in, each with the bits of these matchers.
    fn columns(&self, matchers: Range<usize>) -> impl Iterator<Item = (&[u64], u64)> {
        let mut at = matchers.start;
        std::iter::from_fn(move || {
            // As many as there are in one column.
            let count = (64 - at % 64).min(matchers.end.checked_sub(at).filter(|left| *left > 0)?);
            let wanted = u64::MAX >> (64 - count) << (at % 64);
            let start = at / 64 * self.sentences;
            at += count;
            Some((self.words.get(start..start + self.sentences)?, wanted))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two sentences, of which the first can be matched by the matchers 3, 63 and 64, the second by 130.
    fn screen() -> Screen {
        Screen { words: vec![1 << 3 | 1 << 63, 0, 1, 0, 0, 1 << 2], sentences: 2 }
    }

    fn check(matchers: Range<usize>, expected: &[u32]) {
        let screen = screen();
        let found: Vec<u32> = screen.sentences(matchers.clone()).map(|id| id.0).collect();
        assert_eq!(found, expected, "{matchers:?}");
        for id in 0..2 {
            assert_eq!(
                screen.allows_any(SentenceId(id), matchers.clone()),
                expected.contains(&id),
                "{matchers:?}"
            );
        }
    }

    #[test]
    fn matchers_are_found_within_and_across_columns() {
        check(0..3, &[]);
        check(3..4, &[0]);
        check(4..63, &[]);
        check(4..64, &[0]);
        check(64..130, &[0]);
        check(65..130, &[]);
        check(65..131, &[1]);
        check(0..131, &[0, 1]);
        check(5..5, &[]);
    }

    #[test]
    fn where_there_is_no_sentence_nothing_can_match() {
        assert!(!Screen::default().allows(SentenceId(0), 0));
        assert!(!screen().allows(SentenceId(2), 3));
    }
}
