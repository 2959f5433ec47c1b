//! Findings for programs: one JSON document, or one object a line.

use std::io::{self, Write};

use hadome_core::diagnostic::{Diagnostic, Severity};
use hadome_core::source::{Position, Source};
use serde::Serialize;

use crate::sanitize::write_json;
use crate::summary::Totals;
use crate::view::{FileView, Look};
use crate::writer::{Renderer, Trouble};

/// One finding.
#[derive(Serialize)]
struct Finding<'a> {
    path: &'a str,
    rule: &'a str,
    severity: Severity,
    tags: &'a [String],
    message: &'a str,
    help: Option<&'a str>,
    url: Option<&'a str>,
    start: Position,
    end: Position,
    related: Vec<Place<'a>>,
}

/// A second place of a finding.
#[derive(Serialize)]
struct Place<'a> {
    label: &'a str,
    start: Position,
    end: Position,
}

/// One file of the JSON document.
#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    encoding: &'a str,
    findings: Vec<Finding<'a>>,
    strength: Strength,
}

/// How many measures stand on each rung.
#[derive(Serialize)]
struct Strength {
    rungs: [usize; 6],
    unknown: usize,
}

/// The version of the JSON document's shape; it grows by one when a field changes its meaning or goes away.
const VERSION: u32 = 1;

/// Writes `{"version": 1, "files": [{path, encoding, findings, strength}, …], "errors": [{path, message}, …]}`, one file a line.
#[derive(Debug, Default)]
pub struct Json {
    written: bool,
    errors: Vec<Error>,
}

/// What kept a file from being linted.
#[derive(Debug, Serialize)]
struct Error {
    path: Option<String>,
    message: String,
}

impl Renderer for Json {
    fn begin(&mut self, out: &mut dyn Write, _: &Look) -> io::Result<()> {
        write!(out, "{{\"version\":{VERSION},\"files\":[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileView<'_>, _: &Look) -> io::Result<()> {
        writeln!(out, "{}", if self.written { "," } else { "" })?;
        self.written = true;
        let record = File {
            path: file.source.path(),
            encoding: file.source.encoding(),
            findings: file.diagnostics.iter().map(|d| finding(file.source, d)).collect(),
            strength: strength(file),
        };
        write_json(out, &record)
    }

    fn trouble(&mut self, _: &mut dyn Write, trouble: &Trouble<'_>, _: &Look) -> io::Result<()> {
        let path = trouble.path.map(str::to_owned);
        self.errors.push(Error { path, message: trouble.message.to_owned() });
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Totals, _: &Look) -> io::Result<()> {
        write!(out, "\n],\"errors\":")?;
        write_json(out, &self.errors)?;
        writeln!(out, "}}")
    }
}

/// Writes one object a line and finding.
pub fn write_lines(out: &mut dyn Write, file: &FileView<'_>) -> io::Result<()> {
    for diagnostic in file.diagnostics {
        write_json(out, &finding(file.source, diagnostic))?;
        writeln!(out)?;
    }
    Ok(())
}

fn strength(file: &FileView<'_>) -> Strength {
    let [r0, r1, r2, r3, r4, r5, unknown] = file.strength;
    Strength { rungs: [r0, r1, r2, r3, r4, r5], unknown }
}

fn finding<'a>(source: &'a Source, d: &'a Diagnostic) -> Finding<'a> {
    let related = d.related.iter().map(|r| Place {
        label: &r.label,
        start: source.position(r.span.start),
        end: source.position(r.span.end),
    });
    Finding {
        path: source.path(),
        rule: &d.rule,
        severity: d.severity,
        tags: &d.tags,
        message: &d.message,
        help: d.help.as_deref(),
        url: d.url.as_deref(),
        start: source.position(d.span.start),
        end: source.position(d.span.end),
        related: related.collect(),
    }
}
