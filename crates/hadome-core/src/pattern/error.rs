//! What is wrong with a pattern.

use std::fmt;
use std::ops::Range;

use crate::diagnostic::Text;

/// One mistake in the text of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// Bytes of the pattern's text, on character boundaries.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: Text,
    /// What to write instead.
    pub hint: Option<Text>,
}

impl PatternError {
    pub(super) fn new(range: Range<usize>, ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { range, message: Text::new(ja, en), hint: None }
    }

    pub(super) fn hint(mut self, ja: impl Into<String>, en: impl Into<String>) -> Self {
        self.hint = Some(Text::new(ja, en));
        self
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}: {}", self.range.start, self.range.end, self.message.en)?;
        match &self.hint {
            Some(hint) => write!(f, " ({})", hint.en),
            None => Ok(()),
        }
    }
}

impl std::error::Error for PatternError {}

/// One mistake in the words of a `near` matcher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearError {
    /// The index of the word; `None` if the list as a whole is wrong.
    pub word: Option<usize>,
    /// The mistake; its range is in bytes of that word.
    pub error: PatternError,
}
