//! The Reviewdog Diagnostic Format: one JSON document, or one object a line.
//!
//! Columns count bytes of UTF-8, and paths are relative to the current directory, as reviewdog wants them.

use std::io::{self, Write};

use hadome_core::diagnostic::{Diagnostic, Severity};
use hadome_core::source::Span;
use serde::Serialize;

use crate::columns::{self, Region};
use crate::sanitize::write_json;
use crate::summary::Totals;
use crate::view::{FileView, Look};
use crate::writer::Renderer;

/// Writes one document.
#[derive(Debug, Default)]
pub struct Rdjson {
    written: bool,
}

#[derive(Serialize)]
struct Origin {
    name: &'static str,
    url: &'static str,
}

const ORIGIN: Origin = Origin { name: "hadome", url: env!("CARGO_PKG_REPOSITORY") };

#[derive(Serialize)]
struct Entry<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Origin>,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

impl Renderer for Rdjson {
    fn begin(&mut self, out: &mut dyn Write, _: &Look) -> io::Result<()> {
        write!(out, "{{\"source\":")?;
        write_json(out, &ORIGIN)?;
        write!(out, ",\"diagnostics\":[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileView<'_>, _: &Look) -> io::Result<()> {
        for d in file.diagnostics {
            writeln!(out, "{}", if self.written { "," } else { "" })?;
            self.written = true;
            write_json(out, &entry(file, d, None))?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Totals, _: &Look) -> io::Result<()> {
        writeln!(out, "{}]}}", if self.written { "\n" } else { "" })
    }
}

/// Writes one object a line and finding.
pub fn write_lines(out: &mut dyn Write, file: &FileView<'_>) -> io::Result<()> {
    for d in file.diagnostics {
        write_json(out, &entry(file, d, Some(ORIGIN)))?;
        writeln!(out)?;
    }
    Ok(())
}

fn entry<'a>(file: &FileView<'a>, d: &'a Diagnostic, source: Option<Origin>) -> Entry<'a> {
    let location =
        |span: Span| Location { path: file.source.path(), range: range(columns::utf8(file.source, span)) };
    let related = d.related.iter().map(|r| Related { message: &r.label, location: location(r.span) });
    Entry {
        message: match &d.help {
            Some(help) => format!("{}\n{help}", d.message),
            None => d.message.clone(),
        },
        location: location(d.span),
        severity: match d.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        source,
        code: Code { value: &d.rule, url: d.url.as_deref() },
        related_locations: related.collect(),
    }
}

fn range(region: Region) -> Range {
    Range {
        start: Position { line: region.start_line, column: region.start_column },
        end: Position { line: region.end_line, column: region.end_column },
    }
}
