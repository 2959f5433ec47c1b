//! Renderers: diagnostics and sources in, text out.
//!
//! A renderer knows findings and the texts they point into, nothing of rules or files; it writes to the writer it is given
//! and never decides where that is. Text from a report is data: [`sanitize`] keeps control characters from every terminal.

mod json;
mod measures;
mod narrated;
mod problems;
pub mod sanitize;
mod short;
mod summary;
mod terminal;
mod view;
mod words;

use std::io::{self, Write};

pub use measures::{MeasureRow, MeasuresFormat, write_measures};
pub use problems::write_problems;
pub use view::{FileView, Look, STRENGTHS};

/// The output formats of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Findings drawn into the text by miette, grouped by file, then a summary.
    #[default]
    Full,
    /// `path:line:column: severity[rule] message`, one line a finding.
    Short,
    /// One JSON document with all files.
    Json,
    /// One JSON object a line and finding.
    Jsonl,
    /// Plain sentences without drawing, for screen readers.
    Narrated,
}

/// Writes the findings of all files in one format.
///
/// `files` are written in the order given. Errors are those of the writer.
pub fn write_findings(
    out: &mut dyn Write,
    format: Format,
    files: &[FileView<'_>],
    look: &Look,
) -> io::Result<()> {
    match format {
        Format::Full => terminal::write(out, files, look),
        Format::Short => short::write(out, files),
        Format::Json => json::write_document(out, files),
        Format::Jsonl => json::write_lines(out, files),
        Format::Narrated => narrated::write(out, files, look),
    }
}

/// Writes how many findings of which severity there are, and the strength distribution of the measures.
pub fn write_summary(out: &mut dyn Write, files: &[FileView<'_>], look: &Look) -> io::Result<()> {
    summary::write(out, files, look)
}

/// Writes how often each rule was hit, most frequent first.
pub fn write_statistics(out: &mut dyn Write, files: &[FileView<'_>], look: &Look) -> io::Result<()> {
    summary::write_statistics(out, files, look)
}
