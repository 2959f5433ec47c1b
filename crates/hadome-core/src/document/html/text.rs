//! Text between tags: white space collapses, character references are decoded, every character keeps its place.

use super::tokens::decode;
use crate::document::markup::Flow;
use crate::source::Span;

/// The longest character reference, in bytes, `&` and `;` included.
const MAX_REFERENCE: usize = 40;

/// Adds raw text that stands in the source from byte `at` on.
pub(super) fn push(flow: &mut Flow, raw: &str, at: usize) {
    let mut from = 0;
    while from < raw.len() {
        let rest = &raw[from..];
        let length = match rest.as_bytes()[0] {
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => space(flow, rest, at + from),
            b'&' => reference(flow, rest, at + from),
            // `</>` is nothing at all to a browser.
            b'<' if rest.starts_with("</>") => 3,
            _ => plain(flow, rest, at + from),
        };
        from += length;
    }
}

fn space(flow: &mut Flow, rest: &str, at: usize) -> usize {
    let length = rest.bytes().take_while(u8::is_ascii_whitespace).count();
    flow.space(Span::new(at, at + length), rest[..length].contains(['\n', '\r']));
    length
}

fn reference(flow: &mut Flow, rest: &str, at: usize) -> usize {
    let name = rest[1..].bytes().take(MAX_REFERENCE).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#');
    let mut length = 1 + name.count();
    if rest[length..].starts_with(';') {
        length += 1;
    }
    match decode(&rest[..length]) {
        Some(text) => flow.push_mapped(&text, Span::new(at, at + length)),
        None => flow.push(&rest[..length], at),
    }
    length
}

fn plain(flow: &mut Flow, rest: &str, at: usize) -> usize {
    let length = rest
        .bytes()
        .enumerate()
        .skip(1)
        .find(|(_, b)| b.is_ascii_whitespace() || matches!(b, b'&' | b'<'))
        .map_or(rest.len(), |(i, _)| i);
    flow.push(&rest[..length], at);
    length
}
