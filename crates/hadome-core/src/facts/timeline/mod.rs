//! When things happened: the entries of the timeline, the moments of the incident, and the dates of the report.

mod days;
mod entries;
mod moments;
mod scan;
mod telling;
#[cfg(test)]
mod tests;
mod time;
mod types;

pub(super) use scan::{Written, times};
pub(super) use telling::Telling;
pub use time::{Clock, Date, DateSource, Time};
pub use types::{Day, Entry, Moment, MomentKind, Timeline};

use super::reader::Reader;

/// Reads the timeline of a document.
pub(super) fn read(reader: &Reader<'_, '_>) -> Timeline {
    let mut timeline = Timeline { entries: entries::entries(reader), ..Timeline::default() };
    moments::read(reader, &mut timeline);
    timeline
}
