//! The columns of a table that is being read.

use crate::document::markup::{Scribe, TableShape};
use crate::document::{BlockId, BlockKind, TableLayout};

/// Columns beyond this many are counted no more.
const MAX_COLUMNS: usize = 64;

/// A table or a definition list.
#[derive(Debug)]
pub(super) struct Grid {
    /// Where its start tag begins.
    pub start: usize,
    /// Whether it is a `<dl>`.
    pub definition: bool,
    /// Whether rows belong to `<thead>`.
    pub in_head: bool,
    /// It is written at its first row, so that a caption comes before it.
    opened: bool,
    shape: Option<TableShape>,
    /// For each column: how many rows it is still covered by a cell above.
    covered: Vec<usize>,
    /// For each column of this row: whether it is covered from above.
    busy: Vec<bool>,
    column: usize,
    /// Of the cells of this row, whether they are `<th>`.
    first_head: Option<bool>,
    last_head: bool,
}

impl Grid {
    /// A table without rows.
    pub fn new(start: usize, definition: bool) -> Self {
        Self {
            start,
            definition,
            in_head: false,
            opened: false,
            shape: None,
            covered: Vec::new(),
            busy: Vec::new(),
            column: 0,
            first_head: None,
            last_head: false,
        }
    }

    /// The block that must be opened before the first row.
    pub fn unwritten(&self) -> Option<BlockKind> {
        let layout = if self.definition { TableLayout::KeyValue } else { TableLayout::Columns };
        (!self.opened).then_some(BlockKind::Table { layout, front_matter: false })
    }

    /// The block was opened; it may lie too deep to exist.
    pub fn written(&mut self, table: Option<BlockId>) {
        self.opened = true;
        self.shape = table.map(TableShape::new);
    }

    /// A row begins.
    pub fn row(&mut self, row: Option<BlockId>) {
        self.busy = self.covered.iter().map(|&rows| rows > 0).collect();
        self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        self.column = 0;
        self.first_head = None;
        if let (Some(shape), Some(row)) = (&mut self.shape, row) {
            shape.row(row);
        }
    }

    /// The column of the next cell.
    pub fn place(&mut self, colspan: usize, rowspan: usize) -> u16 {
        while self.busy.get(self.column) == Some(&true) {
            self.column += 1;
        }
        let column = self.column.min(MAX_COLUMNS);
        let end = (column.saturating_add(colspan)).min(MAX_COLUMNS);
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        if column < end {
            self.covered[column..end].fill(rowspan - 1);
        }
        self.column = end.max(column);
        column as u16
    }

    /// A cell begins.
    pub fn cell(&mut self, cell: Option<BlockId>, column: u16, head: bool) {
        self.first_head.get_or_insert(head);
        self.last_head = head;
        if let (Some(shape), Some(cell)) = (&mut self.shape, cell) {
            shape.cell(cell, column, head);
        }
    }

    /// Whether a `<th>` now begins a second pair in the same row: forms put 報告日 and 報告者 side by side.
    pub fn pair_ended(&self) -> bool {
        self.first_head == Some(true) && !self.last_head
    }

    /// The table ends at byte `end`.
    pub fn finish(&self, scribe: &mut Scribe<'_>, end: usize) {
        if !self.opened {
            return;
        }
        scribe.flush();
        if let Some(shape) = &self.shape
            && !self.definition
        {
            shape.mark_headers(&mut scribe.builder);
            scribe.settle_table(shape);
        }
        scribe.close(end);
    }
}
