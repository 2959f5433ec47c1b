//! Mail headers: a key–value table whose `Subject` is the title.

use super::super::{BlockKind, ProseBuilder, TableLayout};
use super::Parser;
use crate::source::Span;

/// One header: its name, and the lines that hold it.
struct Header {
    name: Span,
    value: usize,
    lines: std::ops::Range<usize>,
}

impl Parser<'_> {
    /// Reads the headers that a mail begins with; the line after them. Two headers make a mail.
    pub(super) fn mail_header(&mut self) -> usize {
        let first = self.count(0, str::is_empty);
        let mut headers: Vec<Header> = Vec::new();
        let mut i = first;
        while i < self.lines.len() {
            match self.header(i) {
                Some(header) => headers.push(header),
                None if self.lines[i].indent > 0 && !self.raw(i).is_empty() && !headers.is_empty() => {
                    if let Some(last) = headers.last_mut() {
                        last.lines.end = i + 1;
                    }
                }
                None => break,
            }
            i += 1;
        }
        let mail = |h: &Header| is_mail_field(self.source.slice(h.name));
        if headers.len() < 2 || !headers.iter().any(mail) {
            return 0;
        }
        self.write_headers(&headers, i);
        i
    }

    /// `Name: value` with an ASCII name.
    fn header(&self, i: usize) -> Option<Header> {
        let raw = self.raw(i);
        let (name, _) = raw.split_once(':')?;
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !named || self.lines[i].indent > 0 {
            return None;
        }
        let start = self.lines[i].span.start;
        Some(Header {
            name: Span::new(start, start + name.len()),
            value: start + name.len() + 1,
            lines: i..i + 1,
        })
    }

    fn write_headers(&mut self, headers: &[Header], end: usize) {
        let start = headers[0].name.start;
        let close = self.lines[end - 1].span.end;
        self.builder.open(BlockKind::Table { layout: TableLayout::KeyValue, front_matter: false }, start);
        for header in headers {
            self.write_header(header);
        }
        self.builder.close(close);
    }

    fn write_header(&mut self, header: &Header) {
        let last = &self.lines[header.lines.end - 1];
        let end = last.span.end;
        let name = self.source.slice(header.name);
        let is_title = name.eq_ignore_ascii_case("subject");
        let mut key = ProseBuilder::new();
        key.push(name, header.name.start);
        self.builder.open(BlockKind::Row { header: false }, header.name.start);
        self.builder.open(BlockKind::Cell { column: 0 }, header.name.start);
        self.builder.leaf(BlockKind::Paragraph, header.name, key.finish());
        self.builder.close(header.name.end);
        let value = self.header_value(header);
        let start = header.value.min(end);
        self.builder.open(BlockKind::Cell { column: 1 }, start);
        let prose = value.finish();
        if !prose.is_empty() {
            let span = Span::new(prose.source_span(0..prose.text().len()).start.clamp(start, end), end);
            let id = self.builder.leaf(BlockKind::Paragraph, span, prose);
            self.title = if is_title { Some(id) } else { self.title };
        }
        self.builder.close(end);
        self.builder.close(end);
    }

    /// The value of a header, folded lines joined.
    fn header_value(&self, header: &Header) -> ProseBuilder {
        let mut prose = ProseBuilder::new();
        let first = &self.lines[header.lines.start];
        let raw = self.source.slice(Span::new(header.value.min(first.span.end), first.span.end));
        prose.push(raw.trim(), first.span.end - raw.trim_start().len());
        for i in header.lines.start + 1..header.lines.end {
            let line = &self.lines[i];
            let gap = Span::new(self.lines[i - 1].span.end, line.span.start);
            prose.soft_break(gap, line.prose.text().chars().next());
            prose.push_prose(&line.prose);
        }
        prose
    }
}

/// Headers that only a mail has.
fn is_mail_field(name: &str) -> bool {
    ["from", "to", "subject", "date", "cc", "message-id", "reply-to"]
        .iter()
        .any(|f| name.eq_ignore_ascii_case(f))
}
