//! Writing the findings of a run file by file, so that a run over many files needs no more memory than one over few.

use std::fmt;
use std::io::{self, Write};

use hadome_core::diagnostic::Lang;

use crate::checkstyle::Checkstyle;
use crate::github::Github;
use crate::gitlab::Gitlab;
use crate::json::Json;
use crate::junit::Junit;
use crate::markdown::Markdown;
use crate::rdjson::Rdjson;
use crate::sarif::Sarif;
use crate::summary::Totals;
use crate::view::{FileView, Look};
use crate::{Format, json, narrated, rdjson, short, terminal};

/// What one format writes at each moment of a run.
pub(crate) trait Renderer: fmt::Debug {
    /// Writes what stands before the first file.
    fn begin(&mut self, _out: &mut dyn Write, _look: &Look) -> io::Result<()> {
        Ok(())
    }

    /// Writes a file.
    fn file(&mut self, out: &mut dyn Write, file: &FileView<'_>, look: &Look) -> io::Result<()>;

    /// Writes what kept a file from being linted, where the format has a place for it.
    fn trouble(&mut self, _out: &mut dyn Write, _trouble: &Trouble<'_>, _look: &Look) -> io::Result<()> {
        Ok(())
    }

    /// Writes what stands after the last file.
    fn finish(&mut self, _out: &mut dyn Write, _totals: &Totals, _look: &Look) -> io::Result<()> {
        Ok(())
    }
}

/// What kept a file from being linted.
#[derive(Debug, Clone, Copy)]
pub struct Trouble<'a> {
    /// The file, as findings name it: [`Source::path`](hadome_core::source::Source::path). `None` if it is about none in particular.
    pub path: Option<&'a str>,
    /// The same from the root of the repository.
    pub root_path: Option<&'a str>,
    /// What happened, on one line, in the language of the run.
    pub message: &'a str,
}

/// A format that writes each file for itself, and nothing around them.
#[derive(Debug)]
struct Each(fn(&mut dyn Write, &FileView<'_>, &Look) -> io::Result<()>);

impl Renderer for Each {
    fn file(&mut self, out: &mut dyn Write, file: &FileView<'_>, look: &Look) -> io::Result<()> {
        self.0(out, file, look)
    }
}

/// Writes findings in one format: [`begin`](Self::begin), [`file`](Self::file) for each file, [`finish`](Self::finish).
#[derive(Debug)]
pub struct FindingsWriter {
    format: Format,
    renderer: Box<dyn Renderer>,
    look: Look,
    totals: Totals,
}

impl FindingsWriter {
    /// A writer that has written nothing yet.
    pub fn new(format: Format, look: Look) -> Self {
        Self { format, renderer: renderer(format), look, totals: Totals::default() }
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
        matches!(self.format, Format::Full | Format::Short | Format::Narrated | Format::Github)
    }

    /// Whether the output is made of workflow commands, whose texts are escaped; a [`Guard`](crate::Guard) has to let them pass.
    pub fn is_commands(&self) -> bool {
        self.format == Format::Github
    }

    /// Writes what stands before the first file.
    pub fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.renderer.begin(out, &self.look)
    }

    /// Writes the findings of a file.
    pub fn file(&mut self, out: &mut dyn Write, file: &FileView<'_>) -> io::Result<()> {
        self.totals.add(file);
        self.renderer.file(out, file, &self.look)
    }

    /// Writes what kept a file from being linted, where the format has a place for it; formats for people have none, since errors
    /// go to standard error.
    pub fn trouble(&mut self, out: &mut dyn Write, trouble: &Trouble<'_>) -> io::Result<()> {
        self.renderer.trouble(out, trouble, &self.look)
    }

    /// Writes what stands after the last file.
    pub fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.renderer.finish(out, &self.totals, &self.look)
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

fn renderer(format: Format) -> Box<dyn Renderer> {
    match format {
        Format::Full => Box::new(Each(terminal::write)),
        Format::Short => Box::new(Each(|out, file, _| short::write(out, file))),
        Format::Json => Box::new(Json::default()),
        Format::Jsonl => Box::new(Each(|out, file, _| json::write_lines(out, file))),
        Format::Narrated => Box::new(Each(narrated::write)),
        Format::Github => Box::new(Github::default()),
        Format::Gitlab => Box::new(Gitlab::default()),
        Format::Junit => Box::new(Junit),
        Format::Checkstyle => Box::new(Checkstyle),
        Format::Markdown => Box::new(Markdown::default()),
        Format::Rdjson => Box::new(Rdjson::default()),
        Format::Rdjsonl => Box::new(Each(|out, file, _| rdjson::write_lines(out, file))),
        Format::Sarif => Box::new(Sarif::new(true)),
        Format::SarifGithub => Box::new(Sarif::new(false)),
    }
}
