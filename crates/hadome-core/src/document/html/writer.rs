//! From tags to blocks, with the leniency of a browser where it matters: what is not closed is closed by what follows.

use super::grid::Grid;
use super::tokens::{Tag, Token, tokens};
use super::{inline, text};
use crate::document::markup::{MAX_DEPTH, Scribe};
use crate::document::{BlockKind, MarkKind, TableLayout};
use crate::source::Span;

/// An open element that holds others. Elements that only end a paragraph (`<div>`) are not kept: they may nest as deep as they like.
#[derive(Debug)]
pub(super) enum Node {
    /// A Markdown container: no tag inside closes what is open outside.
    Barrier,
    List,
    Item,
    Table(Box<Grid>),
    Row,
    Cell,
    Quote,
}

#[derive(Debug)]
struct Open {
    node: Node,
    /// The byte after its end tag, if it had one but stays open for a list that follows it.
    ended: Option<usize>,
}

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
    open: Vec<Open>,
    /// How many of `open` are no barriers.
    nodes: usize,
    skip: Option<Skip>,
    /// The level of an open heading and where it starts.
    heading: Option<(u8, usize)>,
    in_title: bool,
    /// The byte after the last token that is more than white space.
    end: usize,
}

impl Writer {
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

    /// Closes everything.
    pub fn finish(&mut self, scribe: &mut Scribe<'_>) {
        while !self.open.is_empty() {
            self.pop(scribe, self.end);
        }
    }

    /// A Markdown container opens.
    pub fn push_barrier(&mut self) {
        self.open.push(Open { node: Node::Barrier, ended: None });
    }

    /// The innermost Markdown container closes at byte `end`, and with it what was opened in it.
    pub fn pop_barrier(&mut self, scribe: &mut Scribe<'_>, end: usize) {
        while self.open.last().is_some_and(|o| !matches!(o.node, Node::Barrier)) {
            self.pop(scribe, end);
        }
        self.open.pop();
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
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
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
        let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
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
            "pre" => matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table"),
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

    fn start_item(&mut self, scribe: &mut Scribe<'_>, at: usize) {
        let list = self.find(|n| matches!(n, Node::List));
        let item = self.find(|n| matches!(n, Node::Item));
        match (list, item) {
            (Some(list), Some(item)) if item > list => self.truncate(scribe, item, self.end),
            (None, Some(item)) => self.truncate(scribe, item, self.end),
            _ => {}
        }
        if list.is_none() {
            self.push(scribe, Node::List, BlockKind::List { ordered: false }, at);
        }
        self.push(scribe, Node::Item, BlockKind::ListItem { task: None }, at);
    }

    /// `</li>` keeps the item open: authors put the nested list behind it.
    fn end_item(&mut self, scribe: &mut Scribe<'_>, end: usize) {
        let Some(item) = self.find(|n| matches!(n, Node::Item)) else { return };
        if self.find(|n| matches!(n, Node::List)).is_some_and(|list| list > item) {
            return;
        }
        self.truncate(scribe, item + 1, end);
        self.open[item].ended = Some(end);
    }

    fn push_table(&mut self, scribe: &mut Scribe<'_>, grid: Grid) {
        self.nest(scribe, grid.start);
        self.touch();
        if self.nodes < MAX_DEPTH {
            self.nodes += 1;
            self.open.push(Open { node: Node::Table(Box::new(grid)), ended: None });
        }
    }

    fn start_section(&mut self, scribe: &mut Scribe<'_>, head: bool) {
        if self.close_to_table(scribe, false)
            && let Some(grid) = self.grid()
        {
            grid.in_head = head;
        }
    }

    fn start_row(&mut self, scribe: &mut Scribe<'_>, at: usize) {
        let Some(grid) = self.grid() else { return };
        let header = grid.in_head;
        let unwritten = grid.unwritten();
        if let Some(kind) = unwritten {
            let start = grid.start;
            let table = scribe.open(kind, start);
            if let Some(grid) = self.grid() {
                grid.written(table);
            }
        }
        let row = scribe.open(BlockKind::Row { header }, at);
        if let Some(grid) = self.grid() {
            grid.row(row);
        }
        self.nodes += 1;
        self.open.push(Open { node: Node::Row, ended: None });
    }

    fn start_cell(&mut self, scribe: &mut Scribe<'_>, tag: &Tag) {
        let Some(table) = self.table(false) else { return };
        self.truncate(scribe, table + 2, self.end);
        let head = tag.name == "th";
        let pair_ended = head && self.grid().is_some_and(|g| g.pair_ended());
        if pair_ended {
            self.truncate(scribe, table + 1, self.end);
        }
        if self.open.len() == table + 1 {
            self.start_row(scribe, tag.span.start);
        }
        let Some(grid) = self.grid() else { return };
        let column = grid.place(tag.colspan, tag.rowspan);
        self.open_cell(scribe, column, head, tag.span.start);
    }

    fn start_definition(&mut self, scribe: &mut Scribe<'_>, tag: &Tag) {
        let Some(table) = self.table(true) else { return };
        let key = tag.name == "dt";
        self.truncate(scribe, table + if key { 1 } else { 2 }, self.end);
        if self.open.len() == table + 1 {
            self.start_row(scribe, tag.span.start);
        }
        self.open_cell(scribe, u16::from(!key), key, tag.span.start);
    }

    fn open_cell(&mut self, scribe: &mut Scribe<'_>, column: u16, head: bool, at: usize) {
        let cell = scribe.open(BlockKind::Cell { column }, at);
        if let Some(grid) = self.grid() {
            grid.cell(cell, column, head);
        }
        self.nodes += 1;
        self.open.push(Open { node: Node::Cell, ended: None });
    }

    fn end_table(&mut self, scribe: &mut Scribe<'_>, end: usize, definition: bool) {
        if let Some(table) = self.table(definition) {
            self.truncate(scribe, table, end);
        }
    }

    /// Closes the innermost row or cell of the innermost table.
    fn end_part(&mut self, scribe: &mut Scribe<'_>, end: usize, wanted: fn(&Node) -> bool) {
        let Some(table) = self.innermost_table() else { return };
        if let Some(i) = (table + 1..self.open.len()).find(|&i| wanted(&self.open[i].node)) {
            self.truncate(scribe, i, end);
        }
    }

    /// Closes what is open in the innermost table; `false` if there is none of this kind.
    fn close_to_table(&mut self, scribe: &mut Scribe<'_>, definition: bool) -> bool {
        let Some(table) = self.table(definition) else { return false };
        self.truncate(scribe, table + 1, self.end);
        true
    }

    /// Opens the item or cell that is missing around a container which stands directly in a list or table.
    pub fn nest(&mut self, scribe: &mut Scribe<'_>, at: usize) {
        match self.open.last().map(|o| &o.node) {
            Some(Node::List) => self.push(scribe, Node::Item, BlockKind::ListItem { task: None }, at),
            Some(Node::Row) => self.open_cell(scribe, 0, false, at),
            Some(Node::Table(_)) => {
                self.start_row(scribe, at);
                self.open_cell(scribe, 0, false, at);
            }
            _ => {}
        }
    }

    /// Opens a container.
    fn push(&mut self, scribe: &mut Scribe<'_>, node: Node, kind: BlockKind, at: usize) {
        if !matches!(node, Node::Item) {
            self.nest(scribe, at);
        }
        self.touch();
        if self.nodes < MAX_DEPTH {
            scribe.open(kind, at);
            self.nodes += 1;
            self.open.push(Open { node, ended: None });
        }
    }

    /// Something was added to the innermost element after its end tag.
    fn touch(&mut self) {
        if let Some(top) = self.open.last_mut() {
            top.ended = None;
        }
    }

    /// Closes the innermost element of a kind, if it is not outside the cell or the Markdown container.
    fn close_to(&mut self, scribe: &mut Scribe<'_>, end: usize, wanted: fn(&Node) -> bool) {
        if let Some(i) = self.find(wanted) {
            self.truncate(scribe, i, end);
        }
    }

    fn find(&self, wanted: fn(&Node) -> bool) -> Option<usize> {
        let scope = |n: &Node| matches!(n, Node::Barrier | Node::Cell | Node::Table(_));
        let i = self.open.iter().rposition(|o| wanted(&o.node) || scope(&o.node))?;
        wanted(&self.open[i].node).then_some(i)
    }

    /// The innermost table if it is a definition list or, respectively, is none.
    fn table(&self, definition: bool) -> Option<usize> {
        let i = self.innermost_table()?;
        matches!(&self.open[i].node, Node::Table(grid) if grid.definition == definition).then_some(i)
    }

    fn innermost_table(&self) -> Option<usize> {
        let i = self.open.iter().rposition(|o| matches!(o.node, Node::Barrier | Node::Table(_)))?;
        matches!(self.open[i].node, Node::Table(_)).then_some(i)
    }

    fn grid(&mut self) -> Option<&mut Grid> {
        let i = self.innermost_table()?;
        match &mut self.open[i].node {
            Node::Table(grid) => Some(grid),
            _ => None,
        }
    }

    /// Closes elements until `length` are open.
    fn truncate(&mut self, scribe: &mut Scribe<'_>, length: usize, end: usize) {
        while self.open.len() > length {
            self.pop(scribe, end);
        }
    }

    fn pop(&mut self, scribe: &mut Scribe<'_>, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let end = open.ended.unwrap_or(end);
        match open.node {
            Node::Barrier => return,
            Node::Table(grid) => grid.finish(scribe, end),
            _ => scribe.close(end),
        }
        self.nodes -= 1;
    }
}

/// Elements with a meaning of their own.
fn structural(name: &str) -> bool {
    matches!(
        name,
        "ul" | "ol"
            | "menu"
            | "dir"
            | "li"
            | "blockquote"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "dl"
            | "dt"
            | "dd"
            | "summary"
            | "title"
            | "hr"
    )
}

/// Elements whose content is no prose of the report.
fn no_prose(name: &str) -> bool {
    matches!(
        name,
        "nav"
            | "footer"
            | "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "select"
            | "textarea"
            | "button"
            | "audio"
            | "video"
            | "canvas"
            | "noembed"
            | "noframes"
            | "pre"
    )
}

/// Elements that end a paragraph and have no other meaning here.
fn breaks_text(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "aside"
            | "center"
            | "address"
            | "figure"
            | "figcaption"
            | "fieldset"
            | "legend"
            | "form"
            | "details"
            | "hgroup"
            | "dialog"
            | "html"
            | "head"
            | "body"
            | "caption"
    )
}
