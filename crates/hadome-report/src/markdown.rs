//! A summary in Markdown, for a comment on a pull request or for `GITHUB_STEP_SUMMARY`.

use std::collections::HashMap;
use std::io::{self, Write};

use hadome_core::diagnostic::{Diagnostic, Lang};

use crate::capped::Capped;
use crate::markup::{code, text};
use crate::summary::Totals;
use crate::view::{FileView, Look, STRENGTHS};
use crate::words::{self, pick};
use crate::writer::{Renderer, Trouble};

/// The most characters of each part. A comment on GitHub holds 65,536, all parts and the words around them together.
const MOST_FINDINGS: usize = 44_000;
const MOST_ERRORS: usize = 8_000;
const MOST_RULES: usize = 8_000;
/// The most characters of a message: what it quotes can be a sentence without an end.
const MOST_MESSAGE: usize = 300;

/// Gathers what the summary shows and counts the rest, so that a run over many files takes no more memory than one over few.
#[derive(Debug)]
pub struct Markdown {
    titles: HashMap<String, String>,
    findings: Capped,
    errors: Capped,
}

impl Default for Markdown {
    fn default() -> Self {
        Self {
            titles: HashMap::new(),
            findings: Capped::new(MOST_FINDINGS),
            errors: Capped::new(MOST_ERRORS),
        }
    }
}

impl Renderer for Markdown {
    fn file(&mut self, _: &mut dyn Write, file: &FileView<'_>, look: &Look) -> io::Result<()> {
        let mut heading = Some(format!("\n#### {}\n\n", code(file.root_path)));
        for d in file.diagnostics {
            if !self.titles.contains_key(&*d.rule) {
                let title = file.rules.card(&d.rule).map_or_else(String::new, |card| card.title);
                self.titles.insert(d.rule.to_string(), title);
            }
            let item = heading.take().unwrap_or_default() + &item(file, d, look.lang);
            self.findings.push(&item);
        }
        Ok(())
    }

    fn trouble(&mut self, _: &mut dyn Write, trouble: &Trouble<'_>, _: &Look) -> io::Result<()> {
        let path = trouble.root_path.map_or_else(String::new, |path| code(path) + " ");
        self.errors.push(&format!("- {path}{}\n", text(&shortened(trouble.message))));
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, totals: &Totals, look: &Look) -> io::Result<()> {
        let lang = look.lang;
        writeln!(out, "## hadome")?;
        totals.sentences(lang).iter().try_for_each(|line| writeln!(out, "\n{}", text(line)))?;
        write_strength(out, totals, lang)?;
        if !self.errors.is_empty() {
            heading(out, pick(lang, "検査できなかったもの", "Not checked"))?;
            self.errors.write(out, lang)?;
        }
        if !self.findings.is_empty() {
            heading(out, pick(lang, "規則ごとの件数", "Findings by rule"))?;
            self.write_rules(out, totals, lang)?;
            heading(out, pick(lang, "文書ごとの指摘", "Findings by document"))?;
            self.findings.write(out, lang)?;
        }
        Ok(())
    }
}

impl Markdown {
    /// The rules as a table, most frequent first.
    fn write_rules(&self, out: &mut dyn Write, totals: &Totals, lang: Lang) -> io::Result<()> {
        let head = pick(lang, "| 規則 | 重大度 | 件数 |", "| rule | severity | findings |");
        writeln!(out, "{head}\n|---|---|--:|")?;
        let mut rows = Capped::new(MOST_RULES);
        for (rule, count, severity) in totals.by_rule() {
            let title = self.titles.get(&**rule).map_or("", String::as_str);
            let name = format!("{} {}", text(&shortened(title)), code(rule));
            rows.push(&format!(
                "| {} | {} | {count} |\n",
                name.trim_start(),
                words::severity(severity, lang)
            ));
        }
        rows.write(out, lang)
    }
}

/// The strength distribution as a table, strongest first.
fn write_strength(out: &mut dyn Write, totals: &Totals, lang: Lang) -> io::Result<()> {
    let strength = totals.strength();
    if strength.iter().all(|n| *n == 0) {
        return Ok(());
    }
    heading(out, pick(lang, "対策の強さ", "Strength of the measures"))?;
    let order = || (0..STRENGTHS - 1).rev().chain([STRENGTHS - 1]);
    let row = |cell: &dyn Fn(usize) -> String| order().map(|i| format!(" {} |", cell(i))).collect::<String>();
    writeln!(out, "|{}", row(&|i| words::rung(i, lang).to_owned()))?;
    writeln!(out, "|{}", "--:|".repeat(STRENGTHS))?;
    writeln!(out, "|{}", row(&|i| strength[i].to_string()))
}

fn heading(out: &mut dyn Write, words: &str) -> io::Result<()> {
    writeln!(out, "\n### {words}\n")
}

/// A finding as an item of a list.
fn item(file: &FileView<'_>, d: &Diagnostic, lang: Lang) -> String {
    let place = format!("{}:{}", file.root_path, file.source.position(d.span.start).line);
    let severity = words::severity(d.severity, lang);
    format!("- **{severity}** {} {} ({})\n", code(&place), text(&shortened(&d.message)), code(&d.rule))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_MESSAGE) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
