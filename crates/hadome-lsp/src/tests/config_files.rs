//! Configurations, rules and baselines in the editor, before they are saved.

use serde_json::{Value, json};

use super::Client;

/// What is told about a file with this text in a directory with a configuration: messages and lines.
fn check(file: &str, language: &str, text: &str, expected: &[(&str, u64)]) {
    let root = tempfile::tempdir().expect("a directory");
    std::fs::write(root.path().join("hadome.toml"), "").expect("a file");
    let uri = lsp_types::Url::from_file_path(root.path().join(file)).expect("a URI");
    let (client, _) = Client::start(json!({}), json!({ "lang": "en" }));
    let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
    client.tell("textDocument/didOpen", json!({ "textDocument": document }));
    let params = client.notification("textDocument/publishDiagnostics");
    let told: Vec<(String, u64)> = params["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|d| (first_line(&d["message"]), d["range"]["start"]["line"].as_u64().expect("a line")))
        .collect();
    let told: Vec<(&str, u64)> = told.iter().map(|(m, l)| (m.as_str(), *l)).collect();
    assert_eq!(told, expected);
    client.stop();
}

fn first_line(message: &Value) -> String {
    message.as_str().unwrap_or_default().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn mistakes_are_told_before_they_are_saved() {
    check(
        "hadome.toml",
        "toml",
        "# 設定\nignore = [\"weak-trainin\"]\n",
        &[("no rule, group or tag is called `weak-trainin`", 1)],
    );
    check(".hadome.toml", "plaintext", "ignore = [\"weak-training\"]\n", &[]);
    check(
        "hadome-baseline.toml",
        "toml",
        "version = 9\n",
        &[("this hadome reads baselines of version 1", 0)],
    );
}

#[test]
fn no_toml_file_is_a_report() {
    let text =
        "# 受付停止の障害報告書\n# 原因\n接続数の上限に達したため。\n# 再発防止策\n- 監視体制を強化する。\n";
    check("Cargo.toml", "toml", text, &[]);
    check("notes", "toml", text, &[]);
}
