//! Finds the times that a text states.

use std::ops::Range;

use super::time::{Clock, Date};
use crate::lexicon::{Lexicon, TimelineWords, fold};
use crate::pattern::{Expression, FoundGroups};

/// The latest hour that a report counts to: 47:59 is a minute before midnight of the next day.
const LAST_HOUR: u32 = 47;
/// How many characters around a time may decide what it is.
const NEAR: usize = 24;
/// English names of months, as mails abbreviate them.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A day as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::facts) enum DayWord {
    Date(Date),
    /// So many days after the day before it in the text.
    Shift(i32),
    /// Another day, without saying which.
    Other,
}

/// A time as it is written, before it inherits a date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::facts) struct Written {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub day: Option<DayWord>,
    pub clock: Option<Clock>,
    pub zone: Option<String>,
    pub end: Option<(Option<DayWord>, Option<Clock>)>,
    pub offset: Option<i64>,
}

/// A part of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Day(DayWord),
    Clock(Clock, Option<String>),
    Offset(i64),
}

/// Every time that a text states, in order.
pub(in crate::facts) fn times(text: &str, lexicon: &Lexicon) -> Vec<Written> {
    let words = &lexicon.timeline;
    let mut parts = Vec::new();
    if text.bytes().any(|b| b.is_ascii_digit()) {
        dates(text, lexicon, &mut parts);
        offsets(text, words, &mut parts);
    }
    clocks(text, words, &mut parts);
    for (expression, shift) in &words.days {
        let day = shift.map_or(DayWord::Other, DayWord::Shift);
        let found = expression.captures_iter(text).filter_map(|c| c.name("v").or_else(|| c.get(0)));
        parts.extend(found.map(|m| (m.range(), Part::Day(day))));
    }
    parts.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    parts.retain(|(range, _)| {
        let keep = range.start >= end;
        end = if keep { range.end } else { end };
        keep
    });
    joined(text, words, parts)
}

/// Joins dates with their times and the ends of ranges with their starts.
fn joined(text: &str, words: &TimelineWords, parts: Vec<(Range<usize>, Part)>) -> Vec<Written> {
    let mut times: Vec<Written> = Vec::new();
    for (range, part) in parts {
        if let Some(last) = times.last_mut() {
            let between = &text[last.range.end..range.start];
            let meets = |e: &Option<Expression>| e.as_ref().is_some_and(|e| e.is_match(between));
            if last.join(&part, || meets(&words.date_time), || meets(&words.range)) {
                last.range.end = range.end;
                continue;
            }
        }
        times.push(Written::new(range, part));
    }
    times
}

impl Written {
    fn new(range: Range<usize>, part: Part) -> Self {
        let time = Self { range, ..Self::default() };
        match part {
            Part::Day(day) => Self { day: Some(day), ..time },
            Part::Clock(clock, zone) => Self { clock: Some(clock), zone, ..time },
            Part::Offset(offset) => Self { offset: Some(offset), ..time },
        }
    }

    /// Takes in the part that follows, if what stands between lets it.
    fn join(&mut self, part: &Part, beside: impl Fn() -> bool, to: impl Fn() -> bool) -> bool {
        match (part, &mut self.end) {
            (Part::Clock(clock, zone), None) if self.day.is_some() && self.clock.is_none() && beside() => {
                (self.clock, self.zone) = (Some(*clock), zone.clone());
                true
            }
            (Part::Clock(clock, zone), None) if self.clock.is_some() && to() => {
                self.end = Some((None, Some(*clock)));
                self.zone = self.zone.take().or_else(|| zone.clone());
                true
            }
            (Part::Day(day), None) if self.offset.is_none() && to() => {
                self.end = Some((Some(*day), None));
                true
            }
            (Part::Clock(clock, _), Some((Some(_), end @ None))) if beside() => {
                *end = Some(*clock);
                true
            }
            _ => false,
        }
    }
}

/// The characters before and after a range that may decide what it is. No more of them, so that a long line costs linear time.
fn around(text: &str, range: Range<usize>) -> (&str, &str) {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let first = before.char_indices().rev().nth(NEAR).map_or(0, |(i, _)| i);
    let last = after.char_indices().nth(NEAR).map_or(after.len(), |(i, _)| i);
    (&before[first..], &after[..last])
}

/// A group of a match as a number.
fn number(found: &FoundGroups<'_, '_>, name: &str) -> Option<u32> {
    found.name(name)?.as_str().parse().ok()
}

fn dates(text: &str, lexicon: &Lexicon, parts: &mut Vec<(Range<usize>, Part)>) {
    for found in lexicon.fields.due.dates.iter().flat_map(|e| e.captures_iter(text)) {
        let Some(whole) = found.name("v").or_else(|| found.get(0)) else { continue };
        let (before, after) = (&text[..whole.start()], &text[whole.end()..]);
        // 3/10/2 is no date, nor is v1/2, and of 2026/11/20 nothing but the whole.
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let mut next = after.chars();
        let inside = before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_'))
            || after.starts_with(['/', '.', '-', '%']) && digit(next.nth(1))
            || digit(after.chars().next());
        if !inside && let Some(date) = date(&found, &lexicon.timeline) {
            parts.push((whole.range(), Part::Day(DayWord::Date(date))));
        }
    }
}

/// The day that a date names; `None` for months, weeks and quarters.
fn date(found: &FoundGroups<'_, '_>, words: &TimelineWords) -> Option<Date> {
    let day = number(found, "d")?;
    let month = number(found, "m").or_else(|| {
        let name = found.name("mon")?.as_str().to_ascii_lowercase();
        MONTHS.iter().position(|m| *m == name).map(|i| i as u32 + 1)
    })?;
    let year = match found.name("era") {
        Some(era) => {
            let era = fold(era.as_str());
            let (_, before) = words.eras.iter().find(|(name, _)| **name == *era)?;
            // What is no number is the word for the first year.
            Some(before + u16::try_from(number(found, "ey").unwrap_or(1)).ok()?)
        }
        None => number(found, "y").and_then(|y| u16::try_from(y).ok()),
    };
    Date::new(year, month, day)
}

fn clocks(text: &str, words: &TimelineWords, parts: &mut Vec<(Range<usize>, Part)>) {
    let meets = |e: &Option<Expression>, text: &str| e.as_ref().is_some_and(|e| e.is_match(text));
    for found in words.clock.expressions.iter().flat_map(|e| e.captures_iter(text)) {
        let Some(whole) = found.get(0) else { continue };
        let (before, mut after) = around(text, whole.range());
        if meets(&words.clock.not_before, before) || meets(&words.clock.not_after, after) {
            continue;
        }
        let Some(mut clock) = clock(&found) else { continue };
        let mut end = whole.end();
        let zone = words.clock.zone.as_ref().and_then(|e| e.captures_iter(after).next()?.name("v"));
        if let Some(zone) = &zone {
            end += zone.end();
            after = &after[zone.end()..];
        }
        clock.about = meets(&words.clock.about, after);
        let zone = zone.map(|z| z.as_str().to_owned());
        parts.push((whole.start()..end, Part::Clock(clock, zone)));
    }
}

fn clock(found: &FoundGroups<'_, '_>) -> Option<Clock> {
    if found.name("noon").is_some() {
        return Some(Clock { seconds: 12 * 3600, width: 60, about: false, half_open: false });
    }
    let (am, pm) = (found.name("am").is_some(), found.name("pm").is_some());
    let (minute, second) = (number(found, "m"), number(found, "s"));
    let hour = match number(found, "h")? {
        12 if am => 0,
        hour if pm && hour < 12 => hour + 12,
        hour => hour,
    };
    let half = found.name("half").map(|_| 30);
    let (minutes, seconds) = (minute.or(half), second.unwrap_or(0));
    if hour > LAST_HOUR || minutes.is_some_and(|m| m > 59) || seconds > 59 {
        return None;
    }
    let width = if second.is_some() { 1 } else { minutes.map_or(3600, |_| 60) };
    let half_open = !am && !pm && (1..12).contains(&hour);
    let seconds = hour * 3600 + minutes.unwrap_or(0) * 60 + seconds;
    Some(Clock { seconds, width, about: false, half_open })
}

fn offsets(text: &str, words: &TimelineWords, parts: &mut Vec<(Range<usize>, Part)>) {
    for found in words.offsets.iter().flat_map(|e| e.captures_iter(text)) {
        let Some(whole) = found.name("v").or_else(|| found.get(0)) else { continue };
        let part = |name, unit| number(&found, name).map_or(0, |n| i64::from(n) * unit);
        let size = part("h", 3600) + part("m", 60) + part("s", 1);
        let minus = found.name("sign").is_some_and(|s| matches!(s.as_str(), "-" | "−"));
        parts.push((whole.range(), Part::Offset(if minus { -size } else { size })));
    }
}
