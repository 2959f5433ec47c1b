//! Reading lists of words and expressions from a lexicon file.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::Text;
use crate::pattern::{Expression, Expressions, Matcher, Near, Pattern, PatternError, Regex};
use crate::spec::{Reader, Str};

/// The form in which words are compared: NFKC, lower case, no white space at the ends.
pub(crate) fn fold(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    match text.chars().all(is_folded) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfkc().collect::<String>().to_lowercase()),
    }
}

/// Whether a character surely is in that form whatever stands beside it. Nearly all that reports have are.
fn is_folded(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_uppercase()
        || matches!(c, '\u{3001}' | '\u{3002}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}' | '\u{4e00}'..='\u{9fff}')
}

/// The folded words of a list.
pub(crate) fn word_list(reader: &mut Reader<'_>, key: &'static str) -> Vec<String> {
    reader.strings(key).iter().map(|s| fold(&s.text).into_owned()).collect()
}

/// The folded words of a list, as a set.
pub(crate) fn word_set(reader: &mut Reader<'_>, key: &'static str) -> HashSet<String> {
    word_list(reader, key).into_iter().collect()
}

/// Regular expressions of a list, tried one after the other. Case of ASCII letters does not matter.
pub(crate) fn regexes(reader: &mut Reader<'_>, key: &'static str) -> Vec<Expression> {
    let texts = reader.strings(key);
    texts.iter().filter_map(|s| compile(reader, s)).collect()
}

/// The same as one set, for lists of which it only matters whether any matches.
pub(crate) fn regex_set(reader: &mut Reader<'_>, key: &'static str) -> Expressions {
    regexes(reader, key).into_iter().collect()
}

/// An expression without a mistake. Those of the built-in files are looked at in tests, which saves every run from parsing them.
fn compile(reader: &Reader<'_>, text: &Str) -> Option<Expression> {
    let expression = Expression::new(&text.text);
    let trusted = !cfg!(debug_assertions) && reader.source().is_embedded();
    let Some(error) = (!trusted).then(|| expression.mistake()).flatten() else { return Some(expression) };
    let message =
        Text::new(format!("正規表現の誤り: {error}"), format!("this is no regular expression: {error}"));
    reader.error(text.span, message, None);
    None
}

/// The matchers of a table with the keys `patterns`, `near` (with `within`) and `regexes`.
pub(crate) fn matchers(reader: &mut Reader<'_>) -> Vec<Matcher> {
    let mut found = Vec::new();
    for text in reader.strings("patterns") {
        match Pattern::compile(&text.text) {
            Ok(pattern) => found.push(Matcher::Pattern(pattern)),
            Err(errors) => report(reader, &text, &errors),
        }
    }
    for text in reader.strings("regexes") {
        match Regex::compile(&text.text) {
            Ok(regex) => found.push(Matcher::Regex(regex)),
            Err(errors) => report(reader, &text, &errors),
        }
    }
    found.extend(near(reader));
    found
}

fn near(reader: &mut Reader<'_>) -> Option<Matcher> {
    let within = reader.integer("within");
    let words: Vec<Str> = reader.strings("near");
    if words.is_empty() {
        return None;
    }
    let within = within.and_then(|w| usize::try_from(w).ok()).unwrap_or(4);
    let texts: Vec<String> = words.iter().map(|w| w.text.clone()).collect();
    match Near::new(&texts, within) {
        Ok(near) => Some(Matcher::Near(near)),
        Err(errors) => {
            for error in errors {
                let word = error.word.and_then(|i| words.get(i)).unwrap_or(&words[0]);
                report(reader, word, &[error.error]);
            }
            None
        }
    }
}

fn report(reader: &Reader<'_>, text: &Str, errors: &[PatternError]) {
    for error in errors {
        reader.error(text.span_of(error.range.clone()), error.message.clone(), error.hint.clone());
    }
}

/// A name shared by everything that refers to it.
pub(crate) fn shared(text: &str) -> Arc<str> {
    Arc::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_for_folded_is_folded() {
        for c in ('\0'..=char::MAX).filter(|&c| is_folded(c)) {
            let text = format!("ん{c}ん");
            assert_eq!(text.nfkc().collect::<String>().to_lowercase(), text);
        }
    }

    #[test]
    fn words_are_folded_whatever_their_width_and_case() {
        for (text, folded) in
            [(" 担当者 ", "担当者"), ("ＳＬＡ", "sla"), ("ｻｰﾊﾞ", "サーバ"), ("が", "が"), ("№1", "no1")]
        {
            assert_eq!(fold(text), folded);
        }
    }
}
