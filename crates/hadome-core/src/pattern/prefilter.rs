//! Deciding from the raw text which matchers can match.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use aho_corasick::AhoCorasick;

use super::Matcher;
use crate::recall::Asked;

/// Tells which of many matchers can match in a text, in one pass over it.
#[derive(Debug, Clone)]
pub struct Prefilter {
    asked: Asked,
    /// Every needed string.
    strings: Strings,
    /// For each string, the clauses that it fulfils.
    fulfils: Vec<Vec<u32>>,
    /// For each clause, the matcher that it belongs to.
    belongs: Vec<u32>,
    /// For each matcher, how many clauses it has.
    needs: Vec<u16>,
    /// The matchers without a clause.
    always: Candidates,
}

impl Prefilter {
    /// A filter for matchers, which are known by their position from here on.
    pub fn new<'m>(matchers: impl Iterator<Item = &'m Matcher>) -> Self {
        let mut strings: BTreeMap<Cow<'static, str>, Vec<u32>> = BTreeMap::new();
        let (mut belongs, mut needs) = (Vec::new(), Vec::new());
        for (index, matcher) in matchers.enumerate() {
            let literals = matcher.literals();
            for clause in literals.clauses() {
                for string in clause {
                    strings.entry(string.clone()).or_default().push(belongs.len() as u32);
                }
                belongs.push(index as u32);
            }
            needs.push(literals.clauses().len() as u16);
        }
        let (list, fulfils) = strings.into_iter().unzip();
        let mut always = Candidates { bits: vec![0; needs.len().div_ceil(64)] };
        for index in needs.iter().enumerate().filter(|(_, n)| **n == 0).map(|(i, _)| i) {
            always.insert(index);
        }
        Self { asked: Asked::default(), strings: Strings::new(list), fulfils, belongs, needs, always }
    }

    /// How many words its [`Candidates`] have.
    pub(crate) fn words(&self) -> usize {
        self.always.bits.len()
    }

    /// The matchers that may match in `text`. One that is not among them has no match in it.
    ///
    /// Costs what the text and the strings in it cost, however many matchers there are.
    pub fn candidates(&self, text: &str) -> Rc<Candidates> {
        self.asked.known(text, || Rc::new(self.scan(text)))
    }

    /// The same, without asking anybody's memory.
    pub(crate) fn scan(&self, text: &str) -> Candidates {
        let mut candidates = self.always.clone();
        let found = self.strings.found_in(&without_space(text));
        let mut clauses: Vec<u32> = found.into_iter().flat_map(|s| &self.fulfils[s]).copied().collect();
        clauses.sort_unstable();
        clauses.dedup();
        // The clauses of a matcher follow each other.
        let matcher = |clause: &u32| self.belongs[*clause as usize];
        for fulfilled in clauses.chunk_by(|a, b| matcher(a) == matcher(b)) {
            let index = matcher(&fulfilled[0]) as usize;
            if fulfilled.len() == usize::from(self.needs[index]) {
                candidates.insert(index);
            }
        }
        candidates
    }
}

/// How many texts are searched string by string before an automaton is built.
const PATIENCE: u32 = 1_000;

/// Finds strings, at first with hardly any preparation and, when there is much to search, with an automaton.
#[derive(Debug)]
struct Strings {
    /// In lower case, sorted.
    list: Vec<Cow<'static, str>>,
    /// For each first character, sorted, the position of the first string that begins with it.
    begins: Vec<(char, usize)>,
    searched: AtomicU32,
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl Strings {
    fn new(list: Vec<Cow<'static, str>>) -> Self {
        let mut begins: Vec<(char, usize)> = Vec::new();
        for (i, string) in list.iter().enumerate() {
            let first = string.chars().next().unwrap_or_default();
            if begins.last().is_none_or(|(c, _)| *c != first) {
                begins.push((first, i));
            }
        }
        Self { list, begins, searched: AtomicU32::new(0), automaton: OnceLock::new() }
    }

    /// The positions of the strings that a text contains, each once, ascending.
    fn found_in(&self, text: &str) -> Vec<usize> {
        let much = self.searched.fetch_add(1, Ordering::Relaxed) >= PATIENCE;
        let build = || {
            AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .build(self.list.iter().map(|s| s.as_bytes()))
                .ok()
        };
        let automaton = much.then(|| self.automaton.get_or_init(build).as_ref()).flatten();
        let mut found: Vec<usize> = match automaton {
            Some(automaton) => {
                automaton.find_overlapping_iter(text).map(|hit| hit.pattern().as_usize()).collect()
            }
            None => text.char_indices().flat_map(|(at, c)| self.found_at(&text[at..], c)).collect(),
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The positions of the strings that a text begins with.
    fn found_at(&self, text: &str, first: char) -> impl Iterator<Item = usize> {
        let first = first.to_ascii_lowercase();
        let group = self.begins.binary_search_by_key(&first, |(c, _)| *c).ok();
        let group = group.map_or(0..0, |i| {
            self.begins[i].1..self.begins.get(i + 1).map_or(self.list.len(), |(_, next)| *next)
        });
        let starts = |string: &str| {
            let head = text.as_bytes().get(..string.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(string.as_bytes()))
        };
        group.filter(move |&i| starts(&self.list[i]))
    }
}

impl Clone for Strings {
    fn clone(&self) -> Self {
        Self::new(self.list.clone())
    }
}

/// White space stands between tokens and never counts.
fn without_space(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_whitespace) {
        Cow::Owned(text.chars().filter(|c| !c.is_whitespace()).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A set of matchers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidates {
    bits: Vec<u64>,
}

impl Candidates {
    /// Whether the matcher at `index` may match.
    pub fn contains(&self, index: usize) -> bool {
        self.bits.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// Whether no matcher can match.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|&word| word == 0)
    }

    /// The indexes of the matchers that may match, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let words = self.bits.iter().enumerate();
        words.flat_map(|(at, &word)| ones(word).map(move |bit| 64 * at + bit))
    }

    /// The set as bits, lowest first.
    pub(crate) fn words(&self) -> &[u64] {
        &self.bits
    }

    fn insert(&mut self, index: usize) {
        self.bits[index / 64] |= 1 << (index % 64);
    }
}

/// The positions of the bits that are set.
pub(crate) fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros() as usize;
        let any = word != 0;
        word &= word.wrapping_sub(1);
        any.then_some(bit)
    })
}
