//! What one sentence in a section for measures does: propose, announce, remark.

use std::sync::Arc;

use super::behaviour::{Occasion, rule_for_people};
use super::reader::Reader;
use super::strength::{WEAK, class_of, is_question};
use crate::document::SentenceId;
use crate::lexicon::PredicateClass;

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
    /// It says what the action is done with or to.
    pub placed: bool,
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
    /// Its action is a rule for people, by the occasion.
    pub rule: bool,
    /// The occasion is a firm one.
    pub firm: bool,
    /// All its actions are chores beside a fix: a look, a message.
    pub chore: bool,
    /// The highest rung of its actions by their classes.
    pub rung: Option<u8>,
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
        let rule = self.firm && self.verbal;
        let done = own_item && self.done_to() || rule;
        self.instructs() && (self.directive || done && self.short && !self.remark)
    }

    /// Whether a sentence in a closing section prescribes an action: in so many words or, in an item of its own, as a rule for people.
    pub fn resolves(&self, own_item: bool) -> bool {
        self.instructs() && (self.directive || own_item && self.short && self.rule && !self.remark)
    }

    /// Whether it names an action that is to be done.
    fn instructs(&self) -> bool {
        self.acts && self.known && !self.past && !self.intro && !self.aside && !self.detail
    }

    /// Whether it is more than the name of an action: it has a verb, an occasion, or an object that is changed.
    fn done_to(&self) -> bool {
        self.verbal || self.rule || (self.object || self.placed) && !self.relies_on_people()
    }

    /// Whether none of its actions is more than what people have to do or to mind.
    pub fn relies_on_people(&self) -> bool {
        self.rung.is_none_or(|rung| rung <= WEAK)
    }
}

/// Reads a sentence.
pub(super) fn read_text(reader: &Reader<'_, '_>, id: SentenceId) -> Reading {
    let whole = reader.text(id);
    let text = whole[reader.body(id).min(whole.len())..].trim_end_matches(['。', ' ', '.', '!']);
    let plain = without_note(text);
    let words = &reader.lexicon.measures;
    let mut reading = Reading {
        intro: words.intro.is_match(text),
        detail: words.detail.is_match(text),
        remark: words.remark.is_match(plain) || words.courtesy.is_match(text),
        // The hour of 10:05 looks like the number of an item.
        aside: words.aside.is_match(text)
            || text.len() < whole.len() && words.aside.is_match(whole)
            || words.hypothetical.is_match(text),
        directive: words.directive.is_match(plain),
        short: plain.chars().count() <= SHORT,
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
    let mut others = false;
    let mut known_before = false;
    for head in reader.heads(id) {
        let class = class_of(reader, head);
        if !head.main {
            known_before |= class.is_some_and(|c| c.rung.is_some()) && !head.past;
            continue;
        }
        // 監視を強化し、早期の把握に役立てる: a clause says what is done, the next what for.
        reading.known |= known_before && class.is_none() && head.action;
        let weighs = class.is_some_and(|c| c.rung.is_some()) && !head.state;
        reading.acts |= weighs || (class.is_none() && head.action || head.made) && !head.state;
        reading.known |= weighs;
        reading.verbal |= head.verbal;
        reading.past |= head.past;
        let seeing = |c: &PredicateClass| {
            c.name == looking || reader.lexicon.predicates.seeing.iter().any(|s| **s == *c.name)
        };
        reading.looked |= head.past && class.is_some_and(seeing) && !words.habit.is_match(text);
        let chore = class.is_some_and(|c| words.chores.iter().any(|s| **s == *c.name));
        reading.chore |= chore;
        others |= weighs && !chore;
        if weighs {
            reading.rung = reading.rung.max(class.and_then(|c| c.rung));
        }
        reading.placed |= grammar.cases.iter().any(|c| head.clause.contains(c.as_str()));
        reading.object |= grammar.object.iter().any(|o| head.clause.contains(o.as_str()));
    }
    reading.chore &= !others;
    let rule = rule_for_people(reader, id).filter(|_| reading.acts);
    reading.rule = rule.is_some();
    reading.firm = rule.is_some_and(|(occasion, _)| occasion == Occasion::Firm);
    reading.known |= reading.rule;
    reading
}

/// A text without the bracket at its end: 必ず分割する（他は対応済み）.
fn without_note(text: &str) -> &str {
    let open = text.ends_with(')').then(|| text.rfind('(')).flatten();
    open.map_or(text, |at| text[..at].trim_end())
}
