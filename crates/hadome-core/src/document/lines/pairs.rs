//! Key–value tables of plain lines: `発生日時　　　2026年9月2日`, `担当：運用課`.

use std::ops::Range;

use super::classify::{Class, Classifier};
use super::{Place, wrap};

/// A key is at most this wide, in cells.
const WIDEST_KEY: u32 = 24;

/// A line that is a key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// Bytes of the folded text.
    pub key: Range<usize>,
    /// Where the value begins in the folded text; its length if there is none.
    pub value: usize,
    /// The cell at which the value begins, indentation included.
    column: u32,
    /// Cells between key and value; 0 for a colon.
    gap: u32,
}

/// Marks runs of pairs in consecutive lines.
pub(super) fn find(classifier: &Classifier<'_, '_>, classes: &mut [Class]) {
    if classifier.place == Place::Inner {
        return;
    }
    let mut i = 0;
    while i < classes.len() {
        let run = read_run(classifier, classes, i);
        let end = run.end;
        let within_list = matches!(classes.get(end), Some(Class::Item(_))) && !run.pairs.is_empty();
        if (run.pairs.len() >= 2 || within_list) && follows_item(classes, i) {
            for (line, _) in run.pairs {
                classes[line] = Class::Attached;
            }
        } else if run.pairs.len() == 2 && !run.is_table() {
            for (line, _) in
                run.pairs.into_iter().filter(|(line, _)| !is_label(&classes[*line])).collect::<Vec<_>>()
            {
                classes[line] = Class::Text { starts: true };
            }
        } else if run.is_table() {
            for (n, (line, pair)) in run.pairs.into_iter().enumerate() {
                classes[line] = Class::Pair { pair, first: n == 0 };
            }
        }
        i = end.max(i + 1);
    }
}

/// Pairs in consecutive lines, lines that continue a value among them.
struct Run {
    pairs: Vec<(usize, Pair)>,
    end: usize,
}

impl Run {
    /// Three pairs are a table; two are if a wide gap shows that they are columns.
    fn is_table(&self) -> bool {
        let least = if self.pairs.iter().all(|(_, p)| p.gap >= 4) { 2 } else { 3 };
        self.pairs.len() >= least
    }
}

fn read_run(classifier: &Classifier<'_, '_>, classes: &[Class], start: usize) -> Run {
    let mut run = Run { pairs: Vec::new(), end: start };
    for (i, class) in classes.iter().enumerate().skip(start) {
        let candidate = matches!(class, Class::Text { starts: false }) || is_label(class);
        let pair = if candidate { read(classifier, i) } else { None };
        let indent = classifier.lines[i].indent;
        match (pair, run.pairs.last()) {
            (Some(pair), None) => run.pairs.push((i, pair)),
            (Some(pair), Some((line, last)))
                if agrees(&pair, last) && classifier.lines[*line].indent == indent =>
            {
                run.pairs.push((i, pair));
            }
            (_, Some((line, _))) if candidate && indent > classifier.lines[*line].indent + 2 => {}
            _ => break,
        }
        run.end = i + 1;
    }
    run
}

fn is_label(class: &Class) -> bool {
    matches!(class, Class::Heading { key: super::levels::Key::Label, .. })
}

/// Whether two pairs are written alike: both with a colon, or with their values in one column.
fn agrees(pair: &Pair, last: &Pair) -> bool {
    if pair.gap == 0 || last.gap == 0 { pair.gap == last.gap } else { pair.column == last.column }
}

/// Lines right below an item are about the item.
fn follows_item(classes: &[Class], i: usize) -> bool {
    i > 0 && matches!(classes[i - 1], Class::Item(_))
}

fn read(classifier: &Classifier<'_, '_>, i: usize) -> Option<Pair> {
    let raw = if classifier.place == Place::Document { classifier.raw(i) } else { "" };
    split(classifier.text(i), raw, classifier.lines[i].indent)
}

/// Reads a folded text as a key and its value. `raw` is the same text as the source spells it, for columns; empty if the source is
/// not plain text.
pub(super) fn split(text: &str, raw: &str, indent: u32) -> Option<Pair> {
    if let Some(pair) = with_gap(text, raw, indent) {
        return Some(pair);
    }
    let colon = text.find(':')?;
    let key = text[..colon].trim_end();
    let rest = text[colon + 1..].trim_start();
    let clock = key.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit());
    if clock || rest.starts_with("//") || !is_key(key) {
        return None;
    }
    Some(Pair { key: 0..key.len(), value: text.len() - rest.len(), column: 0, gap: 0 })
}

/// A key, two or more cells of white space, and a value without further columns.
fn with_gap(text: &str, raw: &str, indent: u32) -> Option<Pair> {
    let at = gap(raw)?;
    let value = raw[at..].trim_start();
    if value.is_empty() || is_columns(value) {
        return None;
    }
    let key_width = indent + wrap::cells(&raw[..at]);
    let lead = &raw[..raw.len() - value.len()];
    let column = lead.chars().fold(indent, |cell, c| cell + wrap::cells_of(c, cell));
    // Folding keeps the number of words, so the first white space of the folded text is the gap, too, unless the key has a
    // space of its own.
    let spaces = raw[..at].chars().filter(|c| c.is_whitespace()).count();
    let folded_at = text.char_indices().filter(|(_, c)| c.is_whitespace()).nth(spaces)?.0;
    let key = text[..folded_at].trim_end_matches(':').trim_end();
    let rest = text[folded_at..].trim_start();
    let pair = Pair {
        key: 0..key.len(),
        value: text.len() - rest.len(),
        column,
        gap: column.saturating_sub(key_width).max(2),
    };
    (is_key(key) && !rest.is_empty()).then_some(pair)
}

/// Where two or more cells of white space begin.
fn gap(raw: &str) -> Option<usize> {
    let double = raw.find("  ");
    let wide = raw.find(['\u{3000}', '\t']);
    let at = match (double, wide) {
        (Some(a), Some(b)) => a.min(b),
        (a, b) => a.or(b)?,
    };
    Some(raw[..at].trim_end().len())
}

/// Whether a wide gap or two gaps stand in a text: more columns follow.
pub(super) fn is_columns(raw: &str) -> bool {
    raw.contains('\t') || raw.contains("   ") || raw.matches("\u{3000}\u{3000}").count() > 0
}

fn is_key(key: &str) -> bool {
    let odd =
        |c: char| matches!(c, '。' | '、' | ',' | '!' | '?' | '「' | '」' | '=' | '{' | '}' | '<' | '>');
    !key.is_empty()
        && wrap::cells(key) <= WIDEST_KEY
        && !key.contains(odd)
        && key.contains(char::is_alphabetic)
}
