//! Which matchers can match in which sentences of a document.

use std::ops::Range;
use std::rc::Rc;

use super::finds::Finds;
use crate::document::SentenceId;
use crate::morph::{Analysis, Shelf};
use crate::pattern::{Prefilter, ones};

/// Which matchers can match at all in which sentences. Made once per document and shared by all rules; the default is of no document and
/// has no sentences.
#[derive(Debug, Default)]
pub struct Screen {
    /// What is known of each sentence.
    sentences: Vec<Rc<Finds>>,
    /// A row for each matcher with a bit for each sentence: a rule asks about few matchers and all sentences.
    rows: Vec<u64>,
    /// The words of a row.
    width: usize,
}

impl Screen {
    /// Scans every sentence of the document that has not been scanned before.
    pub fn new(analysis: &Analysis<'_>, prefilter: &Prefilter) -> Self {
        let document = analysis.document();
        let scan = |id| Finds::new(&prefilter.scan(document.sentence_text(id)));
        let finds = document.sentence_ids().map(|id| analysis.shared(id, Shelf::Finds, || scan(id)));
        Self::of(finds.collect(), prefilter.words())
    }

    /// `words` is how many words each sentence has for the matchers.
    fn of(sentences: Vec<Rc<Finds>>, words: usize) -> Self {
        let width = sentences.len().div_ceil(64);
        let mut rows = vec![0; 64 * words * width];
        let mut square = [0; 64];
        for (at, few) in sentences.chunks(64).enumerate() {
            for (column, rows) in rows.chunks_mut(64 * width).enumerate() {
                square.fill(0);
                square.iter_mut().zip(few).for_each(|(line, finds)| *line = finds.possible(column));
                transpose(&mut square);
                rows.iter_mut().skip(at).step_by(width).zip(square).for_each(|(row, line)| *row = line);
            }
        }
        Self { sentences, rows, width }
    }

    /// What is known of a sentence; `None` if it is none of the document.
    pub(super) fn finds(&self, sentence: SentenceId) -> Option<&Finds> {
        self.sentences.get(sentence.0 as usize).map(Rc::as_ref)
    }

    /// The sentences within a range in which any of the matchers at these positions can match, in order.
    pub fn sentences(&self, matchers: Range<usize>, within: Range<u32>) -> impl Iterator<Item = SentenceId> {
        let rows = self.rows.get(matchers.start * self.width..matchers.end * self.width).unwrap_or_default();
        let words = within.start as usize / 64..(within.end as usize).div_ceil(64).min(self.width);
        let ids = words.flat_map(|word| {
            let any = rows.iter().skip(word).step_by(self.width).fold(0, |any, row| any | row);
            ones(any).map(move |bit| SentenceId((64 * word + bit) as u32))
        });
        ids.filter(move |id| within.contains(&id.0))
    }
}

/// Makes columns of lines and lines of columns, half of the square at a time, then half of that.
fn transpose(square: &mut [u64; 64]) {
    let mut size = 32;
    let mut low = u64::MAX >> size;
    while size > 0 {
        for pair in square.chunks_exact_mut(2 * size) {
            let (upper, lower) = pair.split_at_mut(size);
            for (a, b) in upper.iter_mut().zip(lower) {
                let swapped = (*a >> size ^ *b) & low;
                *a ^= swapped << size;
                *b ^= swapped;
            }
        }
        size /= 2;
        low ^= low << size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{Candidates, Matcher, Pattern};

    /// Matchers of 130 characters, and sentences of one of them each; every 70th sentence has two.
    fn check(matchers: Range<usize>, expected: &[u32]) {
        let character = |n: usize| char::from_u32(0x4E00 + n as u32).unwrap_or_default();
        let compiled: Vec<Matcher> = (0..130)
            .filter_map(|n| Some(Matcher::Pattern(Pattern::compile(&character(n).to_string()).ok()?)))
            .collect();
        let prefilter = Prefilter::new(compiled.iter());
        let candidates = |n: usize| -> Candidates {
            let second = if n.is_multiple_of(70) { character(129) } else { character(n) };
            prefilter.scan(&format!("{}{second}", character(n)))
        };
        let finds = (0..129).map(|n| Rc::new(Finds::new(&candidates(n))));
        let screen = Screen::of(finds.collect(), prefilter.words());
        let found: Vec<u32> = screen.sentences(matchers.clone(), 0..u32::MAX).map(|id| id.0).collect();
        assert_eq!(found, expected, "{matchers:?}");
        let some = screen.sentences(matchers.clone(), 3..70).map(|id| id.0);
        assert!(some.eq(expected.iter().copied().filter(|id| (3..70).contains(id))), "{matchers:?}");
    }

    #[test]
    fn sentences_are_found_in_order() {
        check(3..4, &[3]);
        check(62..66, &[62, 63, 64, 65]);
        check(129..130, &[0, 70]);
        check(127..130, &[0, 70, 127, 128]);
        check(5..5, &[]);
    }

    #[test]
    fn where_there_is_no_sentence_nothing_can_match() {
        assert!(Screen::default().finds(SentenceId(0)).is_none());
        assert_eq!(Screen::default().sentences(0..9, 0..9).count(), 0);
    }
}
