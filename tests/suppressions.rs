//! `hadome suppressions` on real repositories.

mod common;

use common::repo::{git, report};
use common::{Ran, Tree};

/// 2026-11-21 at noon in Japan; commits are of 2026-10-01.
const NOW: (&str, &str) = ("SOURCE_DATE_EPOCH", "1795230000");

/// A report whose measures are silenced by what `comment` says behind `hadome-disable-line`.
fn waived(names: &[&str], comment: &str) -> String {
    let comment = format!("する。 <!-- hadome-disable-line {comment} -->\n");
    report(names).replace("する。\n", &comment)
}

const REASON: &str = "organisation-strengthening -- 別紙で説明";

#[track_caller]
fn list(tree: &Tree, args: &[&str]) -> Ran {
    tree.run_with(".", &[&["suppressions"], args].concat(), &[NOW])
}

/// Each comment as `path:line state silenced history age`.
#[track_caller]
fn check(ran: &Ran, expected: &[&str]) {
    let shown = ran.out.lines().map(|row| {
        let row: serde_json::Value = serde_json::from_str(row).expect("JSON");
        let text = |key: &str| row[key].as_str().expect(key).to_owned();
        let age = row["age_days"].as_i64().map_or(String::new(), |days| format!(" {days}"));
        let older = if row["or_older"] == true { "+" } else { "" };
        let line = &row["start"]["line"];
        format!(
            "{}:{line} {} {} {}{age}{older}",
            text("path"),
            text("state"),
            row["silenced"],
            text("history")
        )
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected, "{ran:#?}");
}

#[test]
fn the_table_has_reason_place_and_age() {
    let tree = Tree::repository(&[("docs/a.md", &waived(&["監視"], REASON))]);
    let id = tree.git(&["rev-parse", "HEAD"]);
    tree.write("b.md", waived(&["確認"], "until=2026-10-31 organisation-strengthening -- 移行するまで"));
    let expected = format!(
        "place         age                       state    until       silences  directive  rules                       reason\n\
         b.md:13       uncommitted               expired  2026-10-31  0         line       organisation-strengthening  移行するまで\n\
         docs/a.md:13  51 d 2026-10-01 {}  active   -           1         line       organisation-strengthening  別紙で説明\n\
         2 suppression comments: 1 active, 1 expired, 0 void; findings silenced: 1\n",
        &id[..8]
    );
    let ran = list(&tree, &[]);
    ran.expect(0, &[]);
    assert_eq!(ran.out, expected);
}

#[test]
fn comments_are_in_the_order_of_paths_and_lines() {
    let tree = Tree::repository(&[
        ("b.md", &waived(&["監視", "確認"], REASON)),
        ("a.md", &waived(&["運用"], REASON)),
        ("none.md", &report(&["連絡"])),
    ]);
    let ran = list(&tree, &["--format", "jsonl", "b.md", "none.md", "a.md"]);
    check(
        &ran,
        &["a.md:13 active 1 committed 51", "b.md:13 active 1 committed 51", "b.md:14 active 1 committed 51"],
    );
}

#[test]
fn each_line_has_its_own_age() {
    let tree = Tree::repository(&[("a.md", &waived(&["監視", "確認"], REASON))]);
    tree.write("a.md", waived(&["監視", "運用", "確認"], REASON));
    check(
        &list(&tree, &["--format", "jsonl"]),
        &["a.md:13 active 1 committed 51", "a.md:14 active 1 uncommitted", "a.md:15 active 1 committed 51"],
    );
    tree.git(&["mv", "a.md", "障害 b.md"]);
    check(
        &list(&tree, &["--format", "jsonl"]),
        &[
            "障害 b.md:13 active 1 committed 51",
            "障害 b.md:14 active 1 uncommitted",
            "障害 b.md:15 active 1 committed 51",
        ],
    );
}

#[test]
fn more_comments_than_a_command_line_holds() {
    let many: String = (0..300)
        .map(|i| format!("<!-- hadome-disable-next-line all -- 理由{i} -->\n\n本文{i}\n\n"))
        .collect();
    let tree = Tree::repository(&[("a.md", &many)]);
    tree.write("a.md", format!("一行目\n\n{many}"));
    let ran = list(&tree, &["--format", "jsonl"]);
    assert_eq!(ran.out.lines().count(), 300);
    assert!(ran.out.lines().all(|row| row.contains("\"age_days\":51")), "{ran:#?}");
}

#[test]
fn documents_that_are_no_reports_and_comments_that_do_nothing_are_listed() {
    let tree = Tree::repository(&[(
        "memo.md",
        "# 手順\n\n<!-- hadome-disable no-such-rule -->\n\n起動する。\n\n<!-- hadome-disable-file all -- 手順書 -->\n",
    )]);
    let ran = list(&tree, &["--format", "jsonl"]);
    check(&ran, &["memo.md:3 void 0 committed 51", "memo.md:7 active 0 committed 51"]);
}

#[test]
fn without_history_the_age_is_unknown() {
    let tree = Tree::new(&[("a.md", &waived(&["監視"], REASON))]);
    check(&list(&tree, &["--format", "jsonl"]), &["a.md:13 active 1 none"]);
    let ran = list(&tree, &[]);
    assert!(ran.out.contains("no repository"), "{ran:#?}");
    tree.init(".");
    check(&list(&tree, &["--format", "jsonl"]), &["a.md:13 active 1 uncommitted"]);
    tree.git(&["add", "a.md"]);
    check(&list(&tree, &["--format", "jsonl"]), &["a.md:13 active 1 uncommitted"]);
    tree.commit();
    let path = tree.path(".");
    let ran = tree.run_with(
        ".",
        &["suppressions", "--format", "jsonl"],
        &[NOW, ("PATH", path.to_str().expect("UTF-8"))],
    );
    check(&ran, &["a.md:13 active 1 unknown"]);
    ran.expect(0, &["warning: .: git is not installed"]);
}

#[test]
fn a_comment_may_be_older_than_a_shallow_clone_knows() {
    let tree = Tree::repository(&[("a.md", &waived(&["監視"], REASON))]);
    tree.write("b.md", "x\n");
    tree.commit();
    let url = format!("file://{}", tree.path(".").display());
    let target = Tree::new(&[]);
    target.git(&["clone", "-q", "--depth", "1", &url, "."]);
    check(&list(&target, &["--format", "jsonl"]), &["a.md:13 active 1 committed 51+"]);
    assert!(list(&target, &[]).out.contains("51 d or more"), "the table says so");
    // The first commit of all has no parent either, and is no boundary.
    check(&list(&tree, &["--format", "jsonl"]), &["a.md:13 active 1 committed 51"]);
}

#[test]
fn what_a_pull_request_waves_through() {
    let tree = Tree::repository(&[("a.md", &waived(&["監視"], REASON))]);
    tree.git(&["checkout", "-qb", "topic"]);
    tree.write("a.md", waived(&["監視", "確認"], REASON));
    tree.commit();
    check(&list(&tree, &["--diff", "main", "--format", "jsonl"]), &["a.md:14 active 1 committed 51"]);
    let ran = list(&tree, &["--diff", "main"]);
    assert!(ran.out.ends_with("1 suppression comment on changed lines (against main): 1 active, 0 expired, 0 void; findings silenced: 1\n"), "{ran:#?}");
    let ran = list(&tree, &["--diff"]);
    assert_eq!(ran.out, "no suppression comments on changed lines (against HEAD)\n");
}

#[test]
fn json_has_the_totals() {
    let tree = Tree::repository(&[("a.md", &waived(&["監視"], REASON))]);
    let ran = list(&tree, &["--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(
        document["totals"],
        serde_json::json!({"comments": 1, "active": 1, "expired": 0, "void": 0, "silenced": 1})
    );
    let row = &document["suppressions"][0];
    assert_eq!(
        (row["reason"].as_str(), row["directive"].as_str()),
        (Some("別紙で説明"), Some("hadome-disable-line"))
    );
    assert_eq!((row["committed"].as_str(), row["until"].as_str()), (Some("2026-10-01"), None));
    assert_eq!(row["commit"].as_str(), Some(tree.git(&["rev-parse", "HEAD"]).as_str()));
}

#[test]
fn markdown_cells_hold_text_only() {
    let tree = Tree::new(&[("a.md", &waived(&["監視"], "organisation-strengthening -- a|b @team <b>`x`"))]);
    let ran = list(&tree, &["--format", "markdown"]);
    let row = ran.out.lines().nth(2).expect("a row");
    assert!(row.ends_with("| a\\|b @&#8203;team &lt;b&gt;\\`x\\` |"), "{row}");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 9, "{row}");
}

#[test]
fn errors_are_told_and_the_rest_is_listed() {
    let tree = Tree::repository(&[("a.md", &waived(&["監視"], REASON))]);
    let ran = list(&tree, &["--format", "jsonl", "a.md", "missing.md"]);
    ran.expect(2, &["missing.md"]);
    check(&ran, &["a.md:13 active 1 committed 51"]);
    list(&tree, &["-"]).expect(2, &["standard input (-) has no history"]);
    list(&tree, &["--diff", "a..b"]).expect(2, &["name one revision"]);
}

#[test]
fn utf16_has_no_lines_to_ask_for() {
    let tree = Tree::new(&[]);
    let text = format!("\u{feff}{}", waived(&["監視"], REASON));
    tree.write("a.md", text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    tree.init(".");
    tree.commit();
    check(&list(&tree, &["--format", "jsonl"]), &["a.md:13 active 1 unknown"]);
}

#[test]
fn a_pack_that_fails_is_told() {
    let tree = Tree::repository(&[
        ("a.md", &waived(&["監視"], REASON)),
        ("hadome.toml", "packs = [\"pack\"]\n"),
        ("pack/x.toml", "id = 3\n"),
    ]);
    let ran = list(&tree, &["--format", "jsonl"]);
    check(&ran, &["a.md:13 active 1 committed 51"]);
    assert_eq!(ran.code, Some(2), "{ran:#?}");
    assert!(ran.err.contains("pack/x.toml"), "{ran:#?}");
}

/// A repository's own programs have no part in telling ages either.
#[cfg(unix)]
#[test]
fn nothing_in_a_repository_runs() {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::repository(&[("a.md", &waived(&["監視"], REASON))]);
    tree.write("evil.sh", format!("#!/bin/sh\ntouch '{}'\ncat \"$1\"\n", tree.path("ran").display()));
    let evil = tree.path("evil.sh");
    std::fs::set_permissions(&evil, std::fs::Permissions::from_mode(0o755)).expect("it exists");
    tree.write(".gitattributes", "*.md diff=evil filter=evil\n");
    for key in [
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.clean",
        "filter.evil.process",
        "core.fsmonitor",
    ] {
        git(&tree.path("."), &["config", key, evil.to_str().expect("UTF-8")]);
    }
    std::fs::remove_file(tree.path("ran")).ok();
    tree.write("a.md", format!("{}\n", waived(&["監視"], REASON)));
    check(&list(&tree, &["--format", "jsonl"]), &["a.md:13 active 1 committed 51"]);
    assert!(!tree.path("ran").exists(), "a program of the repository ran");
}
