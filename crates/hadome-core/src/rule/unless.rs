//! `[[unless]]`: evidence that silences a finding or lowers its severity.
//!
//! A block holds when *all* of its conditions hold; one block that holds is enough.

use super::kind::{Key, Shape};
use super::place::Scope;
use super::{Context, Profile, Rescue, fields, matchers};
use crate::diagnostic::{Severity, Text};
use crate::facts::Stage;
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::spec::{Reader, Str, suggestion};

const LOWER_NAMES: &[&str] = &["info", "warning"];
const FIELD_NAMES: &[&str] = &["owner", "due", "status", "status-date", "done", "metric", "link"];
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
    pub(super) blocks: Vec<Block>,
}

/// One block.
#[derive(Debug)]
pub(super) struct Block {
    /// Its conditions.
    pub(super) tests: Vec<Test>,
    /// How far to look, if it says so.
    pub(super) scope: Option<Scope>,
    /// The severity that it lowers a finding to; `None` silences.
    pub(super) lower: Option<Severity>,
}

/// One condition.
#[derive(Debug)]
pub(super) enum Test {
    Evidence(Vec<String>),
    Matcher(Box<Matcher>),
    Fields(Vec<&'static str>),
    SiblingRung(u8),
    Profile(Profile),
    Stage(Vec<Stage>),
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
        Rescue::new(self, *cx, first_matcher)
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
