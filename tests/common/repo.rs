//! Real git repositories.

use std::path::Path;
use std::process::Command;

use super::{Ran, Tree};

/// What is before the measures of [`report`]: the first measure stands on line 13.
const HEAD: &str = "# 受付停止の障害報告書\n\n## 概要\n\n5/1 10:00 から受付が止まった。\n\n## 原因\n\n設定の誤りのため。\n\n## 再発防止策\n\n";

/// A report with one weak measure for each name, one a line from line 13 on.
pub fn report(names: &[&str]) -> String {
    let measures: String = names.iter().map(|name| format!("- {name}体制を強化する。\n")).collect();
    format!("{HEAD}{measures}")
}

/// Runs git in a directory; the settings of the machine's user have no part in it.
#[track_caller]
pub fn git(directory: &Path, args: &[&str]) -> String {
    let output = command(directory, args).output().expect("git starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {args:?}: {said}");
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

/// The same, whether or not git succeeds.
pub fn try_git(directory: &Path, args: &[&str]) {
    let _ = command(directory, args).output().expect("git starts");
}

fn command(directory: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(directory).args(args);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    for (name, value) in ENVIRONMENT {
        command.env(name, value);
    }
    command
}

/// Whose commits they are and when, so that their names are always the same.
const ENVIRONMENT: [(&str, &str); 9] = [
    ("GIT_CONFIG_GLOBAL", if cfg!(windows) { "NUL" } else { "/dev/null" }),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_AUTHOR_NAME", "author"),
    ("GIT_AUTHOR_EMAIL", "author@example.com"),
    ("GIT_AUTHOR_DATE", "2026-10-01T12:00:00+09:00"),
    ("GIT_COMMITTER_NAME", "author"),
    ("GIT_COMMITTER_EMAIL", "author@example.com"),
    ("GIT_COMMITTER_DATE", "2026-10-01T12:00:00+09:00"),
    ("GIT_ALLOW_PROTOCOL", "file"),
];

impl Tree {
    /// Makes one of its directories a repository.
    pub fn init(&self, directory: &str) {
        git(&self.path(directory), &["init", "-q", "-b", "main"]);
    }

    /// Runs git in its root.
    #[track_caller]
    pub fn git(&self, args: &[&str]) -> String {
        git(&self.path("."), args)
    }

    /// A repository with these files committed.
    pub fn repository(files: &[(&str, &str)]) -> Self {
        let tree = Self::new(files);
        tree.init(".");
        tree.commit();
        tree
    }

    /// Commits everything there is.
    #[track_caller]
    pub fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "a commit"]);
    }

    /// Runs `hadome check` for the one rule that every measure of [`report`] breaks.
    pub fn check(&self, directory: &str, args: &[&str]) -> Ran {
        let rule = ["check", "--quiet", "--format", "short", "--select", "organisation-strengthening"];
        self.run(directory, &[&rule, args].concat())
    }
}

impl Ran {
    /// Checks at which `path:line` there were findings.
    #[track_caller]
    pub fn places(&self, expected: &[&str]) -> &Self {
        let place = |line: &str| line.split(": ").next()?.rsplit_once(':').map(|(place, _)| place.to_owned());
        let found: Vec<String> = self.out.lines().filter_map(place).collect();
        assert_eq!(found, expected, "{self:#?}");
        self
    }
}
