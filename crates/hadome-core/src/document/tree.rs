//! The document: blocks, and what is read off them.

use std::ops::Range;

use serde::Serialize;

use super::{Block, BlockId, Format, RoleSet};
use crate::source::Span;

/// The index of a section in [`Document::sections`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct SectionId(pub u32);

/// The index of an item in [`Document::items`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct ItemId(pub u32);

/// The index of a sentence in [`Document::sentences`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct SentenceId(pub u32);

/// A parsed report.
#[derive(Debug, Clone)]
pub struct Document {
    /// The format it was read as.
    pub format: Format,
    /// All blocks in pre-order.
    pub blocks: Vec<Block>,
    /// All sections in source order; the first is the root, which has no heading and covers the whole document.
    pub sections: Vec<Section>,
    /// All items in source order; an item's parent stands before it.
    pub items: Vec<Item>,
    /// All sentences in source order.
    pub sentences: Vec<Sentence>,
    /// Comments that may carry suppression directives: HTML comments, and lines of plain text that begin with `#` or `//`
    /// and the word `hadome-`.
    pub comments: Vec<Comment>,
    /// The title: the front matter's `title`, else the first level-1 heading, else `<title>`, else the first line of plain text
    /// that looks like one. An index into `blocks`.
    pub title: Option<BlockId>,
    /// The section of each block, see [`Document::section_of`].
    pub(crate) section_of: Vec<SectionId>,
}

/// A comment of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The whole comment, markers included.
    pub span: Span,
    /// Its text without markers, trimmed.
    pub text: String,
    /// Where `text` stands in the source.
    pub text_span: Span,
}

/// A section of the outline.
#[derive(Debug, Clone)]
pub struct Section {
    /// The section around it; `None` for the root only.
    pub parent: Option<SectionId>,
    /// 0 for the root; else the nesting level of its heading.
    pub level: u8,
    /// The block that names it: a heading, the left cell of a key–value row, or the header cell of a column. `None` for the root.
    pub heading: Option<BlockId>,
    /// Its blocks, heading included (but for a column's header cell), subsections included.
    pub blocks: Range<u32>,
    /// The roles its own heading names.
    pub own_roles: RoleSet,
    /// The roles in force: its own if it has any, else those of its parent.
    pub roles: RoleSet,
    /// Whether its heading judges or discusses measures (再発防止策の検証, 〜について考える) or quotes other reports; such a section holds no
    /// measures and no causes.
    pub judging: bool,
    /// The source bytes from its heading to its end.
    pub span: Span,
}

/// What makes up an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// A list item.
    ListItem,
    /// A table row (not a header row). Where the columns name different roles there is no row item but one item a cell.
    Row,
    /// A table cell under a column whose header names a role (原因 | 対策): the item of its row for that role. Owner and date stand
    /// in the other cells, see [`Document::row_cells`].
    Cell,
    /// One sentence of running prose.
    Sentence,
}

/// One list item with its children, one table row (or cell of a table whose columns have roles), or one sentence of running prose.
#[derive(Debug, Clone)]
pub struct Item {
    /// What makes it up.
    pub kind: ItemKind,
    /// The list item, row or cell, or the paragraph that holds the sentence.
    pub block: BlockId,
    /// The section it stands in.
    pub section: SectionId,
    /// The list item or row it is nested in.
    pub parent: Option<ItemId>,
    /// Its own source bytes, without nested items: where a finding about the item as a whole points.
    pub span: Span,
    /// Its own sentences, without those of nested items. May be empty.
    pub sentences: Range<u32>,
    /// How deep it is nested in other items; 0 at the top.
    pub depth: u16,
}

/// One sentence of joined prose.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// The paragraph or heading whose prose holds it.
    pub block: BlockId,
    /// Bytes of that block's [`Prose::text`](super::Prose::text).
    pub range: Range<usize>,
    /// The section it stands in. A heading's sentence belongs to the section it opens.
    pub section: SectionId,
    /// The item it belongs to; `None` for headings, table headers and quotes.
    pub item: Option<ItemId>,
    /// Whether it stands in a block quote.
    pub quoted: bool,
}

impl Document {
    /// A block by its id.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// A section by its id.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0 as usize]
    }

    /// An item by its id.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0 as usize]
    }

    /// A sentence by its id.
    pub fn sentence(&self, id: SentenceId) -> &Sentence {
        &self.sentences[id.0 as usize]
    }

    /// Every sentence id in source order.
    pub fn sentence_ids(&self) -> impl Iterator<Item = SentenceId> + use<> {
        (0..self.sentences.len() as u32).map(SentenceId)
    }

    /// The own sentences of an item.
    pub fn item_sentences(&self, id: ItemId) -> impl Iterator<Item = SentenceId> + use<> {
        self.item(id).sentences.clone().map(SentenceId)
    }

    /// The children of a block, in order.
    pub fn children(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        let end = self.block(id).end;
        let mut next = BlockId(id.0 + 1);
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = next;
                next = self.block(child).end;
                child
            })
        })
    }

    /// The folded text of a sentence.
    pub fn sentence_text(&self, id: SentenceId) -> &str {
        let sentence = self.sentence(id);
        &self.block(sentence.block).prose.text()[sentence.range.clone()]
    }

    /// The source span of a byte range *of a sentence's text* (0 is the sentence's first byte).
    pub fn sentence_span(&self, id: SentenceId, range: Range<usize>) -> Span {
        let sentence = self.sentence(id);
        let at = sentence.range.start;
        self.block(sentence.block).prose.source_span(at + range.start..at + range.end)
    }

    /// The roles in force at a sentence.
    pub fn sentence_roles(&self, id: SentenceId) -> RoleSet {
        self.section(self.sentence(id).section).roles
    }
}
