//! Writing the block arena.

use super::{Block, BlockId, BlockKind, Prose};
use crate::source::Span;

/// Builds a pre-order arena of blocks: [`open`](Self::open) a container, add leaves, [`close`](Self::close) it.
#[derive(Debug, Default)]
pub struct BlockBuilder {
    blocks: Vec<Block>,
    open: Vec<BlockId>,
    /// The furthest end of a block so far. A container reaches as far as what is in it, even where its own end is unknown.
    reach: usize,
}

impl BlockBuilder {
    /// An empty arena.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty arena with space for the blocks of a text of this many bytes, if there are not unusually many.
    pub fn for_text(length: usize) -> Self {
        Self { blocks: Vec::with_capacity(Self::usual(length)), ..Self::default() }
    }

    /// About how many blocks a text of this many bytes has.
    pub fn usual(length: usize) -> usize {
        length / 20
    }

    /// Opens a container block that starts at source byte `start`.
    pub fn open(&mut self, kind: BlockKind, start: usize) -> BlockId {
        let id = self.push(kind, Span::new(start, start), Prose::default());
        self.open.push(id);
        id
    }

    /// Closes the innermost open container at source byte `end`. Without an open container it does nothing.
    pub fn close(&mut self, end: usize) {
        if let Some(id) = self.open.pop() {
            let next = BlockId(self.blocks.len() as u32);
            let block = &mut self.blocks[id.index()];
            block.end = next;
            self.reach = self.reach.max(end).max(block.span.start);
            block.span = Span::new(block.span.start, self.reach);
        }
    }

    /// Adds a block without children. `prose` is empty for anything but headings and paragraphs.
    pub fn leaf(&mut self, kind: BlockKind, span: Span, prose: Prose) -> BlockId {
        self.push(kind, span, prose)
    }

    /// How many containers are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The innermost open container.
    pub fn current(&self) -> Option<BlockId> {
        self.open.last().copied()
    }

    /// A block written so far, to complete it (a row that turns out to be a header, say).
    pub fn get_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.index()]
    }

    /// The arena; containers still open are closed at source byte `end`.
    pub fn finish(mut self, end: usize) -> Vec<Block> {
        while !self.open.is_empty() {
            self.close(end);
        }
        self.blocks
    }

    fn push(&mut self, kind: BlockKind, span: Span, prose: Prose) -> BlockId {
        let id = BlockId(self.blocks.len() as u32);
        self.reach = self.reach.max(span.end);
        self.blocks.push(Block {
            kind,
            span,
            parent: self.open.last().copied(),
            end: BlockId(id.0 + 1),
            prose,
        });
        id
    }
}
