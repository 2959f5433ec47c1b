//! The figures of a corpus as a whole: how well measures, causes and documents are read.

use std::collections::BTreeSet;

use super::corpus::{Document, Finding};
use super::labels::Doc;
use super::matching::{Pairing, Score, pair, ratio};

/// The tag of rules that say a measure is weak.
pub const WEAK_MEASURE: &str = "weak-measure";
/// The tag of rules that say a cause stops too early.
pub const WEAK_CAUSE: &str = "weak-cause";

/// The figures of a corpus.
#[derive(Debug, Default)]
pub struct Figures {
    /// Documents that are reports.
    pub reports: usize,
    /// Measures on the two lowest rungs.
    pub weak: Score,
    /// Of weak measures of a class, how many are found, and how many there are; the most frequent class first.
    pub classes: Vec<(Option<String>, usize, usize)>,
    /// How measures are read.
    pub measures: Measures,
    /// Causes that stop too early.
    pub cause: Score,
    /// Reports without a strong measure.
    pub verdict: Score,
    /// Reports whose cause is a single step.
    pub depth: Score,
    /// Findings where none may be.
    pub noise: Noise,
    /// What stands behind wrong and missing ones: a heading, and a line for each.
    pub misses: Vec<(String, Vec<String>)>,
}

/// How measures are read.
#[derive(Debug, Default)]
pub struct Measures {
    /// Labelled measures.
    pub gold: usize,
    /// Those that the engine lists.
    pub found: usize,
    /// All that the engine lists.
    pub listed: usize,
    /// Found ones whose rung both know.
    pub decided: usize,
    /// Those of them that stand on the same rung.
    pub exact: usize,
    /// Those of them that are at most one rung apart.
    pub near: usize,
    /// Found ones for which both agree whether there is an owner.
    pub owner: usize,
    /// Found ones for which both agree whether there is a due date.
    pub due: usize,
}

impl Measures {
    /// The part of the decided ones that stands on the same rung.
    pub fn exact_part(&self) -> f64 {
        ratio(self.exact, self.decided).unwrap_or(0.0)
    }

    /// The part of the decided ones that is at most one rung apart.
    pub fn near_part(&self) -> f64 {
        ratio(self.near, self.decided).unwrap_or(0.0)
    }

    /// The part of the found ones with agreement on owners.
    pub fn owner_part(&self) -> f64 {
        ratio(self.owner, self.found).unwrap_or(0.0)
    }

    /// The part of the found ones with agreement on due dates.
    pub fn due_part(&self) -> f64 {
        ratio(self.due, self.found).unwrap_or(0.0)
    }
}

/// Findings about measures and causes where none may be.
#[derive(Debug, Default)]
pub struct Noise {
    /// Documents that are no reports.
    pub documents: usize,
    /// Those of them with a finding.
    pub with_findings: usize,
    /// Their findings.
    pub findings: usize,
    /// Lines that tempt.
    pub traps: usize,
    /// Findings on such lines.
    pub traps_hit: usize,
}

/// Labels of one sort against the findings of one tag.
pub struct Answered<'a> {
    /// The findings, one a line.
    pub findings: Vec<&'a Finding>,
    /// Which labels they answer. Findings that nobody can judge are not among the extra ones.
    pub pairing: Pairing,
    /// Lines on which nobody can judge.
    pub unjudged: BTreeSet<usize>,
}

impl<'a> Answered<'a> {
    fn new(findings: Vec<&'a Finding>, labels: &[usize], unjudged: BTreeSet<usize>) -> Self {
        let mut pairing = pair(labels, &lines(&findings));
        pairing.extra.retain(|&at| !unjudged.contains(&findings[at].line));
        Self { findings, pairing, unjudged }
    }

    fn score(&self) -> Score {
        let Pairing { pairs, missed, extra } = &self.pairing;
        Score { right: pairs.len(), wrong: extra.len(), missed: missed.len() }
    }

    fn wrong(&self, document: &Document) -> Vec<String> {
        self.pairing.extra.iter().map(|&at| told(document, self.findings[at])).collect()
    }
}

/// Weak measures against findings about them.
pub fn weak_measures(document: &Document) -> Answered<'_> {
    let weak = document.labels.measures.iter().filter(|m| m.is_weak());
    let unknown = document.labels.measures.iter().filter(|m| m.rung.is_none());
    let labels: Vec<usize> = weak.map(|m| m.line).collect();
    Answered::new(document.tagged(WEAK_MEASURE), &labels, unknown.map(|m| m.line).collect())
}

/// Causes that stop too early against findings about them.
pub fn weak_causes(document: &Document) -> Answered<'_> {
    let labels: Vec<usize> = document.labels.causes.iter().map(|c| c.line).collect();
    let disputed = document.labels.disputed.iter().map(|d| d.line).collect();
    Answered::new(document.tagged(WEAK_CAUSE), &labels, disputed)
}

impl Figures {
    /// Counts over all documents.
    pub fn of(documents: &[Document]) -> Self {
        let mut figures = Self::default();
        for document in documents {
            figures.add_noise(document);
            if document.is_report() {
                figures.reports += 1;
                figures.add_weak(document);
                figures.add_listed(document);
                figures.add_causes(document);
                figures.add_verdicts(document);
            }
        }
        // Classes of the same frequency stay in the order in which they came up.
        figures.classes.sort_by_key(|(_, _, all)| usize::MAX - all);
        figures
    }

    fn add_noise(&mut self, document: &Document) {
        let found: Vec<&Finding> =
            [WEAK_MEASURE, WEAK_CAUSE].iter().flat_map(|tag| document.tagged(tag)).collect();
        let traps: BTreeSet<usize> = document.labels.traps.iter().copied().collect();
        self.noise.traps += traps.len();
        for finding in found.iter().filter(|f| traps.contains(&f.line)) {
            self.noise.traps_hit += 1;
            self.miss("trap", [told(document, finding)]);
        }
        if !document.is_report() {
            self.noise.documents += 1;
            self.noise.findings += found.len();
            self.noise.with_findings += usize::from(!found.is_empty());
            self.miss("noise", found.iter().map(|finding| told(document, finding)));
        }
    }

    fn add_weak(&mut self, document: &Document) {
        let answered = weak_measures(document);
        let labels: Vec<_> = document.labels.measures.iter().filter(|m| m.is_weak()).collect();
        for label in &labels {
            self.class(label.class.as_ref()).2 += 1;
        }
        for &(label, _) in &answered.pairing.pairs {
            self.class(labels[label].class.as_ref()).1 += 1;
        }
        add(&mut self.weak, answered.score());
        let missed = answered.pairing.missed.iter().map(|&at| labels[at]);
        self.miss(
            "weak missed",
            missed.map(|m| missing(document, m.line, m.class.as_deref(), &m.quote)).collect::<Vec<_>>(),
        );
        self.miss("weak false", answered.wrong(document));
    }

    fn class(&mut self, class: Option<&String>) -> &mut (Option<String>, usize, usize) {
        let at = self.classes.iter().position(|(known, ..)| known.as_ref() == class).unwrap_or_else(|| {
            self.classes.push((class.cloned(), 0, 0));
            self.classes.len() - 1
        });
        &mut self.classes[at]
    }

    fn add_listed(&mut self, document: &Document) {
        let (gold, listed) = (&document.labels.measures, &document.measures);
        let lines = |iter: &mut dyn Iterator<Item = usize>| iter.collect::<Vec<usize>>();
        let pairing =
            pair(&lines(&mut gold.iter().map(|m| m.line)), &lines(&mut listed.iter().map(|m| m.line)));
        let measures = &mut self.measures;
        measures.gold += gold.len();
        measures.listed += listed.len();
        measures.found += pairing.pairs.len();
        for (label, found) in pairing.pairs.iter().map(|&(g, f)| (&gold[g], &listed[f])) {
            measures.owner += usize::from(label.owner == found.owner);
            measures.due += usize::from(label.due == found.due);
            if let (Some(a), Some(b)) = (label.rung, found.rung) {
                measures.decided += 1;
                measures.exact += usize::from(a == b);
                measures.near += usize::from(a.abs_diff(b) <= 1);
            }
        }
    }

    fn add_causes(&mut self, document: &Document) {
        let answered = weak_causes(document);
        add(&mut self.cause, answered.score());
        let missed = answered.pairing.missed.iter().map(|&at| &document.labels.causes[at]);
        self.miss(
            "cause missed",
            missed.map(|c| missing(document, c.line, c.class.as_deref(), &c.quote)).collect::<Vec<_>>(),
        );
        self.miss("cause false", answered.wrong(document));
    }

    fn add_verdicts(&mut self, document: &Document) {
        let Some(doc) = &document.labels.doc else { return };
        for (rule, label) in
            [("no-strong-action", doc.no_strong_action), ("single-level-cause", is_single_level(doc))]
        {
            let Some(label) = label else { continue };
            let hit = document.findings.iter().any(|f| *f.rule == *rule);
            let score = if rule == "no-strong-action" { &mut self.verdict } else { &mut self.depth };
            score.right += usize::from(label && hit);
            score.wrong += usize::from(hit && !label);
            score.missed += usize::from(label && !hit);
            if label != hit {
                let what = if label { "missed" } else { "false" };
                self.miss(&format!("{rule} {what}"), [document.name.clone()]);
            }
        }
    }

    fn miss(&mut self, heading: &str, lines: impl IntoIterator<Item = String>) {
        for line in lines {
            match self.misses.iter_mut().find(|(known, _)| known == heading) {
                Some((_, known)) => known.push(line),
                None => self.misses.push((heading.to_owned(), vec![line])),
            }
        }
    }
}

/// Whether the cause of a report is one step at most; `None` if readers disagree.
pub fn is_single_level(doc: &Doc) -> Option<bool> {
    doc.cause_levels.map(|levels| levels <= 1 && doc.flag("has_cause") == Some(true))
}

fn add(sum: &mut Score, score: Score) {
    sum.right += score.right;
    sum.wrong += score.wrong;
    sum.missed += score.missed;
}

fn lines(findings: &[&Finding]) -> Vec<usize> {
    findings.iter().map(|f| f.line).collect()
}

fn told(document: &Document, finding: &Finding) -> String {
    format!("{} {} {}", document.name, finding.line, finding.rule)
}

fn missing(document: &Document, line: usize, class: Option<&str>, quote: &str) -> String {
    let quote: String = quote.chars().take(50).collect();
    format!("{} {line} {} {quote}", document.name, class.unwrap_or("-"))
}
