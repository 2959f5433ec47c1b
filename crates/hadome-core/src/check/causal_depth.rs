//! `causal-depth`: how many causal steps a report writes. It counts what is written and never says that it is enough.

use super::target::judged;
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::rule::{Check, Context, Finding, Key, Kind, Place, RuleMeta, Shape, Sink, Unless, read_integer};
use crate::spec::Reader;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "causal-depth",
    doc: "Finds reports whose longest written causal chain is shorter than a minimum.",
    keys: &[
        Key::new("minimum", Shape::Integer(1, 10), "How many causal steps have to be written."),
        Key::new("unless", Shape::Unless, "Evidence that silences or lowers the finding."),
    ],
    placeholders: &["count", "last"],
    compile,
};

#[derive(Debug)]
struct CausalDepth {
    minimum: usize,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    reader.require("minimum");
    let minimum = read_integer(reader, "minimum", 1, 10).and_then(|n| usize::try_from(n).ok());
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(CausalDepth { minimum: minimum?, unless }))
}

impl Check for CausalDepth {
    fn matchers(&self) -> Vec<&Matcher> {
        self.unless.matchers().collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let Some(depth) = cx.facts.depth.filter(|d| d.edges < self.minimum) else { return };
        let span = depth.last.span;
        let cause = cx
            .facts
            .causes
            .iter()
            .position(|c| c.span == span || c.edges.iter().any(|e| e.cause.span == span));
        let place = cause.map_or_else(Place::document, |i| Place::cause(cx, i));
        let finding = Finding::new(span)
            .about_report("")
            .with("count", depth.edges.to_string())
            .with("last", depth.last.text(cx.document()).trim_end_matches('。'));
        let verdict = self.unless.on(cx, 0).verdict(&place);
        if let Some(finding) = judged(|| finding, verdict, cx.rule.severity) {
            sink.finding(finding);
        }
    }
}
