//! SARIF.

use std::collections::HashSet;

use hadome_core::diagnostic::Lang;
use hadome_core::source::{Source, Span};
use hadome_report::Format;
use serde_json::{Value, json};

use crate::bench::{self, File, file, warning};
use crate::schema;

fn log(format: Format, files: &[File]) -> Value {
    let log = schema::json(&bench::render(format, files, Lang::Ja));
    schema::check("sarif-2.1.0.json", &log);
    log
}

fn results(format: Format, files: &[File]) -> Vec<Value> {
    log(format, files)["runs"][0]["results"].as_array().expect("an array").clone()
}

#[test]
fn the_log_is_valid() {
    insta::assert_snapshot!(bench::render(Format::Sarif, &bench::ordinary(), Lang::Ja));
    for format in [Format::Sarif, Format::SarifGithub] {
        log(format, &bench::ordinary());
        log(format, &bench::hostile());
        log(format, &[]);
    }
}

#[test]
fn results_point_to_their_rules() {
    let log = log(Format::Sarif, &bench::ordinary());
    let run = &log["runs"][0];
    let rules = &run["tool"]["driver"]["rules"];
    for result in run["results"].as_array().expect("an array") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    assert_eq!(rules[0], json!({ "id": "unknown-rule" }));
    let properties = json!({
        "precision": "very-high", "problem.severity": "warning", "tags": ["strength", "weak-measure"],
    });
    assert_eq!(rules[1]["properties"], properties);
    assert_eq!(rules[1]["helpUri"], "https://example.com/rules/weak%20training");
}

#[test]
fn columns_count_utf_16() {
    let text = "😀𠮷⟦障害⟧\n";
    let result = &results(Format::Sarif, &[file("a.md", text, |_, span| warning(span, "弱い"))])[0];
    let region = json!({ "startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 7 });
    assert_eq!(result["locations"][0]["physicalLocation"]["region"], region);
}

#[test]
fn paths_are_relative_references() {
    let result = &results(Format::Sarif, &bench::hostile())[0];
    let location = json!({
        "uri": "docs/%3A%3Aerror%20file%3Dx%3A%3Ay%2C%60%7C%3Cb%3E.md", "uriBaseId": "%SRCROOT%",
    });
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"], location);
}

#[test]
fn a_message_is_never_a_link() {
    let text = bench::render(Format::Sarif, &bench::hostile(), Lang::Ja);
    assert!(!text.contains("]("), "{text}");
}

#[test]
fn what_was_waved_through_is_marked_and_left_out_for_github() {
    let all = results(Format::Sarif, &bench::ordinary());
    let kinds: Vec<&Value> =
        all.iter().map(|r| &r["suppressions"][0]["kind"]).filter(|k| !k.is_null()).collect();
    assert_eq!(kinds, ["inSource", "external"]);
    assert!(all.iter().all(|r| r["suppressions"].is_array()), "all results have them or none");
    let open = results(Format::SarifGithub, &bench::ordinary());
    assert_eq!(open.len(), all.len() - 2);
    assert!(open.iter().all(|r| r["suppressions"].is_null()));
}

#[test]
fn fingerprints_are_unique() {
    let all = results(Format::Sarif, &bench::ordinary());
    let unique: HashSet<&str> =
        all.iter().filter_map(|r| r["partialFingerprints"]["hadome/v1"].as_str()).collect();
    assert_eq!(unique.len(), all.len());
}

#[test]
fn the_hash_of_the_line_is_given_only_where_github_would_find_the_same() {
    let hash = |source: Source| {
        let mut file = file("a.md", "", |_, span| warning(span, "弱い"));
        file.diagnostics = vec![warning(Span::new(0, 3), "弱い")];
        file.source = source;
        results(Format::Sarif, &[file])[0]["partialFingerprints"]["primaryLocationLineHash"].clone()
    };
    let text = "監視の強化\n𠮷野\n";
    assert_eq!(hash(Source::decode("a.md", text.as_bytes())), "1a089669fed3630e:1");
    assert_eq!(hash(Source::decode("a.md", format!("\u{feff}{text}").as_bytes())), Value::Null);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(hash(Source::decode("a.md", &utf16)), Value::Null);
}

#[test]
fn trouble_is_told_and_fails_the_invocation() {
    let invocation = log(Format::Sarif, &[])["runs"][0]["invocations"][0].clone();
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert_eq!(notification["level"], "error");
    let uri = &notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "docs/%E7%84%A1%E3%81%84.md");
    let fine = schema::json(&bench::render_with(Format::Sarif, &[], &[], Lang::En));
    assert_eq!(fine["runs"][0]["invocations"][0]["executionSuccessful"], true);
}
