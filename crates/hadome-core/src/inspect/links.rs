//! Causes as the report counts them, and the measures that answer them.

use serde::Serialize;

use super::{Quote, View};
use crate::facts::{Answer, CauseUnit, Gap, Id, Tie};

/// A cause as the report counts it, with the measures that answer it.
#[derive(Debug, Clone, Serialize)]
pub struct LinkedCauseView {
    /// What it is called: a number or a code, and where.
    pub id: Option<Quote>,
    /// `given`, `unknown`, or by what one can tell that it is missing: `number`, `reference`, `words`.
    pub answer: &'static str,
    /// The measures that answer it.
    pub measures: Vec<LinkView>,
    /// Its first statement.
    #[serde(flatten)]
    pub quote: Quote,
}

/// A measure that answers a cause.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// How one can tell.
    pub by: Tie,
    /// What the measure is called.
    pub id: Option<Quote>,
    /// What ties on the side of the cause: its id, its text, a word.
    pub from: Quote,
    /// What ties on the side of the measure.
    pub to: Quote,
    /// The measure.
    #[serde(flatten)]
    pub quote: Quote,
}

impl View<'_> {
    pub(super) fn links(&self) -> Vec<LinkedCauseView> {
        let mut causes: Vec<LinkedCauseView> = self.facts.links.causes.iter().map(|c| self.unit(c)).collect();
        for link in &self.facts.links.links {
            let measure = &self.facts.measures[link.measure];
            causes[link.cause].measures.push(LinkView {
                by: link.by,
                id: self.id(self.facts.links.measure_ids[link.measure].as_ref()),
                from: self.quote(link.from),
                to: self.quote(link.to),
                quote: self.quote(measure.span),
            });
        }
        causes
    }

    fn unit(&self, unit: &CauseUnit) -> LinkedCauseView {
        let answer = match unit.answer {
            Answer::Given => "given",
            Answer::Unknown => "unknown",
            Answer::Missing(Gap::Number) => "number",
            Answer::Missing(Gap::Reference) => "reference",
            Answer::Missing(Gap::Words) => "words",
        };
        LinkedCauseView {
            id: self.id(unit.id.as_ref()),
            answer,
            measures: Vec::new(),
            quote: self.quote(unit.span),
        }
    }

    fn id(&self, id: Option<&Id>) -> Option<Quote> {
        id.map(|id| Quote { text: id.number.clone(), place: self.place(id.span) })
    }
}
