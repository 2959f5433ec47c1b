//! Content words: what causes, measures and the rest of a report are compared by.

use std::collections::BTreeSet;

use crate::document::SentenceId;
use crate::pattern::Matcher;
use crate::rule::{ContentWord, Context};
use crate::spec::Reader;

/// Which content words of a report count.
#[derive(Debug)]
pub(super) struct ContentWords {
    ignore: BTreeSet<String>,
}

impl ContentWords {
    /// All but those that the rule ignores.
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self { ignore: reader.strings("ignore").into_iter().map(|s| s.text).collect() }
    }

    /// Those of a sentence, by their base forms. The check's matchers from `first` on say what a content word is.
    pub(super) fn of<'a>(
        &self,
        cx: &Context<'a>,
        matchers: &[Matcher],
        first: usize,
        sentence: SentenceId,
    ) -> &'a [ContentWord] {
        let matchers = &matchers[first..];
        if matchers.is_empty() {
            return &[];
        }
        cx.content_words(first, sentence, || {
            let tokens = cx.analysis.tokens(sentence);
            let found = matchers.iter().flat_map(|m| m.find_all(tokens));
            let words = found.map(|m| ContentWord {
                lemma: tokens.tokens[m.tokens].iter().map(|t| tokens.lemma(t)).collect::<String>().into(),
                range: m.range,
            });
            let mut words: Vec<ContentWord> = words.filter(|w| !self.ignore.contains(&*w.lemma)).collect();
            words.sort_by(|a, b| a.lemma.cmp(&b.lemma));
            words
        })
    }
}
