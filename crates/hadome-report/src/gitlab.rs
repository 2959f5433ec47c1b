//! GitLab's code quality report: one JSON array.

use std::io::{self, Write};

use hadome_core::diagnostic::Severity;
use serde::Serialize;

use crate::found::{self, Found};
use crate::sanitize::write_json;
use crate::summary::Totals;
use crate::view::{FileView, Look};
use crate::writer::Renderer;

/// Writes an array with one object a line and finding. GitLab compares the reports of two branches by `fingerprint`.
#[derive(Debug, Default)]
pub struct Gitlab {
    written: bool,
}

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Renderer for Gitlab {
    fn begin(&mut self, out: &mut dyn Write, _: &Look) -> io::Result<()> {
        write!(out, "[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileView<'_>, _: &Look) -> io::Result<()> {
        for found in found::open(file) {
            writeln!(out, "{}", if self.written { "," } else { "" })?;
            self.written = true;
            write_json(out, &issue(file, &found))?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Totals, _: &Look) -> io::Result<()> {
        writeln!(out, "{}]", if self.written { "\n" } else { "" })
    }
}

fn issue<'a>(file: &FileView<'a>, found: &'a Found<'a>) -> Issue<'a> {
    let d = found.diagnostic;
    let line = |byte| file.source.position(byte).line;
    Issue {
        description: &d.message,
        check_name: &d.rule,
        fingerprint: &found.fingerprint,
        severity: match d.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location {
            path: file.root_path,
            lines: Lines { begin: line(d.span.start), end: line(d.span.end) },
        },
    }
}
