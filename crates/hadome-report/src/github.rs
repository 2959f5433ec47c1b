//! Workflow commands of GitHub Actions: annotations beside the text.
//!
//! Columns count UTF-16 code units, like everything that GitHub shows text with; its documentation leaves the unit open.

use std::io::{self, Write};

use hadome_core::diagnostic::{Diagnostic, Scope, Severity};

use crate::columns;
use crate::guard::plain;
use crate::sanitize::{block, line};
use crate::summary::Totals;
use crate::view::{FileView, Look};
use crate::words;
use crate::writer::Renderer;

/// How many annotations of a level GitHub keeps of one step; it drops the others.
const MOST: usize = 10;

/// Writes findings as commands, and those that GitHub would drop as plain lines.
#[derive(Debug, Default)]
pub struct Github {
    /// Commands by severity: info, warning, error.
    commands: [usize; 3],
    plain: usize,
}

impl Renderer for Github {
    fn file(&mut self, out: &mut dyn Write, file: &FileView<'_>, _: &Look) -> io::Result<()> {
        for d in file.diagnostics {
            // One notice is kept back to say how many findings have none.
            let most = if d.severity == Severity::Info { MOST - 1 } else { MOST };
            let commands = &mut self.commands[d.severity as usize];
            if *commands < most {
                *commands += 1;
                command(out, file, d)?;
            } else {
                self.plain += 1;
                write_plain(out, file, d)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Totals, look: &Look) -> io::Result<()> {
        if self.plain == 0 {
            return Ok(());
        }
        let ja = format!(
            "ほか {} 件の指摘には注釈が付いていません（GitHub が示すのは重大度ごとに {MOST} 件までです）。この手順のログにあります。",
            self.plain
        );
        let en = format!(
            "{} more findings have no annotation (GitHub shows {MOST} of a level). They are in the log of this step.",
            self.plain
        );
        writeln!(out, "::notice title=hadome::{}", data(words::pick(look.lang, &ja, &en)))
    }
}

fn command(out: &mut dyn Write, file: &FileView<'_>, d: &Diagnostic) -> io::Result<()> {
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let region = columns::utf16(file.source, d.span);
    write!(out, "::{level} file={},line={}", property(file.root_path), region.start_line)?;
    if d.scope == Scope::Place {
        write!(out, ",endLine={}", region.end_line)?;
        // GitHub takes columns only where a finding stays on its line.
        if region.start_line == region.end_line {
            write!(out, ",col={},endColumn={}", region.start_column, region.end_column)?;
        }
    }
    let title = match file.rules.card(&d.rule) {
        Some(card) => format!("{}: {}", d.rule, card.title),
        None => d.rule.to_string(),
    };
    write!(out, ",title={}::{}", property(&title), data(&d.message))?;
    if let Some(help) = &d.help {
        write!(out, "%0A{}", data(help))?;
    }
    writeln!(out)
}

/// A finding as a line that is no command, whatever its path and message are.
fn write_plain(out: &mut dyn Write, file: &FileView<'_>, d: &Diagnostic) -> io::Result<()> {
    let at = file.source.position(d.span.start);
    let (path, message) = (line(file.root_path), line(&d.message));
    let text = format!("{path}:{}:{}: {}[{}] {message}", at.line, at.column, d.severity, d.rule);
    writeln!(out, "{}", plain(&text))
}

/// The text of a command.
fn data(text: &str) -> String {
    escaped(&block(text), false)
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    escaped(&line(text), true)
}

fn escaped(text: &str, property: bool) -> String {
    let mut copy = String::with_capacity(text.len());
    for c in text.chars() {
        let escape = match c {
            '%' => "%25",
            '\r' => "%0D",
            '\n' => "%0A",
            ':' if property => "%3A",
            ',' if property => "%2C",
            c => {
                copy.push(c);
                continue;
            }
        };
        copy.push_str(escape);
    }
    copy
}
