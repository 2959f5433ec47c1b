//! The graphical form: miette, over our own source type.

mod excerpt;

use std::fmt;
use std::io::{self, Write};

use hadome_core::diagnostic::{Diagnostic, Severity};
use hadome_core::source::{Source, Span};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles};

use self::excerpt::Excerpt;
use crate::sanitize;
use crate::view::{FileView, Look};

/// Below this width drawing would break every line; it is what miette still lays out sensibly.
const NARROWEST: usize = 40;

/// Writes every finding of a file, a blank line after each.
pub fn write(out: &mut dyn Write, file: &FileView<'_>, look: &Look) -> io::Result<()> {
    let handler = handler(look);
    for diagnostic in file.diagnostics {
        write_one(out, &handler, look, file.source, &Drawn::from(diagnostic))?;
    }
    Ok(())
}

/// What is drawn, whether it comes from a report or from a file that configures hadome.
pub struct Drawn<'a> {
    /// Shown above the message: a rule id.
    pub code: Option<&'a str>,
    /// How heavy it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: &'a str,
    /// What to do.
    pub help: Option<&'a str>,
    /// Where it is explained.
    pub url: Option<&'a str>,
    /// The place first, then related ones with their labels.
    pub labels: Vec<(Span, Option<&'a str>)>,
}

impl<'a> From<&'a Diagnostic> for Drawn<'a> {
    fn from(diagnostic: &'a Diagnostic) -> Self {
        let related = diagnostic.related.iter().map(|r| (r.span, Some(r.label.as_str())));
        Self {
            code: Some(&diagnostic.rule),
            severity: diagnostic.severity,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            url: diagnostic.url.as_deref(),
            labels: std::iter::once((diagnostic.span, None)).chain(related).collect(),
        }
    }
}

/// Draws one finding.
pub fn write_one(
    out: &mut dyn Write,
    handler: &GraphicalReportHandler,
    look: &Look,
    source: &Source,
    drawn: &Drawn<'_>,
) -> io::Result<()> {
    let spans: Vec<Span> = drawn.labels.iter().map(|(span, _)| *span).collect();
    let excerpt = Excerpt::new(source, &spans, look.width.max(NARROWEST));
    let labels = drawn.labels.iter().enumerate().map(|(i, (span, label))| {
        let label = label.map(|l| sanitize::line(l).into_owned());
        let span = excerpt.visible(*span);
        let range = (span.start, span.len());
        if i == 0 {
            LabeledSpan::new_primary_with_span(label, range)
        } else {
            LabeledSpan::new_with_span(label, range)
        }
    });
    let report = Report {
        code: drawn.code.map(|c| sanitize::line(c).into_owned()),
        severity: drawn.severity,
        message: sanitize::line(drawn.message).into_owned(),
        help: drawn.help.map(|h| sanitize::block(h).into_owned()),
        url: drawn.url.map(|u| sanitize::line(u).into_owned()),
        labels: labels.collect(),
        excerpt,
    };
    let mut text = String::new();
    handler.render_report(&mut text, &report).map_err(io::Error::other)?;
    writeln!(out, "{}", text.trim_end())?;
    writeln!(out)
}

/// The miette handler for a look.
pub fn handler(look: &Look) -> GraphicalReportHandler {
    let mut characters = if look.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    if look.unicode {
        // miette's default ☞ is drawn two cells wide by some terminals and one by others.
        characters.advice = "i".into();
    }
    let styles = if look.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(look.width.max(NARROWEST))
        .with_context_lines(0)
        .with_links(false)
        .tab_width(4)
}

/// A finding as miette wants it.
#[derive(Debug)]
struct Report {
    code: Option<String>,
    severity: Severity,
    message: String,
    help: Option<String>,
    url: Option<String>,
    labels: Vec<LabeledSpan>,
    excerpt: Excerpt,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Report {}

impl miette::Diagnostic for Report {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|c| Box::new(c) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|h| Box::new(h) as Box<dyn fmt::Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.url.as_ref().map(|u| Box::new(u) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
