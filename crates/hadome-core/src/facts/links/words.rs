//! Words that causes and measures are compared by.

use rustc_hash::FxHashSet;

use super::super::hashed::{Hashed, WordHash};
use super::super::reader::Reader;
use crate::document::SentenceId;
use crate::lexicon::Lexicon;
use crate::morph::{Token, Tokens};
use crate::source::Span;

/// A content word of a sentence.
#[derive(Debug)]
pub(in crate::facts) struct Word {
    /// What it counts as, if that is not its base form.
    same: Option<Box<str>>,
    hash: WordHash,
    /// The token where it stands first.
    token: u32,
}

/// A content word, and the sentence and the token where it stands first.
type Place<'a> = (Hashed<'a>, SentenceId, u32);

/// The content words of causes or measures, one after the other.
#[derive(Debug, Default)]
pub(super) struct Bags<'a> {
    words: Vec<Place<'a>>,
    ends: Vec<usize>,
}

/// The content words of a cause or a measure; sorted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bag<'b, 'a>(&'b [Place<'a>]);

/// How many sentences of one cause or measure are read.
const MAX_SENTENCES: usize = 48;

impl<'a> Bags<'a> {
    /// Adds the words of the next cause or measure.
    pub fn add(&mut self, reader: &Reader<'a, '_>, sentences: impl IntoIterator<Item = SentenceId>) {
        let first = self.words.len();
        // The words of one sentence are sorted.
        let mut mixed = false;
        for id in sentences.into_iter().take(MAX_SENTENCES) {
            let words = reader.once(id, |known| &known.ties().words, || words(reader, id));
            if words.is_empty() {
                continue;
            }
            mixed |= self.words.len() > first;
            let tokens = reader.tokens(id);
            self.words.extend(words.iter().map(|word| (word.hashed(tokens), id, word.token)));
        }
        if mixed {
            let mut own = self.words.split_off(first);
            own.sort_by_key(|(word, ..)| *word);
            own.dedup_by_key(|(word, ..)| *word);
            self.words.extend(own);
        }
        self.ends.push(self.words.len());
    }

    /// The words of all.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The words of the cause or measure at a position.
    pub fn of(&self, i: usize) -> Bag<'_, 'a> {
        let start = i.checked_sub(1).map_or(0, |before| self.ends[before]);
        Bag(&self.words[start..self.ends[i]])
    }
}

impl<'b, 'a> Bag<'b, 'a> {
    pub fn words(self) -> impl ExactSizeIterator<Item = Hashed<'a>> + use<'b, 'a> {
        self.0.iter().map(|(word, ..)| *word)
    }

    /// How many words two bags share.
    pub fn shared(self, other: Self) -> usize {
        self.words().filter(|word| other.find(*word).is_some()).count()
    }

    /// Where the word at a position of [`words`](Self::words) stands.
    pub fn place(self, reader: &Reader<'_, '_>, at: usize) -> Span {
        let (_, sentence, token) = self.0[at];
        let token = &reader.tokens(sentence).tokens[token as usize];
        reader.document.sentence_span(sentence, token.range())
    }

    fn find(self, word: Hashed<'_>) -> Option<usize> {
        self.0.binary_search_by(|(known, ..)| known.cmp(&word)).ok()
    }
}

impl Word {
    fn hashed<'a>(&'a self, tokens: &'a Tokens) -> Hashed<'a> {
        let same = self.same.as_deref();
        Hashed::new(same.unwrap_or_else(|| tokens.lemma(&tokens.tokens[self.token as usize])), self.hash)
    }
}

/// The content words of a sentence; sorted.
fn words(reader: &Reader<'_, '_>, id: SentenceId) -> Box<[Word]> {
    let tokens = reader.tokens(id);
    let content = tokens.tokens.iter().enumerate().filter(|(_, t)| is_content(t));
    let words = content.filter_map(|(i, token)| {
        let lemma = tokens.lemma(token);
        let word = reader.lexicon.links.content(lemma)?;
        Some(Word { hash: WordHash::of(&word), same: (word != lemma).then(|| word.into()), token: i as u32 })
    });
    let mut words: Vec<Word> = words.collect();
    words.sort_by(|a, b| a.hashed(tokens).cmp(&b.hashed(tokens)));
    words.dedup_by(|next, first| next.hashed(tokens) == first.hashed(tokens));
    words.into()
}

/// Whether a token is a noun that names something.
fn is_content(token: &Token) -> bool {
    const NONE: [&str; 8] =
        ["非自立", "代名詞", "数", "接尾", "副詞可能", "接続詞的", "特殊", "ナイ形容詞語幹"];
    token.is(&["名詞"]) && !NONE.iter().any(|kind| token.is(&["名詞", kind]))
}

/// What the report says of measures, to look some words up in.
pub(super) struct Told {
    /// The pairs of those words that nothing has told yet: of a long report few.
    untold: FxHashSet<u64>,
    /// Where bits of it are set, there may be such a pair. Most pairs of a report are ruled out by that alone.
    sieve: [u64; SIEVE / 64],
    matters: FxHashSet<usize>,
}

/// How many bits the sieve has.
const SIEVE: usize = 4096;

/// What a sentence tells, by its text alone.
#[derive(Debug)]
pub(in crate::facts) struct Tells {
    pairs: Box<[u64]>,
    matters: Box<[usize]>,
}

impl Tells {
    pub(in crate::facts) fn of(text: &str, lexicon: &Lexicon) -> Self {
        let text = text.to_lowercase();
        Self { pairs: pairs(&text).collect(), matters: lexicon.links.matters_of(&text).collect() }
    }
}

/// The pairs of neighbouring characters of a text, each as one number, of which a set is faster.
fn pairs(text: &str) -> impl Iterator<Item = u64> {
    text.chars().zip(text.chars().skip(1)).map(|(a, b)| u64::from(a) << 32 | u64::from(b))
}

/// The word of the sieve that holds the bit of a pair, and that bit.
fn sieved(pair: u64) -> (usize, u64) {
    // The upper bits of a product with the golden ratio depend on both characters.
    let bit = (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SIEVE.ilog2())) as usize;
    (bit / 64, 1 << (bit % 64))
}

impl Told {
    /// Nothing is told yet. It will be asked about no other words.
    pub fn about<'w>(words: impl Iterator<Item = Hashed<'w>>) -> Self {
        let untold: FxHashSet<u64> = words.flat_map(|word| pairs(word.text())).collect();
        let mut sieve = [0; SIEVE / 64];
        for &pair in &untold {
            let (word, bit) = sieved(pair);
            sieve[word] |= bit;
        }
        Self { untold, sieve, matters: FxHashSet::default() }
    }

    /// Takes in a sentence: its words and, with `matters`, what it is about.
    pub fn add(&mut self, reader: &Reader<'_, '_>, sentence: SentenceId, matters: bool) {
        reader.tells(sentence, |tells| {
            for &pair in &tells.pairs {
                let (word, bit) = sieved(pair);
                if self.sieve[word] & bit != 0 {
                    self.untold.remove(&pair);
                }
            }
            if matters {
                self.matters.extend(&tells.matters);
            }
        });
    }

    /// Whether it speaks of a word, in whatever compound, or of a matter.
    pub fn knows(&self, word: Hashed<'_>) -> bool {
        pairs(word.text()).all(|pair| !self.untold.contains(&pair))
    }

    pub fn speaks_of(&self, matter: usize) -> bool {
        self.matters.contains(&matter)
    }
}
