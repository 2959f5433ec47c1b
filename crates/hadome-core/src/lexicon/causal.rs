//! How reports write "effect because cause".

use std::collections::HashSet;

use super::words::{regex_set, regexes, word_set};
use crate::pattern::{Expression, Expressions};
use crate::recall::Asked;
use crate::spec::Reader;

/// The causal markers of `causal.toml`.
#[derive(Debug, Clone)]
pub struct CausalWords {
    /// Markers with the reason before them.
    pub(crate) reason: Vec<Expression>,
    /// Verbs that tie a reason before them to what followed.
    pub(crate) effect: Vec<Expression>,
    /// What looks like such a marker and is none: purposes, means, agents.
    pub(crate) not_reason: Vec<Expression>,
    /// 辞書形＋ため, which tells a purpose rather than a reason.
    pub(crate) plain: PlainWords,
    /// What may follow a reason at the end of a sentence without saying what came of it.
    pub(crate) ends: Expressions,
    /// Markers with the reason after them.
    pub(crate) because: Vec<Expression>,
    /// Sentence openings that say what followed.
    pub(crate) turn: Vec<Expression>,
    /// Openings of numbered whys.
    pub(crate) why: Expressions,
    /// Arrows from a reason to what followed.
    pub(crate) arrows: Vec<String>,
    /// Arrows from what followed to its reason.
    pub(crate) back_arrows: Vec<String>,
    /// Openings that go on from what stood before.
    pub(crate) anaphor: Expressions,
    /// Names of causes, in the group `id`.
    pub(crate) ids: Vec<Expression>,
    /// Words that two statements may share without being about the same thing.
    pub(crate) common: HashSet<String>,
    /// Headings that set levels of causes apart.
    levels: Expressions,
    /// About headings and labels: the level that they name.
    named: Asked,
    /// Words of an investigation under way.
    pub(crate) open: Expressions,
    /// Words that name something the organisation can change.
    pub(crate) mechanism: Expressions,
    /// Words that say how things stood.
    pub(crate) state: Expressions,
    /// Words that say so of the recovery, or of what only seemed so.
    pub(crate) no_state: Expressions,
    /// Words with which a further sentence goes a step deeper.
    pub(crate) sequel: Expressions,
    /// Words that end in a lack or in a person.
    pub(crate) weak: Vec<Expression>,
    /// Openings of the reason of what stood before it: これは、…ため.
    pub(crate) because_this: Vec<Expression>,
    /// A reason from the end of its effect (the group `mark`) to its marker: のは、…ため.
    pub(crate) because_of: Vec<Expression>,
    /// Sentence openings that turn to another point.
    pub(crate) another: Expressions,
    /// Sentences that say outright what the cause was, in sections about something else.
    pub(crate) names: Expressions,
}

/// 辞書形＋ため: a purpose, unless nobody does what stands before it, or nobody does what stands after it.
#[derive(Debug, Clone, Default)]
pub(crate) struct PlainWords {
    /// The marker with the end of its verb.
    pub marks: Vec<Expression>,
    /// Verbs of what happens by itself, with the marker.
    pub before: Vec<Expression>,
    /// Ends of sentences about what happens by itself.
    pub after: Expressions,
}

impl Default for CausalWords {
    fn default() -> Self {
        let none = Expressions::default;
        Self {
            reason: Vec::new(),
            effect: Vec::new(),
            not_reason: Vec::new(),
            because: Vec::new(),
            plain: PlainWords::default(),
            ends: none(),
            turn: Vec::new(),
            why: none(),
            arrows: Vec::new(),
            back_arrows: Vec::new(),
            anaphor: none(),
            ids: Vec::new(),
            common: HashSet::new(),
            levels: none(),
            named: Asked::default(),
            open: none(),
            mechanism: none(),
            state: none(),
            no_state: none(),
            sequel: none(),
            weak: Vec::new(),
            because_this: Vec::new(),
            because_of: Vec::new(),
            another: none(),
            names: none(),
        }
    }
}

impl CausalWords {
    /// The level of causes that a heading or a label names, counted from 1.
    pub(crate) fn level(&self, name: &str) -> Option<usize> {
        self.named.known(name, || self.levels.first(name).map(|level| level + 1))
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let mut words = Self::default();
        if let Some(mut table) = reader.table("reason") {
            words.reason = regexes(&mut table, "expressions");
            words.not_reason = regexes(&mut table, "not");
            table.finish();
        }
        if let Some(mut table) = reader.table("effect") {
            words.effect = regexes(&mut table, "expressions");
            table.finish();
        }
        if let Some(mut table) = reader.table("because") {
            words.because = regexes(&mut table, "expressions");
            words.because_this = regexes(&mut table, "this");
            words.because_of = regexes(&mut table, "of");
            table.finish();
        }
        if let Some(mut table) = reader.table("why") {
            words.why = regex_set(&mut table, "expressions");
            words.arrows = table.strings("arrows").into_iter().map(|s| s.text).collect();
            words.back_arrows = table.strings("back").into_iter().map(|s| s.text).collect();
            table.finish();
        }
        if let Some(mut table) = reader.table("plain") {
            words.plain.marks = regexes(&mut table, "expressions");
            words.plain.before = regexes(&mut table, "before");
            words.plain.after = regex_set(&mut table, "after");
            table.finish();
        }
        if let Some(mut table) = reader.table("common") {
            words.common = word_set(&mut table, "words");
            table.finish();
        }
        if let Some(mut table) = reader.table("state") {
            words.state = regex_set(&mut table, "expressions");
            words.no_state = regex_set(&mut table, "not");
            table.finish();
        }
        words.turn = one_list(reader, "turn");
        words.ids = one_list(reader, "ids");
        words.ends = one_set(reader, "ends");
        words.anaphor = one_set(reader, "anaphor");
        words.levels = one_set(reader, "levels");
        words.open = one_set(reader, "open");
        words.mechanism = one_set(reader, "mechanism");
        words.sequel = one_set(reader, "sequel");
        words.another = one_set(reader, "another");
        words.names = one_set(reader, "names");
        words.weak = one_list(reader, "weak");
        words
    }
}

/// The expressions of a table that holds nothing else, where it matters what they match.
fn one_list(reader: &mut Reader<'_>, key: &'static str) -> Vec<Expression> {
    let Some(mut table) = reader.table(key) else { return Vec::new() };
    let list = regexes(&mut table, "expressions");
    table.finish();
    list
}

/// The expressions of a table that holds nothing else.
fn one_set(reader: &mut Reader<'_>, key: &'static str) -> Expressions {
    let Some(mut table) = reader.table(key) else { return Expressions::default() };
    let set = regex_set(&mut table, "expressions");
    table.finish();
    set
}
