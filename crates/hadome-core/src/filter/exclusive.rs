//! One finding per measure among rules that say the same in different words.
//!
//! 「手順を見直し、周知を徹底する」 is one weak measure, whatever number of rules recognise it. Rules that declare the same
//! `exclusive` name share one finding per measure: one of a rule that is not `general`, whatever its severity, because it knows the
//! wording best; among those the one with the highest severity; then the first in the text, the longest, and the first by id.
//! Outside of measures they share one finding per place: of findings that overlap only one is kept.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::diagnostic::Severity;
use crate::facts::Measure;
use crate::rule::Found;

/// A finding of a rule that is exclusive.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    /// Its place among the findings.
    index: usize,
    found: &'a Found<'a>,
}

type Rank<'a> = (bool, Reverse<Severity>, usize, Reverse<usize>, &'a str);

impl<'a> Candidate<'a> {
    /// The lower, the better.
    fn rank(&self) -> Rank<'a> {
        let Found { rule, finding, severity } = self.found;
        let span = finding.span;
        (rule.meta.general, Reverse(*severity), span.start, Reverse(span.end), &rule.meta.id)
    }

    /// The better of two, and the place of the other one.
    fn contend(self, other: Self) -> (Self, usize) {
        if self.rank() < other.rank() { (self, other.index) } else { (other, self.index) }
    }
}

/// Drops the findings that yield to another one in the same measure, or at the same place outside of measures.
pub fn keep_one_per_measure(findings: &mut Vec<Found<'_>>, measures: &[Measure]) {
    let mut best: FxHashMap<(&str, usize), Candidate<'_>> = FxHashMap::default();
    let mut keep = vec![true; findings.len()];
    let mut outside: Vec<(&str, Candidate<'_>)> = Vec::new();
    for (index, found) in findings.iter().enumerate() {
        let Some(set) = found.rule.meta.exclusive.as_deref() else { continue };
        let candidate = Candidate { index, found };
        let Some(measure) = measure_at(measures, found.finding.span.start) else {
            outside.push((set, candidate));
            continue;
        };
        best.entry((set, measure))
            .and_modify(|other| {
                let (better, dropped) = candidate.contend(*other);
                keep[dropped] = false;
                *other = better;
            })
            .or_insert(candidate);
    }
    drop_overlapping(outside, &mut keep);
    let mut keep = keep.into_iter();
    findings.retain(|_| keep.next().unwrap_or(true));
}

/// Of findings of one set that overlap, each with the one kept before it, only the best is kept.
fn drop_overlapping<'a>(mut found: Vec<(&'a str, Candidate<'a>)>, keep: &mut [bool]) {
    found.sort_by_key(|(set, candidate)| (*set, candidate.found.finding.span));
    let mut last: Option<(&str, Candidate<'_>)> = None;
    for (set, candidate) in found {
        let overlaps =
            |other: &Candidate<'_>| other.found.finding.span.overlaps(candidate.found.finding.span);
        last = match last {
            Some((same, other)) if same == set && overlaps(&other) => {
                let (better, dropped) = candidate.contend(other);
                keep[dropped] = false;
                Some((set, better))
            }
            _ => Some((set, candidate)),
        };
    }
}

/// The measure whose own text holds a byte.
fn measure_at(measures: &[Measure], byte: usize) -> Option<usize> {
    let after = measures.partition_point(|m| m.span.start <= byte);
    let index = after.checked_sub(1)?;
    (byte < measures[index].span.end).then_some(index)
}
