//! When things happened: entries, moments, and the days of the report.

use serde::Serialize;

use super::{Place, Quote, View};
use crate::facts::{DateSource, Day, Entry, Moment, MomentKind, Time};

/// The timeline of a report.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineView {
    /// The day of the incident.
    pub occurred: Option<DayView>,
    /// The day of the report.
    pub reported: Option<DayView>,
    /// Words by which it says that the incident is not over.
    pub ongoing: Option<Quote>,
    /// The entries of its timeline sections.
    pub entries: Vec<EntryView>,
    /// Where it tells that the incident began, was noticed or was over.
    pub moments: Vec<MomentView>,
}

/// A day that concerns the whole report.
#[derive(Debug, Clone, Serialize)]
pub struct DayView {
    /// The date as in ISO 8601.
    pub date: String,
    /// Where it is stated.
    pub quote: Quote,
}

/// An entry of a timeline.
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    /// How deep it is nested in other entries.
    pub depth: u16,
    /// Its own source text.
    #[serde(flatten)]
    pub place: Place,
    /// The time at its head.
    pub time: Option<TimeView>,
    /// Other times that it states.
    pub others: Vec<TimeView>,
}

/// A point in time as far as it is stated.
#[derive(Debug, Clone, Serialize)]
pub struct TimeView {
    /// What is known of it: `2026-11-20 10:02`, `--11-20 10h`, `T+300s`, `?` for an unknown other day.
    pub value: String,
    /// How it comes by its date.
    pub date: DateSource,
    /// Where it stands.
    pub quote: Quote,
}

/// A moment of the incident.
#[derive(Debug, Clone, Serialize)]
pub struct MomentView {
    /// What it is.
    pub kind: MomentKind,
    /// The words that say so.
    pub quote: Quote,
    /// When it was.
    pub time: Option<TimeView>,
}

impl View<'_> {
    pub(super) fn timeline(&self) -> TimelineView {
        let timeline = &self.facts.timeline;
        TimelineView {
            occurred: timeline.occurred.map(|d| self.day(d)),
            reported: timeline.reported.map(|d| self.day(d)),
            ongoing: timeline.ongoing.map(|span| self.quote(span)),
            entries: timeline.entries.iter().map(|e| self.entry(e)).collect(),
            moments: timeline.moments.iter().map(|m| self.moment(m)).collect(),
        }
    }

    fn day(&self, day: Day) -> DayView {
        DayView { date: day.date.to_string(), quote: self.quote(day.span) }
    }

    fn entry(&self, entry: &Entry) -> EntryView {
        EntryView {
            depth: entry.depth,
            place: self.place(entry.span),
            time: entry.time.as_ref().map(|t| self.time(t)),
            others: entry.others.iter().map(|t| self.time(t)).collect(),
        }
    }

    fn moment(&self, moment: &Moment) -> MomentView {
        let time = moment.time.as_ref().map(|t| self.time(t));
        MomentView { kind: moment.kind, quote: self.quote(moment.span), time }
    }

    fn time(&self, time: &Time) -> TimeView {
        TimeView { value: time.to_string(), date: time.source, quote: self.quote(time.span) }
    }
}
