//! What renderers are given.

use hadome_core::diagnostic::{Diagnostic, Lang};
use hadome_core::source::Source;

/// How many buckets a strength distribution has: rungs 0 to 5, and unknown.
pub const STRENGTHS: usize = 7;

/// One linted file.
#[derive(Debug, Clone, Copy)]
pub struct FileView<'a> {
    /// Its text and path.
    pub source: &'a Source,
    /// Its findings, sorted by place.
    pub diagnostics: &'a [Diagnostic],
    /// How many measures stand on each rung: index 0 to 5, and 6 for measures whose rung is unknown.
    pub strength: [usize; STRENGTHS],
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
