//! Owners, dates and sections that are put in where a finding says that they are missing. Every edit is applied and checked again.

use serde_json::{Value, json};

use super::actions::Editor;
use super::cursor;

/// Adds what the rule misses at the cursor: the finding has to go. Gives the text afterwards, with the clock's date as `DATE`.
fn add(language: &str, marked: &str, rule: &str) -> String {
    let (text, at) = cursor(marked);
    let mut editor = Editor::open(json!({}), language, &text);
    let count = |found: &[String]| found.iter().filter(|f| *f == rule).count();
    let before = count(&editor.found);
    let actions = editor.actions(&at, Value::Null);
    let adds = |a: &&Value| {
        let title = a["title"].as_str().unwrap_or_default();
        let is_addition = ["担当を書く", "期限を書く", "「"].iter().any(|t| title.starts_with(t));
        is_addition && a["diagnostics"][0]["code"] == rule
    };
    let action = actions.iter().find(adds);
    let action = action
        .unwrap_or_else(|| panic!("nothing to add in {actions:?}; found {:?} in\n{text}", editor.found));
    editor.apply(action);
    assert_eq!(count(&editor.found) + 1, before, "{rule} among {:?} after\n{}", editor.found, editor.text);
    let Editor { client, text, .. } = editor;
    client.stop();
    text
}

fn check(language: &str, marked: &str, rule: &str, expected: &str) {
    let text = add(language, marked, rule);
    assert!(text.contains(expected), "no {expected:?} in\n{text}");
}

const OWNER: &str = "owner-missing";
const DUE: &str = "due-missing";

fn markdown(measures: &str) -> String {
    format!(
        "# 受付停止の障害報告書\n\n## 概要\n\n受付が止まった。\n\n## 原因\n\n接続数の上限に達したため、受付が止まった。\n\n## 再発防止策\n\n{measures}"
    )
}

/// The day that stands for one to be chosen.
fn day(format: impl Fn(u16, u8, u8) -> String) -> String {
    let date = hadome_project::day_in(30);
    format(date.year.expect("a year"), date.month, date.day)
}

#[test]
fn an_owner_goes_behind_the_measure_as_others_do_it() {
    let check = |measures: &str, expected: &str| check("markdown", &markdown(measures), OWNER, expected);
    check("- 受付を自動で‸止める。\n", "- 受付を自動で止める（担当：〇〇）。\n");
    check("- 受付を自動で‸止める\n", "- 受付を自動で止める（担当：〇〇）\n");
    check("- **受付を自動で‸止める。**\n", "止める（担当：〇〇）。**\n");
    check("- 受付を自動で‸止める（期限：12/5）。\n", "（期限：12/5、担当：〇〇）。\n");
    check("- 検査を足す(責任者: 田中)。\n- 受付を自動で‸止める。\n", "止める(責任者: 〇〇)。\n");
    check("- 受付\n  - 自動で‸止める。\n  - 検査を足す（担当：田中）。\n", "自動で止める（担当：〇〇）。\n");
    check("受付を自動で‸止める。\n", "受付を自動で止める（担当：〇〇）。\n");
}

#[test]
fn a_cell_is_filled_where_the_table_has_a_column() {
    let check = |measures: &str, expected: &str| check("markdown", &markdown(measures), OWNER, expected);
    let head = "| 対策 | 担当 | 期限 |\n|---|---|---|\n| 検査を足す | 田中 | 12/5 |\n";
    check(&format!("{head}| 受付を自動で‸止める |  | 12/5 |\n"), "| 受付を自動で止める | 〇〇 | 12/5 |\n");
    check(&format!("{head}| 受付を自動で‸止める || 12/5 |\n"), "| 受付を自動で止める | 〇〇 | 12/5 |\n");
    check(
        &format!("{head}| 受付を自動で‸止める | 未定 | 12/5 |\n"),
        "| 受付を自動で止める | 〇〇 | 12/5 |\n",
    );
    check(&format!("{head}| 受付を自動で‸止める |\n"), "| 受付を自動で止める | 〇〇 |\n");
    check(
        "| 対策 | 期限 |\n|---|---|\n| 受付を自動で‸止める | 12/5 |\n",
        "| 受付を自動で止める（担当：〇〇） | 12/5 |",
    );
}

#[test]
fn a_finding_about_all_measures_is_mended_in_all() {
    let all: String = (1..8).map(|n| format!("- 検査{n}を足す。\n")).collect();
    let text = add("markdown", &markdown(&all.replacen("検査1", "検‸査1", 1)), OWNER);
    assert_eq!(text.matches("（担当：〇〇）").count(), 7, "{text}");
}

#[test]
fn a_date_is_written_as_the_report_writes_dates() {
    let check = |measures: &str, expected: &str| check("markdown", &markdown(measures), DUE, expected);
    let iso = day(|y, m, d| format!("{y}-{m:02}-{d:02}"));
    check("- 旧方式の連携を順‸次廃止する（担当：田中）。\n", &format!("（担当：田中、期限：{iso}）。\n"));
    let short = day(|_, m, d| format!("{m}/{d}"));
    check(
        "| 対策 | 担当 | 期限 |\n|---|---|---|\n| 検査を足す | 田中 | 12/5 |\n| 旧方式の連携を順‸次廃止する | 佐藤 |  |\n",
        &format!("| 佐藤 | {short} |\n"),
    );
    let long = day(|y, m, d| format!("{y}年{m}月{d}日"));
    check(
        "- 検査を足す（担当：田中、納期：2026年12月5日）。\n- 旧方式の連携を順‸次廃止する（担当：佐藤）。\n",
        &format!("（担当：佐藤、納期：{long}）。\n"),
    );
}

#[test]
fn other_notations_are_kept() {
    let text = "受付停止の障害報告書\r\n\r\n■概要\r\n受付が止まった。\r\n\r\n■原因\r\n接続数の上限に達したため、受付が止まった。\r\n\r\n■再発防止策\r\n・𠮷野の受付を自動で‸止める。\r\n・検査を足す（担当：田中）。\r\n";
    check("plaintext", text, OWNER, "止める（担当：〇〇）。\r\n・検査");
    let html = |measures: &str| {
        format!(
            "<html><body><h1>受付停止の障害報告書</h1>\n<h2>原因</h2>\n<p>接続数の上限に達したため、受付が止まった。</p>\n<h2>再発防止策</h2>\n{measures}</body></html>"
        )
    };
    check(
        "html",
        &html("<ul><li>受付を自動で‸止める。</li></ul>"),
        OWNER,
        "<li>受付を自動で止める（担当：〇〇）。</li>",
    );
    check(
        "html",
        &html(
            "<table><tr><th>対策</th><th>担当</th></tr><tr><td>検査を足す</td><td>田中</td></tr><tr><td>受付を自動で‸止める</td><td></td></tr></table>",
        ),
        OWNER,
        "<td>〇〇</td>",
    );
}

/// Adds the section that is missing in a report of these headings, each with a sentence below it. Gives the headings afterwards.
fn headings(language: &str, marked: &str) -> Vec<String> {
    let text = add(language, marked, "section-missing");
    let body = |line: &&str| !line.is_empty() && !line.contains('。') && !line.contains("件");
    text.lines().filter(body).map(str::to_owned).collect()
}

const EVENT: &str = "11/3 10:02から10:31まで受付が止まった。";
const CAUSE: &str = "接続数の上限に達したため。";
const DONE: &str = "接続数の上限を40から120に変更する。";

#[test]
fn a_section_is_added_where_the_order_suggests_it() {
    let text =
        format!("# 受付停止の障‸害報告書\n\n## 概要\n\n{EVENT}\n\n## 原因\n\n{CAUSE}\n\n## 参考\n\nなし。\n");
    assert_eq!(
        headings("markdown", &text),
        ["# 受付停止の障害報告書", "## 概要", "## 原因", "## 再発防止策", "（再発防止策を書く）", "## 参考"]
    );
    let text = format!("# 受付停止の障‸害報告書\n\n## 概要\n\n{EVENT}\n\n## 対策\n\n- {DONE}\n");
    let added = add("markdown", &text, "section-missing");
    assert!(added.contains("止まった。\n\n## 原因\n\n（原因を書く）\n\n## 対策\n"), "{added}");
    let text = format!("# 受付停止の障‸害報告書\r\n\r\n## 概要\r\n\r\n{EVENT}\r\n\r\n## 原因\r\n\r\n{CAUSE}");
    let added = add("markdown", &text, "section-missing");
    assert!(
        added.ends_with(&format!("{CAUSE}\r\n\r\n## 再発防止策\r\n\r\n（再発防止策を書く）\r\n")),
        "{added:?}"
    );
}

#[test]
fn headings_count_on() {
    let text = format!(
        "# 受付停止の障‸害報告書\n\n## 1. 概要\n\n{EVENT}\n\n### 1.1 影響\n\n注文 217件。\n\n## 2. 対策\n\n{DONE}\n\n### 2.1 備考\n\n再起動した。\n"
    );
    assert_eq!(
        headings("markdown", &text),
        [
            "# 受付停止の障害報告書",
            "## 1. 概要",
            "### 1.1 影響",
            "## 2. 原因",
            "（原因を書く）",
            "## 3. 対策",
            "### 3.1 備考"
        ]
    );
    let text = format!("受付停止の障‸害報告書\n\n第９章　概要\n{EVENT}\n\n第１０章　原因\n{CAUSE}\n");
    assert_eq!(headings("plaintext", &text)[3..], ["第１１章　再発防止策", "（再発防止策を書く）"]);
}

#[test]
fn headings_are_written_like_their_neighbours() {
    let text = format!("受付停止の障‸害報告書\n\n■概要\n{EVENT}\n\n■原因\n{CAUSE}\n\n■参考\nなし。\n");
    assert_eq!(headings("plaintext", &text)[2..], ["■原因", "■再発防止策", "（再発防止策を書く）", "■参考"]);
    let text = format!("受付停止の障‸害報告書\n\n【概要】\n{EVENT}\n\n【原因】\n{CAUSE}\n");
    assert_eq!(headings("plaintext", &text)[2..], ["【原因】", "【再発防止策】", "（再発防止策を書く）"]);
    let text = format!("受付停止の障‸害報告書\n===\n\n概要\n---\n\n{EVENT}\n\n原因\n---\n\n{CAUSE}\n");
    assert_eq!(
        headings("markdown", &text)[4..],
        ["原因", "---", "再発防止策", "---", "（再発防止策を書く）"]
    );
    let text = format!("# 受付停止の障‸害報告書\n\n**概要**\n\n{EVENT}\n\n**原因**\n\n{CAUSE}\n");
    assert_eq!(headings("markdown", &text)[2..], ["**原因**", "**再発防止策**", "（再発防止策を書く）"]);
    let text = format!(
        "<html><body><h1>受付停止の障‸害報告書</h1>\n<h2 id=\"a\">概要</h2>\n<p>{EVENT}</p>\n<h2 id=\"b\">原因</h2>\n<p>{CAUSE}</p>\n</body></html>\n"
    );
    let added = add("html", &text, "section-missing");
    assert!(added.contains("</p>\n<h2>再発防止策</h2>\n<p>（再発防止策を書く）</p>\n</body>"), "{added}");
}
