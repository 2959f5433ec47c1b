//! The tokens of a sentence as the automaton reads them.

use super::ast::{Attribute, TokenTest};
use super::fold::{ends_clause, is_final_punctuation, is_form_of};
use crate::morph::{Token, Tokens};

/// One token, with what a step of the automaton asks of it looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    pub(super) surface: &'t str,
    /// The base form, if the token is an inflected form of it.
    base: Option<&'t str>,
    token: &'t Token,
    /// Whether only white space stands between it and the token before.
    joined: bool,
}

impl<'t> Word<'t> {
    pub(super) fn new(tokens: &'t Tokens, index: usize) -> Option<Self> {
        let token = tokens.tokens.get(index)?;
        let surface = tokens.text.get(token.range()).unwrap_or("");
        let lemma = &*token.feature.lemma;
        let before = index.checked_sub(1).and_then(|i| tokens.tokens.get(i));
        let between = before.and_then(|b| tokens.text.get(b.end as usize..token.start as usize));
        let joined = between.is_some_and(|gap| gap.chars().all(char::is_whitespace));
        Some(Self { surface, base: is_form_of(surface, lemma).then_some(lemma), token, joined })
    }

    /// How a literal goes on with this token from its byte `at`.
    pub(super) fn continues(&self, literal: &str, at: usize) -> Continuation {
        let Some(rest) = literal.get(at..) else { return Continuation::default() };
        if at > 0 && !self.joined {
            return Continuation::default();
        }
        let surface = self.surface.as_bytes();
        let starts =
            rest.as_bytes().get(..surface.len()).is_some_and(|head| head.eq_ignore_ascii_case(surface));
        Continuation {
            done: (starts && rest.len() == surface.len()) || self.base == Some(rest),
            within: (starts && rest.len() > surface.len()).then(|| self.surface.chars().count()),
        }
    }

    /// Whether it is what a pattern asks of one token.
    pub(super) fn passes(&self, test: &TokenTest) -> bool {
        let feature = &*self.token.feature;
        let pos = test.pos.len() <= feature.pos.len()
            && test.pos.iter().zip(&feature.pos).all(|(wanted, is)| wanted.as_ref().is_none_or(|w| w == is));
        let attributes = test.attributes.iter().all(|(attribute, value)| match attribute {
            Attribute::Base if feature.lemma.is_empty() => self.surface.eq_ignore_ascii_case(value),
            Attribute::Base => feature.lemma.eq_ignore_ascii_case(value),
            Attribute::Surface => self.surface.eq_ignore_ascii_case(value),
            Attribute::Reading => feature.reading == *value,
            Attribute::Type => feature.conjugation_type.starts_with(&**value),
            Attribute::Form => feature.conjugation_form.starts_with(&**value),
        });
        (pos && attributes) != test.negated
    }
}

/// What a token does for a literal. A form like 高 (さ) may be both a part of the spelling and a form of the rest.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Continuation {
    /// The literal ends with this token.
    pub(super) done: bool,
    /// The literal goes on after so many characters.
    pub(super) within: Option<usize>,
}

/// Whether the token at `index` ends a clause. A comma between digits does not.
pub(super) fn clause_ends_at(tokens: &Tokens, index: usize) -> bool {
    let Some(token) = tokens.tokens.get(index) else { return false };
    let surface = tokens.text.get(token.range()).unwrap_or("");
    if !ends_clause(surface) {
        return false;
    }
    let before = tokens.text.as_bytes().get(..token.start as usize).and_then(<[u8]>::last);
    let after = tokens.text.as_bytes().get(token.end as usize);
    !(surface == "," && before.is_some_and(u8::is_ascii_digit) && after.is_some_and(u8::is_ascii_digit))
}

/// The position from which on there is only final punctuation.
pub(super) fn end_of_words(tokens: &Tokens) -> usize {
    let is_word = |t: &Token| !is_final_punctuation(tokens.text.get(t.range()).unwrap_or(""));
    tokens.tokens.iter().rposition(is_word).map_or(0, |last| last + 1)
}
