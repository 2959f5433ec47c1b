//! Decoded text, its line index and the spans that point into it.
//!
//! Every [`Span`] of the engine is a half-open range of *bytes of the decoded text*. Lines, columns and other
//! units are made from it only where something is rendered, by [`LineIndex`].

mod decode;
mod line_index;
mod span;

pub use line_index::{LineIndex, Position};
pub use span::Span;

/// One document as text: its display path, its decoded text and its line index.
#[derive(Debug, Clone)]
pub struct Source {
    path: String,
    text: String,
    lines: LineIndex,
    encoding: &'static str,
    malformed: Option<usize>,
    mark: bool,
    embedded: bool,
}

impl Source {
    /// A source from text that is already decoded. `path` is for display and need not exist.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let lines = LineIndex::new(&text);
        Self {
            path: path.into(),
            text,
            lines,
            encoding: "UTF-8",
            malformed: None,
            mark: false,
            embedded: false,
        }
    }

    /// A source that is part of the program: its tests have looked at it.
    pub(crate) fn embedded(path: &str, text: &str) -> Self {
        Self { embedded: true, ..Self::new(path, text) }
    }

    /// Whether it is part of the program and needs no validation at run time.
    pub(crate) fn is_embedded(&self) -> bool {
        self.embedded
    }

    /// A source from the bytes of a file in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP, by byte order mark, declared
    /// character set or detection. Never fails; see [`Source::malformed`].
    pub fn decode(path: impl Into<String>, bytes: &[u8]) -> Self {
        let decoded = decode::decode(bytes);
        let source = Self::new(path, decoded.text);
        Self { encoding: decoded.encoding, malformed: decoded.malformed, mark: decoded.mark, ..source }
    }

    /// The name of the encoding that the bytes were in, such as `UTF-8` or `Shift_JIS`.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// Byte offset in [`Source::text`] of the first U+FFFD that stands for bytes which could not be decoded.
    pub fn malformed(&self) -> Option<usize> {
        self.malformed
    }

    /// Whether the bytes were text in any encoding: pictures, archives and programs are full of control characters and of bytes
    /// that nothing decodes. The beginning decides.
    pub fn is_text(&self) -> bool {
        const SAMPLE: usize = 8_000;
        let (mut all, mut nul, mut controls, mut broken) = (0, 0, 0, 0);
        for c in self.text.chars().take(SAMPLE) {
            all += 1;
            nul += usize::from(c == '\0');
            controls += usize::from(
                c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1b}'),
            );
            broken += usize::from(c == char::REPLACEMENT_CHARACTER);
        }
        nul * 100 <= all && controls * 10 <= all && broken * 3 <= all
    }

    /// Whether the bytes began with a byte order mark. It is no part of [`Source::text`].
    pub fn has_byte_order_mark(&self) -> bool {
        self.mark
    }

    /// The path as the user gave it, for display.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole decoded text, without a byte order mark, line ends as they stand in the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line index of [`Source::text`].
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The text that `span` covers; the empty string if the span does not lie on character boundaries inside the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Where a byte offset is, in lines and columns.
    pub fn position(&self, byte: usize) -> Position {
        self.lines.position(&self.text, byte)
    }
}
