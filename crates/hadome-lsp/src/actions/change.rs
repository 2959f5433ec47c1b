//! Changes of a text, and what the protocol makes of them.

use std::ops::Range;

use hadome_core::source::{Source, Span};
use lsp_types::Url;
use serde_json::{Value, json};

use crate::capabilities::Client;
use crate::commands;
use crate::snapshot::Snapshot;

/// A piece of text that takes the place of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What is replaced, in bytes of the source; empty for what is only put in.
    pub span: Span,
    /// What takes its place.
    pub text: String,
    /// The bytes of `text` that the author is to write over.
    pub select: Option<Range<usize>>,
}

impl Change {
    /// Puts a text in at a byte.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self { span: Span::new(at, at), text: text.into(), select: None }
    }

    /// The same with the first occurrence of `part` to be written over.
    pub fn selecting(mut self, part: &str) -> Self {
        self.select = self.text.find(part).map(|at| at..at + part.len());
        self
    }
}

/// Changes that do not overlap, in the order of their places, as the `WorkspaceEdit` that this client understands best, and the command that puts the cursor on
/// what is to be written over, if the edit itself can't.
pub fn edit(
    snapshot: &Snapshot,
    source: &Source,
    client: &Client,
    changes: &[Change],
) -> (Value, Option<Value>) {
    let edits: Vec<Value> = changes
        .iter()
        .map(|change| {
            let range = client.encoding.range(source, change.span);
            match &change.select {
                Some(select) if client.snippets => {
                    json!({ "range": range, "newText": snippet(&change.text, select), "insertTextFormat": 2 })
                }
                _ => json!({ "range": range, "newText": change.text }),
            }
        })
        .collect();
    let edit = if client.versioned_edits {
        let document = json!({ "uri": snapshot.uri, "version": snapshot.version });
        json!({ "documentChanges": [{ "textDocument": document, "edits": edits }] })
    } else {
        json!({ "changes": { snapshot.uri.as_str(): edits } })
    };
    let follow = (!client.snippets && client.shows).then(|| selection(source, client, changes)).flatten();
    (edit, follow.map(|range| select_command(&snapshot.uri, &range)))
}

/// Where the first text that is to be written over stands once the changes are made.
fn selection(source: &Source, client: &Client, changes: &[Change]) -> Option<Value> {
    let chosen = changes.iter().position(|c| c.select.is_some())?;
    let after = Source::new(source.path(), apply(source.text(), changes));
    let moved: isize = changes[..chosen].iter().map(|c| c.text.len() as isize - c.span.len() as isize).sum();
    let start = changes[chosen].span.start.checked_add_signed(moved)?;
    let select = changes[chosen].select.clone()?;
    let range = client.encoding.range(&after, Span::new(start + select.start, start + select.end));
    Some(json!(range))
}

/// The text after changes.
fn apply(text: &str, changes: &[Change]) -> String {
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for change in changes {
        out.push_str(text.get(at..change.span.start).unwrap_or(""));
        out.push_str(&change.text);
        at = change.span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

fn select_command(uri: &Url, range: &Value) -> Value {
    json!({ "title": "hadome", "command": commands::SELECT, "arguments": [uri, range] })
}

/// A text as a snippet: what is to be written over is its only place, everything else stands for itself.
fn snippet(text: &str, select: &Range<usize>) -> String {
    let escape = |part: &str| part.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    let [before, chosen, after] = [&text[..select.start], &text[select.clone()], &text[select.end..]];
    format!("{}${{0:{}}}{}", escape(before), escape(chosen), escape(after))
}

/// The line end that a text uses.
pub fn line_end(source: &Source) -> &'static str {
    let first = source.text().find(['\n', '\r']).map(|at| &source.text()[at..]);
    match first {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}
