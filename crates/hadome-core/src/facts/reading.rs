//! What one sentence in a section for measures does: propose, announce, remark.

use super::reader::Reader;
use super::strength::{class_of, is_question};
use crate::document::SentenceId;

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
    /// It has no words.
    pub empty: bool,
}

impl Reading {
    /// Whether a sentence of running prose proposes or reports an action.
    pub fn proposes(&self) -> bool {
        self.acts && self.known && (self.verbal || self.object) && !self.intro && !self.remark && !self.detail
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
        empty: !text.chars().any(char::is_alphanumeric),
        ..Reading::default()
    };
    if is_question(reader, id) {
        reading.acts = true;
        reading.object = true;
        reading.remark = false;
        return reading;
    }
    let grammar = &reader.lexicon.predicates.grammar;
    for head in reader.heads(id).iter().filter(|h| h.main) {
        let class = class_of(reader, head);
        let weighs = class.is_some_and(|c| c.rung.is_some()) && !head.state;
        reading.acts |= weighs || (class.is_none() && head.action || head.made) && !head.state;
        reading.known |= weighs;
        reading.verbal |= head.verbal;
        reading.object |= grammar.object.iter().any(|o| head.clause.contains(o.as_str()));
    }
    reading
}
