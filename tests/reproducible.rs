//! The same input gives the same output, byte for byte: whatever the number of threads, wherever the repository lies, however a path
//! is spelled.

mod common;

use std::path::Path;

use common::{Tree, WEAK};

/// The formats of `check`, from what it says about one that it has not.
fn formats(tree: &Tree) -> Vec<String> {
    let ran = tree.run(".", &["check", "--format", "nonsense"]);
    let list = ran.err.split("possible values: ").nth(1).expect("a list").split(']').next().expect("its end");
    list.split(", ").map(|name| name.trim().to_owned()).collect()
}

/// The documents of this repository's fixtures, some weak reports, and things that fail.
fn many() -> Tree {
    let tree = Tree::new(&[
        (".git/HEAD", ""),
        ("hadome.toml", "packs = ['pack']\n"),
        ("pack/broken.toml", "id = 'broken'\n"),
        ("broken/hadome.toml", "lang = 1\n"),
        ("broken/report.md", WEAK),
        ("binary.md", "\0\0\0\0"),
    ]);
    for i in 0..30 {
        tree.write(
            &format!("docs/{}/report-{i}.md", i % 4),
            WEAK.replace("監視体制", &format!("監視体制{i}")),
        );
    }
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for directory in ["reports", "formats", "articles"] {
        for entry in std::fs::read_dir(fixtures.join(directory)).expect("fixtures") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            tree.write(&format!("{directory}/{name}"), std::fs::read(&path).expect("a fixture"));
        }
    }
    tree
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let tree = many();
    for format in formats(&tree) {
        let run = |jobs| tree.run(".", &["check", ".", "--statistics", "--format", &format, "-j", jobs]);
        let one = run("1");
        one.expect(2, &["missing key `title`", "broken/hadome.toml:1:8", "binary.md"]);
        assert_eq!(one, run("4"), "{format}");
        assert_eq!(one, run("7"), "{format}");
    }
    for args in [&["measures", ".", "--format", "csv"][..], &["suppressions", ".", "--format", "json"]] {
        let run = |jobs| tree.run(".", &[args, &["-j", jobs]].concat());
        assert_eq!(run("1"), run("5"), "{args:?}");
    }
}

#[test]
fn the_place_of_the_repository_changes_no_byte() {
    let (here, there) = (many(), many());
    for format in formats(&here) {
        let args = ["check", ".", "--format", &format];
        let first = here.run(".", &args);
        assert_eq!(first, there.run(".", &args), "{format}");
        // Named by absolute paths, from another directory.
        for tree in [&here, &there] {
            let (config, docs) = (tree.path("hadome.toml"), tree.path("docs"));
            let args = ["check", docs.to_str().expect("UTF-8"), "--config", config.to_str().expect("UTF-8")];
            let ran = tree.run("reports", &[&args[..], &["--format", &format]].concat());
            let root = tree.path("");
            let root = root.to_str().expect("UTF-8").trim_end_matches(['/', '\\']);
            assert!(!format!("{ran:?}").contains(root), "{format}: {ran:#?}");
        }
    }
}

#[test]
fn no_message_has_an_absolute_path() {
    let tree = Tree::new(&[
        (
            "hadome.toml",
            "extends = ['none.toml']\npacks = ['nowhere']\nwords = ['none.csv']\nbaseline = 'none.txt'\n",
        ),
        ("docs/report.md", WEAK),
        ("ok/hadome.toml", "packs = ['pack']\nteams = ['x']\n"),
        ("ok/pack/x.toml", "id = 'x'\n"),
    ]);
    let root = tree.path("");
    let path = |p: &str| tree.path(p).to_str().expect("UTF-8").to_owned();
    let (report, missing, glob) = (path("docs/report.md"), path("docs/none.md"), path("docs/none*.md"));
    let (ok, config, bad) = (path("ok"), path("none.toml"), path("hadome.toml"));
    for args in [
        &["check", &report][..],
        &["check", &missing, &glob],
        &["check", &report, "--isolated", "--format", "full"],
        &["check", &report, "--config", &config],
        &["check", &report, "--config", &bad],
        &["inspect", &report, "--isolated"],
        &["inspect", &missing],
        &["measures", &report, "--isolated"],
        &["config", &ok],
        &["config", &report],
        &["init", &ok],
        &["rules", "list", "--config", &format!("{ok}/hadome.toml"), "--format", "json"],
        &["baseline", "create", &report, "--isolated", "--baseline", &path("base.toml")],
    ] {
        let ran = tree.run("docs", args);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(!said.is_empty(), "{args:?}");
        let root = root.to_str().expect("UTF-8").trim_end_matches(['/', '\\']);
        assert!(!said.contains(root), "{args:?}: {ran:#?}");
    }
}

#[test]
fn documents_come_in_the_order_of_the_arguments_and_of_names_within_a_directory() {
    let tree = Tree::new(&[
        ("b/2.md", WEAK),
        ("b/10.md", WEAK),
        ("b/a/1.md", WEAK),
        ("a.md", WEAK),
        ("あ.md", WEAK),
    ]);
    let order = |paths: &[&str]| {
        let args =
            [&["check"], paths, &["--format", "short", "--quiet", "--select", "no-strong-action"]].concat();
        let out = tree.run(".", &args).out;
        out.lines().map(|line| line.split(':').next().expect("a path").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(order(&["."]), ["a.md", "b/10.md", "b/2.md", "b/a/1.md", "あ.md"]);
    assert_eq!(order(&["b", "a.md"]), ["b/10.md", "b/2.md", "b/a/1.md", "a.md"]);
    assert_eq!(order(&["a.md", "b", "a.md", "./a.md"]), ["a.md", "b/10.md", "b/2.md", "b/a/1.md"]);
}

#[test]
fn separators_of_windows_are_understood_and_slashes_are_written() {
    let config = "exclude = ['docs\\old\\**', 'drafts\\*.md']\n[per-file-ignores]\n'docs\\new\\*.md' = ['no-strong-action']\n";
    let tree = Tree::new(&[
        ("hadome.toml", config),
        ("docs/old/a.md", WEAK),
        ("docs/new/b.md", WEAK),
        ("docs/c.md", WEAK),
        ("drafts/d.md", WEAK),
    ]);
    let found = |paths: &[&str]| {
        let args =
            [&["check"], paths, &["--format", "short", "--quiet", "--select", "no-strong-action"]].concat();
        let out = tree.run(".", &args).out;
        out.lines().map(|line| line.split(':').next().expect("a path").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&["."]), ["docs/c.md"]);
    assert_eq!(found(&["docs\\c.md"]), ["docs/c.md"]);
    assert_eq!(found(&["docs\\*.md"]), ["docs/c.md"]);
    assert_eq!(found(&[".\\docs\\old"]), Vec::<String>::new(), "excluded");
    tree.run(".", &["check", "docs\\none.md"]).expect(2, &["none.md: no such file"]);
}

#[test]
fn what_is_printed_parses_although_something_failed() {
    let tree = many();
    for format in formats(&tree) {
        let ran = tree.run(".", &["check", ".", "--format", &format]);
        ran.expect(2, &["missing key `title`", "broken/hadome.toml:1:8", "binary.md: this is no text"]);
        let out = &ran.out;
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect(&format);
        // Some formats have a place for errors, beside the findings.
        let findings = match format.as_str() {
            "json" => json(out)["files"].to_string(),
            "sarif" | "sarif-github" => json(out)["runs"][0]["results"].to_string(),
            "gitlab" | "rdjson" => json(out).to_string(),
            "jsonl" | "rdjsonl" => out.lines().map(|line| json(line).to_string()).collect(),
            "github" => {
                let annotations = out.lines().filter(|line| line.starts_with("::")).count();
                assert_eq!(annotations, 30, "ten of each level, the rest is text: {out}");
                out.clone()
            }
            "short" => {
                let findings = out.lines().take_while(|line| line.contains(": ") && line.contains('['));
                assert!(findings.count() > 100, "{out}");
                out.clone()
            }
            // The readers of these, which have a place for errors too, are tried with them where the formats are tested.
            "checkstyle" | "junit" | "markdown" => continue,
            _ => out.clone(),
        };
        assert!(findings.contains("docs/0/report-0.md"), "{format}: {findings}");
        for error in ["missing key", "this is no text", "broken/hadome.toml"] {
            assert!(!findings.contains(error), "{format}: {error}");
        }
    }
}
