//! Entries whose times do not rise.

use super::Timeline;
use crate::document::{BlockId, ItemKind, SectionId};
use crate::facts::{Entry, Time};
use crate::rule::{Context, Finding, Place, Sink};

/// From this hour on a time of day can only be the second half of the day.
const NOON: u32 = 13 * 3600;
const HALF_DAY: i64 = 12 * 3600;

/// What entries have in common that are one sequence.
type Key = (SectionId, Option<BlockId>, u16);

impl Timeline {
    pub(super) fn run_order(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let mut groups: Vec<(Key, Vec<&Entry>)> = Vec::new();
        for entry in &cx.facts.timeline.entries {
            let key = (entry.section, entry.group, entry.depth);
            // A sequence is never far back: other lists, or entries nested in its own, may stand between.
            let near = groups.len().saturating_sub(8);
            match groups[near..].iter_mut().find(|(k, _)| *k == key) {
                Some((_, entries)) => entries.push(entry),
                None => groups.push((key, vec![entry])),
            }
        }
        for (_, entries) in &groups {
            self.sequence(cx, sink, entries);
        }
    }

    fn sequence(&self, cx: &Context<'_>, sink: &mut Sink<'_>, entries: &[&Entry]) {
        let prose = |e: &&Entry| e.item.is_some_and(|i| cx.document().item(i).kind == ItemKind::Sentence);
        // Running prose goes back and forth; lines that all begin with a time do not.
        if entries.iter().any(|e| prose(e) && e.time.is_none()) {
            return;
        }
        let timed: Vec<(&Entry, &Time)> =
            entries.iter().filter_map(|e| Some((*e, e.time.as_ref()?))).collect();
        let whole_day = timed.iter().any(|(_, t)| t.clock.is_some_and(|c| !c.half_open && c.seconds >= NOON));
        let mut falls = Vec::new();
        let mut rises = 0;
        for pair in timed.windows(2) {
            let ((_, first), (_, next)) = (pair[0], pair[1]);
            if !same_lane(cx, pair[0].0, pair[1].0) {
                continue;
            }
            match first.seconds_after(next) {
                Some(late) if !is_other_half(next, late, whole_day) => falls.push(pair),
                Some(_) => {}
                None => rises += usize::from(next.seconds_after(first).is_some()),
            }
        }
        // Newest first is an order too.
        if falls.len() > rises {
            return;
        }
        for pair in falls {
            let ((_, first), (_, next)) = (pair[0], pair[1]);
            let earlier = cx.source.slice(first.span).to_owned();
            let finding =
                Finding::new(next.span).with("earlier", earlier).related(first.span, self.against.clone());
            let place = Place::in_sentence(cx, next.sentence, 0..0);
            self.report(cx, sink, finding, &place);
        }
    }
}

/// Whether two rows are about the same system or team, where the table sorts by that.
fn same_lane(cx: &Context<'_>, first: &Entry, next: &Entry) -> bool {
    let name = |e: &Entry| -> Option<String> {
        e.lane.map(|s| cx.document().sentence_text(s).chars().filter(|c| c.is_alphabetic()).collect())
    };
    name(first) == name(next)
}

/// Whether a time may be one of the afternoon, as 1:05 after 11:58 is where nothing is written as 13:05.
fn is_other_half(time: &Time, late: i64, whole_day: bool) -> bool {
    let soon = (HALF_DAY / 2..HALF_DAY).contains(&late);
    !whole_day && soon && time.clock.is_some_and(|c| c.half_open)
}
