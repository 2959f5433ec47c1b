//! What fails is told once, the rest is checked, and the exit code is 2.

mod common;

use common::{Ran, Tree, WEAK};

/// The beginning of a picture, as PNG files begin.
const PICTURE: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0\\r\xa8f\xc2\x8e\xb5\xff\xfe\xfd\xfc";

/// Runs `check` and gives what it says of each document in one line.
fn check(tree: &Tree, paths: &[&str]) -> Ran {
    let args: Vec<&str> =
        ["check"].iter().chain(paths).chain(&["--format", "short", "--quiet"]).copied().collect();
    tree.run(".", &args)
}

/// How many of the documents on standard output have findings.
fn documents(ran: &Ran) -> usize {
    let mut names: Vec<&str> = ran.out.lines().filter_map(|line| line.split(':').next()).collect();
    names.dedup();
    names.len()
}

#[test]
fn what_is_no_text_is_no_document() {
    let tree = Tree::new(&[("a.md", WEAK), ("c.md", WEAK)]);
    tree.write("b.md", PICTURE);
    for paths in [&["."][..], &["a.md", "b.md", "c.md"]] {
        let ran = check(&tree, paths);
        ran.expect(2, &["b.md: this is no text"]);
        assert_eq!(documents(&ran), 2, "{ran:#?}");
    }
    tree.run(".", &["inspect", "b.md"]).expect(2, &["b.md: this is no text"]);
    tree.write("utf16.md", WEAK.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let ran = check(&tree, &["utf16.md"]);
    assert_eq!(documents(ran.expect(1, &[])), 1, "{ran:#?}");
}

#[test]
fn a_path_that_cannot_be_read_is_told_once() {
    let tree = Tree::new(&[("a.md", WEAK), ("c.md", WEAK), ("directory.md/x.txt", "x")]);
    for (path, told) in [
        ("missing.md", "missing.md: no such file"),
        ("missing/*.md", "missing/*.md: this glob matches no file"),
    ] {
        let ran = check(&tree, &["a.md", path, "c.md"]);
        ran.expect(2, &[told]);
        assert_eq!(documents(&ran), 2, "{ran:#?}");
    }
    tree.run(".", &["inspect", "directory.md"]).expect(2, &["directory.md: it is a directory"]);
    tree.run(".", &["inspect", "missing.md"]).expect(2, &["missing.md: no such file"]);
    tree.run(".", &["check", "--config", "missing.toml"]).expect(2, &["cannot read the configuration file"]);
    tree.run(".", &["check", "--config", "directory.md"]).expect(2, &["it is a directory"]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_in_circles_stop_nothing() {
    let tree = Tree::new(&[("a.md", WEAK), ("sub/b.md", WEAK)]);
    tree.link("nowhere.md", "dangling.md");
    tree.link("circle.md", "circle.md");
    tree.link("..", "sub/up");
    let ran = check(&tree, &["."]);
    assert_eq!(documents(ran.expect(1, &[])), 2, "a walk follows no links: {ran:#?}");
    let ran = check(&tree, &["dangling.md", "circle.md", "sub/up/a.md", "sub/up"]);
    ran.expect(2, &["dangling.md: the link leads nowhere", "circle.md: cannot be read"]);
    assert_eq!(documents(&ran), 2, "{ran:#?}");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::new(&[("a.md", WEAK), ("b.md", WEAK), ("sub/c.md", WEAK)]);
    for path in ["b.md", "sub"] {
        std::fs::set_permissions(tree.path(path), PermissionsExt::from_mode(0o000)).expect("permissions");
    }
    // The superuser may read everything.
    let forbidden = std::fs::read(tree.path("b.md")).is_err();
    let ran = check(&tree, &["."]);
    std::fs::set_permissions(tree.path("sub"), PermissionsExt::from_mode(0o755)).expect("permissions");
    if forbidden {
        ran.expect(2, &["b.md: permission denied", "sub: permission denied"]);
        assert_eq!(documents(&ran), 1, "{ran:#?}");
    } else {
        assert_eq!(documents(ran.expect(1, &[])), 3, "{ran:#?}");
    }
}

#[test]
fn a_broken_configuration_in_a_subdirectory_is_told_once() {
    let tree = Tree::new(&[
        ("a.md", WEAK),
        ("sub/hadome.toml", "lang = 1\n"),
        ("sub/b.md", WEAK),
        ("sub/c.md", WEAK),
    ]);
    let ran = check(&tree, &["."]);
    ran.expect(2, &["expected a string, found integer", "sub/hadome.toml:1:8"]);
    assert_eq!(documents(&ran), 1, "{ran:#?}");
}

#[test]
fn a_broken_file_that_several_configurations_extend_is_told_once() {
    let tree = Tree::new(&[
        ("base.toml", "packs = ['own']\nteam = 'x'\n"),
        ("own/x.toml", "id = 'x'\n"),
        ("ok.md", WEAK),
    ]);
    for name in ["a", "b", "c"] {
        tree.write(&format!("{name}/hadome.toml"), "extends = '../base.toml'\n");
        tree.write(&format!("{name}/report.md"), WEAK);
    }
    let ran = check(&tree, &["."]);
    ran.expect(2, &["unknown key `team`", "missing key `title`"]);
    assert_eq!(documents(&ran), 1, "{ran:#?}");
}

#[test]
fn a_mistake_in_one_rule_leaves_the_others_at_work() {
    let tree = Tree::new(&[
        ("hadome.toml", "packs = ['own', 'nowhere']\nwords = ['bad.csv', 'none.csv']\n"),
        ("report.md", WEAK),
        ("own/broken.toml", "id = \n"),
        ("bad.csv", "x\n"),
    ]);
    let ran = check(&tree, &["."]);
    ran.expect(
        2,
        &["string values must be quoted", "cannot read nowhere", "cannot read none.csv", "bad.csv:1:1"],
    );
    assert!(ran.out.contains("no-strong-action"), "{ran:#?}");
    for args in [
        &["rules", "list"][..],
        &["rules", "test", "weak-training"],
        &["explain", "weak-training"],
        &["config"],
    ] {
        let ran = tree.run(".", args);
        ran.expect(2, &["missing key `title`", "cannot read nowhere"]);
        assert!(!ran.out.is_empty(), "{ran:#?}");
    }
}

#[test]
fn the_fail_level_and_the_number_of_warnings_decide() {
    // One error and several warnings.
    let tree = Tree::new(&[("report.md", WEAK)]);
    let run = |args: &[&str]| {
        let all: Vec<&str> = ["check", "report.md", "--format", "json"].iter().chain(args).copied().collect();
        tree.run(".", &all)
    };
    let warnings = run(&[]).out.matches("\"severity\":\"warning\"").count();
    assert!(warnings > 1);
    let (most, fewer) = (warnings.to_string(), (warnings - 1).to_string());
    run(&["--fail-on", "never"]).expect(0, &[]);
    run(&["--fail-on", "never", "--max-warnings", &most]).expect(0, &[]);
    let told = format!("{warnings} warnings are more than --max-warnings {fewer}");
    run(&["--fail-on", "never", "--max-warnings", &fewer]).expect(1, &[&told]);
    run(&["--max-warnings", &most]).expect(1, &[]);
    run(&["--ignore", "no-strong-action", "--max-warnings", "0"]).expect(1, &["--max-warnings 0"]);
    run(&["--select", "no-strong-action", "--max-warnings", "0"]).expect(1, &[]);
    run(&["--select", "weak-training", "--max-warnings", "0"]).expect(0, &[]);
    run(&["missing.md", "--max-warnings", "0"]).expect(2, &["missing.md", "--max-warnings 0"]);
}
