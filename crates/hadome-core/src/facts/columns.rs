//! What the header of a column, or the key of a row, says of the cells that it names.

use std::cell::RefCell;
use std::collections::HashMap;

use rustc_hash::FxHashMap;

use crate::document::{BlockId, BlockKind, Document, TableLayout};
use crate::lexicon::{Lexicon, fold};

/// What a header says of its cells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Column {
    pub owner: bool,
    pub due: bool,
    pub status: bool,
    /// Tickets and links.
    pub links: bool,
    /// A field, a number or a remark rather than what is done.
    pub field: bool,
    /// Every entry is a measure.
    pub telling: bool,
    /// What is done; the lowest is the best such column.
    pub action: Option<u16>,
    /// Ids of causes or measures.
    pub ids: bool,
    /// Names of causes.
    pub references: bool,
    /// Times of each kind of moment, and the date of the report.
    pub moments: [bool; 4],
}

impl Column {
    fn of(header: &str, lexicon: &Lexicon) -> Self {
        let moments = lexicon.timeline.named(header);
        let header = &*fold(header);
        let words = &lexicon.fields;
        Self {
            owner: words.owner.columns.contains(header),
            due: words.due.columns.contains(header),
            status: words.status.columns.contains(header),
            links: words.link_columns.contains(header),
            field: words.is_field_column(header),
            telling: words.telling_columns.contains(header),
            action: words.action_columns.iter().position(|c| c == header).map(|i| i as u16),
            ids: lexicon.links.id_columns.is_match(header),
            references: lexicon.links.reference_columns.is_match(header),
            moments,
        }
    }
}

/// The columns of a document. Its tables share few headers, and each is looked up once.
#[derive(Debug, Default)]
pub(super) struct Columns<'d> {
    headers: RefCell<HashMap<&'d str, Column>>,
    /// What is said of the cells that share a header, of those that were asked about.
    cells: RefCell<FxHashMap<Shared, Option<Column>>>,
}

/// Cells that share a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Shared {
    /// Those below the first row of a table in one column.
    Column(BlockId, u16),
    /// A cell for itself, whose key stands beside it.
    Cell(BlockId),
}

impl Shared {
    fn of(cell: BlockId, document: &Document) -> Option<Self> {
        let BlockKind::Cell { column } = document.block(cell).kind else { return None };
        let row = document.block(cell).parent?;
        let table = document.block(row).parent?;
        match document.block(table).kind {
            BlockKind::Table { layout: TableLayout::KeyValue, .. } => Some(Self::Cell(cell)),
            _ if row.0 == table.0 + 1 => None,
            _ => Some(Self::Column(table, column)),
        }
    }
}

impl<'d> Columns<'d> {
    /// What is said of a cell; `None` if it has no header.
    pub fn of(&self, cell: BlockId, document: &'d Document, lexicon: &Lexicon) -> Option<Column> {
        let read = || {
            let header = document.column_header(cell)?;
            let mut headers = self.headers.borrow_mut();
            let known = || lexicon.headers.known(header, || Column::of(header, lexicon));
            Some(*headers.entry(header).or_insert_with(known))
        };
        let shared = Shared::of(cell, document)?;
        *self.cells.borrow_mut().entry(shared).or_insert_with(read)
    }
}
