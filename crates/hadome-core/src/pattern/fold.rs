//! Bringing what a rule spells into the form of the text it is compared with, and what inflection leaves of a word.

use unicode_normalization::UnicodeNormalization;

/// NFKC, as the prose of a document is folded.
pub(super) fn fold(text: &str) -> String {
    text.nfkc().collect()
}

/// Hiragana as katakana, the script of readings.
pub(super) fn katakana(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, 'ぁ'..='ゖ') { char::from_u32(c as u32 + 0x60).unwrap_or(c) } else { c })
        .collect()
}

/// Whether a character may stand in a reading.
pub(super) fn is_reading(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー' | '・')
}

/// Whether a base form that ends like `word` can inflect at all: every base form ends in one of these.
pub(super) fn may_inflect(word: &str) -> bool {
    word.ends_with(|c| "うくぐすずつづぬふぶぷむるいただきしりん".contains(c))
}

/// The part of a base form that all its inflected forms begin with: 図る → 図, 徹底する → 徹底, する → nothing.
///
/// A form that does not begin with it (たこう of たかい) is not taken for a form of the word, so that the stem is a string
/// that every match of a literal contains.
pub(super) fn stem(word: &str) -> &str {
    let tail = if ["する", "ずる", "くる"].iter().any(|t| word.ends_with(t)) { 2 } else { 1 };
    word.char_indices().rev().nth(tail - 1).map_or("", |(at, _)| &word[..at])
}

/// Whether a token of this surface is an inflected form of the word `lemma`.
pub(super) fn is_form_of(surface: &str, lemma: &str) -> bool {
    surface != lemma && may_inflect(lemma) && surface.starts_with(stem(lemma))
}

/// What a text must contain for the folded literal to match: all of it, or its stem if its last token may be inflected.
pub(super) fn needed(literal: &str) -> &str {
    if may_inflect(literal) { stem(literal) } else { literal }
}

/// Whether a token ends a clause, seen alone. A comma inside a number does not; the caller knows the neighbours.
pub(super) fn ends_clause(surface: &str) -> bool {
    !surface.is_empty() && surface.chars().all(|c| matches!(c, '、' | '。' | ',' | ';' | '!' | '?'))
}

/// Whether a token is punctuation that may follow the last word of a sentence.
pub(super) fn is_final_punctuation(surface: &str) -> bool {
    surface.chars().all(is_final)
}

/// Whether a character is punctuation that may follow the last word of a sentence.
pub(super) fn is_final(c: char) -> bool {
    "。.!?…)]}」』】》〉〕\"'”’".contains(c)
}
