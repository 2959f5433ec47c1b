//! Front matter: YAML between `---`, TOML between `+++`.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::yaml;
use crate::document::markup::Scribe;
use crate::document::{BlockId, BlockKind, TableLayout};
use crate::source::Span;

/// One key with its value.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub key: Piece<'a>,
    pub value: Value<'a>,
    /// From the key to the end of the value.
    pub span: Span,
}

/// The value of a key.
#[derive(Debug)]
pub(super) enum Value<'a> {
    /// Lines of text; none for an empty value.
    Text(Vec<Piece<'a>>),
    /// Items, each of them lines of text.
    List(Vec<Vec<Piece<'a>>>),
}

/// A piece of text and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Piece<'a> {
    pub text: Cow<'a, str>,
    pub span: Span,
    /// Whether the source spells it as it is.
    pub verbatim: bool,
    /// Whether a line break stands before it.
    pub breaks: bool,
}

/// Reads the front matter, if there is any, and returns the byte at which the text begins.
pub(super) fn read(scribe: &mut Scribe<'_>) -> usize {
    let text = scribe.source.text();
    let Some((fence, inside, end)) = frame(text) else { return 0 };
    let entries = match fence {
        "---" => yaml::read(text, inside),
        _ => read_toml(text, inside),
    };
    if !entries.is_empty() {
        write(scribe, &entries, Span::new(0, end));
    }
    end
}

/// The fence, what it encloses, and the end of the closing fence.
fn frame(text: &str) -> Option<(&str, Span, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let fence = first.trim_end();
    if !matches!(fence, "---" | "+++") {
        return None;
    }
    let mut at = first.len();
    for (i, line) in lines.enumerate() {
        let trimmed = line.trim_end();
        if i == 0 && trimmed.is_empty() {
            return None;
        }
        if trimmed == fence || (fence == "---" && trimmed == "...") {
            return Some((fence, Span::new(first.len(), at), at + trimmed.len()));
        }
        at += line.len();
    }
    None
}

fn write(scribe: &mut Scribe<'_>, entries: &[Entry<'_>], span: Span) {
    let layout = TableLayout::KeyValue;
    scribe.open(BlockKind::Table { layout, front_matter: true }, span.start);
    for entry in entries {
        scribe.open(BlockKind::Row { header: false }, entry.span.start);
        scribe.open(BlockKind::Cell { column: 0 }, entry.key.span.start);
        push(scribe, std::slice::from_ref(&entry.key));
        scribe.close(entry.key.span.end);
        write_value(scribe, entry);
        scribe.close(entry.span.end);
    }
    scribe.close(span.end);
}

fn write_value(scribe: &mut Scribe<'_>, entry: &Entry<'_>) {
    let start = match &entry.value {
        Value::Text(lines) => lines.first().map_or(entry.span.end, |p| p.span.start),
        Value::List(items) => items.iter().flatten().next().map_or(entry.span.end, |p| p.span.start),
    };
    scribe.open(BlockKind::Cell { column: 1 }, start);
    match &entry.value {
        Value::Text(lines) => {
            let id = push(scribe, lines);
            if entry.key.text == "title" && scribe.title.is_none() {
                scribe.title = id;
            }
        }
        Value::List(items) => {
            scribe.open(BlockKind::List { ordered: false }, start);
            for lines in items {
                let (Some(first), Some(last)) = (lines.first(), lines.last()) else { continue };
                scribe.open(BlockKind::ListItem { task: None }, first.span.start);
                push(scribe, lines);
                scribe.close(last.span.end);
            }
            scribe.close(entry.span.end);
        }
    }
    scribe.close(entry.span.end);
}

fn push(scribe: &mut Scribe<'_>, lines: &[Piece<'_>]) -> Option<BlockId> {
    for piece in lines {
        if piece.breaks {
            scribe.flow.hard_break(Span::new(piece.span.start, piece.span.start));
        } else {
            scribe.flow.soft_break();
        }
        if piece.verbatim {
            scribe.flow.push(&piece.text, piece.span.start);
        } else {
            scribe.flow.push_mapped(&piece.text, piece.span);
        }
    }
    scribe.paragraph()
}

/// TOML, nested tables flattened into their keys. What could not be understood is left out.
fn read_toml(text: &str, inside: Span) -> Vec<Entry<'_>> {
    let body = &text[inside.range()];
    let (table, _) = DeTable::parse_recoverable(body);
    let mut entries = Vec::new();
    collect(table.get_ref(), body, inside.start, &mut entries);
    entries.sort_by_key(|e| e.span.start);
    entries.dedup_by(|b, a| a.span.end > b.span.start);
    entries
}

/// The recursion is as deep as the TOML parser allows tables to nest.
fn collect<'a>(table: &DeTable<'_>, body: &'a str, base: usize, entries: &mut Vec<Entry<'a>>) {
    for (key, value) in table {
        match value.get_ref() {
            DeValue::Table(inner) => collect(inner, body, base, entries),
            DeValue::Array(array) if array.iter().any(|v| v.get_ref().is_table()) => {
                for inner in array.iter().filter_map(|v| v.get_ref().as_table()) {
                    collect(inner, body, base, entries);
                }
            }
            DeValue::Array(array) => {
                let items = array.iter().map(|v| vec![scalar(v, body, base)]).collect();
                entries.push(entry(key.span(), value.span(), base, body, Value::List(items)));
            }
            _ => {
                let text = Value::Text(vec![scalar(value, body, base)]);
                entries.push(entry(key.span(), value.span(), base, body, text));
            }
        }
    }
}

fn entry<'a>(
    key: std::ops::Range<usize>,
    value: std::ops::Range<usize>,
    base: usize,
    body: &'a str,
    content: Value<'a>,
) -> Entry<'a> {
    let raw = body.get(key.clone()).unwrap_or("");
    let name = raw.trim_matches(['"', '\'']);
    let start = base + key.start + raw.find(name).unwrap_or(0);
    let span = Span::new(start, start + name.len());
    let key_piece = Piece { text: Cow::Borrowed(name), span, verbatim: true, breaks: false };
    Entry { key: key_piece, value: content, span: Span::new(base + key.start, base + value.end) }
}

fn scalar<'a>(value: &Spanned<DeValue<'_>>, body: &'a str, base: usize) -> Piece<'a> {
    let range = value.span();
    let raw = body.get(range.clone()).unwrap_or("");
    let span = Span::new(base + range.start, base + range.end);
    match value.get_ref().as_str() {
        Some(text) => match raw.find(text) {
            Some(at) => {
                let text = &raw[at..at + text.len()];
                let span = Span::new(span.start + at, span.start + at + text.len());
                Piece { text: Cow::Borrowed(text), span, verbatim: true, breaks: false }
            }
            None => Piece { text: Cow::Owned(text.to_owned()), span, verbatim: false, breaks: false },
        },
        None => Piece { text: Cow::Borrowed(raw), span, verbatim: true, breaks: false },
    }
}
