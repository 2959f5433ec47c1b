//! Files that are made from the code: `cargo xtask gen` writes them, `cargo xtask gen --check` says which are stale.

use std::fs;

use hadome_core::{builtin, check, lexicon::Lexicon, pattern, rule, spec::Problems};
use hadome_project::config;

use crate::{Outcome, eval, root};

/// A generated file: its path from the root of the repository, and its text.
type Generated = (&'static str, String);

/// Writes every generated file that is not up to date; with `--check` only names them.
pub fn run(args: &[String]) -> Outcome {
    let check = match args {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => return Err("usage: cargo xtask gen [--check]".into()),
    };
    let mut stale = Vec::new();
    for (path, text) in generated()? {
        let file = root().join(path);
        if fs::read_to_string(&file).is_ok_and(|old| old == text) {
            continue;
        }
        stale.push(path);
        if !check {
            fs::create_dir_all(file.parent().unwrap_or(&file))?;
            fs::write(&file, text)?;
            println!("wrote {path}");
        }
    }
    if check && !stale.is_empty() {
        return Err(format!("stale: {}; run `cargo xtask gen`", stale.join(", ")).into());
    }
    Ok(())
}

fn generated() -> Result<Vec<Generated>, Box<dyn std::error::Error>> {
    Ok(vec![
        ("crates/hadome-core/src/pattern/known.tsv", known_expressions()),
        ("crates/hadome-core/src/rule/precision.tsv", eval::precision_table()?),
        ("docs/schema/rule.json", rule_schema()?),
        ("docs/rule-reference.md", rule::reference(check::KINDS)),
        ("docs/builtin-rules.md", builtin_rules()),
        ("docs/schema/config.json", serde_json::to_string_pretty(&config::schema())? + "\n"),
        ("docs/config-reference.md", config::reference()),
        ("docs/precision.md", eval::page()?),
    ])
}

/// What every built-in expression needs.
fn known_expressions() -> String {
    pattern::table_of(|| {
        builtin_set();
    })
}

/// The pages of the built-in rules.
fn builtin_rules() -> String {
    rule::pages(builtin_set().rules().iter().map(|r| &r.meta))
}

fn builtin_set() -> rule::RuleSet {
    let problems = Problems::new();
    let lexicon = Lexicon::load(&builtin::lexicon(), &problems);
    rule::RuleSet::load(&builtin::rules(), check::KINDS, &lexicon, &problems)
}

fn rule_schema() -> Result<String, serde_json::Error> {
    let lexicon = Lexicon::load(&builtin::lexicon(), &Problems::new());
    let schema = rule::schema(check::KINDS, &lexicon);
    serde_json::to_string_pretty(&schema).map(|text| text + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_stale() {
        let files = generated().unwrap_or_else(|error| panic!("{error}"));
        for (path, text) in files {
            let kept = fs::read_to_string(root().join(path)).unwrap_or_default();
            assert!(kept == text, "{path} is stale; run `cargo xtask gen`");
        }
    }
}
