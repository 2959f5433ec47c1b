//! Writing the findings of a run file by file, so that a run over many files needs no more memory than one over few.

use std::io::{self, Write};

use hadome_core::diagnostic::Lang;

use crate::summary::Totals;
use crate::view::{FileView, Look};
use crate::{Format, json, narrated, short, terminal};

/// Writes findings in one format: [`begin`](Self::begin), [`file`](Self::file) for each file, [`finish`](Self::finish).
#[derive(Debug)]
pub struct FindingsWriter {
    format: Format,
    look: Look,
    totals: Totals,
}

impl FindingsWriter {
    /// A writer that has written nothing yet.
    pub fn new(format: Format, look: Look) -> Self {
        Self { format, look, totals: Totals::default() }
    }

    /// Changes the language of the frame around the findings. Takes effect for what is written after.
    pub fn set_lang(&mut self, lang: Lang) {
        self.look.lang = lang;
    }

    /// Says what changes are measured against, where only changes were checked; the summary tells it.
    pub fn set_since(&mut self, since: Option<&str>) {
        self.totals.since = since.map(str::to_owned);
    }

    /// How many files have been written.
    pub fn files(&self) -> usize {
        self.totals.files()
    }

    /// Whether the output is for people, so that a summary may stand in it.
    pub fn is_for_people(&self) -> bool {
        matches!(self.format, Format::Full | Format::Short | Format::Narrated)
    }

    /// Writes what stands before the first file.
    pub fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Json => json::begin(out),
            _ => Ok(()),
        }
    }

    /// Writes the findings of a file.
    pub fn file(&mut self, out: &mut dyn Write, file: &FileView<'_>) -> io::Result<()> {
        let first = self.totals.files() == 0;
        self.totals.add(file);
        match self.format {
            Format::Full => terminal::write(out, file, &self.look),
            Format::Short => short::write(out, file),
            Format::Json => json::write_file(out, file, first),
            Format::Jsonl => json::write_lines(out, file),
            Format::Narrated => narrated::write(out, file, &self.look),
        }
    }

    /// Writes what stands after the last file.
    pub fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Json => json::end(out),
            _ => Ok(()),
        }
    }

    /// Writes how many findings of which severity there were, and the strength distribution of the measures.
    pub fn summary(&self, out: &mut dyn Write) -> io::Result<()> {
        self.totals.write_summary(out, &self.look)
    }

    /// Writes how often each rule was hit, most frequent first.
    pub fn statistics(&self, out: &mut dyn Write) -> io::Result<()> {
        self.totals.write_statistics(out, &self.look)
    }
}
