//! `[[unless]]`: evidence that silences a finding or lowers its severity.
//!
//! A block holds when *all* of its conditions hold; one block that holds is enough.

use std::collections::HashMap;

use super::kind::{Key, Shape};
use super::place::{Place, Scope, measure_of};
use super::{Context, Profile, fields, matchers};
use crate::diagnostic::{Severity, Text};
use crate::document::{SectionId, SentenceId};
use crate::facts::{Measure, Stage};
use crate::lexicon::{GuardSwitch, Lexicon};
use crate::pattern::Matcher;
use crate::spec::{Reader, Str, suggestion};

const LOWER_NAMES: &[&str] = &["info", "warning"];
const FIELD_NAMES: &[&str] = &["owner", "due", "status", "status-date", "metric", "link"];
const STAGE_NAMES: &[&str] = &["first", "interim", "final"];
const STAGES: [Stage; 3] = [Stage::First, Stage::Interim, Stage::Final];

/// The keys of an `[[unless]]` block.
pub(super) const KEYS: &[Key] = &[
    Key::new(
        "evidence",
        Shape::Strings,
        "Names of evidence sets, one of which has to occur. Default scope: item.",
    ),
    Key::new("pattern", Shape::String, "A pattern that has to occur. Default scope: sentence."),
    Key::new(
        "near",
        Shape::Strings,
        "Words that have to occur near each other, in any order. Default scope: sentence.",
    ),
    Key::new("within", Shape::Integer(0, 100), "How many tokens may stand between the words of `near`."),
    Key::new(
        "regex",
        Shape::String,
        "A regular expression that has to match the folded text. Default scope: sentence.",
    ),
    Key::new("field", Shape::ManyOf(FIELD_NAMES), "Fields, all of which the measure has to state."),
    Key::new(
        "sibling-rung",
        Shape::Integer(0, 5),
        "The rung that another measure has to reach. Default scope: section.",
    ),
    Key::new("profile", Shape::OneOf(&Profile::NAMES), "The report profile."),
    Key::new("stage", Shape::ManyOf(STAGE_NAMES), "Stages, one of which the report has to be in."),
    Key::new("scope", Shape::OneOf(Scope::NAMES), "How far around the match to look."),
    Key::new(
        "severity",
        Shape::OneOf(LOWER_NAMES),
        "Lowers the finding to this severity instead of silencing it.",
    ),
];

/// All `[[unless]]` blocks of a rule.
#[derive(Debug, Default)]
pub struct Unless {
    blocks: Vec<Block>,
}

#[derive(Debug)]
struct Block {
    tests: Vec<Test>,
    scope: Option<Scope>,
    lower: Option<Severity>,
}

#[derive(Debug)]
enum Test {
    Evidence(Vec<String>),
    Matcher(Box<Matcher>),
    Fields(Vec<&'static str>),
    SiblingRung(u8),
    Profile(Profile),
    Stage(Vec<Stage>),
}

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

impl Unless {
    /// Reads the `[[unless]]` blocks of a rule.
    pub fn read(reader: &mut Reader<'_>, lexicon: &Lexicon) -> Self {
        let blocks = reader.tables("unless").into_iter().map(|mut block| {
            let read = Block::read(&mut block, lexicon);
            block.finish();
            read
        });
        Self { blocks: blocks.collect() }
    }

    /// Whether there is no block.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The matchers of all blocks. A check appends them to its own (see [`Check::matchers`](super::Check::matchers)).
    pub fn matchers(&self) -> impl Iterator<Item = &Matcher> {
        self.blocks.iter().flat_map(|b| &b.tests).filter_map(|t| match t {
            Test::Matcher(matcher) => Some(&**matcher),
            _ => None,
        })
    }

    /// Prepares for one run over a report. `first_matcher` is the position of the first of [`Unless::matchers`] among the
    /// check's matchers.
    pub fn on<'u, 'a>(&'u self, cx: &Context<'a>, first_matcher: usize) -> Rescue<'u, 'a> {
        Rescue { unless: self, cx: *cx, first_matcher, seen: HashMap::new(), strong: HashMap::new() }
    }
}

impl Block {
    fn read(block: &mut Reader<'_>, lexicon: &Lexicon) -> Self {
        let mut tests = Vec::new();
        let evidence = block.strings("evidence");
        if block.has("evidence") {
            tests.push(Test::Evidence(known_sets(block, evidence, lexicon)));
        }
        tests.extend(matchers::read_optional(block).map(|m| Test::Matcher(Box::new(m))));
        let fields = pick_all(block, "field", FIELD_NAMES);
        if block.has("field") {
            tests.push(Test::Fields(fields.into_iter().map(|i| FIELD_NAMES[i]).collect()));
        }
        if let Some(rung) = fields::integer(block, "sibling-rung", 0, 5) {
            tests.push(Test::SiblingRung(u8::try_from(rung).unwrap_or(u8::MAX)));
        }
        if let Some(profile) = block.one_of("profile", &Profile::NAMES) {
            tests.push(Test::Profile(Profile::ALL[profile]));
        }
        let stages = pick_all(block, "stage", STAGE_NAMES);
        if block.has("stage") {
            tests.push(Test::Stage(stages.into_iter().map(|i| STAGES[i]).collect()));
        }
        let scope = block.one_of("scope", Scope::NAMES).map(|i| Scope::ALL[i]);
        let lower = block.one_of("severity", LOWER_NAMES).map(|i| [Severity::Info, Severity::Warning][i]);
        if tests.is_empty() && !CONDITIONS.iter().any(|key| block.has(key)) {
            let message =
                Text::new("`[[unless]]` に条件がありません", "an `[[unless]]` block without a condition");
            block.error(block.span(), message, Some(suggestion("", CONDITIONS)));
        }
        Self { tests, scope, lower }
    }
}

/// The keys of a block that are conditions.
const CONDITIONS: &[&str] =
    &["evidence", "pattern", "near", "regex", "field", "sibling-rung", "profile", "stage"];

fn pick_all(block: &mut Reader<'_>, key: &'static str, names: &[&str]) -> Vec<usize> {
    let given = block.strings(key);
    given.iter().filter_map(|name| block.pick(name, names)).collect()
}

fn known_sets(block: &Reader<'_>, names: Vec<Str>, lexicon: &Lexicon) -> Vec<String> {
    let known = lexicon.evidence.names();
    for name in names.iter().filter(|n| !known.contains(&n.text.as_str())) {
        let message = Text::new(
            format!("「{}」という裏付け（evidence）はありません", name.text),
            format!("there is no evidence set `{}`", name.text),
        );
        block.error(name.span, message, Some(suggestion(&name.text, &known)));
    }
    names.into_iter().map(|n| n.text).collect()
}

/// The `[[unless]]` blocks of a rule during one run. Remembers what it found in items and sections, so that many findings in one
/// section do not read it many times.
pub struct Rescue<'u, 'a> {
    unless: &'u Unless,
    cx: Context<'a>,
    first_matcher: usize,
    seen: HashMap<(usize, Scope, u32), bool>,
    strong: HashMap<(u8, Option<SectionId>), Vec<usize>>,
}

impl Rescue<'_, '_> {
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
            Test::Profile(profile) => self.cx.settings.profile == *profile,
            Test::Stage(stages) => stages.contains(&self.cx.facts.stage),
            Test::Fields(fields) => place
                .measure
                .and_then(|i| self.cx.facts.measures.get(i))
                .is_some_and(|measure| fields.iter().all(|field| has_field(measure, field))),
            Test::SiblingRung(rung) => self.has_sibling(*rung, scope.unwrap_or(Scope::Section), place),
            Test::Evidence(sets) => {
                let scope = place.widen(scope.unwrap_or(Scope::Item));
                self.remembered(index, scope, place, |cx, sentence| {
                    has_evidence(cx, place, scope, sets, sentence)
                })
            }
            Test::Matcher(m) => {
                let scope = place.widen(scope.unwrap_or(Scope::Sentence));
                self.remembered(index, scope, place, |cx, sentence| {
                    cx.candidate(sentence, matcher)
                        && m.find_all(cx.analysis.tokens(sentence))
                            .iter()
                            .any(|f| in_scope(place, scope, &f.range))
                })
            }
        }
    }

    /// Whether a test holds in a sentence of the scope.
    fn remembered(
        &mut self,
        index: usize,
        scope: Scope,
        place: &Place,
        holds: impl Fn(&Context<'_>, SentenceId) -> bool,
    ) -> bool {
        let cx = self.cx;
        let sentences = place.sentences(cx.document(), scope);
        let key = match scope {
            Scope::Match | Scope::Sentence => None,
            Scope::Item => place.item.map(|i| i.0),
            Scope::Section => place.section.map(|s| s.0),
            Scope::Document => Some(0),
        };
        let evaluate = || sentences.clone().any(|s| holds(&cx, SentenceId(s)));
        match key {
            Some(key) => *self.seen.entry((index, scope, key)).or_insert_with(evaluate),
            None => evaluate(),
        }
    }

    /// Whether another measure reaches the rung: in the same section, or anywhere.
    fn has_sibling(&mut self, rung: u8, scope: Scope, place: &Place) -> bool {
        let section = place.section.filter(|_| scope != Scope::Document);
        let measures = &self.cx.facts.measures;
        let strong = self.strong.entry((rung, section)).or_insert_with(|| {
            let same = |m: &Measure| section.is_none_or(|s| m.section == s);
            let reaches = |m: &Measure| m.rung.is_some_and(|r| r >= rung);
            let all = measures.iter().enumerate().filter(|(_, m)| same(m) && reaches(m));
            // Two are enough to know that there is one besides any given measure.
            all.map(|(i, _)| i).take(2).collect()
        });
        strong.iter().any(|&i| Some(i) != place.measure)
    }
}

fn has_field(measure: &Measure, field: &str) -> bool {
    match field {
        "owner" => measure.owner.is_some(),
        "due" => measure.due.is_some(),
        "status" => measure.status.is_some(),
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
    let item = document.sentence(sentence).item;
    if let Some(measure) = item.and_then(|i| measure_of(cx, i)).map(|i| &cx.facts.measures[i])
        && measure.sentences.binary_search(&sentence).is_ok()
    {
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
fn in_scope(place: &Place, scope: Scope, range: &std::ops::Range<usize>) -> bool {
    match &place.sentence {
        Some((_, found)) if scope == Scope::Match => range.start < found.end && found.start < range.end,
        _ => true,
    }
}
