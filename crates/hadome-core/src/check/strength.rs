//! `strength`: reports in which every measure that can be classified is weak.

use super::target::{judged, measure_span, whole_sentence};
use crate::diagnostic::{Severity, Text};
use crate::document::Role;
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::rule::{Check, Context, Finding, Key, Kind, Place, RuleMeta, Shape, Sink, Unless, read_integer};
use crate::source::Span;
use crate::spec::Reader;

const SEVERITIES: &[&str] = &["warning", "info"];
const SEVERITY: [Severity; 2] = [Severity::Warning, Severity::Info];
/// How many measures a finding points at beside its own place.
const MAX_RELATED: usize = 4;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "strength",
    doc: "Finds reports in which no measure reaches a rung. Silent when no measure can be classified.",
    keys: &[
        Key::new("below", Shape::Integer(1, 5), "The rung that one measure has to reach."),
        Key::new(
            "ignore-unknown",
            Shape::Boolean,
            "Whether measures without a rung are left aside. If not, one of them keeps the rule silent. Default: true.",
        ),
        Key::new(
            "classified",
            Shape::Integer(0, 100),
            "The percentage of measures that have to have a rung before the rule speaks. Default: 0.",
        ),
        Key::new(
            "incomplete",
            Shape::OneOf(SEVERITIES),
            "The severity of the finding when some measures have no rung. Default: that of the rule.",
        ),
        Key::new(
            "label",
            Shape::Text,
            "What the finding's other places, the measures, are called. May hold {rung}.",
        ),
        Key::new(
            "unless",
            Shape::Unless,
            "Evidence that silences or lowers the finding; the scope is the document.",
        ),
    ],
    placeholders: &["count", "classified", "total", "highest"],
    compile,
};

#[derive(Debug)]
struct Strength {
    below: u8,
    ignore_unknown: bool,
    classified: usize,
    incomplete: Option<Severity>,
    label: Text,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    reader.require("below");
    let below = read_integer(reader, "below", 1, 5).and_then(|n| u8::try_from(n).ok());
    let ignore_unknown = reader.boolean("ignore-unknown").unwrap_or(true);
    let classified =
        read_integer(reader, "classified", 0, 100).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let incomplete = reader.one_of("incomplete", SEVERITIES).map(|i| SEVERITY[i]);
    let label = reader.text("label").unwrap_or_default();
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(Strength { below: below?, ignore_unknown, classified, incomplete, label, unless }))
}

impl Check for Strength {
    fn matchers(&self) -> Vec<&Matcher> {
        self.unless.matchers().collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let measures = &cx.facts.measures;
        let weak: Vec<(usize, u8)> =
            measures.iter().enumerate().filter_map(|(i, m)| Some((i, m.rung?))).collect();
        let highest = weak.iter().map(|&(_, rung)| rung).max();
        let unknown = measures.len() - weak.len();
        let (Some(&(first, _)), Some(highest)) = (weak.first(), highest) else { return };
        // A single lesson or open point is no list of measures.
        let listed = measures.len() > 1 || measures.iter().any(|m| m.roles.contains(Role::Countermeasure));
        if highest >= self.below
            || !listed
            || (unknown > 0 && !self.ignore_unknown)
            || weak.len() * 100 < measures.len() * self.classified
        {
            return;
        }
        let mut finding = Finding::new(place_of(cx, first))
            .about_report("")
            .with("count", weak.len().to_string())
            .with("classified", weak.len().to_string())
            .with("total", measures.len().to_string())
            .with("highest", highest.to_string());
        // Evidence is complete only when every measure could be classified.
        finding.severity = self.incomplete.filter(|_| unknown > 0);
        for &(index, rung) in weak.iter().take(MAX_RELATED) {
            finding = finding.related(measure_span(cx, index), self.label_of(rung));
        }
        let verdict = self.unless.on(cx, 0).verdict(&Place::document());
        if let Some(finding) = judged(|| finding, verdict, cx.rule.severity) {
            sink.finding(finding);
        }
    }
}

impl Strength {
    fn label_of(&self, rung: u8) -> Text {
        let fill = |template: &str| template.replace("{rung}", &rung.to_string());
        Text::new(fill(&self.label.ja), fill(&self.label.en))
    }
}

/// The heading of the first weak measure's section, or the measure itself where no heading stands.
fn place_of(cx: &Context<'_>, measure: usize) -> Span {
    let document = cx.document();
    let heading = document.section(cx.facts.measures[measure].section).heading;
    let sentence = heading.and_then(|block| {
        let first = document.sentences.partition_point(|s| s.block < block);
        document.sentences.get(first).filter(|s| s.block == block).map(|_| first as u32)
    });
    match (sentence, heading) {
        (Some(id), _) => whole_sentence(document, crate::document::SentenceId(id)),
        (None, Some(block)) if !document.block(block).prose.is_empty() => {
            let prose = &document.block(block).prose;
            prose.source_span(0..prose.text().len())
        }
        _ => measure_span(cx, measure),
    }
}
