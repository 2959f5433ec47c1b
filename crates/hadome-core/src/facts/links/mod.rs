//! Which measure answers which cause, and how one can tell.
//!
//! Causes are counted as the report counts them: a heading 「原因1: …」, an item of the list, a row, a paragraph, each with what
//! stands below it. A measure is tied to one of them by naming its id, by standing in its row or below it, by the same number in a series
//! of measures that runs beside the causes, or by words that the two share. Where a report gives no ids and the two share no
//! words that could be compared, nothing is known: that is no link and no gap.

mod gaps;
mod ids;
mod numbers;
mod references;
#[cfg(test)]
mod tests;
mod ties;
mod units;
mod words;

pub(super) use ids::Names;
pub(super) use words::{Tells, Word};

use super::reader::Reader;
use super::types::{Cause, Measure};
use crate::document::{Incidents, SectionId, SentenceId};
use crate::source::Span;

/// The causes as the report counts them, and what ties measures to them.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// The causes in source order.
    pub causes: Vec<CauseUnit>,
    /// What each measure is called, by its position in [`Facts::measures`](super::Facts::measures).
    pub measure_ids: Vec<Option<Id>>,
    /// The links, by cause and measure.
    pub links: Vec<Link>,
}

/// What a cause or a measure is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Id {
    /// How it is called.
    pub series: Series,
    /// The number or letter, folded: `2`, `b`; of a code the whole of it in upper case: `P-1`.
    pub number: String,
    /// Where it is called so; of a position in a list the text that stands there.
    pub span: Span,
}

/// How causes and measures are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Series {
    /// 原因2, 対策2.
    Named,
    /// C1, P-1.
    Code,
    /// The place in a numbered list or in a table with numbered rows: (1), ①.
    Position,
}

/// A cause as the report counts it.
#[derive(Debug, Clone)]
pub struct CauseUnit {
    /// Its statements: positions in [`Facts::causes`](super::Facts::causes). The first is the one that it is known by.
    pub causes: Vec<usize>,
    /// What it is called.
    pub id: Option<Id>,
    /// The source bytes of its first statement.
    pub span: Span,
    /// The section that its first statement stands in.
    pub section: SectionId,
    /// The sentences of all its statements, and what stands below them.
    pub sentences: Vec<SentenceId>,
    /// The section of the incident that it belongs to.
    pub incident: SectionId,
    /// Whether measures answer it.
    pub answer: Answer,
}

/// Whether measures answer a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// One is tied to it.
    Given,
    /// None is, though it could be told.
    Missing(Gap),
    /// It can't be told.
    Unknown,
}

/// By what one can tell that no measure answers a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gap {
    /// The measures are numbered as the causes are, and its number is missing.
    Number,
    /// Measures name the causes that they answer, and none names it.
    Reference,
    /// Nothing that the report says of measures has a word about it.
    Words,
}

/// A measure that answers a cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The position of the cause in [`Links::causes`].
    pub cause: usize,
    /// The position of the measure in [`Facts::measures`](super::Facts::measures).
    pub measure: usize,
    /// How one can tell.
    pub by: Tie,
    /// What ties on the side of the cause: its id, its text, the word.
    pub from: Span,
    /// What ties on the side of the measure.
    pub to: Span,
}

/// What ties a measure to a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// The measure names the cause by its id.
    Reference,
    /// They stand in one row of a table.
    Row,
    /// The measure stands below the cause.
    Nested,
    /// They have the same number.
    Number,
    /// They share words.
    Words,
}

impl Tie {
    /// `reference`, `row`, `nested`, `number` or `words`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Row => "row",
            Self::Nested => "nested",
            Self::Number => "number",
            Self::Words => "words",
        }
    }
}

/// Reads the links of a report.
pub(super) fn read(reader: &Reader<'_, '_>, causes: &[Cause], measures: &[Measure]) -> Links {
    if causes.is_empty() || measures.is_empty() {
        return Links { measure_ids: vec![None; measures.len()], ..Links::default() };
    }
    let mut ids = ids::Ids::new(reader);
    let incidents = Incidents::of(reader.document);
    let units = units::read(reader, causes, measures, &incidents, &mut ids);
    let measure_ids: Vec<Option<Id>> = measures.iter().map(|m| ids.of_measure(m)).collect();
    let mut found = ties::Ties::new(reader, units, measures, &measure_ids, &incidents);
    found.structure();
    found.references();
    found.numbers();
    found.words();
    let (causes, links) = found.finish();
    Links { causes, measure_ids, links }
}
