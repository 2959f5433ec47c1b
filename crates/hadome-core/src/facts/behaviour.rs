//! Rules for people: an action on an occasion of their work, whatever its verb.

use super::head::FoundHead;
use super::reader::Reader;
use super::strength::{class_of, describes_noun};
use crate::document::SentenceId;
use crate::pattern::Expression;

/// What makes an action a rule for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occasion {
    /// It does so whatever the verb.
    Firm,
    /// It does so if the verb says nothing of strength.
    Loose,
}

/// The rule for people that a sentence states: what makes it one, and the head that says what to do.
pub(super) fn rule_for_people<'a>(
    reader: &Reader<'a, '_>,
    id: SentenceId,
) -> Option<(Occasion, &'a FoundHead)> {
    let (occasion, head) = (*reader.once(id, |known| &known.measure().rule, || find(reader, id)))?;
    Some((occasion, reader.heads(id).get(head)?))
}

/// The same with the position of the head.
fn find(reader: &Reader<'_, '_>, id: SentenceId) -> Option<(Occasion, usize)> {
    let words = &reader.lexicon.measures.behaviour;
    let text = reader.text(id).trim_end_matches(['。', ' ']);
    let occasion = |r: &Expression| r.captures_iter(text).find_map(|c| c.name("v").or_else(|| c.get(0)));
    let firm = words.firm.iter().find_map(occasion);
    if firm.is_none() && !words.loose.is_match(text) {
        return None;
    }
    // A state or an effect is nothing that people do.
    let done = |h: &FoundHead| class_of(reader, h).is_none_or(|c| c.rung.is_some());
    let heads = reader.heads(id).iter().enumerate();
    let mut acting = heads.filter(|(_, h)| h.action && !h.state && !h.past && done(h));
    let Some(firm) = firm else {
        return acting.rfind(|(_, h)| h.main).map(|(at, _)| (Occasion::Loose, at));
    };
    let (at, head) = acting.find(|(_, h)| firm.end() <= h.range.start)?;
    let between = firm.end()..head.range.start;
    let meant = !words.unless.is_match(&text[between.clone()]) && !describes_noun(reader.tokens(id), between);
    meant.then_some((Occasion::Firm, at))
}
