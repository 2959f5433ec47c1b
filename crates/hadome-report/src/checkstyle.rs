//! Checkstyle's report, which many services read.

use std::io::{self, Write};

use crate::summary::Totals;
use crate::view::{FileView, Look};
use crate::writer::{Renderer, Trouble};
use crate::xml::Xml;

/// The version of Checkstyle whose report this is; readers know no later change of it.
const VERSION: &str = "4.3";

/// Writes files as they come.
#[derive(Debug, Default)]
pub struct Checkstyle;

impl Renderer for Checkstyle {
    fn begin(&mut self, out: &mut dyn Write, _: &Look) -> io::Result<()> {
        let mut xml = Xml::at(out, 0);
        xml.declare()?;
        xml.open("checkstyle", &[("version", VERSION)])
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileView<'_>, _: &Look) -> io::Result<()> {
        let mut xml = Xml::at(out, 1);
        xml.open("file", &[("name", file.root_path)])?;
        for d in file.diagnostics {
            let at = file.source.position(d.span.start);
            error(&mut xml, at.line, at.column, d.severity.as_str(), &d.message, &d.rule)?;
        }
        xml.close("file")
    }

    fn trouble(&mut self, out: &mut dyn Write, trouble: &Trouble<'_>, _: &Look) -> io::Result<()> {
        let mut xml = Xml::at(out, 1);
        xml.open("file", &[("name", trouble.root_path.unwrap_or("hadome"))])?;
        error(&mut xml, 1, 1, "error", trouble.message, "error")?;
        xml.close("file")
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Totals, _: &Look) -> io::Result<()> {
        Xml::at(out, 1).close("checkstyle")
    }
}

fn error(
    xml: &mut Xml<'_>,
    line: usize,
    column: usize,
    severity: &str,
    message: &str,
    name: &str,
) -> io::Result<()> {
    let (line, column, source) = (line.to_string(), column.to_string(), format!("hadome.{name}"));
    xml.empty(
        "error",
        &[
            ("line", &line),
            ("column", &column),
            ("severity", severity),
            ("message", message),
            ("source", &source),
        ],
    )
}
