//! The built-in rules and what is made from them.

#![allow(clippy::disallowed_methods, reason = "the engine is pure, its tests read the repository")]

use std::path::Path;
use std::sync::Arc;

use hadome_core::lexicon::Lexicon;
use hadome_core::linter::{Examples, Linter};
use hadome_core::morph::Morphology;
use hadome_core::rule::{Pack, RuleFile, RuleSet, Settings, examples, reference, schema};
use hadome_core::source::Source;
use hadome_core::spec::Problems;
use hadome_core::{builtin, check};

/// A file of the repository.
fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn lexicon() -> Lexicon {
    Lexicon::load(&builtin::lexicon(), &Problems::new())
}

fn builtin_rules() -> (RuleSet, Vec<String>) {
    let problems = Problems::new();
    let rules = RuleSet::load(&builtin::rules(), check::KINDS, &lexicon(), &problems);
    let told = problems.into_vec().into_iter().map(|p| {
        let position = p.source.position(p.span.start);
        format!("{}:{}:{}: {}", p.source.path(), position.line, position.column, p.message.en)
    });
    (rules, told.collect())
}

#[test]
fn the_built_in_rules_have_no_mistake() {
    let (_, told) = builtin_rules();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn built_in_rules_speak_both_languages_and_say_why() {
    let (rules, _) = builtin_rules();
    for meta in rules.rules().iter().map(|r| &r.meta) {
        for (key, text) in
            [("title", &meta.title), ("message", &meta.message), ("help", &meta.help), ("why", &meta.why)]
        {
            assert!(!text.ja.is_empty() && !text.en.is_empty(), "{}: {key} lacks a language", meta.id);
        }
        assert!(!meta.since.is_empty(), "{}: since", meta.id);
    }
}

#[test]
fn built_in_rules_prove_themselves_by_six_examples() {
    let (rules, _) = builtin_rules();
    for meta in rules.rules().iter().map(|r| &r.meta) {
        let hits = meta.examples.iter().filter(|e| !e.marks.is_empty()).count();
        let quiet = meta.examples.len() - hits;
        assert!(hits >= 3 && quiet >= 3, "{}: {hits} examples that hit and {quiet} that must not", meta.id);
    }
}

#[test]
fn the_schema_is_up_to_date() {
    let file: serde_json::Value = serde_json::from_str(&read("docs/schema/rule.json")).expect("JSON");
    assert_eq!(file, schema(check::KINDS, &lexicon()), "run `cargo xtask gen`");
}

#[test]
fn the_reference_is_up_to_date() {
    assert!(read("docs/rule-reference.md") == reference(check::KINDS), "run `cargo xtask gen`");
}

#[test]
fn the_rule_in_the_guide_works() {
    let guide = read("docs/rules.md");
    let text = guide.split("```toml\n").find(|block| block.starts_with("id ")).expect("a rule in the guide");
    let text = text.split("```").next().unwrap_or(text);
    let source = Arc::new(Source::new("hadome-rules/vague-review.toml", text));
    let file = RuleFile { source, group: "own".into(), pack: Pack::Named("own".into()) };

    let problems = Problems::new();
    let rules = Arc::new(RuleSet::load(&[file], check::KINDS, &lexicon(), &problems));
    assert!(problems.is_empty(), "{:?}", problems.into_vec());
    let morphology = Morphology::new(&builtin::words()).expect("the embedded dictionary");
    let linter = Linter::new(Arc::clone(&rules), Arc::new(lexicon()), morphology, Settings::default());
    let report = examples::run(rules.rules().iter().map(|r| &r.meta), &mut Examples::new(&linter));
    let failed: Vec<_> = report.problems.iter().filter_map(|p| p.hint.as_ref()).map(|h| &h.en).collect();
    assert!(failed.is_empty() && report.passed >= 2, "{failed:?}");
}
