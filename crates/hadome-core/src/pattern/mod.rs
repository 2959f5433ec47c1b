//! The pattern language of rules: what to look for in the words of a sentence.
//!
//! A [`Matcher`] finds its matches in the [`Tokens`](crate::morph::Tokens) of a sentence, in time linear in the sentence however it was written:
//! [`Pattern`] is the token language of `docs/patterns.md`, [`Near`] its unordered form, [`Regex`] is for what has no words.
//! [`Prefilter`] tells from the raw text of a sentence which matchers can match at all, so that most sentences are never
//! tokenized.

mod ast;
mod attribute;
mod engine;
mod error;
mod expression;
mod fold;
mod known;
mod lexer;
mod matcher;
mod mistakes;
mod near;
mod needed;
mod nfa;
mod pairs;
mod parser;
mod pos;
mod prefilter;
mod program;
mod regex;
mod simulate;
mod threads;
mod validate;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

pub use self::error::{NearError, PatternError};
pub use self::expression::{Expression, Expressions, Found, FoundGroups};
pub use self::known::table_of;
pub use self::matcher::Matcher;
pub use self::near::Near;
pub use self::needed::Literals;
pub(crate) use self::pairs::{Pairs, Wanted};
pub(crate) use self::prefilter::ones;
pub use self::prefilter::{Candidates, Prefilter};
pub use self::program::Pattern;
pub use self::regex::Regex;

/// One match in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The tokens that it touches. A regex may match part of a token, or only white space, which has none.
    pub tokens: Range<usize>,
    /// Bytes of [`Tokens::text`](crate::morph::Tokens::text).
    pub range: Range<usize>,
    /// Named parts that took part in the match, each in bytes of the text, in the order in which the pattern names them.
    pub captures: Vec<(Arc<str>, Range<usize>)>,
}

impl Match {
    /// The bytes of the capture called `name`.
    pub fn capture(&self, name: &str) -> Option<Range<usize>> {
        self.captures.iter().find(|(n, _)| &**n == name).map(|(_, range)| range.clone())
    }
}
