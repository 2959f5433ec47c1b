//! From classified lines to blocks.

use super::super::{BlockBuilder, BlockKind, HeadingNotation, Prose, ProseBuilder, TableLayout};
use super::classify::Class;
use super::levels::Key;
use super::marker::{self, Mark, Notation};
use super::pairs::Pair;
use super::{Line, LineContext, Place, wrap};
use crate::source::Span;

/// Lists nest at most this deep; deeper items become siblings.
const DEEPEST_LIST: usize = 24;
/// An item that is a heading and nothing else is at most this long, in characters.
const LONGEST_WORD: usize = 8;
/// A line indented this much more than an item, in cells, after a blank line is set apart (a date at the right, a signature).
const FAR: u32 = 16;

/// An open list and its open item.
struct Open {
    indent: u32,
    notation: Notation,
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
    builder: &'b mut BlockBuilder,
    context: &'b mut LineContext<'c>,
    lines: &'a [Line],
    widths: &'a [u32],
    place: Place,
    open: Vec<Open>,
    growing: Option<Growing>,
    table: bool,
    end: usize,
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

    fn flush(&mut self) {
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
    fn close_lists(&mut self, keep: usize) {
        self.close_table();
        self.flush();
        while self.open.len() > keep {
            self.open.pop();
            self.builder.close(self.end);
            self.builder.close(self.end);
        }
    }

    /// Begins a paragraph with a line's text from byte `from` on.
    fn begin(&mut self, i: usize, from: usize) {
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

    fn heading_leaf(
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

    fn item(&mut self, i: usize, mark: Mark, blank_before: bool, classes: &[Class]) {
        self.flush();
        let depth = self.item_depth(i, mark, blank_before);
        self.close_lists(depth + 1);
        let start = self.lines[i].span.start;
        if self.open.len() > depth {
            self.open[depth] = Open { indent: self.lines[i].indent, notation: mark.notation };
            self.builder.close(self.end);
        } else {
            let ordered = matches!(mark.notation, Notation::Number(_));
            self.builder.open(BlockKind::List { ordered }, start);
            self.open.push(Open { indent: self.lines[i].indent, notation: mark.notation });
        }
        let (task, from) = task(self.lines[i].prose.text(), mark);
        self.builder.open(BlockKind::ListItem { task }, start);
        self.item_text(i, from, classes);
    }

    /// The text of an item from byte `from` on: a label that the lexicon knows is a heading inside it.
    fn item_text(&mut self, i: usize, from: usize, classes: &[Class]) {
        let body = &self.lines[i].prose.text()[from..];
        let goes_on = classes.get(i + 1).is_some_and(|c| matches!(c, Class::Text { .. } | Class::Item(_)))
            && self.lines[i + 1].indent > self.lines[i].indent;
        match self.label(body) {
            Some((text, rest)) => self.label_heading(i, from, text, Some(rest)),
            None if goes_on && self.names_section(body) => {
                self.label_heading(i, from, 0..body.trim_end_matches(':').len(), None);
            }
            None => self.begin(i, from),
        }
    }

    /// Whether the whole text of an item is a short heading word: what follows it in the item is a section.
    fn names_section(&self, body: &str) -> bool {
        let word = body.trim_end_matches(':').trim();
        word.chars().count() <= LONGEST_WORD && self.context.words.is_heading_word(word)
    }

    fn label_heading(&mut self, i: usize, from: usize, text: std::ops::Range<usize>, rest: Option<usize>) {
        self.flush();
        let level = self.context.levels.label();
        let rest = rest.map(|r| from + r);
        self.heading_leaf(i, level, HeadingNotation::Label, from + text.start..from + text.end, rest);
        if let Some(rest) = rest {
            self.begin(i, rest);
        }
    }

    /// 「原因：…」 or 「【原因】…」 with a known word: the word's range, and where the text after it begins.
    fn label(&self, body: &str) -> Option<(std::ops::Range<usize>, usize)> {
        let known = |word: &str| !word.is_empty() && self.context.words.is_heading_word(word.trim());
        if let Some((inner, rest)) = marker::bracketed(body) {
            let after = body[rest..].trim_start_matches([' ', ':']);
            return (!after.is_empty() && known(&body[inner.clone()]))
                .then_some((inner, body.len() - after.len()));
        }
        let colon = body.find(':').filter(|&at| at <= 90)?;
        let after = body[colon + 1..].trim_start();
        let found = !after.is_empty() && !after.starts_with("//") && known(&body[..colon]);
        found.then_some((0..body[..colon].trim_end().len(), body.len() - after.len()))
    }

    /// How deep a new item stands: as deep as the open item of the same notation and indentation, below one that is less indented
    /// or has another notation.
    fn item_depth(&self, i: usize, mark: Mark, blank_before: bool) -> usize {
        let indent = self.lines[i].indent;
        let less = |o: &Open| o.indent + u32::from(o.notation == mark.notation) < indent;
        let outer = self.open.iter().take_while(|o| less(o)).count();
        let level: Vec<&Open> = self.open[outer..].iter().take_while(|o| o.indent <= indent + 1).collect();
        let depth = match level.iter().position(|o| o.notation == mark.notation) {
            Some(at) => outer + at,
            None if level.is_empty() => outer,
            None if blank_before && !can_own_apart(level[0].notation, mark.notation) => outer,
            None => outer + level.len(),
        };
        depth.min(DEEPEST_LIST)
    }

    /// Whether an unmarked line right below an item is part of it.
    fn belongs_to_item(&self, i: usize) -> bool {
        self.open.last().is_some_and(|o| self.place != Place::Document || self.lines[i].indent > o.indent)
    }

    /// A paragraph of its own in the open item.
    fn attach(&mut self, i: usize) {
        let text = self.lines[i].prose.text();
        match self.label(text) {
            Some((range, rest)) => self.label_heading(i, 0, range, Some(rest)),
            None => self.begin(i, 0),
        }
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
        let shifted = self.lines[i].indent > last.indent + FAR;
        !shifted && wrap::joins(last, self.widths[growing.last], &self.lines[i], self.context.wrap)
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

/// Whether an item can own one of another notation after a blank line: a number owns bullets, but not the other way round.
fn can_own_apart(outer: Notation, inner: Notation) -> bool {
    let numbered = matches!(outer, Notation::Number(_) | Notation::Glyph(_));
    match inner {
        Notation::Note | Notation::Arrow => true,
        Notation::Bullet(_) => numbered || outer == Notation::NumberedLabel,
        Notation::Number(_) => numbered,
        _ => false,
    }
}

/// The tick of a task, and where the text after marker and tick begins.
fn task(text: &str, mark: Mark) -> (Option<bool>, usize) {
    match mark.notation {
        Notation::Glyph('☐') => return (Some(false), mark.len),
        Notation::Glyph('☑' | '✅' | '☒') => return (Some(true), mark.len),
        _ => {}
    }
    let rest = &text[mark.len..];
    for (tick, done) in
        [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true), ("☐", false), ("☑", true), ("✅", true)]
    {
        if let Some(after) = rest.strip_prefix(tick)
            && !after.trim().is_empty()
        {
            return (Some(done), text.len() - after.trim_start().len());
        }
    }
    (None, mark.len)
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
