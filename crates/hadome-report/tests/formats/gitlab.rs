//! GitLab's code quality report.

use std::collections::HashSet;

use hadome_core::diagnostic::{Lang, Suppressed, Waiver};
use hadome_report::Format;
use serde_json::Value;

use crate::bench::{self, File, file, warning};
use crate::schema;

fn issues(files: &[File]) -> Vec<Value> {
    let report = schema::json(&bench::render(Format::Gitlab, files, Lang::Ja));
    schema::check("gitlab-code-quality.json", &report);
    report.as_array().expect("an array").clone()
}

fn fingerprints(files: &[File]) -> Vec<String> {
    issues(files).iter().map(|i| i["fingerprint"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn the_report_is_valid() {
    insta::assert_snapshot!(bench::render(Format::Gitlab, &bench::ordinary(), Lang::Ja));
    assert_eq!(issues(&bench::ordinary()).len(), 4);
    assert_eq!(issues(&bench::hostile()).len(), 2);
    assert!(issues(&[]).is_empty());
}

/// Two measures in the same words: equal in path, rule and anchor.
fn twice(before: &str) -> File {
    file(
        "a.md",
        &format!("{before}- ⟦再教育を実施⟧する。\n- ⟦再教育を実施⟧する。\n"),
        |_, span| warning(span, "弱い"),
    )
}

#[test]
fn fingerprints_are_unique_and_outlive_edits_around_them() {
    let first = fingerprints(&[twice("")]);
    assert_eq!(first.iter().collect::<HashSet<_>>().len(), 2, "GitLab drops equal ones");
    assert_eq!(fingerprints(&[twice("# 再発防止策\n\n一行増えた。\n\n")]), first);
    let mut elsewhere = twice("");
    elsewhere.root_path = "docs/b.md".to_owned();
    assert!(fingerprints(&[elsewhere]).iter().all(|f| !first.contains(f)));
}

#[test]
fn waving_one_of_two_equal_findings_through_leaves_the_other_its_fingerprint() {
    let first = fingerprints(&[twice("")]);
    let mut waved = twice("");
    let diagnostic = waved.diagnostics.remove(0);
    waved.suppressed.push(Suppressed { diagnostic, by: Waiver::Baseline });
    assert_eq!(fingerprints(&[waved]), first[1..]);
}
