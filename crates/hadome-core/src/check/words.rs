//! Content words: what causes, measures and the rest of a report are compared by.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use crate::document::SentenceId;
use crate::pattern::Matcher;
use crate::recall::Asked;
use crate::rule::Context;
use crate::spec::Reader;

/// A content word of a sentence.
#[derive(Debug)]
pub(super) struct ContentWord {
    /// Its base form.
    pub lemma: Box<str>,
    /// Where it stands, in bytes of the sentence's text.
    pub range: Range<usize>,
}

/// Which content words of a report count.
#[derive(Debug)]
pub(super) struct ContentWords {
    asked: Asked,
    ignore: BTreeSet<String>,
}

impl ContentWords {
    /// All but those that the rule ignores.
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let ignore = reader.strings("ignore").into_iter().map(|s| s.text).collect();
        Self { asked: Asked::default(), ignore }
    }

    /// Those of a sentence. `matchers` say what a content word is, and are the same at every call.
    pub(super) fn of(
        &self,
        cx: &Context<'_>,
        matchers: &[Matcher],
        sentence: SentenceId,
    ) -> Rc<[ContentWord]> {
        self.asked.known(cx.document().sentence_text(sentence), || {
            let tokens = cx.analysis.tokens(sentence);
            let found = matchers.iter().flat_map(|m| m.find_all(tokens));
            let words = found.map(|m| ContentWord {
                lemma: tokens.tokens[m.tokens].iter().map(|t| tokens.lemma(t)).collect::<String>().into(),
                range: m.range,
            });
            words.filter(|word| !self.ignore.contains(&*word.lemma)).collect()
        })
    }
}
