//! How reports write "effect because cause".

use super::words::{regex_set, regexes};
use crate::pattern::{Expression, Expressions};
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
    /// Markers with the reason after them.
    pub(crate) because: Vec<Expression>,
    /// Sentence openings that say what followed.
    pub(crate) turn: Expressions,
    /// Openings of numbered whys.
    pub(crate) why: Expressions,
    /// Arrows between cause and effect.
    pub(crate) arrows: Vec<String>,
    /// Headings that set levels of causes apart.
    pub(crate) levels: Expressions,
    /// Words of an investigation under way.
    pub(crate) open: Expressions,
    /// Words that name something the organisation can change.
    pub(crate) mechanism: Expressions,
    /// Words that end in a lack or in a person.
    pub(crate) weak: Vec<Expression>,
    /// A reason from the end of its effect to its marker: のは、…ため.
    pub(crate) because_of: Vec<Expression>,
    /// Sentence openings that turn to another point.
    pub(crate) another: Expressions,
    /// Sentences that say outright what the cause was, in sections about something else.
    pub(crate) names: Expressions,
}

impl Default for CausalWords {
    fn default() -> Self {
        let none = Expressions::default;
        Self {
            reason: Vec::new(),
            effect: Vec::new(),
            not_reason: Vec::new(),
            because: Vec::new(),
            turn: none(),
            why: none(),
            arrows: Vec::new(),
            levels: none(),
            open: none(),
            mechanism: none(),
            weak: Vec::new(),
            because_of: Vec::new(),
            another: none(),
            names: none(),
        }
    }
}

impl CausalWords {
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
            words.because_of = regexes(&mut table, "of");
            words.because.extend_from_slice(&words.because_of);
            table.finish();
        }
        if let Some(mut table) = reader.table("why") {
            words.why = regex_set(&mut table, "expressions");
            words.arrows = table.strings("arrows").into_iter().map(|s| s.text).collect();
            table.finish();
        }
        words.turn = one_set(reader, "turn");
        words.levels = one_set(reader, "levels");
        words.open = one_set(reader, "open");
        words.mechanism = one_set(reader, "mechanism");
        words.another = one_set(reader, "another");
        words.names = one_set(reader, "names");
        if let Some(mut table) = reader.table("weak") {
            words.weak = regexes(&mut table, "expressions");
            table.finish();
        }
        words
    }
}

/// The expressions of a table that holds nothing else.
fn one_set(reader: &mut Reader<'_>, key: &'static str) -> Expressions {
    let Some(mut table) = reader.table(key) else { return Expressions::default() };
    let set = regex_set(&mut table, "expressions");
    table.finish();
    set
}
