//! What may be written next, and where nothing is offered.

use serde_json::{Value, json};

use super::{Client, cursor};

/// What is written for the choices at the cursor of a file, in a directory with a pack `rules`.
fn choices(file: &str, marked: &str) -> Vec<(String, Value)> {
    let root = tempfile::tempdir().expect("a directory");
    std::fs::create_dir(root.path().join("rules")).expect("a directory");
    std::fs::write(root.path().join("hadome.toml"), "packs = [\"rules\"]\n").expect("a file");
    let (text, at) = cursor(marked);
    let uri = lsp_types::Url::from_file_path(root.path().join(file)).expect("a URI");
    let mut client = Client::plain();
    client.open(uri.as_str(), 1, &text);
    let params = json!({ "textDocument": { "uri": uri }, "position": at });
    let result = client.ask("textDocument/completion", params).result.expect("a result");
    client.stop();
    let items = result.as_array().expect("a list").iter();
    let written = |item: &Value| {
        (
            item["textEdit"]["newText"].as_str().unwrap_or_default().to_owned(),
            item["textEdit"]["range"].clone(),
        )
    };
    items.map(written).collect()
}

/// Some of what is written at the cursor, and from which column on it takes the place of what stands there.
fn check(file: &str, marked: &str, column: u64, expected: &[&str]) {
    let choices = choices(file, marked);
    for text in expected {
        let found = choices.iter().find(|(t, _)| t == text);
        let (_, range) = found.unwrap_or_else(|| panic!("no {text:?} in {choices:?}"));
        assert_eq!(range["start"]["character"], column, "{text}");
    }
}

fn silent(file: &str, marked: &str) {
    assert_eq!(choices(file, marked), [], "{marked}");
}

#[test]
fn comments_are_completed_up_to_their_reason() {
    check("a.md", "# 題\n\n<!-- hado‸\n", 5, &["hadome-disable-next-line", "hadome-enable"]);
    check("a.md", "<!-- hadome-disable-next-line weak-‸ -->", 30, &["weak-training", "weak-measure", "all"]);
    check("a.md", "<!-- hadome-disable-line weak-training, ‸", 40, &["owner-missing", "strength"]);
    check("a.txt", "# hadome-disable-file ‸", 22, &["owner-missing"]);
    let date = hadome_project::day_in(91);
    let until = format!("until={}-{:02}-{:02}", date.year.expect("a year"), date.month, date.day);
    check("a.md", "<!-- hadome-disable-line weak-training ‸", 39, &[until.as_str()]);
    silent("a.md", "<!-- hadome-disable-line weak-training -- 監視 ‸");
    silent("a.md", "- 監視を強化 ‸する。");
    silent("a.md", "hadome-disable-line ‸");
}

#[test]
fn configurations_are_completed() {
    check("hadome.toml", "‸", 0, &["lang = ", "ignore = ", "[severity]\n"]);
    check("hadome.toml", "lang = ‸", 7, &["\"ja\"", "\"en\""]);
    check("hadome.toml", "ignore = [\"weak‸", 11, &["weak-training", "weak-measure"]);
    check("hadome.toml", "ignore = [\n  \"a\",\n  ‸\n]\n", 2, &["\"weak-training\""]);
    check("hadome.toml", "required-sections = [\"cause\", ‸", 30, &["\"impact\""]);
    check("hadome.toml", "[severity]\nweak‸", 0, &["weak-training = "]);
    check("hadome.toml", "[severity]\nweak-training = ‸", 16, &["\"off\"", "\"error\""]);
    check("hadome.toml", "[roles]\n‸", 0, &["cause = "]);
    check("hadome.toml", "[per-file-ignores]\n\"a/**\" = [‸", 10, &["\"weak-training\""]);
    silent("Cargo.toml", "‸");
}

#[test]
fn rule_files_are_completed() {
    check("rules/a.toml", "‸", 0, &["id = ", "check = ", "[[example]]\n"]);
    check("rules/a.toml", "check = ‸", 8, &["\"phrase\"", "\"field\""]);
    check("rules/a.toml", "check = \"field\"\nrequire = ‸", 10, &["\"owner\"", "\"due\""]);
    check("rules/a.toml", "severity = \"‸", 12, &["warning"]);
    check("rules/a.toml", "roles = [‸", 9, &["\"cause\""]);
    check("rules/a.toml", "check = \"phrase\"\n[[match]]\n‸", 0, &["pattern = ", "regex = "]);
    check("rules/a.toml", "[[example]]\nformat = ‸", 9, &["\"text\""]);
}
