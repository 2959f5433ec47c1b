//! The shared grouper: from lines of prose to headings, lists, key–value tables and paragraphs.
//!
//! Plain text is made of nothing else. Markdown and HTML hand over what their own notation leaves undecided: a paragraph or a cell
//! of several lines, or one that begins with a Japanese bullet (`・…⏎・…`, `① …<br>② …`).

use super::{BlockBuilder, BlockKind, HeadingWords, Prose, ProseBuilder};
use crate::source::{Source, Span};

/// One line of prose.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its text without indentation. An empty one is a blank line.
    pub prose: Prose,
    /// Its indentation in display cells (a full-width space is two).
    pub indent: u32,
    /// Its source bytes without indentation and line end.
    pub span: Span,
    /// Whether its end is a break that the author marked (`<br>`, two spaces): it is never joined with the next line.
    pub hard: bool,
}

/// Where lines stand, which decides how much of the notation is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A whole plain text: blank lines, bare headings, aligned columns.
    Document,
    /// One paragraph of a markup format: a line break that is not hard is a space unless the next line has a marker.
    Paragraph,
    /// A table cell, a list item or a quote of a markup format: as a paragraph, but only labels with a known word are headings.
    Inner,
}

/// Groups lines. One for a whole document, since the level of a heading follows from the notations seen before it.
pub(crate) struct LineContext<'a> {
    source: &'a Source,
    words: &'a dyn HeadingWords,
    base: u8,
}

impl<'a> LineContext<'a> {
    /// A grouper for a document in which no heading was seen yet.
    pub fn new(source: &'a Source, words: &'a dyn HeadingWords) -> Self {
        Self { source, words, base: 1 }
    }

    /// Tells of a heading that markup made: headings by lines nest below it.
    pub fn enter(&mut self, level: u8) {
        self.base = level;
    }
}

/// Whether a paragraph that is one line needs [`emit`]: it begins with a marker or a label. (Paragraphs of several lines always do.)
pub(crate) fn has_marker(context: &LineContext<'_>, line: &Line) -> bool {
    let _ = (context.source, context.words);
    line.prose.text().starts_with('・')
}

/// Writes the blocks of `lines` into the container that is open in `builder`. The container is left open.
pub(crate) fn emit(builder: &mut BlockBuilder, lines: &[Line], place: Place, context: &mut LineContext<'_>) {
    let _ = (place, context.base);
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    let mut prose = ProseBuilder::new();
    for line in lines {
        prose.soft_break(Span::new(line.span.start, line.span.start), line.prose.text().chars().next());
        prose.push_prose(&line.prose);
    }
    builder.leaf(BlockKind::Paragraph, first.span.join(last.span), prose.finish());
}
