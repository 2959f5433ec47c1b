//! Facts of small whole reports. Measures are marked ⟦ ⟧; what is expected of each is listed in order.

use std::sync::{Arc, OnceLock};

use proptest::prelude::*;

use super::*;
use crate::document::{self, Format};
use crate::lexicon::tests::builtin;
use crate::morph::Morphology;
use crate::source::Source;

pub(super) fn morphology() -> &'static Morphology {
    static MORPHOLOGY: OnceLock<Morphology> = OnceLock::new();
    MORPHOLOGY.get_or_init(|| {
        let words = Source::new("words.csv", include_str!("../../../../rules/lexicon/words.csv"));
        Morphology::new(&[Arc::new(words)]).unwrap_or_else(|p| panic!("{p:?}"))
    })
}

pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(builtin)
}

/// Reads the facts of a text and hands them on with its source.
pub(super) fn with_facts<R>(text: &str, format: Format, then: impl FnOnce(&Source, &Facts) -> R) -> R {
    let source = Source::new("report.md", text);
    let document = document::parse(&source, format, &lexicon().roles);
    let analyzer = morphology().analyzer();
    let analysis = Analysis::new(&document, &analyzer);
    let facts = read(&analysis, lexicon(), &FactOptions::default());
    then(&source, &facts)
}

/// Splits a text into itself without the marks ⟦ ⟧ and the marked parts.
fn unmark(text: &str) -> (String, Vec<String>) {
    let marked = text.split('⟦').skip(1).filter_map(|part| part.split_once('⟧')).map(|(m, _)| m.to_owned());
    (text.replace(['⟦', '⟧'], ""), marked.collect())
}

/// One line about a measure: its rung, then the fields that it has.
fn describe(measure: &Measure) -> String {
    let mut line = measure.rung.map_or("?".to_owned(), |r| r.to_string());
    for (name, field) in [("owner", &measure.owner), ("group", &measure.owner_group), ("due", &measure.due)] {
        if let Some(field) = field {
            line.push_str(&format!(" {name}={}", field.text));
        }
    }
    if let Some(status) = &measure.status {
        line.push_str(&format!(" {:?}", status.kind).to_lowercase());
    }
    line
}

/// The measures of a section for countermeasures that holds `text`.
pub(super) fn check(text: &str, expected: &[&str]) {
    check_under("再発防止策", text, expected);
}

/// The measures of a section of this heading that holds `text`.
pub(super) fn check_under(heading: &str, text: &str, expected: &[&str]) {
    let (plain, marked) = unmark(text);
    let report = format!("# 障害報告\n\n## 原因\n\n設定値が古かった。\n\n## {heading}\n\n{plain}\n");
    with_facts(&report, Format::Markdown, |source, facts| {
        let spans: Vec<&str> = facts.measures.iter().map(|m| source.slice(m.span)).collect();
        assert_eq!(spans, marked, "measures of {text}");
        let lines: Vec<String> = facts.measures.iter().map(describe).collect();
        assert_eq!(lines, expected, "facts of {text}");
    });
}

#[test]
fn the_rung_is_that_of_what_is_done() {
    check("- ⟦監視体制を強化する⟧\n", &["0"]);
    check("- ⟦作業前に設定値を確認する⟧\n", &["1"]);
    check("- ⟦変更手順書の見直し⟧\n", &["1"]);
    check("- ⟦空き容量のアラートを追加する⟧\n", &["2"]);
    check("- ⟦送信処理の再試行を実装する⟧\n", &["3"]);
    check("- ⟦型チェックの失敗でCIが必ず落ちるようにする⟧\n", &["4"]);
    check("- ⟦手での転記を廃止する⟧\n", &["5"]);
    check("- ⟦ゆとりある対応に取り組む⟧\n", &["0"]);
}

#[test]
fn verbs_that_only_carry_a_noun_are_looked_through() {
    check("- ⟦連携の強化を図ってまいります⟧\n", &["0"]);
    check("- ⟦新人への研修を定期的に実施する⟧\n", &["1"]);
    check("- ⟦監視項目の追加を予定している⟧\n", &["2"]);
    check("- ⟦手順の確認を徹底する⟧\n", &["0"]);
}

#[test]
fn what_people_must_not_do_is_a_procedure() {
    check("- ⟦本番の値を手で書き換えない⟧\n", &["1"]);
    check("- ⟦同じ過ちを繰り返さない⟧\n", &["0"]);
}

#[test]
fn questions_of_a_checklist_are_measures() {
    check("- [ ] ⟦接続先を確かめたか⟧\n- [x] ⟦件数を控えたか？⟧\n", &["1 todo", "1 done"]);
}

#[test]
fn a_machine_lifts_what_is_weak_for_people() {
    check("- ⟦夜間のジョブが設定値を自動で検証する⟧\n", &["4"]);
    // Said of the report, not of the reader.
    check("- ⟦自動で送られる一覧を担当者が目視で確認する⟧\n", &["1"]);
}

#[test]
fn introductions_and_remarks_are_no_measures() {
    check("以下の対策を実施します。\n\n- ⟦容量を監視する⟧\n", &["2"]);
    check("- ⟦送信先の検証処理を追加する⟧\n  - 理由: 取り違えを防ぐため\n  - ファイル: `send.rs`\n", &["3"]);
    check("長時間ご不便をおかけし、深くお詫びします。\n", &[]);
}

#[test]
fn a_parent_that_only_names_its_children_is_no_measure() {
    check("- 運用面\n  - ⟦手順書を見直す⟧\n  - ⟦作業前に宛先を確認する⟧\n", &["1", "1"]);
}

#[test]
fn what_carries_a_fix_out_or_confirms_it_is_no_measure() {
    check(
        "- ⟦宛先の照合処理を追加する⟧\n- 変更をコミット\n- 検証環境へデプロイする\n- 再送が成功することを確認\n",
        &["3"],
    );
    check(
        "- 本番の値が正しいことを確認済み\n- 設定を確認しました\n- ⟦設定を毎日確認することにしました⟧\n",
        &["1"],
    );
    check("- 同じ書き方の箇所を検索した結果、該当箇所は存在しない\n", &[]);
    check("- 事前に照合していれば、送信の前に気づけた。\n", &[]);
    check("- 10:05 設定を確認\n", &[]);
    check("- ⟦照合処理を追加する⟧\n- 手で止める現在の方式は採用しない\n", &["3"]);
}

#[test]
fn what_describes_a_measure_describes_it_with_all_its_children() {
    check("- 理由:\n  - 転記の手間を減らす\n- ⟦照合処理を追加する⟧\n", &["3"]);
    check(
        "### 案1\n\n- ⟦照合処理を追加する⟧\n\n**デメリット**:\n\n- 設定の変更が必要\n- 画面を修正する\n",
        &["3"],
    );
}

#[test]
fn running_prose_gives_one_measure_a_sentence() {
    check(
        "⟦設定の読み込み処理を修正しました。⟧⟦あわせて回帰テストを追加しました。⟧これにより再発を防ぎます。\n",
        &["3", "3"],
    );
}

#[test]
fn rows_take_their_fields_from_their_columns() {
    check(
        "| # | 対策 | 担当 | 期限 | 状態 |\n|---|---|---|---|---|\n| 1 | ⟦容量のアラートを追加⟧ | 運用課 佐伯 | 11/20 | 対応中 |\n| 2 | ⟦手順書を見直す⟧ | 全員 | 未定 | - |\n",
        &["2 owner=運用課 佐伯 due=11/20 doing", "1 group=全員"],
    );
}

#[test]
fn owners_and_dates_stand_in_the_text_too() {
    check("- ⟦照合処理を追加する（担当：佐伯、11/20まで）⟧\n", &["3 owner=佐伯 due=11/20"]);
    check("- ⟦照合処理を追加する（2月末、田中）⟧\n", &["3 owner=田中 due=2月末"]);
    check("- ⟦照合処理の追加　担当：SRE 谷口　期限：11月第1週⟧\n", &["3 owner=SRE 谷口 due=11月第1週"]);
    check("- ⟦全員で声を掛け合う⟧\n", &["0 group=全員"]);
    check("- ⟦担当者の確認不足を減らすため照合処理を追加する⟧\n", &["3"]);
    check("- ⟦失敗していた 11/20 件の再送処理を実装する⟧\n", &["3"]);
    check("- ⟦10月以降順次、照合処理を追加する⟧\n", &["3"]);
}

#[test]
fn an_owner_may_be_named_once_for_the_list() {
    check(
        "担当：運用課\n\n- ⟦容量のアラートを追加する⟧\n- ⟦手順書を見直す⟧\n",
        &["2 owner=運用課", "1 owner=運用課"],
    );
}

#[test]
fn sections_that_judge_measures_hold_none() {
    let text = "# 障害報告\n\n## 再発防止策の検証\n\n- 監視体制を強化する\n";
    with_facts(text, Format::Markdown, |_, facts| assert!(facts.measures.is_empty()));
}

/// How many steps of "because" a cause section writes.
fn check_depth(text: &str, expected: Option<usize>) {
    let report = format!("# 障害報告\n\n## 原因\n\n{text}\n\n## 再発防止策\n\n- 手順を見直す\n");
    with_facts(&report, Format::Markdown, |source, facts| {
        assert_eq!(facts.cause_depth().map(|d| d.0), expected, "{text}");
        if let Some((_, last)) = facts.cause_depth() {
            assert!(text.contains(source.slice(last)), "{text}");
        }
    });
}

#[test]
fn causal_edges_are_counted_as_written() {
    check_depth("担当者の入力ミス。", Some(1));
    check_depth("連番が重なったため、ファイルが上書きされた。", Some(1));
    check_depth("古い値が残っていたため停止した。廃止の手続きに確認の工程がなかったためである。", Some(2));
    check_depth("- 確認不足\n- 認識不足\n- 連携不足", Some(1));
    check_depth("1. なぜ1: 停止した\n2. なぜ2: 容量が尽きた\n3. なぜ3: 監視がなかった", Some(3));
    check_depth("現在調査中です。", None);
    // A purpose is no reason.
    check_depth("負荷を減らすため、設定を変えていた。", Some(1));
}

#[test]
fn a_cause_is_explained_by_what_hangs_below_it() {
    let text = "# 障害報告\n\n## 原因\n\n- 確認不足\n  - 試験環境が本番と異なる構成だった\n- 失念\n";
    with_facts(text, Format::Markdown, |_, facts| {
        let explained: Vec<(&str, bool)> =
            facts.causes.iter().map(|c| (c.text.as_str(), c.explained)).collect();
        assert_eq!(explained[0], ("確認不足", true));
        assert_eq!(explained[2], ("失念", false));
    });
}

/// The nature and stage of a whole text.
fn check_nature(text: &str, nature: &str, stage: Stage) {
    with_facts(text, Format::Markdown, |_, facts| {
        let name = match &facts.nature {
            Nature::Report => "report",
            Nature::NotReport(name) => name,
        };
        assert_eq!((name, facts.stage), (nature, stage), "{text}");
    });
}

#[test]
fn templates_and_procedures_are_no_reports() {
    check_nature(
        "# 障害報告書テンプレート\n\n- 発生日時: YYYY-MM-DD HH:MM\n\n## 原因\n\nここに原因を記入してください。\n\n## 再発防止策\n\n- <担当> が実施する\n",
        "template",
        Stage::Unknown,
    );
    check_nature(
        "# 障害対応手順書\n\n本書は障害が起きたときの手順を定める。\n\n## 目的\n\n影響を抑える。\n\n## 前提条件\n\n- 権限があること\n\n## 再発防止策\n\n- 原因を分析する\n",
        "procedure",
        Stage::Unknown,
    );
    check_nature(
        "# 【速報】決済障害のご報告\n\n2026年9月2日 10:05 に決済が停止しました。\n\n## 原因\n\n調査中です。\n",
        "report",
        Stage::First,
    );
    check_nature(
        "# 最終報告書\n\n9月2日に停止した。\n\n## 原因\n\n設定値が古かった。\n",
        "report",
        Stage::Final,
    );
}

#[test]
fn papers_of_other_kinds_are_no_reports() {
    let nature = |text: &str, nature: &str| check_nature(text, nature, Stage::Unknown);
    nature("# 定例の議事メモ 4月10日\n\n## 課題\n\n- 手順書を見直す\n- 周知徹底する\n", "minutes");
    nature("# よくある質問\n\n## 対策\n\n- 不審なメールに注意する\n", "questions");
    nature("# 安全活動計画\n\n## 再発防止の取り組み\n\n- 教訓を周知徹底する\n", "plan");
    nature("# 版 3.1 リリースノート\n\n## 既知の問題\n\n- 通知が遅れることがある。\n", "release-notes");
    // A diary of an incident tells when and what.
    nature(
        "# 障害対応の日報\n\n2030年4月2日 10:05 に止まった。10:20 に検知した。10:40 に戻した。4月3日 9:00 に確かめた。\n\n## 原因\n\n値が古かった。\n",
        "report",
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No text makes the readers of facts panic, and every span lies on character boundaries.
    #[test]
    fn any_text_gives_facts(words in prop::collection::vec(prop::sample::select(vec![
        "## 再発防止策\n", "## 原因\n", "- ", "  - ", "| 対策 | 担当 | 期限 |\n|---|---|---|\n", "| ", " |\n", "体制を強化する", "（担当：", "）", "11/20",
        "なぜ1", "→", "。", "、", "\n\n", "確認したか", "しない", "ため", "😀", "**", "`", "：", "(", ")", "全員", "①", "<b>", "済", "原因1: ", "対策2: ", "### ", "C1", "| 原因 | 対策 |\n|---|---|\n", "（原因1〜3）",
    ]), 0..40)) {
        let text = words.concat();
        for format in [Format::Markdown, Format::Text, Format::Html] {
            with_facts(&text, format, |source, facts| {
                for measure in &facts.measures {
                    assert!(measure.span.is_empty() || !source.slice(measure.span).is_empty());
                }
            });
        }
    }
}
