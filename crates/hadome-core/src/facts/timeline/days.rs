//! The day of the incident.

use super::time::{DateSource, Time};
use super::types::{Day, Moment, MomentKind, Timeline};

/// The day of the incident: under a label, else of a moment of the timeline, else of one in running text, else of the first entry.
pub(super) fn occurred(moments: &[Moment], timeline: &Timeline) -> Option<Day> {
    let of = |kinds: &[MomentKind], stands: &dyn Fn(&Moment) -> bool| {
        let found = moments.iter().filter(|m| kinds.contains(&m.kind) && stands(m));
        found.filter_map(|m| m.time.as_ref()).find_map(day)
    };
    let began = [MomentKind::Occurrence];
    of(&began, &|m| m.labelled)
        .or_else(|| of(&[MomentKind::Occurrence, MomentKind::Detection], &|m| timeline.is_entry(m.sentence)))
        .or_else(|| of(&began, &|_| true))
        .or_else(|| timeline.entries.iter().filter_map(|e| e.time.as_ref()).find_map(day))
}

/// The day of a time, if its year is known.
pub(super) fn day(time: &Time) -> Option<Day> {
    let date = time.date.filter(|d| d.year.is_some() && time.source != DateSource::Other)?;
    Some(Day { date, span: time.span })
}
