//! `phrase`: wording in sentences of the given roles.

use std::cell::OnceCell;

use super::target::{home, is_main_weakness, judged, matches, target};
use crate::diagnostic::Text;
use crate::document::RoleSet;
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::rule::{
    Check, Context, Key, Kind, Phase, Place, RuleMeta, Shape, Sink, Unless, read_integer, read_roles,
    require_matchers,
};
use crate::spec::Reader;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "phrase",
    doc: "Finds wording in the sentences of the given roles; in sections of measures only in measures.",
    keys: &[
        Key::new("match", Shape::Matchers, "What to look for. One block that matches is enough."),
        Key::new("unless", Shape::Unless, "Evidence that silences or lowers a finding."),
        Key::new(
            "below",
            Shape::Integer(1, 5),
            "Only measures whose rung is below this one, apart from what the match itself says. Default: any.",
        ),
        Key::new(
            "belongs",
            Shape::Roles,
            "Roles of the section where such wording belongs: the finding's other place, if the report has one.",
        ),
        Key::new("label", Shape::Text, "What that other place is called."),
        Key::new(
            "explained",
            Shape::Boolean,
            "Whether to report causes that go on to say why, and open ones. Default: false.",
        ),
    ],
    placeholders: &[],
    compile,
};

#[derive(Debug)]
struct Phrase {
    matchers: Vec<Matcher>,
    unless: Unless,
    below: Option<u8>,
    explained: bool,
    /// Where the wording belongs, and what that place is called.
    belongs: RoleSet,
    label: Text,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    let matchers = require_matchers(reader, "match");
    let unless = Unless::read(reader, lexicon);
    let below = read_integer(reader, "below", 1, 5).and_then(|n| u8::try_from(n).ok());
    let explained = reader.boolean("explained").unwrap_or(false);
    let belongs = read_roles(reader, "belongs");
    let label = reader.text("label").unwrap_or_default();
    Some(Box::new(Phrase { matchers, unless, below, explained, belongs, label }))
}

impl Check for Phrase {
    fn matchers(&self) -> Vec<&Matcher> {
        self.matchers.iter().chain(self.unless.matchers()).collect()
    }

    fn phase(&self) -> Phase {
        Phase::Sentences
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let mut rescue = self.unless.on(cx, self.matchers.len());
        let mut last_cause = None;
        let belongs = OnceCell::new();
        for sentence in cx.candidate_sentences(0..self.matchers.len()) {
            let Some(target) = target(cx, sentence) else { continue };
            let cause = cx.facts.cause_with(sentence);
            // What a cause says again further on needs no second remark.
            if !self.explained && cause.is_some_and(|i| is_settled(cx, i) || last_cause == cause) {
                continue;
            }
            for found in matches(cx, &self.matchers, 0, sentence) {
                if let (Some(below), Some(measure)) = (self.below, target.measure)
                    && !is_main_weakness(&cx.facts.measures[measure], below, sentence, &found.range)
                {
                    continue;
                }
                let mut place = Place::in_sentence(cx, sentence, found.range.clone());
                place.measure = target.measure.or(place.measure);
                let verdict = rescue.verdict(&place);
                let Some(mut finding) = judged(|| cx.finding_at(sentence, found), verdict, cx.rule.severity)
                else {
                    continue;
                };
                if let Some(place) = belongs.get_or_init(|| home(cx.document(), self.belongs)) {
                    finding = finding.related(*place, self.label.clone());
                }
                if let (Some(rung), Some(measure)) = (cx.rule.rung, target.measure) {
                    sink.marker(measure, rung, finding.span);
                }
                sink.finding(finding);
                last_cause = cause;
            }
        }
    }
}

/// Whether a cause needs no remark on its wording: it is explained further, or said to be under investigation.
fn is_settled(cx: &Context<'_>, cause: usize) -> bool {
    let cause = &cx.facts.causes[cause];
    cause.explained || cause.open
}
