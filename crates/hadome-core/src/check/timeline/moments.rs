//! Reports that do not say how the incident was noticed, or when it was over.

use super::{List, Timeline};
use crate::facts::{Moment, MomentKind, Stage};
use crate::rule::{Context, Finding, Place, Sink};

impl Timeline {
    pub(super) fn run_detection(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        if cx.facts.timeline.moments_of(MomentKind::Detection).next().is_some() {
            return;
        }
        let Some(began) = self.began(cx) else { return };
        self.report(cx, sink, finding(began), &place(cx, began));
    }

    pub(super) fn run_recovery(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let timeline = &cx.facts.timeline;
        if cx.facts.stage == Stage::First || timeline.ongoing.is_some() {
            return;
        }
        let mut recoveries = timeline.moments_of(MomentKind::Recovery);
        if recoveries.any(|m| m.time.is_some()) {
            return;
        }
        let Some(began) = self.began(cx).filter(|m| m.time.as_ref().is_some_and(|t| t.clock.is_some()))
        else {
            return;
        };
        let mut finding = finding(began);
        if let Some(told) = timeline.moments_of(MomentKind::Recovery).next() {
            finding = finding.related(told.span, self.against.clone());
        }
        self.report(cx, sink, finding, &place(cx, began));
    }

    /// Where the report says when an incident began that is of the kind the rule is about: under a label, in the timeline, or with its
    /// day in running text.
    fn began<'c>(&self, cx: &Context<'c>) -> Option<&'c Moment> {
        let timeline = &cx.facts.timeline;
        let dated = |m: &&Moment| {
            let entry = || timeline.is_entry(m.sentence);
            m.time.as_ref().is_some_and(|t| t.date.is_some() || t.clock.is_some() && (m.labelled || entry()))
        };
        let began = timeline.moments_of(MomentKind::Occurrence).find(dated)?;
        let when = self.list(List::When);
        let speaks = when.is_empty() || cx.candidate_sentences(when).any(|s| self.occurs(cx, List::When, s));
        speaks.then_some(began)
    }
}

fn finding(moment: &Moment) -> Finding {
    Finding::new(moment.time.as_ref().map_or(moment.span, |t| t.span))
}

fn place(cx: &Context<'_>, moment: &Moment) -> Place {
    Place::in_sentence(cx, moment.sentence, 0..0)
}
