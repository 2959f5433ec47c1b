//! Baselines, by the real program: what is held back, what is told, and what a baseline becomes.

#![allow(clippy::disallowed_methods, reason = "baselines are files")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{Ran, hadome};
use tempfile::TempDir;

/// A report with findings about its measures and about itself.
const REPORT: &str = "# 受付停止の障害報告書\n\n## 概要\n\n2026-05-01 10:00 から受付が止まった。\n\n## 原因\n\n設定の誤りのため。\n\n\
    ## 再発防止策\n\n- 監視体制を強化する。\n- 全員に再教育を実施する。\n";
/// One more measure, with findings of its own.
const MORE: &str = "- 手順の周知徹底を図る。\n";
const BASELINE: &str = "hadome-baseline.toml";

/// A directory of reports.
struct Reports {
    directory: TempDir,
}

impl Reports {
    fn new(files: &[(&str, &str)]) -> Self {
        let reports = Self { directory: tempfile::tempdir().expect("a directory") };
        files.iter().for_each(|(name, text)| reports.write(name, text));
        reports
    }

    /// The same, with a baseline of all of it.
    fn adopted(files: &[(&str, &str)]) -> Self {
        let reports = Self::new(files);
        let created = reports.run(&["baseline", "create"]);
        assert_eq!(created.code, Some(0), "{}", created.err);
        reports
    }

    fn root(&self) -> &Path {
        self.directory.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.root().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("directories");
        fs::write(path, text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.root().join(name)).expect(name)
    }

    fn run(&self, args: &[&str]) -> Ran {
        run(self.root(), args, "")
    }

    /// The rules of the findings that a check of some paths tells.
    fn told(&self, args: &[&str]) -> Vec<String> {
        let mut all = vec!["check", "--format", "jsonl", "--quiet"];
        all.extend(args);
        rules(&self.run(&all).out)
    }

    /// What a check says on standard error.
    fn warned(&self, args: &[&str]) -> String {
        let mut all = vec!["check", "--lang", "en", "--format", "short"];
        all.extend(args);
        self.run(&all).err
    }
}

fn run(directory: &Path, args: &[&str], stdin: &str) -> Ran {
    Ran::of(hadome(directory, args, &[], stdin.as_bytes()))
}

fn rules(jsonl: &str) -> Vec<String> {
    let rule = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("one object a line");
        value["rule"].as_str().expect("a rule").to_owned()
    };
    jsonl.lines().map(rule).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn what_was_there_is_held_back_and_new_findings_fail() {
    let reports = Reports::adopted(&[("a.md", REPORT)]);
    let checked = reports.run(&["check", "--fail-on", "info", "--lang", "en"]);
    assert_eq!((checked.code, checked.err.as_str()), (Some(0), ""));
    assert!(checked.out.contains("known findings held back by the baseline"), "{}", checked.out);
    assert!(
        checked.out.contains("strength of 2 measures"),
        "the measures are what they are: {}",
        checked.out
    );
    reports.write("a.md", &format!("{REPORT}{MORE}"));
    assert_eq!(reports.told(&[]), ["notify-only"]);
    assert_eq!(reports.run(&["check", "--fail-on", "info"]).code, Some(1));
}

/// Markdown, plain text, HTML and every encoding.
#[test]
fn every_fixture_can_be_adopted() {
    let reports = Reports::new(&[]);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let known = reports.root().join("known.toml");
    let options = ["--isolated", "--baseline", known.to_str().expect("a name")];
    let ran = |command: &[&str]| run(&fixtures, &[command, &options].concat(), "");
    assert_eq!(ran(&["baseline", "create"]).code, Some(0));
    let checked = ran(&["check", "--fail-on", "info"]);
    assert_eq!((checked.code, checked.err.as_str()), (Some(0), ""), "{}", checked.out);
    assert!(ran(&["baseline", "update"]).out.contains("変わりありません"));
}

#[test]
fn edits_around_a_finding_do_not_make_it_new() {
    let reports = Reports::adopted(&[("a.md", REPORT)]);
    for (what, edited) in [
        ("lines before it", REPORT.replace("## 概要", "## 概要\n\n関係者の皆様へ。\n")),
        ("markup", REPORT.replace("監視体制を強化", "**監視体制**を`強化`")),
        ("a soft line break", REPORT.replace("再教育を実施", "再教育を\n  実施")),
        ("full-width letters and spaces", REPORT.replace("- 全員に再教育", "-   全員に 再教育")),
        ("another marker", REPORT.replace("- ", "1. ")),
        ("line ends", REPORT.replace('\n', "\r\n")),
    ] {
        reports.write("a.md", &edited);
        assert_eq!(reports.told(&[]), NONE, "{what}");
        assert_eq!(reports.warned(&[]), "", "{what}");
    }
}

#[test]
fn an_edit_of_the_sentence_makes_it_new_and_the_old_one_stale() {
    let reports = Reports::adopted(&[("a.md", REPORT)]);
    reports.write("a.md", &REPORT.replace("監視体制を強化する", "夜間の監視体制を強化する"));
    assert!(reports.told(&[]).contains(&"organisation-strengthening".to_owned()));
    assert!(reports.warned(&[]).contains("gone; drop with `hadome baseline prune`"));
}

#[test]
fn of_equal_findings_the_later_ones_are_new() {
    let reports = Reports::adopted(&[("a.md", REPORT)]);
    reports.write("a.md", &format!("{REPORT}- 全員に再教育を実施する。\n"));
    let told = reports.run(&["check", "--format", "jsonl"]).out;
    assert_eq!(rules(&told), ["weak-training"]);
    assert!(told.contains("\"line\":15"), "{told}");
    reports.run(&["baseline", "update"]);
    assert!(reports.read(BASELINE).contains("text = \"全員に再教育を実施する。\", count = 2 },\n"));
    assert_eq!(reports.told(&[]), NONE);
}

#[test]
fn a_known_finding_stays_known_under_another_severity() {
    let reports = Reports::adopted(&[("a.md", REPORT)]);
    reports.write("hadome.toml", "[severity]\nall = 'error'\n");
    assert_eq!(reports.told(&[]), NONE);
}

#[test]
fn what_a_comment_silences_is_not_taken_down() {
    let comment = "<!-- hadome-disable-next-line weak-training -- 監督官庁の指示 -->\n- 全員";
    let reports = Reports::adopted(&[("a.md", &REPORT.replace("- 全員", comment))]);
    assert!(!reports.read(BASELINE).contains("weak-training"));
    reports.write("a.md", REPORT);
    assert_eq!(reports.told(&[]), ["weak-training"]);
}

/// Whether a check with some arguments tells of findings that are gone.
#[track_caller]
fn stale(reports: &Reports, args: &[&str], expected: bool) {
    assert_eq!(reports.warned(args).contains("baseline prune"), expected, "{args:?}");
}

#[test]
fn what_is_gone_is_told_only_when_it_is_certain() {
    let reports = Reports::adopted(&[("docs/a.md", REPORT), ("docs/b.md", REPORT)]);
    stale(&reports, &[], false);
    reports.write("docs/a.md", &REPORT.replace("- 全員に再教育を実施する。\n", ""));
    stale(&reports, &[], true);
    stale(&reports, &["docs/a.md"], true);
    stale(&reports, &["docs/b.md"], false);
    stale(&reports, &["--quiet"], false);
    stale(&reports, &["--no-baseline"], false);
    stale(&reports, &["--select", "organisation-strengthening"], false);
    stale(&reports, &["--ignore", "weak-training"], false);
    stale(&reports, &["--profile", "internal"], false);
    let stdin = ["check", "-", "--stdin-filename", "docs/a.md"];
    assert_eq!(run(reports.root(), &stdin, &reports.read("docs/a.md")).err, "", "the file may differ");
    reports.write("hadome.toml", "[per-file-ignores]\n'docs/a.md' = ['weak-training']\n");
    stale(&reports, &[], false);
    reports.write("hadome.toml", "ignore = ['weak-training']\n");
    stale(&reports, &[], false);
    fs::remove_file(reports.root().join("docs/a.md")).expect("it was there");
    stale(&reports, &["docs/b.md"], true);
    fs::remove_dir_all(reports.root().join("docs")).expect("they were there");
    stale(&reports, &[], true);
    assert_eq!(reports.run(&["check"]).code, Some(0), "it is no finding");
}

#[test]
fn pruning_drops_what_is_gone_and_adds_nothing() {
    let reports = Reports::adopted(&[("a.md", REPORT), ("b.md", REPORT)]);
    reports.write("a.md", &format!("{}{MORE}", REPORT.replace("- 全員に再教育を実施する。\n", "")));
    fs::remove_file(reports.root().join("b.md")).expect("it was there");
    let pruned = reports.run(&["baseline", "prune", "--lang", "en"]);
    assert!(
        pruned.out.starts_with("hadome-baseline.toml: ") && pruned.out.contains(" dropped ("),
        "{}",
        pruned.out
    );
    let baseline = reports.read(BASELINE);
    assert!(baseline.contains("organisation-strengthening") && !baseline.contains("weak-training"));
    assert!(!baseline.contains("b.md") && !baseline.contains("notify-only"));
    assert_eq!(reports.told(&[]), ["notify-only"]);
    assert_eq!(reports.warned(&[]), "");
}

#[test]
fn updating_adds_and_drops_and_leaves_other_documents_alone() {
    let reports = Reports::adopted(&[("a.md", REPORT), ("b.md", REPORT)]);
    let (before, edited) = (reports.read(BASELINE), format!("{REPORT}{MORE}"));
    reports.write("a.md", &edited);
    reports.write("b.md", &edited);
    assert_eq!(reports.run(&["baseline", "update", "a.md"]).code, Some(0));
    assert_eq!((reports.told(&["a.md"]), reports.told(&["b.md"])), (vec![], vec!["notify-only".into()]));
    reports.write("a.md", REPORT);
    reports.write("b.md", REPORT);
    reports.run(&["baseline", "update"]);
    assert_eq!(reports.read(BASELINE), before);
}

#[test]
fn a_baseline_is_created_once() {
    let reports = Reports::adopted(&[("a.md", REPORT)]);
    let before = reports.read(BASELINE);
    reports.write("a.md", &format!("{REPORT}{MORE}"));
    let again = reports.run(&["baseline", "create", "--lang", "en"]);
    assert_eq!((again.code, again.out.as_str()), (Some(2), ""));
    assert!(again.err.contains("hadome-baseline.toml exists already"), "{}", again.err);
    assert_eq!(reports.read(BASELINE), before);
}

#[test]
fn nothing_is_written_when_nothing_changed() {
    let reports = Reports::adopted(&[("a.md", REPORT)]);
    let turned = reports.read(BASELINE).replace('\n', "\r\n");
    reports.write(BASELINE, &turned);
    for change in ["update", "prune"] {
        let ran = reports.run(&["baseline", change]);
        assert!(ran.out.contains("変わりありません"), "{}", ran.out);
        assert_eq!(reports.read(BASELINE), turned, "not even the line ends that git made");
    }
    let clean = Reports::new(&[("a.md", "# 手順\n\n1. 起動する。\n")]);
    assert_eq!(clean.run(&["baseline", "create"]).code, Some(0));
    assert_eq!(clean.run(&["baseline", "prune"]).code, Some(0));
    assert!(!clean.root().join(BASELINE).exists(), "no findings need no file");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let reports = Reports::new(&[]);
    (0..30).for_each(|i| reports.write(&format!("{}/{i:02}.md", i % 7), REPORT));
    let written = |jobs: &str| {
        let _ = fs::remove_file(reports.root().join(BASELINE));
        reports.run(&["baseline", "create", "-j", jobs]);
        reports.read(BASELINE)
    };
    assert_eq!(written("1"), written("4"));
}

#[test]
fn a_document_that_cannot_be_read_keeps_its_entries() {
    let reports = Reports::adopted(&[("a.md", REPORT), ("b.md", REPORT)]);
    let before = reports.read(BASELINE);
    fs::write(reports.root().join("b.md"), [0, 159, 146, 150, 0, 1, 2, 255]).expect("a file");
    for change in ["update", "prune"] {
        assert_eq!(reports.run(&["baseline", change]).code, Some(2));
        assert_eq!(reports.read(BASELINE), before);
    }
    assert!(!reports.warned(&[]).contains("baseline prune"));
}

#[test]
fn a_baseline_that_cannot_be_understood_stops_what_is_under_it() {
    let reports = Reports::adopted(&[("a.md", REPORT), ("b.md", REPORT)]);
    reports.write("own/hadome.toml", "select = ['weak-training']\n");
    reports.write("own/c.md", REPORT);
    let broken = reports.read(BASELINE).replace("version = 1", "version = 1\n<<<<<<< HEAD");
    reports.write(BASELINE, &broken);
    let checked = reports.run(&["check", "--lang", "en", "--format", "jsonl"]);
    assert_eq!((checked.code, rules(&checked.out)), (Some(2), vec!["weak-training".to_owned()]));
    assert_eq!(checked.err.matches("an unresolved merge conflict").count(), 1, "told once: {}", checked.err);
    assert_eq!(reports.run(&["baseline", "update"]).code, Some(2));
    assert_eq!(reports.read(BASELINE), broken, "never written over");
    assert_eq!(reports.run(&["measures"]).code, Some(0), "which need no baseline");
    assert!(!reports.told(&["--no-baseline", "a.md"]).is_empty());
}

#[test]
fn options_say_which_baseline_holds() {
    let reports = Reports::new(&[("docs/a.md", REPORT)]);
    assert_eq!(reports.run(&["baseline", "create", "--baseline", "ci/known.toml"]).code, Some(0));
    assert!(reports.read("ci/known.toml").contains("path = \"../docs/a.md\""));
    assert!(!reports.root().join(BASELINE).exists());
    assert!(!reports.told(&[]).is_empty());
    assert_eq!(reports.told(&["--baseline", "ci/known.toml"]), NONE);
    assert_eq!(reports.told(&["--isolated", "--baseline", "ci/known.toml"]), NONE);
    reports.run(&["baseline", "create"]);
    assert_eq!(reports.told(&[]), NONE);
    assert!(!reports.told(&["--no-baseline"]).is_empty());
    assert!(!reports.told(&["--isolated"]).is_empty());
    let missing = reports.run(&["check", "--baseline", "ci/unknown.toml", "--lang", "en"]);
    assert_eq!((missing.code, missing.out.as_str()), (Some(2), ""));
    assert!(missing.err.contains("there is no baseline ci/unknown.toml"), "{}", missing.err);
    assert_eq!(reports.run(&["check", "--baseline", BASELINE, "--no-baseline"]).code, Some(2));
    assert_eq!(reports.run(&["baseline", "update", "-"]).code, Some(2));
    assert_eq!(reports.run(&["baseline", "create", "--isolated"]).code, Some(2));
    reports.write("docs/a.md", &REPORT.replace("- 全員に再教育を実施する。\n", ""));
    let warned = reports.warned(&["--baseline", "ci/known.toml"]);
    assert!(warned.contains("`hadome baseline prune --baseline ci/known.toml`"), "{warned}");
}

#[test]
fn a_configuration_says_which_baseline_holds() {
    let reports = Reports::new(&[("hadome.toml", "baseline = 'ci/known.toml'\n"), ("docs/a.md", REPORT)]);
    let missing = reports.run(&["check", "--lang", "en"]);
    assert_eq!(missing.code, Some(2));
    assert!(
        missing.err.contains("hadome.toml:1:12") && missing.err.contains("baseline create"),
        "{}",
        missing.err
    );
    assert_eq!(reports.run(&["baseline", "create", "docs"]).code, Some(0));
    assert_eq!(reports.told(&[]), NONE);
    let shown = reports.run(&["config", "docs"]).out;
    let row = shown.lines().find(|line| line.starts_with("baseline")).expect("a row");
    assert!(row.contains("\"ci/known.toml\"") && row.ends_with("# hadome.toml:1"), "{row}");
}

#[test]
fn a_baseline_stands_beside_the_configuration_in_force() {
    let reports = Reports::new(&[
        ("hadome.toml", ""),
        ("a.md", REPORT),
        ("own/hadome.toml", ""),
        ("own/docs/b.md", REPORT),
        ("quiet/hadome.toml", ""),
        ("quiet/c.md", "# 手順\n\n1. 起動する。\n"),
    ]);
    let created = reports.run(&["baseline", "create"]);
    let files: Vec<&str> = created.out.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(files, [BASELINE, "own/hadome-baseline.toml"], "each file is named");
    assert!(reports.read("own/hadome-baseline.toml").contains("path = \"docs/b.md\""));
    assert!(!reports.read(BASELINE).contains("b.md"));
    assert_eq!(reports.told(&[]), NONE);
    assert_eq!(
        run(&reports.root().join("own/docs"), &["check", "b.md", "--fail-on", "info"], "").code,
        Some(0)
    );
}

#[test]
fn a_document_under_another_baseline_is_gone_from_the_old_one() {
    let reports = Reports::adopted(&[("hadome.toml", ""), ("a.md", REPORT), ("own/b.md", REPORT)]);
    reports.write("own/hadome.toml", "");
    assert!(!reports.told(&["own"]).is_empty(), "the new configuration has no baseline");
    stale(&reports, &[], true);
    assert_eq!(reports.run(&["baseline", "update"]).code, Some(0));
    assert!(!reports.read(BASELINE).contains("own/b.md"));
    assert!(reports.read("own/hadome-baseline.toml").contains("path = \"b.md\""));
    assert_eq!((reports.told(&[]), reports.warned(&[]).as_str()), (vec![], ""));
}

#[test]
fn a_baseline_holds_wherever_it_is_asked_from() {
    let reports = Reports::new(&[("repo/docs/a.md", REPORT)]);
    let repo = reports.root().join("repo");
    fs::create_dir(repo.join(".git")).expect("a directory");
    let clean = |directory: &Path, args: &[&str]| {
        let mut all = vec!["check", "--fail-on", "info"];
        all.extend(args);
        let ran = run(directory, &all, REPORT);
        assert_eq!(ran.code, Some(0), "{args:?}: {}{}", ran.out, ran.err);
    };
    assert_eq!(run(&repo.join("docs"), &["baseline", "create", "a.md"], "").code, Some(0));
    assert!(repo.join(BASELINE).exists(), "without a configuration at the root of the repository");
    clean(&repo, &["."]);
    clean(&repo, &["./docs/../docs/a.md"]);
    clean(&repo.join("docs"), &["a.md"]);
    clean(&repo.join("docs"), &["../docs/a.md"]);
    clean(reports.root(), &["repo/docs/a.md"]);
    clean(Path::new("/"), &[repo.join("docs/a.md").to_str().expect("a name")]);
    clean(&repo, &["-", "--stdin-filename", "docs/a.md"]);
    clean(&repo.join("docs"), &["-", "--stdin-filename", "a.md"]);
    assert_eq!(run(&repo, &["check", "-", "--stdin-filename", "docs/new.md"], REPORT).code, Some(1));
}

#[cfg(unix)]
#[test]
fn another_name_of_a_directory_is_the_same_directory() {
    use std::os::unix::fs::symlink;

    let reports = Reports::adopted(&[("real/.git/HEAD", ""), ("real/docs/a.md", REPORT)]);
    let (real, link) = (reports.root().join("real"), reports.root().join("link"));
    symlink(&real, &link).expect("a link");
    let codes = [
        run(&link, &["check"], ""),
        run(&link.join("docs"), &["check", "a.md"], ""),
        run(reports.root(), &["check", "link/docs/a.md"], ""),
        run(reports.root(), &["check", "link/docs/a.md", "--baseline", "real/hadome-baseline.toml"], ""),
    ];
    assert_eq!(codes.map(|ran| ran.code), [Some(0); 4]);
}

#[test]
fn a_baseline_outside_of_the_repository_is_not_reached_from_within() {
    let reports = Reports::new(&[("repo/.git/HEAD", ""), ("repo/a.md", REPORT), ("repo/hadome.toml", "")]);
    let repo = reports.root().join("repo");
    let refused = |what: &str| {
        for args in [&["check"][..], &["baseline", "update"], &["baseline", "create"]] {
            assert_eq!(run(&repo, args, "").code, Some(2), "{what}: {args:?}");
        }
        assert!(!reports.root().join("known.toml").exists(), "{what}");
    };
    reports.write("repo/hadome.toml", "baseline = '../known.toml'\n");
    refused("a configuration that names it");
    #[cfg(unix)]
    {
        reports.write("repo/hadome.toml", "baseline = 'out/known.toml'\n");
        std::os::unix::fs::symlink(reports.root(), repo.join("out")).expect("a link");
        refused("a directory that leads to it");
        reports.write("repo/hadome.toml", "");
        reports.write("secret", "password = 'x'\n");
        std::os::unix::fs::symlink(reports.root().join("secret"), repo.join(BASELINE)).expect("a link");
        let checked = run(&repo, &["check"], "");
        assert!(checked.code == Some(2) && !checked.err.contains("password"), "{}", checked.err);
        assert_eq!(run(&repo, &["baseline", "update"], "").code, Some(2));
        assert_eq!(reports.read("secret"), "password = 'x'\n");
    }
    let named = ["baseline", "create", "--baseline", "../known.toml", "--isolated"];
    assert_eq!(run(&repo, &named, "").code, Some(0), "the word of the user is enough");
}

#[test]
fn what_a_merge_doubled_is_told_and_tidied() {
    let reports = Reports::adopted(&[("a.md", REPORT)]);
    let before = reports.read(BASELINE);
    let (head, findings) = before.split_once("findings = [\n").expect("the findings");
    let findings = findings.trim_end_matches("]\n");
    reports.write(BASELINE, &format!("{head}findings = [\n{findings}{findings}]\n"));
    let warned = reports.warned(&[]);
    assert_eq!(warned.matches("stands here more than once (9)").count(), 1, "{warned}");
    assert_eq!(reports.told(&[]), NONE);
    reports.write("a.md", &format!("{REPORT}- 全員に再教育を実施する。\n"));
    assert_eq!(reports.told(&[]), ["weak-training"], "twice in the file is not two findings");
    reports.write("a.md", REPORT);
    let pruned = reports.run(&["baseline", "prune", "--lang", "en"]);
    assert_eq!(pruned.out, "hadome-baseline.toml: tidied (9 findings)\n");
    assert_eq!(reports.read(BASELINE), before);
}

/// Adoption in a repository of a team: two branches, a merge with a conflict, a finding that is mended.
#[test]
fn a_team_lives_with_a_baseline() {
    let reports = Reports::new(&[("docs/a.md", REPORT), ("docs/b.md", REPORT)]);
    let said = |args: &[&str]| {
        let identity =
            ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"];
        let mut git = Command::new("git");
        // Nothing of the user's own configuration, and nothing of a hook that runs these tests.
        git.env("GIT_CONFIG_GLOBAL", "")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE");
        let ran = git.args(identity).args(args).current_dir(reports.root()).output().expect("git starts");
        (ran.status.success(), String::from_utf8(ran.stdout).expect("UTF-8"))
    };
    let git = |args: &[&str]| said(args).0;
    assert!(git(&["init", "--quiet"]));
    assert_eq!(reports.run(&["baseline", "create"]).code, Some(0));
    assert_eq!(reports.run(&["check", "--fail-on", "info"]).code, Some(0));
    let commit = |message: &str| assert!(git(&["add", "."]) && git(&["commit", "--quiet", "-m", message]));
    commit("adopt hadome");

    // Two branches take a finding each into the baseline, at the same place of it.
    let edit = |branch: &str, measure: &str| {
        assert!(git(&["checkout", "--quiet", "-B", branch, "main"]));
        reports.write("docs/b.md", &format!("{REPORT}{measure}"));
        assert_eq!(reports.run(&["check", "--fail-on", "info"]).code, Some(1), "a new finding fails");
        assert_eq!(reports.run(&["baseline", "update"]).code, Some(0));
        commit(branch);
    };
    edit("one", "- 部門の周知徹底を図る。\n");
    edit("two", "- 手順の周知徹底を図る。\n");
    for rev in ["main", "one"] {
        reports.write(rev, &said(&["show", &format!("{rev}:{BASELINE}")]).1);
    }
    reports.write("two", &reports.read(BASELINE));
    assert!(git(&["merge-file", "--union", "two", "main", "one"]));
    assert!(!git(&["merge", "--quiet", "one"]), "both wrote to the same place");
    assert!(reports.warned(&[]).contains("an unresolved merge conflict"));
    let both = |text: String| {
        let kept =
            text.lines().filter(|l| !["<<<<<<<", "=======", ">>>>>>>"].iter().any(|m| l.starts_with(m)));
        kept.fold(String::new(), |text, line| text + line + "\n")
    };
    reports.write(BASELINE, &both(reports.read(BASELINE)));
    assert_eq!(reports.read("two"), reports.read(BASELINE), "`merge=union` does the same");
    reports.write("docs/b.md", &both(reports.read("docs/b.md")));
    assert_eq!(reports.run(&["baseline", "prune"]).code, Some(0), "tidies what the merge left");
    assert_eq!(reports.run(&["check", "--fail-on", "info"]).code, Some(0));
    commit("merge");

    // Somebody mends a measure.
    let mended = "- 負荷試験を 2026-06-30 までに CI に組み込み、上限の 80% で自動で止める（担当: 佐藤）。\n";
    reports.write("docs/a.md", &REPORT.replace("- 監視体制を強化する。\n", mended));
    assert!(reports.warned(&[]).contains("gone; drop with `hadome baseline prune`"));
    assert_eq!(reports.run(&["baseline", "prune"]).code, Some(0));
    assert_eq!(reports.warned(&[]), "");
    let removed = said(&["diff", "--numstat", BASELINE]).1;
    assert!(removed.starts_with("0\t"), "only lines of what was mended go: {removed}");
}
