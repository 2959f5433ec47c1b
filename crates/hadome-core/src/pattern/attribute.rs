//! What stands between `<` and `>`.

use std::ops::Range;

use super::PatternError;
use super::ast::{Attribute, TokenTest};
use super::fold::{fold, is_reading, katakana};
use super::pos;
use crate::spec;

/// Reads a test of one token; `None` if it has a mistake.
pub(super) fn parse(text: &str, inner: Range<usize>, errors: &mut Vec<PatternError>) -> Option<TokenTest> {
    let before = errors.len();
    let mut test = TokenTest::default();
    let mut at = inner.start;
    let lead = text[inner.clone()].trim_start();
    if lead.starts_with('!') {
        test.negated = true;
        at = inner.end - lead.len() + 1;
    }
    let mut path: Vec<Part> = Vec::new();
    for range in parts(text, at..inner.end) {
        read_part(text, range, &mut test, &mut path, errors);
    }
    check_path(text, &path, errors);
    test.pos = path.into_iter().map(|p| p.name).collect();
    (errors.len() == before).then_some(test)
}

/// One level of a part of speech; no name stands for any.
struct Part {
    name: Option<Box<str>>,
    range: Range<usize>,
}

/// The parts between commas that no backslash escapes, trimmed.
fn parts(text: &str, inner: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = inner.start;
    let mut escaped = false;
    for (i, c) in text[inner.clone()].char_indices() {
        let at = inner.start + i;
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ',' => {
                parts.push(trim(text, from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(trim(text, from..inner.end));
    parts
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..(start + part.trim().len())
}

fn read_part(
    text: &str,
    range: Range<usize>,
    test: &mut TokenTest,
    path: &mut Vec<Part>,
    errors: &mut Vec<PatternError>,
) {
    let part = &text[range.clone()];
    if let Some((key, value)) = part.split_once('=') {
        let Some(attribute) = Attribute::named(key.trim()) else {
            return errors.push(unknown_attribute(key, range));
        };
        match read_value(attribute, key.trim(), value, range) {
            Ok(value) => test.attributes.push((attribute, value)),
            Err(error) => errors.push(error),
        }
    } else if part.is_empty() {
        let before = text[..range.start].chars().next_back().map_or(0, char::len_utf8);
        let around = range.start - before..range.end;
        errors.push(
            PatternError::new(around, "`<…>` に空の条件があります", "an empty condition in `<…>`").hint(
                "`<名詞>` や `<base=行う>` のように書きます",
                "write a part of speech or an attribute: `<名詞>`, `<base=行う>`",
            ),
        );
    } else {
        path.push(Part { name: (part != "*").then(|| part.into()), range });
    }
}

fn unknown_attribute(key: &str, range: Range<usize>) -> PatternError {
    let key = key.trim();
    let at = range.start..range.start + key.len().min(range.len());
    let mut error = PatternError::new(
        at,
        format!("`{key}` という属性はありません"),
        format!("there is no attribute `{key}`"),
    );
    error.hint = Some(spec::suggestion(key, &Attribute::ALL.map(|(name, _)| name)));
    error
}

fn read_value(
    attribute: Attribute,
    key: &str,
    value: &str,
    range: Range<usize>,
) -> Result<Box<str>, PatternError> {
    let value = unescape(value.trim());
    let folded = match attribute {
        Attribute::Base | Attribute::Surface => fold(&value),
        Attribute::Reading => katakana(&fold(&value)),
        // The names of the dictionary are compared as they are.
        Attribute::Type | Attribute::Form => value,
    };
    if folded.is_empty() {
        let error =
            PatternError::new(range, format!("`{key}=` に値がありません"), format!("`{key}=` has no value"));
        return Err(error.hint(format!("`<{key}=…>` のように書きます"), format!("write `<{key}=…>`")));
    }
    if folded.contains(char::is_whitespace) {
        let error = PatternError::new(
            range,
            "空白を含む値はどの語にも一致しません",
            "a value with white space matches no token",
        );
        return Err(error.hint("一つの語だけを書いてください", "write a single word"));
    }
    if attribute == Attribute::Reading && !folded.chars().all(is_reading) {
        let error = PatternError::new(range, "読みは仮名で書きます", "a reading is written in kana");
        return Err(error.hint("例: `<reading=トリクミ>`", "as in `<reading=トリクミ>`"));
    }
    Ok(folded.into())
}

fn unescape(value: &str) -> String {
    let mut text = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        text.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    text
}

fn check_path(text: &str, path: &[Part], errors: &mut Vec<PatternError>) {
    let names: Vec<Option<&str>> = path.iter().map(|p| p.name.as_deref()).collect();
    let Some(wrong) = (1..=names.len()).find(|&n| !pos::exists(&names[..n])) else { return };
    let range = path[wrong - 1].range.clone();
    let written = &text[range.clone()];
    let error = PatternError::new(
        range,
        format!("`{written}` という品詞は辞書にありません"),
        format!("the dictionary has no part of speech `{written}` here"),
    );
    errors.push(match pos::suggest(&names[..wrong]) {
        Some(name) => error.hint(format!("`<{name}>` でしょうか"), format!("did you mean `<{name}>`?")),
        None => error.hint(
            "品詞は粗いものから順に `<動詞,自立>` のように書きます。語そのものなら `<surface=…>` です",
            "parts of speech go from coarse to fine as in `<動詞,自立>`; for a word write `<surface=…>`",
        ),
    });
}
