//! What a report says of itself: stage and profile.

use super::tests::with_facts;
use super::{Profile, Stage};
use crate::document::Format;

/// Whether the words in ⟦ ⟧ are where a text says its stage or its profile. Without marks it says neither.
fn check(text: &str, stage: Stage, profile: Profile) {
    let plain = text.replace(['⟦', '⟧'], "");
    let marked: Vec<&str> =
        text.split('⟦').skip(1).filter_map(|part| part.split_once('⟧')).map(|(words, _)| words).collect();
    with_facts(&plain, Format::Markdown, |source, facts| {
        let mut spans: Vec<_> = facts.stage_span.into_iter().chain(facts.profile_span).collect();
        spans.sort();
        let words: Vec<&str> = spans.into_iter().map(|s| source.slice(s)).collect();
        assert_eq!((facts.stage, facts.profile), (stage, profile), "{text}");
        assert_eq!(words, marked, "{text}");
    });
}

#[test]
fn a_stage_is_said_in_the_title_the_front_matter_or_the_lead() {
    check("# 【⟦第一報⟧】配信の停止\n\n配信が止まった。\n", Stage::First, Profile::Internal);
    check("# 配信の停止\n\nこれは⟦中間報告⟧である。\n", Stage::Interim, Profile::Internal);
    check("# 配信の停止（⟦最終版⟧）\n", Stage::Final, Profile::Internal);
    check("# 配信の停止\n\n## 概要\n\n本書は⟦速報⟧である。\n", Stage::First, Profile::Internal);
}

#[test]
fn what_was_done_at_the_time_is_no_stage() {
    check(
        "# 配信の停止\n\n配信が止まった。\n\n## 時系列\n\n- 10:30 第一報を掲載した。\n",
        Stage::Unknown,
        Profile::Internal,
    );
}

#[test]
fn a_report_that_addresses_customers_is_public() {
    check("# 配信の停止について\n\n⟦お客様各位⟧\n\n配信が止まりました。\n", Stage::Unknown, Profile::Public);
    check("# 停止のお詫び\n\n⟦ユーザーの皆さまへ⟧\n", Stage::Unknown, Profile::Public);
    check(
        "# 停止のお詫び\n\n⟦いつも時刻表をご利用いただき、ありがとう⟧ございます。\n",
        Stage::Unknown,
        Profile::Public,
    );
}

#[test]
fn a_report_about_customers_is_not() {
    check("# 停止\n\nお客様から電話があり、お客様にお詫びした。\n", Stage::Unknown, Profile::Internal);
    check("# 停止\n\nお客様の皆様に影響した。\n", Stage::Unknown, Profile::Internal);
    check("# プレスリリース案の取り違え\n", Stage::Unknown, Profile::Internal);
    check("# 停止（⟦社外秘⟧）\n\nお客様各位への文面は別に送る。\n", Stage::Unknown, Profile::Internal);
    check("# 停止\n\n停止した。\n\n## 対応\n\n- お客様各位に知らせた。\n", Stage::Unknown, Profile::Internal);
}
