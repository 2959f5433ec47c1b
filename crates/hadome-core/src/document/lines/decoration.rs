//! Characters that set a heading off and say nothing.

use super::marker;

/// Whether two or more cells of white space stand inside a text: columns, not a phrase.
pub(super) fn has_gap(raw: &str) -> bool {
    raw.contains(['\u{3000}', '\t']) || raw.contains("  ")
}

/// A line of nothing but dashes, stars and the like.
pub(super) fn is_separator(text: &str) -> bool {
    let rule = |c: char| {
        matches!(
            c,
            '-' | '='
                | '_'
                | '*'
                | '~'
                | '─'
                | '━'
                | '―'
                | '—'
                | '‐'
                | '–'
                | '+'
                | '#'
                | '・'
                | '.'
                | '■'
                | '□'
                | '◆'
                | '◇'
                | '☆'
                | '★'
                | '…'
                | '═'
                | '┄'
                | '┅'
                | '^'
                | '/'
        )
    };
    let mut marks = 0;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if !rule(c) {
            return false;
        }
        marks += 1;
    }
    marks >= 3
}

/// A heading's text without the decoration around it.
pub(super) fn strip_decoration(text: &str) -> &str {
    let decoration = |c: char| {
        c.is_whitespace()
            || marker::is_glyph(c)
            || matches!(c, ':' | '=' | '-' | '─' | '━' | '*' | '#' | '~' | '―')
    };
    let text = text.trim_matches(decoration);
    match marker::bracketed(text) {
        Some((inner, rest)) if text[rest..].is_empty() => text[inner].trim(),
        _ => text,
    }
}

/// The range of a text's part without decoration; the part itself if nothing else is in it.
pub(super) fn trimmed(text: &str, from: usize, to: usize) -> std::ops::Range<usize> {
    let part = &text[from..to];
    let bare = strip_decoration(part);
    if bare.is_empty() {
        return from..to;
    }
    let start = bare.as_ptr() as usize - text.as_ptr() as usize;
    start..start + bare.len()
}
