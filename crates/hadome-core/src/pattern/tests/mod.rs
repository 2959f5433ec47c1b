//! The language, over sentences whose tokens are written by hand: `surface/part of speech/base form`.

mod errors;
mod language;
mod near;
mod prefilter;
mod properties;
mod regex;
mod variants;
mod walk;

use std::sync::Arc;

use super::{Match, Matcher, Near, Pattern, PatternError, Regex};
use crate::morph::{Feature, Token, Tokens};

/// A sentence from `監視/名詞,サ変接続 を/助詞 図り/動詞,自立/図る`; `_` stands for a space between tokens.
pub(super) fn sentence(words: &str) -> Tokens {
    let mut tokens = Tokens::default();
    for word in words.split(' ').filter(|w| !w.is_empty()) {
        if word == "_" {
            tokens.text.push(' ');
            continue;
        }
        let mut parts = word.splitn(4, '/');
        let mut part = || parts.next().unwrap_or("");
        let surface = part();
        let pos = part().split(',').filter(|p| !p.is_empty()).map(Box::from).collect();
        let feature = Feature { pos, lemma: part().into(), reading: part().into(), ..Feature::default() };
        let start = tokens.text.len();
        tokens.text.push_str(surface);
        let end = tokens.text.len();
        tokens.tokens.push(Token { start: start as u32, end: end as u32, feature: Arc::new(feature) });
    }
    tokens
}

/// The text of a sentence with its matches marked.
pub(super) fn mark(tokens: &Tokens, matches: &[Match]) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for found in matches {
        marked += &format!("{}⟦{}⟧", &tokens.text[at..found.range.start], &tokens.text[found.range.clone()]);
        at = found.range.end;
    }
    marked + &tokens.text[at..]
}

pub(super) fn pattern(text: &str) -> Pattern {
    Pattern::compile(text).unwrap_or_else(|e| panic!("{text}: {}", join(&e)))
}

pub(super) fn join(errors: &[PatternError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

pub(super) fn near(words: &[&str], within: usize) -> Near {
    let words: Vec<String> = words.iter().map(|&w| w.to_owned()).collect();
    Near::new(&words, within).expect("valid words")
}

pub(super) fn matcher(text: &str) -> Matcher {
    match text.strip_prefix("regex:") {
        Some(regex) => Matcher::Regex(Regex::compile(regex).expect("a valid expression")),
        None => match text.split_once('~') {
            Some((a, b)) => Matcher::Near(near(&[a, b], 4)),
            None => Matcher::Pattern(pattern(text)),
        },
    }
}
