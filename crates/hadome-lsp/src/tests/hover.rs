//! What is told at a place.

use serde_json::{Value, json};

use super::{Client, cursor};

const MARKDOWN: &str = "markdown";
const PLAIN: &str = "plaintext";

/// What a client that renders `format` is told at the cursor, in this order and among other things.
fn check(format: &str, marked: &str, expected: &[&str]) {
    let said = hover(format, marked);
    let text = said["contents"]["value"].as_str().unwrap_or_default();
    assert_eq!(said["contents"]["kind"], format);
    let mut rest = text;
    for part in expected {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part:?} is not in {rest:?} of\n{text}"));
        rest = &rest[at + part.len()..];
    }
}

fn hover(format: &str, marked: &str) -> Value {
    let capabilities = json!({ "textDocument": { "hover": { "contentFormat": [format] } } });
    let (mut client, _) = Client::start(capabilities, Value::Null);
    let (text, position) = cursor(marked);
    client.open("untitled:report.md", 1, &text);
    let document = json!({ "uri": "untitled:report.md" });
    let said = client.ask("textDocument/hover", json!({ "textDocument": document, "position": position }));
    client.stop();
    said.result.expect("a result")
}

fn report(measures: &str) -> String {
    format!(
        "# 受付停止の障害報告書\n\n## 原因\n\n接続数の上限に達したため、受付が止まった。\n\n## 再発防止策\n\n{measures}"
    )
}

#[test]
fn a_finding_tells_why_and_what_to_write_instead() {
    let text = report("- 監視体制を‸強化する。\n");
    check(
        MARKDOWN,
        &text,
        &[
            "(organisation-strengthening)",
            "**なぜ：**",
            "**どう直すか：**",
            "**指摘する例**",
            "```text\n",
            "⟦",
            "**指摘しない例**",
            "/docs/builtin-rules.md#organisation-strengthening>)",
            "---",
            "対策の強さ：",
        ],
    );
    check(PLAIN, &text, &["(organisation-strengthening)\n", "なぜ： ", "指摘する例\n", "  - ", "https://"]);
}

#[test]
fn a_measure_tells_its_rung_and_what_it_rests_on() {
    check(
        MARKDOWN,
        &report("- 残量10%で当番へ自動で通知し、‸超えたら受付を自動で止める（担当：運用課 田中）。\n"),
        &[
            "**対策の強さ： 4 強制・自動**",
            "- 「",
            "機械による強制 → 4 強制・自動",
            "担当: 運用課 田中 / 期限: なし",
        ],
    );
}

#[test]
fn text_of_the_report_is_no_markup() {
    let text = report("- ‸予備を[購入](command:evil)する（担当：**<img src=x>**、期限：12/5）。\n");
    let said = hover(MARKDOWN, &text);
    let value = said["contents"]["value"].as_str().expect("a text");
    assert!(value.contains("担当: "), "{value}");
    for active in ["](command", "<img", "**<"] {
        assert!(!value.contains(active), "{value}");
    }
}

#[test]
fn the_range_is_that_of_the_finding_and_elsewhere_nothing_is_told() {
    let said = hover(PLAIN, &report("- 𠮷野の監視体制を強‸化する。\n"));
    assert_eq!(said["range"]["start"]["line"], 8);
    assert!(said["range"]["start"]["character"].as_u64() < Some(13));
    assert_eq!(hover(PLAIN, "# 買い物の記録\n\n牛‸乳と卵を買った。\n"), Value::Null);
}
