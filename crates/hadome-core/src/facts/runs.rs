//! Which statements stand together, and how many edges the longest of such runs has.

use std::collections::HashSet;
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::hashed::{Hashed, WordHash};
use super::once::Question;
use super::reader::Reader;
use crate::document::{BlockId, SectionId, SentenceId};
use crate::morph::{Token, Tokens};

/// What statements have to share to stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Among {
    /// They stand on one level of causes in one part of the report.
    Level(SectionId, usize),
    /// They hang below one statement.
    Below(u32),
}

/// The runs of statements, which are counted from 0 in source order.
#[derive(Debug, Default)]
pub(super) struct Runs<'a> {
    /// Where each statement stands.
    places: Vec<Among>,
    /// Statements that stand in one run with everything beside them from the first up to the second.
    joins: Vec<(u32, u32)>,
    beside: FxHashMap<Among, Beside>,
    /// The last statement that told each word at a place in a section.
    words: FxHashMap<(Scene, Hashed<'a>), u32>,
    /// How many scenes there have been.
    scenes: u32,
    /// Words of the title: what everything is about ties nothing to anything.
    title: FxHashSet<Hashed<'a>>,
}

/// Statements side by side in one section, up to the next one that stands in another: they may take up words of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Scene(u32);

/// The last of the statements side by side.
#[derive(Debug)]
struct Beside {
    scene: Scene,
    section: SectionId,
    /// It and the block that it begins in.
    last: Option<(u32, BlockId)>,
}

impl<'a> Runs<'a> {
    /// There are so many words to come, about.
    pub fn new(reader: &Reader<'a, '_>, words: usize) -> Self {
        let title = reader.document.title.map(|t| reader.sentences_in(t));
        Self {
            title: title.into_iter().flatten().flat_map(|s| topics(reader, s)).collect(),
            words: FxHashMap::with_capacity_and_hasher(words, FxBuildHasher),
            ..Self::default()
        }
    }

    /// Takes in the next statement. Gives whether it goes on from one before it: it stands in the same paragraph, or takes up its
    /// words. What is weak says of nothing how it came about.
    pub fn add(
        &mut self,
        reader: &Reader<'a, '_>,
        among: Among,
        section: SectionId,
        sentences: &[SentenceId],
        weak: bool,
    ) -> bool {
        let index = self.places.len() as u32;
        self.places.push(among);
        let next = Scene(self.scenes);
        let beside = self.beside.entry(among).or_insert(Beside { scene: next, section, last: None });
        if beside.section != section {
            (beside.scene, beside.section) = (next, section);
        }
        self.scenes += u32::from(beside.scene == next);
        let Some(&first) = sentences.first() else { return false };
        let block = reader.document.sentence(first).block;
        let mut from = beside.last.replace((index, block)).filter(|l| l.1 == block).map(|l| l.0);
        if !weak {
            let turns = |text: &str| reader.lexicon.causal.another.is_match(text);
            let aside = reader.answer(first, Question::Another, turns);
            for word in sentences.iter().flat_map(|&s| topics(reader, s)) {
                let last = self.words.insert((beside.scene, word), index).filter(|&l| l != index);
                if !aside && !self.title.contains(&word) {
                    from = from.max(last);
                }
            }
        }
        self.joins.extend(from.map(|from| (from, index)));
        from.is_some()
    }

    /// The last statement beside the next one at a place.
    pub fn last(&self, among: Among) -> Option<u32> {
        self.beside.get(&among)?.last.map(|l| l.0)
    }

    /// Ties statements together with all that stand beside them in between.
    pub fn join(&mut self, from: u32, to: u32) {
        self.joins.push((from, to));
    }

    /// How many edges the longest run has, and the last of them. `edges` are those of each statement, and whether the first of them
    /// is tied to nothing: that counts only where a run begins.
    pub fn longest(&self, edges: &[(Range<u32>, bool)]) -> Option<(usize, usize)> {
        let joined = self.joined();
        let mut sums: FxHashMap<Among, Sum> = FxHashMap::default();
        for (i, (own, plain)) in edges.iter().enumerate().rev() {
            let own = own.start + u32::from(*plain && joined[i])..own.end;
            let below = sums.remove(&Among::Below(i as u32)).map(Sum::best).unwrap_or_default();
            let own = Run { count: own.len(), last: own.end.checked_sub(1).filter(|_| !own.is_empty()) };
            let sum = sums.entry(self.places[i]).or_default();
            sum.current = own.then(below).then(sum.current);
            if !joined[i] {
                sum.close();
            }
        }
        let mut parts: FxHashMap<SectionId, Run> = FxHashMap::default();
        for (among, sum) in sums {
            if let Among::Level(part, _) = among {
                let all = parts.entry(part).or_default();
                *all = all.then(sum.best());
            }
        }
        let best = parts.into_values().max_by_key(|r| (r.count, std::cmp::Reverse(r.last)))?;
        Some((best.count, best.last? as usize))
    }

    /// Whether each statement goes on from the one beside it.
    fn joined(&self) -> Vec<bool> {
        // Joins are told by the first and the last of a run: what stands beside them in between belongs to it.
        let mut reach: FxHashMap<Among, u32> = FxHashMap::default();
        let mut first: Vec<Option<u32>> = vec![None; self.places.len()];
        for &(from, to) in &self.joins {
            if let Some(slot) = first.get_mut(to as usize) {
                *slot = Some(slot.map_or(from, |f| f.min(from)));
            }
        }
        let mut joined = vec![false; self.places.len()];
        for i in (0..self.places.len()).rev() {
            let open = reach.entry(self.places[i]).or_insert(u32::MAX);
            if let Some(from) = first[i] {
                *open = (*open).min(from);
            }
            joined[i] = *open < i as u32;
        }
        joined
    }
}

/// Edges in a row.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    count: usize,
    last: Option<u32>,
}

impl Run {
    fn then(self, next: Self) -> Self {
        Self { count: self.count + next.count, last: next.last.max(self.last) }
    }
}

/// The runs at one place, read from the last statement to the first.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    current: Run,
    best: Run,
}

impl Sum {
    fn close(&mut self) {
        if self.current.count >= self.best.count {
            self.best = self.current;
        }
        self.current = Run::default();
    }

    fn best(mut self) -> Run {
        self.close();
        self.best
    }
}

/// The content words of a sentence, by the positions of their tokens.
#[derive(Debug)]
pub(super) struct Content {
    /// Those that mean something by themselves, with the hash of their base form.
    words: Box<[(u32, WordHash)]>,
    /// Those that say what it is about: nouns of more than one character.
    topics: Box<[(u32, WordHash)]>,
}

impl Content {
    fn of(tokens: &Tokens, common: &HashSet<String>) -> Self {
        let (mut words, mut topics) = (Vec::new(), Vec::new());
        let counts = |word: &str| word.chars().any(char::is_alphanumeric) && !common.contains(word);
        for (i, token) in tokens.tokens.iter().enumerate().filter(|(_, t)| is_content(t)) {
            let lemma = tokens.lemma(token);
            if counts(lemma) {
                words.push((i as u32, WordHash::of(lemma)));
            }
            let surface = tokens.surface(token);
            if token.is(&["名詞"]) && surface.chars().nth(1).is_some() && counts(surface) {
                topics.push((i as u32, WordHash::of(surface)));
            }
        }
        Self { words: words.into(), topics: topics.into() }
    }
}

fn content<'a>(reader: &Reader<'a, '_>, id: SentenceId) -> &'a Content {
    let read = || Content::of(reader.tokens(id), &reader.lexicon.causal.common);
    reader.once(id, |known| &known.cause().content, read)
}

/// The content words of a sentence that say what it is about, as they are written.
fn topics<'a>(reader: &Reader<'a, '_>, id: SentenceId) -> impl Iterator<Item = Hashed<'a>> {
    let tokens = reader.tokens(id);
    content(reader, id)
        .topics
        .iter()
        .map(|&(i, hash)| Hashed::new(tokens.surface(&tokens.tokens[i as usize]), hash))
}

/// The words of a sentence between two bytes that mean something by themselves, in their base form.
pub(super) fn content_words<'a>(
    reader: &Reader<'a, '_>,
    id: SentenceId,
    range: Range<usize>,
) -> impl Iterator<Item = Hashed<'a>> {
    let tokens = reader.tokens(id);
    let words = content(reader, id).words.iter().map(|&(i, hash)| (&tokens.tokens[i as usize], hash));
    let inside = words.filter(move |(t, _)| range.start <= t.start as usize && t.end as usize <= range.end);
    inside.map(|(t, hash)| Hashed::new(tokens.lemma(t), hash))
}

/// Whether a word means something by itself.
fn is_content(token: &Token) -> bool {
    let empty = [["名詞", "非自立"], ["名詞", "数"], ["名詞", "代名詞"], ["名詞", "接尾"]];
    let noun = token.is(&["名詞"]) && !empty.iter().any(|e| token.is(e));
    noun || token.is(&["動詞", "自立"]) || token.is(&["形容詞", "自立"])
}
