//! The units in which a client counts columns.

use hadome_core::source::{Source, Span};
use lsp_types::{Position, PositionEncodingKind, Range};
use ropey::{Rope, RopeSlice};

/// What a column counts. Lines are 0-based and end with `\n`, `\r\n` or `\r`, as hadome's own do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, what a client means that says nothing.
    #[default]
    Utf16,
    /// Characters (scalar values).
    Utf32,
}

impl Encoding {
    /// The first of the units that the client offers, in its order of preference; UTF-16 if it offers none.
    pub fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Self {
        let known = |kind: &PositionEncodingKind| match kind.as_str() {
            "utf-8" => Some(Self::Utf8),
            "utf-16" => Some(Self::Utf16),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        };
        offered.unwrap_or_default().iter().find_map(known).unwrap_or_default()
    }

    /// The name of the units in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// Where a byte of a source is.
    pub fn position(self, source: &Source, byte: usize) -> Position {
        let at = source.position(byte);
        let line = source.lines().span_of(at.line - 1);
        let before = source.text().get(line.start..at.byte).unwrap_or("");
        Position::new(number(at.line - 1), number(self.length(before)))
    }

    /// Where a span of a source is.
    pub fn range(self, source: &Source, span: Span) -> Range {
        Range::new(self.position(source, span.start), self.position(source, span.end))
    }

    /// The byte of a source at a position. A column beyond the line counts as its end, a line beyond the text as the end of the text,
    /// as the protocol asks.
    pub fn byte(self, source: &Source, position: Position) -> usize {
        let line = position.line as usize;
        if line >= source.lines().count() {
            return source.text().len();
        }
        let content = source.lines().content_of(source.text(), line);
        let text = source.slice(content);
        let mut units = position.character as usize;
        for (at, c) in text.char_indices() {
            if units == 0 {
                return content.start + at;
            }
            // A position inside a character counts as its start.
            match units.checked_sub(self.width(c)) {
                Some(rest) => units = rest,
                None => return content.start + at,
            }
        }
        content.end
    }

    /// The character index of a rope at a position, with the same forgiveness as [`byte`](Self::byte).
    pub(crate) fn char_of(self, rope: &Rope, position: Position) -> usize {
        let line = position.line as usize;
        if line >= rope.len_lines() {
            return rope.len_chars();
        }
        let text = rope.line(line);
        let column = position.character as usize;
        let inside = match self {
            Self::Utf8 => text.byte_to_char(column.min(text.len_bytes())),
            Self::Utf16 => text.utf16_cu_to_char(column.min(text.len_utf16_cu())),
            Self::Utf32 => column,
        };
        rope.line_to_char(line) + inside.min(content_chars(text))
    }

    /// How long a text is in these units.
    pub fn length(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Utf32 => text.chars().count(),
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// How many characters of a line stand before its end.
fn content_chars(line: RopeSlice<'_>) -> usize {
    let mut count = line.len_chars();
    while count > 0 && matches!(line.char(count - 1), '\n' | '\r') {
        count -= 1;
    }
    count
}

/// A number of the protocol. Documents of four billion lines have other worries.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "監視を\r\n𠮷野a\r対策\n";

    fn check(encoding: Encoding, line: u32, column: u32, before: &str) {
        let source = Source::new("x.md", TEXT);
        let position = Position::new(line, column);
        let byte = encoding.byte(&source, position);
        assert_eq!(&TEXT[..byte], before, "{encoding:?} {position:?}");
        let rope = Rope::from_str(TEXT);
        assert_eq!(rope.char_to_byte(encoding.char_of(&rope, position)), byte, "{encoding:?} {position:?}");
    }

    #[test]
    fn columns_count_in_the_units_of_the_client() {
        check(Encoding::Utf8, 0, 6, "監視");
        check(Encoding::Utf16, 0, 2, "監視");
        check(Encoding::Utf16, 1, 3, "監視を\r\n𠮷野");
        check(Encoding::Utf32, 1, 2, "監視を\r\n𠮷野");
        check(Encoding::Utf8, 1, 7, "監視を\r\n𠮷野");
        check(Encoding::Utf16, 2, 1, "監視を\r\n𠮷野a\r対");
    }

    #[test]
    fn positions_that_are_not_there_count_as_the_nearest_before() {
        check(Encoding::Utf16, 0, 99, "監視を");
        check(Encoding::Utf16, 1, 1, "監視を\r\n");
        check(Encoding::Utf8, 0, 4, "監");
        check(Encoding::Utf16, 99, 0, TEXT);
        check(Encoding::Utf16, 3, 5, TEXT);
    }

    #[test]
    fn bytes_and_positions_are_each_others_inverse() {
        let source = Source::new("x.md", TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (byte, c) in TEXT.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n')) {
                assert_eq!(encoding.byte(&source, encoding.position(&source, byte)), byte, "{c}");
            }
        }
    }

    #[test]
    fn the_client_chooses() {
        let offer = |names: &[&'static str]| -> Vec<PositionEncodingKind> {
            names.iter().map(|n| PositionEncodingKind::new(n)).collect()
        };
        assert_eq!(Encoding::negotiate(None), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(Some(&[])), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(Some(&offer(&["utf-7", "utf-32", "utf-8"]))), Encoding::Utf32);
    }
}
