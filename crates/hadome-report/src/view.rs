//! What renderers are given.

use std::fmt;

use hadome_core::diagnostic::{Diagnostic, Lang, Severity, Suppressed};
use hadome_core::source::Source;

/// How many buckets a strength distribution has: rungs 0 to 5, and unknown.
pub const STRENGTHS: usize = 7;

/// One linted file.
#[derive(Debug, Clone, Copy)]
pub struct FileView<'a> {
    /// Its text and path.
    pub source: &'a Source,
    /// Its path from the root of the repository, with `/`: the name that services know it by. [`Source::path`] is what the user of
    /// the command line knows it by.
    pub root_path: &'a str,
    /// Its findings, sorted by place.
    pub diagnostics: &'a [Diagnostic],
    /// Findings that were waved through, sorted by place.
    pub suppressed: &'a [Suppressed],
    /// What is known about the rules that made them.
    pub rules: &'a dyn RuleCards,
    /// How many measures stand on each rung: index 0 to 5, and 6 for measures whose rung is unknown.
    pub strength: [usize; STRENGTHS],
}

/// What a service shows about a rule beside its findings, in the language of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCard {
    /// Its id.
    pub id: String,
    /// Its name in a few words.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What to write instead; placeholders stand as `{name}`. May be empty.
    pub help: String,
    /// A page that explains it.
    pub url: Option<String>,
    /// Its group and its tags.
    pub tags: Vec<String>,
    /// The severity it has without configuration.
    pub severity: Severity,
    /// How many of a hundred findings on real reports were right, where that was measured.
    pub precision: Option<u8>,
}

/// Looks rules up by id.
pub trait RuleCards: fmt::Debug {
    /// The card of a rule; `None` if there is no such rule.
    fn card(&self, rule: &str) -> Option<RuleCard>;
}

/// No rule is known: for findings that come without their rules.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoCards;

impl RuleCards for NoCards {
    fn card(&self, _: &str) -> Option<RuleCard> {
        None
    }
}

/// How output for people looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The language of the frame around the findings.
    pub lang: Lang,
    /// Whether ANSI colours are written.
    pub color: bool,
    /// Whether box-drawing characters are used rather than ASCII.
    pub unicode: bool,
    /// The terminal's width in cells.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self { lang: Lang::Ja, color: false, unicode: true, width: 80 }
    }
}
