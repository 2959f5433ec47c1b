//! One finding per measure among rules that say the same in different words.
//!
//! 「手順を見直し、周知を徹底する」 is one weak measure, whatever number of rules recognise it. Rules that declare the same
//! `exclusive` name share one finding per measure: one of a rule that is not `general`, whatever its severity, because it knows the
//! wording best; among those the one with the highest severity; then the first in the text, the longest, and the first by id.
//! Outside of measures they share one finding per place: of findings that overlap only one is kept.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::facts::Measure;
use crate::rule::RuleSet;

/// Drops the findings that yield to another one in the same measure, or at the same place outside of measures.
pub fn keep_one_per_measure(diagnostics: &mut Vec<Diagnostic>, measures: &[Measure], rules: &RuleSet) {
    let mut best: HashMap<(Arc<str>, usize), usize> = HashMap::new();
    let mut keep = vec![true; diagnostics.len()];
    let mut outside: Vec<(Arc<str>, usize)> = Vec::new();
    for (i, diagnostic) in diagnostics.iter().enumerate() {
        let Some(set) = rules.get(&diagnostic.rule).and_then(|r| r.meta.exclusive.clone()) else { continue };
        let Some(measure) = measure_at(measures, diagnostic.span.start) else {
            outside.push((set, i));
            continue;
        };
        match best.entry((set, measure)) {
            Entry::Vacant(entry) => {
                entry.insert(i);
            }
            Entry::Occupied(mut entry) => {
                let other = *entry.get();
                let wins = rank(diagnostic, rules) < rank(&diagnostics[other], rules);
                keep[if wins { other } else { i }] = false;
                if wins {
                    entry.insert(i);
                }
            }
        }
    }
    drop_overlapping(diagnostics, outside, rules, &mut keep);
    let mut keep = keep.into_iter();
    diagnostics.retain(|_| keep.next().unwrap_or(true));
}

/// Of findings of one set that overlap, each with the one kept before it, only the best is kept.
fn drop_overlapping(
    diagnostics: &[Diagnostic],
    mut found: Vec<(Arc<str>, usize)>,
    rules: &RuleSet,
    keep: &mut [bool],
) {
    found.sort_by(|(a, i), (b, j)| (a, diagnostics[*i].span).cmp(&(b, diagnostics[*j].span)));
    let mut last: Option<(Arc<str>, usize)> = None;
    for (set, i) in found {
        let overlaps = |(other, j): &(Arc<str>, usize)| {
            *other == set && diagnostics[*j].span.overlaps(diagnostics[i].span)
        };
        let Some((_, other)) = last.as_ref().filter(|l| overlaps(l)) else {
            last = Some((set, i));
            continue;
        };
        let other = *other;
        let wins = rank(&diagnostics[i], rules) < rank(&diagnostics[other], rules);
        keep[if wins { other } else { i }] = false;
        if wins {
            last = Some((set, i));
        }
    }
}

/// The measure whose own text holds a byte.
fn measure_at(measures: &[Measure], byte: usize) -> Option<usize> {
    let after = measures.partition_point(|m| m.span.start <= byte);
    let index = after.checked_sub(1)?;
    (byte < measures[index].span.end).then_some(index)
}

type Rank<'a> = (bool, Reverse<crate::diagnostic::Severity>, usize, Reverse<usize>, &'a str);

fn rank<'a>(diagnostic: &'a Diagnostic, rules: &RuleSet) -> Rank<'a> {
    let general = rules.get(&diagnostic.rule).is_some_and(|r| r.meta.general);
    let Diagnostic { severity, span, rule, .. } = diagnostic;
    (general, Reverse(*severity), span.start, Reverse(span.end), rule)
}
