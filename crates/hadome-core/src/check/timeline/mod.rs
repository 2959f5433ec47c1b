//! `timeline`: what the timeline of a report, and the moments of its incident, leave open.

mod dates;
mod moments;
mod order;
mod reaction;
mod time;

use super::target::{judged, matches, occurs};
use crate::diagnostic::Text;
use crate::lexicon::Lexicon;
use crate::pattern::{Match, Matcher};
use crate::rule::{
    Check, Context, Finding, Key, Kind, Place, RuleMeta, Shape, Sink, Unless, read_integer, read_matchers,
};
use crate::spec::Reader;

const REQUIREMENTS: &[&str] = &["time", "order", "reaction", "detection", "recovery", "promptness"];

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "timeline",
    doc: "Finds what a timeline leaves open: entries without a time or out of order, signs that nobody answered, no word on how the incident was noticed or when it was over, reports that came late.",
    keys: &[
        Key::new(
            "require",
            Shape::OneOf(REQUIREMENTS),
            "What has to be there: `time`, a time of day where an entry has only the wording of `match`; `order`, entries in the order of time; `reaction`, an answer to each sign; `detection`, how the incident was noticed; `recovery`, when it was over; `promptness`, a report within `days`.",
        ),
        Key::new("match", Shape::Matchers, "For `time`: wording at the head of an entry that says no time."),
        Key::new(
            "heading",
            Shape::Matchers,
            "For `time`: headings that promise times. Entries under one of which none has a time are one finding.",
        ),
        Key::new("signal", Shape::Matchers, "For `reaction`: wording of entries that are a sign."),
        Key::new(
            "early",
            Shape::Matchers,
            "For `reaction`: wording that is a sign only before the entry with which the incident begins.",
        ),
        Key::new(
            "reaction",
            Shape::Matchers,
            "For `reaction`: wording of an answer, in the entry itself or in the next one.",
        ),
        Key::new(
            "mention",
            Shape::Matchers,
            "For `reaction`: wording by which the causes mention a sign. Default: that of `signal`.",
        ),
        Key::new(
            "when",
            Shape::Matchers,
            "For `detection` and `recovery`: wording of an incident that has to be noticed or to end. Reports without it are left alone.",
        ),
        Key::new(
            "days",
            Shape::Integer(1, 3650),
            "For `promptness`: how many days a report may take. Default: 30.",
        ),
        Key::new("label", Shape::Text, "What further places of the same kind are called."),
        Key::new(
            "against",
            Shape::Text,
            "What the place is called that the finding stands against: the earlier entry, the cause that leaves a sign out, the incident.",
        ),
        Key::new("unless", Shape::Unless, "Evidence that silences or lowers the finding."),
    ],
    placeholders: &["count", "earlier", "days"],
    compile,
};

/// What a rule asks of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Require {
    Time,
    Order,
    Reaction,
    Detection,
    Recovery,
    Promptness,
}

const REQUIRE: [Require; REQUIREMENTS.len()] = [
    Require::Time,
    Require::Order,
    Require::Reaction,
    Require::Detection,
    Require::Recovery,
    Require::Promptness,
];

/// Lists of matchers, in the order in which they stand in [`Timeline::matchers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Match,
    Heading,
    Signal,
    Early,
    Reaction,
    Mention,
    When,
}

const LISTS: [&str; 7] = ["match", "heading", "signal", "early", "reaction", "mention", "when"];

#[derive(Debug)]
struct Timeline {
    require: Require,
    /// All lists, one after the other.
    matchers: Vec<Matcher>,
    /// Where each list ends.
    ends: [usize; LISTS.len()],
    days: i64,
    label: Text,
    against: Text,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    reader.require("require");
    let require = reader.one_of("require", REQUIREMENTS).map(|i| REQUIRE[i]);
    let needed = match require {
        Some(Require::Time) => Some("match"),
        Some(Require::Reaction) => Some("signal"),
        _ => None,
    };
    if let Some(key) = needed {
        reader.require(key);
    }
    let mut matchers = Vec::new();
    let ends = LISTS.map(|key| {
        matchers.extend(read_matchers(reader, key));
        matchers.len()
    });
    let days = read_integer(reader, "days", 1, 3650).unwrap_or(30);
    let label = reader.text("label").unwrap_or_default();
    let against = reader.text("against").unwrap_or_default();
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(Timeline { require: require?, matchers, ends, days, label, against, unless }))
}

impl Check for Timeline {
    fn matchers(&self) -> Vec<&Matcher> {
        self.matchers.iter().chain(self.unless.matchers()).collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        match self.require {
            Require::Time => self.run_time(cx, sink),
            Require::Order => self.run_order(cx, sink),
            Require::Reaction => self.run_reaction(cx, sink),
            Require::Detection => self.run_detection(cx, sink),
            Require::Recovery => self.run_recovery(cx, sink),
            Require::Promptness => self.run_promptness(cx, sink),
        }
    }
}

impl Timeline {
    /// The positions of a list among the matchers.
    fn list(&self, list: List) -> std::ops::Range<usize> {
        let at = list as usize;
        at.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[at]
    }

    /// The first match of a list in a sentence that no guard silences.
    fn find<'a>(&self, cx: &Context<'a>, list: List, id: crate::document::SentenceId) -> Option<&'a Match> {
        let range = self.list(list);
        matches(cx, &self.matchers[range.clone()], range.start, id).first()
    }

    /// Whether a list matches in a sentence, guards aside.
    fn occurs(&self, cx: &Context<'_>, list: List, id: crate::document::SentenceId) -> bool {
        self.list(list).any(|i| occurs(cx, &self.matchers[i], i, id))
    }

    /// Reports a finding unless evidence around a place speaks against it.
    fn report(&self, cx: &Context<'_>, sink: &mut Sink<'_>, finding: Finding, place: &Place) {
        let verdict = self.unless.on(cx, self.matchers.len()).verdict(place);
        if let Some(finding) = judged(|| finding, verdict, cx.rule.severity) {
            sink.finding(finding);
        }
    }
}
