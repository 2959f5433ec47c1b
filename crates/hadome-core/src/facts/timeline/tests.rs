//! Times, entries and moments of small texts.

use super::scan::{Written, times};
use super::*;
use crate::document::Format;
use crate::facts::tests::{lexicon, with_facts};

/// Times of one text, each as it is printed, in brackets what it covers of the text.
fn check_times(text: &str, expected: &[&str]) {
    let show = |w: &Written| {
        let day = match w.day {
            Some(scan::DayWord::Date(date)) => date.to_string(),
            Some(scan::DayWord::Shift(days)) => format!("{days:+}d"),
            Some(scan::DayWord::Other) => "?".to_owned(),
            None => String::new(),
        };
        let clock = w.clock.map(|c| c.to_string()).unwrap_or_default();
        let offset = w.offset.map(|s| format!("T{s:+}")).unwrap_or_default();
        let zone = w.zone.clone().unwrap_or_default();
        let end = w.end.map(|(day, clock)| {
            let day = match day {
                Some(scan::DayWord::Date(date)) => date.to_string(),
                Some(scan::DayWord::Shift(days)) => format!("{days:+}d"),
                _ => String::new(),
            };
            format!("/ {day} {}", clock.map(|c| c.to_string()).unwrap_or_default())
        });
        let parts = [day, clock, offset, zone, end.unwrap_or_default()];
        let parts: Vec<String> = parts.join(" ").split_whitespace().map(str::to_owned).collect();
        format!("{} [{}]", parts.join(" "), &text[w.range.clone()])
    };
    let found: Vec<String> = times(text, lexicon()).iter().map(show).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn times_of_day_are_read_in_every_notation() {
    check_times("10:02 応答が途絶えた", &["10:02 [10:02]"]);
    check_times("10時30分に再起動、11時に復旧", &["10:30 [10時30分]", "11h [11時]"]);
    check_times("午後3時に始まり、夜9時半に終わった", &["15h [午後3時]", "21:30 [夜9時半]"]);
    check_times("10:02:05 と 3:15 PM", &["10:02:05 [10:02:05]", "15:15 [3:15 PM]"]);
    check_times("25:10頃、正午", &["~25:10 [25:10]", "12:00 [正午]"]);
    check_times("10:02 JST / 01:02Z", &["10:02 JST [10:02 JST]", "01:02 Z [01:02Z]"]);
}

#[test]
fn dates_are_read_western_and_by_era() {
    check_times("2026-11-20 10:02", &["2026-11-20 10:02 [2026-11-20 10:02]"]);
    check_times("令和8年11月20日(金) 10時2分", &["2026-11-20 10:02 [令和8年11月20日(金) 10時2分]"]);
    check_times("R8.11.20と平成元年1月8日", &["2026-11-20 [R8.11.20]", "1989-01-08 [平成元年1月8日]"]);
    check_times("11/20(金)の10:02", &["--11-20 10:02 [11/20(金)の10:02]"]);
    check_times("11月20日の朝8:39", &["--11-20 08:39 [11月20日の朝8:39]"]);
    check_times("2026-02-10T12:48:45+09:00", &["2026-02-10 12:48:45 +09:00 [2026-02-10T12:48:45+09:00]"]);
    check_times("Mon, 13 Jul 2026 18:02:11", &["2026-07-13 18:02:11 [13 Jul 2026 18:02:11]"]);
}

#[test]
fn ranges_and_days_counted_from_others_are_read() {
    check_times("10:00〜11:30", &["10:00 / 11:30 [10:00〜11:30]"]);
    check_times(
        "10:00-10:40、10時から13時まで",
        &["10:00 / 10:40 [10:00-10:40]", "10h / 13h [10時から13時]"],
    );
    check_times("11/20 23:50〜翌日 02:10", &["--11-20 23:50 / +1d 02:10 [11/20 23:50〜翌日 02:10]"]);
    check_times("翌日 09:00、後日", &["+1d 09:00 [翌日 09:00]", "? [後日]"]);
    check_times("2026-03-05〜03-07", &["2026-03-05 / --03-07 [2026-03-05〜03-07]"]);
    check_times("T+5分、T-1:30", &["T+300 [T+5分]", "T-5400 [T-1:30]"]);
    check_times("5/18(土) 12:00(開始)~13:26", &["--05-18 12:00 / 13:26 [5/18(土) 12:00(開始)~13:26]"]);
}

#[test]
fn what_only_looks_like_a_time_is_left_alone() {
    check_times("10時間の停止、3回中2回、15/3の比", &[]);
    check_times("corpus.ts:313:26 と middleware.ts:15:16", &[]);
    check_times("127.0.0.1:80、v1/2、26/13/45", &[]);
    check_times("2026年11月、令和8年11月、2026Q4", &[]);
}

/// The entries of a timeline: the depth as indentation, the time, the others.
fn check_entries(timeline: &str, expected: &[&str]) {
    let report = format!("# 障害報告\n\n## 時系列\n\n{timeline}\n\n## 原因\n\n設定が古かった。\n");
    with_facts(&report, Format::Markdown, |_, facts| {
        let show = |e: &Entry| {
            let own = e.time.as_ref().map_or("-".to_owned(), ToString::to_string);
            let others: Vec<String> = e.others.iter().map(ToString::to_string).collect();
            let others = if others.is_empty() { String::new() } else { format!(" + {}", others.join(", ")) };
            format!("{}{own}{others}", "  ".repeat(usize::from(e.depth)))
        };
        let found: Vec<String> = facts.timeline.entries.iter().map(show).collect();
        assert_eq!(found, expected, "{timeline}");
    });
}

#[test]
fn entries_inherit_the_day_of_the_line_before() {
    check_entries(
        "- 11/20 10:02 停止\n- 10:40 再起動、10:45 応答\n- 翌日 09:00 報告\n- 調査した",
        &["--11-20 10:02", "--11-20 10:40 + --11-20 10:45", "--11-21 09:00", "-"],
    );
    check_entries(
        "### 2026年12月31日\n\n- 23:50 停止\n  - 23:55 電話\n- 1/1 00:10 復旧",
        &["2026-12-31 23:50", "  2026-12-31 23:55", "--01-01 00:10"],
    );
    check_entries("- 10:02 停止\n- 09:30のリリースが原因", &["10:02", "- + 09:30"]);
    check_entries("- 10:02 停止\n- 翌日 09:00 復旧\n- 後日 報告", &["10:02", "? 09:00", "?"]);
}

#[test]
fn a_row_has_its_date_and_time_in_one_column_or_in_two() {
    check_entries(
        "| No | 日付 | 時刻 | 内容 |\n|---|---|---|---|\n| 1 | 11/20 | 10:02 | 停止 |\n| 2 | | 10:40 | 12/1までに直す |",
        &["--11-20 10:02", "--11-20 10:40 + --12-01"],
    );
    check_entries("| 日時 | 内容 |\n|---|---|\n| 10時2分頃 | 停止 |\n| 未明 | 復旧 |", &["~10:02", "-"]);
}

#[test]
fn a_heading_with_a_time_of_day_is_an_entry() {
    check_entries(
        "### 10:02 停止\n\n応答が途絶えた。\n\n### 10:40 再起動\n\n当番が行った。",
        &["10:02", "-", "10:40", "-"],
    );
}

/// The moments of a report: kind, time, words; then the days of the incident and of the report.
fn check_moments(report: &str, format: Format, expected: &[&str]) {
    with_facts(report, format, |source, facts| {
        let timeline = &facts.timeline;
        let show = |m: &Moment| {
            let kind = format!("{:?}", m.kind).to_lowercase();
            let time = m.time.as_ref().map_or("-".to_owned(), ToString::to_string);
            format!("{kind} {time} {}", source.slice(m.span))
        };
        let mut found: Vec<String> = timeline.moments.iter().map(show).collect();
        found.extend(timeline.occurred.map(|d| format!("occurred {}", d.date)));
        found.extend(timeline.reported.map(|d| format!("reported {}", d.date)));
        assert_eq!(found, expected, "{report}");
    });
}

#[test]
fn moments_stand_under_labels_in_the_timeline_and_in_sentences() {
    check_moments(
        "# 障害報告\n\n- 報告日: 2026-11-24\n- 発生日時: 2026-11-20 10:02\n- 復旧日時: 同日 11:40\n\n## 時系列\n\n- 10:17 利用者からの問い合わせで把握\n",
        Format::Markdown,
        &[
            "occurrence 2026-11-20 10:02 2026-11-20 10:02",
            "recovery 2026-11-20 11:40 同日 11:40",
            "detection 10:17 問い合わせで",
            "occurred 2026-11-20",
            "reported 2026-11-24",
        ],
    );
    check_moments(
        "# 障害報告\n\n## 概要\n\n2026年11月20日 10:02 に配信が停止し、11:40 に復旧した。\n",
        Format::Markdown,
        &["occurrence 2026-11-20 10:02 停止し", "recovery 2026-11-20 11:40 復旧し", "occurred 2026-11-20"],
    );
}

#[test]
fn a_range_says_when_it_was_over() {
    check_moments(
        "# 障害報告\n\n## 影響\n\n全拠点で利用できなかった（9:10〜11:45）。\n",
        Format::Markdown,
        &["occurrence 09:10/11:45 できなかっ", "recovery 11:45 9:10〜11:45"],
    );
}

#[test]
fn a_section_on_detection_tells_of_it_whatever_its_words() {
    check_moments(
        "# 障害報告\n\n## 検知\n\n10:17、窓口の担当が気に留めて当番を呼んだ。\n",
        Format::Markdown,
        &["detection 10:17 10:17、窓口の担当が気に留めて当番を呼んだ。"],
    );
}

#[test]
fn measures_and_failures_to_notice_are_no_moments() {
    check_moments(
        "# 障害報告\n\n## 原因\n\n監視がなく、検知できなかった。\n\n## 再発防止策\n\n- 停止を検知して復旧する仕組みを入れた\n",
        Format::Markdown,
        &[],
    );
}

#[test]
fn letters_have_their_date_at_the_head() {
    check_moments(
        "2026年11月24日\n\nお客様各位\n\n■配信停止のご報告\n\n■概要\n2026年11月20日に配信が停止しました。\n",
        Format::Text,
        &["occurrence 2026-11-20 停止し", "occurred 2026-11-20", "reported 2026-11-24"],
    );
}

/// How late a time is for standing after another, in minutes.
fn check_order(first: &str, second: &str, late: Option<i64>) {
    let text = format!("# 障害報告\n\n## 時系列\n\n- {first} 停止\n- {second} 復旧\n");
    with_facts(&text, Format::Markdown, |_, facts| {
        let times: Vec<&Time> = facts.timeline.entries.iter().filter_map(|e| e.time.as_ref()).collect();
        assert_eq!(times.len(), 2, "{text}");
        assert_eq!(times[0].seconds_after(times[1]).map(|s| s / 60), late, "{first} → {second}");
    });
}

#[test]
fn times_are_compared_only_where_both_are_known() {
    check_order("10:40", "10:02", Some(37));
    check_order("10:02", "10:40", None);
    check_order("11/20 10:40", "11/19 10:40", Some(1439));
    check_order("23:50", "00:20", None);
    check_order("12/31 23:50", "1/1 00:20", None);
    check_order("10:40 JST", "01:45 UTC", None);
    check_order("10:40", "翌日 09:00", None);
    check_order("10:40頃", "10:20", None);
    check_order("10:40", "10時", None);
    check_order("11/20 25:10", "11/21 01:20", None);
    check_order("11/20", "11/18", Some(2 * 1440));
    check_order("T+10分", "T+5分", Some(5));
}
