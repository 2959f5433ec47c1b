//! Content words: what causes, measures and the rest of a report are compared by.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::SentenceId;
use crate::pattern::Matcher;
use crate::rule::Context;

/// The content words in a part of a sentence (bytes of its text), by their base forms, without those to be ignored. `matchers` say
/// what a content word is.
pub(super) fn content_words(
    cx: &Context<'_>,
    matchers: &[Matcher],
    ignore: &BTreeSet<String>,
    sentence: SentenceId,
    part: Range<usize>,
) -> BTreeSet<String> {
    let tokens = cx.analysis.tokens(sentence);
    let found = matchers.iter().flat_map(|m| m.find_all(tokens));
    let inside = found.filter(|m| part.start <= m.range.start && m.range.end <= part.end);
    let words = inside.map(|m| tokens.tokens[m.tokens].iter().map(|t| tokens.lemma(t)).collect::<String>());
    words.filter(|word| !ignore.contains(word)).collect()
}
