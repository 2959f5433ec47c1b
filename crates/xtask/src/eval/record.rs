//! Figures on reports that are not part of the repository, kept in it as numbers.

use std::collections::BTreeMap;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use hadome_core::builtin;
use serde::{Deserialize, Serialize};

use super::Failure;
use super::corpus::Corpus;
use super::figures::Figures;
use super::matching::{Score, ratio};
use super::page::ENOUGH;
use super::rules::by_rule;
use crate::root;

/// Where the figures are kept, from the root of the repository.
pub const PATH: &str = "fixtures/corpus/real-reports.toml";
const OPENING: &str = "\
# Figures of the built-in rules on real incident reports, written by `cargo xtask eval CORPUS --record`. The reports belong to others and
# are not part of this repository. `others` leaves out the author whose reports are the most frequent, if they were left out.

";

/// What was measured, and when.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The day, as in `2026-11-21`.
    pub date: String,
    /// The figures of all documents.
    pub all: Overall,
    /// The figures without the most frequent author.
    pub others: Option<Overall>,
    /// The figures of each rule that has a finding or misses one.
    #[serde(default)]
    pub rule: BTreeMap<String, Counts>,
}

/// The figures of a corpus as a whole.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Overall {
    /// Documents, reports or not.
    pub documents: usize,
    /// Documents that are reports.
    pub reports: usize,
    /// Labelled measures.
    pub measures: usize,
    /// Those that the engine lists.
    pub measures_listed: usize,
    /// Of those with a rung the part that stands on the labelled one, and that is at most one rung away.
    pub rung_exact: f64,
    /// See [`Self::rung_exact`].
    pub rung_within_one: f64,
    /// Documents that are no reports and have a finding about a measure or a cause all the same.
    pub noisy: usize,
    /// Lines that tempt.
    pub traps: usize,
    /// Those that are reported.
    pub traps_hit: usize,
    /// Measures on the two lowest rungs.
    pub weak_measures: Score,
    /// Causes that stop too early.
    pub weak_causes: Score,
    /// Reports without a strong measure.
    pub no_strong_action: Score,
    /// Reports whose cause is a single step.
    pub single_level_cause: Score,
}

/// The figures of a rule.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Counts {
    /// Its findings.
    pub hits: usize,
    /// Those that are right.
    pub right: usize,
    /// Those that are wrong.
    pub wrong: usize,
    /// The right ones without the most frequent author.
    pub others_right: usize,
    /// The wrong ones without that author.
    pub others_wrong: usize,
    /// Right findings that are not there, where labels tell.
    pub missed: Option<usize>,
}

impl Counts {
    /// How many findings are judged.
    pub fn judged(&self) -> usize {
        self.right + self.wrong
    }

    /// The part of the judged ones that is right.
    pub fn precision(&self) -> Option<f64> {
        ratio(self.right, self.judged())
    }

    /// The same without the most frequent author.
    pub fn others_precision(&self) -> Option<f64> {
        ratio(self.others_right, self.others_right + self.others_wrong)
    }
}

impl Overall {
    /// The figures of a corpus, rounded as they are written.
    pub fn of(corpus: &Corpus) -> Self {
        let figures = Figures::of(&corpus.documents);
        let rounded = |part: f64| (part * 1000.0).round() / 1000.0;
        Self {
            documents: corpus.documents.len(),
            reports: figures.reports,
            measures: figures.measures.gold,
            measures_listed: figures.measures.found,
            rung_exact: rounded(figures.measures.exact_part()),
            rung_within_one: rounded(figures.measures.near_part()),
            noisy: figures.noise.with_findings,
            traps: figures.noise.traps,
            traps_hit: figures.noise.traps_hit,
            weak_measures: figures.weak,
            weak_causes: figures.cause,
            no_strong_action: figures.verdict,
            single_level_cause: figures.depth,
        }
    }
}

/// What is kept in a file, given from the root of the repository.
pub fn read(path: &str) -> Result<Record, Failure> {
    Ok(toml::from_str(&fs::read_to_string(root().join(path))?)?)
}

/// The figures that the engine carries: a line `rule, right, wrong`, separated by tabs, for each rule of which enough findings are judged.
pub fn precision_table() -> Result<String, Failure> {
    let rules = builtin::rules();
    let exists = |rule: &str| rules.iter().any(|r| r.source.path().ends_with(&format!("/{rule}.toml")));
    let mut table = String::new();
    for (rule, counts) in read(PATH)?.rule {
        if counts.judged() >= ENOUGH && exists(&rule) {
            table += &format!("{rule}\t{}\t{}\n", counts.right, counts.wrong);
        }
    }
    Ok(table)
}

/// Measures `all` documents, and the `others`, and keeps the figures in place of those that were kept.
pub fn write(all: &Corpus, others: Option<&Corpus>) -> Result<(), Failure> {
    let others_by_rule = others.map(|corpus| by_rule(&corpus.documents, &corpus.rules)).unwrap_or_default();
    let counted = by_rule(&all.documents, &all.rules).into_iter().filter(|(_, f)| f.hits + f.missed > 0);
    let rule = counted.map(|(rule, figures)| {
        let of_others = others_by_rule.get(&rule).cloned().unwrap_or_default();
        let counts = Counts {
            hits: figures.hits,
            right: figures.right,
            wrong: figures.wrong,
            others_right: of_others.right,
            others_wrong: of_others.wrong,
            missed: figures.has_recall.then_some(figures.missed),
        };
        (rule.to_string(), counts)
    });
    let record = Record {
        date: today()?,
        all: Overall::of(all),
        others: others.map(Overall::of),
        rule: rule.collect(),
    };
    fs::write(root().join(PATH), format!("{OPENING}{}", toml::to_string(&record)?))?;
    println!("wrote {PATH}; `cargo xtask gen` brings docs/precision.md up to date");
    Ok(())
}

/// The day in UTC.
fn today() -> Result<String, Failure> {
    Ok(day(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() / 86_400))
}

/// A day counted from 1970-01-01 in the Gregorian calendar.
fn day(days: u64) -> String {
    let (mut year, mut rest) = (1970, days);
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    while rest >= 365 + u64::from(leap(year)) {
        rest -= 365 + u64::from(leap(year));
        year += 1;
    }
    let february = 28 + u64::from(leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if rest < length {
            break;
        }
        rest -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", rest + 1)
}

#[cfg(test)]
mod tests {
    use hadome_core::diagnostic::Severity;

    use super::super::page::{ENOUGH, RELIABLE, builtin_rules};
    use super::*;

    #[test]
    fn days() {
        let days = [(0, "1970-01-01"), (58, "1970-02-28"), (11_016, "2000-02-29"), (19_723, "2024-01-01")];
        for (count, expected) in days {
            assert_eq!(day(count), expected);
        }
    }

    #[test]
    fn rules_that_warn_are_right_on_real_reports() {
        let record = read(PATH).unwrap_or_else(|error| panic!("{PATH}: {error}"));
        for meta in builtin_rules().rules().iter().map(|rule| &rule.meta) {
            let Some(counts) = record.rule.get(&*meta.id) else { continue };
            let reliable = counts.precision().is_none_or(|precision| precision >= RELIABLE);
            assert!(
                reliable || counts.judged() < ENOUGH || !meta.default || meta.severity == Severity::Info,
                "{}: {} of {} findings on real reports are wrong; make it info or off by default, and say why in its file",
                meta.id,
                counts.wrong,
                counts.judged(),
            );
        }
    }
}
