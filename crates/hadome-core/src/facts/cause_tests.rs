//! Statements of causes in small reports, and whether the report goes on to say why.

use super::tests::with_facts;
use crate::document::Format;

/// Checks the statements of causes in a report: `text: end` where the chain of causes ends there as far as is written, `text: goes
/// on` where something that follows explains it or it says again what stands above it, `text: open` under investigation.
fn check(report: &str, expected: &[&str]) {
    check_as(Format::Markdown, report, expected);
}

fn check_as(format: Format, report: &str, expected: &[&str]) {
    with_facts(report, format, |_, facts| {
        let state = |open: bool, explained: bool| match (open, explained) {
            (true, _) => "open",
            (false, true) => "goes on",
            (false, false) => "end",
        };
        let got: Vec<String> =
            facts.causes.iter().map(|c| format!("{}: {}", c.text, state(c.open, c.explained))).collect();
        assert_eq!(got, expected, "{report}");
    });
}

#[test]
fn headings_and_labels_state_causes() {
    check(
        "## 原因\n\n### 原因1: 手順の理解不足\n\n- 手順を理解していなかった\n",
        &["原因1: 手順の理解不足: end", "手順を理解していなかった: goes on"],
    );
    check("## 原因\n\n**根本原因**: 考慮漏れ\n", &["考慮漏れ: end"]);
    check(
        "## なぜ間違えたか\n\n### 1. 依存関係の見落とし\n\n前後の作業を考慮していなかった。\n",
        &["1. 依存関係の見落とし: end", "前後の作業を考慮していなかった。: goes on"],
    );
    check_as(Format::Text, "■原因\n・送付先の確認漏れ\n", &["送付先の確認漏れ: end"]);
}

#[test]
fn a_heading_that_sums_up_others_states_nothing_itself() {
    check(
        "## 原因\n\n### 体制の不備\n\n#### 原因1: 教育不足\n\n#### 原因2: 引き継ぎ漏れ\n",
        &["原因1: 教育不足: end", "原因2: 引き継ぎ漏れ: end"],
    );
}

#[test]
fn long_bold_labels_stand_side_by_side_with_short_ones() {
    check(
        "## 原因\n\n**原因1: 事前の確認の不足**\n\n**原因2: 顧客マスタの更新の流れについての理解の不足**\n\n- 流れを理解していなかった\n",
        &[
            "原因1: 事前の確認の不足: end",
            "顧客マスタの更新の流れについての理解の不足: end",
            "流れを理解していなかった: goes on",
        ],
    );
}

#[test]
fn what_can_be_changed_explains_a_lack() {
    check(
        "## 原因\n\n- 宛先の確認不足\n  - 送る前に宛先を照らし合わせる画面がなかった\n",
        &["宛先の確認不足: goes on", "送る前に宛先を照らし合わせる画面がなかった: goes on"],
    );
    check(
        "## 原因\n\n担当者の押し間違いである。二つのボタンが隣り合う画面だった。\n",
        &["担当者の押し間違いである。: goes on", "二つのボタンが隣り合う画面だった。: goes on"],
    );
    check("## 原因\n\n担当者が確認を怠った。\n", &["担当者が確認を怠った。: end"]);
}

#[test]
fn a_reason_explains_a_lack_only_if_it_is_none_itself() {
    check(
        "## 原因\n\n確認が漏れたのは、件数が画面の外に隠れるためである。\n",
        &["確認が漏れたのは、件数が画面の外に隠れるためである。: goes on"],
    );
    check(
        "## 原因\n\n確認が漏れたのは、不注意のためである。\n",
        &["確認が漏れたのは、不注意のためである。: end"],
    );
    check("## 原因\n\n確認不足により誤った値を登録した。\n", &["確認不足により誤った値を登録した。: end"]);
}

#[test]
fn another_point_explains_nothing() {
    check(
        "## 原因\n\n担当者の入力ミスによる。また、監視の対象外になっていたため、気付くのが遅れた。\n",
        &["担当者の入力ミスによる。: end", "また、監視の対象外になっていたため、気付くのが遅れた。: goes on"],
    );
}

#[test]
fn a_direct_cause_goes_on_where_a_deeper_one_is_named() {
    check(
        "## 原因\n\n### 直接原因\n\n設定の誤り。\n\n### 根本原因\n\n確認不足。\n",
        &["設定の誤り。: goes on", "確認不足。: end"],
    );
    check(
        "## 原因\n\n| 区分 | 内容 |\n|---|---|\n| 直接原因 | 宛先の入力ミス |\n| 根本原因 | 考慮漏れ |\n",
        &["宛先の入力ミス: goes on", "考慮漏れ: end"],
    );
}

#[test]
fn the_last_of_several_whys_is_the_end() {
    check(
        "## なぜなぜ分析\n\n- なぜ1: 送付先の確認漏れ\n- なぜ2: 手順の理解不足\n",
        &["なぜ1: 送付先の確認漏れ: goes on", "なぜ2: 手順の理解不足: end"],
    );
}

#[test]
fn a_sentence_elsewhere_may_name_the_cause() {
    check(
        "## 概要\n\n受付が止まった。今回の障害の原因は設定漏れだった。\n",
        &["今回の障害の原因は設定漏れだった。: end"],
    );
    check("## 再発防止策\n\n- 原因は毎月見直す\n", &[]);
    check("## 原因\n\n調査中です。\n", &["調査中です。: open"]);
}

#[test]
fn a_summary_of_a_chain_needs_no_reason_of_its_own() {
    check(
        "## 原因\n\n- 上限に達した\n  - 負荷試験が古い\n\n## まとめ\n\n今回の障害の原因は設定漏れだった。\n",
        &["上限に達した: goes on", "負荷試験が古い: end", "今回の障害の原因は設定漏れだった。: goes on"],
    );
}

#[test]
fn how_things_stood_explains_what_a_person_did() {
    check(
        "## 原因\n\n担当者が停止の対象を間違えた。二つの装置が同じ名札で並んでいた。\n",
        &["担当者が停止の対象を間違えた。: goes on", "二つの装置が同じ名札で並んでいた。: end"],
    );
    for what_followed in [
        "これにより、残高が誤って表示されていた。",
        "現在は復旧している。",
        "担当者は手順を確認していなかった。",
    ] {
        let report = format!("## 原因\n\n担当者が桁を間違えた。{what_followed}\n");
        with_facts(&report, Format::Markdown, |_, facts| assert!(!facts.causes[0].explained, "{report}"));
    }
}
