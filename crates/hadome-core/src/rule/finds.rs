//! What rules find in one sentence.

use std::cell::Cell;
use std::fmt;
use std::ops::Range;

use elsa::FrozenVec;

use crate::document::RoleSet;
use crate::pattern::{Candidates, Match};

/// What the matchers of all rules find in one sentence.
///
/// It depends on the sentence's text, the dictionary, the lexicon and the rules alone, so that it is kept for as long as somebody remembers
/// the sentence. Matchers have the numbers that they have in the [prefilter](super::RuleSet::prefilter).
#[derive(Debug)]
pub(crate) struct Finds {
    /// A bit for each matcher that can match, for all that is known: one that has found nothing is no longer among them.
    possible: Box<[Cell<u64>]>,
    /// By the number of the matcher; never empty.
    found: Kept<usize, Box<[Match]>>,
    standing: Kept<Standing, Box<[Match]>>,
    /// By the number of the first of the matchers that say what a content word is.
    words: Kept<usize, Box<[ContentWord]>>,
}

/// A content word of a sentence.
#[derive(Debug)]
pub(crate) struct ContentWord {
    /// Its base form.
    pub lemma: Box<str>,
    /// Where it stands, in bytes of the sentence's text.
    pub range: Range<usize>,
}

/// Of which matchers and where matches stand: guards look at what is around the sentence as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The numbers of matchers, all of one rule.
    pub matchers: Range<usize>,
    /// The roles in force.
    pub roles: RoleSet,
    /// Whether the sentence stands in a quote.
    pub quoted: bool,
}

impl Finds {
    /// Nobody has looked yet.
    pub fn new(candidates: &Candidates) -> Self {
        Self::of_words(candidates.words())
    }

    fn of_words(words: &[u64]) -> Self {
        let possible = words.iter().copied().map(Cell::new).collect();
        Self { possible, found: Kept::default(), standing: Kept::default(), words: Kept::default() }
    }

    /// Which of 64 matchers can match, the lowest bit first.
    pub fn possible(&self, word: usize) -> u64 {
        self.possible.get(word).map_or(0, Cell::get)
    }

    /// Whether any of some matchers can match.
    pub fn may(&self, matchers: Range<usize>) -> bool {
        let mut at = matchers.start;
        while at < matchers.end {
            let word = at / 64;
            let end = matchers.end.min(64 * (word + 1));
            let wanted = u64::MAX >> (64 - (end - at)) << (at % 64);
            if self.possible(word) & wanted != 0 {
                return true;
            }
            at = end;
        }
        false
    }

    /// The matches of a matcher, for which `look` looks at the first call.
    pub fn of(&self, matcher: usize, look: impl FnOnce() -> Vec<Match>) -> &[Match] {
        if !self.may(matcher..matcher + 1) {
            return &[];
        }
        if let Some(found) = self.found.get(&matcher) {
            return found;
        }
        let found = look();
        if found.is_empty() {
            let word = &self.possible[matcher / 64];
            word.set(word.get() & !(1 << (matcher % 64)));
            return &[];
        }
        self.found.keep(matcher, found.into())
    }

    /// What is left of the matches of several matchers, for which `choose` chooses at the first call; `None` if there are no matches.
    pub fn standing(
        &self,
        standing: Standing,
        choose: impl FnOnce() -> Option<Vec<Match>>,
    ) -> Option<&[Match]> {
        match self.standing.get(&standing) {
            Some(chosen) => Some(chosen),
            None => Some(self.standing.keep(standing, choose()?.into())),
        }
    }

    /// The content words of the matchers from one on, which `read` reads at the first call.
    pub fn words(&self, first_matcher: usize, read: impl FnOnce() -> Vec<ContentWord>) -> &[ContentWord] {
        let known = self.words.get(&first_matcher);
        known.unwrap_or_else(|| self.words.keep(first_matcher, read().into()))
    }
}

/// A short list of what is known by its key. It only grows, so that what is in it can be lent while more is added.
struct Kept<K, V>(FrozenVec<Box<(K, V)>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(FrozenVec::new())
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Kept<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter()).finish()
    }
}

impl<K: PartialEq, V> Kept<K, V> {
    fn get(&self, key: &K) -> Option<&V> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Adds what is not in it.
    fn keep(&self, key: K, value: V) -> &V {
        &self.0.push_get(Box::new((key, value))).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(at: usize) -> Match {
        Match { tokens: 0..1, range: at..at + 3, captures: Vec::new() }
    }

    #[test]
    fn a_matcher_looks_once() {
        let finds = Finds::of_words(&[1 << 3 | 1 << 63, 1]);
        for _ in 0..2 {
            assert_eq!(finds.of(3, || vec![found(6)]), [found(6)]);
            assert_eq!(finds.of(64, || vec![found(9)]), [found(9)]);
            assert!(finds.of(4, || unreachable!("it cannot match")).is_empty());
        }
        assert!(finds.of(63, Vec::new).is_empty());
        assert!(finds.of(63, || unreachable!("it has looked")).is_empty());
        assert_eq!([finds.possible(0), finds.possible(1), finds.possible(2)], [1 << 3, 1, 0]);
    }

    #[test]
    fn matchers_are_asked_about_within_and_across_words() {
        let finds = Finds::of_words(&[1 << 3 | 1 << 63, 1, 1 << 2]);
        let may = |matchers: &[Range<usize>]| matchers.iter().all(|m| finds.may(m.clone()));
        let may_not = |matchers: &[Range<usize>]| !matchers.iter().any(|m| finds.may(m.clone()));
        assert!(may(&[3..4, 4..64, 64..130, 65..131, 0..131]));
        assert!(may_not(&[0..3, 4..63, 65..130, 5..5, 131..192, 192..400]));
    }

    #[test]
    fn where_a_sentence_stands_counts() {
        let finds = Finds::of_words(&[1]);
        let standing = |quoted| Standing { matchers: 0..1, roles: RoleSet::EMPTY, quoted };
        assert_eq!(finds.standing(standing(false), || None), None);
        for _ in 0..2 {
            assert_eq!(finds.standing(standing(false), || Some(vec![found(0)])), Some(&[found(0)][..]));
            assert_eq!(finds.standing(standing(true), || Some(Vec::new())), Some(&[][..]));
        }
    }
}
