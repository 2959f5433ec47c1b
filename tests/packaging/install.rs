//! `ci/install.sh`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::release::{Releases, sha256};
use crate::{have, path_without_hadome, read, root, write_program, yaml};

const NEEDED: [&str; 3] = ["sh", "curl", "tar"];

/// Runs the script with variables, into `directory/bin`.
fn install(directory: &Path, variables: &[(&str, &str)]) -> Output {
    Command::new("sh")
        .arg(root().join("ci/install.sh"))
        .env("PATH", path_without_hadome())
        .env("HADOME_INSTALL_DIR", directory.join("bin"))
        .envs(variables.iter().copied())
        .output()
        .expect("sh starts")
}

/// Installs and tells whether that went well, whether there is a binary now, and the error.
fn outcome(releases: &Releases, variables: &[(&str, &str)]) -> (bool, bool, String) {
    let directory = tempfile::tempdir().expect("a directory");
    let url = releases.url();
    let output = install(directory.path(), &[&[("HADOME_RELEASES", url.as_str())], variables].concat());
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    (output.status.success(), directory.path().join("bin/hadome").exists(), stderr)
}

#[test]
fn a_release_is_installed_by_version_or_as_the_latest() {
    if !have(&NEEDED) {
        return;
    }
    let releases = Releases::with("1.2.3");
    for version in ["1.2.3", "v1.2.3", "latest", ""] {
        let installed = outcome(&releases, &[("HADOME_VERSION", version)]);
        assert_eq!(installed, (true, true, String::new()), "{version:?}");
    }
    let (well, there, error) = outcome(&releases, &[("HADOME_VERSION", "9.9.9")]);
    assert_eq!((well, there), (false, false));
    assert!(error.contains("download/v9.9.9/hadome-") && error.contains("cannot be downloaded"), "{error}");
}

#[test]
fn an_installed_binary_runs_and_takes_the_place_of_an_older_one() {
    if !have(&NEEDED) {
        return;
    }
    let releases = Releases::with("1.2.3");
    let directory = tempfile::tempdir().expect("a directory");
    fs::create_dir(directory.path().join("bin")).expect("a directory");
    fs::write(directory.path().join("bin/hadome"), "old").expect("a file");
    let output = install(directory.path(), &[("HADOME_RELEASES", &releases.url())]);
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let expected = format!("installed hadome {} as ", env!("CARGO_PKG_VERSION"));
    assert!(said.starts_with(&expected), "{said}");
    let names = fs::read_dir(directory.path().join("bin")).expect("a directory").count();
    assert_eq!(names, 1, "nothing else is left behind");
}

#[test]
fn an_archive_with_another_checksum_is_not_installed() {
    if !have(&NEEDED) {
        return;
    }
    let releases = Releases::with("1.2.3");
    let right = sha256(&releases.archive("1.2.3"));
    let pinned = |sum: &str| outcome(&releases, &[("HADOME_VERSION", "1.2.3"), ("HADOME_CHECKSUM", sum)]);
    assert!(pinned(&right).0, "the sum that was asked for");
    let (well, there, error) = pinned(&"0".repeat(64));
    assert_eq!((well, there), (false, false));
    assert!(error.contains(&format!("has SHA-256 {right}, not 0000")), "{error}");

    let mut tampered = fs::read(releases.archive("1.2.3")).expect("an archive");
    tampered.push(0);
    fs::write(releases.archive("1.2.3"), tampered).expect("written");
    let (well, there, error) = outcome(&releases, &[("HADOME_VERSION", "1.2.3")]);
    assert_eq!((well, there), (false, false));
    assert!(error.contains("it is not installed"), "{error}");

    let sums = releases.archive("1.2.3").with_file_name("SHA256SUMS");
    fs::write(sums, format!("{right}  something-else.tar.gz\n")).expect("written");
    let (well, there, error) = outcome(&releases, &[("HADOME_VERSION", "1.2.3")]);
    assert_eq!((well, there), (false, false));
    assert!(error.contains("does not list"), "{error}");
}

#[test]
fn a_version_is_no_path() {
    let releases = Releases::with("1.2.3");
    for version in ["../../latest/download", "1.2.3/..", "$(touch x)", "1 2"] {
        let (well, there, error) = outcome(&releases, &[("HADOME_VERSION", version)]);
        assert_eq!((well, there), (false, false), "{version}");
        assert!(error.contains("is no version"), "{error}");
    }
}

/// The archive that the script asks for on a machine of which `uname` says `system` and `machine`.
fn asked_for(system: &str, machine: &str) -> Option<String> {
    let directory = tempfile::tempdir().expect("a directory");
    let uname = directory.path().join("uname");
    let text = format!("#!/bin/sh\ncase $1 in -s) echo '{system}' ;; -m) echo '{machine}' ;; esac\n");
    write_program(&uname, &text);
    let path = format!("{}:{}", directory.path().display(), path_without_hadome());
    let releases = format!("file://{}", directory.path().display());
    let output = install(directory.path(), &[("PATH", &path), ("HADOME_RELEASES", &releases)]);
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    let name = stderr.split("latest/download/hadome-").nth(1)?;
    Some(name.split(".tar.gz").next().unwrap_or_default().to_owned())
}

#[test]
fn what_the_script_asks_for_is_what_the_release_workflow_builds() {
    if !have(&NEEDED) {
        return;
    }
    let machines = [
        ("Linux", "x86_64"),
        ("Linux", "aarch64"),
        ("Darwin", "x86_64"),
        ("Darwin", "arm64"),
        ("MINGW64_NT-10.0-20348", "x86_64"),
        ("MSYS_NT-10.0-20348", "x86_64"),
    ];
    let asked: BTreeSet<String> =
        machines.iter().map(|(s, m)| asked_for(s, m).unwrap_or_else(|| panic!("{s} {m}"))).collect();
    let workflow = yaml::document(&read(".github/workflows/release.yml"));
    let matrix = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_array().expect("a matrix");
    let built: BTreeSet<String> =
        matrix.iter().filter_map(|row| row["target"].as_str().map(str::to_owned)).collect();
    assert_eq!(asked.difference(&built).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(asked.len(), 5);
    assert_eq!(asked_for("FreeBSD", "amd64"), None);
    assert_eq!(asked_for("Linux", "riscv64"), None);
}
