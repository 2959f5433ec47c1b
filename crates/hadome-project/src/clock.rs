//! The one clock of hadome: which day it is.

use hadome_core::facts::Date;
use jiff::tz::{self, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// The variable that stands for the clock where a run has to be repeatable: seconds since 1970 in UTC, as the reproducible-builds
/// project defines it.
const EPOCH: &str = "SOURCE_DATE_EPOCH";
/// Japan has had one time zone and no summer time for generations.
const JAPAN: tz::Offset = tz::offset(9);

/// The day it is in Japan, where reports are written: an editor in Tokyo and a build server in UTC have to agree on the day on
/// which a suppression ends.
pub fn today() -> Date {
    day_in(0)
}

/// The day that it will be in Japan so many days from now.
pub fn day_in(days: u32) -> Date {
    let given = std::env::var(EPOCH).ok().and_then(|v| v.trim().parse().ok());
    let now = given.and_then(|s| Timestamp::from_second(s).ok()).unwrap_or_else(Timestamp::now);
    day_of(now.saturating_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(now))
}

/// The day in Japan of a point in time.
pub(crate) fn day_of(time: Timestamp) -> Date {
    let date = time.to_zoned(TimeZone::fixed(JAPAN)).date();
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    Date { year: u16::try_from(date.year()).ok(), month, day }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_japan() {
        let day = |seconds| day_of(Timestamp::from_second(seconds).expect("a point in time"));
        // 2027-03-31T14:59:59Z and one second later.
        assert_eq!(Some(day(1_806_505_199)), Date::parse("2027-03-31"));
        assert_eq!(Some(day(1_806_505_200)), Date::parse("2027-04-01"));
    }
}
