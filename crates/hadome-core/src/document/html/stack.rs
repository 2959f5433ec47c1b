//! The elements that are open, and closing what tags leave open.

use super::grid::Grid;
use super::writer::Writer;
use crate::document::BlockKind;
use crate::document::markup::{MAX_DEPTH, Scribe};

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
pub(super) struct Open {
    pub node: Node,
    /// The byte after its end tag, if it had one but stays open for a list that follows it.
    pub ended: Option<usize>,
}

impl Writer {
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
    pub(super) fn push(&mut self, scribe: &mut Scribe<'_>, node: Node, kind: BlockKind, at: usize) {
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
    pub(super) fn touch(&mut self) {
        if let Some(top) = self.open.last_mut() {
            top.ended = None;
        }
    }

    /// Closes the innermost element of a kind, if it is not outside the cell or the Markdown container.
    pub(super) fn close_to(&mut self, scribe: &mut Scribe<'_>, end: usize, wanted: fn(&Node) -> bool) {
        if let Some(i) = self.find(wanted) {
            self.truncate(scribe, i, end);
        }
    }

    pub(super) fn start_item(&mut self, scribe: &mut Scribe<'_>, at: usize) {
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
    pub(super) fn end_item(&mut self, scribe: &mut Scribe<'_>, end: usize) {
        let Some(item) = self.find(|n| matches!(n, Node::Item)) else { return };
        if self.find(|n| matches!(n, Node::List)).is_some_and(|list| list > item) {
            return;
        }
        self.truncate(scribe, item + 1, end);
        self.open[item].ended = Some(end);
    }

    pub(super) fn find(&self, wanted: fn(&Node) -> bool) -> Option<usize> {
        let scope = |n: &Node| matches!(n, Node::Barrier | Node::Cell | Node::Table(_));
        let i = self.open.iter().rposition(|o| wanted(&o.node) || scope(&o.node))?;
        wanted(&self.open[i].node).then_some(i)
    }

    /// Closes elements until `length` are open.
    pub(super) fn truncate(&mut self, scribe: &mut Scribe<'_>, length: usize, end: usize) {
        while self.open.len() > length {
            self.pop(scribe, end);
        }
    }

    pub(super) fn pop(&mut self, scribe: &mut Scribe<'_>, end: usize) {
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
