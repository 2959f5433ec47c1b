//! The end of a run: how many findings, and how strong the measures are.

use std::collections::BTreeMap;
use std::io::{self, Write};

use hadome_core::diagnostic::{Lang, Severity};

use crate::view::{FileView, Look, STRENGTHS};
use crate::words;

/// Writes one line of counts, and one with the strength distribution if there are measures.
pub fn write(out: &mut dyn Write, files: &[FileView<'_>], look: &Look) -> io::Result<()> {
    let count = |s: Severity| files.iter().flat_map(|f| f.diagnostics).filter(|d| d.severity == s).count();
    let (errors, warnings, infos) = (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
    match look.lang {
        Lang::Ja if errors + warnings + infos == 0 => {
            writeln!(out, "{} 件の文書に指摘はありません。", files.len())?
        }
        Lang::Ja => writeln!(
            out,
            "{} 件の文書に {} 件の指摘（エラー {errors}、警告 {warnings}、情報 {infos}）",
            files.len(),
            errors + warnings + infos
        )?,
        Lang::En => writeln!(
            out,
            "{} in {}: {}, {}, {infos} info",
            plural(errors + warnings + infos, "finding"),
            plural(files.len(), "document"),
            plural(errors, "error"),
            plural(warnings, "warning"),
        )?,
    }
    write_strength(out, files, look)
}

fn write_strength(out: &mut dyn Write, files: &[FileView<'_>], look: &Look) -> io::Result<()> {
    let mut total = [0; STRENGTHS];
    for file in files {
        for (sum, n) in total.iter_mut().zip(file.strength) {
            *sum += n;
        }
    }
    let measures: usize = total.iter().sum();
    if measures == 0 {
        return Ok(());
    }
    // Strongest first, unknown last, empty buckets left out so that the line fits a terminal.
    let order = (0..STRENGTHS - 1).rev().chain([STRENGTHS - 1]).filter(|&i| total[i] > 0);
    let rungs: Vec<String> = order.map(|i| format!("{} {}", words::rung(i, look.lang), total[i])).collect();
    match look.lang {
        Lang::Ja => writeln!(out, "対策 {measures} 件の強さ: {}", rungs.join(" | ")),
        Lang::En => writeln!(out, "strength of {}: {}", plural(measures, "measure"), rungs.join(" | ")),
    }
}

/// Writes `count  rule` lines, most frequent first, ties by name.
pub fn write_statistics(out: &mut dyn Write, files: &[FileView<'_>], look: &Look) -> io::Result<()> {
    let mut counts: BTreeMap<&str, (usize, Severity)> = BTreeMap::new();
    for diagnostic in files.iter().flat_map(|f| f.diagnostics) {
        let entry = counts.entry(&diagnostic.rule).or_insert((0, diagnostic.severity));
        entry.0 += 1;
        entry.1 = entry.1.max(diagnostic.severity);
    }
    let mut rows: Vec<(&str, (usize, Severity))> = counts.into_iter().collect();
    rows.sort_by_key(|(rule, (n, _))| (std::cmp::Reverse(*n), *rule));
    for (rule, (n, severity)) in rows {
        writeln!(out, "{n:>6}  {rule} ({})", words::severity(severity, look.lang))?;
    }
    Ok(())
}

fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}
