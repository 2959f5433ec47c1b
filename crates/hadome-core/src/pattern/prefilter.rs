//! Deciding from the raw text which matchers can match.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::{Matcher, Regex};

/// Tells which of many matchers can match in a text, in one pass over it.
#[derive(Debug, Clone)]
pub struct Prefilter {
    /// Finds every needed string; `None` if there is none, or too many to build it.
    strings: Option<Automaton>,
    /// For each string, the clauses that it fulfils.
    fulfils: Vec<Vec<u32>>,
    /// For each clause, the matcher that it belongs to.
    belongs: Vec<u32>,
    /// For each matcher, how many clauses it has.
    needs: Vec<u16>,
    /// The matchers without a clause.
    always: Candidates,
    /// Regular expressions are cheap enough to be asked for themselves.
    regexes: Vec<(usize, Regex)>,
}

impl Prefilter {
    /// A filter for matchers, which are known by their position from here on.
    pub fn new<'m>(matchers: impl Iterator<Item = &'m Matcher>) -> Self {
        let mut strings: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let (mut belongs, mut needs, mut regexes) = (Vec::new(), Vec::new(), Vec::new());
        for (index, matcher) in matchers.enumerate() {
            let literals = matcher.literals();
            for clause in literals.clauses() {
                for string in clause {
                    strings.entry(string.clone()).or_default().push(belongs.len() as u32);
                }
                belongs.push(index as u32);
            }
            needs.push(literals.clauses().len() as u16);
            if let Matcher::Regex(regex) = matcher {
                regexes.push((index, regex.clone()));
            }
        }
        let automaton = Automaton::new(strings.keys().cloned().collect());
        if automaton.is_none() {
            needs.fill(0);
        }
        let fulfils = strings.into_values().collect();
        let mut always = Candidates { bits: vec![0; needs.len().div_ceil(64)], len: needs.len() };
        for index in needs.iter().enumerate().filter(|(_, n)| **n == 0).map(|(i, _)| i) {
            always.insert(index);
        }
        Self { strings: automaton, fulfils, belongs, needs, always, regexes }
    }

    /// The matchers that may match in `text`. One that is not among them has no match in it.
    pub fn candidates(&self, text: &str) -> Candidates {
        let mut candidates = self.by_strings(&without_space(text));
        for (index, regex) in &self.regexes {
            if candidates.contains(*index) && !regex.is_match(text) {
                candidates.remove(*index);
            }
        }
        candidates
    }

    /// Costs what the text and the strings in it cost, however many matchers there are.
    fn by_strings(&self, text: &str) -> Candidates {
        let mut candidates = self.always.clone();
        let Some(strings) = &self.strings else { return candidates };
        let found = strings.found_in(text);
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

/// How many texts are searched with the automaton that is built in no time before a faster one is built.
const PATIENCE: u32 = 1_000;

/// Finds strings, at first with little preparation and, when there is much to search, with more.
#[derive(Debug)]
struct Automaton {
    list: Vec<String>,
    quick: AhoCorasick,
    searched: AtomicU32,
    fast: OnceLock<Option<AhoCorasick>>,
}

impl Automaton {
    fn new(list: Vec<String>) -> Option<Self> {
        let quick = build(&list, Some(AhoCorasickKind::NoncontiguousNFA))?;
        Some(Self { list, quick, searched: AtomicU32::new(0), fast: OnceLock::new() })
    }

    /// The positions of the strings that a text contains, each once, ascending.
    fn found_in(&self, text: &str) -> Vec<usize> {
        let much = self.searched.fetch_add(1, Ordering::Relaxed) >= PATIENCE;
        let fast = much.then(|| self.fast.get_or_init(|| build(&self.list, None)).as_ref()).flatten();
        let strings = fast.unwrap_or(&self.quick);
        let mut found: Vec<usize> =
            strings.find_overlapping_iter(text).map(|hit| hit.pattern().as_usize()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Clone for Automaton {
    fn clone(&self) -> Self {
        Self {
            list: self.list.clone(),
            quick: self.quick.clone(),
            searched: AtomicU32::new(self.searched.load(Ordering::Relaxed)),
            fast: self.fast.clone(),
        }
    }
}

fn build(list: &[String], kind: Option<AhoCorasickKind>) -> Option<AhoCorasick> {
    AhoCorasick::builder().ascii_case_insensitive(true).prefilter(false).kind(kind).build(list).ok()
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
    len: usize,
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
        (0..self.len).filter(|&i| self.contains(i))
    }

    fn insert(&mut self, index: usize) {
        self.bits[index / 64] |= 1 << (index % 64);
    }

    fn remove(&mut self, index: usize) {
        self.bits[index / 64] &= !(1 << (index % 64));
    }
}
