//! The server as a client meets it, over a connection in memory.

mod actions;
mod additions;
mod completion;
mod config_files;
mod hover;
mod outline;

use std::path::Path;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, Response};
use serde_json::{Value, json};

use crate::server::{Ended, serve};

/// How long a test waits for a message before it gives up; only a failing test waits.
const PATIENCE: Duration = Duration::from_secs(60);

/// A report with one weak measure.
const REPORT: &str = "# 受付停止の障害報告書\n\n## 原因\n\n接続数の上限に達したため、受付が止まった。\n\n## 再発防止策\n\n- 監視体制を強化する。\n";

/// A client of the server.
struct Client {
    connection: Connection,
    server: Option<JoinHandle<Ended>>,
    next: i32,
}

impl Client {
    /// Starts a server and introduces a client with these capabilities.
    fn start(capabilities: Value, options: Value) -> (Self, Value) {
        let (ours, theirs) = Connection::memory();
        let server = thread::spawn(move || serve(theirs, hadome_project::Overrides::default()));
        let mut client = Self { connection: ours, server: Some(server), next: 0 };
        let params =
            json!({ "processId": null, "capabilities": capabilities, "initializationOptions": options });
        let result = client.ask("initialize", params).result.expect("a result");
        client.tell("initialized", json!({}));
        (client, result)
    }

    /// A client that takes what it is sent, in UTF-16.
    fn plain() -> Self {
        Self::start(json!({}), Value::Null).0
    }

    fn tell(&self, method: &str, params: Value) {
        let message = Notification { method: method.to_owned(), params };
        self.connection.sender.send(message.into()).expect("a server");
    }

    fn send(&mut self, method: &str, params: Value) -> i32 {
        self.next += 1;
        let request = Request { id: self.next.into(), method: method.to_owned(), params };
        self.connection.sender.send(request.into()).expect("a server");
        self.next
    }

    fn ask(&mut self, method: &str, params: Value) -> Response {
        let id = self.send(method, params);
        self.response(id)
    }

    fn message(&self) -> Message {
        self.connection.receiver.recv_timeout(PATIENCE).expect("a message")
    }

    /// The answer to a request; what comes before it is dropped.
    fn response(&self, id: i32) -> Response {
        loop {
            match self.message() {
                Message::Response(response) if response.id == id.into() => return response,
                _ => {}
            }
        }
    }

    /// The next notification of this name; what comes before it is dropped.
    fn notification(&self, method: &str) -> Value {
        loop {
            match self.message() {
                Message::Notification(n) if n.method == method => return n.params,
                _ => {}
            }
        }
    }

    fn open(&self, uri: &str, version: i32, text: &str) {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": version, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&self, uri: &str, version: i32, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// The rules of the diagnostics that are published next, with the version they are for.
    fn published(&self) -> (Value, Vec<String>) {
        let params = self.notification("textDocument/publishDiagnostics");
        (params["version"].clone(), rules(&params["diagnostics"]))
    }

    fn stop(mut self) -> Ended {
        let _ = self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.server.take().expect("a server").join().expect("no panic")
    }
}

/// A text without its cursor `‸`, and where the cursor stood, in UTF-16.
fn cursor(marked: &str) -> (String, Value) {
    let (before, after) = marked.split_once('‸').expect("a cursor");
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or("").encode_utf16().count();
    (format!("{before}{after}"), json!({ "line": line, "character": column }))
}

fn rules(diagnostics: &Value) -> Vec<String> {
    let list = diagnostics.as_array().expect("a list");
    list.iter().map(|d| d["code"].as_str().unwrap_or_default().to_owned()).collect()
}

const WEAK: &str = "organisation-strengthening";

#[test]
fn what_is_opened_is_checked_and_what_is_closed_is_cleared() {
    let client = Client::plain();
    client.open("untitled:report.md", 3, REPORT);
    let (version, found) = client.published();
    assert_eq!(version, 3);
    assert!(found.contains(&WEAK.to_owned()), "{found:?}");
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": "untitled:report.md" } }));
    assert_eq!(client.published(), (Value::Null, vec![]));
    assert_eq!(client.stop(), Ended::Properly);
}

#[test]
fn edits_are_followed_in_the_units_of_the_client() {
    for (encoding, column) in [("utf-8", 2 + 6 * 3), ("utf-16", 2 + 6), ("utf-32", 2 + 6)] {
        let (client, result) =
            Client::start(json!({ "general": { "positionEncodings": [encoding] } }), Value::Null);
        assert_eq!(result["capabilities"]["positionEncoding"], encoding);
        client.open("untitled:report.md", 1, REPORT);
        client.published();
        // 「- 監視体制を強化する。」 becomes 「- 監視体制を自動で調べる。」.
        let (start, end) =
            (json!({ "line": 8, "character": column }), json!({ "line": 8, "character": 1000 }));
        client.change(
            "untitled:report.md",
            2,
            json!([{ "range": { "start": start, "end": end }, "text": "毎時自動で調べ、異常があれば配備を止める。" }]),
        );
        let (version, found) = client.published();
        assert_eq!(version, 2);
        assert!(!found.contains(&WEAK.to_owned()), "{encoding}: {found:?}");
        client.stop();
    }
}

#[test]
fn a_place_is_told_in_the_units_of_the_client() {
    let check = |encodings: Value, expected: (u64, u64)| {
        let (client, _) =
            Client::start(json!({ "general": { "positionEncodings": encodings } }), Value::Null);
        client.open("untitled:report.md", 1, &REPORT.replace("- 監視", "- 𠮷野の監視"));
        let params = client.notification("textDocument/publishDiagnostics");
        let list = params["diagnostics"].as_array().expect("a list");
        let weak = list.iter().find(|d| d["code"] == WEAK).expect("the finding");
        let column = |end: &str| weak["range"][end]["character"].as_u64().expect("a column");
        assert_eq!((column("start"), column("end")), expected, "{encodings}");
        client.stop();
    };
    check(json!(["utf-16"]), (6, 13));
    check(json!(["utf-32", "utf-16"]), (5, 12));
    check(json!(["utf-8"]), (12, 33));
}

#[test]
fn a_client_that_asks_is_not_sent_anything() {
    let (mut client, result) = Client::start(json!({ "textDocument": { "diagnostic": {} } }), Value::Null);
    assert!(result["capabilities"]["diagnosticProvider"].is_object());
    client.open("untitled:report.md", 1, REPORT);
    let document = json!({ "textDocument": { "uri": "untitled:report.md" } });
    let id = client.send("textDocument/diagnostic", document);
    let answer = match client.message() {
        Message::Response(response) => response,
        other => panic!("sent without being asked: {other:?}"),
    };
    assert_eq!(answer.id, id.into());
    let report = answer.result.expect("a report");
    assert_eq!(report["kind"], "full");
    assert!(rules(&report["items"]).contains(&WEAK.to_owned()));
    let again =
        json!({ "textDocument": { "uri": "untitled:report.md" }, "previousResultId": report["resultId"] });
    assert_eq!(client.ask("textDocument/diagnostic", again).result.expect("a report")["kind"], "unchanged");
    client.stop();
}

#[test]
fn only_the_newest_text_is_told() {
    let client = Client::plain();
    client.open("untitled:report.md", 1, REPORT);
    for version in 2..50 {
        client.change("untitled:report.md", version, json!([{ "text": REPORT }]));
    }
    client.change("untitled:report.md", 50, json!([{ "text": "短い。\n" }]));
    let mut last = client.published();
    while last.0 != 50 {
        last = client.published();
    }
    assert_eq!(last.1, Vec::<String>::new());
    client.stop();
}

#[test]
fn a_panic_is_told_and_survived() {
    let mut client = Client::plain();
    let error = client.ask("test/panic", Value::Null).error.expect("an error");
    assert_eq!(error.code, lsp_server::ErrorCode::InternalError as i32);
    client.tell("test/panic", Value::Null);
    assert_eq!(client.notification("window/logMessage")["type"], 1);
    client.open("untitled:report.md", 1, REPORT);
    assert!(client.published().1.contains(&WEAK.to_owned()));
    assert_eq!(client.stop(), Ended::Properly);
}

#[test]
fn nonsense_is_answered_and_survived() {
    let mut client = Client::plain();
    let code = |response: Response| response.error.expect("an error").code;
    assert_eq!(code(client.ask("textDocument/teleport", json!({}))), -32601);
    assert_eq!(code(client.ask("textDocument/diagnostic", json!({ "textDocument": 3 }))), -32602);
    let unknown = json!({ "textDocument": { "uri": "untitled:nowhere.md" } });
    assert_eq!(code(client.ask("textDocument/diagnostic", unknown)), -32602);
    client.tell("textDocument/didOpen", json!({ "textDocument": "?" }));
    client.change("untitled:nowhere.md", 1, json!([]));
    client.open("untitled:report.md", 7, REPORT);
    assert_eq!(client.published().0, 7);
    // A version that is older than the last one is strange, but the text is what the client has.
    client.change("untitled:report.md", 2, json!([{ "text": "短い。" }]));
    assert_eq!(client.published(), (json!(2), vec![]));
    let _ = client.ask("shutdown", Value::Null);
    assert_eq!(code(client.ask("textDocument/diagnostic", json!({}))), -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.server.take().expect("a server").join().expect("no panic"), Ended::Properly);
}

#[test]
fn a_client_that_goes_away_ends_the_server() {
    let Client { connection, server, .. } = Client::plain();
    drop(connection);
    assert_eq!(server.expect("a server").join().expect("no panic"), Ended::Abruptly);
}

#[test]
fn a_document_closed_while_somebody_waits_is_no_riddle() {
    let (mut client, _) = Client::start(json!({ "textDocument": { "diagnostic": {} } }), Value::Null);
    client.open("untitled:report.md", 1, &REPORT.repeat(400));
    let id =
        client.send("textDocument/diagnostic", json!({ "textDocument": { "uri": "untitled:report.md" } }));
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": "untitled:report.md" } }));
    let response = client.response(id);
    assert!(response.error.is_some() || response.result.is_some());
    client.stop();
}

#[test]
fn documents_are_checked_on_save_where_the_user_wants_that() {
    let (client, _) = Client::start(json!({}), json!({ "run": "onSave" }));
    client.open("untitled:report.md", 1, REPORT);
    client.published();
    client.change("untitled:report.md", 2, json!([{ "text": "短い。" }]));
    client.tell("textDocument/didSave", json!({ "textDocument": { "uri": "untitled:report.md" } }));
    assert_eq!(client.published(), (json!(2), vec![]));
    client.stop();
}

#[test]
fn who_asks_after_a_save_is_told_of_what_was_saved() {
    let pulls = json!({ "textDocument": { "diagnostic": {} } });
    let (mut client, _) = Client::start(pulls, json!({ "run": "onSave" }));
    let document = json!({ "textDocument": { "uri": "untitled:report.md" } });
    let found = |client: &mut Client| {
        rules(&client.ask("textDocument/diagnostic", document.clone()).result.expect("a report")["items"])
    };
    client.open("untitled:report.md", 1, &REPORT.repeat(100));
    let before = found(&mut client);
    assert!(before.contains(&WEAK.to_owned()), "{before:?}");
    client.change("untitled:report.md", 2, json!([{ "text": "短い。" }]));
    assert_eq!(found(&mut client), before);
    client.tell("textDocument/didSave", json!({ "textDocument": { "uri": "untitled:report.md" } }));
    assert_eq!(found(&mut client), Vec::<String>::new());
    client.stop();
}

#[test]
fn the_strength_of_the_newest_text_is_told() {
    let mut client = Client::plain();
    let document = json!({ "textDocument": { "uri": "untitled:report.md" } });
    client.open("untitled:report.md", 1, REPORT);
    let answer = client.ask("hadome/strength", document.clone()).result;
    assert_eq!(answer, Some(json!({ "rungs": [1, 0, 0, 0, 0, 0], "unknown": 0, "version": 1 })));
    let more = format!("{REPORT}- 値の範囲をCIで検査し、外れたものは取り込めなくする。\n");
    client.change("untitled:report.md", 2, json!([{ "text": more }]));
    let answer = client.ask("hadome/strength", document.clone()).result;
    assert_eq!(answer, Some(json!({ "rungs": [1, 0, 0, 0, 1, 0], "unknown": 0, "version": 2 })));
    client.change("untitled:report.md", 3, json!([{ "text": "短い。" }]));
    let answer = client.ask("hadome/strength", document).result;
    assert_eq!(answer, Some(json!({ "rungs": [0, 0, 0, 0, 0, 0], "unknown": 0, "version": 3 })));
    client.stop();
}

#[test]
fn findings_are_those_of_the_workspace_for_every_fixture() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let client = Client::plain();
    let workspace = hadome_project::Workspace::new(hadome_project::Overrides::default());
    let folders = ["reports", "corpus/reports", "corpus/others"].map(|folder| fixtures.join(folder));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("the fixtures"));
    let mut seen = 0;
    for entry in files {
        let path = entry.expect("a file").path().canonicalize().expect("a path");
        let bytes = std::fs::read(&path).expect("the text");
        let linted = workspace.lint_bytes(&path, &bytes).expect("a lint");
        let uri = lsp_types::Url::from_file_path(&path).expect("a URI");
        client.open(uri.as_str(), 1, linted.source.text());
        let expected: Vec<String> = linted.outcome.diagnostics.iter().map(|d| d.rule.to_string()).collect();
        assert_eq!(client.published().1, expected, "{}", path.display());
        seen += expected.len();
    }
    assert!(seen > 50);
    client.stop();
}

#[test]
fn a_configuration_that_comes_or_changes_is_picked_up() {
    let root = tempfile::tempdir().expect("a directory");
    let uri = lsp_types::Url::from_file_path(root.path().join("report.md")).expect("a URI");
    let client = Client::plain();
    client.open(uri.as_str(), 1, REPORT);
    assert!(client.published().1.contains(&WEAK.to_owned()));
    let config = root.path().join("hadome.toml");
    std::fs::write(&config, format!("ignore = [\"{WEAK}\"]\n")).expect("a configuration");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert!(!client.published().1.contains(&WEAK.to_owned()));
    // A broken one is told in the document: silence would look like a clean report.
    std::fs::write(&config, "ignore = 3\n").expect("a configuration");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let params = client.notification("textDocument/publishDiagnostics");
    let first = &params["diagnostics"][0];
    assert_eq!((&first["severity"], &first["range"]["start"]["line"]), (&json!(1), &json!(0)));
    let place = first["relatedInformation"][0]["location"]["uri"].as_str().expect("a place");
    assert!(place.ends_with("/hadome.toml"), "{place}");
    client.stop();
}

#[test]
fn what_a_baseline_knows_is_not_shown_in_an_editor_either() {
    let root = tempfile::tempdir().expect("a directory");
    let uri = lsp_types::Url::from_file_path(root.path().join("report.md")).expect("a URI");
    let baseline = |findings: &str| {
        let text = format!("version = 1\nfindings = [{findings}]\n");
        std::fs::write(root.path().join("hadome-baseline.toml"), text).expect("a baseline");
    };
    baseline(&format!("{{ path = 'report.md', rule = '{WEAK}', text = '監視体制を強化する。' }}"));
    let client = Client::plain();
    client.open(uri.as_str(), 1, REPORT);
    let shown = client.published().1;
    assert!(!shown.is_empty() && !shown.contains(&WEAK.to_owned()), "{shown:?}");
    baseline("");
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert!(client.published().1.contains(&WEAK.to_owned()));
    client.stop();
}

#[test]
fn a_configuration_is_noticed_without_a_watcher() {
    let root = tempfile::tempdir().expect("a directory");
    let uri = lsp_types::Url::from_file_path(root.path().join("report.md")).expect("a URI");
    let client = Client::plain();
    client.open(uri.as_str(), 1, REPORT);
    client.published();
    std::fs::write(root.path().join("hadome.toml"), format!("ignore = [\"{WEAK}\"]\n")).expect("a file");
    let mut version = 1;
    loop {
        version += 1;
        client.change(uri.as_str(), version, json!([{ "text": REPORT }]));
        if !client.published().1.contains(&WEAK.to_owned()) {
            break;
        }
        thread::sleep(Duration::from_millis(200));
        assert!(version < 100, "never noticed");
    }
    client.stop();
}
