//! `sections.toml`: by which words a heading tells what its section is for.

use std::sync::Arc;

use crate::diagnostic::Text;
use crate::document::{Choice, Role, RoleSet, RoleTable};
use crate::source::Source;
use crate::spec::{self, Problems, Reader, Str};

/// Reads one `sections.toml` into `table`. Mistakes go to `problems`; what could be understood is used. A project's own file of
/// the same form may follow the built-in one and adds to it.
pub fn load(source: &Arc<Source>, table: &mut RoleTable, problems: &Problems) {
    spec::parse(source, problems, |mut reader| {
        table.add_tails(words(&mut reader, "tails"));
        table.add_joints(words(&mut reader, "joints"));
        table.add_modifiers(words(&mut reader, "modifiers"));
        table.add_titles(words(&mut reader, "titles"));
        table.add_neutral(words(&mut reader, "neutral"));
        table.add_details(words(&mut reader, "details"));
        table.add_subjects(words(&mut reader, "subjects"));
        judging(&mut reader, table);
        if let Some(roles) = reader.table("role") {
            read_roles(roles, table);
        }
        for ambiguous in reader.tables("ambiguous") {
            read_ambiguous(ambiguous, table);
        }
        reader.finish();
    });
}

fn judging(reader: &mut Reader<'_>, table: &mut RoleTable) {
    let Some(mut judging) = reader.table("judging") else { return };
    let about = words(&mut judging, "about");
    let tails = words(&mut judging, "tails");
    let like = words(&mut judging, "like");
    table.add_judging(about, tails, like);
    judging.finish();
}

fn read_roles(mut reader: Reader<'_>, table: &mut RoleTable) {
    for role in Role::ALL {
        if let Some(mut reader) = reader.table(role.as_str()) {
            table.add_words(role, words(&mut reader, "words"));
            table.add_alone(role, words(&mut reader, "alone"));
            table.add_like(role, words(&mut reader, "like"));
            reader.finish();
        }
    }
    reader.finish();
}

fn read_ambiguous(mut reader: Reader<'_>, table: &mut RoleTable) {
    let words = words(&mut reader, "words");
    let mut roles = |key| reader.has(key).then(|| roles(&mut reader, key));
    let choice = Choice {
        timed: roles("timed"),
        beside: roles("beside"),
        after_cause: roles("after-cause"),
        otherwise: roles("otherwise").unwrap_or_default(),
    };
    reader.require("words");
    reader.require("otherwise");
    table.add_ambiguous(&Arc::new(choice), words);
    reader.finish();
}

fn roles(reader: &mut Reader<'_>, key: &'static str) -> RoleSet {
    let names: Vec<&str> = Role::ALL.iter().map(|r| r.as_str()).collect();
    let values = reader.strings(key);
    values.iter().filter_map(|v| reader.pick(v, &names)).map(|i| Role::ALL[i]).collect()
}

/// A list of words; an empty one can never match and is a problem.
fn words(reader: &mut Reader<'_>, key: &'static str) -> Vec<String> {
    let words = reader.strings(key);
    words.into_iter().filter(|w| is_usable(reader, w)).map(|w| w.text).collect()
}

fn is_usable(reader: &Reader<'_>, word: &Str) -> bool {
    let usable = word.text.contains(char::is_alphanumeric);
    if !usable {
        let message = Text::new("文字のない語は何にも一致しません", "a word without letters never matches");
        reader.error(word.span, message, None);
    }
    usable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(toml: &str, expected: &[&str]) {
        let source = Arc::new(Source::new("sections.toml", toml));
        let problems = Problems::new();
        load(&source, &mut RoleTable::new(), &problems);
        let got: Vec<String> = problems
            .into_vec()
            .iter()
            .map(|p| format!("{}: {}", source.slice(p.span), p.message.en))
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn mistakes_are_reported_where_they_stand() {
        check("[role.cause]\nwords = ['原因']\n", &[]);
        check("[role.causes]\nwords = ['原因']\n", &["causes: unknown key `causes`"]);
        check("[role.cause]\nwords = ['・']\n", &["'・': a word without letters never matches"]);
        check("[[ambiguous]]\nwords = ['対応']\notherwise = ['caus']\n", &["'caus': unknown value `caus`"]);
    }

    #[test]
    fn the_built_in_file_has_no_mistake() {
        check(include_str!("../../../../rules/lexicon/sections.toml"), &[]);
    }
}
