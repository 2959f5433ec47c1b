//! `inversion`: a cause 「〜しなかった」 and a measure 「〜する」 that adds nothing to it.

use std::cell::OnceCell;
use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::target::{judged, matches, measure_span, occurs};
use super::words::ContentWords;
use crate::diagnostic::Text;
use crate::document::SentenceId;
use crate::lexicon::Lexicon;
use crate::pattern::{Matcher, ones};
use crate::rule::{
    Check, Context, Finding, Key, Kind, Phase, Place, RuleMeta, Shape, Sink, Unless, read_integer,
    read_matchers, read_patterns,
};
use crate::source::Span;
use crate::spec::Reader;

/// How many causes are compared with each measure, so that the cost stays linear.
const MAX_CAUSES: usize = u32::BITS as usize;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "inversion",
    doc: "Finds measures that only turn a cause around: the same content words, and no new one.",
    keys: &[
        Key::new("match", Shape::Matchers, "Wording in a measure that says so by itself."),
        Key::new("cause", Shape::Matchers, "Wording of causes that say what was not done."),
        Key::new(
            "words",
            Shape::Strings,
            "Patterns of content words: what causes and measures are compared by.",
        ),
        Key::new("ignore", Shape::Strings, "Content words that do not count."),
        Key::new("shared", Shape::Integer(1, 20), "How many content words have to be the same. Default: 2."),
        Key::new(
            "new",
            Shape::Integer(0, 20),
            "How many content words of the measure may be new. Default: 1.",
        ),
        Key::new("label", Shape::Text, "What the finding's other place, the cause, is called."),
        Key::new("unless", Shape::Unless, "Evidence that silences or lowers a finding."),
    ],
    placeholders: &[],
    compile,
};

#[derive(Debug)]
struct Inversion {
    /// `match`, then `cause`, then `words`.
    matchers: Vec<Matcher>,
    direct: usize,
    cause: usize,
    content: ContentWords,
    shared: usize,
    new: usize,
    label: Text,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    let mut matchers = read_matchers(reader, "match");
    let direct = matchers.len();
    matchers.extend(read_matchers(reader, "cause"));
    let cause = matchers.len();
    matchers.extend(read_patterns(reader, "words"));
    let content = ContentWords::read(reader);
    let shared = read_integer(reader, "shared", 1, 20).and_then(|n| usize::try_from(n).ok()).unwrap_or(2);
    let new = read_integer(reader, "new", 0, 20).and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
    let label = reader.text("label").unwrap_or_default();
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(Inversion { matchers, direct, cause, content, shared, new, label, unless }))
}

/// Causes that say what was not done.
#[derive(Default)]
struct Denied<'a> {
    /// Where each stands.
    spans: Vec<Span>,
    /// The causes that each word stands in, a bit each.
    words: FxHashMap<&'a str, u32>,
}

impl Denied<'_> {
    /// The first cause that has at least so many of some words, which are all different.
    fn sharing(&self, words: &[&str], least: usize) -> Option<Span> {
        let mut shared = [0; MAX_CAUSES];
        for causes in words.iter().filter_map(|word| self.words.get(word)) {
            ones(u64::from(*causes)).for_each(|cause| shared[cause] += 1);
        }
        let first = self.spans.iter().zip(shared).find(|(_, count)| *count >= least);
        first.map(|(span, _)| *span)
    }
}

impl Check for Inversion {
    fn matchers(&self) -> Vec<&Matcher> {
        self.matchers.iter().chain(self.unless.matchers()).collect()
    }

    /// With the sentences, because what it says of a measure's strength has to be known before the facts are judged.
    fn phase(&self) -> Phase {
        Phase::Sentences
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let causes = self.denied(cx);
        let mut rescue = self.unless.on(cx, self.matchers.len());
        let tied = OnceCell::new();
        for (index, measure) in cx.facts.measures.iter().enumerate() {
            if !cx.rule.reads(measure.roles) {
                continue;
            }
            let direct = measure.sentences.iter().find_map(|&s| {
                let found = matches(cx, &self.matchers[..self.direct], 0, s).first()?;
                Some((cx.finding_at(s, found), Place::in_sentence(cx, s, found.range.clone())))
            });
            let (finding, mut place) = match direct {
                Some((finding, place)) => (self.with_cause(cx, finding, index, &causes, &tied), place),
                None => match self.turned_around(cx, index, &causes) {
                    Some(cause) => {
                        let finding =
                            Finding::new(measure_span(cx, index)).related(cause, self.label.clone());
                        (finding, Place::measure(cx, index))
                    }
                    None => continue,
                },
            };
            place.measure = Some(index);
            if let Some(finding) = judged(|| finding, rescue.verdict(&place), cx.rule.severity) {
                if let Some(rung) = cx.rule.rung {
                    sink.marker(index, rung, finding.span);
                }
                sink.finding(finding);
            }
        }
    }
}

impl Inversion {
    fn denied<'a>(&self, cx: &Context<'a>) -> Denied<'a> {
        let is_denial =
            |&s: &SentenceId| (self.direct..self.cause).any(|i| occurs(cx, &self.matchers[i], i, s));
        let causes = cx.facts.causes.iter().filter(|c| c.sentences.iter().any(&is_denial));
        let mut denied = Denied::default();
        for (i, cause) in causes.take(MAX_CAUSES).enumerate() {
            denied.spans.push(cause.span);
            for word in self.words(cx, &cause.sentences) {
                *denied.words.entry(word).or_default() |= 1 << i;
            }
        }
        denied
    }

    /// A finding of wording, with the cause that the measure answers: one that says what was not done and shares a word with it, or
    /// else the one that it is tied to.
    fn with_cause(
        &self,
        cx: &Context<'_>,
        finding: Finding,
        measure: usize,
        causes: &Denied<'_>,
        tied: &OnceCell<HashMap<usize, Span>>,
    ) -> Finding {
        let denied = causes.sharing(&self.words(cx, &cx.facts.measures[measure].sentences), 1);
        let tied = || tied.get_or_init(|| causes_of(cx)).get(&measure).copied();
        match denied.or_else(tied) {
            Some(cause) => finding.related(cause, self.label.clone()),
            None => finding,
        }
    }

    /// The cause that a measure turns around.
    fn turned_around(&self, cx: &Context<'_>, measure: usize, causes: &Denied<'_>) -> Option<Span> {
        if causes.spans.is_empty() {
            return None;
        }
        let words = self.words(cx, &cx.facts.measures[measure].sentences);
        // What is not shared is new.
        causes.sharing(&words, self.shared.max(words.len().saturating_sub(self.new)))
    }

    /// The base forms of the content words of some sentences, each once.
    fn words<'a>(&self, cx: &Context<'a>, sentences: &[SentenceId]) -> Vec<&'a str> {
        let of = |&s: &SentenceId| self.content.of(cx, &self.matchers, self.cause, s);
        let mut words: Vec<&str> = sentences.iter().flat_map(of).map(|w| &*w.lemma).collect();
        // Those of each sentence are sorted.
        if sentences.len() > 1 {
            words.sort();
        }
        words.dedup();
        words
    }
}

/// Where the first cause stands that each measure is tied to.
fn causes_of(cx: &Context<'_>) -> HashMap<usize, Span> {
    let links = &cx.facts.links;
    let mut causes = HashMap::new();
    for link in &links.links {
        causes.entry(link.measure).or_insert(links.causes[link.cause].span);
    }
    causes
}
