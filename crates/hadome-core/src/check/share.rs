//! `share`: sections in which something else takes the place of what they are for.

use super::target::{judged, matches};
use crate::document::{SectionId, SentenceId};
use crate::lexicon::Lexicon;
use crate::pattern::{Match, Matcher};
use crate::rule::{
    Check, Context, Key, Kind, Place, RuleMeta, Shape, Sink, Unless, read_integer, require_matchers,
};
use crate::spec::Reader;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "share",
    doc: "Finds sections of the given roles of whose text a large part is sentences with certain wording.",
    keys: &[
        Key::new("match", Shape::Matchers, "The wording."),
        Key::new(
            "at-least",
            Shape::Integer(1, 100),
            "The percentage of the section's characters, headings aside, that sentences with the wording have. Default: 50.",
        ),
        Key::new(
            "unless",
            Shape::Unless,
            "Evidence that silences or lowers a finding. Default scope: section.",
        ),
    ],
    placeholders: &["percent", "count"],
    compile,
};

#[derive(Debug)]
struct Share {
    matchers: Vec<Matcher>,
    at_least: usize,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    let matchers = require_matchers(reader, "match");
    let at_least =
        read_integer(reader, "at-least", 1, 100).and_then(|n| usize::try_from(n).ok()).unwrap_or(50);
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(Share { matchers, at_least, unless }))
}

impl Check for Share {
    fn matchers(&self) -> Vec<&Matcher> {
        self.matchers.iter().chain(self.unless.matchers()).collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let mut rescue = self.unless.on(cx, self.matchers.len());
        for (i, told) in self.tell(cx).into_iter().enumerate() {
            let Some((sentence, found)) = told.first.filter(|_| told.those * 100 >= self.at_least * told.all)
            else {
                continue;
            };
            let finding = cx
                .finding_at(sentence, found)
                .with("percent", (told.those * 100 / told.all.max(1)).to_string())
                .with("count", told.count.to_string());
            let verdict = rescue.verdict(&Place::section(SectionId(i as u32)));
            if let Some(finding) = judged(|| finding, verdict, cx.rule.severity) {
                sink.finding(finding);
            }
        }
    }
}

/// What a section says.
#[derive(Debug, Default)]
struct Told<'a> {
    /// Its characters, those of headings aside.
    all: usize,
    /// Those of sentences with the wording.
    those: usize,
    /// The number of such sentences.
    count: usize,
    /// The first of them.
    first: Option<(SentenceId, &'a Match)>,
}

impl Share {
    /// What each section of the rule's roles says that has the wording, those of its subsections included that have no role of their own.
    fn tell<'a>(&self, cx: &Context<'a>) -> Vec<Told<'a>> {
        let document = cx.document();
        let owners = owners(cx);
        let owner = |id: SentenceId| {
            let sentence = document.sentence(id);
            let heads = document.section(sentence.section).heading == Some(sentence.block);
            owners[sentence.section.0 as usize].filter(|_| !heads)
        };
        let chars = |id: SentenceId| document.sentence_text(id).chars().count();
        let mut told: Vec<Told<'a>> = document.sections.iter().map(|_| Told::default()).collect();
        for id in cx.candidate_sentences(0..self.matchers.len()) {
            let Some(owner) = owner(id) else { continue };
            if let Some(found) = matches(cx, &self.matchers, 0, id).first() {
                let told = &mut told[owner.0 as usize];
                told.those += chars(id);
                told.count += 1;
                told.first.get_or_insert((id, found));
            }
        }
        for id in document.sentence_ids() {
            let told = owner(id).map(|owner| &mut told[owner.0 as usize]);
            if let Some(told) = told.filter(|told| told.count > 0) {
                told.all += chars(id);
            }
        }
        told
    }
}

/// For each section the one around it, or itself, whose heading names a role of the rule.
fn owners(cx: &Context<'_>) -> Vec<Option<SectionId>> {
    let mut owners: Vec<Option<SectionId>> = Vec::new();
    for (i, section) in cx.document().sections.iter().enumerate() {
        let own = section.own_roles.intersects(cx.rule.roles).then_some(SectionId(i as u32));
        let inherited = section.parent.filter(|_| section.own_roles.is_empty());
        let around = inherited.and_then(|p| owners.get(p.0 as usize).copied().flatten());
        owners.push(own.or(around).filter(|_| !section.judging));
    }
    owners
}
