//! Lines against lines: which labelled place a finding answers.

use serde::{Deserialize, Serialize};

/// How many lines above the labelled one a finding may start.
const ABOVE: usize = 1;
/// How many lines below it.
const BELOW: usize = 2;

/// Whether a finding that starts in a line may answer a label.
pub fn near(label: usize, line: usize) -> bool {
    line + ABOVE >= label && line <= label + BELOW
}

/// What belongs together, as positions in the lists that were given.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pairing {
    /// Labels and the findings that answer them.
    pub pairs: Vec<(usize, usize)>,
    /// Labels that no finding answers.
    pub missed: Vec<usize>,
    /// Findings that answer no label.
    pub extra: Vec<usize>,
}

/// Pairs the lines of labels with the lines of findings one to one: each label, from the top, takes the nearest finding that is left.
pub fn pair(labels: &[usize], findings: &[usize]) -> Pairing {
    let mut left = by_line(findings);
    let mut pairing = Pairing::default();
    for label in by_line(labels) {
        let line = labels[label];
        // Of two that are equally near, the upper one.
        let nearest = (0..left.len())
            .filter(|&at| near(line, findings[left[at]]))
            .min_by_key(|&at| findings[left[at]].abs_diff(line));
        match nearest {
            Some(at) => pairing.pairs.push((label, left.remove(at))),
            None => pairing.missed.push(label),
        }
    }
    pairing.extra = left;
    pairing
}

/// Pairs lines one to one like [`pair`], but the nearest ones first, wherever they stand: where labels speak of one rule only, a line
/// that is hit exactly belongs to its own label.
pub fn pair_nearest(labels: &[usize], findings: &[usize]) -> Pairing {
    let all = by_line(labels).into_iter().flat_map(|l| by_line(findings).into_iter().map(move |f| (l, f)));
    let mut close: Vec<(usize, usize)> = all.filter(|&(l, f)| near(labels[l], findings[f])).collect();
    close.sort_by_key(|&(l, f)| labels[l].abs_diff(findings[f]));
    let mut pairing = Pairing::default();
    for (label, finding) in close {
        if pairing.pairs.iter().all(|&(l, f)| l != label && f != finding) {
            pairing.pairs.push((label, finding));
        }
    }
    pairing.missed = by_line(labels);
    pairing.missed.retain(|at| pairing.pairs.iter().all(|(label, _)| label != at));
    pairing.extra = by_line(findings);
    pairing.extra.retain(|at| pairing.pairs.iter().all(|(_, finding)| finding != at));
    pairing
}

fn by_line(lines: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|&at| lines[at]);
    order
}

/// Right and wrong findings, and what was missed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Findings that are right.
    pub right: usize,
    /// Findings that are wrong.
    pub wrong: usize,
    /// Right findings that are not there.
    pub missed: usize,
}

impl Score {
    /// The part of the findings that is right; `None` without findings.
    pub fn precision(self) -> Option<f64> {
        ratio(self.right, self.right + self.wrong)
    }

    /// The part of what should be found that is found; `None` if there is nothing to find.
    pub fn recall(self) -> Option<f64> {
        ratio(self.right, self.right + self.missed)
    }

    /// The harmonic mean of both; 0 where one of them is 0 or unknown.
    pub fn f1(self) -> f64 {
        match (self.precision(), self.recall()) {
            (Some(p), Some(r)) if p > 0.0 && r > 0.0 => 2.0 * p * r / (p + r),
            _ => 0.0,
        }
    }
}

/// A part of a whole; `None` if the whole is 0.
#[allow(clippy::cast_precision_loss, reason = "counts of lines are small")]
pub fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_takes_the_nearest_finding_within_one_line_above_and_two_below() {
        assert_eq!(pair(&[10], &[9, 12]).pairs, [(0, 0)]);
        assert_eq!(
            pair(&[10], &[8, 13]),
            Pairing { missed: vec![0], extra: vec![0, 1], ..Pairing::default() }
        );
        assert_eq!(pair(&[11, 10], &[10, 11]).pairs, [(1, 0), (0, 1)]);
    }

    #[test]
    fn one_finding_answers_one_label() {
        assert_eq!(pair(&[4, 4], &[5]), Pairing { pairs: vec![(0, 0)], missed: vec![1], extra: vec![] });
    }

    #[test]
    fn the_nearest_lines_belong_together() {
        assert_eq!(pair(&[4, 6], &[6]).pairs, [(0, 0)]);
        let nearest = Pairing { pairs: vec![(1, 0)], missed: vec![0], extra: vec![] };
        assert_eq!(pair_nearest(&[4, 6], &[6]), nearest);
        assert_eq!(
            pair_nearest(&[4], &[5, 4]),
            Pairing { pairs: vec![(0, 1)], missed: vec![], extra: vec![0] }
        );
    }

    #[test]
    fn a_score_without_findings_has_no_precision() {
        let score = Score { missed: 3, ..Score::default() };
        assert_eq!((score.precision(), score.recall()), (None, Some(0.0)));
        assert!(score.f1().abs() < f64::EPSILON);
    }
}
