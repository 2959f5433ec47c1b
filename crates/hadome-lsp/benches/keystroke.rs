//! How long the server takes from a keystroke to what it says about the new text: the time between `didChange` and the
//! `publishDiagnostics` of that version, as a client in the same process sees it.
//!
//! Percentiles matter here and not means, so this is no criterion benchmark: `cargo bench -p hadome-lsp --bench keystroke`. There are two
//! kinds of text: reports as people write them, joined, and one in which nearly every line is a measure that gives findings. An
//! argument picks those whose name contains it: `-- "50 kB of reports"`.

use std::time::{Duration, Instant};

use hadome_lsp::serve;
use hadome_project::Overrides;
use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};

/// How many keystrokes are measured in each place.
const EDITS: usize = 300;
/// What is typed, a character at a time and over and over.
const TYPED: &str = "接続数の上限を設定の検査に加え、上限に近づいたら当番へ通知する。設定を変えるときは、検証の環境で二倍の負荷をかけて\
                     確かめた結果を申請に付ける。担当は基盤課、期限は12月20日とする。今後は監視の体制を強化し、関係者への周知を徹底する。";
const URI: &str = "untitled:report.md";

/// About this many bytes of the project's own reports, one after the other.
fn ledger(length: usize) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/corpus/reports");
    let files = std::fs::read_dir(root).expect("the reports").map(|entry| entry.expect("a report").path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    files.sort();
    let mut text = String::new();
    for path in files.iter().cycle() {
        text.push_str(&std::fs::read_to_string(path).expect("a report"));
        text.push('\n');
        if text.len() >= length {
            break;
        }
    }
    text
}

/// A report of about this many bytes in which no two sections are alike.
fn dense(length: usize) -> String {
    let mut text = "# 決済処理の停止に関する報告書\n\n## 概要\n\n11月3日 10:12 から 12:40 まで決済の受け付けが止まった。\n\n".to_owned();
    let mut n = 0;
    while text.len() < length {
        n += 1;
        text.push_str(&format!(
            "## 時系列（その{n}）\n\n- 10:{m:02} 決済の成功率が {p}% に下がった。\n- 11:{m:02} 窓口に {n} 件の申告があった。\n- 12:{m:02} 当番が {n} 番の証明書に切り戻した。\n\n\
             ## 原因（その{n}）\n\n{n} 番の更新手順に検証の工程がなかったため、期限の切れた証明書が {n} 台に配備された。検証の工程がなかったのは、{n} 系の更新が手作業で行われてきたためである。\n\n\
             ## 再発防止策（その{n}）\n\n| 対策 | 担当 | 期限 |\n|---|---|---|\n| {n} 系の配備を CI に組み込み、検証に失敗したら止める | 基盤課 | 2026-11-{d:02} |\n| {n} 系の手順書を整備し、関係者に周知する | 運用課 | 2026-12-{d:02} |\n\n\
             - {n} 系の監視体制の強化を図る。\n- {n} 番の作業時はダブルチェックを徹底する。\n- 対象 {n} 件を台帳で管理し、月次で確認する。\n\n",
            m = n % 60,
            p = n % 100,
            d = n % 28 + 1,
        ));
    }
    text
}

struct Client {
    connection: Connection,
    version: i32,
}

impl Client {
    fn start() -> Self {
        let (ours, theirs) = Connection::memory();
        std::thread::spawn(move || serve(theirs, Overrides::default()));
        let client = Self { connection: ours, version: 1 };
        let params = json!({ "processId": null, "capabilities": {} });
        let request = Request { id: 1.into(), method: "initialize".to_owned(), params };
        client.connection.sender.send(request.into()).expect("a server");
        client.connection.receiver.recv().expect("an answer");
        client.tell("initialized", json!({}));
        client
    }

    fn tell(&self, method: &str, params: Value) {
        let message = Notification { method: method.to_owned(), params };
        self.connection.sender.send(message.into()).expect("a server");
    }

    fn open(&self, text: &str) {
        let document = json!({ "uri": URI, "languageId": "markdown", "version": self.version, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.published();
    }

    /// Waits for what is said about the current version, without going to sleep: waking up is no time of the server.
    fn published(&self) -> Message {
        let now = |m: &Message| matches!(m, Message::Notification(n) if n.params["version"] == self.version);
        loop {
            match self.connection.receiver.try_recv() {
                Ok(message) if now(&message) => return message,
                Ok(_) => {}
                Err(error) => assert!(error.is_empty(), "the server is gone"),
            }
            std::hint::spin_loop();
        }
    }

    fn replace(&mut self, line: usize, column: usize, length: usize, text: &str) -> Duration {
        self.version += 1;
        let at = |character| json!({ "line": line, "character": character });
        let change = json!({ "range": { "start": at(column), "end": at(column + length) }, "text": text });
        let document = json!({ "uri": URI, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        let start = Instant::now();
        self.tell("textDocument/didChange", params);
        let message = self.published();
        let elapsed = start.elapsed();
        // Giving its memory back is no work of the server.
        drop(message);
        elapsed
    }
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let percentile = |p: usize| times[(times.len() * p / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!(
        "{what}: median {:.2} ms, 90 of 100 within {:.2} ms, 99 of 100 within {:.2} ms",
        percentile(50),
        percentile(90),
        percentile(99)
    );
}

/// Measures keystrokes in a text whose lines with bullets are edited.
fn measure(what: &str, text: &str) {
    let lines: Vec<usize> =
        text.lines().enumerate().filter(|(_, l)| l.starts_with("- ")).map(|(i, _)| i).collect();
    let mut client = Client::start();
    client.open(text);
    let keys = TYPED.chars().cycle().take(EDITS).enumerate();
    let typed =
        keys.map(|(n, key)| client.replace(lines[lines.len() / 2], 2 + n, 0, &key.to_string())).collect();
    tell(&format!("{what}, typing in one place"), typed);
    let scattered = (0..EDITS).map(|n| {
        let line = lines[n * 7919 % lines.len()];
        client.replace(line, 2, n % 2, "い")
    });
    tell(&format!("{what}, edits all over"), scattered.collect());
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    for kilobytes in [9, 50, 200] {
        for kind in ["reports", "measures"] {
            let what = format!("{kilobytes} kB of {kind}");
            if wanted.iter().all(|w| what.contains(w.as_str())) {
                let length = kilobytes * 1000;
                measure(&what, &if kind == "reports" { ledger(length) } else { dense(length) });
            }
        }
    }
}
