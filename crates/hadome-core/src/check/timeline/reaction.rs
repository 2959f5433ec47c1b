//! Signs that stand in the timeline and that nobody answered.

use super::{List, Timeline};
use crate::check::target::judged;
use crate::document::{Role, SentenceId};
use crate::facts::MomentKind;
use crate::rule::{Context, Finding, Place, Sink};
use crate::source::Span;

/// How many further signs a finding points at.
const MAX_RELATED: usize = 4;

impl Timeline {
    pub(super) fn run_reaction(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let timeline = &cx.facts.timeline;
        let harm = self.harm(cx);
        let mut rescue = self.unless.on(cx, self.matchers.len());
        let mut ignored: Vec<Finding> = Vec::new();
        for (i, entry) in timeline.entries.iter().enumerate() {
            let early = harm.is_some_and(|harm| i < harm);
            let signal = entry.sentences.iter().find_map(|&s| self.signal(cx, s, early));
            let Some((signal, place)) = signal else { continue };
            let mut next = timeline.entries[i..].iter().take(2).flat_map(|e| &e.sentences);
            if !next.any(|&s| self.occurs(cx, List::Reaction, s)) {
                ignored.extend(judged(|| signal, rescue.verdict(&place), cx.rule.severity));
            }
        }
        let Some(first) = ignored.first() else { return };
        // Who still looks for the cause will come to the signs.
        let open = !cx.facts.causes.is_empty() && cx.facts.causes.iter().all(|c| c.open);
        if open || self.is_told(cx) {
            return;
        }
        let mut finding = first.clone().with("count", ignored.len().to_string());
        for other in ignored.iter().skip(1).take(MAX_RELATED) {
            finding = finding.related(other.span, self.label.clone());
        }
        if let Some(cause) = cause_span(cx) {
            finding = finding.related(cause, self.against.clone());
        }
        sink.finding(finding);
    }

    /// The entry with which the incident began: the first that tells so and is no sign itself.
    fn harm(&self, cx: &Context<'_>) -> Option<usize> {
        let mut began = cx.facts.timeline.moments_of(MomentKind::Occurrence).peekable();
        cx.facts.timeline.entries.iter().position(|entry| {
            let (first, last) = (entry.sentences.first(), entry.sentences.last());
            while began.next_if(|m| first.is_some_and(|&s| m.sentence < s)).is_some() {}
            let tells = began.peek().is_some_and(|m| last.is_some_and(|&s| m.sentence <= s));
            tells && !entry.sentences.iter().any(|&s| self.signal(cx, s, true).is_some())
        })
    }

    /// The sign that a sentence tells of; `early` for one that stands before the incident.
    fn signal(&self, cx: &Context<'_>, sentence: SentenceId, early: bool) -> Option<(Finding, Place)> {
        let foretold = || self.find(cx, List::Early, sentence).filter(|_| early);
        let found = self.find(cx, List::Signal, sentence).or_else(foretold)?;
        Some((cx.finding_at(sentence, found), Place::in_sentence(cx, sentence, found.range.clone())))
    }

    /// Whether the causes speak of a sign.
    fn is_told(&self, cx: &Context<'_>) -> bool {
        let document = cx.document();
        let list = if self.list(List::Mention).is_empty() { List::Signal } else { List::Mention };
        let in_section =
            document.sentence_ids().filter(|&s| document.sentence_roles(s).contains(Role::Cause));
        let in_facts = cx.facts.causes.iter().flat_map(|c| c.sentences.iter().copied());
        in_section.chain(in_facts).any(|s| self.occurs(cx, list, s))
    }
}

/// The statement of a cause, or the heading of the causes, that leaves the signs out.
fn cause_span(cx: &Context<'_>) -> Option<Span> {
    if let Some(cause) = cx.facts.causes.first() {
        return Some(cause.span);
    }
    let mut sections = cx.document().sections.iter();
    let heading = sections.find(|s| s.own_roles.contains(Role::Cause))?.heading?;
    Some(cx.document().block(heading).span)
}
