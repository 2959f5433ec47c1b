//! Joined prose with a map back to the source.
//!
//! Rules read prose in which emphasis marks are gone, soft line breaks between Japanese characters are closed, entities are
//! decoded, invisible characters are dropped and compatibility characters are folded (NFKC), so that 「監視体制の**強**⏎**化**」 is
//! one phrase. The map says which source bytes a part of it came from.

mod builder;
mod folding;
mod runs;

use std::ops::Range;

use self::runs::{Run, Runs};
use crate::source::Span;

pub use builder::ProseBuilder;
pub(crate) use folding::is_wide;

/// A part of a prose text that is marked up in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the prose text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: MarkKind,
}

/// What a marked part of prose is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// Inline code.
    Code,
    /// The text of a link.
    Link,
    /// Bold.
    Strong,
    /// Struck through.
    Strike,
}

/// Joined, folded text with a map back to the source. A hard line break is `\n`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    text: String,
    runs: Runs,
    marks: Vec<Mark>,
}

impl Prose {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Marked parts in order of their start.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The smallest source span that covers a byte range of the text. An empty range gives an empty span.
    pub fn source_span(&self, range: Range<usize>) -> Span {
        let start = self.runs.source_at(range.start, false);
        if range.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.runs.source_at(range.end, true))
    }

    /// The source pieces of a byte range, in order, adjacent ones joined: what to quote when marks or line breaks stand between.
    pub fn source_pieces(&self, range: Range<usize>) -> impl Iterator<Item = Span> {
        let mut parts = self.runs.within(range, self.text.len()).map(|run| run.source).peekable();
        std::iter::from_fn(move || {
            let mut piece = parts.next()?;
            while let Some(next) = parts.next_if(|n| piece.end == n.start || piece.contains(*n)) {
                piece = piece.join(next);
            }
            Some(piece)
        })
    }

    /// The text of a byte range as the source spells it (not folded), without marks and line breaks.
    pub fn quote(&self, range: Range<usize>, source: &str) -> String {
        let mut quote = String::with_capacity(range.len());
        quote.extend(self.source_pieces(range).filter_map(|piece| source.get(piece.range())));
        quote
    }

    /// Moves it to where it stands in a source that has `by` more bytes before it, or fewer if that is negative.
    pub(super) fn move_by(&mut self, by: isize) {
        self.runs.move_by(by);
    }

    /// A part of this prose as a prose of its own.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let text = self.text[range.clone()].to_owned();
        let mut runs = Runs::default();
        for run in self.runs.within(range.clone(), self.text.len()) {
            runs.push(Run { at: run.at - range.start, ..run });
        }
        let marks = self
            .marks
            .iter()
            .filter(|m| m.range.start < range.end && range.start < m.range.end)
            .map(|m| Mark {
                range: m.range.start.max(range.start) - range.start..m.range.end.min(range.end) - range.start,
                kind: m.kind,
            })
            .collect();
        Self { text, runs, marks }
    }
}
