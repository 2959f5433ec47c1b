//! The Japanese words that facts and rules are read by, loaded from `rules/lexicon/*.toml`. All words are data.

mod causal;
mod evidence;
mod fields;
mod guards;
mod kinds;
mod links;
mod measures;
mod predicates;
pub mod sections;
mod timeline;
mod words;

use std::sync::Arc;

pub use causal::CausalWords;
pub use evidence::{EvidenceHit, EvidenceSet, EvidenceSets};
pub use fields::FieldWords;
pub use guards::{GuardSwitch, Guards};
pub use kinds::{DocumentKind, DocumentWords};
pub(crate) use kinds::{Place, Sign};
pub use links::LinkWords;
pub use measures::MeasureWords;
pub use predicates::{PredicateClass, Predicates};
pub(crate) use timeline::MomentWords;
pub use timeline::TimelineWords;
pub(crate) use words::fold;

use crate::document::RoleTable;
use crate::recall::Asked;
use crate::source::Source;
use crate::spec::{self, Problems, Reader};

/// Everything that is known about words.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Headings and their roles (`sections.toml`).
    pub roles: RoleTable,
    /// Named sets of evidence (`evidence.toml`).
    pub evidence: EvidenceSets,
    /// Contexts in which a phrase does not mean what it seems to (`guards.toml`).
    pub guards: Guards,
    /// Heads of measures (`predicates.toml`).
    pub predicates: Predicates,
    /// Owners, dates, states, figures, links (`fields.toml`).
    pub fields: FieldWords,
    /// What is a measure and what stands beside one (`measures.toml`).
    pub measures: MeasureWords,
    /// Causal markers (`causal.toml`).
    pub causal: CausalWords,
    /// How measures are tied to causes (`links.toml`).
    pub links: LinkWords,
    /// What marks a document that is no report, and the stage of one that is (`document.toml`).
    pub documents: DocumentWords,
    /// Times, days and the moments of an incident (`timeline.toml`).
    pub timeline: TimelineWords,
    /// About headers of columns: what all these words make of one.
    pub(crate) headers: Asked,
}

impl Lexicon {
    /// Reads the lexicon files among `files`, by their file names; others are left alone. Mistakes go to `problems`.
    pub fn load(files: &[Arc<Source>], problems: &Problems) -> Self {
        let mut lexicon = Self::default();
        for file in files {
            match file.path().rsplit(['/', '\\']).next().unwrap_or_default() {
                "sections.toml" => sections::load(file, &mut lexicon.roles, problems),
                "evidence.toml" => lexicon.evidence = read(file, problems, EvidenceSets::read),
                "guards.toml" => lexicon.guards = read(file, problems, Guards::read),
                "predicates.toml" => lexicon.predicates = read(file, problems, Predicates::read),
                "fields.toml" => lexicon.fields = read(file, problems, FieldWords::read),
                "measures.toml" => lexicon.measures = read(file, problems, MeasureWords::read),
                "causal.toml" => lexicon.causal = read(file, problems, CausalWords::read),
                "timeline.toml" => lexicon.timeline = read(file, problems, TimelineWords::read),
                "links.toml" => lexicon.links = read(file, problems, LinkWords::read),
                "document.toml" => lexicon.documents = read(file, problems, DocumentWords::read),
                _ => {}
            }
        }
        lexicon
    }
}

/// Reads one file with `part` and reports keys that `part` did not ask for.
fn read<T>(file: &Arc<Source>, problems: &Problems, part: impl FnOnce(&mut Reader<'_>) -> T) -> T {
    spec::parse(file, problems, |mut reader| {
        let value = part(&mut reader);
        reader.finish();
        value
    })
}

#[cfg(test)]
pub(crate) mod tests;
