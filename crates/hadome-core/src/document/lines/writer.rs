//! From classified lines to blocks.

use super::super::{BlockBuilder, BlockKind, HeadingNotation, Prose, ProseBuilder, TableLayout};
use super::classify::Class;
use super::levels::Key;
use super::marker::Notation;
use super::pairs::Pair;
use super::{Line, LineContext, Place, wrap};
use crate::source::Span;

/// A line indented this much more than an item, in cells, after a blank line is set apart (a date at the right, a signature).
const FAR: u32 = 16;

/// An open list and its open item.
pub(super) struct Open {
    pub indent: u32,
    pub notation: Notation,
}

/// A paragraph that is still growing.
struct Growing {
    prose: ProseBuilder,
    span: Span,
    /// The last line of it.
    last: usize,
}

/// Writes one stretch of lines.
pub(super) struct Writer<'a, 'b, 'c> {
    pub builder: &'b mut BlockBuilder,
    pub context: &'b mut LineContext<'c>,
    pub lines: &'a [Line],
    widths: &'a [u32],
    place: Place,
    pub open: Vec<Open>,
    growing: Option<Growing>,
    table: bool,
    pub end: usize,
}

impl<'a, 'b, 'c> Writer<'a, 'b, 'c> {
    pub fn new(
        builder: &'b mut BlockBuilder,
        context: &'b mut LineContext<'c>,
        lines: &'a [Line],
        widths: &'a [u32],
        place: Place,
    ) -> Self {
        let end = lines.first().map_or(0, |l| l.span.start);
        Self { builder, context, lines, widths, place, open: Vec::new(), growing: None, table: false, end }
    }

    /// Writes every line and closes what was opened.
    pub fn write(mut self, classes: &[Class]) {
        for (i, class) in classes.iter().enumerate() {
            if !matches!(class, Class::Pair { .. } | Class::Text { starts: false }) {
                self.close_table();
            }
            let blank_before = i > 0 && matches!(classes[i - 1], Class::Blank | Class::Separator);
            match class {
                Class::Blank => self.flush(),
                Class::Separator => self.close_lists(0),
                Class::Heading { key, text, rest } => self.heading(i, *key, text.clone(), *rest),
                Class::Item(mark) => self.item(i, *mark, blank_before, classes),
                Class::Pair { pair, first } => self.pair(i, pair, *first),
                Class::Attached => self.attach(i),
                Class::Text { starts } => self.text(i, *starts, blank_before),
            }
            if !matches!(class, Class::Blank | Class::Separator) {
                self.end = self.lines[i].span.end;
            }
        }
        self.close_lists(0);
    }

    pub(super) fn flush(&mut self) {
        if let Some(growing) = self.growing.take() {
            let prose = growing.prose.finish();
            if !prose.is_empty() {
                self.builder.leaf(BlockKind::Paragraph, growing.span, prose);
            }
        }
    }

    fn close_table(&mut self) {
        if self.table {
            self.flush();
            for _ in 0..3 {
                self.builder.close(self.end);
            }
            self.table = false;
        }
    }

    /// Closes lists until only `keep` are open.
    pub(super) fn close_lists(&mut self, keep: usize) {
        self.close_table();
        self.flush();
        while self.open.len() > keep {
            self.open.pop();
            self.builder.close(self.end);
            self.builder.close(self.end);
        }
    }

    /// Begins a paragraph with a line's text from byte `from` on.
    pub(super) fn begin(&mut self, i: usize, from: usize) {
        self.flush();
        let line = &self.lines[i];
        let prose = slice(&line.prose, from, line.prose.text().len());
        let span = Span::new(start_of(&prose, line), line.span.end);
        let mut builder = ProseBuilder::new();
        builder.push_prose(&prose);
        self.growing = Some(Growing { prose: builder, span, last: i });
    }

    /// Adds a line to the growing paragraph, after a soft or a hard break.
    fn extend(&mut self, i: usize, joined: bool) {
        let Some(growing) = &mut self.growing else { return self.begin(i, 0) };
        let (line, at) = (&self.lines[i], Span::new(growing.span.end, self.lines[i].span.start));
        if joined {
            growing.prose.soft_break(at, line.prose.text().chars().next());
        } else {
            growing.prose.hard_break(at);
        }
        growing.prose.push_prose(&line.prose);
        growing.span = growing.span.join(line.span);
        growing.last = i;
    }

    fn heading(&mut self, i: usize, key: Key, text: std::ops::Range<usize>, rest: Option<usize>) {
        if key == Key::Label && self.belongs_to_item(i) {
            return self.attach(i);
        }
        self.close_lists(0);
        let level = self.context.levels.of(key);
        let notation = if key == Key::Label { HeadingNotation::Label } else { HeadingNotation::Line };
        self.heading_leaf(i, level, notation, text, rest);
        if let Some(rest) = rest {
            self.begin(i, rest);
        }
    }

    pub(super) fn heading_leaf(
        &mut self,
        i: usize,
        level: u8,
        notation: HeadingNotation,
        text: std::ops::Range<usize>,
        rest: Option<usize>,
    ) {
        let line = &self.lines[i];
        let prose = slice(&line.prose, text.start, text.end);
        let end = match rest {
            Some(rest) => line.prose.source_span(0..rest).end.clamp(line.span.start, line.span.end),
            None => line.span.end,
        };
        // Inside an item the marker is the item's; a heading on a line of its own covers its marker.
        let start = if notation == HeadingNotation::Label { start_of(&prose, line) } else { line.span.start };
        self.builder.leaf(BlockKind::Heading { level, notation }, Span::new(start, end), prose);
    }

    /// Whether an unmarked line right below an item is part of it.
    fn belongs_to_item(&self, i: usize) -> bool {
        self.open.last().is_some_and(|o| self.place != Place::Document || self.lines[i].indent > o.indent)
    }

    fn text(&mut self, i: usize, starts: bool, blank_before: bool) {
        if self.table {
            return self.extend_value(i);
        }
        let joined = !starts && self.joins(i);
        if joined {
            return self.extend(i, true);
        }
        let indent = self.lines[i].indent;
        if self.place == Place::Document {
            let keep = self
                .open
                .iter()
                .take_while(|o| o.indent < indent && !(blank_before && indent > o.indent + FAR))
                .count();
            if keep < self.open.len() {
                self.close_lists(keep);
            }
        }
        if !self.open.is_empty() || self.place == Place::Inner {
            return self.attach(i);
        }
        match &self.growing {
            Some(growing) if !starts && growing.last + 1 == i => self.extend(i, false),
            _ => self.begin(i, 0),
        }
    }

    /// Whether line `i` only continues the line before it.
    fn joins(&self, i: usize) -> bool {
        let Some(growing) = self.growing.as_ref().filter(|g| g.last + 1 == i) else { return false };
        let last = &self.lines[growing.last];
        if self.place != Place::Document {
            return !last.hard;
        }
        wrap::joins(last, self.widths[growing.last], &self.lines[i], self.context.wrap)
    }

    fn pair(&mut self, i: usize, pair: &Pair, first: bool) {
        let line = &self.lines[i];
        let (start, len) = (line.span.start, line.prose.text().len());
        if first || !self.table {
            self.close_lists(0);
            let layout = TableLayout::KeyValue;
            self.builder.open(BlockKind::Table { layout, front_matter: false }, start);
            self.table = true;
        } else {
            self.flush();
            self.builder.close(self.end);
            self.builder.close(self.end);
        }
        self.builder.open(BlockKind::Row { header: false }, start);
        let key = slice(&line.prose, pair.key.start, pair.key.end);
        let key_span = key.source_span(0..key.text().len());
        self.builder.open(BlockKind::Cell { column: 0 }, key_span.start);
        self.builder.leaf(BlockKind::Paragraph, key_span, key);
        self.builder.close(key_span.end);
        let value = slice(&line.prose, pair.value, len);
        let value_start = if value.is_empty() { line.span.end } else { start_of(&value, line) };
        self.builder.open(BlockKind::Cell { column: 1 }, value_start);
        if pair.value < len {
            self.begin(i, pair.value);
        }
    }

    /// A line that continues the value of a key–value row.
    fn extend_value(&mut self, i: usize) {
        let open = self.growing.as_ref().map(|g| g.last);
        let joined = open.is_some_and(|last| {
            wrap::joins(&self.lines[last], self.widths[last], &self.lines[i], self.context.wrap)
        });
        self.extend(i, joined);
    }
}

/// Where a part of a line begins in the source.
fn start_of(part: &Prose, line: &Line) -> usize {
    part.source_span(0..part.text().len()).start.clamp(line.span.start, line.span.end)
}

/// A part of a line's prose, white space at both ends trimmed.
fn slice(prose: &Prose, from: usize, to: usize) -> Prose {
    let part = &prose.text()[from..to];
    let start = from + part.len() - part.trim_start().len();
    let end = to - (part.len() - part.trim_end().len());
    prose.slice(start..end.max(start))
}
