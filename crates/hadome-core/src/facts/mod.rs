//! What a report claims, read once: its measures with their strength, its causes with their edges, its stage and nature.

mod above;
mod because;
mod behaviour;
mod causes;
mod chain;
mod claims;
mod columns;
mod edge;
mod explained;
mod fields;
mod hashed;
mod head;
mod holders;
mod impact;
mod level;
mod links;
mod measures;
mod names;
mod nature;
mod once;
mod owner;
mod reader;
mod reading;
mod runs;
mod strength;
mod timeline;
mod types;

pub use edge::{Direction, Edge, EdgeEnd, EdgeKind};
pub use links::{Answer, CauseUnit, Gap, Id, Link, Links, Series, Tie};
pub use names::rung_name;
pub use timeline::{Clock, Date, DateSource, Day, Entry, Moment, MomentKind, Time, Timeline};
pub use types::{
    Cause, Depth, Evidence, FactOptions, Facts, Field, Head, ImpactFigure, Measure, Nature, Profile, Stage,
    Status, StatusKind,
};

use crate::lexicon::Lexicon;
use crate::morph::Analysis;

/// Reads the facts of a document. A document that is no report has no measures and no causes.
pub fn read(analysis: &Analysis<'_>, lexicon: &Lexicon, options: &FactOptions) -> Facts {
    let document = analysis.document();
    let (stage, stage_span) = claims::stage(document, &lexicon.documents, options.stage);
    let (profile, profile_span) = claims::profile(document, &lexicon.documents, options.profile);
    let nature = nature::nature(document, &lexicon.documents);
    let said = Facts { stage, stage_span, profile, profile_span, nature, ..Facts::default() };
    if said.nature != Nature::Report {
        return said;
    }
    let known = once::of_sentences(analysis);
    let reader = reader::Reader::new(analysis, lexicon, &known);
    let measures = measures::read(&reader);
    let (causes, depth) = causes::read(&reader);
    let timeline = timeline::read(&reader);
    let impact = impact::read(&reader);
    let links = links::read(&reader, &causes, &measures);
    let holders = holders::Holders::new(document.sentences.len(), &measures, &causes);
    Facts { measures, causes, depth, timeline, impact, links, holders, ..said }
}

#[cfg(test)]
mod cause_tests;
#[cfg(test)]
mod claim_tests;
#[cfg(test)]
mod edge_tests;
#[cfg(test)]
mod impact_tests;
#[cfg(test)]
mod measure_tests;
#[cfg(test)]
mod memory_tests;
#[cfg(test)]
mod tests;
