//! How reports write when something happened, and what they call the moments of an incident.

use std::collections::HashSet;

use super::fields::label;
use super::words::{fold, regex_set, regexes, word_set};
use crate::pattern::{Expression, Expressions};
use crate::recall::Asked;
use crate::spec::Reader;

/// The words of `timeline.toml`.
#[derive(Debug, Clone, Default)]
pub struct TimelineWords {
    /// Names of eras, folded, each with the year before its first.
    pub(crate) eras: Vec<(String, u16)>,
    /// Times of day.
    pub(crate) clock: ClockWords,
    /// Words for a day counted from another: how many days, or `None` where they do not say which day.
    pub(crate) days: Vec<(Expression, Option<i32>)>,
    /// Times since a start.
    pub(crate) offsets: Vec<Expression>,
    /// What follows a time that is no entry's own.
    pub(crate) attributive: Option<Expression>,
    /// All that may stand between a date and its time.
    pub(crate) date_time: Option<Expression>,
    /// All that may stand between the two ends of a range.
    pub(crate) range: Option<Expression>,
    /// When something began.
    pub(crate) occurrence: MomentWords,
    /// How it was noticed.
    pub(crate) detection: MomentWords,
    /// When it was over.
    pub(crate) recovery: MomentWords,
    /// When the report was written or published. Has no expressions for running text.
    pub(crate) report: MomentWords,
    /// Words of an incident that is not over.
    pub(crate) ongoing: Expressions,
    /// About what names something.
    names: Asked,
}

/// How a time of day is written.
#[derive(Debug, Clone, Default)]
pub(crate) struct ClockWords {
    pub(crate) expressions: Vec<Expression>,
    pub(crate) not_before: Option<Expression>,
    pub(crate) not_after: Option<Expression>,
    pub(crate) about: Option<Expression>,
    pub(crate) zone: Option<Expression>,
}

/// How a kind of moment is named.
#[derive(Debug, Clone, Default)]
pub(crate) struct MomentWords {
    /// Headings, keys and headers of columns.
    pub(crate) columns: HashSet<String>,
    pub(crate) label: Option<Expression>,
    pub(crate) expressions: Vec<Expression>,
    pub(crate) traps: Vec<Expression>,
}

impl TimelineWords {
    /// Which of the kinds of moments a heading, a key or the header of a column names: began, noticed, over, and last the date of the
    /// report. Numbers before it do not count.
    pub(crate) fn named(&self, name: &str) -> [bool; 4] {
        self.names.known(name, || {
            let name = fold(name);
            let name = name.trim_matches(|c: char| !c.is_alphabetic());
            [&self.occurrence, &self.detection, &self.recovery, &self.report]
                .map(|w| w.columns.contains(name))
        })
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let mut words = Self { eras: read_eras(reader), days: read_days(reader), ..Self::default() };
        if let Some(mut table) = reader.table("clock") {
            words.clock = read_clock(&mut table);
            table.finish();
        }
        if let Some(mut table) = reader.table("offset") {
            words.offsets = regexes(&mut table, "expressions");
            table.finish();
        }
        if let Some(mut table) = reader.table("head") {
            words.attributive = regexes(&mut table, "not-after").pop();
            table.finish();
        }
        if let Some(mut table) = reader.table("join") {
            words.date_time = regexes(&mut table, "date-time").pop();
            words.range = regexes(&mut table, "range").pop();
            table.finish();
        }
        words.occurrence = read_moment(reader, "occurrence");
        words.detection = read_moment(reader, "detection");
        words.recovery = read_moment(reader, "recovery");
        words.report = read_moment(reader, "report");
        if let Some(mut table) = reader.table("ongoing") {
            words.ongoing = regex_set(&mut table, "expressions");
            table.finish();
        }
        words
    }
}

fn read_eras(reader: &mut Reader<'_>) -> Vec<(String, u16)> {
    let mut eras = Vec::new();
    for mut table in reader.tables("era") {
        let names = table.strings("names");
        let before = table.integer("before").and_then(|n| u16::try_from(n).ok()).unwrap_or(0);
        eras.extend(names.iter().map(|n| (fold(&n.text).into_owned(), before)));
        table.finish();
    }
    eras
}

/// Words for days that are counted, the longer count first; then those that are not.
fn read_days(reader: &mut Reader<'_>) -> Vec<(Expression, Option<i32>)> {
    let mut days = Vec::new();
    for mut table in reader.tables("day") {
        let shift = table.integer("shift").and_then(|n| i32::try_from(n).ok());
        days.extend(regexes(&mut table, "words").into_iter().map(|e| (e, shift)));
        table.finish();
    }
    if let Some(mut table) = reader.table("days") {
        days.extend(regexes(&mut table, "unknown").into_iter().map(|e| (e, None)));
        table.finish();
    }
    days
}

fn read_clock(table: &mut Reader<'_>) -> ClockWords {
    ClockWords {
        expressions: regexes(table, "expressions"),
        not_before: regexes(table, "not-before").pop(),
        not_after: regexes(table, "not-after").pop(),
        about: regexes(table, "about").pop(),
        zone: regexes(table, "zone").pop(),
    }
}

fn read_moment(reader: &mut Reader<'_>, key: &'static str) -> MomentWords {
    let Some(mut table) = reader.table(key) else { return MomentWords::default() };
    let words = MomentWords {
        columns: word_set(&mut table, "columns"),
        label: label(&mut table, "labels", "[::=は]"),
        expressions: regexes(&mut table, "expressions"),
        traps: regexes(&mut table, "traps"),
    };
    table.finish();
    words
}
