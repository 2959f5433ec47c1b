//! `docs/ci.md`: its snippets parse and are short.

use crate::{read, yaml};

/// The most lines that a snippet may have.
const LINES: usize = 10;

/// The fenced blocks of a page: the language after the fence, and the lines.
fn blocks(page: &str) -> Vec<(String, Vec<String>)> {
    let mut blocks: Vec<(String, Vec<String>)> = Vec::new();
    let mut open = false;
    for line in page.lines() {
        if let Some(language) = line.strip_prefix("```") {
            open = !open;
            if open {
                blocks.push((language.to_owned(), Vec::new()));
            }
        } else if let Some((_, lines)) = blocks.last_mut().filter(|_| open) {
            lines.push(line.to_owned());
        }
    }
    blocks
}

#[test]
fn every_snippet_is_short_and_parses() {
    let blocks = blocks(&read("docs/ci.md"));
    for (language, lines) in &blocks {
        let text = lines.join("\n");
        assert!(lines.len() <= LINES, "{} lines:\n{text}", lines.len());
        match language.as_str() {
            "yaml" => assert_eq!(yaml::documents(&text).map(|d| d.len()), Ok(1), "{text}"),
            "json" => {
                let whole = format!("{{{text}}}");
                assert!(serde_json::from_str::<serde_json::Value>(&whole).is_ok(), "{text}");
            }
            other => assert!(["sh", "console"].contains(&other), "{other}"),
        }
    }
    assert!(blocks.iter().filter(|(language, _)| language == "yaml").count() >= 7);
}

/// Snippets of the action name inputs that it has.
#[test]
fn the_action_has_the_inputs_that_the_page_names() {
    let action = yaml::document(&read("action.yml"));
    let template = &yaml::documents(&read("ci/gitlab.yml")).expect("YAML")[0];
    let mut named = 0;
    for (_, lines) in blocks(&read("docs/ci.md")).iter().filter(|(language, _)| language == "yaml") {
        let document = yaml::document(&lines.join("\n"));
        let steps = document["jobs"]["hadome"]["steps"].as_array().or(document.as_array());
        let uses =
            |step: &&serde_json::Value| step["uses"].as_str().is_some_and(|u| u.starts_with("hadome/"));
        for step in steps.into_iter().flatten().filter(uses) {
            for input in step["with"].as_object().expect("inputs").keys() {
                assert!(action["inputs"][input].is_object(), "{input}");
                named += 1;
            }
        }
        for input in document["include"][0]["inputs"].as_object().into_iter().flat_map(|i| i.keys()) {
            assert!(template["spec"]["inputs"][input].is_object(), "{input}");
            named += 1;
        }
    }
    assert!(named >= 6);
}
