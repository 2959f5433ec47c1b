//! Configuration: what is found, merged, checked and documented.

#![allow(clippy::disallowed_methods, reason = "configurations are files")]

use std::fs;
use std::path::Path;

use hadome_core::diagnostic::{Lang, Severity};
use hadome_core::spec::Problems;
use hadome_project::config::{Config, KEYS, Named, Origin, load, schema};
use hadome_project::{Overrides, Workspace};

/// Writes files into a fresh directory and loads `hadome.toml` there; gives the configuration and every problem in English.
fn check(files: &[(&str, &str)]) -> (tempfile::TempDir, Config, Vec<String>) {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, text) in files {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("directories");
        fs::write(path, text).expect("a file");
    }
    let problems = Problems::new();
    let config =
        load(&directory.path().join("hadome.toml"), &[], &hadome_project::Unsaved::default(), &problems);
    let told =
        problems.into_vec().iter().map(|p| format!("{}: {}", p.source.slice(p.span), p.message.en)).collect();
    (directory, config, told)
}

#[test]
fn what_is_nearer_wins_and_tables_merge() {
    let (_dir, config, problems) = check(&[
        ("hadome.toml", "extends = 'base.toml'\nfail-on = 'never'\n[severity]\nweak-training = 'error'\n"),
        (
            "base.toml",
            "fail-on = 'warning'\nteams = ['A']\n[severity]\nweak-training = 'off'\nowner-missing = 'info'\n",
        ),
    ]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(config.fail_on.value, None);
    assert_eq!(config.teams.value, ["A"]);
    assert_eq!(config.severity.len(), 2);
    assert!(matches!(&config.teams.origin, Origin::File(path, 2) if path.ends_with("base.toml")));
    assert!(
        matches!(&config.severity["weak-training"].origin, Origin::File(path, 4) if path.ends_with("hadome.toml"))
    );
}

#[test]
fn a_circle_of_extends_is_an_error_with_a_place() {
    let (_dir, _, problems) =
        check(&[("hadome.toml", "extends = './a.toml'\n"), ("a.toml", "extends = 'x/../hadome.toml'\n")]);
    assert_eq!(problems, ["'x/../hadome.toml': `extends` goes round in a circle: x/../hadome.toml"]);
}

#[test]
fn every_mistake_is_told_at_once() {
    let (_dir, _, problems) = check(&[(
        "hadome.toml",
        "lang = 1\nprofil = 'public'\nrequired-sections = ['couse']\n[roles]\ncause2 = ['x']\n[per-file-ignores]\n'a' = []\n",
    )]);
    assert_eq!(
        problems,
        [
            "1: expected a string, found integer",
            "'couse': unknown value `couse`",
            "cause2: unknown value `cause2`",
            "'a': an empty list has no effect",
            "profil: unknown key `profil`",
        ]
    );
}

#[test]
fn packs_and_words_are_relative_to_the_file_that_names_them() {
    let (dir, config, _) = check(&[
        ("hadome.toml", "extends = 'shared/base.toml'\n"),
        ("shared/base.toml", "packs = ['rules']\nwords = ['words.csv']\n"),
    ]);
    let paths = |named: &[Named]| named.iter().map(|n| n.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&config.packs.value), [dir.path().join("shared/rules")]);
    assert_eq!(paths(&config.words.value), [dir.path().join("shared/words.csv")]);
}

#[test]
fn an_unknown_rule_is_a_warning_and_a_missing_pack_is_left_out() {
    let resolve = |text: &str| {
        let directory = tempfile::tempdir().expect("a directory");
        fs::write(directory.path().join("hadome.toml"), text).expect("a file");
        Workspace::new(Overrides::default()).project_of_directory(directory.path())
    };
    let project = resolve("ignore = ['weak-trainin']\n").expect("a warning does not stop anything");
    assert_eq!(project.problems.len(), 1);
    assert_eq!(project.problems[0].severity, Severity::Warning);
    assert!(project.is_whole());
    let project = resolve("packs = ['nowhere']\n").expect("the other rules still work");
    assert_eq!(project.problems[0].severity, Severity::Error);
    assert!(!project.is_whole());
}

#[test]
fn a_project_can_add_headings_evidence_and_words() {
    let directory = tempfile::tempdir().expect("a directory");
    let config = "words = ['words.csv']\n[roles]\ncountermeasure = ['二度と起こさないために']\n[evidence]\nenforced = ['社内 ゲート']\n";
    fs::write(directory.path().join("hadome.toml"), config).expect("a file");
    fs::write(directory.path().join("words.csv"), "社内,名詞,シャナイ\n").expect("a file");
    let workspace = Workspace::new(Overrides::default());
    let lint = |measure: &str| {
        let report = format!(
            "# 障害報告書\n\n## 概要\n\n2026-05-01 に受付が止まった。\n\n## 原因\n\n上限に達したため。\n\n## 二度と起こさないために\n\n- {measure}\n"
        );
        let linted =
            workspace.lint_bytes(&directory.path().join("report.md"), report.as_bytes()).expect("it lints");
        (
            linted.outcome.measures.len(),
            linted.outcome.diagnostics.iter().any(|d| &*d.rule == "weak-human-check"),
        )
    };
    assert_eq!(lint("リリースの前にダブルチェックを行う。"), (1, true));
    assert_eq!(lint("社内ゲートでダブルチェックを行う。"), (1, false));
}

#[test]
fn rules_stay_silent_in_the_files_that_a_glob_names() {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(
        directory.path().join("hadome.toml"),
        "[per-file-ignores]\n'archive/**' = ['strength', 'actionability']\n",
    )
    .expect("a file");
    let project =
        Workspace::new(Overrides::default()).project_of_directory(directory.path()).expect("it resolves");
    assert_eq!(
        project.ignores_for(&directory.path().join("archive/2025/a.md")),
        ["strength", "actionability"]
    );
    assert_eq!(project.ignores_for(&directory.path().join("a.md")), Vec::<String>::new());
}

#[test]
fn an_invalid_glob_is_an_error_with_a_place() {
    for text in ["exclude = ['ok', 'a[']\n", "[per-file-ignores]\n'a[' = ['strength']\n"] {
        let directory = tempfile::tempdir().expect("a directory");
        fs::write(directory.path().join("hadome.toml"), text).expect("a file");
        let problems = Workspace::new(Overrides::default())
            .project_of_directory(directory.path())
            .expect_err("it does not resolve");
        let told: Vec<(&str, &str)> =
            problems.iter().map(|p| (p.message.get(Lang::En), p.source.slice(p.span))).collect();
        assert_eq!(told, [("invalid glob: unclosed character class; missing ']'", "a[")], "{text}");
    }
}

#[test]
fn the_schema_in_the_repository_is_the_generated_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema/config.json");
    let file: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).expect("the schema")).expect("JSON");
    assert_eq!(file, schema(), "run `cargo xtask gen`");
}

#[test]
fn every_documented_key_is_read() {
    for key in KEYS {
        let value = if matches!(key.shape, hadome_core::rule::Shape::Table(_)) { "{}" } else { "'?'" };
        let (_dir, _, problems) = check(&[("hadome.toml", &format!("{} = {value}\n", key.name))]);
        assert!(!problems.iter().any(|p| p.contains("unknown key")), "{}: {problems:?}", key.name);
    }
}
