//! Directories full of files, and the binary run in them.

#![allow(dead_code, reason = "every suite uses a part of it")]

pub mod repo;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A weak report: one error, some warnings.
pub const WEAK: &str = "# 受付停止の障害報告書\n\n## 概要\n\n5/1 10:00 から受付が止まった。\n\n## 原因\n\n設定の誤りのため。\n\n## 再発防止策\n\n- 監視体制を強化する。\n";

/// A directory of files that goes away with the test. Its path has no links in it.
pub struct Tree {
    directory: tempfile::TempDir,
}

impl Tree {
    /// Writes files, each by its path and text; a path that ends in `/` is a directory.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let tree = Self { directory: tempfile::tempdir().expect("a directory") };
        for (path, text) in files {
            tree.write(path, text);
        }
        tree
    }

    /// The path of something in it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.directory.path().canonicalize().expect("it exists").join(path)
    }

    /// Writes a file, or makes a directory.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let full = self.path(path);
        if path.ends_with('/') {
            return fs::create_dir_all(full).expect("a directory");
        }
        fs::create_dir_all(full.parent().expect("a parent")).expect("directories");
        fs::write(full, text).expect("a file");
    }

    /// Makes `link` lead to `target`, which is relative to the link or absolute.
    #[cfg(unix)]
    pub fn link(&self, target: impl AsRef<Path>, link: &str) {
        std::os::unix::fs::symlink(target, self.path(link)).expect("a link");
    }

    /// Runs hadome in one of its directories, in English.
    pub fn run(&self, directory: &str, args: &[&str]) -> Ran {
        self.run_with(directory, args, &[])
    }

    /// The same with environment variables.
    pub fn run_with(&self, directory: &str, args: &[&str], environment: &[(&str, &str)]) -> Ran {
        let english = [("HADOME_LANG", "en"), ("NO_COLOR", "1")];
        let environment: Vec<_> = english.iter().chain(environment).copied().collect();
        Ran::of(hadome(&self.path(directory), args, &environment, b""))
    }
}

/// Runs hadome in a directory, without the user's own language, with these variables and this text on standard input.
pub fn hadome(directory: &Path, args: &[&str], environment: &[(&str, &str)], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hadome"))
        .args(args)
        .current_dir(directory)
        .env_remove("HADOME_LANG")
        .env_remove("NO_GRAPHICS")
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("hadome starts");
    // A command that does not read its input may be gone before it is written.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin);
    child.wait_with_output().expect("hadome ends")
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

/// What a run gave.
#[derive(Debug, PartialEq)]
pub struct Ran {
    /// The exit code.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Takes what a process left.
    pub fn of(output: Output) -> Self {
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Checks the exit code and that standard error says each of some things exactly once; none: that it is empty.
    #[track_caller]
    pub fn expect(&self, code: i32, told: &[&str]) -> &Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        if told.is_empty() {
            assert_eq!(self.err, "", "{self:#?}");
        }
        // Drawn errors are broken into lines.
        let err = self.err.split_whitespace().filter(|w| *w != "│").collect::<Vec<_>>().join(" ");
        for words in told {
            assert_eq!(err.matches(words).count(), 1, "{words:?} once in {err}");
        }
        self
    }
}
