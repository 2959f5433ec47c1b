//! The end of a run: how many findings, and how strong the measures are.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use hadome_core::diagnostic::{Lang, Severity, Waiver};

use crate::sanitize::line;
use crate::view::{FileView, Look, STRENGTHS};
use crate::words;

/// What a run has found so far.
#[derive(Debug, Default)]
pub struct Totals {
    files: usize,
    by_rule: BTreeMap<Arc<str>, (usize, Severity)>,
    /// Findings by severity: info, warning, error.
    by_severity: [usize; 3],
    strength: [usize; STRENGTHS],
    /// What changes are measured against, if only changes were checked.
    pub since: Option<String>,
    /// Findings that a baseline held back.
    known: usize,
}

impl Totals {
    /// How many files were added.
    pub fn files(&self) -> usize {
        self.files
    }

    /// Adds a file.
    pub fn add(&mut self, file: &FileView<'_>) {
        self.files += 1;
        for d in file.diagnostics {
            self.by_severity[d.severity as usize] += 1;
            let entry = self.by_rule.entry(Arc::clone(&d.rule)).or_insert((0, d.severity));
            *entry = (entry.0 + 1, entry.1.max(d.severity));
        }
        self.known += file.suppressed.iter().filter(|s| s.by == Waiver::Baseline).count();
        for (sum, n) in self.strength.iter_mut().zip(file.strength) {
            *sum += n;
        }
    }

    /// The rules that were hit, most frequent first, ties by name; each with its highest severity.
    pub fn by_rule(&self) -> Vec<(&Arc<str>, usize, Severity)> {
        let mut rows: Vec<_> =
            self.by_rule.iter().map(|(rule, (n, severity))| (rule, *n, *severity)).collect();
        rows.sort_by_key(|(rule, n, _)| (std::cmp::Reverse(*n), Arc::clone(rule)));
        rows
    }

    /// How many measures stand on each rung, as in [`FileView::strength`].
    pub fn strength(&self) -> [usize; STRENGTHS] {
        self.strength
    }

    /// Writes one line of counts, and one with the strength distribution if there are measures.
    pub fn write_summary(&self, out: &mut dyn Write, look: &Look) -> io::Result<()> {
        self.sentences(look.lang).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        self.write_strength(out, look)
    }

    /// How many findings of which severity there are, and what was not looked at or not shown; a line each.
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        let known = match (self.known, lang) {
            (0, _) => None,
            (n, Lang::Ja) => Some(format!("基準ファイルにより {n} 件を表示していません")),
            (n, Lang::En) => Some(format!("{} held back by the baseline", plural(n, "known finding"))),
        };
        [Some(self.counts(lang)), known, self.part(lang)].into_iter().flatten().collect()
    }

    /// A run that has looked at a part must not read like one that has looked at everything.
    fn part(&self, lang: Lang) -> Option<String> {
        let (since, files) = (line(self.since.as_deref()?), self.files);
        Some(match lang {
            Lang::Ja => format!("変更された行だけを検査しました（{since} との差分、{files} 件の文書）"),
            Lang::En => {
                format!("only changed lines were checked (against {since}, {})", plural(files, "document"))
            }
        })
    }

    fn counts(&self, lang: Lang) -> String {
        let [infos, warnings, errors] = self.by_severity;
        let findings = infos + warnings + errors;
        let files = self.files;
        match lang {
            Lang::Ja if findings == 0 => format!("{files} 件の文書に指摘はありません"),
            Lang::Ja => format!(
                "{files} 件の文書に {findings} 件の指摘（エラー {errors}、警告 {warnings}、情報 {infos}）"
            ),
            Lang::En => format!(
                "{} in {}: {}, {}, {infos} info",
                plural(findings, "finding"),
                plural(files, "document"),
                plural(errors, "error"),
                plural(warnings, "warning"),
            ),
        }
    }

    fn write_strength(&self, out: &mut dyn Write, look: &Look) -> io::Result<()> {
        let measures: usize = self.strength.iter().sum();
        if measures == 0 {
            return Ok(());
        }
        // Strongest first, unknown last, empty buckets left out so that the line fits a terminal.
        let order = (0..STRENGTHS - 1).rev().chain([STRENGTHS - 1]).filter(|&i| self.strength[i] > 0);
        let rungs: Vec<String> =
            order.map(|i| format!("{} {}", words::rung(i, look.lang), self.strength[i])).collect();
        match look.lang {
            Lang::Ja => writeln!(out, "対策 {measures} 件の強さ: {}", rungs.join(" | ")),
            Lang::En => writeln!(out, "strength of {}: {}", plural(measures, "measure"), rungs.join(" | ")),
        }
    }

    /// Writes `count  rule` lines, most frequent first, ties by name.
    pub fn write_statistics(&self, out: &mut dyn Write, look: &Look) -> io::Result<()> {
        for (rule, n, severity) in self.by_rule() {
            writeln!(out, "{n:>6}  {} ({})", line(rule), words::severity(severity, look.lang))?;
        }
        Ok(())
    }
}

fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}
