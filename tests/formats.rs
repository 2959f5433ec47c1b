//! The examples of docs/formats.md are what hadome writes. `TRYCMD=overwrite` writes them anew; read the difference.

mod common;

use std::fs;
use std::path::Path;

use common::Tree;

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
