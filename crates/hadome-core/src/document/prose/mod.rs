//! Joined prose with a map back to the source.
//!
//! Rules read prose in which emphasis marks are gone, soft line breaks between Japanese characters are closed, entities are
//! decoded, invisible characters are dropped and compatibility characters are folded (NFKC), so that 「監視体制の**強**⏎**化**」 is
//! one phrase. The map says which source bytes a part of it came from.

mod builder;
mod folding;
mod runs;

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use self::runs::{Run, Runs};
use super::sentences;
use crate::source::Span;

pub use builder::ProseBuilder;
pub(crate) use folding::{is_letter, is_wide};

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

/// Joined, folded text with a map back to the source. A hard line break is `\n`. A copy shares the text.
#[derive(Clone, Default)]
pub struct Prose {
    /// `None` if there is no text.
    text: Option<Arc<Text>>,
    /// How many bytes stand before it in the source that did not when it was written.
    moved: isize,
}

impl Prose {
    fn new(text: Text) -> Self {
        Self { text: (!text.folded.is_empty()).then(|| Arc::new(text)), moved: 0 }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        self.text.as_ref().map_or("", |text| &text.folded)
    }

    /// Marked parts in order of their start.
    pub fn marks(&self) -> &[Mark] {
        self.text.as_ref().map_or(&[], |text| &text.marks)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_none()
    }

    /// The sentences as byte ranges, see [`sentences::split`](super::sentences::split).
    pub(super) fn sentences(&self) -> &[Range<usize>] {
        self.text.as_ref().map_or(&[], |text| text.sentences())
    }

    /// The smallest source span that covers a byte range of the text. An empty range gives an empty span.
    pub fn source_span(&self, range: Range<usize>) -> Span {
        let Some(text) = &self.text else { return Span::default() };
        let start = text.runs.source_at(range.start, false);
        let end = if range.is_empty() { start } else { text.runs.source_at(range.end, true) };
        Span::new(start, end).moved(self.moved)
    }

    /// The source pieces of a byte range, in order, adjacent ones joined: what to quote when marks or line breaks stand between.
    pub fn source_pieces(&self, range: Range<usize>) -> impl Iterator<Item = Span> {
        let mut parts = self.runs(range).map(|run| run.source).peekable();
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

    /// A part of this prose as a prose of its own.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let Some(text) = &self.text else { return Self::default() };
        Self { moved: self.moved, ..Self::new(text.slice(range)) }
    }

    /// Moves it to where it stands in a source that has `by` more bytes before it, or fewer if that is negative.
    pub(super) fn move_by(&mut self, by: isize) {
        self.moved += by;
    }

    /// The parts of the runs that make up a byte range.
    fn runs(&self, range: Range<usize>) -> impl Iterator<Item = Run> {
        let runs = self.text.iter().flat_map(move |text| text.runs.within(range.clone(), text.folded.len()));
        runs.map(|run| Run { source: run.source.moved(self.moved), ..run })
    }
}

impl fmt::Debug for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs: Vec<Run> = self.runs(0..self.text().len()).collect();
        f.debug_struct("Prose")
            .field("text", &self.text())
            .field("runs", &runs)
            .field("marks", &self.marks())
            .finish()
    }
}

/// What a prose is made of, wherever it stands.
#[derive(Debug, Default)]
struct Text {
    folded: String,
    /// Where the parts of it stood in the source when it was written.
    runs: Runs,
    marks: Vec<Mark>,
    /// Its sentences, once somebody has asked for them.
    sentences: OnceLock<Box<[Range<usize>]>>,
}

impl Text {
    fn sentences(&self) -> &[Range<usize>] {
        self.sentences.get_or_init(|| {
            let mut sentences = Vec::new();
            sentences::split(&self.folded, |range| sentences.push(range));
            sentences.into()
        })
    }

    fn slice(&self, range: Range<usize>) -> Self {
        let folded = self.folded[range.clone()].to_owned();
        let mut runs = Runs::default();
        for run in self.runs.within(range.clone(), self.folded.len()) {
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
        Self { folded, runs, marks, sentences: OnceLock::new() }
    }
}
