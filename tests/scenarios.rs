//! The reports of `fixtures/`: what each has to give, and what has to stay silent.

#![allow(clippy::disallowed_methods, reason = "fixtures are files")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use hadome_project::{Linted, Overrides, Workspace};

/// Lints a fixture without any configuration.
fn lint(fixture: &str) -> Linted {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(fixture);
    let workspace = Workspace::new(Overrides { isolated: true, ..Overrides::default() });
    let bytes = std::fs::read(&path).expect("a fixture");
    workspace.lint_bytes(&path, &bytes).expect("the built-in rules load")
}

/// Every finding as `line rule`, in order of place.
fn findings(linted: &Linted) -> Vec<String> {
    let line = |byte| linted.source.position(byte).line;
    linted.outcome.diagnostics.iter().map(|d| format!("{} {}", line(d.span.start), d.rule)).collect()
}

/// Checks that a fixture gives at least these findings, each as `line rule` or `line tag`.
fn check(fixture: &str, expected: &[&str]) {
    let linted = lint(fixture);
    let mut found = findings(&linted);
    for d in &linted.outcome.diagnostics {
        let line = linted.source.position(d.span.start).line;
        found.extend(d.tags.iter().map(|tag| format!("{line} {tag}")));
    }
    let missing: Vec<&&str> = expected.iter().filter(|e| !found.iter().any(|f| f == *e)).collect();
    assert!(missing.is_empty(), "{fixture}: missing {missing:?} in\n{}", found.join("\n"));
}

#[test]
fn an_unpaid_contract_and_two_reminders() {
    check(
        "reports/hosting-suspension.md",
        &[
            "20 ignored-signal",
            "28 person-cause",
            "28 single-level-cause",
            "30 no-strong-action",
            "32 after-the-fact-check",
            "32 owner-missing",
            "32 status-undated",
            "33 inverted-cause",
            "33 interim-permanent-mixed",
            "34 organisation-strengthening",
            "35 headcount-only",
            "36 claim-without-target",
            "36 orphan-measure",
            "36 vague-quantity",
        ],
    );
}

#[test]
fn an_article_that_criticises_that_report_gives_nothing() {
    assert_eq!(findings(&lint("articles/critique.md")), Vec::<String>::new());
}

#[test]
fn a_product_bug_and_no_measures() {
    check("reports/proxy-replacement.txt", &["23 vendor-only-cause"]);
    let linted = lint("reports/proxy-replacement.txt");
    let rules: BTreeSet<&str> = linted.outcome.diagnostics.iter().map(|d| &*d.rule).collect();
    assert!(rules.contains("escape-cause-missing"), "{rules:?}");
    let missing = linted.outcome.diagnostics.iter().find(|d| &*d.rule == "section-missing");
    assert!(missing.expect("section-missing").message.contains("再発防止策"));
}

#[test]
fn a_good_report_gives_nothing() {
    assert_eq!(findings(&lint("reports/double-shipment.md")), Vec::<String>::new());
}

#[test]
fn every_format_and_notation_is_read() {
    check("formats/attendance-sjis.txt", &["18 after-the-fact-check", "19 weak-exhortation"]);
    check("formats/bold-headings.md", &["20 organisation-strengthening", "22 procedure-only"]);
    check("formats/key-value.md", &["10 lack-noun-cause", "12 weak-human-check", "12 weak-measure"]);
    check("formats/mail.txt", &["23 weak-exhortation"]);
    check("formats/notice.html", &["22 organisation-strengthening", "23 weak-measure"]);
}

#[test]
fn a_finding_quotes_what_stands_at_its_place() {
    for fixture in ["reports/hosting-suspension.md", "formats/attendance-sjis.txt", "formats/key-value.md"] {
        let linted = lint(fixture);
        for d in &linted.outcome.diagnostics {
            let text = linted.source.slice(d.span);
            assert!(!text.is_empty(), "{fixture}: {} points at nothing", d.rule);
            if let Some(quoted) = d.message.strip_prefix('「').and_then(|m| m.split_once('」')) {
                assert_eq!(quoted.0, text, "{fixture}: {}", d.rule);
            }
        }
    }
}

#[test]
fn line_ends_change_no_finding() {
    let workspace = Workspace::new(Overrides { isolated: true, ..Overrides::default() });
    for fixture in ["reports/hosting-suspension.md", "reports/proxy-replacement.txt", "formats/notice.html"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(fixture);
        let text = std::fs::read_to_string(&path).expect("a fixture").replace("\r\n", "\n");
        let lf = workspace.lint_bytes(&path, text.as_bytes()).expect("rules load");
        let crlf = workspace.lint_bytes(&path, text.replace('\n', "\r\n").as_bytes()).expect("rules load");
        assert_eq!(findings(&lf), findings(&crlf), "{fixture}");
    }
}
