//! A compiled pattern.

use std::sync::Arc;

use super::{Literals, Match, PatternError};
use crate::morph::Tokens;

/// A compiled pattern of the token language.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: Arc<str>,
    names: Arc<[Arc<str>]>,
}

impl Pattern {
    /// Compiles a pattern, or says everything that is wrong with it.
    pub fn compile(text: &str) -> Result<Self, Vec<PatternError>> {
        if text.trim().is_empty() {
            return Err(vec![
                PatternError::new(0..text.len(), "パターンが空です", "the pattern is empty")
                    .hint("探す言葉を書いてください", "write the words to look for"),
            ]);
        }
        Ok(Self { text: text.into(), names: Arc::new([]) })
    }

    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names of its captures, in the order in which they are written.
    pub fn capture_names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// All matches: leftmost, then longest, not overlapping. Linear in the number of tokens.
    pub fn find_all(&self, tokens: &Tokens) -> Vec<Match> {
        let _ = tokens;
        Vec::new()
    }

    /// Strings that a text must contain for the pattern to match in it.
    pub fn literals(&self) -> Literals {
        Literals::default()
    }
}
