//! The shared grouper: from lines of prose to headings, lists, key–value tables and paragraphs.
//!
//! Plain text is made of nothing else. Markdown and HTML hand over what their own notation leaves undecided: a paragraph or a cell
//! of several lines, or one that begins with a Japanese bullet (`・…⏎・…`, `① …<br>② …`).

mod bare;
mod classify;
mod decoration;
mod glyphs;
mod items;
mod levels;
pub(crate) mod marker;
mod numbers;
mod pairs;
mod sequence;
mod stamp;
pub(crate) mod wrap;
mod writer;

use self::levels::Levels;
use super::{BlockBuilder, HeadingWords, Prose};
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

/// What has to be known of a whole document to group its lines: the level of a heading follows from the notations seen before it,
/// and where lines are wrapped from all of them.
pub(crate) struct LineContext<'a> {
    source: &'a Source,
    words: &'a dyn HeadingWords,
    levels: Levels,
    /// The width in cells at which a plain text is wrapped.
    wrap: u32,
}

impl<'a> LineContext<'a> {
    /// For a document in which no heading was seen yet. Level 1 is left for a title.
    pub fn new(source: &'a Source, words: &'a dyn HeadingWords) -> Self {
        Self { source, words, levels: Levels::below(1), wrap: u32::MAX }
    }

    /// Tells of a heading that markup made: headings by lines nest below it.
    pub fn enter(&mut self, level: u8) {
        self.levels = Levels::below(level);
    }

    /// The source text of a line.
    pub fn raw(&self, line: &Line) -> &'a str {
        self.source.slice(line.span)
    }

    /// Reads off all lines of a plain text where it is wrapped.
    pub fn measure(&mut self, lines: &[Line]) {
        let raw = |line: &Line| self.source.slice(line.span);
        let open = |pair: &[Line]| {
            let (line, next) = (&pair[0], &pair[1]);
            let text = line.prose.text();
            let goes_on = !text.is_empty()
                && !next.prose.is_empty()
                && !wrap::is_closed(text)
                && !wrap::is_far(line, next);
            (goes_on && marker::read(next.prose.text(), raw(next)).is_none())
                .then(|| line.indent + wrap::cells(raw(line)))
        };
        let widths: Vec<u32> = lines.windows(2).filter_map(open).collect();
        self.wrap = wrap::wrap_width(&widths);
    }
}

/// Whether `next` only continues `line`, the line right before it in a plain text.
pub(crate) fn continues(context: &LineContext<'_>, line: &Line, next: &Line) -> bool {
    let width = line.indent + wrap::cells(context.source.slice(line.span));
    let marked = marker::read(next.prose.text(), context.source.slice(next.span)).is_some();
    !marked && !next.prose.is_empty() && wrap::joins(line, width, next, context.wrap)
}

/// Writes the blocks of `lines` into the container that is open in `builder`, which is left open.
pub(crate) fn emit(builder: &mut BlockBuilder, lines: &[Line], place: Place, context: &mut LineContext<'_>) {
    let (classes, widths) = classify::classify(lines, place, context);
    writer::Writer::new(builder, context, lines, &widths, place).write(&classes);
}

#[cfg(test)]
mod tests;
