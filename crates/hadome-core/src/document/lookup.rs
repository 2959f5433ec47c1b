//! Questions about a document that several of its parts answer together.

use super::{BlockId, BlockKind, Document, ItemId, SectionId, TableLayout};

/// How many columns of a table are read together. No table that people read has more, and what stands in one cell may look at all
/// others of its row.
const COLUMNS: usize = 128;

impl Document {
    /// The section that a block stands in. A heading stands in the section it opens.
    pub fn section_of(&self, id: BlockId) -> SectionId {
        self.section_of.get(id.index()).copied().unwrap_or(SectionId(0))
    }

    /// What names a cell: the header of its column, or the key of its row in a key–value table. `None` for header and key cells,
    /// for tables without a header row, for columns beyond the 128th, and for blocks that are no cell.
    pub fn column_header(&self, cell: BlockId) -> Option<&str> {
        let BlockKind::Cell { column } = self.block(cell).kind else { return None };
        let row = self.block(cell).parent?;
        let table = self.block(row).parent?;
        match self.block(table).kind {
            BlockKind::Table { layout: TableLayout::KeyValue, .. } => {
                let key = self.children(row).next()?;
                (key != cell).then(|| self.first_text(key))
            }
            _ => {
                let header = self.children(table).next()?;
                let named = self.block(header).kind == (BlockKind::Row { header: true }) && header != row;
                let same = |c: &BlockId| self.block(*c).kind == BlockKind::Cell { column };
                named.then(|| self.children(header).take(COLUMNS).find(same))?.map(|c| self.first_text(c))
            }
        }
    }

    /// The key of a row of a key–value table: the text of its left cell.
    pub fn key_of(&self, row: BlockId) -> Option<&str> {
        let table = self.block(row).parent?;
        let BlockKind::Table { layout: TableLayout::KeyValue, .. } = self.block(table).kind else {
            return None;
        };
        self.children(row).next().map(|key| self.first_text(key))
    }

    /// The cells of the table row that an item is or stands in, the item's own cell included: the first 128. Empty outside tables.
    pub fn row_cells(&self, item: ItemId) -> Vec<BlockId> {
        match self.row_of(self.item(item).block) {
            Some(row) => self.children(row).take(COLUMNS).collect(),
            None => Vec::new(),
        }
    }

    /// The innermost table row that a block is or stands in.
    pub fn row_of(&self, block: BlockId) -> Option<BlockId> {
        let mut at = Some(block);
        while let Some(id) = at {
            if matches!(self.block(id).kind, BlockKind::Row { .. }) {
                return Some(id);
            }
            at = self.block(id).parent;
        }
        None
    }

    /// The cell of a row item that the column with its section's role holds, when the table is read by rows because of that
    /// column: under `対策 | 担当 | 期限` the 対策 cell.
    pub fn role_cell(&self, item: ItemId) -> Option<BlockId> {
        let item = self.item(item);
        let heading = self.section(item.section).heading?;
        let BlockKind::Cell { column } = self.block(heading).kind else { return None };
        let row = self.row_of(item.block)?;
        if self.block(row).parent != self.block(self.block(heading).parent?).parent {
            return None;
        }
        self.children(row).take(COLUMNS).find(|&c| self.block(c).kind == BlockKind::Cell { column })
    }

    /// The heading of a section as text: without number marks of the notation, folded. The root has none.
    pub fn section_title(&self, id: SectionId) -> Option<&str> {
        self.section(id).heading.map(|h| self.first_text(h))
    }

    /// The text of a heading, or of whatever block names a section.
    pub fn heading_text(&self, id: BlockId) -> &str {
        self.first_text(id)
    }

    /// The sections around a section, outermost first, itself last, without the root.
    pub fn section_path(&self, id: SectionId) -> Vec<SectionId> {
        let mut path = Vec::new();
        let mut at = Some(id);
        while let Some(section) = at.filter(|s| s.0 != 0) {
            path.push(section);
            at = self.section(section).parent;
        }
        path.reverse();
        path
    }

    /// All prose inside a block, paragraphs joined by line breaks.
    pub fn block_text(&self, id: BlockId) -> String {
        let inside = &self.blocks[id.index()..self.block(id).end.index()];
        let texts: Vec<&str> = inside.iter().map(|b| b.prose.text()).filter(|t| !t.is_empty()).collect();
        texts.join("\n")
    }

    /// The text of the first block with prose in a block.
    fn first_text(&self, id: BlockId) -> &str {
        let inside = &self.blocks[id.index()..self.block(id).end.index()];
        inside.iter().map(|b| b.prose.text()).find(|t| !t.is_empty()).unwrap_or("")
    }
}
