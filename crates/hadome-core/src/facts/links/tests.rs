//! Links in small reports, as 「cause id: measures by how they are tied」.

use super::super::tests::with_facts;
use super::{Answer, Gap};
use crate::document::Format;

/// Checks what answers each cause: the id or the first words of the cause, then the ties to measures, by position from 1, or what is
/// missing.
fn check(report: &str, expected: &[&str]) {
    check_as(Format::Markdown, report, expected);
}

fn check_as(format: Format, report: &str, expected: &[&str]) {
    with_facts(report, format, |source, facts| {
        let line = |(i, unit): (usize, &super::CauseUnit)| {
            let name = unit.id.as_ref().map_or_else(
                || source.slice(unit.span).chars().take(4).collect::<String>(),
                |id| id.number.clone(),
            );
            let ties = facts.links.links.iter().filter(|l| l.cause == i);
            let mut ties: Vec<String> =
                ties.map(|l| format!("{} {}", l.by.as_str(), l.measure + 1)).collect();
            match unit.answer {
                Answer::Given => {}
                Answer::Unknown => ties.push("?".to_owned()),
                Answer::Missing(Gap::Number) => ties.push("no number".to_owned()),
                Answer::Missing(Gap::Reference) => ties.push("no reference".to_owned()),
                Answer::Missing(Gap::Words) => ties.push("no words".to_owned()),
            }
            format!("{name}: {}", ties.join(", "))
        };
        let got: Vec<String> = facts.links.causes.iter().enumerate().map(line).collect();
        assert_eq!(got, expected, "{report}");
    });
}

#[test]
fn a_row_ties_its_cause_to_its_measure() {
    check(
        "## 原因と対策\n\n| 原因 | 対策 |\n|---|---|\n| 台帳が二つあった | 旧版を削除する |\n| 時刻が未定だった | 契約書を改訂する |\n",
        &["台帳が二: row 1", "時刻が未: row 2"],
    );
}

#[test]
fn a_column_names_the_causes() {
    check(
        "## 原因\n\nC1: 版が古かった\n\nC2: 校正が短かった\n\n## 対策\n\n| 対策 | 対応する原因 |\n|---|---|\n| 版番号の検査を追加する | C1 |\n| 旧版を削除する | C1 |\n",
        &["C1: reference 1, reference 2", "C2: no reference"],
    );
    check(
        "## 原因\n\n### 原因1: 版が古かった\n\n### 原因2: 校正が短かった\n\n## 対策\n\n- 検査を追加する（原因1・2）\n- 旧版を削除する（原因1）\n",
        &["1: reference 1, reference 2", "2: reference 1"],
    );
}

#[test]
fn numbers_tie_where_the_pairs_are_about_one_thing() {
    check(
        "## 原因\n\n### 原因1: 宛名の取り違え\n\n### 原因2: 棚の並び\n\n### 原因3: 封筒の色\n\n## 対策\n\n### 対策1\n\n- 宛名の印字を自動化する\n\n### 対策3\n\n- 封筒の色を変更する\n",
        &["1: number 1", "2: no number", "3: number 2"],
    );
    check_as(
        Format::Text,
        "■原因\n(1) 宛名の取り違え\n(2) 封筒の色が同じ\n\n■対策\n(1) 宛名の印字を自動化する\n(2) 封筒の色を変更する\n",
        &["1: number 1", "2: number 2"],
    );
}

#[test]
fn numbers_of_another_count_tie_nothing() {
    check(
        "## 原因\n\n### 原因1: 宛名の取り違え\n\n### 原因2: 棚の並び\n\n## 対策\n\n### 対策1\n\n- 電源を二重化する\n\n### 対策2\n\n- 電源の通知を追加する\n\n### 対策3\n\n- 蓄電池を追加する\n",
        &["1: no words", "2: ?"],
    );
}

#[test]
fn a_measure_below_its_cause_is_tied_to_it() {
    check(
        "## 原因\n\n### 版が古かった\n\n印刷に回した。\n\n#### 対策\n\n- 検査を追加する\n\n### 校正が短かった\n\n二日だった。\n\n#### 対策\n\n- 納期を変更する\n",
        &["版が古か: nested 1", "校正が短: nested 2"],
    );
}

#[test]
fn words_tie_and_unknown_stays_unknown() {
    check(
        "## 原因\n\n- 温度計が壊れていた\n- 保冷箱の蓋が浮いていた\n- 昇降機の待ち行列が長かった\n\n## 対策\n\n- 温度計を二重化する\n- 保冷箱の蓋を交換する\n",
        &["温度計が: words 1", "保冷箱の: words 2", "昇降機の: no words"],
    );
    check("## 原因\n\n前の控えを見て書いた。\n\n## 対策\n\n- 宛名の印字を自動化する\n", &["前の控え: ?"]);
}

#[test]
fn spellings_of_a_word_are_one_word() {
    check(
        "## 原因\n\n- 侵入の感知が夜だけ止まっていた\n- 保冷箱の蓋が浮いていた\n\n## 対策\n\n- 侵入検知を常時動かす設定に変更する\n- 保冷箱を交換する\n",
        &["侵入の感: words 1", "保冷箱の: words 2"],
    );
}

#[test]
fn incidents_of_a_ledger_are_kept_apart() {
    check(
        "# 台帳\n\n## 四月\n\n### 原因\n\n宛名を書き違えた。\n\n### 対策\n\n- 封筒の色を変更する\n\n## 五月\n\n### 原因\n\n封筒の色が同じだった。\n\n### 対策\n\n- 棚の札を追加する\n",
        &["宛名を書: nested 1", "封筒の色: nested 2"],
    );
}

#[test]
fn ids_have_places() {
    with_facts(
        "## 原因\n\n### 原因２: 版が古い\n\n## 対策\n\n### 対策２\n\n- 検査を追加する\n",
        Format::Markdown,
        |source, facts| {
            let unit = &facts.links.causes[0];
            assert_eq!(unit.id.as_ref().map(|id| source.slice(id.span)), Some("２"));
            let id = facts.links.measure_ids[0].as_ref();
            assert_eq!(id.map(|id| (id.number.as_str(), source.slice(id.span))), Some(("2", "２")));
        },
    );
}
