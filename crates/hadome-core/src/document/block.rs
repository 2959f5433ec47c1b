//! Blocks: the nodes of a document.

use serde::Serialize;

use super::Prose;
use crate::source::Span;

/// The index of a block in [`Document::blocks`](super::Document::blocks). Blocks stand in pre-order, which is the order of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct BlockId(pub u32);

impl BlockId {
    /// The same as an array index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// How a heading is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadingNotation {
    /// `# …`, setext or `<h1>` … `<h6>`.
    Markup,
    /// A line of plain text that opens a section: ■ …, 【…】, 1. …, 第1章 …, or a line of its own between blank lines.
    Line,
    /// A bold line standing alone.
    Bold,
    /// A label with a colon before its text: 原因：….
    Label,
}

/// What the left column of a table means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableLayout {
    /// The first row (if any header row is marked) names the columns; each other row is a record.
    Columns,
    /// Two columns, the left one names what the right one holds. Also definition lists and front matter.
    KeyValue,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum BlockKind {
    /// A heading; its prose is the text without markers. `level` 1 is the outermost.
    Heading {
        /// 1 to 6 for markup; a deeper number for notations that nest below it.
        level: u8,
        /// How it is written.
        notation: HeadingNotation,
    },
    /// Running prose. The text of a list item, a table cell or a quote is in paragraphs below it.
    Paragraph,
    /// A list; its children are items.
    List {
        /// Whether the items are numbered.
        ordered: bool,
    },
    /// One list item; its first child is usually the paragraph with its own text, nested lists follow.
    ListItem {
        /// For a task list: whether it is ticked.
        task: Option<bool>,
    },
    /// A table; its children are rows.
    Table {
        /// What the left column means.
        layout: TableLayout,
        /// Whether this is front matter rather than a table of the text.
        front_matter: bool,
    },
    /// A row; its children are cells.
    Row {
        /// Whether its cells name the columns.
        header: bool,
    },
    /// A cell; its children are paragraphs or lists.
    Cell {
        /// 0-based column.
        column: u16,
    },
    /// A block quote.
    Quote,
    /// A code block; it has no prose and no rule reads it.
    Code,
    /// A footnote definition.
    Footnote,
}

/// A node of the document.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The source bytes it covers, markers included.
    pub span: Span,
    /// The block around it; `None` at top level.
    pub parent: Option<BlockId>,
    /// The id after the last block inside this one; `id + 1` for a leaf.
    pub end: BlockId,
    /// Joined text of a heading or paragraph; empty for every other kind.
    pub prose: Prose,
}
