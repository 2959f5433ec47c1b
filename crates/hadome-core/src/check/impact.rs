//! `impact`: reports that speak of an impact and give no figure of it.

use super::target::{judged, matches, target};
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::rule::{Check, Context, Key, Kind, Place, RuleMeta, Shape, Sink, Unless, require_matchers};
use crate::spec::Reader;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "impact",
    doc: "Finds reports that say in sections of the given roles that somebody was affected, and give no figure of it anywhere. One finding, at the first such words.",
    keys: &[
        Key::new("claim", Shape::Matchers, "Wording that says that somebody or something was affected."),
        Key::new(
            "unless",
            Shape::Unless,
            "Evidence that silences or lowers the finding; asked of each claim.",
        ),
    ],
    placeholders: &[],
    compile,
};

#[derive(Debug)]
struct Impact {
    claims: Vec<Matcher>,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    let claims = require_matchers(reader, "claim");
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(Impact { claims, unless }))
}

impl Check for Impact {
    fn matchers(&self) -> Vec<&Matcher> {
        self.claims.iter().chain(self.unless.matchers()).collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        if !cx.facts.impact.is_empty() {
            return;
        }
        let mut rescue = self.unless.on(cx, self.claims.len());
        for sentence in cx.candidate_sentences(0..self.claims.len()) {
            if target(cx, sentence).is_none() {
                continue;
            }
            for found in matches(cx, &self.claims, 0, sentence) {
                let place = Place::in_sentence(cx, sentence, found.range.clone());
                let finding = || cx.finding_at(sentence, found);
                if let Some(finding) = judged(finding, rescue.verdict(&place), cx.rule.severity) {
                    sink.finding(finding);
                    return;
                }
            }
        }
    }
}
