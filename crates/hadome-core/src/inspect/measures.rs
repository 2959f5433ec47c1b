//! Measures and what their verdicts rest on.

use serde::Serialize;

use super::{Quote, View};
use crate::facts::{Field, Measure, Status, StatusKind};

/// A measure and what its verdict rests on.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureView {
    /// Its rung on the strength ladder, 0 to 5; `None` without a marker.
    pub rung: Option<u8>,
    /// The verb or verbal noun that says what is done.
    pub head: Option<MarkerView>,
    /// The evidence found in it.
    pub evidence: Vec<MarkerView>,
    /// Who does it.
    pub owner: Option<Quote>,
    /// Until when.
    pub due: Option<Quote>,
    /// How far it has come.
    pub status: Option<StatusView>,
    /// A figure by which it can be judged.
    pub metric: Option<Quote>,
    /// Tickets and addresses that it names.
    pub links: Vec<Quote>,
}

/// Words that say something of a measure's strength.
#[derive(Debug, Clone, Serialize)]
pub struct MarkerView {
    /// The predicate class or the evidence set.
    pub name: String,
    /// The rung that it speaks for.
    pub rung: Option<u8>,
    /// The words, as the source spells them.
    #[serde(flatten)]
    pub quote: Quote,
}

/// How far a measure has come.
#[derive(Debug, Clone, Serialize)]
pub struct StatusView {
    /// What it means.
    pub kind: StatusKind,
    /// Whether a date stands with it.
    pub dated: bool,
    /// Its folded words.
    #[serde(flatten)]
    pub quote: Quote,
}

impl View<'_> {
    pub(super) fn measure(&self, measure: &Measure) -> MeasureView {
        let marker =
            |name: &str, rung, span| MarkerView { name: name.to_owned(), rung, quote: self.quote(span) };
        let field = |field: &Option<Field>| field.as_ref().map(|f| self.field(f));
        MeasureView {
            rung: measure.rung,
            head: measure.head.as_ref().map(|h| marker(&h.class, Some(h.rung), h.span)),
            evidence: measure.evidence.iter().map(|e| marker(&e.set, e.rung, e.span)).collect(),
            owner: field(&measure.owner),
            due: field(&measure.due),
            status: measure.status.as_ref().map(|s| self.status(s)),
            metric: field(&measure.metric),
            links: measure.links.iter().map(|&l| self.quote(l)).collect(),
        }
    }

    fn status(&self, status: &Status) -> StatusView {
        let quote = Quote { text: status.text.clone(), place: self.place(status.span) };
        StatusView { kind: status.kind, dated: status.dated, quote }
    }
}
