//! `timeline`: signs that stand in the timeline and that nobody answered.

use super::target::{judged, matches, occurs};
use crate::diagnostic::Text;
use crate::document::{ItemId, Role, SentenceId};
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::rule::{
    Check, Context, Finding, Key, Kind, Place, RuleMeta, Shape, Sink, Unless, read_matchers, require_matchers,
};
use crate::spec::Reader;

/// How many signs a finding points at beside its own place.
const MAX_RELATED: usize = 4;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "timeline",
    doc: "Finds signs in a timeline that no entry answers before the next one, and that the causes do not mention.",
    keys: &[
        Key::new("signal", Shape::Matchers, "Wording of entries that are a sign."),
        Key::new(
            "reaction",
            Shape::Matchers,
            "Wording of an answer, in the entry itself or in the next one.",
        ),
        Key::new(
            "mention",
            Shape::Matchers,
            "Wording by which the causes mention a sign. Default: that of `signal`.",
        ),
        Key::new("label", Shape::Text, "What the finding's other places, the further signs, are called."),
        Key::new("unless", Shape::Unless, "Evidence that silences or lowers the finding."),
    ],
    placeholders: &["count"],
    compile,
};

#[derive(Debug)]
struct Timeline {
    /// `signal`, then `reaction`, then `mention`.
    matchers: Vec<Matcher>,
    signals: usize,
    reactions: usize,
    label: Text,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    let mut matchers = require_matchers(reader, "signal");
    let signals = matchers.len();
    matchers.extend(read_matchers(reader, "reaction"));
    let reactions = matchers.len();
    matchers.extend(read_matchers(reader, "mention"));
    let label = reader.text("label").unwrap_or_default();
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(Timeline { matchers, signals, reactions, label, unless }))
}

impl Check for Timeline {
    fn matchers(&self) -> Vec<&Matcher> {
        self.matchers.iter().chain(self.unless.matchers()).collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let entries = entries(cx);
        let mut ignored: Vec<(SentenceId, Finding, Place)> = Vec::new();
        for (i, entry) in entries.iter().enumerate() {
            let answered = entries[i..].iter().take(2).flatten().any(|&s| self.reacts(cx, s));
            if !answered {
                ignored.extend(entry.iter().find_map(|&s| self.signal(cx, s)));
            }
        }
        let Some((_, first, place)) = ignored.first() else { return };
        if self.is_told(cx) {
            return;
        }
        let mut finding = first.clone().with("count", ignored.len().to_string());
        for (_, other, _) in ignored.iter().skip(1).take(MAX_RELATED) {
            finding = finding.related(other.span, self.label.clone());
        }
        let verdict = self.unless.on(cx, self.matchers.len()).verdict(place);
        if let Some(finding) = judged(finding, verdict, cx.rule.severity) {
            sink.finding(finding);
        }
    }
}

impl Timeline {
    fn signal(&self, cx: &Context<'_>, sentence: SentenceId) -> Option<(SentenceId, Finding, Place)> {
        let found = matches(cx, &self.matchers[..self.signals], 0, sentence).into_iter().next()?;
        let finding = cx.finding_at(sentence, &found);
        Some((sentence, finding, Place::in_sentence(cx, sentence, found.range)))
    }

    fn reacts(&self, cx: &Context<'_>, sentence: SentenceId) -> bool {
        (self.signals..self.reactions).any(|i| occurs(cx, &self.matchers[i], i, sentence))
    }

    /// Whether the causes speak of a sign.
    fn is_told(&self, cx: &Context<'_>) -> bool {
        let document = cx.document();
        let mentions = match self.reactions..self.matchers.len() {
            none if none.is_empty() => 0..self.signals,
            some => some,
        };
        let in_section =
            document.sentence_ids().filter(|&s| document.sentence_roles(s).contains(Role::Cause));
        let in_facts = cx.facts.causes.iter().flat_map(|c| c.sentences.iter().copied());
        in_section.chain(in_facts).any(|s| mentions.clone().any(|i| occurs(cx, &self.matchers[i], i, s)))
    }
}

/// The entries of the timeline sections that the rule reads: the sentences of one item each.
fn entries(cx: &Context<'_>) -> Vec<Vec<SentenceId>> {
    let document = cx.document();
    let mut entries: Vec<(Option<ItemId>, Vec<SentenceId>)> = Vec::new();
    for id in document.sentence_ids() {
        let sentence = document.sentence(id);
        if sentence.item.is_none() || !cx.rule.reads(document.sentence_roles(id)) {
            continue;
        }
        match entries.last_mut() {
            Some((item, sentences)) if *item == sentence.item => sentences.push(id),
            _ => entries.push((sentence.item, vec![id])),
        }
    }
    entries.into_iter().map(|(_, sentences)| sentences).collect()
}
