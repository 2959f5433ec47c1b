//! Names, versions and addresses that stand in several files.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{read, root, yaml};

/// A key of `[workspace.package]`.
fn package(key: &str) -> String {
    let manifest = read("Cargo.toml");
    let line = manifest.lines().find_map(|line| line.strip_prefix(&format!("{key} = ")));
    line.expect("the key").trim_matches('"').to_owned()
}

/// The files in which users read how to get hadome, and those that fetch it.
fn public() -> Vec<String> {
    let mut files: Vec<String> = [
        "README.md",
        "README.ja.md",
        "action.yml",
        "ci/install.sh",
        "ci/gitlab.yml",
        ".pre-commit-hooks.yaml",
    ]
    .map(str::to_owned)
    .to_vec();
    let pages = fs::read_dir(root().join("docs")).expect("a directory").flatten();
    let pages = pages.map(|page| page.path()).filter(|page| page.extension().is_some_and(|e| e == "md"));
    files.extend(
        pages.filter_map(|page| page.strip_prefix(root()).ok().and_then(Path::to_str).map(str::to_owned)),
    );
    files
}

#[test]
fn there_is_one_repository() {
    let repository = package("repository");
    assert_eq!(repository, "https://github.com/hadome/hadome");
    for file in public() {
        let text = read(&file);
        for after in text.split("github.com/hadome").skip(1) {
            assert!(after.starts_with("/hadome"), "{file}");
        }
    }
    assert!(read("ci/install.sh").contains(&format!("{repository}/releases}}")));
    let (header, _) = gitlab();
    assert_eq!(header["releases"]["default"], format!("{repository}/releases"));
}

fn gitlab() -> (Value, Value) {
    let mut documents = yaml::documents(&read("ci/gitlab.yml")).expect("YAML");
    let jobs = documents.pop().expect("the jobs");
    (documents.pop().expect("a header")["spec"]["inputs"].clone(), jobs)
}

#[test]
fn versions_that_users_copy_are_the_version_of_this_tree() {
    let version = package("version");
    assert_eq!(gitlab().0["version"]["default"], version);
    for file in public() {
        let text = read(&file);
        for before in ["hadome/hadome@v", "hadome/hadome/v", "hadome.git#v", "rev: v"] {
            for after in text.split(before).skip(1) {
                let named = after.split(|c: char| !(c.is_alphanumeric() || ".-+".contains(c))).next();
                assert_eq!(named, Some(version.as_str()), "{file}: {before}");
            }
        }
    }
}

#[test]
fn cargo_binstall_looks_for_what_the_release_workflow_uploads() {
    let manifest = read("Cargo.toml");
    let workflow = read(".github/workflows/release.yml");
    assert!(manifest.contains("/releases/download/v{ version }/hadome-{ target }.tar.gz\""));
    assert!(manifest.contains("bin-dir = \"hadome-{ target }/{ bin }{ binary-ext }\""));
    assert!(workflow.contains("tar -czf \"hadome-$TARGET.tar.gz\" \"hadome-$TARGET\""));
    assert!(workflow.contains("cp \"target/$TARGET/release/hadome$suffix\""));
}

#[test]
fn every_action_of_others_is_pinned_to_a_commit() {
    let workflows = read(".github/workflows/release.yml") + &read(".github/workflows/ci.yml");
    for line in workflows.lines().filter(|line| line.contains("uses:") && !line.contains("uses: ./")) {
        let commit = line.split('@').nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
        assert!(commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit()), "{line}");
    }
}

/// Everything that the image is built from has to pass `.dockerignore`, and nothing that is large and useless.
#[test]
fn the_image_is_built_from_what_cargo_reads() {
    let ignore = read(".dockerignore");
    let kept: Vec<&str> = ignore.lines().filter_map(|line| line.strip_prefix('!')).collect();
    for needed in ["Cargo.toml", "Cargo.lock", "crates", "rules"] {
        assert!(kept.contains(&needed), "{needed}");
    }
    for file in read("Dockerfile").lines().filter_map(|line| line.strip_prefix("COPY ")) {
        for path in
            file.split(' ').filter(|path| !path.starts_with("--") && !path.starts_with('/') && *path != ".")
        {
            let top = path.split('/').next().unwrap_or(path);
            let passes = |k: &&str| *k == top || k.strip_suffix('*').is_some_and(|k| top.starts_with(k));
            assert!(file.starts_with("--from") || kept.iter().any(passes), "{path}");
            assert!(file.starts_with("--from") || root().join(path).exists(), "{path}");
        }
    }
    assert!(!kept.contains(&"target"));
}
