//! The three ways to look for something in a sentence.

use std::sync::Arc;

use super::{Literals, Match, Near, Pattern, Regex};
use crate::morph::Tokens;

/// Something that finds matches in a sentence. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Matcher {
    /// A pattern over tokens.
    Pattern(Pattern),
    /// Words near each other, in any order.
    Near(Near),
    /// A regular expression over the text.
    Regex(Regex),
}

impl Matcher {
    /// All matches from left to right, not overlapping, none of them empty. Linear in the sentence.
    pub fn find_all(&self, tokens: &Tokens) -> Vec<Match> {
        match self {
            Self::Pattern(pattern) => pattern.find_all(tokens),
            Self::Near(near) => near.find_all(tokens),
            Self::Regex(regex) => regex.find_all(tokens),
        }
    }

    /// Whether it can match in a text that has not been tokenized.
    pub fn may_match(&self, text: &str) -> bool {
        match self {
            Self::Regex(regex) => regex.is_match(text),
            Self::Pattern(_) | Self::Near(_) => true,
        }
    }

    /// Whether it looks at tokens; a regex only reads the text.
    pub fn needs_tokens(&self) -> bool {
        !matches!(self, Self::Regex(_))
    }

    /// About how many states it has: what it takes in memory, and at worst in time for each token.
    pub fn cost(&self) -> usize {
        match self {
            Self::Pattern(pattern) => pattern.cost(),
            Self::Near(near) => near.words().iter().map(Pattern::cost).sum(),
            Self::Regex(regex) => regex.cost(),
        }
    }

    /// Strings that a text must contain for it to match.
    pub fn literals(&self) -> Literals {
        match self {
            Self::Pattern(pattern) => pattern.literals(),
            Self::Near(near) => near.literals(),
            Self::Regex(regex) => regex.literals(),
        }
    }

    /// The names that [`Match::captures`] may hold, without repetition.
    pub fn capture_names(&self) -> Vec<Arc<str>> {
        let mut names: Vec<Arc<str>> = Vec::new();
        let mut add = |list: &[Arc<str>]| {
            for name in list {
                if !names.contains(name) {
                    names.push(Arc::clone(name));
                }
            }
        };
        match self {
            Self::Pattern(pattern) => add(pattern.capture_names()),
            Self::Near(near) => near.words().iter().for_each(|w| add(w.capture_names())),
            Self::Regex(regex) => add(regex.capture_names()),
        }
        names
    }
}
