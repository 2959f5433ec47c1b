//! `conflict`: two statements of one report that do not go together, such as a cause still looked for and a measure called final.

use std::ops::Range;

use super::target::{judged, matches, measure_span, target};
use crate::diagnostic::Text;
use crate::document::{Role, RoleSet, SentenceId};
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::rule::{
    Check, Context, Finding, Key, Kind, Place, RuleMeta, Shape, Sink, Unless, read_matchers, read_roles,
    require_matchers,
};
use crate::source::Span;
use crate::spec::Reader;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "conflict",
    doc: "Finds a report that says one thing (`match`) although it says another elsewhere (`against`). One finding, with both places.",
    keys: &[
        Key::new(
            "match",
            Shape::Matchers,
            "What is reported, in sections of the rule's roles. Without it every measure there is.",
        ),
        Key::new(
            "against",
            Shape::Tables(&[
                Key::new("say", Shape::Matchers, "What it does not go together with. Guards apply."),
                Key::new(
                    "settled",
                    Shape::Matchers,
                    "Wording anywhere but among measures that settles the matter.",
                ),
            ]),
            "What the report says elsewhere. One block that is not settled is enough.",
        ),
        Key::new(
            "against-roles",
            Shape::Roles,
            "The roles of the sections in which `say` is looked for. Default: everywhere but among measures.",
        ),
        Key::new("label", Shape::Text, "What the other place is called."),
        Key::new(
            "unless",
            Shape::Unless,
            "Evidence that silences or lowers the finding; asked of each place of `match`.",
        ),
    ],
    placeholders: &["against", "count"],
    compile,
};

#[derive(Debug)]
struct Conflict {
    /// `match`, then those of `against` in order.
    matchers: Vec<Matcher>,
    matches: usize,
    against: Vec<Against>,
    roles: RoleSet,
    label: Text,
    unless: Unless,
}

/// A statement that the matches do not go together with: positions of its matchers.
#[derive(Debug)]
struct Against {
    say: Range<usize>,
    settled: Range<usize>,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    let mut matchers = read_matchers(reader, "match");
    let matches = matchers.len();
    reader.require("against");
    let against =
        reader.tables("against").into_iter().map(|block| read_against(block, &mut matchers)).collect();
    let roles = read_roles(reader, "against-roles");
    let label = reader.text("label").unwrap_or_default();
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(Conflict { matchers, matches, against, roles, label, unless }))
}

fn read_against(mut block: Reader<'_>, matchers: &mut Vec<Matcher>) -> Against {
    let start = matchers.len();
    matchers.extend(require_matchers(&mut block, "say"));
    let middle = matchers.len();
    matchers.extend(read_matchers(&mut block, "settled"));
    block.finish();
    Against { say: start..middle, settled: middle..matchers.len() }
}

impl Check for Conflict {
    fn matchers(&self) -> Vec<&Matcher> {
        self.matchers.iter().chain(self.unless.matchers()).collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let Some((against, words)) = self.against(cx) else { return };
        let mut rescue = self.unless.on(cx, self.matchers.len());
        let places = if self.matches == 0 { every_measure(cx) } else { self.matched(cx) };
        let standing = places
            .into_iter()
            .filter_map(|(finding, place)| judged(|| finding, rescue.verdict(&place), cx.rule.severity));
        let standing: Vec<Finding> = standing.collect();
        let Some(first) = standing.first() else { return };
        let finding = first.clone().with("against", words).with("count", standing.len().to_string());
        sink.finding(finding.related(against, self.label.clone()));
    }
}

impl Conflict {
    /// The first statement that the matches do not go together with and that nothing settles.
    fn against(&self, cx: &Context<'_>) -> Option<(Span, String)> {
        let document = cx.document();
        let told = |s: &SentenceId| {
            cx.facts.measure_with(*s).is_none() && !document.section(document.sentence(*s).section).judging
        };
        let find = |range: &Range<usize>, s: SentenceId| {
            matches(cx, &self.matchers[range.clone()], range.start, s).first()
        };
        let (sentence, found) = self.against.iter().find_map(|against| {
            let mut here =
                cx.candidate_sentences(against.say.clone()).filter(|s| told(s) && self.is_read(cx, *s));
            let said = here.find_map(|s| Some((s, find(&against.say, s)?)))?;
            let mut settling = cx.candidate_sentences(against.settled.clone()).filter(told);
            let settled = settling.any(|s| find(&against.settled, s).is_some());
            (!settled).then_some(said)
        })?;
        let words = cx.quote(sentence, found.range.clone());
        Some((document.sentence_span(sentence, found.range.clone()), words))
    }

    /// Whether `say` is looked for in a sentence that is no part of a measure.
    fn is_read(&self, cx: &Context<'_>, sentence: SentenceId) -> bool {
        let roles = cx.document().sentence_roles(sentence);
        if self.roles.is_empty() {
            return !roles.intersects(RoleSet::measures());
        }
        let causes = self.roles.contains(Role::Cause) && cx.facts.cause_with(sentence).is_some();
        roles.intersects(self.roles) || causes
    }

    fn matched(&self, cx: &Context<'_>) -> Vec<(Finding, Place)> {
        let mut places = Vec::new();
        for sentence in cx.candidate_sentences(0..self.matches) {
            let Some(target) = target(cx, sentence) else { continue };
            for found in matches(cx, &self.matchers[..self.matches], 0, sentence) {
                let mut place = Place::in_sentence(cx, sentence, found.range.clone());
                place.measure = target.measure.or(place.measure);
                places.push((cx.finding_at(sentence, found), place));
            }
        }
        places
    }
}

/// Every measure of a section that the rule reads.
fn every_measure(cx: &Context<'_>) -> Vec<(Finding, Place)> {
    let read = cx.facts.measures.iter().enumerate().filter(|(_, m)| cx.rule.reads(m.roles));
    read.map(|(i, _)| (Finding::new(measure_span(cx, i)), Place::measure(cx, i))).collect()
}
