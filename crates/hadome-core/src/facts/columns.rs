//! What the header of a column, or the key of a row, says of the cells that it names.

use std::cell::RefCell;
use std::collections::HashMap;

use rustc_hash::FxHashMap;

use crate::document::{BlockId, Document};
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
    pub action: Option<usize>,
    /// Ids of causes or measures.
    pub ids: bool,
    /// Names of causes.
    pub references: bool,
}

impl Column {
    fn of(header: &str, lexicon: &Lexicon) -> Self {
        let header = &*fold(header);
        let words = &lexicon.fields;
        Self {
            owner: words.owner.columns.contains(header),
            due: words.due.columns.contains(header),
            status: words.status.columns.contains(header),
            links: words.link_columns.contains(header),
            field: words.is_field_column(header),
            telling: words.telling_columns.contains(header),
            action: words.action_columns.iter().position(|c| c == header),
            ids: lexicon.links.id_columns.is_match(header),
            references: lexicon.links.reference_columns.is_match(header),
        }
    }
}

/// The columns of a document. Its tables share few headers, and each is looked up once.
#[derive(Debug, Default)]
pub(super) struct Columns<'d> {
    headers: RefCell<HashMap<&'d str, Column>>,
    /// What is said of each cell that was asked about: the readers of a measure's row ask one after the other.
    cells: RefCell<FxHashMap<BlockId, Option<Column>>>,
}

impl<'d> Columns<'d> {
    /// What is said of a cell; `None` if it has no header.
    pub fn of(&self, cell: BlockId, document: &'d Document, lexicon: &Lexicon) -> Option<Column> {
        let read = || {
            let header = document.column_header(cell)?;
            let mut headers = self.headers.borrow_mut();
            Some(*headers.entry(header).or_insert_with(|| Column::of(header, lexicon)))
        };
        *self.cells.borrow_mut().entry(cell).or_insert_with(read)
    }
}
