//! What becomes of a finding when the `[[unless]]` blocks of its rule have been asked.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Context;
use super::place::{Place, Scope, measure_of_sentence};
use super::unless::{Test, Unless};
use crate::diagnostic::Severity;
use crate::document::{SectionId, SentenceId};
use crate::facts::{Measure, StatusKind};
use crate::lexicon::GuardSwitch;

/// So many sentences are read again rather than remembered.
const FEW: usize = 4;

/// What becomes of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It stands.
    Keep,
    /// It stands, with this severity at most.
    Lower(Severity),
    /// It does not stand.
    Silence,
}

/// The `[[unless]]` blocks of a rule during one run. Remembers what it found in items and sections, so that many findings in one
/// section do not read it many times.
pub struct Rescue<'u, 'a> {
    unless: &'u Unless,
    cx: Context<'a>,
    first_matcher: usize,
    seen: FxHashMap<(usize, Scope, Option<u32>), bool>,
    /// By rung: the first two measures that reach it, in each section and (`None`) in the whole report.
    strong: FxHashMap<u8, FxHashMap<Option<SectionId>, Vec<usize>>>,
}

impl<'u, 'a> Rescue<'u, 'a> {
    /// See [`Unless::on`].
    pub(super) fn new(unless: &'u Unless, cx: Context<'a>, first_matcher: usize) -> Self {
        Self { unless, cx, first_matcher, seen: FxHashMap::default(), strong: FxHashMap::default() }
    }

    /// What becomes of a finding at a place.
    pub fn verdict(&mut self, place: &Place) -> Verdict {
        let unless = self.unless;
        let mut verdict = Verdict::Keep;
        let mut test_index = 0;
        let mut matcher = self.first_matcher;
        for block in &unless.blocks {
            let mut holds = !block.tests.is_empty();
            for test in &block.tests {
                holds = holds && self.test(test, block.scope, place, test_index, matcher);
                test_index += 1;
                matcher += usize::from(matches!(test, Test::Matcher(_)));
            }
            verdict = match (holds, block.lower, verdict) {
                (false, ..) => verdict,
                (true, None, _) => return Verdict::Silence,
                (true, Some(lower), Verdict::Lower(other)) => Verdict::Lower(lower.min(other)),
                (true, Some(lower), _) => Verdict::Lower(lower),
            };
        }
        verdict
    }

    fn test(
        &mut self,
        test: &Test,
        scope: Option<Scope>,
        place: &Place,
        index: usize,
        matcher: usize,
    ) -> bool {
        match test {
            Test::Profile(profile) => self.cx.facts.profile == *profile,
            Test::Stage(stages) => stages.contains(&self.cx.facts.stage),
            Test::Fields(fields) => place
                .measure
                .and_then(|i| self.cx.facts.measures.get(i))
                .is_some_and(|measure| fields.iter().all(|field| has_field(measure, field))),
            Test::SiblingRung(rung) => self.has_sibling(*rung, scope.unwrap_or(Scope::Section), place),
            Test::Evidence(sets) => {
                let scope = place.widen(scope.unwrap_or(Scope::Item));
                self.remembered(index, scope, place, |cx, mut sentences| {
                    sentences.any(|s| has_evidence(cx, place, scope, sets, SentenceId(s)))
                })
            }
            Test::Matcher(m) => {
                let scope = place.widen(scope.unwrap_or(Scope::Sentence));
                self.remembered(index, scope, place, |cx, sentences| {
                    let mut sentences = cx.candidates_within(matcher..matcher + 1, sentences);
                    sentences.any(|s| cx.find(m, matcher, s).iter().any(|f| in_scope(place, scope, &f.range)))
                })
            }
        }
    }

    /// Whether a test holds in the sentences of the scope.
    fn remembered(
        &mut self,
        index: usize,
        scope: Scope,
        place: &Place,
        holds: impl FnOnce(&Context<'_>, Range<u32>) -> bool,
    ) -> bool {
        let cx = self.cx;
        let sentences = place.sentences(cx.document(), scope);
        if sentences.len() <= FEW {
            return holds(&cx, sentences);
        }
        let key = match scope {
            Scope::Item => place.item.map(|i| i.0),
            Scope::Section => place.section.map(|s| s.0),
            Scope::Match | Scope::Sentence | Scope::Document => None,
        };
        *self.seen.entry((index, scope, key)).or_insert_with(|| holds(&cx, sentences))
    }

    /// Whether another measure reaches the rung: in the same section, or anywhere.
    fn has_sibling(&mut self, rung: u8, scope: Scope, place: &Place) -> bool {
        let section = place.section.filter(|_| scope != Scope::Document);
        let measures = &self.cx.facts.measures;
        let strong = self.strong.entry(rung).or_insert_with(|| {
            let mut strong: FxHashMap<Option<SectionId>, Vec<usize>> = FxHashMap::default();
            let reaches = |m: &Measure| m.rung.is_some_and(|r| r >= rung);
            for (i, measure) in measures.iter().enumerate().filter(|(_, m)| reaches(m)) {
                for section in [None, Some(measure.section)] {
                    let list = strong.entry(section).or_default();
                    // Two are enough to know that there is one besides any given measure.
                    if list.len() < 2 {
                        list.push(i);
                    }
                }
            }
            strong
        });
        let strong = strong.get(&section).map_or(&[][..], Vec::as_slice);
        strong.iter().any(|&i| Some(i) != place.measure)
    }
}

fn has_field(measure: &Measure, field: &str) -> bool {
    match field {
        "owner" => measure.owner.is_some(),
        "due" => measure.due.is_some(),
        "status" => measure.status.is_some(),
        "done" => measure.status.as_ref().is_some_and(|s| s.kind == StatusKind::Done),
        "status-date" => measure.status.as_ref().is_some_and(|s| s.dated),
        "metric" => measure.metric.is_some(),
        "link" => !measure.links.is_empty(),
        _ => false,
    }
}

/// Whether a sentence holds evidence that no guard silences. What the facts say of a measure's sentence counts: they know
/// whether the evidence is said of the measure's own action.
fn has_evidence(
    cx: &Context<'_>,
    place: &Place,
    scope: Scope,
    sets: &[String],
    sentence: SentenceId,
) -> bool {
    let document = cx.document();
    if let Some(measure) = measure_of_sentence(cx, sentence) {
        let first = measure.evidence.partition_point(|e| e.sentence < sentence);
        let here = measure.evidence[first..].iter().take_while(|e| e.sentence == sentence);
        return here
            .into_iter()
            .any(|e| in_scope(place, scope, &e.range) && sets.iter().any(|s| **s == *e.set));
    }
    let tokens = cx.analysis.tokens(sentence);
    let (roles, quoted) = (document.sentence_roles(sentence), document.sentence(sentence).quoted);
    // A guard that is evidence itself silences weak words, not this: 自動で.
    let guards = GuardSwitch { all: false, names: cx.lexicon.evidence.unguarded().to_vec() };
    cx.lexicon.evidence.find(sets, tokens).into_iter().any(|hit| {
        in_scope(place, scope, &hit.range)
            && cx.lexicon.guards.silences(tokens, hit.range, roles, quoted, &guards).is_none()
    })
}

/// Whether a range of a sentence counts: in the narrowest scope only if it overlaps the match.
fn in_scope(place: &Place, scope: Scope, range: &Range<usize>) -> bool {
    match &place.sentence {
        Some((_, found)) if scope == Scope::Match => range.start < found.end && found.start < range.end,
        _ => true,
    }
}
