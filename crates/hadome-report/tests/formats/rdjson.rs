//! The Reviewdog Diagnostic Format.

use hadome_core::diagnostic::Lang;
use hadome_report::Format;
use serde_json::{Value, json};

use crate::bench::{self, File, file, warning};
use crate::schema;

fn diagnostics(files: &[File]) -> Vec<Value> {
    let result = schema::json(&bench::render(Format::Rdjson, files, Lang::Ja));
    schema::check("rdjson.json", &result);
    result["diagnostics"].as_array().expect("an array").clone()
}

#[test]
fn the_document_is_valid() {
    insta::assert_snapshot!(bench::render(Format::Rdjson, &bench::ordinary(), Lang::Ja));
    assert_eq!(diagnostics(&bench::ordinary()).len(), 4);
    assert_eq!(diagnostics(&bench::hostile()).len(), 2);
    assert!(diagnostics(&[]).is_empty());
}

#[test]
fn lines_are_the_same_diagnostics_with_their_source() {
    let lines = bench::render(Format::Rdjsonl, &bench::ordinary(), Lang::Ja);
    for (line, diagnostic) in lines.lines().zip(diagnostics(&bench::ordinary())) {
        let mut line = schema::json(line);
        schema::check("rdjson.json#/$defs/diagnostic", &line);
        let source = line.as_object_mut().expect("an object").remove("source").expect("a source");
        assert_eq!(source["name"], "hadome");
        assert_eq!(line, diagnostic);
    }
    assert_eq!(lines.lines().count(), 4);
}

#[test]
fn columns_count_bytes_and_paths_begin_in_the_current_directory() {
    let text = "一行目\n𠮷野が⟦確認⟧\n";
    let location = &diagnostics(&[file("a.md", text, |_, span| warning(span, "弱い"))])[0]["location"];
    let range = json!({ "start": { "line": 2, "column": 11 }, "end": { "line": 2, "column": 17 } });
    assert_eq!(*location, json!({ "path": "a.md", "range": range }));
}
