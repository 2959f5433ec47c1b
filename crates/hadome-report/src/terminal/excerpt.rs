//! The lines around a finding, cut to the terminal, as a miette source.
//!
//! miette reads whole lines and counts columns in bytes. Japanese paragraphs are often one line of several hundred characters,
//! so this source hands out windows instead: control characters replaced, long lines cut around the label, columns counted in
//! characters. Offsets stay those of the file.

use hadome_core::source::{Source, Span};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use crate::sanitize;

/// A span over more lines than this is shown by its first line only.
const MOST_LINES: usize = 3;
/// Cells that miette needs left of the text: line number, bar and padding.
const GUTTER: usize = 12;

/// A window of the text.
#[derive(Debug)]
struct Window {
    span: Span,
    text: String,
    line: usize,
    lines: usize,
}

/// The windows that a finding's labels need.
#[derive(Debug)]
pub struct Excerpt {
    name: String,
    windows: Vec<Window>,
    /// For each label its 0-based column in characters, by its start.
    columns: Vec<(usize, usize)>,
}

impl Excerpt {
    /// Cuts the windows for `labels`, each at most as wide as fits a terminal of `width` cells.
    pub fn new(source: &Source, labels: &[Span], width: usize) -> Self {
        let budget = width.saturating_sub(GUTTER).max(20);
        let mut windows: Vec<Window> = Vec::new();
        let mut columns = Vec::new();
        for &label in labels {
            let position = source.position(label.start);
            columns.push((position.byte, position.column - 1));
            let covered = windows.iter().any(|w| w.span.contains(label));
            if !covered {
                windows.push(window(source, label, budget));
            }
        }
        Self { name: sanitize::line(source.path()).into_owned(), windows, columns }
    }

    /// The part of a label that its window shows.
    pub fn visible(&self, label: Span) -> Span {
        match self.window_at(label.start) {
            Some(w) => Span::new(label.start, label.end.min(w.span.start + shown_len(&w.text))),
            None => label,
        }
    }

    fn window_at(&self, byte: usize) -> Option<&Window> {
        self.windows.iter().find(|w| w.span.start <= byte && byte <= w.span.end)
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = span.offset() + span.len();
        let window =
            self.window_at(span.offset()).filter(|w| end <= w.span.end).ok_or(MietteError::OutOfBounds)?;
        let column =
            self.columns.iter().find(|(byte, _)| *byte == span.offset()).map_or(0, |(_, column)| *column);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            window.text.as_bytes(),
            (window.span.start, window.span.len()).into(),
            window.line,
            column,
            window.lines,
        )))
    }
}

/// The lines of a label, or a part of its first line when they do not fit.
fn window(source: &Source, label: Span, budget: usize) -> Window {
    let index = source.lines();
    let first = index.line_of(label.start);
    let last = index.line_of(label.end.saturating_sub(1).max(label.start));
    let lines = |from: usize, to: usize| {
        Span::new(index.span_of(from).start, index.content_of(source.text(), to).end.max(label.start))
    };
    let wide = |line: usize| width(source.slice(index.content_of(source.text(), line))) > budget;
    let span = if last - first < MOST_LINES && !(first..=last).any(wide) {
        lines(first, last)
    } else {
        let line = lines(first, first);
        if wide(first) { cut(source.text(), line, label, budget) } else { line }
    };
    let shown = index.line_of(span.end.max(span.start));
    let text = elide(sanitize::block(source.slice(span)).into_owned(), span, index.span_of(first), source);
    Window { span, text, line: first, lines: shown - first + 1 }
}

/// The part of `line` around the start of `label` that fits `budget` cells: a third of it before, the rest after.
fn cut(text: &str, line: Span, label: Span, budget: usize) -> Span {
    let mut start = label.start;
    let mut room = budget / 3;
    for (i, c) in text[line.start..label.start].char_indices().rev() {
        let cells = cells(c);
        if cells > room {
            break;
        }
        room -= cells;
        start = line.start + i;
    }
    let mut end = start;
    let mut room = budget;
    for (i, c) in text[start..line.end].char_indices() {
        let cells = cells(c);
        if cells > room {
            break;
        }
        room -= cells;
        end = start + i + c.len_utf8();
    }
    Span::new(start, end)
}

/// Shows by … that a line goes on beyond a window. The first and last characters give way if they are as long in bytes as …,
/// which kana and ideographs are; offsets stay right.
fn elide(mut text: String, span: Span, line: Span, source: &Source) -> String {
    const DOTS: &str = "…";
    if span.start > line.start && text.chars().next().is_some_and(|c| c.len_utf8() == DOTS.len()) {
        text.replace_range(..DOTS.len(), DOTS);
    }
    let goes_on = source.text()[span.end..].chars().next().is_some_and(|c| !matches!(c, '\n' | '\r'));
    if goes_on && text.chars().next_back().is_some_and(|c| c.len_utf8() == DOTS.len()) {
        let at = text.len() - DOTS.len();
        text.replace_range(at.., DOTS);
    }
    text
}

/// Length in bytes without a final line end.
fn shown_len(text: &str) -> usize {
    text.trim_end_matches(['\n', '\r']).len()
}

/// Cells of a text on one line.
fn width(text: &str) -> usize {
    text.chars().map(cells).sum()
}

fn cells(c: char) -> usize {
    if c == '\t' { 4 } else { c.width().unwrap_or(1) }
}
