//! `action.yml`, run step by step as a runner does: expressions first, then `bash` with the files that steps write to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::common::{Tree, WEAK};
use crate::release::Releases;
use crate::{have, path_without_hadome, read, root, yaml};

const NEEDED: [&str; 4] = ["bash", "curl", "tar", "git"];

/// A job on a runner: the user's repository, the runner's directory for temporary files, and what the job says.
struct Job {
    workspace: Tree,
    temporary: tempfile::TempDir,
    path: String,
    releases: String,
    base_sha: String,
}

/// What a run of the action left.
struct Ran {
    failed: bool,
    log: String,
    outputs: BTreeMap<String, String>,
    summary: String,
}

impl Job {
    /// A job in a repository with one weak report, on a runner without hadome.
    fn new(releases: &str) -> Self {
        Self {
            workspace: Tree::new(&[("report.md", WEAK)]),
            temporary: tempfile::tempdir().expect("a directory"),
            path: path_without_hadome(),
            releases: releases.to_owned(),
            base_sha: String::new(),
        }
    }

    /// A job on a runner that has hadome already.
    fn with_hadome() -> Self {
        let mut job = Self::new("file:///nowhere");
        let binary = Path::new(env!("CARGO_BIN_EXE_hadome"));
        job.path = format!("{}:{}", binary.parent().expect("a directory").display(), job.path);
        job
    }

    fn directory(&self) -> PathBuf {
        self.workspace.path("")
    }

    /// Runs the steps with some inputs; the others have their defaults.
    fn run(&self, inputs: &[(&str, &str)]) -> Ran {
        let action = yaml::document(&read("action.yml"));
        let mut context = self.context(&action, inputs);
        let files = ["output", "path", "summary"].map(|name| self.temporary.path().join(name));
        let mut ran =
            Ran { failed: false, log: String::new(), outputs: BTreeMap::new(), summary: String::new() };
        let mut path = self.path.clone();
        for step in action["runs"]["steps"].as_array().expect("steps") {
            files.iter().for_each(|file| fs::write(file, "").expect("a file"));
            ran.failed = !self.step(step, &context, &path, &files, &mut ran.log);
            let id = step["id"].as_str().expect("an id");
            for line in fs::read_to_string(&files[0]).expect("outputs").lines() {
                let (name, value) = line.split_once('=').expect("name=value");
                context.insert(format!("steps.{id}.outputs.{name}"), value.to_owned());
            }
            for line in fs::read_to_string(&files[1]).expect("paths").lines() {
                path = format!("{line}:{path}");
            }
            ran.summary += &fs::read_to_string(&files[2]).expect("a summary");
            if ran.failed {
                break;
            }
        }
        for (name, output) in action["outputs"].as_object().expect("outputs") {
            ran.outputs.insert(name.clone(), evaluate(&output["value"], &context));
        }
        ran
    }

    /// What expressions may name.
    fn context(&self, action: &Value, inputs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let known = action["inputs"].as_object().expect("inputs");
        let defaults = known.iter().map(|(name, input)| {
            (format!("inputs.{name}"), input["default"].as_str().expect("a default").to_owned())
        });
        let mut context: BTreeMap<String, String> = defaults.collect();
        for (name, value) in inputs {
            context.insert(format!("inputs.{name}"), (*value).to_owned()).expect("a known input");
        }
        let base = "github.event.pull_request.base.sha || github.event.merge_group.base_sha";
        context.insert(base.to_owned(), self.base_sha.clone());
        context
    }

    /// Runs one step and says whether it went well.
    fn step(
        &self,
        step: &Value,
        context: &BTreeMap<String, String>,
        path: &str,
        files: &[PathBuf; 3],
        log: &mut String,
    ) -> bool {
        assert_eq!(step["shell"], "bash");
        let script = self.temporary.path().join("script.sh");
        fs::write(&script, step["run"].as_str().expect("a script")).expect("a file");
        let directory = self.directory().join(evaluate(&step["working-directory"], context));
        let variables = step["env"].as_object().expect("variables");
        let output = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail"])
            .arg(&script)
            .current_dir(directory)
            .env("PATH", path)
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_ACTION_PATH", root())
            .env("GITHUB_WORKSPACE", self.directory())
            .env("RUNNER_TEMP", self.temporary.path())
            .envs(["GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"].into_iter().zip(files))
            .env("HADOME_RELEASES", &self.releases)
            .env_remove("HADOME_LANG")
            .envs(variables.iter().map(|(name, value)| (name, evaluate(value, context))))
            .output()
            .expect("bash starts");
        log.push_str(&String::from_utf8_lossy(&output.stdout));
        log.push_str(&String::from_utf8_lossy(&output.stderr));
        output.status.success()
    }

    fn git(&self, args: &[&str]) -> String {
        git(&self.directory(), args)
    }
}

fn git(directory: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"])
        .args(args)
        .current_dir(directory)
        .output()
        .expect("git starts");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

/// Puts the values of expressions into a field; an absent field is empty.
fn evaluate(field: &Value, context: &BTreeMap<String, String>) -> String {
    let mut rest = field.as_str().unwrap_or_default();
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("${{") {
        let (expression, after) = after.split_once("}}").expect("an end of the expression");
        text.push_str(before);
        text.push_str(context.get(expression.trim()).map_or("", String::as_str));
        rest = after;
    }
    text + rest
}

#[test]
fn no_expression_becomes_shell_source() {
    let action = yaml::document(&read("action.yml"));
    for step in action["runs"]["steps"].as_array().expect("steps") {
        assert!(!step["run"].as_str().expect("a script").contains("${{"), "{}", step["name"]);
    }
}

#[test]
fn a_weak_report_is_annotated_summed_up_and_fails_the_step() {
    if !have(&NEEDED) {
        return;
    }
    let releases = Releases::with("1.2.3");
    let job = Job::new(&releases.url());
    let ran = job.run(&[("version", "1.2.3")]);
    assert!(ran.failed, "{}", ran.log);
    assert!(ran.log.contains("::error file=report.md,line="), "{}", ran.log);
    assert!(ran.summary.contains("no-strong-action"), "{}", ran.summary);
    assert_eq!(ran.outputs["exit-code"], "1");
    assert_eq!(ran.outputs["version"], env!("CARGO_PKG_VERSION"));
    let errors = ran.log.matches("::error file=").count() + ran.log.matches("::warning file=").count();
    let notices = ran.log.matches("::notice file=").count();
    assert_eq!(ran.outputs["findings"], (errors + notices).to_string(), "{}", ran.log);
}

#[test]
fn without_a_version_the_one_of_the_action_is_installed() {
    if !have(&NEEDED) {
        return;
    }
    let releases = Releases::with(env!("CARGO_PKG_VERSION"));
    fs::remove_dir_all(releases.path().join("latest")).expect("removed");
    let ran = Job::new(&releases.url()).run(&[("fail-on", "never")]);
    assert!(!ran.failed, "{}", ran.log);
    assert_eq!(ran.outputs["exit-code"], "0");
}

#[test]
fn a_hadome_on_the_path_is_used_unless_a_version_is_asked_for() {
    if !have(&NEEDED) {
        return;
    }
    let job = Job::with_hadome();
    assert_eq!(job.run(&[]).outputs["exit-code"], "1");
    let ran = job.run(&[("version", "1.2.3")]);
    assert!(ran.failed && ran.log.contains("cannot be downloaded"), "{}", ran.log);
    assert_eq!(ran.outputs["exit-code"], "", "nothing was checked");
}

#[test]
fn an_archive_that_was_tampered_with_never_runs() {
    if !have(&NEEDED) {
        return;
    }
    let releases = Releases::with("1.2.3");
    let job = Job::new(&releases.url());
    let ran = job.run(&[("version", "1.2.3"), ("checksum", &"0".repeat(64))]);
    assert!(ran.failed && ran.log.contains("it is not installed"), "{}", ran.log);
    assert_eq!((ran.outputs["version"].as_str(), ran.outputs["exit-code"].as_str()), ("", ""));
}

#[test]
fn inputs_are_words_and_never_commands() {
    if !have(&NEEDED) {
        return;
    }
    let job = Job::with_hadome();
    job.workspace.write("a report.md", WEAK);
    let ran = job.run(&[("paths", "  a report.md  \n\nreport.md\n"), ("format", "short")]);
    assert!(ran.log.contains("\na report.md:") || ran.log.starts_with("a report.md:"), "{}", ran.log);
    assert!(ran.log.contains("\nreport.md:"), "{}", ran.log);
    let evil = "$(touch owned); touch owned `touch owned` \"' && touch owned";
    for input in ["paths", "format", "args", "fail-on", "diff", "baseline", "summary"] {
        let ran = job.run(&[(input, evil), (if input == "args" { "paths" } else { "args" }, "--quiet")]);
        assert!(input == "summary" || ran.outputs["exit-code"] == "2", "{input}: {}", ran.log);
        assert!(!job.directory().join("owned").exists(), "{input}");
    }
    // What stands in `paths` is a path even if it looks like an option.
    let ran = job.run(&[("paths", "--version")]);
    assert_eq!(ran.outputs["exit-code"], "2", "{}", ran.log);
}

#[test]
fn options_formats_and_the_directory_are_passed_on() {
    if !have(&NEEDED) {
        return;
    }
    let job = Job::with_hadome();
    job.workspace.write("inner/report.md", WEAK);
    let inputs = [
        ("working-directory", "inner"),
        ("format", "short\nsarif=out/hadome.sarif"),
        ("args", "--select no-strong-action\n--lang en"),
        ("summary", "false"),
        ("fail-on", "never"),
    ];
    let ran = job.run(&inputs);
    assert!(!ran.failed, "{}", ran.log);
    assert_eq!(ran.outputs["findings"], "1");
    assert_eq!(ran.summary, "");
    let sarif = fs::read_to_string(job.directory().join("inner/out/hadome.sarif")).expect("a file");
    let sarif: Value = serde_json::from_str(&sarif).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_pull_request_is_compared_with_its_base_even_in_a_shallow_clone() {
    if !have(&NEEDED) {
        return;
    }
    let origin = Job::with_hadome();
    origin.git(&["init", "-q"]);
    origin.git(&["add", "."]);
    origin.git(&["commit", "-qm", "base"]);
    let base = origin.git(&["rev-parse", "HEAD"]);
    origin
        .workspace
        .write("report.md", WEAK.replace("体制を強化する。\n", "体制を強化する。\n- 点検体制を強化する。\n"));
    origin.git(&["commit", "-qam", "change"]);

    let select = ("args", "--select organisation-strengthening");
    let mut job = Job::with_hadome();
    job.workspace = Tree::new(&[]);
    let url = format!("file://{}", origin.directory().display());
    git(&job.directory(), &["clone", "-q", "--depth=1", &url, "."]);
    let all: u32 = job.run(&[select]).outputs["findings"].parse().expect("a number");
    job.base_sha = base;
    let ran = job.run(&[select, ("diff", "auto")]);
    let new: u32 = ran.outputs["findings"].parse().expect("a number");
    assert_eq!((all, new), (2, 1), "{}", ran.log);

    // Other events have no base: everything is checked.
    job.base_sha = String::new();
    assert_eq!(job.run(&[select, ("diff", "auto")]).outputs["findings"], "2");
    let ran = job.run(&[select, ("diff", "no-such-branch")]);
    assert_eq!(ran.outputs["exit-code"], "2", "{}", ran.log);
}

#[test]
fn findings_that_a_baseline_knows_neither_fail_nor_count() {
    if !have(&NEEDED) {
        return;
    }
    let job = Job::with_hadome();
    let hadome = |args: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_hadome")).args(args).current_dir(job.directory()).output();
        assert!(output.expect("hadome starts").status.success());
    };
    hadome(&["baseline", "create", "--baseline", "known.toml"]);
    assert_eq!(job.run(&[]).outputs["exit-code"], "1", "a baseline of another name is not found");
    let ran = job.run(&[("baseline", "known.toml")]);
    assert_eq!(
        (ran.outputs["exit-code"].as_str(), ran.outputs["findings"].as_str()),
        ("0", "0"),
        "{}",
        ran.log
    );
}
