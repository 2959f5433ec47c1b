//! What the engine sees in a document, as plain data: how a rule author finds out why a rule matches or does not.
//!
//! Sections stand in source order with their nesting level, items in their sections with theirs: nothing here nests without
//! bound, so that any document can be written out. One file for each kind of fact.

mod causes;
mod claims;
mod impact;
mod links;
mod measures;
mod outline;
#[cfg(test)]
mod tests;
mod timeline;

use serde::Serialize;

pub use causes::{CauseView, EdgeView};
pub use claims::ClaimView;
pub use impact::ImpactView;
pub use links::{LinkView, LinkedCauseView};
pub use measures::{MarkerView, MeasureView, StatusView};
pub use outline::{ItemView, SectionView, SentenceView, TokenView};
pub use timeline::{DayView, EntryView, MomentView, TimeView, TimelineView};

use crate::document::{Document, Format};
use crate::facts::{Facts, Field, Nature, Profile, Stage};
use crate::morph::Analysis;
use crate::source::{Position, Source, Span};

/// A document as the engine sees it.
#[derive(Debug, Clone, Serialize)]
pub struct Inspection {
    /// The path as the user gave it.
    pub path: String,
    /// The format it was read as.
    pub format: Format,
    /// The encoding its bytes were decoded from.
    pub encoding: &'static str,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// What keeps it from being read as a report: `template`, `procedure`, `article` …; `None` for a report.
    pub not_a_report: Option<String>,
    /// The stage it says it is in.
    pub stage: ClaimView<Stage>,
    /// For whom it says it is written.
    pub profile: ClaimView<Profile>,
    /// The figures of what was affected, in source order.
    pub impact: Vec<ImpactView>,
    /// When things happened.
    pub timeline: TimelineView,
    /// All sections in source order, each with its items. The first is the root.
    pub sections: Vec<SectionView>,
    /// The causes as the report counts them, in source order, each with the measures that answer it.
    pub links: Vec<LinkedCauseView>,
}

/// Where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Its first character.
    pub start: Position,
    /// The place after its last.
    pub end: Position,
}

/// Words of the source and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The words; folded where a fact keeps them so, else as the source spells them.
    pub text: String,
    /// Where they stand.
    #[serde(flatten)]
    pub place: Place,
}

impl Inspection {
    /// Looks at a whole document. Every sentence is tokenized.
    pub fn new(source: &Source, analysis: &Analysis<'_>, facts: &Facts) -> Self {
        let document = analysis.document();
        let view = View { source, document, analysis, facts };
        Self {
            path: source.path().to_owned(),
            format: document.format,
            encoding: source.encoding(),
            title: document.title.map(|t| document.block_text(t)),
            not_a_report: match &facts.nature {
                Nature::Report => None,
                Nature::NotReport(why) => Some(why.to_string()),
            },
            stage: view.stage(),
            profile: view.profile(),
            impact: view.impact(),
            timeline: view.timeline(),
            sections: view.sections(),
            links: view.links(),
        }
    }
}

/// Everything a view is made from.
struct View<'a> {
    source: &'a Source,
    document: &'a Document,
    analysis: &'a Analysis<'a>,
    facts: &'a Facts,
}

impl View<'_> {
    /// The source's words at a span.
    fn quote(&self, span: Span) -> Quote {
        Quote { text: self.source.slice(span).to_owned(), place: self.place(span) }
    }

    /// A field with its folded text.
    fn field(&self, field: &Field) -> Quote {
        Quote { text: field.text.clone(), place: self.place(field.span) }
    }

    fn place(&self, span: Span) -> Place {
        Place { start: self.source.position(span.start), end: self.source.position(span.end) }
    }
}
