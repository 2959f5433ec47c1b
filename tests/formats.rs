//! All formats as the whole program writes them. The examples of docs/formats.md are what hadome writes. `TRYCMD=overwrite` writes them anew; read the difference.

mod common;

use std::fs;
use std::path::Path;

use common::{Tree, WEAK};

/// The report that the page shows, and what it says of each command.
fn page() -> (String, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = fs::read_to_string(path).expect("the page");
    let report = page.split("```markdown\n").nth(1).and_then(|rest| rest.split("```").next());
    let report = report.expect("a report").to_owned();
    (page, report)
}

/// The page with what the commands of its blocks write below them.
fn written(page: &str, report: &str) -> String {
    const OPEN: &str = "```console\n$ hadome ";
    let tree = Tree::new(&[(".git/", ""), ("report.md", report)]);
    let mut blocks = page.split(OPEN);
    let mut text = blocks.next().unwrap_or_default().to_owned();
    for block in blocks {
        let (command, rest) = block.split_once('\n').expect("a command");
        let (_, rest) = rest.split_once("```\n").expect("the end of a block");
        let args: Vec<&str> = command.split(' ').chain(["--isolated"]).collect();
        let ran = tree.run_with(".", &args, &[("HADOME_LANG", "ja")]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{command}");
        text += &format!("{OPEN}{command}\n{}```\n{rest}", ran.out);
    }
    text
}

#[test]
fn the_examples_are_true() {
    let (page, report) = page();
    let text = written(&page, &report);
    assert!(text.matches("```console\n").count() >= 9, "an example of each kind");
    if std::env::var_os("TRYCMD").is_some_and(|v| v == "overwrite") {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md"), text).expect("the page");
    } else {
        assert!(text == page, "docs/formats.md is not what hadome writes; TRYCMD=overwrite mends it");
    }
}

/// Every format by the name that the command line knows.
const FORMATS: &[&str] = &[
    "full",
    "short",
    "json",
    "jsonl",
    "narrated",
    "github",
    "sarif",
    "sarif-github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "rdjsonl",
    "markdown",
];

#[test]
fn the_list_of_formats_is_whole() {
    let help = Tree::new(&[]).run(".", &["check", "-h"]).out;
    let listed = help.split_once("[possible values: ").and_then(|(_, rest)| rest.split_once(']'));
    let listed: Vec<&str> = listed.expect("a list").0.split(',').map(str::trim).collect();
    assert_eq!(listed, FORMATS);
    let page = page().0;
    for format in FORMATS {
        assert!(page.contains(&format!("`{format}`")), "docs/formats.md does not name {format}");
    }
}

#[test]
fn no_format_tells_where_the_repository_lies_or_depends_on_threads() {
    let tree = Tree::new(&[(".git/", ""), ("sub/hadome.toml", "lang = 1\n"), ("sub/broken.md", WEAK)]);
    for i in 0..20 {
        tree.write(&format!("docs/report-{i:02}.md"), WEAK);
    }
    let here = tree.path(".");
    let here = here.to_str().expect("UTF-8").trim_end_matches("/.");
    for format in FORMATS {
        let run = |jobs| tree.run("docs", &["check", here, "--format", format, "-j", jobs]);
        let ran = run("1");
        assert_eq!(ran.code, Some(2), "{format}: a configuration is broken");
        assert!(ran.out.contains("report-19.md"), "{format}");
        assert!(!ran.out.contains(here) && !ran.err.contains(here), "{format}: {}", ran.out);
        assert_eq!(ran, run("4"), "{format}");
    }
}

#[test]
fn services_are_given_paths_from_the_root_of_the_repository() {
    let tree = Tree::new(&[(".git/", ""), ("docs/report.md", WEAK)]);
    let from_root = ["github", "sarif", "sarif-github", "gitlab", "junit", "checkstyle", "markdown"];
    for format in FORMATS {
        let out = tree.run("docs", &["check", "report.md", "--format", format]).out;
        assert_eq!(out.contains("docs/report.md"), from_root.contains(format), "{format}: {out}");
    }
}

#[test]
fn what_could_not_be_linted_is_told_where_a_format_has_a_place_for_it() {
    let tree = Tree::new(&[
        (".git/", ""),
        ("docs/report.md", WEAK),
        ("docs/sub/hadome.toml", "lang = 1\n"),
        ("docs/sub/report.md", WEAK),
    ]);
    let told = ["json", "sarif", "sarif-github", "junit", "checkstyle", "markdown"];
    for format in FORMATS {
        let ran = tree.run("docs", &["check", ".", "missing.md", "--format", format]);
        assert_eq!(ran.code, Some(2), "{format}");
        assert!(ran.err.contains("missing.md") && ran.err.contains("hadome.toml"), "{format}: {}", ran.err);
        let there = ran.out.contains("missing.md") && ran.out.contains("sub/hadome.toml");
        assert_eq!(there, told.contains(format), "{format}: {}", ran.out);
    }
}

#[test]
fn nothing_in_a_report_is_obeyed_by_a_log() {
    let evil = "::error::x ##[error]y \u{1b}[2J\u{9b}2J\u{202e}";
    let text = WEAK.replace("監視体制を強化する", &format!("監視体制を{evil}強化する"));
    let text = text.replace("設定の誤り", &format!("\n::error::{evil} 手違い"));
    let tree = Tree::new(&[(".git/", ""), ("::error::x.md", &text)]);
    for format in FORMATS {
        let out = tree.run(".", &["check", ".", "--format", format, "--color", "never"]).out;
        assert!(
            !out.contains("##[") && !out.contains(|c: char| c.is_control() && c != '\n'),
            "{format}: {out}"
        );
        for line in out.lines().filter(|line| line.trim_start().starts_with("::")) {
            let command = ["::error file=", "::warning file=", "::notice file="];
            assert!(*format == "github" && command.iter().any(|c| line.starts_with(c)), "{format}: {line}");
        }
    }
}

#[test]
fn what_programs_read_holds_neither_summary_nor_statistics() {
    let tree = Tree::new(&[(".git/", ""), ("report.md", WEAK)]);
    for format in FORMATS {
        let plain = tree.run(".", &["check", "report.md", "--format", format]);
        let quiet = tree.run(".", &["check", "report.md", "--format", format, "--quiet"]);
        let counted = tree.run(".", &["check", "report.md", "--format", format, "--statistics"]);
        let for_people = ["full", "short", "narrated", "github"].contains(format);
        assert_eq!(plain.out != quiet.out, for_people, "{format}: the summary");
        assert_eq!(plain.out != counted.out, for_people, "{format}: the statistics");
        let shown = if for_people { &counted.out } else { &counted.err };
        assert!(shown.contains("1  no-strong-action (error)"), "{format}: {shown}");
    }
}

#[test]
fn the_summary_of_a_step_is_added_to_and_other_files_are_written_anew() {
    let tree = Tree::new(&[("report.md", WEAK), ("summary.md", "before\n"), ("other.md", "before\n")]);
    let summary = tree.path("summary.md");
    let summary = summary.to_str().expect("UTF-8");
    let formats = [format!("markdown={summary}"), "markdown=other.md".to_owned()];
    let args = ["check", "report.md", "--fail-on", "never", "--format", &formats[0], "--format", &formats[1]];
    let ran = tree.run_with(".", &args, &[("GITHUB_STEP_SUMMARY", summary)]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let read = |name: &str| fs::read_to_string(tree.path(name)).expect("a file");
    assert_eq!(read("summary.md"), format!("before\n{}", read("other.md")));
    assert!(read("other.md").starts_with("## hadome\n"));
}
