//! Inline events: text, marks, code and single tags of HTML.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use super::Reader;
use crate::document::{MarkKind, html};
use crate::source::Span;

/// How many bytes before a line's text are looked at for its indentation.
const MAX_INDENT: usize = 120;

impl Reader<'_> {
    /// Text, decoded by the parser. Adjacent pieces that stand verbatim in the source are collected first, because the parser splits
    /// text at every sign that might have been markup.
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if self.mute || self.images > 0 {
            return;
        }
        // Nearly always it is the same text, not merely an equal one, and need not be compared.
        let source = self.scribe.source.text().get(range.clone());
        let verbatim = source.is_some_and(|s| std::ptr::eq(s, text) || s == text);
        if verbatim && self.text.end == range.start {
            self.text.end = range.end;
            return;
        }
        self.write_text();
        if verbatim {
            self.text = range;
        } else {
            self.set_indent(range.start);
            self.scribe.flow.push_mapped(text, Span::new(range.start, range.end));
        }
    }

    /// Writes the collected text. Signs of emphasis that are left in it could not open or close where they stand (`**「至急」**の`): they
    /// are not prose either.
    pub(super) fn write_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let range = std::mem::replace(&mut self.text, 0..0);
        self.set_indent(range.start);
        let text = &self.scribe.source.text()[range.clone()];
        let mut from = 0;
        // Nearly all text has no sign at all.
        let signs = memchr::memchr2(b'*', b'~', text.as_bytes()).is_some();
        while signs && let Some((at, length, kind)) = leftover(text, from) {
            self.scribe.flow.push(&text[from..at], range.start + from);
            let span = Span::new(range.start + at, range.start + at + length);
            self.scribe.flow.cover(span);
            if !self.scribe.flow.close(kind) {
                self.scribe.flow.open(kind);
            }
            from = at + length;
        }
        self.scribe.flow.push(&text[from..], range.start + from);
        self.text = range.end..range.end;
    }

    /// Inline code, mapped to what stands between the backticks.
    pub(super) fn code(&mut self, code: &str, range: Range<usize>) {
        if self.images > 0 {
            return;
        }
        self.set_indent(range.start);
        let span = Span::new(range.start, range.end);
        let ticks = self.scribe.source.slice(span).find(|c| c != '`').unwrap_or(0);
        let inside = Span::new(range.start + ticks, range.end.saturating_sub(ticks));
        let raw = self.scribe.source.slice(inside);
        // White space at its ends is no text: what the parser leaves of it depends on the line ends inside.
        let code = code.trim();
        let verbatim = if raw == code { Some(0) } else { raw.find(code) }.filter(|_| !code.is_empty());
        self.scribe.flow.cover(Span::new(range.start, range.start));
        self.scribe.flow.open(MarkKind::Code);
        match verbatim {
            Some(at) => self.scribe.flow.push(code, inside.start + at),
            // Over a line end: the parser turns it into one or two spaces.
            None => {
                let words: Vec<&str> = code.split_whitespace().collect();
                self.scribe.flow.push_mapped(&words.join(" "), inside);
            }
        }
        self.scribe.flow.close(MarkKind::Code);
        self.scribe.flow.cover(span);
    }

    pub(super) fn open_mark(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::Strong => MarkKind::Strong,
            Tag::Strikethrough => MarkKind::Strike,
            Tag::Link { .. } => MarkKind::Link,
            _ => return,
        };
        self.set_indent(range.start);
        self.scribe.flow.cover(Span::new(range.start, range.start));
        self.scribe.flow.open(kind);
    }

    pub(super) fn close_mark(&mut self, tag: TagEnd, range: Range<usize>) {
        let kind = match tag {
            TagEnd::Strong => MarkKind::Strong,
            TagEnd::Strikethrough => MarkKind::Strike,
            TagEnd::Link => MarkKind::Link,
            _ => return,
        };
        self.scribe.flow.close(kind);
        self.scribe.flow.cover(Span::new(range.end, range.end));
    }

    /// A single tag or a comment in running text.
    pub(super) fn tag(&mut self, range: Range<usize>) {
        if self.images > 0 {
            return;
        }
        let raw = self.scribe.source.slice(Span::new(range.start, range.end));
        html::inline(&mut self.scribe, raw, range.start);
    }

    /// The first text of a line tells its indentation: the columns before it, markers of quotes and lists included. Cells have none.
    fn set_indent(&mut self, at: usize) {
        if self.table.is_some() || !self.scribe.flow.at_line_start() {
            return;
        }
        let before = &self.scribe.source.text().as_bytes()[at.saturating_sub(MAX_INDENT)..at];
        let Some(line) = before.iter().rposition(|b| matches!(b, b'\n' | b'\r')).map(|i| i + 1) else {
            return;
        };
        // Behind a `<br>` there is text on the same source line: the line has no indentation of its own.
        let head = &before[line..];
        if head.iter().all(|b| b.is_ascii_whitespace() || b.is_ascii_digit() || b.is_ascii_punctuation()) {
            self.scribe.flow.indent(head.len() as u32);
        }
    }
}

/// The next sign of emphasis in text that the parser left as it is: where, how long, and what it would have marked. `2**10`, `/**/` and
/// signs between spaces are none.
fn leftover(text: &str, from: usize) -> Option<(usize, usize, MarkKind)> {
    let mut at = from;
    while let Some(i) = text[at..].find(['*', '~']) {
        let start = at + i;
        let sign = text.as_bytes()[start];
        let length = text[start..].bytes().take_while(|&b| b == sign).count();
        let (before, after) = (text[..start].chars().next_back(), text[start + length..].chars().next());
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic() && !",.:;!?()[]\"'".contains(c));
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let kept = (ascii(before) && ascii(after))
            || (blank(before) && blank(after) && before.is_some())
            || [before, after].contains(&Some('/'));
        if (2..=3).contains(&length) && !kept {
            return Some((start, length, if sign == b'*' { MarkKind::Strong } else { MarkKind::Strike }));
        }
        at = start + length;
    }
    None
}
