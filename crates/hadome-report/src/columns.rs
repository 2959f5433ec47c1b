//! Places in the units that programs count in.

use hadome_core::source::{Source, Span};

/// Where something begins and ends: 1-based lines and columns, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Line of the first character.
    pub start_line: usize,
    /// Column of the first character.
    pub start_column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column behind the last character.
    pub end_column: usize,
}

/// The region of a span, in columns that count UTF-16 code units: what GitHub, editors and most readers of SARIF count. It differs from
/// characters for those beyond the Basic Multilingual Plane only, such as 𠮷 and emoji.
pub fn utf16(source: &Source, span: Span) -> Region {
    region(source, span, |text| text.encode_utf16().count())
}

/// The region of a span, in columns that count bytes of UTF-8.
pub fn utf8(source: &Source, span: Span) -> Region {
    region(source, span, str::len)
}

fn region(source: &Source, span: Span, count: impl Fn(&str) -> usize) -> Region {
    let place = |byte: usize| {
        let at = source.position(byte);
        let start = source.lines().span_of(at.line - 1).start;
        (at.line, count(&source.text()[start..at.byte]) + 1)
    };
    let ((start_line, start_column), (end_line, end_column)) = (place(span.start), place(span.end));
    Region { start_line, start_column, end_line, end_column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unit_counts_its_own_columns() {
        let source = Source::new("a.md", "一行目\r\n𠮷野が確認\n");
        let at = source.text().find("確認").expect("it is there");
        let span = Span::new(at, at + "確認".len());
        let columns = |region: Region| (region.start_line, region.start_column, region.end_column);
        assert_eq!(columns(utf16(&source, span)), (2, 5, 7));
        assert_eq!(columns(utf8(&source, span)), (2, 11, 17));
    }
}
