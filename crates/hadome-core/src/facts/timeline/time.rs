//! A point in time as far as a report states it.

use std::fmt;

use serde::Serialize;

use crate::document::SentenceId;
use crate::source::Span;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;
/// By how much a time that is not meant to the minute may be off.
const ABOUT: i64 = 30 * MINUTE;
/// Days that are further apart than this, of which one has no year, may lie on either side of new year.
const HALF_A_YEAR: i64 = 183;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Date {
    /// The year, if it is stated or inherited.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// Seconds after midnight of its date; a day or more for 25:10.
    pub seconds: u32,
    /// How many seconds it may stand for: 1, 60, or 3600 where only the hour is stated.
    pub width: u32,
    /// Whether it is said to be meant roughly (頃).
    pub about: bool,
    /// Whether it may be either half of the day: 3時 without 午前 or 午後.
    pub half_open: bool,
}

/// How a time comes by its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateSource {
    /// It has none.
    Unknown,
    /// It is on another day than what stands before it, and does not say which (後日; 翌日 of an unknown day).
    Other,
    /// Its date stands beside it.
    Stated,
    /// Its date is that of a heading, an earlier line or the line around it.
    Inherited,
}

/// A point in time, or a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Where it stands: date, time of day and the end of a range.
    pub span: Span,
    /// The sentence it begins in.
    pub sentence: SentenceId,
    /// The day.
    pub date: Option<Date>,
    /// How it comes by it.
    pub source: DateSource,
    /// The time of day.
    pub clock: Option<Clock>,
    /// The zone as it is written, if it is.
    pub zone: Option<String>,
    /// The end of a range: its date, where it differs from that of the start, and its time of day.
    pub end: Option<(Option<Date>, Option<Clock>)>,
    /// Seconds since the start of something, for T+5分.
    pub offset: Option<i64>,
}

impl Date {
    /// The date, if there is such a day in any year, or in its year.
    pub(super) fn new(year: Option<u16>, month: u32, day: u32) -> Option<Self> {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let date = Self { year, month, day };
        ((1..=12).contains(&month) && day >= 1 && day <= date.month_length()).then_some(date)
    }

    /// Reads `2027-03-31`; `None` for anything else and for a day that does not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next().filter(|p| p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()))?;
            part.parse::<u32>().ok()
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let date = Self::new(u16::try_from(year).ok(), month, day)?;
        parts.next().is_none().then_some(date)
    }

    fn is_leap(self) -> bool {
        self.year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0))
    }

    fn month_length(self) -> u8 {
        match self.month {
            2 if self.is_leap() => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// Days since the first of March of the year 0. Without a year, as if in a leap year.
    fn number(self, year: u16) -> i64 {
        let (year, month) = match self.month {
            1 | 2 => (i64::from(year) - 1, i64::from(self.month) + 9),
            m => (i64::from(year), i64::from(m) - 3),
        };
        year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + i64::from(self.day) - 1
    }

    /// Days from this date to another. A date without a year is taken to be in the year of the other. `None` where that leaves
    /// open on which side of new year it lies.
    pub fn days_until(self, later: Self) -> Option<i64> {
        const ANY: u16 = 2024;
        let year = |own: Self, other: Self| own.year.or(other.year).unwrap_or(ANY);
        let days = later.number(year(later, self)) - self.number(year(self, later));
        let known = self.year.is_some() && later.year.is_some();
        (known || days.abs() < HALF_A_YEAR).then_some(days)
    }

    /// The date some days later or earlier; `None` where the year would have to be known.
    pub(super) fn shifted(self, days: i32) -> Option<Self> {
        let mut date = self;
        for _ in 0..days.unsigned_abs().min(31) {
            date = if days > 0 { date.next()? } else { date.previous()? };
        }
        Some(date)
    }

    fn next(self) -> Option<Self> {
        match self.month_length() {
            _ if self.year.is_none() && self.month == 2 && self.day >= 28 => None,
            length if self.day < length => Some(Self { day: self.day + 1, ..self }),
            _ if self.month < 12 => Some(Self { month: self.month + 1, day: 1, ..self }),
            _ => Some(Self { year: self.year.map(|y| y + 1), month: 1, day: 1 }),
        }
    }

    fn previous(self) -> Option<Self> {
        if self.day > 1 {
            return Some(Self { day: self.day - 1, ..self });
        }
        if self.month == 3 && self.year.is_none() {
            return None;
        }
        let (month, year) =
            if self.month > 1 { (self.month - 1, self.year) } else { (12, self.year.map(|y| y - 1)) };
        let day = Self { year, month, day: 1 }.month_length();
        Some(Self { year, month, day })
    }

    /// The same with a year, if it has none, taken from a date not far from it.
    pub(super) fn in_year_of(self, near: Self) -> Self {
        let year = near.days_until(self).and(near.year);
        let whole = year.and_then(|y| Self::new(Some(y), self.month.into(), self.day.into()));
        if self.year.is_some() { self } else { whole.unwrap_or(self) }
    }
}

impl Time {
    /// Whether the earlier of two entries, by the order of lines, is later in time: by how many seconds at least. `None` if it is not,
    /// or if the two cannot be compared.
    pub fn seconds_after(&self, next: &Self) -> Option<i64> {
        if let (Some(first), Some(second)) = (self.offset, next.offset) {
            return Some(first - second).filter(|&s| s > 0);
        }
        if self.zone != next.zone || self.offset.is_some() || next.offset.is_some() {
            return None;
        }
        let days = match (self.date, next.date) {
            (Some(first), Some(second)) => first.days_until(second)?,
            (None, None) if next.source == DateSource::Unknown => 0,
            _ => return None,
        };
        let (Some(first), Some(second)) = (self.clock, next.clock) else {
            // A day alone is the whole day.
            return Some(-days * DAY).filter(|&s| s > 0);
        };
        let roughly = |c: Clock| if c.about { ABOUT } else { 0 };
        let earliest = i64::from(first.seconds) - roughly(first);
        let latest = days * DAY + i64::from(second.seconds) + i64::from(second.width) - 1 + roughly(second);
        let late = earliest - latest;
        // Without a date of its own, a time that falls back by half a day or more is rather one of the next day.
        let wraps = next.source != DateSource::Stated && late >= DAY / 2;
        (late > 0 && !wraps).then_some(late)
    }
}

impl fmt::Display for Date {
    /// As in ISO 8601, two hyphens in place of an unknown year: `2026-11-20`, `--11-20`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

impl fmt::Display for Clock {
    /// `10:02`, `10:02:05`, `10h` where only the hour is stated; `~` before what is meant roughly.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        f.write_str(if self.about { "~" } else { "" })?;
        match self.width {
            1 => write!(f, "{hour:02}:{minute:02}:{second:02}"),
            60 => write!(f, "{hour:02}:{minute:02}"),
            _ => write!(f, "{hour:02}h"),
        }
    }
}

impl fmt::Display for Time {
    /// Its date and its time of day as far as they are known, the end of a range behind `/`, and the zone: `2026-11-20 10:02/10:31 JST`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.offset.map(|s| format!("T{s:+}s")));
        parts.extend(self.date.map(|d| d.to_string()));
        parts.extend((self.date.is_none() && self.source == DateSource::Other).then(|| "?".to_owned()));
        parts.extend(self.clock.map(|c| c.to_string()));
        if let (Some((date, clock)), Some(last)) = (self.end, parts.last_mut()) {
            let ends: Vec<String> =
                [date.map(|d| d.to_string()), clock.map(|c| c.to_string())].into_iter().flatten().collect();
            last.push_str(&format!("/{}", ends.join(" ")));
        }
        parts.extend(self.zone.clone());
        f.write_str(&parts.join(" "))
    }
}
