//! Whether a table has columns or is a list of keys and values.

use crate::document::{BlockBuilder, BlockId, BlockKind, HeadingWords, MarkKind, Prose, TableLayout};

/// The longest key of a key–value table, in characters.
const MAX_KEY: usize = 20;
/// The longest key, in characters, where nothing but its shortness speaks for a key.
const MAX_PLAIN_KEY: usize = 12;

/// The shape of a table that is being written.
#[derive(Debug)]
pub(crate) struct TableShape {
    table: BlockId,
    rows: Vec<RowShape>,
}

#[derive(Debug)]
struct RowShape {
    row: BlockId,
    cells: Vec<CellShape>,
}

#[derive(Debug)]
struct CellShape {
    cell: BlockId,
    column: u16,
    /// `<th>`.
    head: bool,
}

/// What the first paragraph of a cell looks like.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Look {
    chars: usize,
    known: bool,
    bold: bool,
    sentence: bool,
    digits: bool,
}

impl Look {
    fn is_key(self) -> bool {
        self.chars > 0 && self.chars <= MAX_KEY && !self.sentence
    }
}

impl TableShape {
    /// A table without rows.
    pub fn new(table: BlockId) -> Self {
        Self { table, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, row: BlockId) {
        self.rows.push(RowShape { row, cells: Vec::new() });
    }

    /// Adds a cell to the last row.
    pub fn cell(&mut self, cell: BlockId, column: u16, head: bool) {
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(CellShape { cell, column, head });
        }
    }

    /// Marks header rows, for formats in which they are no notation of their own: rows of `<th>` above all others, or a first row
    /// that alone is bold.
    pub fn mark_headers(&self, builder: &mut BlockBuilder) {
        if let [first, second, ..] = self.rows.as_slice()
            && first.cells.len() > 1
            && is_bold_row(first, builder)
            && !is_bold_row(second, builder)
        {
            builder.get_mut(first.row).kind = BlockKind::Row { header: true };
        }
        for row in &self.rows {
            if row.cells.len() < 2 || !row.cells.iter().all(|c| c.head) {
                break;
            }
            builder.get_mut(row.row).kind = BlockKind::Row { header: true };
        }
    }

    /// Sets the layout of the table once all of it is written.
    pub fn settle(&self, builder: &mut BlockBuilder, words: &dyn HeadingWords) {
        let two_columns = self.rows.iter().flat_map(|r| &r.cells).all(|c| c.column < 2)
            && self.rows.iter().any(|r| r.cells.len() == 2);
        if !two_columns {
            return;
        }
        let header =
            self.rows.first().filter(|r| builder.get_mut(r.row).kind == BlockKind::Row { header: true });
        let head = header.map(|r| (self.look(r, 0, builder, words), self.look(r, 1, builder, words)));
        let body: Vec<&RowShape> = self
            .rows
            .iter()
            .filter(|r| builder.get_mut(r.row).kind != BlockKind::Row { header: true })
            .collect();
        let looks: Vec<(Look, Look)> = body
            .iter()
            .filter(|r| r.cells.first().is_some_and(|c| c.column == 0))
            .map(|r| (self.look(r, 0, builder, words), r.look_at_value(builder)))
            .collect();
        let heads = body.iter().all(|r| r.cells.iter().all(|c| c.head == (c.column == 0)));
        // Markdown has no table without a header row: authors put the first pair there.
        let first_pair = head.is_some_and(|(l, r)| l.known && !r.known && r.chars > 0)
            && looks.iter().any(|(l, _)| l.known);
        if looks.is_empty() || !(first_pair || heads || is_key_value(head, &looks)) {
            return;
        }
        builder.get_mut(self.table).kind =
            BlockKind::Table { layout: TableLayout::KeyValue, front_matter: false };
        if first_pair && let Some(header) = header {
            builder.get_mut(header.row).kind = BlockKind::Row { header: false };
        }
    }

    fn look(
        &self,
        row: &RowShape,
        column: u16,
        builder: &mut BlockBuilder,
        words: &dyn HeadingWords,
    ) -> Look {
        let Some((prose, alone)) = row.first_prose(column, builder) else { return Look::default() };
        let text = prose.text();
        Look {
            chars: size(text),
            known: words.is_heading_word(text.trim_end_matches(':').trim_end()),
            bold: is_bold(prose),
            sentence: text.contains('。') || text.contains('\n') || !alone,
            digits: text.contains(|c: char| c.is_ascii_digit()),
        }
    }
}

impl RowShape {
    /// The look of what stands beside a key: only its size and whether it is bold are asked for.
    fn look_at_value(&self, builder: &mut BlockBuilder) -> Look {
        let Some((prose, _)) = self.first_prose(1, builder) else { return Look::default() };
        Look { chars: size(prose.text()), bold: is_bold(prose), ..Look::default() }
    }

    /// The first prose in the cell of a column, and whether the cell holds nothing else.
    fn first_prose<'b>(&self, column: u16, builder: &'b mut BlockBuilder) -> Option<(&'b Prose, bool)> {
        let cell = self.cells.iter().find(|c| c.column == column)?;
        let end = builder.get_mut(cell.cell).end;
        let first = BlockId(cell.cell.0 + 1);
        (first < end).then(|| (&builder.get_mut(first).prose, end.0 == first.0 + 1))
    }
}

/// How many characters a text has, as far as it matters.
fn size(text: &str) -> usize {
    text.chars().count().min(200)
}

fn is_bold_row(row: &RowShape, builder: &mut BlockBuilder) -> bool {
    row.cells.iter().all(|cell| {
        let first = BlockId(cell.cell.0 + 1);
        first < builder.get_mut(cell.cell).end && is_bold(&builder.get_mut(first).prose)
    })
}

fn is_bold(prose: &Prose) -> bool {
    let end = prose.text().len();
    end > 0 && prose.marks().iter().any(|m| m.kind == MarkKind::Strong && m.range == (0..end))
}

/// Whether two columns are keys and their values: by known words, by emphasis, or by shortness where no header names the columns.
fn is_key_value(head: Option<(Look, Look)>, body: &[(Look, Look)]) -> bool {
    if !body.iter().all(|(key, _)| key.is_key() || key.chars == 0) {
        return false;
    }
    if body.iter().any(|(key, _)| key.known) {
        return true;
    }
    let bold = body.iter().all(|(key, value)| key.bold && !value.bold);
    let plain = body.iter().all(|(key, _)| (1..=MAX_PLAIN_KEY).contains(&key.chars) && !key.digits);
    match head {
        Some((left, right)) if left.chars == 0 && right.chars == 0 => bold || plain,
        Some((left, right)) => bold && !left.known && !right.known,
        None => {
            bold || (plain && body.iter().map(|(k, v)| v.chars.cmp(&(2 * k.chars)) as i32).sum::<i32>() > 0)
        }
    }
}
