//! The rules of a log, each once.

use std::collections::HashMap;

use hadome_core::diagnostic::{Lang, Severity};
use serde_json::{Value, json};

use super::result::level;
use super::uri;
use crate::markup;
use crate::view::{RuleCard, RuleCards};
use crate::words;

/// The most characters of a description that GitHub takes.
const MOST: usize = 1024;

/// The rules that results point to by number.
#[derive(Debug, Default)]
pub struct Rules {
    index: HashMap<String, usize>,
    descriptors: Vec<Value>,
}

impl Rules {
    /// The number of a rule; it is described when it is asked for the first time.
    pub fn index_of(&mut self, id: &str, cards: &dyn RuleCards, lang: Lang) -> usize {
        if let Some(index) = self.index.get(id) {
            return *index;
        }
        let descriptor = match cards.card(id) {
            Some(card) => described(&card, lang),
            None => json!({ "id": id }),
        };
        let index = self.descriptors.len();
        self.descriptors.push(descriptor);
        self.index.insert(id.to_owned(), index);
        index
    }

    /// The descriptions in the order of their numbers.
    pub fn descriptors(&self) -> &[Value] {
        &self.descriptors
    }
}

fn described(card: &RuleCard, lang: Lang) -> Value {
    let page = card.url.as_deref().and_then(uri::of_page);
    let parts: Vec<&str> =
        [card.why.as_str(), card.help.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    let text = if parts.is_empty() { card.title.clone() } else { parts.join("\n\n") };
    let mut rule = json!({
        "id": card.id,
        "name": pascal_case(&card.id),
        "shortDescription": { "text": cut(&card.title) },
        "fullDescription": { "text": cut(if card.why.is_empty() { &card.title } else { &card.why }) },
        "help": { "text": text, "markdown": markdown(card, page.as_deref(), lang) },
        "defaultConfiguration": { "level": level(card.severity) },
        "properties": properties(card),
    });
    if let Some(page) = page {
        rule["helpUri"] = json!(page);
    }
    rule
}

/// What GitHub sorts and filters alerts by.
fn properties(card: &RuleCard) -> Value {
    let severity = match card.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    };
    let mut tags: Vec<&str> = Vec::new();
    for tag in &card.tags {
        // A group and a tag may have the same name; here it may stand once.
        if !tags.contains(&tag.as_str()) {
            tags.push(tag);
        }
    }
    let mut properties = json!({ "tags": tags, "problem.severity": severity });
    if let Some(precision) = card.precision {
        properties["precision"] = json!(precision_class(precision));
    }
    properties
}

/// One of the four words that GitHub knows. Rules that are right less than four times out of five are not even warnings.
fn precision_class(percent: u8) -> &'static str {
    match percent {
        95.. => "very-high",
        80.. => "high",
        60.. => "medium",
        _ => "low",
    }
}

fn markdown(card: &RuleCard, page: Option<&str>, lang: Lang) -> String {
    let mut text = format!("**{}**\n\n{}\n", markup::text(&card.title), markup::text(&card.why));
    if !card.help.is_empty() {
        text +=
            &format!("\n**{}**\n\n{}\n", words::pick(lang, "対処", "What to do"), markup::text(&card.help));
    }
    if let Some(page) = page {
        text += &format!("\n<{page}>\n");
    }
    text
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        None => text.to_owned(),
        Some(_) => text.chars().take(MOST - 1).chain(['…']).collect(),
    }
}

/// `weak-training` as `WeakTraining`.
fn pascal_case(id: &str) -> String {
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |c| c.to_ascii_uppercase().to_string() + chars.as_str())
    };
    id.split('-').map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers() {
        assert_eq!(pascal_case("weak-training"), "WeakTraining");
        assert_eq!(pascal_case("rule-2"), "Rule2");
    }

    #[test]
    fn long_descriptions_are_cut_to_what_is_taken() {
        assert_eq!(cut(&"長".repeat(MOST)).chars().count(), MOST);
        let cut = cut(&"長".repeat(MOST + 1));
        assert_eq!((cut.chars().count(), cut.chars().last()), (MOST, Some('…')));
    }
}
