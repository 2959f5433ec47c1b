//! The list of countermeasures: a table, CSV and JSON lines.

use std::io::{self, Write};

use hadome_core::diagnostic::Lang;
use hadome_core::source::{Position, Source, Span};
use serde::Serialize;

use crate::sanitize::{line, write_json};
use crate::table;
use crate::view::Look;
use crate::words;

/// The output formats of `measures`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MeasuresFormat {
    /// Aligned columns for a terminal.
    #[default]
    Table,
    /// Comma-separated values with a header line (RFC 4180).
    Csv,
    /// One JSON object a line.
    Jsonl,
}

/// One countermeasure.
#[derive(Debug, Clone, Copy)]
pub struct MeasureRow<'a> {
    /// The file it stands in.
    pub source: &'a Source,
    /// Its place.
    pub span: Span,
    /// Its text, joined.
    pub text: &'a str,
    /// Its place on the strength ladder, 0 to 5; `None` if unknown.
    pub rung: Option<u8>,
    /// Who does it, as written.
    pub owner: Option<&'a str>,
    /// By when, as written.
    pub due: Option<&'a str>,
    /// How far it is: `done`, `doing`, `preparing`, `todo` or `dropped`.
    pub status: Option<&'a str>,
}

/// A measure as programs read it.
#[derive(Serialize)]
struct Record<'a> {
    path: &'a str,
    start: Position,
    end: Position,
    text: &'a str,
    rung: Option<u8>,
    owner: Option<&'a str>,
    due: Option<&'a str>,
    status: Option<&'a str>,
}

/// Writes the measures in the order given.
pub fn write_measures(
    out: &mut dyn Write,
    format: MeasuresFormat,
    rows: &[MeasureRow<'_>],
    look: &Look,
) -> io::Result<()> {
    match format {
        MeasuresFormat::Table => write_table(out, rows, look),
        MeasuresFormat::Csv => write_csv(out, rows),
        MeasuresFormat::Jsonl => write_jsonl(out, rows),
    }
}

fn write_jsonl(out: &mut dyn Write, rows: &[MeasureRow<'_>]) -> io::Result<()> {
    for row in rows {
        let record = Record {
            path: row.source.path(),
            start: row.source.position(row.span.start),
            end: row.source.position(row.span.end),
            text: row.text,
            rung: row.rung,
            owner: row.owner,
            due: row.due,
            status: row.status,
        };
        write_json(out, &record)?;
        writeln!(out)?;
    }
    Ok(())
}

fn write_csv(out: &mut dyn Write, rows: &[MeasureRow<'_>]) -> io::Result<()> {
    let mut csv = csv::WriterBuilder::new().from_writer(out);
    csv.write_record(["path", "line", "column", "text", "rung", "owner", "due", "status"])?;
    for row in rows {
        let at = row.source.position(row.span.start);
        csv.write_record([
            row.source.path(),
            &at.line.to_string(),
            &at.column.to_string(),
            row.text,
            &row.rung.map_or(String::new(), |r| r.to_string()),
            row.owner.unwrap_or(""),
            row.due.unwrap_or(""),
            row.status.unwrap_or(""),
        ])?;
    }
    csv.flush()
}

/// Columns before the text take what they need, up to these many cells; the text takes the rest of the line.
const MOST_CELLS: [usize; 5] = [40, 16, 16, 16, 10];

fn write_table(out: &mut dyn Write, rows: &[MeasureRow<'_>], look: &Look) -> io::Result<()> {
    let mut cells_of = vec![header(look.lang)];
    cells_of.extend(rows.iter().map(|row| cells(row, look.lang)));
    table::write(out, &cells_of, &MOST_CELLS, look.width)
}

fn header(lang: Lang) -> [String; 6] {
    match lang {
        Lang::Ja => ["場所", "強さ", "担当", "期限", "状態", "対策"].map(String::from),
        Lang::En => ["place", "rung", "owner", "due", "status", "measure"].map(String::from),
    }
}

fn cells(row: &MeasureRow<'_>, lang: Lang) -> [String; 6] {
    let at = row.source.position(row.span.start);
    let rung = match row.rung {
        Some(r) => format!("{r} {}", words::rung(r.into(), lang)),
        None => format!("? {}", words::rung(6, lang)),
    };
    let field = |f: Option<&str>| f.map_or("-".to_owned(), |f| line(f).into_owned());
    [
        format!("{}:{}", line(row.source.path()), at.line),
        rung,
        field(row.owner),
        field(row.due),
        row.status.map_or("-", |s| words::status(s, lang)).to_owned(),
        line(row.text).into_owned(),
    ]
}
