//! What the parser makes of a pattern.

use std::ops::Range;
use std::sync::Arc;

/// A part of a pattern and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Bytes of the pattern's text.
    pub(super) range: Range<usize>,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A run of tokens that spells this folded text, which is never empty.
    Literal(Box<str>),
    /// One token.
    Token(TokenTest),
    /// Up to so many tokens inside the clause.
    Clause(u32),
    /// Any tokens up to the end of the sentence.
    Rest,
    Sequence(Vec<Node>),
    /// Never empty.
    Either(Vec<Node>),
    /// At most `max` times; without it, as often as it goes.
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
    },
    /// The index of its name.
    Capture(usize, Box<Node>),
    /// The start of the sentence.
    Start,
    /// The end of the sentence, or only final punctuation from here on.
    End,
}

/// A pattern without mistakes of form.
#[derive(Debug, Clone)]
pub(super) struct Ast {
    pub(super) root: Node,
    /// The names of captures, each once, in the order in which they are written.
    pub(super) names: Vec<Arc<str>>,
}

/// What one token must be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct TokenTest {
    /// Whether the token must *not* be what the rest says.
    pub(super) negated: bool,
    /// Part of speech from coarse to fine; `None` stands for any.
    pub(super) pos: Vec<Option<Box<str>>>,
    pub(super) attributes: Vec<(Attribute, Box<str>)>,
}

/// An attribute of a token that a pattern can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribute {
    Base,
    Reading,
    Surface,
    /// The conjugation type begins with the value.
    Type,
    /// The conjugation form begins with the value.
    Form,
}

impl Attribute {
    pub(super) const ALL: [(&'static str, Self); 5] = [
        ("base", Self::Base),
        ("reading", Self::Reading),
        ("surface", Self::Surface),
        ("type", Self::Type),
        ("form", Self::Form),
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|&(_, attribute)| attribute)
    }
}
