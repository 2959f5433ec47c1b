//! The figures of each rule: its hits, and which of them are right as far as labels can tell.

use std::collections::BTreeMap;
use std::sync::Arc;

use hadome_core::rule::{RuleMeta, RuleSet};
use toml::Table;

use super::corpus::{Document, Finding};
use super::figures::{Answered, WEAK_CAUSE, WEAK_MEASURE, is_single_level, weak_causes, weak_measures};
use super::labels::{Doc, Expected, Measure};
use super::matching::{Score, near, pair_nearest};

/// Groups whose rules are not about reports: they say that bytes or suppression comments are wrong, which no reader has to judge.
pub const TECHNICAL: [&str; 2] = ["source", "suppression"];

/// The figures of one rule.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct RuleFigures {
    /// Its findings.
    pub hits: usize,
    /// Those that are right.
    pub right: usize,
    /// Those that are wrong.
    pub wrong: usize,
    /// Right findings that are not there, where labels tell.
    pub missed: usize,
    /// Whether labels tell what is missed.
    pub has_recall: bool,
    /// What stands behind wrong, missing and unjudged ones: `false`, `missed` or `unjudged`, and `name line`.
    pub places: Vec<(&'static str, String)>,
}

impl RuleFigures {
    /// Findings that no label judges.
    pub fn unjudged(&self) -> usize {
        self.hits - self.right - self.wrong
    }

    /// The same as a score.
    pub fn score(&self) -> Score {
        Score { right: self.right, wrong: self.wrong, missed: self.missed }
    }
}

/// The figures of every rule by its id.
pub type ByRule = BTreeMap<Arc<str>, RuleFigures>;

/// Counts over all documents, rule by rule.
pub fn by_rule(documents: &[Document], rules: &RuleSet) -> ByRule {
    let metas = rules.rules().iter().map(|rule| &rule.meta);
    metas.map(|meta| (Arc::clone(&meta.id), figures_of(meta, documents))).collect()
}

fn figures_of(meta: &RuleMeta, documents: &[Document]) -> RuleFigures {
    let truth = Truth::of(meta);
    let mut figures = RuleFigures::default();
    if !meta.default {
        // It did not run, and misses nothing.
        return figures;
    }
    for document in documents {
        let hits: Vec<&Finding> = document.findings.iter().filter(|f| *f.rule == *meta.id).collect();
        let judged = judge(meta, &truth, document, &hits);
        figures.hits += hits.len();
        figures.has_recall |= judged.missed.is_some();
        for (hit, verdict) in hits.iter().zip(judged.verdicts) {
            figures.right += usize::from(verdict == Some(true));
            figures.wrong += usize::from(verdict == Some(false));
            let what = match verdict {
                Some(true) => continue,
                Some(false) => "false",
                None => "unjudged",
            };
            figures.places.push((what, format!("{} {}", document.name, hit.line)));
        }
        for line in judged.missed.unwrap_or_default() {
            figures.missed += 1;
            figures.places.push(("missed", format!("{} {line}", document.name)));
        }
    }
    figures
}

/// What labels say of a rule's hits in one document.
struct Judgement {
    /// For each hit whether it is right, as far as labels tell.
    verdicts: Vec<Option<bool>>,
    /// The places of missing ones; `None` if labels do not tell.
    missed: Option<Vec<String>>,
}

fn judge(meta: &RuleMeta, truth: &Truth, document: &Document, hits: &[&Finding]) -> Judgement {
    let expected = document.labels.findings.iter().filter(|f| f.rule == *meta.id);
    let expected: Vec<Option<usize>> = expected.map(Expected::place).collect();
    let (confirmed, missing) = confirm(&expected, hits);
    let complete = document.labels.doc.as_ref().is_some_and(|doc| doc.complete);
    let mut judgement = if complete && truth.needs_findings() {
        Judgement { verdicts: vec![Some(false); hits.len()], missed: Some(Vec::new()) }
    } else {
        truth.judge(document, hits)
    };
    for ((hit, verdict), confirmed) in hits.iter().zip(&mut judgement.verdicts).zip(confirmed) {
        let told = document.labels.verdicts.iter().rfind(|v| v.rule == *meta.id && v.line == hit.line);
        if confirmed || told.is_some() {
            *verdict = Some(told.is_none_or(|v| v.right));
        } else if document.labels.disputed.iter().any(|d| d.covers(&meta.id, hit.line)) {
            *verdict = None;
        } else if !document.is_report() && !TECHNICAL.contains(&&*meta.group) {
            *verdict = Some(false);
        }
    }
    if !expected.is_empty() {
        judgement.missed.get_or_insert_default().extend(missing);
    }
    judgement
}

/// Which hits `finding` rows confirm, and the places of rows that no hit answers. A row without a line is answered by any hit.
fn confirm(expected: &[Option<usize>], hits: &[&Finding]) -> (Vec<bool>, Vec<String>) {
    let labels: Vec<usize> = expected.iter().flatten().copied().collect();
    let lines: Vec<usize> = hits.iter().map(|f| f.line).collect();
    let pairing = pair_nearest(&labels, &lines);
    let mut confirmed = vec![false; hits.len()];
    for (_, hit) in pairing.pairs {
        confirmed[hit] = true;
    }
    let mut missing: Vec<String> = pairing.missed.iter().map(|&at| labels[at].to_string()).collect();
    for _ in expected.iter().filter(|line| line.is_none()) {
        match confirmed.iter_mut().find(|confirmed| !**confirmed) {
            Some(confirmed) => *confirmed = true,
            None => missing.push("-".to_owned()),
        }
    }
    (confirmed, missing)
}

/// What general labels say of a rule.
enum Truth {
    /// Rows of weak measures, or of causes that stop too early.
    Tagged(fn(&Document) -> Answered<'_>),
    /// The row of the document: whether the finding has to be there; `None` if readers disagree.
    Document(fn(&Doc) -> Option<bool>),
    /// The row of the document: which sections it has. Flags by the names that messages give sections.
    Sections { flags: Vec<(String, String)>, required: Vec<String> },
    /// Rows of measures: whether they lack an owner, or a due date.
    Field(fn(&Measure) -> bool),
    /// Lines in the row of the document.
    Lines(fn(&Doc) -> &[usize]),
    /// Nothing.
    Silent,
}

impl Truth {
    fn of(meta: &RuleMeta) -> Self {
        let tagged = |tag: &str| meta.tags.iter().any(|t| t == tag);
        match &*meta.id {
            "no-strong-action" => Self::Document(|doc| doc.no_strong_action),
            "single-level-cause" => Self::Document(is_single_level),
            "section-missing" => Self::sections(meta),
            "owner-missing" => Self::Field(|measure| !measure.owner),
            "due-missing" => Self::Field(|measure| !measure.due),
            "orphan-measure" => Self::Lines(|doc| &doc.orphan_measures),
            "cause-without-measure" => Self::Lines(|doc| &doc.causes_without_measure),
            _ if tagged(WEAK_MEASURE) => Self::Tagged(weak_measures),
            _ if tagged(WEAK_CAUSE) => Self::Tagged(weak_causes),
            _ => Self::Silent,
        }
    }

    /// Whether complete labels have a row for each finding, because general ones do not tell all of them.
    fn needs_findings(&self) -> bool {
        matches!(self, Self::Document(_) | Self::Field(_) | Self::Silent)
    }

    fn sections(meta: &RuleMeta) -> Self {
        let rule: Table = meta.source.text().parse().unwrap_or_default();
        let texts = |key: &str| rule.get(key).and_then(|list| list.as_array()).into_iter().flatten();
        let required = texts("require").filter_map(|role| role.as_str()).map(flag_of).collect();
        let names = rule.get("names").and_then(|names| names.as_table()).into_iter().flatten();
        let flags =
            names.filter_map(|(role, name)| Some((name.get("ja")?.as_str()?.to_owned(), flag_of(role))));
        Self::Sections { flags: flags.collect(), required }
    }

    fn judge(&self, document: &Document, hits: &[&Finding]) -> Judgement {
        let unknown = || Judgement { verdicts: vec![None; hits.len()], missed: None };
        let Some(doc) = document.labels.doc.as_ref().filter(|doc| doc.report) else { return unknown() };
        match self {
            Self::Tagged(answered) => tagged(&answered(document), document, hits),
            Self::Document(right) => match right(doc) {
                Some(right) => {
                    let missed = if right && hits.is_empty() { vec!["-".to_owned()] } else { Vec::new() };
                    Judgement { verdicts: vec![Some(right); hits.len()], missed: Some(missed) }
                }
                None => unknown(),
            },
            Self::Sections { flags, required } => sections(doc, flags, required, hits),
            Self::Field(lacks) => {
                let of = |hit: &&Finding| {
                    let close = document.labels.measures.iter().filter(|m| near(m.line, hit.line));
                    let nearest = close.min_by_key(|m| m.line.abs_diff(hit.line));
                    Some(nearest.is_some_and(lacks))
                };
                // A rule may fold all measures of a list into one finding, so that no row is missed for sure.
                Judgement { verdicts: hits.iter().map(of).collect(), missed: None }
            }
            Self::Lines(lines) => {
                let expected: Vec<Option<usize>> = lines(doc).iter().copied().map(Some).collect();
                let (confirmed, missing) = confirm(&expected, hits);
                Judgement { verdicts: confirmed.into_iter().map(Some).collect(), missed: Some(missing) }
            }
            Self::Silent => unknown(),
        }
    }
}

/// Hits of one rule among those of all rules with its tag. Which rule misses a label that none answers, nobody can say.
fn tagged(answered: &Answered<'_>, document: &Document, hits: &[&Finding]) -> Judgement {
    let verdict = |hit: &&Finding| {
        let paired = |&(_, at): &(usize, usize)| answered.findings[at].line == hit.line;
        if answered.pairing.pairs.iter().any(paired) {
            Some(true)
        } else if answered.unjudged.contains(&hit.line)
            || document.labels.disputed.iter().any(|d| d.line == hit.line)
        {
            None
        } else {
            Some(false)
        }
    };
    Judgement { verdicts: hits.iter().map(verdict).collect(), missed: None }
}

fn sections(doc: &Doc, flags: &[(String, String)], required: &[String], hits: &[&Finding]) -> Judgement {
    let named = |hit: &Finding| {
        let named = flags.iter().filter(|(name, _)| hit.message.starts_with(name.as_str()));
        named.max_by_key(|(name, _)| name.len()).map(|(_, flag)| flag)
    };
    let verdicts = hits.iter().map(|hit| named(hit).and_then(|flag| doc.flag(flag)).map(|has| !has));
    let lacking = required.iter().filter(|flag| doc.flag(flag) == Some(false) && doc.stage != "first");
    let missed = lacking.filter(|flag| !hits.iter().any(|hit| named(hit) == Some(*flag)));
    Judgement { verdicts: verdicts.collect(), missed: Some(missed.cloned().collect()) }
}

/// The flag of the document's row that says whether there is a section of this role.
fn flag_of(role: &str) -> String {
    format!("has_{}", if role == "countermeasure" { "measures" } else { role })
}
