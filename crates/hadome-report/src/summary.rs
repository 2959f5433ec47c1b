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

    /// Writes one line of counts, and one with the strength distribution if there are measures.
    pub fn write_summary(&self, out: &mut dyn Write, look: &Look) -> io::Result<()> {
        let [infos, warnings, errors] = self.by_severity;
        let findings = infos + warnings + errors;
        let files = self.files;
        match look.lang {
            Lang::Ja if findings == 0 => writeln!(out, "{files} 件の文書に指摘はありません")?,
            Lang::Ja => writeln!(
                out,
                "{files} 件の文書に {findings} 件の指摘（エラー {errors}、警告 {warnings}、情報 {infos}）"
            )?,
            Lang::En => writeln!(
                out,
                "{} in {}: {}, {}, {infos} info",
                plural(findings, "finding"),
                plural(files, "document"),
                plural(errors, "error"),
                plural(warnings, "warning"),
            )?,
        }
        match (self.known, look.lang) {
            (0, _) => {}
            (n, Lang::Ja) => writeln!(out, "基準ファイルにより {n} 件を表示していません")?,
            (n, Lang::En) => writeln!(out, "{} held back by the baseline", plural(n, "known finding"))?,
        }
        self.write_since(out, look)?;
        self.write_strength(out, look)
    }

    /// A run that has looked at a part must not read like one that has looked at everything.
    fn write_since(&self, out: &mut dyn Write, look: &Look) -> io::Result<()> {
        let Some(since) = &self.since else { return Ok(()) };
        let (since, files) = (line(since), self.files);
        match look.lang {
            Lang::Ja => {
                writeln!(out, "変更された行だけを検査しました（{since} との差分、{files} 件の文書）")
            }
            Lang::En => {
                let documents = plural(files, "document");
                writeln!(out, "only changed lines were checked (against {since}, {documents})")
            }
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
        let mut rows: Vec<_> = self.by_rule.iter().collect();
        rows.sort_by_key(|(rule, (n, _))| (std::cmp::Reverse(*n), Arc::clone(rule)));
        for (rule, (n, severity)) in rows {
            writeln!(out, "{n:>6}  {rule} ({})", words::severity(*severity, look.lang))?;
        }
        Ok(())
    }
}

fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}
