//! Tags in running text: marks, line breaks, quotes.

use super::tokens::{Token, tokens};
use crate::document::MarkKind;
use crate::document::markup::Scribe;
use crate::source::Span;

/// The mark that an element makes.
pub(super) fn mark(name: &str) -> Option<MarkKind> {
    Some(match name {
        "b" | "strong" => MarkKind::Strong,
        "s" | "del" | "strike" => MarkKind::Strike,
        "code" | "kbd" | "samp" | "tt" => MarkKind::Code,
        "a" => MarkKind::Link,
        _ => return None,
    })
}

/// Handles a start tag that makes no block; whether it was one.
pub(super) fn start(scribe: &mut Scribe<'_>, name: &str, span: Span) -> bool {
    match name {
        "br" => scribe.flow.hard_break(span),
        "q" => scribe.flow.push_mapped("「", span),
        _ => match mark(name) {
            Some(kind) => {
                scribe.flow.cover(Span::new(span.start, span.start));
                scribe.flow.open(kind);
            }
            None => return false,
        },
    }
    true
}

/// Handles an end tag that closes no block; whether it was one.
pub(super) fn end(scribe: &mut Scribe<'_>, name: &str, span: Span) -> bool {
    match name {
        // A browser takes `</br>` for `<br>`.
        "br" => scribe.flow.hard_break(span),
        "q" => scribe.flow.push_mapped("」", span),
        _ => match mark(name) {
            Some(kind) => {
                if scribe.flow.close(kind) {
                    scribe.flow.cover(Span::new(span.end, span.end));
                }
            }
            None => return false,
        },
    }
    true
}

/// A tag or comment in a Markdown paragraph or cell. Elements that would be blocks only end the line there; an item of a list, which is how
/// authors write several lines into a Markdown cell, begins a line with a bullet.
pub(in crate::document) fn inline(scribe: &mut Scribe<'_>, raw: &str, at: usize) {
    let shift = |span: Span| Span::new(at + span.start, at + span.end);
    for token in tokens(raw) {
        match token {
            Token::Start(tag) if tag.name == "li" => {
                scribe.flow.end_block();
                scribe.flow.push_mapped("・", shift(tag.span));
            }
            Token::Start(tag) => {
                if tag.checkbox.is_none() && !start(scribe, &tag.name, shift(tag.span)) && is_block(&tag.name)
                {
                    scribe.flow.end_block();
                }
            }
            Token::End { name, span } => {
                if !end(scribe, &name, shift(span)) && is_block(&name) {
                    scribe.flow.end_block();
                }
            }
            Token::Comment { span, inner } => scribe.comment(shift(span), shift(inner)),
            Token::Text(_) => {}
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "ul"
            | "ol"
            | "li"
            | "hr"
            | "details"
            | "summary"
            | "blockquote"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "dl"
            | "dt"
            | "dd"
            | "section"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}
