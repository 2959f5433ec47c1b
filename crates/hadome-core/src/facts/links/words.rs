//! Words that causes and measures are compared by.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::reader::Reader;
use crate::document::SentenceId;
use crate::lexicon::Lexicon;
use crate::morph::Token;

/// The content words of some sentences, each with the place where it stands first.
pub(super) type Bag = BTreeMap<String, (SentenceId, Range<usize>)>;

/// How many sentences of one cause or measure are read.
const MAX_SENTENCES: usize = 48;

pub(super) fn bag(reader: &Reader<'_, '_>, sentences: impl IntoIterator<Item = SentenceId>) -> Bag {
    let mut bag = Bag::new();
    for sentence in sentences.into_iter().take(MAX_SENTENCES) {
        let tokens = reader.tokens(sentence);
        for token in tokens.tokens.iter().filter(|t| is_content(t)) {
            if let Some(word) = reader.lexicon.links.content(tokens.lemma(token)) {
                bag.entry(word).or_insert((sentence, token.range()));
            }
        }
    }
    bag
}

/// Whether a token is a noun that names something.
fn is_content(token: &Token) -> bool {
    const NONE: [&str; 8] =
        ["非自立", "代名詞", "数", "接尾", "副詞可能", "接続詞的", "特殊", "ナイ形容詞語幹"];
    token.is(&["名詞"]) && !NONE.iter().any(|kind| token.is(&["名詞", kind]))
}

/// What the report says of measures, to look words up in.
#[derive(Default)]
pub(super) struct Told {
    pairs: FxHashSet<(char, char)>,
    matters: HashSet<usize>,
}

/// What a sentence tells, by its text alone.
#[derive(Debug)]
pub(in crate::facts) struct Tells {
    pairs: Box<[(char, char)]>,
    matters: Box<[usize]>,
}

impl Tells {
    pub(in crate::facts) fn of(text: &str, lexicon: &Lexicon) -> Self {
        let text = text.to_lowercase();
        let pairs = text.chars().zip(text.chars().skip(1)).collect();
        Self { pairs, matters: lexicon.links.matters_of(&text).collect() }
    }
}

impl Told {
    /// Takes in a sentence: its words and, with `matters`, what it is about.
    pub fn add(&mut self, reader: &Reader<'_, '_>, sentence: SentenceId, matters: bool) {
        reader.tells(sentence, |tells| {
            self.pairs.extend(&tells.pairs);
            if matters {
                self.matters.extend(&tells.matters);
            }
        });
    }

    /// Whether it speaks of a word, in whatever compound, or of a matter.
    pub fn knows(&self, word: &str) -> bool {
        word.chars().zip(word.chars().skip(1)).all(|pair| self.pairs.contains(&pair))
    }

    pub fn speaks_of(&self, matter: usize) -> bool {
        self.matters.contains(&matter)
    }
}
