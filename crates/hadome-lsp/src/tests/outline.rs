//! The outline, and the rungs that are shown beside measures.

use serde_json::{Value, json};

use super::Client;

const TEXT: &str = "# 受付停止の障害報告書\n\n## 原因\n\n接続数の上限に達したため、受付が止まった。\n\n### なぜ\n\n試験が無かった。\n\n## 再発防止策\n\n- 𠮷野の監視体制を強化する。\n- 残量10%で受付を自動で止める（担当：運用課 田中）。\n";

fn ask(capabilities: Value, options: Value, method: &str, more: Value) -> Value {
    let (mut client, _) = Client::start(capabilities, options);
    client.open("untitled:report.md", 1, TEXT);
    let mut params = json!({ "textDocument": { "uri": "untitled:report.md" } });
    if let (Some(all), Value::Object(more)) = (params.as_object_mut(), more) {
        all.extend(more);
    }
    let answer = client.ask(method, params);
    client.stop();
    answer.result.expect("a result")
}

/// A tree as lines: the name, its detail in brackets, two spaces for each level.
fn tree(symbols: &Value, indent: &str, lines: &mut Vec<String>) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let (name, detail) = (symbol["name"].as_str().expect("a name"), symbol["detail"].as_str());
        lines.push(format!("{indent}{name} [{}]", detail.unwrap_or_default()));
        tree(&symbol["children"], &format!("{indent}  "), lines);
    }
}

#[test]
fn the_outline_tells_what_sections_are_for() {
    let nests =
        json!({ "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } });
    let symbols = ask(nests, Value::Null, "textDocument/documentSymbol", Value::Null);
    let mut lines = Vec::new();
    tree(&symbols, "", &mut lines);
    assert_eq!(
        lines,
        [
            "受付停止の障害報告書 []",
            "  原因 [原因]",
            "    なぜ [原因]",
            "  再発防止策 [再発防止策]",
            "    𠮷野の監視体制を強化する。 [0 意識]",
            "    残量10%で受付を自動で止める(担当:運用課 田中)。 [4 強制・自動]",
        ]
    );
    let measure = &symbols[0]["children"][1]["children"][0];
    assert_eq!(measure["range"]["end"], json!({ "line": 12, "character": 16 }));
    assert_eq!(measure.get("children"), None, "VS Code stumbles on null");
}

#[test]
fn who_knows_no_trees_gets_a_list() {
    let symbols = ask(json!({}), Value::Null, "textDocument/documentSymbol", Value::Null);
    let list = symbols.as_array().expect("a list");
    let names: Vec<_> = list.iter().map(|s| (&s["name"], &s["containerName"])).collect();
    assert_eq!(names[1], (&json!("原因"), &json!("受付停止の障害報告書")));
    assert_eq!(names.len(), 6);
    assert_eq!(list[1]["location"]["uri"], "untitled:report.md");
}

#[test]
fn rungs_are_shown_to_who_asks_for_them() {
    let range = |first: u32, last: u32| json!({ "range": { "start": { "line": first, "character": 0 }, "end": { "line": last, "character": 0 } } });
    let hints =
        |on: bool, range: Value| ask(json!({}), json!({ "inlayHints": on }), "textDocument/inlayHint", range);
    assert_eq!(hints(false, range(0, 99)), json!([]));
    let all = hints(true, range(0, 99));
    assert_eq!(all[0]["label"], "0 意識");
    assert_eq!(all[0]["position"], json!({ "line": 12, "character": 16 }));
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    assert_eq!(hints(true, range(13, 14)).as_array().map(Vec::len), Some(1));
    let lenses = |on: bool| ask(json!({}), json!({ "codeLens": on }), "textDocument/codeLens", Value::Null);
    assert_eq!(lenses(false), json!([]));
    assert_eq!(lenses(true)[1]["command"]["title"], "4 強制・自動 | 担当: 運用課 田中");
}

#[test]
fn settings_that_change_are_shown_at_once() {
    let capabilities = json!({ "workspace": {
        "inlayHint": { "refreshSupport": true }, "codeLens": { "refreshSupport": true },
    } });
    let (client, _) = Client::start(capabilities, Value::Null);
    client
        .tell("workspace/didChangeConfiguration", json!({ "settings": { "hadome": { "codeLens": true } } }));
    for expected in ["workspace/inlayHint/refresh", "workspace/codeLens/refresh"] {
        match client.message() {
            lsp_server::Message::Request(request) => assert_eq!(request.method, expected),
            other => panic!("{other:?}"),
        }
    }
    client.stop();
}
