//! Tokens of HTML with their places.

use html5gum::{DefaultEmitter, Token as Raw, Tokenizer};

use crate::source::Span;

/// A token; spans are bytes of the text that was tokenized.
#[derive(Debug)]
pub(super) enum Token {
    /// `<name …>`.
    Start(Tag),
    /// `</name>`.
    End { name: String, span: Span },
    /// Text as the source spells it.
    Text(Span),
    /// A comment, or anything that a browser takes for one: its whole, and what stands between its markers.
    Comment { span: Span, inner: Span },
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag {
    /// In lower case.
    pub name: String,
    pub span: Span,
    /// How many rows a cell covers.
    pub rowspan: usize,
    /// How many columns a cell covers.
    pub colspan: usize,
    /// For a check box: whether it is ticked.
    pub checkbox: Option<bool>,
}

/// All tokens of a text, in order.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(text, emitter).filter_map(move |token| {
        let Ok(token) = token;
        convert(text, token)
    })
}

fn convert(text: &str, token: Raw<usize>) -> Option<Token> {
    // The tokenizer counts bytes; should it ever miscount, the token is dropped rather than misplaced.
    let checked =
        |s: html5gum::Span<usize>| text.get(s.start..s.end).map(|raw| (raw, Span::new(s.start, s.end)));
    Some(match token {
        Raw::StartTag(tag) => {
            let (_, span) = checked(tag.span)?;
            let get = |name: &[u8]| {
                tag.attributes.get(name).map(|v| String::from_utf8_lossy(&v.value).into_owned())
            };
            let number = |name: &[u8]| get(name).and_then(|v| v.trim().parse().ok()).unwrap_or(1usize).max(1);
            let checkbox = get(b"type")
                .filter(|t| t.eq_ignore_ascii_case("checkbox"))
                .map(|_| tag.attributes.contains_key(b"checked".as_slice()));
            Token::Start(Tag {
                name: String::from_utf8_lossy(&tag.name).into_owned(),
                span,
                rowspan: number(b"rowspan"),
                colspan: number(b"colspan"),
                checkbox,
            })
        }
        Raw::EndTag(tag) => {
            Token::End { name: String::from_utf8_lossy(&tag.name).into_owned(), span: checked(tag.span)?.1 }
        }
        Raw::String(string) => Token::Text(checked(string.span)?.1),
        Raw::Comment(comment) => {
            let (raw, span) = checked(comment.span)?;
            let inner = raw.strip_prefix("<!--").unwrap_or("");
            let inner =
                ["-->", "--!>", "->", ">"].iter().find_map(|end| inner.strip_suffix(end)).unwrap_or(inner);
            let start = span.start + if inner.is_empty() { 0 } else { "<!--".len() };
            Token::Comment { span, inner: Span::new(start, start + inner.len()) }
        }
        Raw::Doctype(_) | Raw::Error(_) => return None,
    })
}

/// The text that a character reference such as `&amp;` stands for; `None` if it is none.
pub(super) fn decode(reference: &str) -> Option<String> {
    let mut decoded = String::new();
    for token in Tokenizer::new(reference) {
        let Ok(token) = token;
        if let Raw::String(string) = token {
            decoded.push_str(&String::from_utf8_lossy(&string.value));
        }
    }
    (decoded != reference).then_some(decoded)
}
