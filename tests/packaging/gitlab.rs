//! `ci/gitlab.yml`: the job's commands, run by `sh` one after the other as a runner does.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::common::{Tree, WEAK};
use crate::release::Releases;
use crate::{have, path_without_hadome, read, write_program, yaml};

const NEEDED: [&str; 4] = ["sh", "curl", "tar", "git"];

/// The header with the inputs, and the job.
fn template() -> (Value, Value) {
    let documents = yaml::documents(&read("ci/gitlab.yml")).expect("YAML");
    let [header, jobs] = <[Value; 2]>::try_from(documents).expect("a header and the jobs");
    (header["spec"]["inputs"].clone(), jobs["hadome"].clone())
}

/// Runs the job in a directory, with some inputs and further variables.
fn run(directory: &Path, inputs: &[(&str, &str)], variables: &[(&str, &str)]) -> Output {
    let (declared, job) = template();
    let declared = declared.as_object().expect("inputs");
    let mut values: BTreeMap<&str, String> = declared
        .iter()
        .map(|(name, input)| (name.as_str(), input["default"].as_str().expect("a default").to_owned()))
        .collect();
    for (name, value) in inputs {
        values.insert(name, (*value).to_owned()).expect("a declared input");
    }
    let fill = |text: &str| {
        values
            .iter()
            .fold(text.to_owned(), |t, (name, value)| t.replace(&format!("$[[ inputs.{name} ]]"), value))
    };
    let tools = tempfile::tempdir().expect("a directory");
    // The package manager of the image, which this machine may not have.
    write_program(&tools.path().join("apk"), "#!/bin/sh\n");
    let lines = ["before_script", "script"].map(|key| job[key].as_array().expect("commands").clone());
    let commands: Vec<&str> = lines.iter().flatten().map(|line| line.as_str().expect("a command")).collect();
    let own = job["variables"].as_object().expect("variables");
    let bin = tools.path().join("bin").display().to_string();
    Command::new("sh")
        .args(["-ec", &commands.join("\n")])
        .current_dir(directory)
        .envs(own.iter().map(|(name, value)| (name, fill(value.as_str().expect("text")))))
        .env("HADOME_INSTALL_DIR", &bin)
        .env("PATH", format!("{}:{bin}:{}", tools.path().display(), path_without_hadome()))
        .env_remove("HADOME_LANG")
        .envs(variables.iter().copied())
        .output()
        .expect("sh starts")
}

#[test]
fn the_job_installs_checks_and_writes_its_report() {
    if !have(&NEEDED) {
        return;
    }
    let releases = Releases::with("1.2.3");
    let url = releases.url();
    for version in ["1.2.3", "latest"] {
        let tree = Tree::new(&[("report.md", WEAK)]);
        let output = run(&tree.path(""), &[("version", version), ("releases", &url)], &[]);
        let log = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{log}{}", String::from_utf8_lossy(&output.stderr));
        assert!(log.contains("no-strong-action"), "{log}");
        let (_, job) = template();
        let report = job["artifacts"]["reports"]["codequality"].as_str().expect("a file");
        let report = fs::read_to_string(tree.path(report)).expect("the report");
        let entries: Value = serde_json::from_str(&report).expect("JSON");
        assert_eq!(entries[0]["location"]["path"], "report.md");
    }
}

#[test]
fn inputs_are_words_and_never_commands() {
    if !have(&NEEDED) {
        return;
    }
    let releases = Releases::with("1.2.3");
    let tree = Tree::new(&[("report.md", WEAK)]);
    let url = releases.url();
    let evil = "$(touch owned); touch owned `touch owned`";
    // 3 is what curl says of such an address.
    for (input, code) in [("paths", 2), ("args", 2), ("diff", 2), ("version", 3), ("releases", 3)] {
        let mut inputs = vec![("version", "1.2.3"), ("releases", url.as_str())];
        inputs.retain(|(name, _)| *name != input);
        inputs.push((input, evil));
        let output = run(&tree.path(""), &inputs, &[]);
        assert_eq!(output.status.code(), Some(code), "{input}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!tree.path("owned").exists(), "{input}");
    }
}

#[test]
fn a_merge_request_is_compared_with_its_base() {
    if !have(&NEEDED) {
        return;
    }
    let releases = Releases::with("1.2.3");
    let tree = Tree::new(&[("old.md", WEAK)]);
    let git = |args: &[&str]| {
        let output = Command::new("git")
            .args(["-c", "user.name=t", "-c", "user.email=t@example.com"])
            .args(args)
            .current_dir(tree.path(""))
            .output()
            .expect("git starts");
        assert!(output.status.success(), "{args:?}");
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "base"]);
    let base = git(&["rev-parse", "HEAD"]);
    tree.write("new.md", WEAK);
    git(&["add", "."]);
    git(&["commit", "-qm", "change"]);
    let url = releases.url();
    let inputs = [("version", "1.2.3"), ("releases", &url), ("diff", "auto")];
    let log = |variables: &[(&str, &str)]| {
        String::from_utf8(run(&tree.path(""), &inputs, variables).stdout).expect("UTF-8")
    };
    let changed = log(&[("CI_MERGE_REQUEST_DIFF_BASE_SHA", &base)]);
    assert!(changed.contains("new.md") && !changed.contains("old.md"), "{changed}");
    let everything = log(&[]);
    assert!(everything.contains("new.md") && everything.contains("old.md"), "{everything}");
}
