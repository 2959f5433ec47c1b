//! Causal edges as small cause sections write them.

use super::EdgeKind;
use super::tests::with_facts;
use crate::document::Format;

/// Checks the edges of a section about causes in source order, as `kind: cause > effect`, and how many the longest chain has.
fn check(causes: &str, depth: usize, expected: &[&str]) {
    check_as(Format::Markdown, &format!("# 障害報告\n\n## 原因\n\n{causes}\n"), depth, expected);
}

fn check_as(format: Format, report: &str, depth: usize, expected: &[&str]) {
    with_facts(report, format, |source, facts| {
        let word = |kind: EdgeKind| format!("{kind:?}").to_lowercase();
        let edges = facts.causes.iter().flat_map(|c| &c.edges);
        let written: Vec<String> = edges
            .map(|e| {
                let effect = e.effect.map_or(String::new(), |e| format!(" > {}", source.slice(e.span)));
                format!("{}: {}{effect}", word(e.kind), source.slice(e.cause.span))
            })
            .collect();
        assert_eq!(written, expected, "{report}");
        assert_eq!(facts.cause_depth().map(|d| d.0), Some(depth), "{report}");
    });
}

#[test]
fn a_statement_is_the_reason_of_the_incident() {
    check("設定の誤り。", 1, &["statement: 設定の誤り。"]);
    check("- 設定の誤り\n- 通知先の欠落\n", 1, &["statement: 設定の誤り", "statement: 通知先の欠落"]);
}

#[test]
fn connectives_stand_between_a_reason_and_what_followed() {
    check(
        "連番が重なったため、ファイルが上書きされた。",
        1,
        &["connective: 連番が重なったため > ファイルが上書きされた。"],
    );
    check(
        "上書きが起きたのは、連番が重なったためである。",
        1,
        &["connective: 連番が重なったためである。 > 上書きが起きた"],
    );
    check("原因は設定値の誤りである。", 1, &["connective: 設定値の誤りである。"]);
    check(
        "既定値が変わったので接続が増え、上限に達したことから受付が止まった。",
        2,
        &[
            "connective: 既定値が変わったので > 接続が増え、上限に達した",
            "connective: 接続が増え、上限に達したことから > 受付が止まった。",
        ],
    );
}

#[test]
fn a_plain_verb_before_tame_tells_a_purpose() {
    let purpose = "負荷を減らすため、間隔を広げていた。";
    check(purpose, 1, &[&format!("statement: {purpose}")]);
    check(
        "同じ名前で書き込むため、先の内容が失われる。",
        1,
        &["connective: 同じ名前で書き込むため > 先の内容が失われる。"],
    );
    check(
        "夜間に件数が増えるため、間隔を広げていた。",
        1,
        &["connective: 夜間に件数が増えるため > 間隔を広げていた。"],
    );
    for no_reason in ["監視により検知した。", "10時から受付を始めた。"] {
        check(no_reason, 1, &[&format!("statement: {no_reason}")]);
    }
}

#[test]
fn openings_turn_the_direction() {
    check(
        "通知先が古かった。そのため、警告が届かなかった。",
        1,
        &["statement: 通知先が古かった。 > 警告が届かなかった。"],
    );
    check(
        "通知先が古かった。これは、廃止の手続きに点検がなかったためである。",
        2,
        &[
            "statement: 通知先が古かった。",
            "connective: 廃止の手続きに点検がなかったためである。 > 通知先が古かった。",
        ],
    );
}

#[test]
fn nested_items_go_on_from_what_stands_above() {
    check(
        "- 接続数が上限に達した\n  - 並列化で一件あたりの接続が増えた\n    - 負荷試験が注文側を測っていない\n",
        3,
        &[
            "statement: 接続数が上限に達した",
            "nesting: 並列化で一件あたりの接続が増えた > 接続数が上限に達した",
            "nesting: 負荷試験が注文側を測っていない > 並列化で一件あたりの接続が増えた",
        ],
    );
    // Siblings stand side by side.
    check(
        "- 受付の停止\n  - 接続の枯渇\n  - 電源の故障\n",
        2,
        &["statement: 受付の停止", "nesting: 接続の枯渇 > 受付の停止", "nesting: 電源の故障 > 受付の停止"],
    );
    // One lack does not explain another.
    check("- 宛先の確認不足\n  - 手順の理解不足\n", 1, &["statement: 宛先の確認不足"]);
}

#[test]
fn whys_are_lists_rows_and_columns() {
    let expected = [
        "why: 受付が止まった",
        "why: 接続が枯渇した > 受付が止まった",
        "why: 負荷試験が古い > 接続が枯渇した",
    ];
    check("- なぜ1: 受付が止まった\n- なぜ2: 接続が枯渇した\n- なぜ3: 負荷試験が古い\n", 3, &expected);
    check(
        "| 段 | 内容 |\n|---|---|\n| なぜ1 | 受付が止まった |\n| なぜ2 | 接続が枯渇した |\n",
        2,
        &["why: 受付が止まった", "why: 接続が枯渇した > 受付が止まった"],
    );
    check(
        "| なぜ1 | なぜ2 | なぜ3 |\n|---|---|---|\n| 受付が止まった | 接続が枯渇した | 負荷試験が古い |\n",
        3,
        &expected,
    );
    check(
        "1. なぜ受付が止まったか\n   - 接続が枯渇したため\n2. なぜ接続が枯渇したか\n   - 並列化したため\n",
        2,
        &["why: 接続が枯渇したため > なぜ受付が止まったか", "why: 並列化したため > なぜ接続が枯渇したか"],
    );
}

#[test]
fn arrows_stand_in_a_sentence_or_between_items() {
    check(
        "受付の停止 ← 接続の枯渇 ← 並列化\n",
        2,
        &["arrow: 接続の枯渇 > 受付の停止", "arrow: 並列化 > 接続の枯渇"],
    );
    check(
        "- 並列化した\n- ↓\n- 接続が枯渇した\n- ↓\n- 受付が止まった\n",
        2,
        &["statement: 並列化した > 接続が枯渇した", "arrow: 接続が枯渇した > 受付が止まった"],
    );
    check(
        "受付が止まった。\n\n↓\n\n接続が枯渇したため。\n\n↓\n\n並列化したため。\n",
        3,
        &[
            "statement: 受付が止まった。",
            "arrow: 接続が枯渇したため。 > 受付が止まった。",
            "arrow: 並列化したため。 > 接続が枯渇したため。",
        ],
    );
    check("上限を4→40に変えた。", 1, &["statement: 上限を4→40に変えた。"]);
}

#[test]
fn names_tie_causes_together() {
    check(
        "- 原因1: 接続が枯渇した\n- 原因2: 並列化の設計（原因1の理由）\n",
        2,
        &["statement: 接続が枯渇した", "reference: 並列化の設計（原因1の理由） > 接続が枯渇した"],
    );
    check(
        "- 1-1. 接続が枯渇した\n- 1-1-1. 並列化した\n",
        2,
        &["statement: 1-1. 接続が枯渇した", "reference: 1-1-1. 並列化した > 1-1. 接続が枯渇した"],
    );
}

#[test]
fn items_that_take_up_the_same_words_make_a_chain() {
    check(
        "- 送信キューの上限は100件である\n- 監視は死活だけを見る\n- 送信キューが埋まったため、受付が止まった\n",
        2,
        &[
            "statement: 送信キューの上限は100件である",
            "statement: 監視は死活だけを見る",
            "connective: 送信キューが埋まったため > 受付が止まった",
        ],
    );
}

#[test]
fn a_reason_brings_a_new_word() {
    check("接続が枯渇した。接続が枯渇したためである。\n", 1, &["statement: 接続が枯渇した。"]);
}

#[test]
fn a_further_sentence_about_what_was_not_in_place_goes_deeper() {
    check(
        "空調が停止し、室温が上昇した。予備の機器を置いていなかった。",
        2,
        &[
            "statement: 空調が停止し、室温が上昇した。",
            "sequel: 予備の機器を置いていなかった。 > 空調が停止し、室温が上昇した。",
        ],
    );
    check("空調が停止した。点検を十分に理解していなかった。", 1, &["statement: 空調が停止した。"]);
}
