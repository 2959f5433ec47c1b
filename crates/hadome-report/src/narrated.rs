//! Plain sentences for screen readers: no drawing, no alignment, every place told in words.

use std::io::{self, Write};

use hadome_core::diagnostic::{Diagnostic, Lang};
use hadome_core::source::{Source, Span};

use crate::sanitize::line;
use crate::view::{FileView, Look};
use crate::words;

/// How many characters of a finding's text are read out.
const MOST_CHARACTERS: usize = 60;

/// Writes every finding as a short paragraph.
pub fn write(out: &mut dyn Write, file: &FileView<'_>, look: &Look) -> io::Result<()> {
    for diagnostic in file.diagnostics {
        write_one(out, file.source, diagnostic, look.lang)?;
    }
    Ok(())
}

fn write_one(out: &mut dyn Write, source: &Source, d: &Diagnostic, lang: Lang) -> io::Result<()> {
    let severity = words::severity(d.severity, lang);
    writeln!(out, "{severity}{} {}", words::pick(lang, "：", ":"), line(&d.message))?;
    let rule = words::pick(lang, "規則", "Rule");
    writeln!(out, "  {rule} {}", d.rule)?;
    writeln!(out, "  {}", place(source, d.span, lang))?;
    for related in &d.related {
        writeln!(out, "  {} {}", line(&related.label), place(source, related.span, lang))?;
    }
    if let Some(help) = &d.help {
        writeln!(out, "  {}{}", words::pick(lang, "対処：", "Help: "), line(help))?;
    }
    if let Some(url) = &d.url {
        writeln!(out, "  {}{}", words::pick(lang, "説明：", "See: "), line(url))?;
    }
    writeln!(out)
}

fn place(source: &Source, span: Span, lang: Lang) -> String {
    let at = source.position(span.start);
    let text: String = source.slice(span).chars().take(MOST_CHARACTERS).collect();
    let path = line(source.path());
    match lang {
        Lang::Ja => format!("場所 {path} の {} 行目 {} 文字目、本文「{}」", at.line, at.column, line(&text)),
        Lang::En => format!("At {path}, line {}, column {}, text “{}”", at.line, at.column, line(&text)),
    }
}
