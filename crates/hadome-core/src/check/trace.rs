//! `trace`: what measures answer that the rest of the report does not know, and causes that no measure answers.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::target::{home, judged, matches};
use super::unanswered::Unanswered;
use super::words::ContentWords;
use crate::diagnostic::Text;
use crate::document::{RoleSet, SentenceId};
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::rule::{
    Check, Context, Key, Kind, Place, RuleMeta, Shape, Sink, Unless, read_integer, read_patterns, read_roles,
    require_matchers,
};
use crate::spec::Reader;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "trace",
    doc: "Finds problems named in measures, none of whose content words occurs where the report tells what happened; or, the other way round, causes that no measure answers.",
    keys: &[
        Key::new(
            "direction",
            Shape::OneOf(DIRECTIONS),
            "Which way to trace: from `measure` back to what happened, or from `cause` on to the measures. Default: measure.",
        ),
        Key::new(
            "threshold",
            Shape::Integer(0, 100),
            "From causes: how many percent of the other causes have to be answered before one that is not is reported by its words. Default: 50.",
        ),
        Key::new("match", Shape::Matchers, "From measures: the part of a measure that names a problem."),
        Key::new("in", Shape::Roles, "The roles of the sections that have to know it."),
        Key::new("words", Shape::Strings, "Patterns of content words: what the two are compared by."),
        Key::new("ignore", Shape::Strings, "Content words that do not count."),
        Key::new(
            "same",
            Shape::Tables(&[Key::new("words", Shape::Strings, "Words that count as one.")]),
            "Spellings of one word.",
        ),
        Key::new(
            "label",
            Shape::Text,
            "What the finding's other place, where the problem belongs, is called.",
        ),
        Key::new("unless", Shape::Unless, "Evidence that silences or lowers a finding."),
    ],
    placeholders: &[],
    compile,
};

const DIRECTIONS: &[&str] = &["measure", "cause"];

#[derive(Debug)]
struct Trace {
    /// `match`, then `words`.
    matchers: Vec<Matcher>,
    problems: usize,
    sections: RoleSet,
    content: ContentWords,
    same: BTreeMap<String, String>,
    label: Text,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    let direction = reader.one_of("direction", DIRECTIONS).unwrap_or(0);
    let threshold =
        read_integer(reader, "threshold", 0, 100).and_then(|n| usize::try_from(n).ok()).unwrap_or(50);
    if direction == 1 {
        return unanswered(reader, lexicon, threshold);
    }
    let mut matchers = require_matchers(reader, "match");
    let problems = matchers.len();
    reader.require("words");
    matchers.extend(read_patterns(reader, "words"));
    reader.require("in");
    let sections = read_roles(reader, "in");
    let content = ContentWords::read(reader);
    let mut same = BTreeMap::new();
    for mut block in reader.tables("same") {
        let words = block.strings("words");
        let first = words.first().map(|w| w.text.clone()).unwrap_or_default();
        same.extend(words.into_iter().map(|w| (w.text, first.clone())));
        block.finish();
    }
    let label = reader.text("label").unwrap_or_default();
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(Trace { matchers, problems, sections, content, same, label, unless }))
}

fn unanswered(reader: &mut Reader<'_>, lexicon: &Lexicon, threshold: usize) -> Option<Box<dyn Check>> {
    for key in ["match", "words", "ignore", "same"] {
        reader.know(key);
    }
    let sections = read_roles(reader, "in");
    let label = reader.text("label").unwrap_or_default();
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(Unanswered { sections, threshold, label, unless }))
}

impl Check for Trace {
    fn matchers(&self) -> Vec<&Matcher> {
        self.matchers.iter().chain(self.unless.matchers()).collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let mut told: Option<BTreeSet<String>> = None;
        let mut rescue = self.unless.on(cx, self.matchers.len());
        for (index, measure) in cx.facts.measures.iter().enumerate().filter(|(_, m)| cx.rule.reads(m.roles)) {
            for &sentence in &measure.sentences {
                for found in matches(cx, &self.matchers[..self.problems], 0, sentence) {
                    let words = self.words(cx, sentence, found.range.clone());
                    // Only now is it worth the cost of reading every word of the report.
                    let told = told.get_or_insert_with(|| self.told(cx));
                    if told.is_empty() || words.is_empty() || words.iter().any(|w| told.contains(w)) {
                        continue;
                    }
                    let mut finding = cx.finding_at(sentence, found);
                    if let Some(span) = home(cx.document(), self.sections) {
                        finding = finding.related(span, self.label.clone());
                    }
                    let mut place = Place::in_sentence(cx, sentence, found.range.clone());
                    place.measure = Some(index);
                    if let Some(finding) = judged(|| finding, rescue.verdict(&place), cx.rule.severity) {
                        sink.finding(finding);
                    }
                }
            }
        }
    }
}

impl Trace {
    /// The content words in a part of a sentence, in bytes of its text.
    fn words(&self, cx: &Context<'_>, sentence: SentenceId, part: Range<usize>) -> Vec<String> {
        let words = self.content.of(cx, &self.matchers, self.problems, sentence);
        let inside = words.iter().filter(|w| part.start <= w.range.start && w.range.end <= part.end);
        inside.map(|w| self.same.get(&*w.lemma).cloned().unwrap_or_else(|| w.lemma.to_string())).collect()
    }

    /// Every content word of the sections that tell what happened.
    fn told(&self, cx: &Context<'_>) -> BTreeSet<String> {
        let document = cx.document();
        let reads = |roles: RoleSet| roles.intersects(self.sections);
        let sentences = document.sentence_ids().filter(|&s| reads(document.sentence_roles(s)));
        sentences.flat_map(|s| self.words(cx, s, 0..document.sentence(s).range.len())).collect()
    }
}
