//! The built-in pack: the files below `rules/` of the repository, embedded.

use std::sync::Arc;

use crate::rule::{Pack, RuleFile};
use crate::source::Source;

/// Path and text of every embedded file, in the order of paths.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// How an example begins.
const EXAMPLE: &str = "\n[[example]]";

/// The directory of the lexicon.
const LEXICON: &str = "rules/lexicon/";

/// Every embedded file, with a path such as `rules/strength/weak-training.toml`.
pub fn files() -> Vec<Arc<Source>> {
    FILES.iter().map(source).collect()
}

/// The built-in rules, in the order of their paths.
pub fn rules() -> Vec<RuleFile> {
    let rules = FILES.iter().filter(|(path, _)| !path.starts_with(LEXICON) && path.ends_with(".toml"));
    rules
        .map(|file| RuleFile { source: source(file), group: group(file.0).to_owned(), pack: Pack::Builtin })
        .collect()
}

/// The same without their examples, which make up more than half of the text: for linting, which never reads them.
pub fn rules_to_run() -> Vec<RuleFile> {
    let mut rules = rules();
    for rule in &mut rules {
        let text = rule.source.text();
        // Examples come last in a file.
        if let Some(end) = text.find(EXAMPLE) {
            rule.source = source(&(rule.source.path(), &text[..end]));
        }
    }
    rules
}

/// The built-in lexicon: the TOML files that [`Lexicon::load`](crate::lexicon::Lexicon::load) reads.
pub fn lexicon() -> Vec<Arc<Source>> {
    let lexicon = FILES.iter().filter(|(path, _)| path.starts_with(LEXICON) && path.ends_with(".toml"));
    lexicon.map(source).collect()
}

/// The built-in user dictionaries for [`Morphology`](crate::morph): words of the trade.
pub fn words() -> Vec<Arc<Source>> {
    FILES.iter().filter(|(path, _)| path.starts_with(LEXICON) && path.ends_with(".csv")).map(source).collect()
}

fn source(file: &(&str, &str)) -> Arc<Source> {
    Arc::new(Source::embedded(file.0, file.1))
}

/// The name of the directory that a path ends in.
fn group(path: &str) -> &str {
    path.rsplit('/').nth(1).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_rule_or_belongs_to_the_lexicon() {
        assert_eq!(rules().len() + lexicon().len() + words().len(), files().len());
        assert!(rules().iter().all(|r| !r.group.is_empty() && r.group != "rules"));
    }

    #[test]
    fn examples_come_last_in_every_rule() {
        for (path, text) in FILES.iter().filter(|(path, _)| !path.starts_with(LEXICON)) {
            let examples = text.find(EXAMPLE).map(|at| &text[at..]).unwrap_or_default();
            let headers = examples.lines().filter(|l| l.starts_with('['));
            let (examples, others): (Vec<&str>, Vec<&str>) = headers.partition(|l| *l == "[[example]]");
            assert!(examples.len() >= 2, "{path} has no examples");
            assert_eq!(others, [""; 0], "{path}: examples come last");
        }
    }
}
