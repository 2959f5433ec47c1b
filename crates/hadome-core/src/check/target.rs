//! Which sentences a rule reads, and how a match becomes a finding.

use crate::diagnostic::Severity;
use crate::document::{Document, RoleSet, SentenceId};
use crate::facts::Measure;
use crate::morph::Tokens;
use crate::pattern::{Match, Matcher};
use crate::rule::{Context, Finding, Verdict};
use crate::source::Span;

/// A sentence that a rule reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    /// The measure that it belongs to: its position in the facts.
    pub measure: Option<usize>,
}

/// The sentence as a target, if the rule reads it.
///
/// For roles that hold measures only sentences of measures count. For other roles every sentence counts that is not quoted, not
/// a heading that merely names its section, not in a section that judges, and not part of a measure. A rule without roles reads
/// every sentence.
pub(super) fn target(cx: &Context<'_>, sentence: SentenceId) -> Option<Target> {
    let measure = cx.facts.measure_with(sentence);
    let target = Target { measure };
    if cx.rule.roles.is_empty() {
        return Some(target);
    }
    if let Some(index) = measure {
        let roles = cx.facts.measures[index].roles;
        let known = roles.intersects(RoleSet::measures());
        let reads = if known { cx.rule.reads(roles) } else { cx.rule.reads(RoleSet::measures()) };
        return (reads && cx.rule.roles.intersects(RoleSet::measures())).then_some(target);
    }
    let document = cx.document();
    let mut roles = document.sentence_roles(sentence);
    let states_cause = cx.facts.cause_with(sentence).is_some();
    if states_cause {
        roles.insert(crate::document::Role::Cause);
    }
    let wanted = roles.iter().any(|r| cx.rule.roles.contains(r) && !RoleSet::measures().contains(r));
    (wanted && is_prose(document, sentence, cx.rule.guards.all, states_cause)).then_some(target)
}

/// Whether a sentence says something in its own voice. A heading that names its section, or stands among causes, does so only where
/// it states a cause.
fn is_prose(document: &Document, id: SentenceId, quotes_too: bool, states_cause: bool) -> bool {
    let sentence = document.sentence(id);
    let section = document.section(sentence.section);
    let mute = !section.own_roles.is_empty() || section.roles.contains(crate::document::Role::Cause);
    let names_section = section.heading == Some(sentence.block) && mute;
    !section.judging && (!names_section || states_cause) && (quotes_too || !sentence.quoted)
}

/// All matches of several matchers in a sentence that no guard silences: from left to right, the longer of two that overlap.
/// `first` is the position of the first matcher among those of the check.
pub(super) fn matches<'a>(
    cx: &Context<'a>,
    matchers: &[Matcher],
    first: usize,
    sentence: SentenceId,
) -> &'a [Match] {
    let numbers = first..first + matchers.len();
    if !cx.candidates(sentence, numbers.clone()) {
        return &[];
    }
    cx.standing(numbers, sentence, || chosen(cx, matchers, first, sentence)).unwrap_or_default()
}

fn chosen(cx: &Context<'_>, matchers: &[Matcher], first: usize, sentence: SentenceId) -> Option<Vec<Match>> {
    let mut found: Vec<Match> = Vec::new();
    for (i, matcher) in matchers.iter().enumerate() {
        found.extend_from_slice(cx.find(matcher, first + i, sentence));
    }
    if found.is_empty() {
        return None;
    }
    let tokens = cx.analysis.tokens(sentence);
    found.retain(|m| !is_guarded(cx, tokens, sentence, m));
    found.sort_by_key(|m| (m.range.start, std::cmp::Reverse(m.range.end)));
    let mut end = 0;
    found.retain(|m| {
        let keep = m.range.start >= end;
        end = end.max(if keep { m.range.end } else { end });
        keep
    });
    Some(found)
}

fn is_guarded(cx: &Context<'_>, tokens: &Tokens, sentence: SentenceId, found: &Match) -> bool {
    let document = cx.document();
    let (roles, quoted) = (document.sentence_roles(sentence), document.sentence(sentence).quoted);
    cx.lexicon.guards.silences(tokens, found.range.clone(), roles, quoted, &cx.rule.guards).is_some()
}

/// Whether a matcher matches in a sentence, guards aside. `index` is its position among those of the check.
pub(super) fn occurs(cx: &Context<'_>, matcher: &Matcher, index: usize, sentence: SentenceId) -> bool {
    !cx.find(matcher, index, sentence).is_empty()
}

/// The finding after its rescues, made only if they do not silence it.
pub(super) fn judged(
    finding: impl FnOnce() -> Finding,
    verdict: Verdict,
    severity: Severity,
) -> Option<Finding> {
    let lowered = match verdict {
        Verdict::Keep => None,
        Verdict::Lower(lower) => Some(lower.min(severity)),
        Verdict::Silence => return None,
    };
    let mut finding = finding();
    finding.severity = lowered.or(finding.severity);
    Some(finding)
}

/// Where a finding about a measure as a whole points: its first sentence, which has no bullet and no other cells in it.
pub(super) fn measure_span(cx: &Context<'_>, index: usize) -> Span {
    let measure = &cx.facts.measures[index];
    measure.sentences.first().map_or(measure.span, |&s| whole_sentence(cx.document(), s))
}

/// The source span of a whole sentence.
pub(super) fn whole_sentence(document: &Document, id: SentenceId) -> Span {
    let length = document.sentence(id).range.len();
    document.sentence_span(id, 0..length)
}

/// The heading of the first section of its own with one of these roles: where something belongs that is not there.
pub(super) fn home(document: &Document, roles: RoleSet) -> Option<Span> {
    let section = document.sections.iter().find(|s| s.own_roles.intersects(roles))?;
    let block = document.block(section.heading?);
    let prose = &block.prose;
    Some(if prose.is_empty() { block.span } else { prose.source_span(0..prose.text().len()) })
}

/// Whether what a match says decides how strong a measure is: nothing beside the match puts it on `below` or above.
pub(super) fn is_main_weakness(
    measure: &Measure,
    below: u8,
    sentence: SentenceId,
    found: &std::ops::Range<usize>,
) -> bool {
    if measure.rung.is_none_or(|rung| rung < below) {
        return true;
    }
    let inside = |at: SentenceId, range: &std::ops::Range<usize>| {
        at == sentence && range.start < found.end && found.start < range.end
    };
    // The head is what the lexicon takes for strong, and the match knows better: 監視体制を構築する.
    let own = measure.head.as_ref().is_some_and(|h| h.rung >= below && inside(h.sentence, &h.range));
    let reaches = |rung: Option<u8>| rung.is_some_and(|r| r >= below);
    own && !measure.evidence.iter().any(|e| reaches(e.rung) && !inside(e.sentence, &e.range))
}
