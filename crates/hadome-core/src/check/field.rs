//! `field`: what a measure has to state beside the action: an owner, a due date, a dated status, a link, a figure.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::target::{judged, matches, measure_span};
use crate::document::{Document, ItemKind, SectionId, SentenceId};
use crate::facts::{Field as Stated, Measure, StatusKind};
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::rule::{
    Check, Context, Finding, Key, Kind, Place, Remedy, Rescue, RuleMeta, Shape, Sink, Unless, read_matchers,
};
use crate::source::Span;
use crate::spec::Reader;

const FIELDS: &[&str] = &["owner", "due", "status-date", "link", "metric"];
const STATUS_NAMES: &[&str] = &["done", "doing", "preparing", "todo", "dropped"];
const STATUSES: [StatusKind; 5] =
    [StatusKind::Done, StatusKind::Doing, StatusKind::Preparing, StatusKind::Todo, StatusKind::Dropped];
/// How many measures a folded finding points at beside its own place.
const MAX_RELATED: usize = 4;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "field",
    doc: "Finds measures that do not state a field, or state it with wording that says nothing.",
    keys: &[
        Key::new("require", Shape::OneOf(FIELDS), "The field that a measure has to state."),
        Key::new(
            "when",
            Shape::Matchers,
            "Only measures in which one of these matches; the finding points at the match.",
        ),
        Key::new(
            "empty-value",
            Shape::Matchers,
            "Wording that does not count as stating the field. With it the rule reports such wording and not missing fields.",
        ),
        Key::new("status", Shape::ManyOf(STATUS_NAMES), "Only measures with one of these statuses."),
        Key::new(
            "fold",
            Shape::Boolean,
            "Whether one finding stands for all measures of a report, or of a section, when hardly any of them states the field. Default: false.",
        ),
        Key::new("unless", Shape::Unless, "Evidence that silences or lowers a finding."),
    ],
    placeholders: &["count"],
    compile,
};

#[derive(Debug)]
struct FieldCheck {
    require: &'static str,
    /// `when`, then `empty-value`.
    matchers: Vec<Matcher>,
    when: usize,
    status: Vec<StatusKind>,
    fold: bool,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    reader.require("require");
    let require = reader.one_of("require", FIELDS).map(|i| FIELDS[i]);
    let mut matchers = read_matchers(reader, "when");
    let when = matchers.len();
    matchers.extend(read_matchers(reader, "empty-value"));
    let names = reader.strings("status");
    let status = names.iter().filter_map(|n| reader.pick(n, STATUS_NAMES)).map(|i| STATUSES[i]).collect();
    let fold = reader.boolean("fold").unwrap_or(false);
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(FieldCheck { require: require?, matchers, when, status, fold, unless }))
}

impl Check for FieldCheck {
    fn matchers(&self) -> Vec<&Matcher> {
        self.matchers.iter().chain(self.unless.matchers()).collect()
    }

    fn remedy(&self) -> Option<Remedy> {
        match self.require {
            // Where wording is the matter, something is stated already.
            _ if self.matchers.len() > self.when => None,
            "owner" => Some(Remedy::Owner),
            "due" => Some(Remedy::Due),
            _ => None,
        }
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let mut rescue = self.unless.on(cx, self.matchers.len());
        let measures = cx.facts.measures.iter().enumerate();
        let listed = OnceCell::new();
        let listed = || listed.get_or_init(|| listed_sections(cx.document(), &cx.facts.measures));
        let all: Vec<(usize, &Measure)> = measures.filter(|(_, m)| self.applies(cx, m, listed)).collect();
        let findings =
            all.iter().filter_map(|&(index, _)| Some((index, self.finding(cx, index, &mut rescue)?)));
        let mut found: Vec<(usize, Finding)> = findings.collect();
        if self.fold {
            found = fold(cx, found, &all);
        }
        found.into_iter().for_each(|(_, finding)| sink.finding(counted(finding)));
    }
}

impl FieldCheck {
    fn applies<'l>(
        &self,
        cx: &Context<'_>,
        measure: &Measure,
        listed: impl Fn() -> &'l FxHashSet<SectionId>,
    ) -> bool {
        // A sentence beside a list or a table of measures comments on them, and what is asked is asked of them.
        let remark = || is_sentence(cx.document(), measure) && listed().contains(&measure.section);
        cx.rule.reads(measure.roles) && self.has_status(measure) && !(self.when == 0 && remark())
    }

    fn has_status(&self, measure: &Measure) -> bool {
        let kind = measure.status.as_ref().map(|s| s.kind);
        self.status.is_empty() || kind.is_some_and(|k| self.status.contains(&k))
    }

    fn finding(&self, cx: &Context<'_>, index: usize, rescue: &mut Rescue<'_, '_>) -> Option<Finding> {
        let measure = &cx.facts.measures[index];
        if self.matchers.len() > self.when {
            return self.empty_value(cx, index, rescue);
        }
        if self.is_stated(measure) {
            return None;
        }
        let (place, finding) = match self.when {
            0 => (Place::measure(cx, index), Finding::new(self.span_of(cx, index))),
            when => measure.sentences.iter().find_map(|&s| {
                let found = matches(cx, &self.matchers[..when], 0, s).first()?;
                let mut place = Place::in_sentence(cx, s, found.range.clone());
                place.measure = Some(index);
                Some((place, cx.finding_at(s, found)))
            })?,
        };
        judged(|| finding, rescue.verdict(&place), cx.rule.severity)
    }

    fn is_stated(&self, measure: &Measure) -> bool {
        match self.require {
            "owner" => measure.owner.is_some() || measure.owner_group.is_some(),
            "due" => measure.due.is_some(),
            // A measure without a status claims nothing that would need a date, and no list of ticks has room for one.
            "status-date" => measure.status.as_ref().is_none_or(|s| s.dated || s.text.is_empty()),
            "link" => !measure.links.is_empty(),
            _ => measure.metric.is_some(),
        }
    }

    /// A missing date is reported where the status stands; everything else where the measure begins.
    fn span_of(&self, cx: &Context<'_>, index: usize) -> Span {
        let status = cx.facts.measures[index].status.as_ref().filter(|_| self.require == "status-date");
        status.map_or_else(|| measure_span(cx, index), |s| s.span)
    }

    /// Wording in the field, or in the measure where no field is stated, that names nobody in particular.
    fn empty_value(&self, cx: &Context<'_>, index: usize, rescue: &mut Rescue<'_, '_>) -> Option<Finding> {
        let measure = &cx.facts.measures[index];
        let field = match self.require {
            "owner" => measure.owner.as_ref().or(measure.owner_group.as_ref()),
            "due" => measure.due.as_ref(),
            "metric" => measure.metric.as_ref(),
            _ => None,
        };
        if field
            .is_some_and(|f| cx.settings.teams.iter().any(|t| !t.is_empty() && f.text.contains(t.as_str())))
        {
            return None;
        }
        let sentences = match field {
            Some(field) => sentences_at(cx.document(), field.span),
            None => measure.sentences.clone(),
        };
        let (found, sentence) = sentences.into_iter().find_map(|s| {
            let inside = |span: Span| field.is_none_or(|f: &Stated| f.span.overlaps(span));
            let all = matches(cx, &self.matchers[self.when..], self.when, s);
            all.iter().find(|m| inside(cx.document().sentence_span(s, m.range.clone()))).map(|m| (m, s))
        })?;
        let quoted = cx.quote(sentence, found.range.clone());
        if cx.settings.teams.contains(&quoted) {
            return None;
        }
        let mut place = Place::in_sentence(cx, sentence, found.range.clone());
        place.measure = Some(index);
        judged(|| cx.finding_at(sentence, found), rescue.verdict(&place), cx.rule.severity)
    }
}

/// The sentences that a source span touches.
fn sentences_at(document: &Document, span: Span) -> Vec<SentenceId> {
    let first = document.sentences.partition_point(|s| document.block(s.block).span.end <= span.start);
    let ids = (first as u32..document.sentences.len() as u32).map(SentenceId);
    ids.take_while(|&s| document.block(document.sentence(s).block).span.start < span.end)
        .filter(|&s| super::target::whole_sentence(document, s).overlaps(span))
        .collect()
}

/// A finding that stands for itself has a count of one.
fn counted(finding: Finding) -> Finding {
    let has_count = finding.captures.iter().any(|(name, _)| &**name == "count");
    if has_count { finding } else { finding.with("count", "1") }
}

fn is_sentence(document: &Document, measure: &Measure) -> bool {
    document.item(measure.item).kind == ItemKind::Sentence
}

/// The sections that hold measures in a list or a table.
fn listed_sections(document: &Document, measures: &[Measure]) -> FxHashSet<SectionId> {
    measures.iter().filter(|m| !is_sentence(document, m)).map(|m| m.section).collect()
}

/// One finding for a report in which no measure states the field, or hardly any, else one for each section of that sort: that owners are
/// not named here is one thing to say, however many measures there are. `all` are the measures that the rule applies to.
fn fold(cx: &Context<'_>, found: Vec<(usize, Finding)>, all: &[(usize, &Measure)]) -> Vec<(usize, Finding)> {
    if hardly_any(found.len(), all.len()) {
        return fold_into_one(cx, found);
    }
    let section = |index: usize| cx.facts.measures[index].section;
    let mut counts: FxHashMap<SectionId, usize> = FxHashMap::default();
    all.iter().for_each(|(_, m)| *counts.entry(m.section).or_default() += 1);
    let mut folded = Vec::new();
    let mut rest = found.into_iter().peekable();
    while let Some(first) = rest.next() {
        let here = section(first.0);
        let mut group = vec![first];
        while let Some(next) = rest.next_if(|(index, _)| section(*index) == here) {
            group.push(next);
        }
        folded.extend(if counts.get(&here) == Some(&group.len()) { fold_into_one(cx, group) } else { group });
    }
    folded
}

/// Whether so many of `all` measures lack a field that it is the report's habit.
fn hardly_any(lacking: usize, all: usize) -> bool {
    lacking > 1 && lacking * 5 >= all * 4
}

fn fold_into_one(cx: &Context<'_>, found: Vec<(usize, Finding)>) -> Vec<(usize, Finding)> {
    let Some((first, head)) = found.first().filter(|_| found.len() > 1) else { return found };
    let mut one = head.clone().about_report("").with("count", found.len().to_string());
    for (_, other) in found.iter().skip(1).take(MAX_RELATED) {
        one = one.related(other.span, cx.rule.title.clone());
    }
    vec![(*first, one)]
}
