//! What a report says about when things happened.

use serde::Serialize;

use super::time::{Date, Time};
use crate::document::{BlockId, ItemId, SectionId, SentenceId};
use crate::source::Span;

/// The timeline of a report and the moments of its incident.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// The entries of its timeline sections in source order.
    pub entries: Vec<Entry>,
    /// Where it says that the incident began, was noticed or was over, in source order.
    pub moments: Vec<Moment>,
    /// The day of the incident, if it says so with the year.
    pub occurred: Option<Day>,
    /// The day of the report, if it says so with the year.
    pub reported: Option<Day>,
    /// Words by which it says that the incident is not over.
    pub ongoing: Option<Span>,
}

impl Timeline {
    /// The moments of one kind.
    pub fn moments_of(&self, kind: MomentKind) -> impl Iterator<Item = &Moment> {
        self.moments.iter().filter(move |m| m.kind == kind)
    }

    /// Whether a sentence belongs to an entry.
    pub fn is_entry(&self, sentence: SentenceId) -> bool {
        let at = self.entries.partition_point(|e| e.sentences.last().is_some_and(|&s| s < sentence));
        self.entries.get(at).is_some_and(|e| e.sentences.contains(&sentence))
    }
}

/// An entry of a timeline: a list item, a table row, a sentence, or a heading that begins with a time.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The item that makes it; `None` for a heading.
    pub item: Option<ItemId>,
    /// The section it stands in.
    pub section: SectionId,
    /// The list or table that it is an entry of; for sentences and headings what stands around them. Entries of one group are
    /// one sequence.
    pub group: Option<BlockId>,
    /// Its own source bytes.
    pub span: Span,
    /// Its own sentences in source order; at least one.
    pub sentences: Vec<SentenceId>,
    /// How deep it is nested in other entries; 0 at the top.
    pub depth: u16,
    /// What stands before its time in its row: the system or the team that it is about, where the table sorts by that.
    pub lane: Option<SentenceId>,
    /// When it happened: the time at its head.
    pub time: Option<Time>,
    /// Other times that it states, in order.
    pub others: Vec<Time>,
}

/// What a moment is to an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MomentKind {
    /// 発生: it began.
    Occurrence,
    /// 検知・発覚: it was noticed.
    Detection,
    /// 復旧・収束: it was over.
    Recovery,
}

/// Where a report tells of a moment of the incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// What it is.
    pub kind: MomentKind,
    /// The words that say so; the whole sentence where a heading or a label does.
    pub span: Span,
    /// The sentence they stand in.
    pub sentence: SentenceId,
    /// Whether a heading, a key or a label says so rather than a sentence.
    pub labelled: bool,
    /// When it was, if that is stated with it.
    pub time: Option<Time>,
}

/// A day of the report as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The date; its year is known.
    pub date: Date,
    /// Where it is stated.
    pub span: Span,
}
