//! Words near each other, in any order.

use std::sync::Arc;

use super::words::clause_ends_at;
use super::{Literals, Match, NearError, Pattern, PatternError};
use crate::morph::Tokens;

/// Several words in one clause, in any order, few tokens apart. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Near {
    words: Arc<[Pattern]>,
    within: usize,
}

/// Sets of words are bits of a byte, and every set is looked at for every hit.
const MOST_WORDS: usize = 6;
/// The most tokens between two words. Each word looks back over so many.
const FARTHEST: usize = 50;

impl Near {
    /// Each word is a pattern; between neighbouring words there are at most `within` tokens.
    pub fn new(words: &[String], within: usize) -> Result<Self, Vec<NearError>> {
        let mut patterns = Vec::new();
        let mut errors = Vec::new();
        if !(2..=MOST_WORDS).contains(&words.len()) {
            errors.push(whole(
                PatternError::new(
                    0..0,
                    "near の言葉の数が合いません",
                    "the wrong number of words for `near`",
                )
                .hint(
                    format!("2 語から {MOST_WORDS} 語までを並べてください"),
                    format!("give 2 to {MOST_WORDS} words"),
                ),
            ));
        }
        if within > FARTHEST {
            errors.push(whole(
                PatternError::new(0..0, "within が大きすぎます", "`within` is too great")
                    .hint(format!("{FARTHEST} 語までです"), format!("at most {FARTHEST} tokens")),
            ));
        }
        for (i, word) in words.iter().enumerate() {
            match Pattern::compile(word) {
                Ok(pattern) => patterns.push(pattern),
                Err(list) => errors.extend(list.into_iter().map(|error| NearError { word: Some(i), error })),
            }
        }
        if errors.is_empty() { Ok(Self { words: patterns.into(), within }) } else { Err(errors) }
    }

    /// The words.
    pub fn words(&self) -> &[Pattern] {
        &self.words
    }

    /// How many tokens may stand between neighbouring words.
    pub fn within(&self) -> usize {
        self.within
    }

    /// All matches from left to right, not overlapping, each as short as it can be. Linear in the number of tokens.
    pub fn find_all(&self, tokens: &Tokens) -> Vec<Match> {
        let mut hits = Vec::new();
        for word in self.words.iter() {
            let found = word.find_all(tokens);
            if found.is_empty() {
                return Vec::new();
            }
            hits.push(found.into_iter().map(|found| Hit { found, links: Vec::new() }).collect());
        }
        Search {
            within: self.within,
            clauses: clauses(tokens),
            passed: vec![0; hits.len()],
            hits,
            free_from: 0,
        }
        .run()
    }

    /// Strings that a text must contain for the words to be found in it.
    pub fn literals(&self) -> Literals {
        Literals::all(self.words.iter().map(Pattern::literals))
    }
}

fn whole(error: PatternError) -> NearError {
    NearError { word: None, error }
}

/// For each token, and the end, how many clauses have ended before it.
fn clauses(tokens: &Tokens) -> Vec<u32> {
    let mut count = 0;
    let mut before = vec![0];
    for at in 0..tokens.tokens.len() {
        count += u32::from(clause_ends_at(tokens, at));
        before.push(count);
    }
    before
}

/// A place of one word.
struct Hit {
    found: Match,
    /// For each set of words, the best chain of them that ends here; empty until the hit has its turn.
    links: Vec<Option<Link>>,
}

/// The last step of a chain of hits.
#[derive(Clone, Copy)]
struct Link {
    /// Where the chain starts. The later, the shorter the chain.
    start: usize,
    /// The word and the index of the hit before, unless the chain begins here.
    before: Option<(usize, usize)>,
}

/// Looks for the shortest chain that has every word once, from left to right.
struct Search {
    within: usize,
    clauses: Vec<u32>,
    /// The places of each word, in order and not overlapping.
    hits: Vec<Vec<Hit>>,
    /// For each word, how many of its hits end before the one whose turn it is.
    passed: Vec<usize>,
    /// The end of the last match.
    free_from: usize,
}

impl Search {
    fn run(mut self) -> Vec<Match> {
        let mut order: Vec<(usize, usize, usize)> = Vec::new();
        for (word, hits) in self.hits.iter().enumerate() {
            order.extend(hits.iter().enumerate().map(|(i, h)| (h.found.tokens.start, word, i)));
        }
        order.sort_unstable();
        let mut matches = Vec::new();
        let all = (1 << self.hits.len()) - 1;
        for (start, word, index) in order {
            if start < self.free_from {
                continue;
            }
            let links = self.links(start, word);
            let complete = links[all].is_some();
            self.hits[word][index].links = links;
            if complete {
                self.free_from = self.hits[word][index].found.tokens.end;
                matches.push(self.join(word, index, all));
            }
        }
        matches
    }

    /// The best chains that end with a hit of `word` at `start`.
    fn links(&mut self, start: usize, word: usize) -> Vec<Option<Link>> {
        let mut links: Vec<Option<Link>> = vec![None; 1 << self.hits.len()];
        links[1 << word] = Some(Link { start, before: None });
        for other in (0..self.hits.len()).filter(|&o| o != word) {
            let hits = &self.hits[other];
            let passed = &mut self.passed[other];
            while hits.get(*passed).is_some_and(|h| h.found.tokens.end <= start) {
                *passed += 1;
            }
            for (index, hit) in hits[..*passed].iter().enumerate().rev() {
                let tokens = &hit.found.tokens;
                if start - tokens.end > self.within
                    || tokens.start < self.free_from
                    || self.clauses.get(tokens.end) != self.clauses.get(start)
                {
                    break;
                }
                for (set, link) in hit.links.iter().enumerate().filter(|(set, _)| set & (1 << word) == 0) {
                    let Some(link) = link else { continue };
                    let place = &mut links[set | 1 << word];
                    if place.is_none_or(|p| p.start < link.start) {
                        *place = Some(Link { start: link.start, before: Some((other, index)) });
                    }
                }
            }
        }
        links
    }

    /// The chain of the set `set` that ends with this hit, as one match.
    fn join(&self, word: usize, index: usize, set: usize) -> Match {
        let mut joined = self.hits[word][index].found.clone();
        let (mut at, mut set) = ((word, index), set);
        while let Some(link) = self.hits[at.0][at.1].links.get(set).copied().flatten()
            && let Some(before) = link.before
        {
            set &= !(1 << at.0);
            at = before;
            let found = &self.hits[at.0][at.1].found;
            joined.tokens.start = found.tokens.start;
            joined.range.start = found.range.start;
            joined.captures.splice(0..0, found.captures.iter().cloned());
        }
        joined
    }
}
