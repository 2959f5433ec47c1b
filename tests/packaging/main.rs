//! How hadome reaches a pipeline: the script that installs a release, the GitHub Action, the GitLab template, and the names and versions on
//! which these and the release workflow agree. Everything is run by the shell that would run it, against releases in a directory.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "packaging is files and processes")]

mod action;
mod agreement;
#[path = "../common/mod.rs"]
mod common;
mod docs;
mod gitlab;
mod install;
mod release;
mod yaml;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the repository.
fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// `PATH` without the directories in which some hadome is installed.
fn path_without_hadome() -> String {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let kept: Vec<PathBuf> = std::env::split_paths(&path).filter(|d| !d.join("hadome").exists()).collect();
    std::env::join_paths(kept).expect("a path").into_string().expect("UTF-8")
}

/// Writes a program. A process of its own does it: this one may be starting others at the same time, which would hold the file open for
/// writing for a moment, and such a file can't be run.
fn write_program(path: &Path, text: &str) {
    let write = ["-c", "cat >\"$1\" && chmod 755 \"$1\"", "sh"];
    let mut child =
        Command::new("sh").args(write).arg(path).stdin(Stdio::piped()).spawn().expect("sh starts");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("written");
    assert!(child.wait().expect("sh ends").success());
}

/// Whether programs that the test can't do without are there. A machine may lack them; that is said.
fn have(programs: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let missing: Vec<_> = programs
        .iter()
        .filter(|program| !std::env::split_paths(&path).any(|directory| directory.join(program).is_file()))
        .collect();
    if !missing.is_empty() {
        eprintln!("skipped: {missing:?} not found");
    }
    missing.is_empty()
}
