//! Sections: which heading, key or column is in force over which blocks.

use super::resolve;
use super::role_table::{Classified, RoleTable};
use super::{Block, BlockId, BlockKind, HeadingNotation, RoleSet, Section, SectionId, TableLayout};
use crate::source::Span;

/// The outline of a document.
#[derive(Debug)]
pub(super) struct Outline {
    /// All sections; the first is the root.
    pub sections: Vec<Section>,
    /// The section of each block.
    pub section_of: Vec<SectionId>,
    /// What each block is to the items.
    pub place: Vec<Place>,
}

/// What a block is to the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Place {
    /// Nothing special.
    #[default]
    Plain,
    /// A row whose cells are read one by one, or whose key names a section: it is no item itself.
    SplitRow,
    /// A cell under a column with a role: an item of its own.
    RoleCell,
    /// A cell that names something (a key) or stands beside role cells: its text belongs to no item.
    SideCell,
}

/// A section while the outline is written.
pub(super) struct Draft {
    pub section: Section,
    pub class: Classified,
    /// Whether its heading stands in a block quote.
    pub quoted: bool,
    /// Whether a heading opened it, rather than a key or a column.
    pub headed: bool,
    /// Whether that heading stands inside a list item.
    pub in_item: bool,
}

/// An open section.
struct Open {
    id: SectionId,
    /// How deep its heading ranks in its container: a heading closes those of its rank and deeper ones.
    rank: u16,
    container: Option<BlockId>,
    /// The block id at which it ends at the latest.
    limit: u32,
}

/// Reads the outline off a block arena.
pub(super) fn outline(blocks: &[Block], title: Option<BlockId>, roles: &RoleTable) -> Outline {
    let mut writer = Writer::new(blocks, roles);
    for index in 0..blocks.len() {
        writer.block(BlockId(index as u32));
    }
    let Writer { mut drafts, section_of, place, .. } = writer.finish();
    resolve::resolve(blocks, &mut drafts, title);
    Outline { sections: drafts.into_iter().map(|d| d.section).collect(), section_of, place }
}

struct Writer<'a> {
    blocks: &'a [Block],
    roles: &'a RoleTable,
    drafts: Vec<Draft>,
    open: Vec<Open>,
    section_of: Vec<SectionId>,
    place: Vec<Place>,
    /// For the table being read: the header cell and the verdict of each column.
    columns: Vec<Column>,
    /// The block id at which the quote being read ends.
    quote_end: u32,
}

/// What the header says of a column.
struct Column {
    header: BlockId,
    class: Classified,
}

impl<'a> Writer<'a> {
    fn new(blocks: &'a [Block], roles: &'a RoleTable) -> Self {
        let end = blocks.len() as u32;
        let root = Section {
            parent: None,
            level: 0,
            heading: None,
            blocks: 0..end,
            own_roles: RoleSet::EMPTY,
            roles: RoleSet::EMPTY,
            judging: false,
            span: Span::new(0, blocks.iter().map(|b| b.span.end).max().unwrap_or(0)),
        };
        Self {
            blocks,
            roles,
            drafts: vec![Draft {
                section: root,
                class: Classified::default(),
                quoted: false,
                headed: false,
                in_item: false,
            }],
            open: vec![Open { id: SectionId(0), rank: 0, container: None, limit: end }],
            section_of: Vec::with_capacity(blocks.len()),
            place: vec![Place::Plain; blocks.len()],
            columns: Vec::new(),
            quote_end: 0,
        }
    }

    fn block(&mut self, id: BlockId) {
        while self.open.len() > 1 && self.open.last().is_some_and(|o| o.limit <= id.0) {
            self.close(id.0);
        }
        let block = &self.blocks[id.index()];
        match block.kind {
            BlockKind::Heading { level, notation } => self.heading(id, level, notation),
            BlockKind::Quote => self.quote_end = self.quote_end.max(block.end.0),
            BlockKind::Table { layout: TableLayout::Columns, .. } => self.table(id),
            BlockKind::Row { header: false } => self.row(id),
            BlockKind::Cell { column } => self.cell(id, column),
            _ => {}
        }
        self.section_of.push(self.current());
    }

    fn current(&self) -> SectionId {
        self.open.last().map_or(SectionId(0), |o| o.id)
    }

    fn heading(&mut self, id: BlockId, level: u8, notation: HeadingNotation) {
        let block = &self.blocks[id.index()];
        let rank = match notation {
            HeadingNotation::Markup | HeadingNotation::Line => u16::from(level),
            HeadingNotation::Bold => 300,
            HeadingNotation::Label => 400,
        };
        while self.open.len() > 1
            && self.open.last().is_some_and(|o| o.container == block.parent && o.rank >= rank)
        {
            self.close(id.0);
        }
        let class = self.roles.classify(block.prose.text());
        let mut limit = self.end_of(block.parent);
        if notation == HeadingNotation::Label
            && class.neutral
            && let Some(next) = self.blocks.get(id.index() + 1)
            && next.parent == block.parent
            && next.kind == BlockKind::Paragraph
        {
            // 「参考：…」 is about its own text, not about what follows.
            limit = next.end.0;
        }
        self.push(id, id, rank, block.parent, limit, class, true);
    }

    /// A table whose columns have roles of their own. With one such column the whole row is read in its light; with several,
    /// or with columns beside it that say other things, each cell is.
    fn table(&mut self, id: BlockId) {
        self.columns.clear();
        let header =
            self.children(id).find(|&r| self.blocks[r.index()].kind == BlockKind::Row { header: true });
        let Some(header) = header else { return };
        let cells: Vec<BlockId> = self.children(header).collect();
        let columns: Vec<Column> = cells
            .into_iter()
            .map(|header| Column { header, class: self.roles.classify(self.text_of(header)) })
            .collect();
        let decisive: Vec<&Column> = columns.iter().filter(|c| is_decisive(c, &columns)).collect();
        match decisive.as_slice() {
            [] => {}
            [only] if self.is_read_by_rows(only, &columns) => {
                let (header, class) = (only.header, only.class.clone());
                let end = self.blocks[id.index()].end.0;
                self.push(header, id, 500, Some(id), end, class, false);
            }
            _ => self.columns = columns,
        }
    }

    /// Whether the other columns only add to the one with the role: owner, date, details.
    fn is_read_by_rows(&self, column: &Column, columns: &[Column]) -> bool {
        let others = columns.iter().filter(|c| c.header != column.header);
        let mut details = false;
        let mut subjects = false;
        for other in others {
            let text = self.text_of(other.header);
            details |= self.roles.is_detail(text);
            subjects |= !other.class.roles.is_empty() || self.roles.is_subject(text);
        }
        details || !subjects
    }

    /// A row of a key–value table whose key is a known heading is a section.
    fn row(&mut self, id: BlockId) {
        let block = &self.blocks[id.index()];
        let table = block.parent.map(|t| self.blocks[t.index()].kind);
        if !matches!(table, Some(BlockKind::Table { layout: TableLayout::KeyValue, .. })) {
            if !self.columns.is_empty() && block.parent.is_some_and(|t| self.is_table_of_columns(t)) {
                self.place[id.index()] = Place::SplitRow;
            }
            return;
        }
        let Some(key) = self.children(id).next() else { return };
        let text = self.text_of(key);
        let class = self.roles.classify(text);
        self.place[key.index()] = Place::SideCell;
        // A long key that only ends in a known word names a thing, not a section: WebSocketの切断検知.
        const SHORT_KEY: usize = 10;
        if class.is_known() && (class.whole || text.chars().count() <= SHORT_KEY) {
            self.place[id.index()] = Place::SplitRow;
            self.push(key, id, 500, Some(id), block.end.0, class, false);
        }
    }

    fn cell(&mut self, id: BlockId, column: u16) {
        let block = &self.blocks[id.index()];
        let row = block.parent.filter(|r| self.place[r.index()] == Place::SplitRow);
        let table = row.and_then(|r| self.blocks[r.index()].parent);
        if !table.is_some_and(|t| self.is_table_of_columns(t)) {
            return;
        }
        let Some(column) = self.columns.get(usize::from(column)) else { return };
        let (header, mut class) = (column.header, column.class.clone());
        let has_role = !class.roles.is_empty() || !class.ambiguous.is_empty();
        class.neutral |= !has_role;
        self.place[id.index()] = if has_role { Place::RoleCell } else { Place::SideCell };
        self.push(header, id, 500, Some(id), block.end.0, class, false);
    }

    fn is_table_of_columns(&self, table: BlockId) -> bool {
        let own = self.columns.first().and_then(|c| self.blocks[c.header.index()].parent);
        own.is_some_and(|row| self.blocks[row.index()].parent == Some(table))
    }

    #[allow(clippy::too_many_arguments, reason = "one call per kind of section, all of its facts at hand")]
    fn push(
        &mut self,
        heading: BlockId,
        first: BlockId,
        rank: u16,
        container: Option<BlockId>,
        limit: u32,
        class: Classified,
        headed: bool,
    ) {
        let parent = self.current();
        let enclosing = self.open.last().map_or(limit, |o| o.limit);
        let level = self.drafts[parent.0 as usize].section.level.saturating_add(1);
        let id = SectionId(self.drafts.len() as u32);
        let section = Section {
            parent: Some(parent),
            level,
            heading: Some(heading),
            blocks: first.0..limit.min(enclosing),
            own_roles: RoleSet::EMPTY,
            roles: RoleSet::EMPTY,
            judging: false,
            span: self.blocks[first.index()].span,
        };
        let quoted = first.0 < self.quote_end;
        let in_item =
            container.is_some_and(|c| matches!(self.blocks[c.index()].kind, BlockKind::ListItem { .. }));
        self.drafts.push(Draft { section, class, quoted, headed, in_item });
        self.open.push(Open { id, rank, container, limit: limit.min(enclosing) });
    }

    /// Ends the innermost section before block `end`.
    fn close(&mut self, end: u32) {
        let Some(open) = self.open.pop() else { return };
        let section = &mut self.drafts[open.id.0 as usize].section;
        section.blocks.end = end.min(open.limit).max(section.blocks.start);
        let last = &self.blocks[(section.blocks.end as usize).saturating_sub(1).min(self.blocks.len() - 1)];
        section.span = section.span.join(last.span);
    }

    fn finish(mut self) -> Self {
        while self.open.len() > 1 {
            self.close(self.blocks.len() as u32);
        }
        self
    }

    fn end_of(&self, container: Option<BlockId>) -> u32 {
        container.map_or(self.blocks.len() as u32, |c| self.blocks[c.index()].end.0)
    }

    fn children(&self, id: BlockId) -> impl Iterator<Item = BlockId> + use<'a> {
        children(self.blocks, id)
    }

    fn text_of(&self, id: BlockId) -> &'a str {
        text_of(self.blocks, id)
    }
}

/// A two-column table whose header names a cause or a measure is a table of columns, whatever its left column looks like.
pub(super) fn relayout(blocks: &mut [Block], roles: &RoleTable) {
    for index in 0..blocks.len() {
        let BlockKind::Table { layout: TableLayout::KeyValue, front_matter: false } = blocks[index].kind
        else {
            continue;
        };
        let table = BlockId(index as u32);
        let Some(header) = children(blocks, table).next() else { continue };
        if blocks[header.index()].kind != (BlockKind::Row { header: true }) {
            continue;
        }
        let columns: Vec<Column> = children(blocks, header)
            .map(|header| Column { header, class: roles.classify(text_of(blocks, header)) })
            .collect();
        if columns.iter().any(|c| is_decisive(c, &columns)) {
            blocks[index].kind = BlockKind::Table { layout: TableLayout::Columns, front_matter: false };
        }
    }
}

fn children(blocks: &[Block], id: BlockId) -> impl Iterator<Item = BlockId> {
    let end = blocks[id.index()].end;
    let mut next = BlockId(id.0 + 1);
    std::iter::from_fn(move || {
        (next < end).then(|| {
            let child = next;
            next = blocks[child.index()].end;
            child
        })
    })
}

/// The text of the first block with prose in a block.
fn text_of(blocks: &[Block], id: BlockId) -> &str {
    let inside = &blocks[id.index()..blocks[id.index()].end.index()];
    inside.iter().map(|b| b.prose.text()).find(|t| !t.is_empty()).unwrap_or("")
}

/// Whether a column says on its own what its cells are: a cause or a measure. An ambiguous header (対策) counts when it comes to
/// a measure among the other columns.
fn is_decisive(column: &Column, columns: &[Column]) -> bool {
    let decisive = RoleSet::measures().union(RoleSet::causes());
    if column.class.roles.intersects(decisive) {
        return true;
    }
    let beside_cause = columns.iter().any(|c| c.class.roles.intersects(RoleSet::causes()));
    column
        .class
        .ambiguous
        .iter()
        .any(|c| c.decide(false, false, beside_cause).intersects(RoleSet::measures()))
}
