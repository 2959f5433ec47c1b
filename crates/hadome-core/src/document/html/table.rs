//! Tables and definition lists.

use super::grid::Grid;
use super::stack::{Node, Open};
use super::tokens::Tag;
use super::writer::Writer;
use crate::document::BlockKind;
use crate::document::markup::{MAX_DEPTH, Scribe};

impl Writer {
    pub(super) fn push_table(&mut self, scribe: &mut Scribe<'_>, grid: Grid) {
        self.nest(scribe, grid.start);
        self.touch();
        if self.nodes < MAX_DEPTH {
            self.nodes += 1;
            self.open.push(Open { node: Node::Table(Box::new(grid)), ended: None });
        }
    }

    pub(super) fn start_section(&mut self, scribe: &mut Scribe<'_>, head: bool) {
        if self.close_to_table(scribe, false)
            && let Some(grid) = self.grid()
        {
            grid.in_head = head;
        }
    }

    pub(super) fn start_row(&mut self, scribe: &mut Scribe<'_>, at: usize) {
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

    pub(super) fn start_cell(&mut self, scribe: &mut Scribe<'_>, tag: &Tag) {
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

    pub(super) fn start_definition(&mut self, scribe: &mut Scribe<'_>, tag: &Tag) {
        let Some(table) = self.table(true) else { return };
        let key = tag.name == "dt";
        self.truncate(scribe, table + if key { 1 } else { 2 }, self.end);
        if self.open.len() == table + 1 {
            self.start_row(scribe, tag.span.start);
        }
        self.open_cell(scribe, u16::from(!key), key, tag.span.start);
    }

    pub(super) fn open_cell(&mut self, scribe: &mut Scribe<'_>, column: u16, head: bool, at: usize) {
        let cell = scribe.open(BlockKind::Cell { column }, at);
        if let Some(grid) = self.grid() {
            grid.cell(cell, column, head);
        }
        self.nodes += 1;
        self.open.push(Open { node: Node::Cell, ended: None });
    }

    pub(super) fn end_table(&mut self, scribe: &mut Scribe<'_>, end: usize, definition: bool) {
        if let Some(table) = self.table(definition) {
            self.truncate(scribe, table, end);
        }
    }

    /// Closes the innermost row or cell of the innermost table.
    pub(super) fn end_part(&mut self, scribe: &mut Scribe<'_>, end: usize, wanted: fn(&Node) -> bool) {
        let Some(table) = self.innermost_table() else { return };
        if let Some(i) = (table + 1..self.open.len()).find(|&i| wanted(&self.open[i].node)) {
            self.truncate(scribe, i, end);
        }
    }

    /// Closes what is open in the innermost table; `false` if there is none of this kind.
    pub(super) fn close_to_table(&mut self, scribe: &mut Scribe<'_>, definition: bool) -> bool {
        let Some(table) = self.table(definition) else { return false };
        self.truncate(scribe, table + 1, self.end);
        true
    }

    /// The innermost table if it is a definition list or, respectively, is none.
    pub(super) fn table(&self, definition: bool) -> Option<usize> {
        let i = self.innermost_table()?;
        matches!(&self.open[i].node, Node::Table(grid) if grid.definition == definition).then_some(i)
    }

    pub(super) fn innermost_table(&self) -> Option<usize> {
        let i = self.open.iter().rposition(|o| matches!(o.node, Node::Barrier | Node::Table(_)))?;
        matches!(self.open[i].node, Node::Table(_)).then_some(i)
    }

    pub(super) fn grid(&mut self) -> Option<&mut Grid> {
        let i = self.innermost_table()?;
        match &mut self.open[i].node {
            Node::Table(grid) => Some(grid),
            _ => None,
        }
    }
}
