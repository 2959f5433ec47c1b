//! What can be done about a finding. Every edit is applied to the text, and the text is checked again.

use lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Url};
use serde_json::{Value, json};

use super::{Client, cursor, rules};
use crate::buffer::Buffer;
use crate::encoding::Encoding;

/// A client that has a document open.
pub(super) struct Editor {
    pub(super) client: Client,
    uri: String,
    pub(super) text: String,
    version: i32,
    pub(super) found: Vec<String>,
}

impl Editor {
    pub(super) fn open(capabilities: Value, language: &str, text: &str) -> Self {
        let (client, _) = Client::start(capabilities, Value::Null);
        let uri = "untitled:report".to_owned();
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        client.tell("textDocument/didOpen", json!({ "textDocument": document }));
        let found = client.published().1;
        Self { client, uri, text: text.to_owned(), version: 1, found }
    }

    /// The actions at a position.
    pub(super) fn actions(&mut self, at: &Value, only: Value) -> Vec<Value> {
        let params = json!({
            "textDocument": { "uri": self.uri },
            "range": { "start": at, "end": at },
            "context": { "diagnostics": [], "only": only },
        });
        let answer = self.client.ask("textDocument/codeAction", params);
        answer.result.unwrap_or_else(|| panic!("{:?}", answer.error)).as_array().expect("a list").clone()
    }

    /// Makes the changes of an action, as an editor would, and takes what is found afterwards.
    pub(super) fn apply(&mut self, action: &Value) {
        let edits = &action["edit"]["changes"][&self.uri];
        let edits = edits.as_array().unwrap_or_else(|| panic!("no edits in {action}"));
        let uri = Url::parse(&self.uri).expect("a URI");
        let mut buffer = Buffer::open(TextDocumentItem::new(uri, String::new(), 1, self.text.clone()));
        let mut changes: Vec<TextDocumentContentChangeEvent> = edits
            .iter()
            .map(|e| json!({ "range": e["range"], "text": e["newText"] }))
            .map(|e| serde_json::from_value(e).expect("a change"))
            .collect();
        // Places are those of the text before; from its end they stay right.
        changes.reverse();
        buffer.change(2, changes, Encoding::Utf16);
        self.text = buffer.rope.to_string();
        self.version += 1;
        self.client.change(&self.uri, self.version, json!([{ "text": self.text }]));
        self.found = self.client.published().1;
    }
}

fn without(mut rules: Vec<String>, rule: &str) -> Vec<String> {
    let at = rules.iter().position(|r| r == rule).unwrap_or_else(|| panic!("no {rule} in {rules:?}"));
    rules.remove(at);
    rules
}

/// Waves a finding through at the cursor: it has to go, and nothing else may come or go. Gives the text afterwards.
fn suppress(language: &str, marked: &str, rule: &str) -> String {
    let (text, at) = cursor(marked);
    let mut editor = Editor::open(json!({}), language, &text);
    let before = editor.found.clone();
    let title = format!("理由を書いて見送る: {rule}");
    let actions = editor.actions(&at, Value::Null);
    let action = actions.iter().find(|a| a["title"] == *title);
    let action = action.unwrap_or_else(|| panic!("no {title:?} in {actions:?}; found {before:?} in\n{text}"));
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(rules(&action["diagnostics"]), [rule]);
    assert!(action["isPreferred"].is_null());
    editor.apply(action);
    assert_eq!(editor.found, without(before, rule), "after\n{}", editor.text);
    let Editor { client, text, .. } = editor;
    client.stop();
    text
}

/// Checks the line that was put in, of several the first, without the comment's reason.
fn check(language: &str, marked: &str, rule: &str, expected: &str) {
    let text = suppress(language, marked, rule);
    assert!(text.contains(expected), "no {expected:?} in\n{text}");
}

const WEAK: &str = "organisation-strengthening";

fn markdown(measures: &str) -> String {
    format!(
        "# 受付停止の障害報告書\n\n## 概要\n\n受付が止まった。\n\n## 原因\n\n接続数の上限に達したため、受付が止まった。\n\n## 再発防止策\n\n{measures}"
    )
}

fn check_markdown(measures: &str, expected: &str) {
    check("markdown", &markdown(measures), WEAK, expected);
}

#[test]
fn a_comment_goes_above_what_it_is_about() {
    check_markdown(
        "監視体制を‸強化する。\n",
        "\n<!-- hadome-disable-next-line organisation-strengthening -- 理由 -->\n監視",
    );
    check_markdown("- 監視体制を‸強化する。\n- 受付を自動で止める。\n", "\n<!-- hadome-disable-next-line");
    check_markdown(
        "> 監視\n\n- 受付を自動で止める。\n- 監視体制を‸強化する。\n",
        "\n  <!-- hadome-disable-next-line",
    );
    check_markdown(
        "1. 受付を自動で止める。\n2. 監視体制を‸強化する。\n3. 検査を足す。\n",
        "\n   <!-- hadome",
    );
    check_markdown("- 受付\n  - 自動で止める。\n  - 監視体制を‸強化する。\n", "\n    <!-- hadome");
    check_markdown("- 受付\n  - 監視体制を‸強化する。\n    - 対象は受付とする。\n", "\n  <!-- hadome");
    check_markdown("- 対象は受付とする。\n\n  監視体制を‸強化する。\n", "\n  <!-- hadome");
    check_markdown("受付を自動で止める。\nまた監視体制を‸強化する。\n", "\n<!-- hadome-disable-next-line");
}

#[test]
fn where_no_line_fits_it_goes_behind() {
    check_markdown(
        "| 対策 | 担当 |\n|---|---|\n| 受付を自動で止める | 田中 |\n| 監視体制を‸強化する | 田中 |\n",
        "| 監視体制を強化する | 田中 <!-- hadome-disable-line organisation-strengthening -- 理由 --> |\n",
    );
    check_markdown("対策 | 担当\n---|---\n監視体制を‸強化する | 田中\n", "田中 <!-- hadome-disable-line");
    check_markdown("対策：監視体制を‸強化する。\n", "強化する。 <!-- hadome-disable-line");
    check_markdown("- - 監視体制を‸強化する。\n", "強化する。 <!-- hadome-disable-line");
}

#[test]
fn a_finding_about_the_report_is_waved_through_for_the_file() {
    let text = "# 受付停止の障‸害報告書\n\n## 概要\n\n11/3 10:02から10:31まで受付が止まった。\n\n## 影響\n\n注文 217件。\n\n## 原因\n\n接続数の上限に達したため。\n";
    let file = "<!-- hadome-disable-file section-missing -- 理由 -->\n";
    check("markdown", text, "section-missing", &format!("{file}# 受付"));
    let front = format!("---\ndate: 2026-11-03\n---\n{text}");
    check("markdown", &front, "section-missing", &format!("---\n{file}# 受付"));
}

#[test]
fn plain_text_has_comments_of_its_own() {
    let report = |measures: &str| {
        format!(
            "受付停止の障害報告書\n\n■概要\n受付が止まった。\n\n■原因\n接続数の上限に達したため、受付が止まった。\n\n■再発防止策\n{measures}"
        )
    };
    let say = |measures: &str, expected: &str| check("plaintext", &report(measures), WEAK, expected);
    say(
        "・監視体制を‸強化する。\n",
        "\n# hadome-disable-next-line organisation-strengthening -- 理由\n・監視",
    );
    say("・受付を自動で止める。\n・監視体制を‸強化する。\n・検査を足す。\n", "\n# hadome-disable-next-line");
    say("１．受付\n　・監視体制を‸強化する。\n", "\n　# hadome-disable-next-line");
    say("監視体制を‸強化する。\n", "\n# hadome-disable-next-line");
    say("対策：監視体制を‸強化する。", "# hadome-enable organisation-strengthening\n");
    let text = "受付停止の障‸害報告書\n\n■概要\n受付が止まった。\n\n■影響\n注文 217件。\n\n■原因\n接続数の上限に達したため。\n";
    check("plaintext", text, "section-missing", "# hadome-disable-file section-missing");
}

#[test]
fn html_has_comments_between_tags() {
    let report = |measures: &str| {
        format!(
            "<!DOCTYPE html>\n<html><head><title>受付停止の障害報告書</title></head>\n<body>\n<h1>受付停止の障害報告書</h1>\n<h2>概要</h2>\n<p>受付が止まった。</p>\n<h2>原因</h2>\n<p>接続数の上限に達したため、受付が止まった。</p>\n<h2>再発防止策</h2>\n{measures}</body></html>\n"
        )
    };
    let say = |measures: &str, expected: &str| check("html", &report(measures), WEAK, expected);
    say(
        "<p>監視体制を‸強化する。</p>\n",
        "\n<!-- hadome-disable-next-line organisation-strengthening -- 理由 -->\n<p>監視",
    );
    say(
        "<ul>\n  <li>受付を自動で止める。</li>\n  <li>監視体制を‸強化する。</li>\n</ul>\n",
        "\n  <!-- hadome",
    );
    say("<ul><li>受付を自動で止める。</li><li>監視体制を‸強化する。</li></ul>\n", "</li><!-- hadome");
    say(
        "<table><tr><th>対策</th><th>担当</th></tr>\n<tr><td>受付を自動で止める</td><td>田中</td></tr>\n<tr><td>監視体制を‸強化する</td><td>田中</td></tr></table>\n",
        "\n<!-- hadome-disable-next-line",
    );
    let text = "<html><head><title>受付停止の障害報告書</title></head>\n<body>\n<h1>受付停止の障‸害報告書</h1>\n<h2>概要</h2>\n<p>受付が止まった。</p>\n<h2>影響</h2><p>注文 217件。</p><h2>原因</h2>\n<p>接続数の上限に達したため。</p></body></html>";
    check("html", text, "section-missing", "<body>\n<!-- hadome-disable-file");
}

#[test]
fn line_ends_and_wide_characters_are_kept() {
    let text = markdown("- 受付を𠮷自動で止める。\n- 𠮷野の監視体制を‸強化する。\n").replace('\n', "\r\n");
    check(
        "markdown",
        &text,
        WEAK,
        "止める。\r\n  <!-- hadome-disable-next-line organisation-strengthening -- 理由 -->\r\n- 𠮷",
    );
    let row = markdown("| 対策 |\n|---|\n| 𠮷野の監視体制を‸強化する |\n").replace('\n', "\r\n");
    check(
        "markdown",
        &row,
        WEAK,
        "強化する <!-- hadome-disable-line organisation-strengthening -- 理由 --> |\r\n",
    );
}

#[test]
fn the_cursor_goes_to_the_reason() {
    let (text, at) = cursor(&markdown("- 受付を自動で止める。\n- 監視体制を‸強化する。\n"));
    let title = "理由を書いて見送る: organisation-strengthening";
    let action = |capabilities: Value| {
        let mut editor = Editor::open(capabilities, "markdown", &text);
        let actions = editor.actions(&at, json!(["quickfix"]));
        editor.client.stop();
        actions.into_iter().find(|a| a["title"] == title).expect("the action")
    };
    let snippets = action(json!({
        "experimental": { "snippetTextEdit": true },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    }));
    let change = &snippets["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], 1);
    assert_eq!(change["edits"][0]["insertTextFormat"], 2);
    assert_eq!(
        change["edits"][0]["newText"],
        "  <!-- hadome-disable-next-line organisation-strengthening -- ${0:理由} -->\n"
    );
    let shows = action(json!({ "window": { "showDocument": { "support": true } } }));
    assert_eq!(shows["command"]["command"], "hadome.select");
    let range = &shows["command"]["arguments"][1];
    assert_eq!((&range["start"]["line"], &range["end"]["line"]), (&json!(13), &json!(13)));
    let column = "  <!-- hadome-disable-next-line organisation-strengthening -- ".len();
    assert_eq!(
        (&range["start"]["character"], &range["end"]["character"]),
        (&json!(column), &json!(column + 2))
    );
}

#[test]
fn the_page_of_a_rule_is_opened_by_the_client() {
    let (text, at) = cursor(&markdown("- 監視体制を‸強化する。\n"));
    let mut editor =
        Editor::open(json!({ "window": { "showDocument": { "support": true } } }), "markdown", &text);
    let actions = editor.actions(&at, Value::Null);
    let action = actions.iter().find(|a| a["title"] == "規則の説明を開く: organisation-strengthening");
    let command = action.map(|a| &a["command"]).expect("the command");
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    let asked = |editor: &mut Editor, params: Value| {
        editor.client.send("workspace/executeCommand", params);
        loop {
            match editor.client.message() {
                lsp_server::Message::Request(r) if r.method == "window/showDocument" => {
                    return Some(r.params);
                }
                lsp_server::Message::Response(_) => return None,
                _ => {}
            }
        }
    };
    let shown = asked(&mut editor, params).expect("a document to show");
    assert_eq!(shown["external"], true);
    assert!(shown["uri"].as_str().is_some_and(|u| u.ends_with("#organisation-strengthening")), "{shown}");
    // Nobody but the web is opened, whoever asks.
    let evil = json!({ "command": "hadome.openPage", "arguments": ["file:///etc/passwd"] });
    assert_eq!(asked(&mut editor, evil), None);
    editor.client.stop();
}

#[test]
fn only_what_is_asked_for_is_offered() {
    let (text, at) = cursor(&markdown("- 監視体制を‸強化する。\n"));
    let mut editor = Editor::open(json!({}), "markdown", &text);
    assert!(!editor.actions(&at, json!(["quickfix"])).is_empty());
    assert!(!editor.actions(&at, json!([""])).is_empty());
    assert_eq!(editor.actions(&at, json!(["refactor", "source.fixAll"])), [Value::Null; 0]);
    // There is nothing to do where nothing is found.
    assert_eq!(editor.actions(&json!({ "line": 1, "character": 0 }), Value::Null), [Value::Null; 0]);
    editor.client.stop();
}
