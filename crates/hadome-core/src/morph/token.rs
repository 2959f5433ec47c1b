//! Tokens, owned and cheap to copy around.

use std::ops::Range;
use std::sync::Arc;

/// What the dictionary says about a word. Shared between all tokens of the same entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feature {
    /// Part of speech, from coarse to fine, without `*`: `["名詞", "サ変接続"]`. IPADIC has up to four levels.
    pub pos: Vec<Box<str>>,
    /// Conjugation type (活用型), such as `サ変・スル`; empty if the word does not inflect.
    pub conjugation_type: Box<str>,
    /// Conjugation form (活用形), such as `連用形`; empty if the word does not inflect.
    pub conjugation_form: Box<str>,
    /// Base form. For a word unknown to the dictionary this is empty; [`Tokens::lemma`] then gives the surface.
    pub lemma: Box<str>,
    /// Reading in katakana; empty if unknown.
    pub reading: Box<str>,
    /// Whether the dictionary does not know the word.
    pub unknown: bool,
}

/// One word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the sentence's text.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// What the dictionary says.
    pub feature: Arc<Feature>,
}

impl Token {
    /// Bytes of the sentence's text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether its part of speech begins with `pos`: `["名詞"]` or `["動詞", "自立"]`.
    pub fn is(&self, pos: &[&str]) -> bool {
        self.feature.pos.len() >= pos.len() && self.feature.pos.iter().zip(pos).all(|(a, b)| &**a == *b)
    }
}

/// The tokens of one sentence. White space makes no token.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tokens {
    /// The sentence's folded text.
    pub text: String,
    /// Its words in order.
    pub tokens: Vec<Token>,
}

impl Tokens {
    /// The spelling of a token in the sentence.
    pub fn surface(&self, token: &Token) -> &str {
        &self.text[token.range()]
    }

    /// Its base form; the surface for words that the dictionary does not know.
    pub fn lemma<'a>(&'a self, token: &'a Token) -> &'a str {
        if token.feature.lemma.is_empty() { self.surface(token) } else { &token.feature.lemma }
    }
}
