//! `hadome check --diff` on real repositories.

mod common;

use common::Tree;
use common::repo::{git, report};

/// Commits `before` as `report.md`, writes `after`, and checks on which lines there are findings.
#[track_caller]
fn check(before: &str, after: &str, lines: &[usize]) {
    let tree = Tree::repository(&[("report.md", before)]);
    tree.write("report.md", after);
    let places: Vec<String> = lines.iter().map(|line| format!("report.md:{line}")).collect();
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    tree.check(".", &["--diff"]).places(&places);
}

#[test]
fn findings_on_changed_lines_are_reported() {
    check(&report(&["監視", "確認"]), &report(&["監視", "運用", "確認"]), &[14]);
    check(&report(&["監視", "確認", "運用"]), &report(&["連絡", "確認", "開発"]), &[13, 15]);
    check(&report(&["監視", "確認"]), &report(&["監視", "確認"]), &[]);
}

#[test]
fn lines_that_were_taken_away_have_no_findings_but_the_report_has() {
    check(&report(&["監視", "確認", "運用"]), &report(&["監視", "運用"]), &[]);
    let tree = Tree::repository(&[("report.md", &report(&["監視", "確認"]))]);
    tree.write("report.md", report(&["監視"]));
    let ran = tree.run(".", &["check", "--diff", "--format", "short", "--quiet"]);
    assert!(ran.out.contains("no-strong-action"), "{ran:#?}");
    assert!(!ran.out.contains("organisation-strengthening"), "{ran:#?}");
}

#[test]
fn a_document_that_did_not_change_is_not_looked_at() {
    let tree = Tree::repository(&[("old.md", &report(&["監視"])), ("new.md", "# 手順\n")]);
    tree.write("new.md", report(&["確認"]));
    let ran = tree.run(".", &["check", "--diff", "--format", "short"]);
    assert!(!ran.out.contains("old.md"), "{ran:#?}");
    assert!(ran.out.contains("only changed lines were checked (against HEAD, 1 document)"), "{ran:#?}");
    let ran = tree.run_with(".", &["check", "--diff"], &[("HADOME_LANG", "ja")]);
    assert!(ran.out.contains("変更された行だけを検査しました（HEAD との差分、1 件の文書）"), "{ran:#?}");
    tree.commit();
    tree.check(".", &["--diff"]).expect(0, &["no documents changed (against HEAD)"]).places(&[]);
}

#[test]
fn staged_unstaged_and_untracked_files_count() {
    let tree =
        Tree::repository(&[("a.md", &report(&["監視"])), ("b.md", &report(&["監視"])), ("c.md", "x\n")]);
    tree.write("a.md", report(&["監視", "確認"]));
    tree.git(&["add", "a.md"]);
    tree.write("b.md", report(&["運用", "監視"]));
    tree.write("new/d.md", report(&["連絡"]));
    tree.write("new/e.md", report(&["開発"]));
    tree.git(&["add", "new/e.md"]);
    tree.check(".", &["--diff"]).places(&["a.md:14", "b.md:13", "new/d.md:13", "new/e.md:13"]);
    tree.git(&["add", "--intent-to-add", "new/d.md"]);
    tree.check(".", &["--diff", "--", "new"]).places(&["new/d.md:13", "new/e.md:13"]);
}

#[test]
fn what_is_staged_and_changed_again_is_checked_as_it_is_now() {
    let tree = Tree::repository(&[("a.md", &report(&["監視"]))]);
    tree.write("a.md", report(&["監視", "確認"]));
    tree.git(&["add", "a.md"]);
    tree.write("a.md", report(&["運用", "監視"]));
    tree.check(".", &["--diff"]).places(&["a.md:13"]);
}

#[test]
fn ignored_files_are_no_changes() {
    let tree = Tree::repository(&[(".gitignore", "draft.md\n"), ("a.md", "x\n")]);
    tree.write("draft.md", report(&["監視"]));
    tree.check(".", &["--diff", "--", "draft.md"]).expect(0, &["no documents changed"]).places(&[]);
}

#[test]
fn a_renamed_report_keeps_its_old_lines() {
    let names = ["監視", "確認", "運用", "連絡", "開発"];
    let tree = Tree::repository(&[("old.md", &report(&names))]);
    std::fs::create_dir(tree.path("moved")).expect("a directory");
    tree.git(&["mv", "old.md", "moved/new name.md"]);
    tree.check(".", &["--diff"]).expect(0, &["no documents changed"]).places(&[]);
    tree.write("moved/new name.md", report(&["監視", "確認", "教育", "連絡", "開発"]));
    tree.check(".", &["--diff"]).places(&["moved/new name.md:15"]);
}

#[test]
fn another_mode_is_no_change() {
    let tree = Tree::repository(&[("a.md", &report(&["監視"]))]);
    tree.git(&["update-index", "--chmod=+x", "a.md"]);
    tree.git(&["commit", "-q", "-m", "mode"]);
    tree.git(&["config", "core.fileMode", "false"]);
    tree.check(".", &["--diff", "HEAD~1"]).expect(0, &["no documents changed"]);
}

#[test]
fn line_ends_are_part_of_lines() {
    let crlf = |names: &[&str]| report(names).replace('\n', "\r\n");
    check(&crlf(&["監視", "確認"]), &crlf(&["監視", "運用", "確認"]), &[14]);
    check(&report(&["監視", "確認"]), &crlf(&["監視", "確認"]), &[13, 14]);
    let unended = |names: &[&str]| report(names).trim_end().to_owned();
    check(&unended(&["監視"]), &unended(&["監視", "確認"]), &[13, 14]);
    check(&unended(&["監視", "確認"]), &unended(&["運用", "確認"]), &[13]);
}

#[test]
fn line_ends_that_git_converts_are_no_change() {
    let tree = Tree::repository(&[(".gitattributes", "*.md text eol=crlf\n"), ("a.md", &report(&["監視"]))]);
    tree.write("a.md", report(&["監視", "確認"]).replace('\n', "\r\n"));
    tree.check(".", &["--diff"]).places(&["a.md:14"]);
}

#[test]
fn lone_carriage_returns_stand_within_a_line_of_git() {
    let cr = |names: &[&str]| report(names).replace('\n', "\r");
    let tree = Tree::repository(&[("a.txt", &cr(&["監視", "確認"]))]);
    tree.write("a.txt", cr(&["監視", "運用"]));
    tree.check(".", &["--diff"]).places(&["a.txt:13", "a.txt:14"]);
    let mixed = |names: &[&str]| format!("{}\n", report(names).trim_end()).replace("。\n- ", "。\r- ");
    check(&mixed(&["監視", "確認"]), &mixed(&["監視", "運用"]), &[13, 14]);
}

#[test]
fn bytes_that_are_no_utf8() {
    let encode = |text: &str| encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let tree = Tree::repository(&[("a.txt", "")]);
    tree.write("a.txt", encode(&report(&["監視", "確認"])));
    tree.commit();
    tree.write("a.txt", encode(&report(&["監視", "運用", "確認"])));
    tree.check(".", &["--diff"]).places(&["a.txt:14"]);
}

/// A text in UTF-16 with a byte order mark.
fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn what_git_takes_for_binary_is_changed_as_a_whole() {
    let tree = Tree::repository(&[("a.md", &report(&["監視", "確認"])), (".gitattributes", "a.md -diff\n")]);
    tree.write("a.md", report(&["監視", "運用"]));
    tree.check(".", &["--diff"]).places(&["a.md:13", "a.md:14"]);
    tree.write("b.md", utf16(&report(&["監視", "確認"])));
    tree.commit();
    tree.write("b.md", utf16(&report(&["監視", "運用"])));
    tree.check(".", &["--diff"]).places(&["b.md:13", "b.md:14"]);
}

#[test]
fn utf16_that_git_is_told_to_show_is_changed_as_a_whole() {
    // Half of 上 is the byte of a line end.
    let tree = Tree::repository(&[(".gitattributes", "*.md diff\n")]);
    tree.write("a.md", utf16(&report(&["上", "確認"])));
    tree.commit();
    tree.write("a.md", utf16(&report(&["上", "運用"])));
    tree.check(".", &["--diff"]).places(&["a.md:13", "a.md:14"]);
}

#[cfg(unix)]
#[test]
fn any_path() {
    let names =
        ["障害 報告.md", "q\"uote.md", "back\\slash.md", "line\nend.md", "tab\there.md", " b/ a.md", "-x.md"];
    let (before, after) = (report(&["監視"]), report(&["監視", "確認"]));
    let tree = Tree::repository(&names.map(|name| (name, before.as_str())));
    names.iter().for_each(|name| tree.write(name, &after));
    let ran = tree.check(".", &["--diff"]);
    assert_eq!(ran.out.matches(":14:3: warning[").count(), names.len(), "{ran:#?}");
    assert_eq!(ran.out.matches(" warning[").count(), names.len(), "{ran:#?}");
}

#[test]
fn from_anywhere() {
    let tree = Tree::new(&[("repo/docs/a.md", &report(&["監視"])), ("repo/b.md", &report(&["監視"]))]);
    tree.init("repo");
    git(&tree.path("repo"), &["add", "--all"]);
    git(&tree.path("repo"), &["commit", "-qm", "x"]);
    tree.write("repo/docs/a.md", report(&["監視", "確認"]));
    tree.write("repo/b.md", report(&["運用", "監視"]));
    tree.check("repo/docs", &["--diff"]).places(&["a.md:14"]);
    tree.check("repo/docs", &["--diff", "--", "..", "a.md"]).places(&[
        "../b.md:13",
        "../docs/a.md:14",
        "a.md:14",
    ]);
    tree.check(".", &["--diff", "--", "repo/docs/a.md"]).places(&["repo/docs/a.md:14"]);
    let absolute = tree.path("repo/b.md");
    tree.check("repo/docs", &[absolute.to_str().expect("UTF-8"), "--diff"]).places(&["../b.md:13"]);
}

#[test]
fn several_repositories_in_one_run() {
    let tree = Tree::new(&[
        ("a/a.md", &report(&["監視"])),
        ("b/b.md", &report(&["監視"])),
        ("none/c.md", &report(&["監視"])),
    ]);
    for directory in ["a", "b"] {
        tree.init(directory);
        git(&tree.path(directory), &["add", "--all"]);
        git(&tree.path(directory), &["commit", "-qm", "x"]);
    }
    git(&tree.path("a"), &["branch", "start"]);
    tree.write("a/a.md", report(&["監視", "確認"]));
    tree.write("b/b.md", report(&["運用", "監視"]));
    tree.check(".", &["--diff", "--", "a", "b"]).places(&["a/a.md:14", "b/b.md:13"]);
    // What can't be told of one is told once; the others are still checked.
    tree.check(".", &["--diff", "--", "a", "none"])
        .expect(2, &["not in a git repository"])
        .places(&["a/a.md:14"]);
    tree.check(".", &["--diff", "start", "a", "b"])
        .expect(2, &["error: b: this repository has no revision start"])
        .places(&["a/a.md:14"]);
}

/// A repository in which `main` and `topic` have each changed the report since they parted; `topic` is checked out.
fn parted() -> Tree {
    let tree = Tree::repository(&[("a.md", &report(&["監視", "確認", "運用"]))]);
    tree.git(&["checkout", "-qb", "topic"]);
    tree.write("a.md", report(&["監視", "確認", "連絡"]));
    tree.commit();
    tree.git(&["checkout", "-q", "main"]);
    tree.write("a.md", report(&["開発", "確認", "運用"]));
    tree.commit();
    tree.git(&["checkout", "-q", "topic"]);
    tree
}

#[test]
fn changes_since_a_branch_was_left() {
    let tree = parted();
    tree.check(".", &["--diff", "main"]).expect(0, &[]).places(&["a.md:15"]);
    tree.check(".", &["--diff=main", "a.md"]).expect(0, &[]).places(&["a.md:15"]);
    tree.write("b.md", report(&["教育"]));
    tree.write("a.md", report(&["監視", "点検", "連絡"]));
    tree.check(".", &["--diff", "main"]).places(&["a.md:14", "a.md:15", "b.md:13"]);
    tree.check(".", &["--diff"]).places(&["a.md:14", "b.md:13"]);
    let ran = tree.run(".", &["check", "--diff", "main", "--format", "short"]);
    assert!(ran.out.contains("(against main, 2 documents)"), "{ran:#?}");
}

#[test]
fn tags_names_and_places_in_history_are_revisions() {
    let tree = parted();
    tree.git(&["tag", "-a", "v1", "-m", "x", "main"]);
    for rev in ["v1", "HEAD~1", ":/a commit", "main@{0}"] {
        tree.check(".", &["--diff", rev]).expect(0, &[]);
    }
    tree.check(".", &["--diff", "v1"]).places(&["a.md:15"]);
    let id = tree.git(&["rev-parse", "main"]);
    tree.check(".", &["--diff", &id[..10]]).places(&["a.md:15"]);
}

#[test]
fn a_second_working_tree() {
    let tree = parted();
    tree.git(&["worktree", "add", "-q", "second", "main"]);
    tree.write("second/a.md", report(&["開発", "点検", "運用"]));
    tree.check("second", &["--diff"]).places(&["a.md:14"]);
    tree.check("second", &["--diff", "topic"]).places(&["a.md:13", "a.md:14"]);
    tree.check(".", &["--diff", "--", "second/a.md"]).places(&["second/a.md:14"]);
}

#[test]
fn a_repository_without_commits_is_all_new() {
    let tree = Tree::new(&[("a.md", &report(&["監視"])), ("b.md", &report(&["監視"]))]);
    tree.init(".");
    tree.git(&["add", "a.md"]);
    tree.check(".", &["--diff"]).expect(0, &[]).places(&["a.md:13", "b.md:13"]);
    tree.check(".", &["--diff", "main"]).expect(2, &["no revision main"]);
}

#[test]
fn a_merge_with_conflicts() {
    let tree = parted();
    tree.git(&["checkout", "-q", "main"]);
    tree.write("a.md", report(&["開発", "確認", "教育"]));
    tree.commit();
    common::repo::try_git(&tree.path("."), &["merge", "topic"]);
    // Measures between the marks of the conflict are on changed lines; those above are as they were.
    let ran = tree.check(".", &["--diff"]);
    let places: Vec<&str> = ran.out.lines().filter_map(|l| l.split(": ").next()).collect();
    assert!(
        !places.is_empty() && places.iter().all(|p| !p.starts_with("a.md:13") && !p.starts_with("a.md:14")),
        "{ran:#?}"
    );
}

#[test]
fn a_shallow_clone_says_what_it_lacks() {
    let tree = parted();
    let url = format!("file://{}", tree.path(".").display());
    let target = Tree::new(&[]);
    let clone = |args: &[&str]| {
        let directory = target.path(args[0]);
        let directory = directory.to_str().expect("UTF-8");
        target.git(&[&["clone", "-q", "--depth", "1"], &args[1..], &[&url, directory]].concat());
    };
    clone(&["one", "--branch", "topic"]);
    target.check("one", &["--diff", "origin/main"]).expect(
        2,
        &["no revision origin/main; this is a shallow clone", "git fetch --deepen=100", "fetch-depth: 0"],
    );
    clone(&["two", "--branch", "topic", "--no-single-branch"]);
    // Without the point at which they parted, what main has changed since counts as well.
    let ran = target.check("two", &["--diff", "origin/main"]);
    ran.expect(0, &["there is no point at which HEAD left origin/main", "fetch-depth: 0"]);
    ran.places(&["a.md:13", "a.md:15"]);
    git(&target.path("two"), &["fetch", "-q", "--unshallow"]);
    target.check("two", &["--diff", "origin/main"]).expect(0, &[]).places(&["a.md:15"]);
}

#[test]
fn histories_without_a_common_commit() {
    let tree = parted();
    tree.git(&["checkout", "-q", "--orphan", "other"]);
    tree.git(&["commit", "-qm", "x"]);
    tree.check(".", &["--diff", "main"])
        .expect(0, &["the histories share no commit"])
        .places(&["a.md:13", "a.md:15"]);
}

#[test]
fn a_partial_clone_fetches_nothing() {
    let tree = parted();
    tree.git(&["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", tree.path(".").display());
    let target = Tree::new(&[]);
    target.git(&["clone", "-q", "--filter=blob:none", "--branch", "topic", &url, "."]);
    target.check(".", &["--diff", "origin/main"]).expect(2, &["this is a partial clone; run `git diff REV`"]);
    target.git(&["diff", "origin/main"]);
    target.git(&["diff", "origin/main...HEAD"]);
    target.check(".", &["--diff", "origin/main"]).expect(0, &[]).places(&["a.md:15"]);
}

#[test]
fn a_submodule_is_a_repository_of_its_own() {
    let inner = Tree::repository(&[("a.md", &report(&["監視"]))]);
    let tree = Tree::repository(&[("b.md", &report(&["監視"]))]);
    let url = inner.path(".");
    tree.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        url.to_str().expect("UTF-8"),
        "sub",
    ]);
    tree.commit();
    tree.git(&["branch", "start"]);
    tree.write("sub/a.md", report(&["監視", "確認"]));
    git(&tree.path("sub"), &["commit", "-qam", "x"]);
    tree.commit();
    tree.write("b.md", report(&["監視", "連絡"]));
    tree.write("sub/a.md", report(&["監視", "確認", "運用"]));
    tree.check(".", &["--diff"]).places(&["b.md:14", "sub/a.md:15"]);
    // The submodule does not know `start`; the repository around it recorded a commit of it there.
    tree.check(".", &["--diff", "start"]).expect(0, &[]).places(&["b.md:14", "sub/a.md:14", "sub/a.md:15"]);
    tree.check("sub", &["--diff", "start"]).places(&["a.md:14", "a.md:15"]);
    tree.check(".", &["--diff", "start~1", "sub"]).places(&["sub/a.md:13", "sub/a.md:14", "sub/a.md:15"]);
}

#[test]
fn a_hook_of_one_repository_does_not_lead_into_it() {
    let tree = Tree::new(&[("a/a.md", &report(&["監視"])), ("b/b.md", &report(&["監視"]))]);
    for directory in ["a", "b"] {
        tree.init(directory);
        git(&tree.path(directory), &["add", "--all"]);
        git(&tree.path(directory), &["commit", "-qm", "x"]);
    }
    tree.write("b/b.md", report(&["監視", "確認"]));
    let hook = tree.path("a/.git");
    let environment = [
        ("GIT_DIR", hook.to_str().expect("UTF-8")),
        ("GIT_INDEX_FILE", "index.lock"),
        ("GIT_DIFF_OPTS", "-u9"),
    ];
    let ran = tree.run_with(
        ".",
        &[
            "check",
            "--quiet",
            "--format",
            "short",
            "--select",
            "organisation-strengthening",
            "--diff",
            "--",
            "b",
        ],
        &environment,
    );
    ran.places(&["b/b.md:14"]);
}

#[test]
fn mistakes_are_told_with_what_to_do() {
    let tree = parted();
    let refused = |args: &[&str], told: &str| {
        tree.check(".", args).expect(2, &[told]).places(&[]);
    };
    refused(&["--diff", "main..topic"], "name one revision, as in --diff main:");
    refused(&["--diff", "main...HEAD"], "name one revision, as in --diff main:");
    refused(&["--diff", "a.md"], "a.md is a path, not a revision; write `a.md --diff` or `--diff=HEAD a.md`");
    refused(&["--diff", "nowhere"], "this repository has no revision nowhere; check the spelling");
    refused(&["--diff", ""], "the revision of --diff is empty");
    refused(&["--diff", "main", "-"], "--diff cannot be used with standard input");
    refused(&["--diff=--output=stolen"], "none begins with -");
    assert!(!tree.path("stolen").exists());
    let none = Tree::new(&[("a.md", &report(&["監視"])), ("b.md", "x")]);
    none.check(".", &["--diff"]).expect(2, &["error: a.md: not in a git repository"]).places(&[]);
}

#[test]
fn without_git_it_says_so() {
    let tree = parted();
    let ran = tree.run_with(".", &["check", "--diff"], &[("PATH", tree.path(".").to_str().expect("UTF-8"))]);
    ran.expect(2, &["git is not installed or not in PATH"]);
}

#[test]
fn a_broken_repository_is_told() {
    let tree = parted();
    tree.write(".git/HEAD", "nonsense");
    tree.check(".", &["--diff"]).expect(2, &["git failed: not a git repository"]);
}

#[test]
fn settings_of_people_change_nothing() {
    let tree = parted();
    let settings = [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.srcPrefix", "x/"),
        ("diff.dstPrefix", "y/"),
        ("diff.context", "7"),
        ("diff.interHunkContext", "9"),
        ("diff.relative", "true"),
        ("diff.renames", "false"),
        ("diff.orderFile", "missing"),
        ("diff.suppressBlankEmpty", "true"),
        ("diff.submodule", "diff"),
        ("diff.wordRegex", "."),
        ("diff.algorithm", "patience"),
        ("color.ui", "always"),
        ("color.diff", "always"),
        ("core.quotePath", "true"),
        ("core.pager", "false"),
        ("pager.diff", "false"),
    ];
    for (key, value) in settings {
        tree.git(&["config", key, value]);
    }
    tree.git(&["mv", "a.md", "障害.md"]);
    tree.check(".", &["--diff", "main"]).expect(0, &[]).places(&["障害.md:15"]);
}

#[cfg(unix)]
#[test]
fn documents_that_git_filters_are_changed_as_a_whole() {
    let tree = Tree::repository(&[("a.md", &report(&["監視", "確認"]))]);
    let config = tree.path("config");
    // As large files are kept: what git compares is a few lines that stand for the content.
    std::fs::write(&config, "[filter \"sum\"]\nclean = cksum\nsmudge = cat\n").expect("a file");
    tree.write(".gitattributes", "*.md filter=sum\n");
    tree.write("a.md", report(&["監視", "運用"]));
    let environment = [("GIT_CONFIG_GLOBAL", config.to_str().expect("UTF-8"))];
    let args = ["check", "--quiet", "--format", "short", "--select", "organisation-strengthening", "--diff"];
    tree.run_with(".", &args, &environment).expect(0, &[]).places(&["a.md:13", "a.md:14"]);
}

/// Whatever a repository brings along in its configuration: none of it runs.
#[cfg(unix)]
#[test]
fn nothing_in_a_repository_runs() {
    use std::os::unix::fs::PermissionsExt;
    let tree = parted();
    let script = format!("#!/bin/sh\ntouch '{}'\ncat\n", tree.path("ran").display());
    tree.write("evil.sh", script);
    let evil = tree.path("evil.sh");
    std::fs::set_permissions(&evil, std::fs::Permissions::from_mode(0o755)).expect("it exists");
    let evil = evil.to_str().expect("UTF-8");
    let hooks = tree.path("hooks");
    std::fs::create_dir(&hooks).expect("a directory");
    std::fs::copy(evil, hooks.join("post-index-change")).expect("a hook");
    tree.write(".gitattributes", "*.md diff=evil filter=evil\n");
    for key in [
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.alternateRefsCommand",
        "alias.diff-index",
        "gpg.program",
    ] {
        tree.git(&["config", key, evil]);
    }
    tree.git(&["config", "filter.evil.required", "true"]);
    tree.git(&["config", "core.hooksPath", hooks.to_str().expect("UTF-8")]);
    std::fs::remove_file(tree.path("ran")).ok();
    tree.write("a.md", report(&["監視", "点検", "連絡"]));
    tree.check(".", &["--diff", "main"]).expect(0, &[]).places(&["a.md:13", "a.md:14", "a.md:15"]);
    assert!(!tree.path("ran").exists(), "a program of the repository ran");
    // A filter whose name hides it from being switched off is refused.
    std::fs::write(
        tree.path(".git/config"),
        format!("[core]\nrepositoryformatversion = 0\n[filter \"a=b\"]\nclean = {evil}\n"),
    )
    .expect("a file");
    tree.write(".gitattributes", "*.md filter=a=b\n");
    tree.check(".", &["--diff", "main"]).expect(2, &["a filter that cannot be switched off"]);
    assert!(!tree.path("ran").exists(), "a program of the repository ran");
}

#[cfg(unix)]
#[test]
fn a_bare_repository_among_the_documents_is_none() {
    let tree = Tree::repository(&[("docs/a.md", &report(&["監視"]))]);
    tree.git(&["init", "-q", "--bare", "docs/bare"]);
    tree.git(&["-C", "docs/bare", "config", "core.fsmonitor", "touch stolen"]);
    tree.write("docs/bare/b.md", report(&["監視"]));
    tree.write("docs/a.md", report(&["監視", "確認"]));
    tree.check("docs/bare", &["--diff"]).expect(0, &[]).places(&["b.md:13"]);
    tree.check(".", &["--diff"]).places(&["docs/a.md:14", "docs/bare/b.md:13"]);
}

#[cfg(unix)]
#[test]
fn links_lead_to_what_changed() {
    let tree = Tree::repository(&[("a.md", &report(&["監視"])), ("b.md", &report(&["連絡"]))]);
    tree.link("a.md", "link.md");
    tree.commit();
    tree.check(".", &["--diff", "--", "link.md"]).places(&[]);
    tree.write("a.md", report(&["監視", "確認"]));
    tree.check(".", &["--diff", "--", "link.md"]).places(&["link.md:14"]);
    std::fs::remove_file(tree.path("link.md")).expect("it exists");
    tree.link("b.md", "link.md");
    tree.check(".", &["--diff", "--", "link.md"]).places(&["link.md:13"]);
}

#[test]
fn waived_findings_and_useless_comments_follow_the_lines() {
    let waived = |names: &[&str]| {
        report(names).replace(
            "する。\n",
            "する。<!-- hadome-disable-line organisation-strengthening -- 別紙で説明 -->\n",
        )
    };
    let tree = Tree::repository(&[("a.md", &waived(&["監視", "確認"]))]);
    tree.write("a.md", waived(&["監視", "運用"]).replace("運用体制を強化", "運用を自動化"));
    let ran = tree.run(
        ".",
        &[
            "check",
            "--diff",
            "--format",
            "short",
            "--quiet",
            "--select",
            "organisation-strengthening,suppression-unused",
        ],
    );
    ran.places(&["a.md:14"]);
    assert!(ran.out.contains("suppression-unused"), "{ran:#?}");
}

#[test]
fn a_baseline_is_not_stale_for_what_is_not_looked_at() {
    let tree = Tree::repository(&[("a.md", &report(&["監視", "確認"])), ("b.md", &report(&["監視"]))]);
    tree.run(".", &["baseline", "create"]).expect(0, &[]);
    tree.write("hadome.toml", "baseline = \"hadome-baseline.toml\"\n");
    tree.commit();
    tree.write("a.md", report(&["監視", "運用", "確認"]));
    tree.check(".", &["--diff"]).expect(0, &[]).places(&["a.md:14"]);
}
