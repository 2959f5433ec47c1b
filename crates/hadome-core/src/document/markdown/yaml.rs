//! The part of YAML that front matter is written in: flat keys, strings, lists, block scalars. Keys of nested maps become keys of
//! their own; anything else is text.

use std::borrow::Cow;

use super::front_matter::{Entry, Piece, Value};
use crate::source::Span;

/// Reads the lines that `inside` covers.
pub(super) fn read(text: &str, inside: Span) -> Vec<Entry<'_>> {
    let mut reader = Reader { entries: Vec::new(), indent: 0, block: None };
    let mut at = inside.start;
    for line in text[inside.range()].split_inclusive('\n') {
        reader.line(line.trim_end(), at);
        at += line.len();
    }
    reader.entries
}

struct Reader<'a> {
    entries: Vec<Entry<'a>>,
    /// The indentation of the last key.
    indent: usize,
    /// In a block scalar: whether its line breaks are kept (`|`) or folded (`>`).
    block: Option<bool>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &'a str, at: usize) {
        let content = line.trim_start();
        let indent = line.len() - content.len();
        let at = at + indent;
        if content.is_empty() {
            return;
        }
        if let Some(kept) = self.block {
            if indent > self.indent {
                self.go_on(piece(content, at, kept));
                return;
            }
            self.block = None;
        }
        if content.starts_with('#') {
            return;
        }
        if let Some(item) = item(content) {
            let at = at + (content.len() - item.len());
            self.item(scalar(item, at));
        } else if let Some((key, value)) = key_value(content)
            && !self.in_item(indent)
        {
            self.key(content, at, key, value, at + value_start(content, key, value));
            self.indent = indent;
        } else {
            let breaks = key_value(content).is_some();
            self.go_on(Piece { breaks, ..scalar(content, at) });
        }
    }

    fn key(&mut self, content: &'a str, at: usize, key: &'a str, value: &'a str, value_at: usize) {
        let name = unquote(key);
        let start = at + content.find(name).unwrap_or(0);
        let key = piece(name, start, false);
        let span = Span::new(at, at + content.len());
        let value = match value {
            "" => Value::Text(Vec::new()),
            _ if value.starts_with(['|', '>']) && value.len() <= 3 => {
                self.block = Some(value.starts_with('|'));
                Value::Text(Vec::new())
            }
            _ => flow_list(value, value_at).unwrap_or_else(|| Value::Text(vec![scalar(value, value_at)])),
        };
        self.entries.push(Entry { key, value, span });
    }

    /// An item of a list below the last key.
    fn item(&mut self, item: Piece<'a>) {
        let Some(entry) = self.entries.last_mut() else { return };
        entry.span.end = entry.span.end.max(item.span.end);
        match &mut entry.value {
            Value::List(items) => items.push(vec![item]),
            Value::Text(lines) if lines.is_empty() => entry.value = Value::List(vec![vec![item]]),
            Value::Text(lines) => lines.push(item),
        }
    }

    /// A line that goes on with the last value.
    fn go_on(&mut self, piece: Piece<'a>) {
        let Some(entry) = self.entries.last_mut() else { return };
        entry.span.end = entry.span.end.max(piece.span.end);
        match &mut entry.value {
            Value::Text(lines) => lines.push(piece),
            Value::List(items) => match items.last_mut() {
                Some(lines) => lines.push(piece),
                None => items.push(vec![piece]),
            },
        }
    }

    /// Whether a line at this indentation belongs to the last list item.
    fn in_item(&self, indent: usize) -> bool {
        indent > self.indent && matches!(self.entries.last(), Some(Entry { value: Value::List(_), .. }))
    }
}

/// What follows `- `; the empty string for a bare dash.
fn item(content: &str) -> Option<&str> {
    let rest = content.strip_prefix('-')?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
}

/// Splits `key: value`. A key has no spaces before its colon and is no flow collection.
fn key_value(content: &str) -> Option<(&str, &str)> {
    if content.starts_with(['[', '{', '#', '|', '>', '&', '*', '!', '%', '@']) {
        return None;
    }
    let from = match content.chars().next() {
        Some(quote @ ('"' | '\'')) => content[1..].find(quote)? + 2,
        _ => 0,
    };
    let at = from
        + content[from..].match_indices(':').map(|(i, _)| i).find(|i| {
            let rest = &content[from + i + 1..];
            rest.is_empty() || rest.starts_with([' ', '\t'])
        })?;
    let key = content[..at].trim_end();
    (!key.is_empty()).then(|| (key, strip_comment(content[at + 1..].trim_start())))
}

/// Where the value of a key begins in its line.
fn value_start(content: &str, key: &str, value: &str) -> usize {
    let colon = key.len() + content[key.len()..].find(':').map_or(0, |i| i + 1);
    colon + content[colon..].find(value).unwrap_or(0)
}

/// `[a, "b"]` as a list.
fn flow_list(value: &str, at: usize) -> Option<Value<'_>> {
    let inside = value.strip_prefix('[')?.strip_suffix(']')?;
    let mut items = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (i, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, ',') => {
                let raw = &inside[start..i];
                let lead = raw.len() - raw.trim_start().len();
                let item = scalar(raw.trim(), at + 1 + start + lead);
                if !item.text.is_empty() {
                    items.push(vec![item]);
                }
                start = i + 1;
            }
            _ => {}
        }
    }
    Some(Value::List(items))
}

/// A scalar without quotes and comment.
fn scalar(text: &str, at: usize) -> Piece<'_> {
    let text = strip_comment(text);
    let inside = unquote(text);
    piece(inside, at + usize::from(inside.len() != text.len()), false)
}

fn piece(text: &str, at: usize, breaks: bool) -> Piece<'_> {
    let span = Span::new(at, at + text.len());
    Piece { text: Cow::Borrowed(text), span, verbatim: true, breaks }
}

fn unquote(text: &str) -> &str {
    ['"', '\''].into_iter().find_map(|q| text.strip_prefix(q)?.strip_suffix(q)).unwrap_or(text)
}

/// Cuts ` # …` off a scalar.
fn strip_comment(text: &str) -> &str {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\''))
        && let Some(end) = text[1..].find(quote)
    {
        let (quoted, rest) = text.split_at(end + 2);
        let rest = rest.trim_start();
        return if rest.is_empty() || rest.starts_with('#') { quoted } else { text };
    }
    match text.find(" #") {
        Some(at) => text[..at].trim_end(),
        None => text,
    }
}
