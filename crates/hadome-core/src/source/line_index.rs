//! From byte offsets to lines and columns.

use serde::Serialize;

use super::Span;

/// The start of every line of a text. A line ends with `\n`, `\r\n` or a lone `\r`.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
    len: usize,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, counted in Unicode characters (scalar values).
    pub column: usize,
    /// 0-based byte offset in the decoded text.
    pub byte: usize,
}

impl LineIndex {
    /// Scans `text` once.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let bytes = text.as_bytes();
        if memchr::memchr(b'\r', bytes).is_some() {
            let ends = |at: &usize| match bytes[*at] {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            starts.extend((0..bytes.len()).filter(ends).map(|at| at + 1));
        } else {
            // Most texts have one kind of line end, and looking for a single byte is much faster.
            starts.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1));
        }
        Self { starts, len: text.len() }
    }

    /// How many lines there are; at least 1. A final line end opens one more, empty line.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The 0-based line that holds a byte offset. Offsets beyond the text count as its end.
    pub fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|&s| s <= byte.min(self.len)) - 1
    }

    /// The bytes of a 0-based line, its line end included.
    pub fn span_of(&self, line: usize) -> Span {
        let start = self.starts.get(line).copied().unwrap_or(self.len);
        Span::new(start, self.starts.get(line + 1).copied().unwrap_or(self.len))
    }

    /// The bytes of a 0-based line without its line end.
    pub fn content_of(&self, text: &str, line: usize) -> Span {
        let span = self.span_of(line);
        let trimmed = text[span.range()].trim_end_matches(['\n', '\r']);
        Span::new(span.start, span.start + trimmed.len())
    }

    /// The line and column of a byte offset of `text`, the text this index was made from.
    pub fn position(&self, text: &str, byte: usize) -> Position {
        let mut byte = byte.min(self.len);
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.line_of(byte);
        let column = text[self.starts[line]..byte].chars().count() + 1;
        Position { line: line + 1, column, byte }
    }
}
