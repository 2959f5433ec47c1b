//! From tags to blocks, with the leniency of a browser where it matters: what is not closed is closed by what follows.

use super::elements::{breaks_text, is_heading, no_prose, structural};
use super::grid::Grid;
use super::stack::{Node, Open};
use super::tokens::{Tag, Token, tokens};
use super::{inline, text};
use crate::document::markup::Scribe;
use crate::document::{BlockKind, MarkKind, TableLayout};
use crate::source::Span;

/// An element whose content is no prose.
#[derive(Debug)]
struct Skip {
    name: String,
    start: usize,
    depth: usize,
}

/// Elements that are open.
#[derive(Debug, Default)]
pub(in crate::document) struct Writer {
    pub(super) open: Vec<Open>,
    /// How many of `open` are no barriers.
    pub(super) nodes: usize,
    skip: Option<Skip>,
    /// The level of an open heading and where it starts.
    heading: Option<(u8, usize)>,
    in_title: bool,
    /// The byte after the last token that is more than white space.
    pub(super) end: usize,
}

impl Writer {
    /// Whether an element is open that holds others.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Writes a whole page.
    pub fn page(&mut self, scribe: &mut Scribe<'_>, page: &str) {
        self.feed(scribe, page, 0);
        self.finish(scribe);
    }

    /// Writes a fragment that stands in the source from byte `base` on. Elements may stay open.
    pub fn feed(&mut self, scribe: &mut Scribe<'_>, fragment: &str, base: usize) {
        let shift = |span: Span| Span::new(base + span.start, base + span.end);
        for token in tokens(fragment) {
            match token {
                Token::Start(mut tag) => {
                    tag.span = shift(tag.span);
                    self.start(scribe, &tag);
                    self.end = tag.span.end;
                }
                Token::End { name, span } => {
                    self.finish_element(scribe, &name, shift(span));
                    self.end = base + span.end;
                }
                Token::Text(span) => self.text(scribe, &fragment[span.range()], base + span.start),
                Token::Comment { span, inner } => scribe.comment(shift(span), shift(inner)),
            }
        }
        self.end_skip(scribe);
        self.end_title(scribe);
        self.end_heading(scribe, self.end, true);
        scribe.flush();
    }

    fn text(&mut self, scribe: &mut Scribe<'_>, raw: &str, at: usize) {
        if self.skip.is_some() {
            return;
        }
        text::push(&mut scribe.flow, raw, at);
        let visible = raw.trim_ascii_end();
        if !visible.is_empty() {
            self.end = at + visible.len();
            self.touch();
        }
    }

    fn start(&mut self, scribe: &mut Scribe<'_>, tag: &Tag) {
        let name = tag.name.as_str();
        if self.skipped(scribe, name, tag.span.start) || self.in_title {
            return;
        }
        if inline::start(scribe, name, tag.span) {
            return;
        }
        match name {
            _ if is_heading(name) => {
                self.boundary(scribe, tag.span.start, true);
                self.heading = Some((name.as_bytes()[1] - b'0', tag.span.start));
            }
            "input" => {
                if let Some(done) = tag.checkbox {
                    scribe.set_task(done);
                }
            }
            _ if structural(name) => {
                self.boundary(scribe, tag.span.start, true);
                self.start_structure(scribe, tag);
            }
            _ if no_prose(name) => {
                if matches!(name, "nav" | "footer" | "pre") {
                    self.boundary(scribe, tag.span.start, true);
                }
                self.skip = Some(Skip { name: name.to_owned(), start: tag.span.start, depth: 1 });
            }
            _ if breaks_text(name) => self.boundary(scribe, tag.span.start, false),
            _ => {}
        }
    }

    fn start_structure(&mut self, scribe: &mut Scribe<'_>, tag: &Tag) {
        let at = tag.span.start;
        match tag.name.as_str() {
            "ul" | "menu" | "dir" => self.push(scribe, Node::List, BlockKind::List { ordered: false }, at),
            "ol" => self.push(scribe, Node::List, BlockKind::List { ordered: true }, at),
            "li" => self.start_item(scribe, at),
            "blockquote" => self.push(scribe, Node::Quote, BlockKind::Quote, at),
            "table" => self.push_table(scribe, Grid::new(at, false)),
            "dl" => self.push_table(scribe, Grid::new(at, true)),
            "thead" | "tbody" | "tfoot" => self.start_section(scribe, tag.name == "thead"),
            "tr" => {
                if self.close_to_table(scribe, false) {
                    self.start_row(scribe, at);
                }
            }
            "td" | "th" => self.start_cell(scribe, tag),
            "dt" | "dd" => self.start_definition(scribe, tag),
            "summary" => scribe.flow.open(MarkKind::Strong),
            "title" => self.start_title(scribe, at),
            _ => scribe.rule(),
        }
    }

    fn finish_element(&mut self, scribe: &mut Scribe<'_>, name: &str, span: Span) {
        if let Some(skip) = &mut self.skip {
            if skip.name == name {
                skip.depth -= 1;
            }
            if skip.depth == 0 {
                self.end = span.end;
                self.end_skip(scribe);
            }
            return;
        }
        if self.in_title {
            if name == "title" {
                self.end_title(scribe);
            }
            return;
        }
        if inline::end(scribe, name, span) {
            return;
        }
        let heading = is_heading(name);
        if heading || structural(name) || breaks_text(name) {
            let end = if heading { span.end } else { span.start };
            self.boundary(scribe, end, heading || structural(name));
        }
        match name {
            "ul" | "ol" | "menu" | "dir" => self.close_to(scribe, span.end, |n| matches!(n, Node::List)),
            "li" => self.end_item(scribe, span.end),
            "blockquote" => self.close_to(scribe, span.end, |n| matches!(n, Node::Quote)),
            "table" | "dl" => self.end_table(scribe, span.end, name == "dl"),
            "tr" | "thead" | "tbody" | "tfoot" => {
                self.end_part(scribe, span.end, |n| matches!(n, Node::Row));
                if name == "thead"
                    && let Some(grid) = self.grid()
                {
                    grid.in_head = false;
                }
            }
            "td" | "th" | "dt" | "dd" => self.end_part(scribe, span.end, |n| matches!(n, Node::Cell)),
            _ => {}
        }
    }

    /// Ends a paragraph, and a heading that has text (`sure`: or has none).
    fn boundary(&mut self, scribe: &mut Scribe<'_>, end: usize, sure: bool) {
        self.end_heading(scribe, end, sure);
        scribe.flush();
    }

    fn end_heading(&mut self, scribe: &mut Scribe<'_>, end: usize, sure: bool) {
        if let Some((level, start)) = self.heading
            && (sure || !scribe.flow.is_empty())
        {
            self.heading = None;
            scribe.heading(level, Span::new(start, end));
        }
    }

    /// Whether a start tag is inside an element that is skipped. Some tags show that its end was forgotten.
    fn skipped(&mut self, scribe: &mut Scribe<'_>, name: &str, at: usize) -> bool {
        let Some(skip) = &mut self.skip else { return false };
        let forgotten = match skip.name.as_str() {
            "pre" => is_heading(name) || name == "table",
            _ => matches!(name, "main" | "article" | "h1" | "body"),
        };
        if forgotten {
            self.end = at;
            self.end_skip(scribe);
            return false;
        }
        skip.depth += usize::from(skip.name == name);
        true
    }

    fn end_skip(&mut self, scribe: &mut Scribe<'_>) {
        if let Some(skip) = self.skip.take()
            && skip.name == "pre"
        {
            scribe.leaf(BlockKind::Code, Span::new(skip.start, self.end));
        }
    }

    /// The title becomes front matter: it names the document and is no part of its text.
    fn start_title(&mut self, scribe: &mut Scribe<'_>, at: usize) {
        let layout = TableLayout::KeyValue;
        scribe.open(BlockKind::Table { layout, front_matter: true }, at);
        scribe.open(BlockKind::Row { header: false }, at);
        scribe.open(BlockKind::Cell { column: 0 }, at);
        let key = Span::new(at + 1, at + 1 + "title".len());
        scribe.flow.push(scribe.source.slice(key), key.start);
        scribe.paragraph();
        scribe.close(key.end);
        scribe.open(BlockKind::Cell { column: 1 }, key.end);
        self.in_title = true;
    }

    fn end_title(&mut self, scribe: &mut Scribe<'_>) {
        if !std::mem::take(&mut self.in_title) {
            return;
        }
        let title = scribe.paragraph();
        for _ in 0..3 {
            scribe.close(self.end);
        }
        scribe.page_title = scribe.page_title.or(title);
    }
}
