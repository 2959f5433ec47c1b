//! Inline text, line by line.

use crate::document::lines::Line;
use crate::document::{MarkKind, ProseBuilder};
use crate::source::Span;

/// Collects the text of one block: its lines, and marks that go on from one line to the next.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    lines: Vec<Line>,
    line: ProseBuilder,
    /// What the current line covers so far; `None` at its start.
    span: Option<Span>,
    /// Where signs before the first text of the line begin.
    lead: Option<usize>,
    indent: u32,
    open: Vec<MarkKind>,
    /// Collapsible white space that was read and not written: where, and whether a line end is in it.
    space: Option<(Span, bool)>,
}

impl Flow {
    /// Whether nothing was written since the last line break.
    pub fn at_line_start(&self) -> bool {
        self.span.is_none()
    }

    /// Whether nothing is waiting at all.
    pub fn is_empty(&self) -> bool {
        self.span.is_none() && self.lines.is_empty()
    }

    /// Sets the indentation of the line that begins, in display cells.
    pub fn indent(&mut self, cells: u32) {
        self.indent = cells;
    }

    /// Adds text that stands verbatim in the source at byte `at`.
    pub fn push(&mut self, text: &str, at: usize) {
        let (text, at) = self.skip_indentation(text, at);
        let Some(first) = text.chars().next() else { return };
        self.write_space(Some(first));
        self.touch(Span::new(at, at + text.len()));
        self.line.push(text, at);
    }

    /// Adds text that the source spells differently at `span`.
    pub fn push_mapped(&mut self, text: &str, span: Span) {
        if text.is_empty() {
            return;
        }
        self.write_space(text.chars().next());
        self.touch(span);
        self.line.push_mapped(text, span);
    }

    /// Adds white space that collapses with its neighbours; one with a line end in it vanishes between Japanese characters.
    pub fn space(&mut self, span: Span, line_end: bool) {
        let (first, before) = self.space.unwrap_or((span, false));
        self.space = Some((first.join(span), before || line_end));
    }

    /// Widens the current line by bytes that have no text, such as the marks around it.
    pub fn cover(&mut self, span: Span) {
        if self.span.is_some() {
            self.touch(span);
        } else {
            self.lead.get_or_insert(span.start);
        }
    }

    /// Opens a mark.
    pub fn open(&mut self, kind: MarkKind) {
        self.write_space_before_mark();
        self.open.push(kind);
        self.line.open(kind);
    }

    /// Closes the innermost mark of this kind; whether there was one.
    pub fn close(&mut self, kind: MarkKind) -> bool {
        let Some(i) = self.open.iter().rposition(|&k| k == kind) else { return false };
        self.open.remove(i);
        self.line.close(kind);
        true
    }

    /// Ends the line where the source has a line end that means little.
    pub fn soft_break(&mut self) {
        self.end_line(false);
    }

    /// Ends the line where the author marked a break. Two in a row leave a blank line.
    pub fn hard_break(&mut self, span: Span) {
        if self.span.is_some() {
            self.end_line(true);
        } else if self.lines.last().is_some_and(|l| !l.prose.is_empty()) {
            if let Some(last) = self.lines.last_mut() {
                last.hard = true;
            }
            self.lines.push(Line { prose: Default::default(), indent: 0, span, hard: true });
        }
    }

    /// Ends the line, if one was begun, as a marked break does.
    pub fn end_block(&mut self) {
        if self.span.is_some() {
            self.end_line(true);
        }
    }

    /// Takes all lines out and forgets open marks. There is no blank line at either end.
    #[inline]
    pub fn take(&mut self) -> Vec<Line> {
        if self.is_empty() && self.open.is_empty() {
            // Most blocks begin right where another one has begun or ended.
            (self.indent, self.lead, self.space) = (0, None, None);
            return Vec::new();
        }
        self.take_lines()
    }

    fn take_lines(&mut self) -> Vec<Line> {
        self.end_line(false);
        if !self.open.is_empty() {
            self.open.clear();
            self.line = ProseBuilder::new();
        }
        if self.lines.is_empty() {
            return Vec::new();
        }
        let mut lines = std::mem::take(&mut self.lines);
        while lines.last().is_some_and(|l| l.prose.is_empty()) {
            lines.pop();
        }
        lines
    }

    /// Gives back what [`Flow::take`] took, to be written to again.
    pub fn recycle(&mut self, mut lines: Vec<Line>) {
        if self.lines.is_empty() {
            lines.clear();
            self.lines = lines;
        }
    }

    fn end_line(&mut self, hard: bool) {
        let indent = std::mem::take(&mut self.indent);
        self.space = None;
        self.lead = None;
        // Without a span there is no text either, and the open marks stand at the start of the line already.
        if let Some(span) = self.span.take() {
            self.keep_line(span, indent, hard);
        }
    }

    fn keep_line(&mut self, span: Span, indent: u32, hard: bool) {
        let mut line = ProseBuilder::new();
        for &kind in &self.open {
            line.open(kind);
        }
        let prose = std::mem::replace(&mut self.line, line).finish();
        if !prose.is_empty() {
            self.lines.push(Line { prose, indent, span, hard });
        }
    }

    /// White space at the start of a line is its indentation.
    fn skip_indentation<'t>(&mut self, text: &'t str, at: usize) -> (&'t str, usize) {
        if self.span.is_some() {
            return (text, at);
        }
        let rest = text.trim_start();
        let skipped = text.len() - rest.len();
        self.indent += text[..skipped].chars().map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum::<u32>();
        (rest, at + skipped)
    }

    fn write_space(&mut self, next: Option<char>) {
        let Some((span, line_end)) = self.space.take() else { return };
        if self.span.is_none() {
            return;
        }
        if line_end {
            self.line.soft_break(span, next);
        } else if !self.line.text().ends_with([' ', '\n']) {
            self.line.push(" ", span.start);
        }
    }

    /// A mark that opens after a space does not contain it; after a line end the next character must be known first.
    fn write_space_before_mark(&mut self) {
        if self.space.is_some_and(|(_, line_end)| !line_end) {
            self.write_space(None);
        }
    }

    fn touch(&mut self, span: Span) {
        let lead = self.lead.take().unwrap_or(span.start).min(span.start);
        self.span = Some(self.span.unwrap_or(Span::new(lead, lead)).join(span));
    }
}
