//! `content`: whether a report, or a section, says something at all, or says what it should not.

use super::target::{judged, matches, occurs, target, whole_sentence};
use crate::document::{Document, RoleSet, SectionId, SentenceId};
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::rule::{
    Check, Context, Finding, Key, Kind, Place, RuleMeta, Shape, Sink, Unless, read_integer, read_matchers,
    read_roles,
};
use crate::source::Span;
use crate::spec::Reader;

const SCOPES: &[&str] = &["document", "section", "roles"];

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "content",
    doc: "Finds reports or sections that never say something (`require`), or say what they should not (`forbid`).",
    keys: &[
        Key::new("require", Shape::Matchers, "Wording, some of which has to occur."),
        Key::new(
            "not",
            Shape::Matchers,
            "Wording that means something else: a sentence with it says nothing for `require`.",
        ),
        Key::new("forbid", Shape::Matchers, "Wording that must not occur in sections of the given roles."),
        Key::new(
            "scope",
            Shape::OneOf(SCOPES),
            "Where to look for `require`: in the whole report, in each section of the given roles, or in all of them together. Default: document.",
        ),
        Key::new(
            "when",
            Shape::Matchers,
            "Wording that the title or a heading has to have for the rule to apply; in a rule without roles the finding stands there. Default: any report.",
        ),
        Key::new(
            "from-rung",
            Shape::Integer(0, 5),
            "The rung that some measure of the report has to reach for the rule to apply. Default: any report.",
        ),
        Key::new("satisfied-by", Shape::Roles, "Roles of sections that say it by being there."),
        Key::new("unless", Shape::Unless, "Evidence that silences or lowers a finding."),
    ],
    placeholders: &[],
    compile,
};

/// Where wording that has to occur is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    /// The whole report.
    Document,
    /// Each section of the given roles.
    Section,
    /// All sections of the given roles together.
    Roles,
}

const WHERE: [Where; SCOPES.len()] = [Where::Document, Where::Section, Where::Roles];

#[derive(Debug)]
struct Content {
    /// `require`, then `not`, `forbid` and `when`.
    matchers: Vec<Matcher>,
    require: usize,
    /// Where `forbid` begins.
    forbid: usize,
    /// Where `when` begins.
    when: usize,
    /// The rung that some measure has to reach.
    from_rung: Option<u8>,
    scope: Where,
    satisfied_by: RoleSet,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    let mut matchers = read_matchers(reader, "require");
    let require = matchers.len();
    matchers.extend(read_matchers(reader, "not"));
    let forbid = matchers.len();
    matchers.extend(read_matchers(reader, "forbid"));
    let when = matchers.len();
    matchers.extend(read_matchers(reader, "when"));
    let from_rung = read_integer(reader, "from-rung", 0, 5).and_then(|n| u8::try_from(n).ok());
    let scope = reader.one_of("scope", SCOPES).map_or(Where::Document, |i| WHERE[i]);
    let satisfied_by = read_roles(reader, "satisfied-by");
    let unless = Unless::read(reader, lexicon);
    if when == 0 && !reader.has("require") && !reader.has("forbid") {
        reader.require("require");
    }
    Some(Box::new(Content { matchers, require, forbid, when, from_rung, scope, satisfied_by, unless }))
}

impl Check for Content {
    fn matchers(&self) -> Vec<&Matcher> {
        self.matchers.iter().chain(self.unless.matchers()).collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let head = self.head(cx);
        if head.is_none() && self.when < self.matchers.len() {
            return;
        }
        if self.from_rung.is_some_and(|least| !cx.facts.measures.iter().any(|m| m.rung >= Some(least))) {
            return;
        }
        if self.require > 0 {
            self.run_require(cx, head, sink);
        }
        if self.when > self.forbid {
            self.run_forbid(cx, sink);
        }
    }
}

impl Content {
    /// The first heading that has the wording of `when`.
    fn head(&self, cx: &Context<'_>) -> Option<SentenceId> {
        let document = cx.document();
        let heads = |id: &SentenceId| {
            let sentence = document.sentence(*id);
            Some(sentence.block) == document.title
                || document.section(sentence.section).heading == Some(sentence.block)
        };
        let says =
            |s: &SentenceId| (self.when..self.matchers.len()).any(|i| occurs(cx, &self.matchers[i], i, *s));
        cx.candidate_sentences(self.when..self.matchers.len()).filter(heads).find(says)
    }

    fn run_require(&self, cx: &Context<'_>, head: Option<SentenceId>, sink: &mut Sink<'_>) {
        let document = cx.document();
        if document.sections.iter().any(|s| s.own_roles.intersects(self.satisfied_by)) {
            return;
        }
        let mut rescue = self.unless.on(cx, self.matchers.len());
        for section in self.sections(cx) {
            let all = 0..document.sentences.len() as u32;
            let sentences = if self.scope == Where::Section { sentences_of(document, section) } else { all };
            let counts = |s: &SentenceId| {
                self.scope != Where::Roles || document.sentence_roles(*s).intersects(cx.rule.roles)
            };
            let has = |of: std::ops::Range<usize>, s: SentenceId| {
                of.into_iter().any(|i| occurs(cx, &self.matchers[i], i, s))
            };
            let says = |s: SentenceId| has(0..self.require, s) && !has(self.require..self.forbid, s);
            if cx.candidates_within(0..self.require, sentences).filter(counts).any(says) {
                continue;
            }
            let head = head.filter(|_| cx.rule.roles.is_empty()).map(|s| whole_sentence(document, s));
            let finding = Finding::new(head.unwrap_or_else(|| heading_span(document, section)));
            let title = if cx.rule.roles.is_empty() { None } else { document.section_title(section) };
            let finding = finding.about_report(title.unwrap_or_default());
            if let Some(finding) =
                judged(|| finding, rescue.verdict(&Place::section(section)), cx.rule.severity)
            {
                sink.finding(finding);
            }
        }
    }

    /// The sections that have to say it: those that name one of the rule's roles, or the report as a whole. Where the roles hold
    /// measures, only those in which a measure stands.
    fn sections(&self, cx: &Context<'_>) -> Vec<SectionId> {
        let document = cx.document();
        let ids = (0..document.sections.len() as u32).map(SectionId);
        if cx.rule.roles.is_empty() {
            return ids.take(1).collect();
        }
        let of_measures = cx.rule.roles.iter().all(|r| RoleSet::measures().contains(r));
        let holds = |id: SectionId| {
            let section = document.section(id);
            let own = section.own_roles.intersects(cx.rule.roles) && !section.judging;
            own && (!of_measures || has_measure(cx, section.span))
        };
        ids.filter(|&id| holds(id)).take(if self.scope == Where::Section { usize::MAX } else { 1 }).collect()
    }

    fn run_forbid(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let mut rescue = self.unless.on(cx, self.matchers.len());
        for sentence in cx.candidate_sentences(self.forbid..self.when) {
            if target(cx, sentence).is_none() {
                continue;
            }
            for found in matches(cx, &self.matchers[self.forbid..self.when], self.forbid, sentence) {
                let place = Place::in_sentence(cx, sentence, found.range.clone());
                let finding = || cx.finding_at(sentence, found);
                if let Some(finding) = judged(finding, rescue.verdict(&place), cx.rule.severity) {
                    sink.finding(finding);
                }
            }
        }
    }
}

fn sentences_of(document: &Document, section: SectionId) -> std::ops::Range<u32> {
    let blocks = &document.section(section).blocks;
    let at = |block: u32| document.sentences.partition_point(|s| s.block.0 < block) as u32;
    at(blocks.start)..at(blocks.end)
}

/// The words of a section's heading, else the title, else the first words of the document.
fn heading_span(document: &Document, section: SectionId) -> Span {
    let named = document.section(section).heading.or(document.title);
    // The heading of a row or a column is a cell: its words stand in the block below.
    let words = named.and_then(|id| {
        let inside = &document.blocks[id.index()..document.block(id).end.index()];
        inside.iter().find(|b| !b.prose.is_empty())
    });
    match words {
        Some(block) => block.prose.source_span(0..block.prose.text().len()),
        None => {
            document.sentences.first().map_or(Span::default(), |_| whole_sentence(document, SentenceId(0)))
        }
    }
}

/// Whether a measure stands inside a span. Measures are in source order.
fn has_measure(cx: &Context<'_>, span: Span) -> bool {
    let measures = &cx.facts.measures;
    let first = measures.partition_point(|m| m.span.start < span.start);
    measures[first..].iter().take_while(|m| m.span.start < span.end).any(|m| span.contains(m.span))
}
