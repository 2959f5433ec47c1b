//! Reports that came late.

use super::Timeline;
use crate::rule::{Context, Finding, Place, Sink};

impl Timeline {
    pub(super) fn run_promptness(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let timeline = &cx.facts.timeline;
        let (Some(occurred), Some(reported)) = (timeline.occurred, timeline.reported) else { return };
        let Some(days) = occurred.date.days_until(reported.date).filter(|&days| days > self.days) else {
            return;
        };
        let finding = Finding::new(reported.span)
            .with("days", days.to_string())
            .related(occurred.span, self.against.clone());
        self.report(cx, sink, finding, &Place::document());
    }
}
