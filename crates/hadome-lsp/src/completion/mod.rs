//! What may be written next: in suppression comments, in configurations and in rule files, and nowhere else.

mod comment;
mod toml;

use std::path::Path;

use hadome_core::diagnostic::Lang;
use hadome_core::rule::RuleSet;
use hadome_core::source::Source;
use hadome_project::Project;
use lsp_types::{Position, Range};
use ropey::Rope;
use serde_json::{Value, json};

use crate::encoding::Encoding;

/// Something that may be written.
pub(crate) struct Choice {
    /// What is shown and, without `text`, written.
    pub label: String,
    /// What is written.
    pub text: Option<String>,
    /// What it means, in a few words.
    pub detail: String,
    /// What the protocol calls it.
    pub kind: Kind,
}

/// The kinds of choices, by their numbers in the protocol.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A key of a file.
    Key = 10,
    /// A value, such as the id of a rule.
    Value = 12,
    /// A directive.
    Directive = 14,
}

/// What may be written where, and from which byte on it takes the place of what stands there.
pub(crate) struct Choices {
    /// Where the word begins that is being written.
    pub from: usize,
    /// In the order of their weight.
    pub list: Vec<Choice>,
}

/// The choices at a position of a document. `project` is what holds for the file.
pub fn at(path: &Path, text: &Rope, project: &Project, position: Position, encoding: Encoding) -> Vec<Value> {
    let is_toml = path.extension().is_some_and(|e| e == "toml");
    // A comment is known by its line; a report may be long, and this is asked at many keystrokes.
    let first = if is_toml { 0 } else { position.line };
    let text = match text.get_line(first as usize) {
        Some(line) if !is_toml => line.to_string(),
        _ if is_toml => text.to_string(),
        _ => return Vec::new(),
    };
    let source = Source::new(path.to_string_lossy(), text);
    let byte = encoding.byte(&source, Position::new(position.line - first, position.character));
    let choices =
        if is_toml { toml::at(path, &source, byte, project) } else { comment::at(&source, byte, project) };
    let Some(Choices { from, list }) = choices else { return Vec::new() };
    let start = encoding.position(&source, from);
    let range = Range::new(Position::new(start.line + first, start.character), position);
    let items = list.into_iter().map(|choice| {
        let text = choice.text.as_ref().unwrap_or(&choice.label);
        json!({
            "label": choice.label, "kind": choice.kind as u8, "detail": choice.detail,
            "filterText": text, "textEdit": { "range": range, "newText": text },
        })
    });
    items.collect()
}

/// Everything that names rules, ids first, each with what it is.
pub(crate) fn selectors(rules: &RuleSet, lang: Lang) -> Vec<Choice> {
    let choice = |label: &str, detail: &str| Choice {
        label: label.to_owned(),
        text: None,
        detail: detail.to_owned(),
        kind: Kind::Value,
    };
    let ids = rules.rules().iter().map(|r| choice(&r.meta.id, r.meta.title.get(lang)));
    let mut list: Vec<Choice> = ids.collect();
    for name in rules.selectors().into_iter().filter(|name| rules.get(name).is_none()) {
        let count = rules.named(name).count();
        let detail = if lang == Lang::En { format!("{count} rules") } else { format!("規則 {count} 件") };
        list.push(choice(name, &detail));
    }
    list
}
