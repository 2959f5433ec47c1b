//! Markdown: CommonMark with tables, task lists, footnotes, strikethrough, alerts and front matter.

mod front_matter;
mod inline;
mod parts;
mod yaml;

#[cfg(test)]
mod tests;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Tag, TagEnd};

use super::html::Writer;
use super::markup::{Scribe, TableShape};
use super::{BlockId, BlockKind, HeadingWords, Memory, Parsed, TableLayout};
use crate::source::{Source, Span};

/// Reads a Markdown document. With a memory, parts that are in it are not read again.
pub(crate) fn parse(source: &Source, words: &dyn HeadingWords, memory: Option<&mut Memory>) -> Parsed {
    let mut scribe = Scribe::new(source, words, 0);
    let body = front_matter::read(&mut scribe);
    let mut parsed = scribe.finish();
    parts::read(source, words, body, memory, &mut parsed);
    parsed
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Turns the events of the Markdown parser into blocks.
struct Reader<'a> {
    scribe: Scribe<'a>,
    /// Elements of raw HTML that are open; they may hold Markdown.
    html: Writer,
    /// Plain text of adjacent events that is not handed on yet.
    text: Range<usize>,
    /// How many images are open; their alternative text is not part of the prose.
    images: usize,
    /// Whether text is dropped, since it is code or belongs to an HTML block.
    mute: bool,
    /// The pieces of the open HTML block, without the markers of quotes and lists around it.
    raw: Vec<Range<usize>>,
    /// The table that is open, and the column of the next cell.
    table: Option<TableShape>,
    column: u16,
    /// Where the text of the open row ends. Cells that a row lacks are reported behind it.
    row_end: usize,
}

impl<'a> Reader<'a> {
    fn new(scribe: Scribe<'a>) -> Self {
        Self {
            scribe,
            html: Writer::default(),
            text: 0..0,
            images: 0,
            mute: false,
            raw: Vec::new(),
            table: None,
            column: 0,
            row_end: 0,
        }
    }

    /// Whether something is open that only what follows can close, or that it may decide about.
    fn goes_on(&self) -> bool {
        self.html.is_open() || self.scribe.builder.depth() > 0 || self.scribe.page_title.is_some()
    }

    fn finish(mut self) -> Parsed {
        self.write_text();
        self.html.finish(&mut self.scribe);
        self.scribe.finish()
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if let Event::Text(text) = &event {
            self.text(text, range);
            return;
        }
        self.write_text();
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Html(_) => self.raw.push(range),
            Event::SoftBreak => self.scribe.flow.soft_break(),
            Event::HardBreak => self.scribe.flow.hard_break(Span::new(range.start, range.end)),
            Event::Rule => self.scribe.rule(),
            Event::TaskListMarker(done) => self.scribe.set_task(done),
            Event::InlineHtml(_) => self.tag(range),
            Event::Code(code) => self.code(&code, range),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if let Some(kind) = container(&tag) {
            self.open(kind, range);
            return;
        }
        match tag {
            Tag::Paragraph | Tag::Heading { .. } => self.scribe.flush(),
            Tag::HtmlBlock => {
                self.mute = true;
                self.scribe.flush();
            }
            Tag::CodeBlock(_) => {
                self.mute = true;
                self.scribe.leaf(BlockKind::Code, Span::new(range.start, range.end));
            }
            Tag::Image { .. } => self.images += 1,
            tag => self.open_mark(&tag, range),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.scribe.flush(),
            TagEnd::Heading(level) => {
                self.scribe.heading(level as u8, self.trimmed(range));
            }
            TagEnd::CodeBlock => self.mute = false,
            TagEnd::HtmlBlock => {
                self.mute = false;
                self.raw_html();
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.close_mark(tag, range);
            }
            TagEnd::Table => {
                self.settle_table();
                self.close(range);
            }
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell => self.close(range),
            _ => {}
        }
    }

    fn open(&mut self, kind: BlockKind, range: Range<usize>) {
        let (mut kind, mut start) = (kind, range.start);
        match &mut kind {
            BlockKind::Row { .. } => {
                self.column = 0;
                self.row_end = self.trimmed(range).end;
            }
            BlockKind::Cell { column } => {
                *column = self.column;
                start = start.min(self.row_end);
            }
            _ => {}
        }
        self.scribe.flush();
        self.html.nest(&mut self.scribe, start);
        if let Some(id) = self.scribe.open(kind, start) {
            self.add_to_table(kind, id);
        }
        self.html.push_barrier();
    }

    fn close(&mut self, range: Range<usize>) {
        let end = self.trimmed(range).end;
        self.html.pop_barrier(&mut self.scribe, end);
        self.scribe.close(end);
    }

    fn add_to_table(&mut self, kind: BlockKind, id: BlockId) {
        match (kind, &mut self.table) {
            (BlockKind::Table { .. }, table) => *table = Some(TableShape::new(id)),
            (BlockKind::Row { .. }, Some(table)) => table.row(id),
            (BlockKind::Cell { column }, Some(table)) => {
                table.cell(id, column, false);
                self.column = column.saturating_add(1);
            }
            _ => {}
        }
    }

    fn settle_table(&mut self) {
        if let Some(table) = self.table.take() {
            self.scribe.settle_table(&table);
        }
    }

    /// Hands the open HTML block to the HTML parser. What stands between its pieces is blanked, so that offsets stay.
    fn raw_html(&mut self) {
        let pieces = std::mem::take(&mut self.raw);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        let (start, end) = (first.start, last.end);
        let contiguous = pieces.windows(2).all(|w| w[0].end == w[1].start);
        let text = self.scribe.source.text();
        if contiguous {
            self.html.feed(&mut self.scribe, &text[start..end], start);
            return;
        }
        let mut blanked = String::with_capacity(end - start);
        for piece in &pieces {
            blanked.extend(std::iter::repeat_n(' ', piece.start - start - blanked.len()));
            blanked.push_str(&text[piece.clone()]);
        }
        self.html.feed(&mut self.scribe, &blanked, start);
    }

    /// A range without the white space at its end: blocks of the Markdown parser reach to the next block.
    fn trimmed(&self, range: Range<usize>) -> Span {
        let text = self.scribe.source.text().get(range.clone()).unwrap_or("");
        Span::new(range.start, range.start + text.trim_end().len())
    }
}

/// The container that a tag opens, if it opens one.
fn container(tag: &Tag<'_>) -> Option<BlockKind> {
    Some(match tag {
        Tag::BlockQuote(_) => BlockKind::Quote,
        Tag::List(first) => BlockKind::List { ordered: first.is_some() },
        Tag::Item => BlockKind::ListItem { task: None },
        Tag::FootnoteDefinition(_) => BlockKind::Footnote,
        Tag::Table(_) => BlockKind::Table { layout: TableLayout::Columns, front_matter: false },
        Tag::TableHead => BlockKind::Row { header: true },
        Tag::TableRow => BlockKind::Row { header: false },
        Tag::TableCell => BlockKind::Cell { column: 0 },
        _ => return None,
    })
}
