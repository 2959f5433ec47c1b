//! `trace` from causes: those that no measure answers.

use super::target::{home, judged, whole_sentence};
use crate::diagnostic::Text;
use crate::document::RoleSet;
use crate::facts::{Answer, CauseUnit, Gap};
use crate::pattern::Matcher;
use crate::rule::{Check, Context, Finding, Place, Sink, Unless};

/// Finds causes that the facts say no measure answers. That a word of a cause is nowhere among the measures proves little by itself:
/// it counts only where the words of most other causes are.
#[derive(Debug)]
pub(super) struct Unanswered {
    /// Where the measure belongs.
    pub sections: RoleSet,
    /// How many percent of the other causes of the incident have to be answered.
    pub threshold: usize,
    /// What that place is called.
    pub label: Text,
    pub unless: Unless,
}

impl Check for Unanswered {
    fn matchers(&self) -> Vec<&Matcher> {
        self.unless.matchers().collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let units = &cx.facts.links.causes;
        let missing = units.iter().filter(|u| matches!(u.answer, Answer::Missing(_)));
        let mut rescue = self.unless.on(cx, 0);
        for unit in missing.filter(|u| self.is_proved(u, units)) {
            let Some(&lead) = unit.causes.first() else { continue };
            let sentence = cx.facts.causes[lead].sentences.first();
            let span = sentence.map_or(unit.span, |&s| whole_sentence(cx.document(), s));
            let mut finding = Finding::new(span);
            if let Some(place) = home(cx.document(), self.sections) {
                finding = finding.related(place, self.label.clone());
            }
            let verdict = rescue.verdict(&Place::cause(cx, lead));
            if let Some(finding) = judged(|| finding, verdict, cx.rule.severity) {
                sink.finding(finding);
            }
        }
    }
}

impl Unanswered {
    fn is_proved(&self, unit: &CauseUnit, units: &[CauseUnit]) -> bool {
        if unit.answer != Answer::Missing(Gap::Words) {
            return true;
        }
        let others = || units.iter().filter(|u| u.incident == unit.incident && u.span != unit.span);
        let answered = others().filter(|u| u.answer == Answer::Given).count();
        answered > 0 && answered * 100 >= self.threshold * others().count()
    }
}
