//! Messages with placeholders: `「{match}」だけでは…`.
//!
//! A placeholder is a name in braces; `{{` and `}}` stand for the braces themselves. Values come from the report, so they are put
//! in as they are and never read for placeholders again.

use std::borrow::Cow;
use std::ops::Range;

use super::{Context, Finding};
use crate::diagnostic::{Diagnostic, Related, Scope, Severity, Text};
use crate::spec::{Reader, Str, suggestion};

/// How many characters of a report a message quotes at most, so that a one-line message stays one.
const MAX_QUOTE: usize = 60;

/// A piece of a template.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    /// Literal text.
    Literal(&'t str),
    /// A placeholder's name; the range covers it with its braces.
    Slot(&'t str, Range<usize>),
    /// A brace without a partner.
    Stray(Range<usize>),
}

/// Splits a template into its pieces.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(brace) = brace_from(template, at) {
        if brace > at {
            pieces.push(Piece::Literal(&template[at..brace]));
        }
        let doubled = template[brace + 1..].starts_with(&template[brace..=brace]);
        let closing = brace_from(template, brace + 1);
        at = match closing {
            _ if doubled => {
                pieces.push(Piece::Literal(&template[brace..=brace]));
                brace + 2
            }
            Some(end) if template[brace..].starts_with('{') && template[end..].starts_with('}') => {
                pieces.push(Piece::Slot(template[brace + 1..end].trim(), brace..end + 1));
                end + 1
            }
            _ => {
                pieces.push(Piece::Stray(brace..brace + 1));
                brace + 1
            }
        };
    }
    if at < template.len() {
        pieces.push(Piece::Literal(&template[at..]));
    }
    pieces
}

/// Where the next brace stands, from a byte on.
fn brace_from(template: &str, from: usize) -> Option<usize> {
    Some(from + memchr::memchr2(b'{', b'}', &template.as_bytes()[from..])?)
}

/// Reports placeholders that nothing fills, and stray braces.
pub(super) fn check_placeholders(reader: &Reader<'_>, template: &Str, known: &[&str]) {
    for piece in pieces(&template.text) {
        match piece {
            Piece::Slot(name, range) if !known.contains(&name) => {
                let message = Text::new(
                    format!("`{{{name}}}` に入る値がありません"),
                    format!("nothing fills the placeholder `{{{name}}}`"),
                );
                reader.error(template.span_of(range), message, Some(suggestion(name, known)));
            }
            Piece::Stray(range) => {
                let message = Text::new("波かっこの対がありません", "a brace without its partner");
                let hint = Text::new(
                    "文字としての波かっこは `{{` `}}` と書きます",
                    "write `{{` and `}}` for the braces themselves",
                );
                reader.error(template.span_of(range), message, Some(hint));
            }
            Piece::Literal(_) | Piece::Slot(..) => {}
        }
    }
}

/// Fills a template. A placeholder without a value stays as it is written.
pub(super) fn fill<V: AsRef<str>>(template: &str, value: impl Fn(&str) -> Option<V>) -> String {
    Template::new(template).fill(value)
}

/// A template that was split into its pieces.
struct Template<'t> {
    text: &'t str,
    pieces: Vec<Piece<'t>>,
}

impl<'t> Template<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, pieces: pieces(text) }
    }

    fn fill<V: AsRef<str>>(&self, value: impl Fn(&str) -> Option<V>) -> String {
        let mut filled = String::with_capacity(self.text.len() + 32);
        for piece in &self.pieces {
            match piece {
                Piece::Literal(text) => filled.push_str(text),
                Piece::Slot(name, range) => {
                    filled.push_str(value(name).as_ref().map_or(&self.text[range.clone()], AsRef::as_ref));
                }
                Piece::Stray(range) => filled.push_str(&self.text[range.clone()]),
            }
        }
        filled
    }
}

/// A report's text as a message quotes it: on one line, and cut when it is long. A line break between Japanese characters leaves
/// nothing behind; spaces inside a line stay.
fn quote(text: &str) -> Cow<'_, str> {
    let plain = text.trim().len() == text.len() && !text.contains(char::is_control);
    let line = if plain { Cow::Borrowed(text) } else { Cow::Owned(on_one_line(text)) };
    match line.char_indices().nth(MAX_QUOTE) {
        Some((cut, _)) => format!("{}…", &line[..cut]).into(),
        None => line,
    }
}

fn on_one_line(text: &str) -> String {
    let mut line = String::new();
    for piece in text.split('\n').map(str::trim).filter(|p| !p.is_empty()) {
        let ascii = line.ends_with(|c: char| c.is_ascii()) && piece.starts_with(|c: char| c.is_ascii());
        line.push_str(if ascii { " " } else { "" });
        line.extend(piece.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }
    line
}

/// What a rule says in the language of a run, made once for all its findings in a document.
pub(crate) struct Wording<'m> {
    cx: Context<'m>,
    message: Template<'m>,
    help: Template<'m>,
}

impl<'m> Wording<'m> {
    /// What the rule that runs says.
    pub fn new(cx: Context<'m>) -> Self {
        let text = |text: &'m Text| Template::new(text.get(cx.settings.lang));
        Self { cx, message: text(&cx.rule.message), help: text(&cx.rule.help) }
    }

    /// What it says of a finding of this severity.
    pub fn diagnostic(&self, finding: Finding, severity: Severity) -> Diagnostic {
        let (meta, lang) = (self.cx.rule, self.cx.settings.lang);
        let said = finding.said.map(|(sentence, range)| self.cx.wording(sentence, range));
        let value = |name: &str| match &said {
            Some(said) if name == "match" => Some(quote(said)),
            _ => match finding.captures.iter().find(|(n, _)| **n == *name) {
                Some((_, value)) => Some(quote(value)),
                None => (name == "match").then(|| quote(self.cx.source.slice(finding.span))),
            },
        };
        let help = self.help.fill(value);
        let related = finding.related.iter();
        Diagnostic {
            rule: meta.id.clone(),
            severity,
            tags: meta.tags.clone(),
            message: self.message.fill(value),
            help: (!help.is_empty()).then_some(help),
            url: meta.url.clone(),
            span: finding.span,
            related: related
                .map(|(span, label)| Related { span: *span, label: label.get(lang).to_owned() })
                .collect(),
            scope: if finding.about_report.is_some() { Scope::Report } else { Scope::Place },
            anchor: finding.about_report.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, expected: &str) {
        let value = |name: &str| match name {
            "match" => Some("体制強化"),
            "count" => Some("{match}"),
            _ => None,
        };
        assert_eq!(fill(template, value), expected);
    }

    #[test]
    fn placeholders_are_filled_once() {
        check("「{match}」だけでは", "「体制強化」だけでは");
        check("{ match }", "体制強化");
        check("{count}", "{match}");
    }

    #[test]
    fn what_cannot_be_filled_stays() {
        check("{what} {match", "{what} {match");
        check("{{match}} }", "{match} }");
        check("", "");
    }

    #[test]
    fn quotes_are_one_line() {
        assert_eq!(quote("監視体制の\n  強化"), "監視体制の強化");
        assert_eq!(quote("read the\r\nmanual"), "read the manual");
        assert_eq!(quote("08:10 〜 09:05"), "08:10 〜 09:05");
        assert_eq!(quote(&"あ".repeat(100)).chars().count(), MAX_QUOTE + 1);
    }
}
