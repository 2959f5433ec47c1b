//! The command line, as text and as a process: what users type and what they see.

mod common;

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use common::WEAK;

/// The transcripts in `tests/cli/`: commands and what they print. `TRYCMD=overwrite` writes them anew; read the difference.
#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd").env("NO_COLOR", "1").env("LANG", "C.UTF-8").run();
}

fn hadome(directory: &Path, args: &[&str], stdin: &[u8]) -> Output {
    common::hadome(directory, args, &[], stdin)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Runs hadome on one weak report and gives its exit code.
fn code(args: &[&str]) -> Option<i32> {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("report.md"), WEAK).expect("a report");
    hadome(directory.path(), args, b"").status.code()
}

#[test]
fn the_exit_code_follows_the_fail_level() {
    assert_eq!(code(&["check", "report.md"]), Some(1), "no-strong-action is an error");
    assert_eq!(code(&["check", "report.md", "--fail-on", "never"]), Some(0));
    assert_eq!(
        code(&["check", "report.md", "--ignore", "no-strong-action"]),
        Some(0),
        "warnings do not fail"
    );
    assert_eq!(
        code(&["check", "report.md", "--ignore", "no-strong-action", "--fail-on", "warning"]),
        Some(1)
    );
    assert_eq!(
        code(&["check", "report.md", "--select", "organisation-strengthening", "--fail-on", "info"]),
        Some(1)
    );
    assert_eq!(code(&["check", "report.md", "missing.md"]), Some(2), "trouble wins over findings");
    assert_eq!(code(&["check", "--no-such-option"]), Some(2));
}

#[test]
fn a_missing_path_does_not_keep_the_others_from_being_checked() {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("report.md"), WEAK).expect("a report");
    let output = hadome(directory.path(), &["check", "missing.md", "report.md", "--format", "short"], b"");
    assert!(text(&output.stdout).contains("report.md:13:3: warning[organisation-strengthening]"));
    assert!(text(&output.stderr).contains("missing.md"));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let directory = tempfile::tempdir().expect("a directory");
    let long = format!("{WEAK}{}", "- 監視体制を強化する。\n".repeat(20_000));
    fs::write(directory.path().join("report.md"), long).expect("a report");
    let mut child = Command::new(env!("CARGO_BIN_EXE_hadome"))
        .args(["check", "report.md", "--format", "short"])
        .current_dir(directory.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("hadome starts");
    let mut first = [0; 64];
    child.stdout.take().expect("a pipe").read_exact(&mut first).expect("a line");
    let output = child.wait_with_output().expect("hadome ends");
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_configuration_is_found_from_the_document_not_from_the_working_directory() {
    let directory = tempfile::tempdir().expect("a directory");
    let inner = directory.path().join("inner");
    fs::create_dir(&inner).expect("a directory");
    fs::write(inner.join("report.md"), WEAK).expect("a report");
    fs::write(inner.join("hadome.toml"), "select = [\"no-strong-action\"]\n").expect("a configuration");
    let from = |path: &Path, report: &str| {
        text(&hadome(path, &["check", report, "--format", "short", "--quiet"], b"").stdout).lines().count()
    };
    assert_eq!(from(directory.path(), "inner/report.md"), 1);
    assert_eq!(from(&inner, "report.md"), 1);
}

#[test]
fn a_broken_configuration_stops_only_the_files_under_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let inner = directory.path().join("inner");
    fs::create_dir(&inner).expect("a directory");
    fs::write(directory.path().join("hadome.toml"), "lang = 1\n").expect("a configuration");
    fs::write(directory.path().join("outer.md"), WEAK).expect("a report");
    fs::write(inner.join("hadome.toml"), "select = [\"no-strong-action\"]\n").expect("a configuration");
    fs::write(inner.join("report.md"), WEAK).expect("a report");
    let check = |path: &str| hadome(directory.path(), &["check", path, "--format", "jsonl"], b"");
    let lines = |output: &Output| text(&output.stdout).lines().count();
    let named = check("inner/report.md");
    assert_eq!((named.status.code(), lines(&named)), (Some(1), 1));
    let walked = check(".");
    assert_eq!((walked.status.code(), lines(&walked)), (Some(2), 1));
    assert_eq!(text(&walked.stderr).matches("hadome.toml").count(), 1, "told once");
}

#[test]
fn ignored_files_are_checked_only_when_named() {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("report.md"), WEAK).expect("a report");
    fs::write(directory.path().join(".gitignore"), "report.md\n").expect("an ignore file");
    let lines = |args: &[&str]| text(&hadome(directory.path(), args, b"").stdout).lines().count();
    assert_eq!(lines(&["check", ".", "--format", "jsonl"]), 0);
    assert!(lines(&["check", "report.md", "--format", "jsonl"]) > 0);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let directory = tempfile::tempdir().expect("a directory");
    for i in 0..40 {
        fs::write(directory.path().join(format!("report-{i:02}.md")), WEAK).expect("a report");
    }
    let run = |jobs: &str| text(&hadome(directory.path(), &["check", ".", "-j", jobs], b"").stdout);
    assert_eq!(run("1"), run("4"));
}

#[test]
fn standard_input_is_checked_under_the_name_given() {
    let directory = tempfile::tempdir().expect("a directory");
    let args = ["check", "-", "--stdin-filename", "docs/report.md", "--format", "short"];
    let output = hadome(directory.path(), &args, WEAK.as_bytes());
    assert!(text(&output.stdout).starts_with("docs/report.md:"));
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("report.md"), WEAK).expect("a report");
    let drawn = |args: &[&str]| hadome(directory.path(), args, b"").stdout.contains(&0x1b);
    assert!(!drawn(&["check", "report.md"]), "a pipe is no terminal");
    assert!(drawn(&["check", "report.md", "--color", "always"]));
}

#[test]
fn a_report_never_controls_the_terminal() {
    let directory = tempfile::tempdir().expect("a directory");
    let hostile = WEAK.replace("監視体制を強化する", "監視体制を\u{1b}]0;x\u{7}強化する\u{9b}2J\u{202e}");
    fs::write(directory.path().join("report.md"), hostile).expect("a report");
    for args in [
        &["check", "."][..],
        &["check", ".", "--format", "narrated"],
        &["measures", "."],
        &["inspect", "report.md"],
    ] {
        let output = text(&hadome(directory.path(), args, b"").stdout);
        assert!(!output.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{args:?}: {output:?}");
    }
}

#[test]
fn completions_are_written_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = hadome(Path::new("."), &["completions", shell], b"");
        assert!(text(&output.stdout).contains("hadome"), "{shell}");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn a_rule_that_does_not_exist_selects_nothing_silently() {
    assert_eq!(code(&["check", "report.md", "--select", "no-strong-actoin"]), Some(2));
    assert_eq!(code(&["check", "report.md", "--ignore", "strenght"]), Some(2));
}

#[test]
fn inspection_shows_roles_measures_and_words() {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("report.md"), WEAK).expect("a report");
    let tree = text(&hadome(directory.path(), &["inspect", "report.md"], b"").stdout);
    assert!(tree.contains("## 再発防止策  [countermeasure]"), "{tree}");
    assert!(tree.contains("強化<名詞,サ変接続>"), "{tree}");
    let json = hadome(directory.path(), &["inspect", "report.md", "--format", "json"], b"").stdout;
    let view: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let last = view["sections"].as_array().expect("sections").last().expect("a section");
    assert_eq!(last["roles"][0], "countermeasure");
    assert_eq!(last["items"][0]["measure"]["rung"], 0);
}

#[test]
fn what_is_written_for_the_user_is_never_written_over() {
    let directory = tempfile::tempdir().expect("a directory");
    for args in [&["init"][..], &["rules", "new", "our-rule"]] {
        assert_eq!(hadome(directory.path(), args, b"").status.code(), Some(0), "{args:?}");
        assert_eq!(hadome(directory.path(), args, b"").status.code(), Some(2), "{args:?} again");
    }
    assert!(directory.path().join("hadome.toml").exists());
    assert!(directory.path().join("hadome-rules/our-rule.toml").exists());
}

#[test]
fn measures_are_listed_for_people_and_for_programs() {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("report.md"), WEAK).expect("a report");
    let list =
        |format: &str| text(&hadome(directory.path(), &["measures", ".", "--format", format], b"").stdout);
    assert!(list("table").contains("監視体制を強化する"));
    assert_eq!(list("csv").lines().next(), Some("path,line,column,text,rung,owner,due,status"));
    let row: serde_json::Value = serde_json::from_str(list("jsonl").trim()).expect("one JSON object");
    assert_eq!((&row["rung"], &row["start"]["line"]), (&0.into(), &13.into()));
}
