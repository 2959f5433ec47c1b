//! What one sentence in a section for measures does: propose, announce, remark.

use std::sync::Arc;

use super::reader::Reader;
use super::strength::{class_of, is_question};
use crate::document::SentenceId;

/// How many characters a lesson that names an action has at most; longer ones tell what happens.
const SHORT: usize = 40;

/// What was read off a sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reading {
    /// It names an action.
    pub acts: bool,
    /// The action belongs to a class of the lexicon.
    pub known: bool,
    /// It ends in a verb.
    pub verbal: bool,
    /// Its action has an object.
    pub object: bool,
    /// It announces measures.
    pub intro: bool,
    /// It describes a measure above it.
    pub detail: bool,
    /// It remarks, explains or promises an effect.
    pub remark: bool,
    /// It is no measure whatever it stands in: a result, a chore, what might have been.
    pub aside: bool,
    /// It prescribes.
    pub directive: bool,
    /// It is no longer than what an action takes to be named.
    pub short: bool,
    /// It asks a person to tick something off.
    pub question: bool,
    /// It reports that somebody looked: 確認した.
    pub looked: bool,
    /// Its action is told as past.
    pub past: bool,
    /// It has no words.
    pub empty: bool,
}

impl Reading {
    /// Whether a sentence of running prose proposes or reports an action.
    pub fn proposes(&self) -> bool {
        self.acts
            && self.known
            && (self.verbal || self.object)
            && !self.intro
            && !self.remark
            && !self.aside
            && !self.detail
    }

    /// Whether a sentence among lessons prescribes an action: in so many words or, in an item of its own, as one to be done.
    pub fn prescribes(&self, own_item: bool) -> bool {
        let action = self.acts && self.known && !self.past && !self.intro && !self.aside && !self.detail;
        action && (self.directive || own_item && self.short && self.verbal && !self.remark)
    }
}

/// Reads a sentence.
pub(super) fn read_text(reader: &Reader<'_, '_>, id: SentenceId) -> Reading {
    let whole = reader.text(id);
    let text = whole[reader.body(id).min(whole.len())..].trim_end_matches(['。', ' ', '.', '!']);
    let words = &reader.lexicon.measures;
    let mut reading = Reading {
        intro: words.intro.is_match(text),
        detail: words.detail.is_match(text),
        remark: words.remark.is_match(text) || words.courtesy.is_match(text),
        // The hour of 10:05 looks like the number of an item.
        aside: words.aside.is_match(text) || text.len() < whole.len() && words.aside.is_match(whole),
        directive: words.directive.is_match(text),
        short: text.chars().count() <= SHORT,
        empty: !text.chars().any(char::is_alphanumeric),
        ..Reading::default()
    };
    if is_question(reader, id) {
        reading.acts = true;
        reading.object = true;
        reading.remark = false;
        reading.aside = false;
        reading.detail = false;
        reading.question = true;
        return reading;
    }
    let looking = reader.lexicon.predicates.question().map(|c| Arc::clone(&c.name)).unwrap_or_default();
    let grammar = &reader.lexicon.predicates.grammar;
    for head in reader.heads(id).iter().filter(|h| h.main) {
        let class = class_of(reader, head);
        let weighs = class.is_some_and(|c| c.rung.is_some()) && !head.state;
        reading.acts |= weighs || (class.is_none() && head.action || head.made) && !head.state;
        reading.known |= weighs;
        reading.verbal |= head.verbal;
        reading.past |= head.past;
        reading.looked |=
            head.past && !words.habit.is_match(text) && class.is_some_and(|c| c.name == looking);
        reading.object |= grammar.object.iter().any(|o| head.clause.contains(o.as_str()));
    }
    reading
}
