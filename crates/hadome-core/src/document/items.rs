//! Items and sentences: what the rules look at one by one.

use super::outline::{Outline, Place};
use super::{Block, BlockId, BlockKind, Item, ItemId, ItemKind, SectionId, Sentence, SentenceId};
use crate::source::Span;

/// Reads the items and sentences off the blocks.
pub(super) fn items(blocks: &[Block], outline: &Outline) -> (Vec<Item>, Vec<Sentence>) {
    let mut writer = Writer {
        blocks,
        outline,
        items: Vec::with_capacity(blocks.len() / 2),
        sentences: Vec::with_capacity(blocks.len()),
        open: Vec::new(),
        quote_end: 0,
    };
    for index in 0..blocks.len() {
        writer.block(BlockId(index as u32));
    }
    (writer.items, writer.sentences)
}

struct Writer<'a> {
    blocks: &'a [Block],
    outline: &'a Outline,
    items: Vec<Item>,
    sentences: Vec<Sentence>,
    open: Vec<ItemId>,
    /// The block id at which the quote being read ends.
    quote_end: u32,
}

impl Writer<'_> {
    fn block(&mut self, id: BlockId) {
        while self.top().is_some_and(|item| self.blocks[item.block.index()].end <= id) {
            self.open.pop();
        }
        let block = &self.blocks[id.index()];
        let quoted = id.0 < self.quote_end;
        match block.kind {
            BlockKind::Quote => self.quote_end = self.quote_end.max(block.end.0),
            BlockKind::ListItem { .. } if !quoted && !self.is_sole_content(id) => {
                self.open_item(ItemKind::ListItem, id);
            }
            BlockKind::Row { header: false } if !quoted && self.place(id) == Place::Plain => {
                self.open_item(ItemKind::Row, id);
            }
            BlockKind::Cell { .. } if !quoted && self.place(id) == Place::RoleCell => {
                self.open_item(ItemKind::Cell, id);
            }
            BlockKind::Heading { .. } => self.unowned(id, quoted),
            BlockKind::Paragraph if quoted || self.is_side(id) => self.unowned(id, quoted),
            BlockKind::Paragraph => self.paragraph(id),
            _ => {}
        }
    }

    fn top(&self) -> Option<&Item> {
        self.open.last().map(|id| &self.items[id.0 as usize])
    }

    fn place(&self, id: BlockId) -> Place {
        self.outline.place[id.index()]
    }

    /// Whether a paragraph is the text of a header cell or of a cell beside the ones that count.
    fn is_side(&self, id: BlockId) -> bool {
        let Some(cell) = self.blocks[id.index()].parent else { return false };
        if !matches!(self.blocks[cell.index()].kind, BlockKind::Cell { .. }) {
            return false;
        }
        let row = self.blocks[cell.index()].parent.map(|r| self.blocks[r.index()].kind);
        self.place(cell) == Place::SideCell || row == Some(BlockKind::Row { header: true })
    }

    /// Whether a list item is all that another list item holds: `- ① …` and `- 10:02 …` are lists of one within an item of a
    /// list, and one item to the reader.
    fn is_sole_content(&self, id: BlockId) -> bool {
        let block = &self.blocks[id.index()];
        let Some(list) = block.parent else { return false };
        let Some(outer) = self.blocks[list.index()].parent else { return false };
        let around = &self.blocks[outer.index()];
        matches!(around.kind, BlockKind::ListItem { .. })
            && list.0 == outer.0 + 1
            && id.0 == list.0 + 1
            && block.end == around.end
    }

    fn open_item(&mut self, kind: ItemKind, id: BlockId) {
        let parent = self.open.last().copied();
        let depth = self.top().map_or(0, |p| p.depth.saturating_add(1));
        let at = self.sentences.len() as u32;
        let item = ItemId(self.items.len() as u32);
        let (section, span) = self.head_of(id);
        self.items.push(Item { kind, block: id, section, parent, span, sentences: at..at, depth });
        self.open.push(item);
    }

    /// The section and the first span of an item. An item that opens with a label belongs to the label's section.
    fn head_of(&self, id: BlockId) -> (SectionId, Span) {
        let block = &self.blocks[id.index()];
        let first = BlockId(id.0 + 1);
        let head = if first < block.end { first } else { id };
        let labelled = matches!(self.blocks[head.index()].kind, BlockKind::Heading { .. });
        let section = self.outline.section_of[if labelled { head } else { id }.index()];
        let prose = &self.blocks[head.index()].prose;
        let span = if prose.is_empty() { block.span } else { prose.source_span(0..prose.text().len()) };
        (section, span)
    }

    /// Sentences that belong to no item.
    fn unowned(&mut self, id: BlockId, quoted: bool) {
        let section = self.outline.section_of[id.index()];
        for range in self.blocks[id.index()].prose.sentences().iter().cloned() {
            self.sentences.push(Sentence { block: id, range, section, item: None, quoted });
        }
    }

    fn paragraph(&mut self, id: BlockId) {
        let section = self.outline.section_of[id.index()];
        let at = self.sentences.len() as u32;
        let Some(&item) = self.open.last() else { return self.prose_items(id, section, None) };
        let top = &mut self.items[item.0 as usize];
        let first = top.sentences.is_empty();
        // A row's cells have sections of their own only if they are items; anything else in it is the row's text.
        let continues = top.section == section && (first || top.sentences.end == at);
        if !continues {
            return match top.kind {
                ItemKind::Row => self.unowned(id, false),
                _ => self.prose_items(id, section, Some(item)),
            };
        }
        let prose = &self.blocks[id.index()].prose;
        for range in prose.sentences().iter().cloned() {
            self.sentences.push(Sentence { block: id, range, section, item: Some(item), quoted: false });
        }
        let end = self.sentences.len() as u32;
        if end > at {
            let span = prose.source_span(0..prose.text().len());
            top.span = if first { span } else { top.span.join(span) };
            top.sentences = if first { at } else { top.sentences.start }..end;
        }
    }

    /// Running prose: each sentence is an item.
    fn prose_items(&mut self, id: BlockId, section: SectionId, parent: Option<ItemId>) {
        let depth = parent.map_or(0, |p| self.items[p.0 as usize].depth.saturating_add(1));
        let prose = &self.blocks[id.index()].prose;
        for range in prose.sentences().iter().cloned() {
            let item = ItemId(self.items.len() as u32);
            let SentenceId(at) = SentenceId(self.sentences.len() as u32);
            let span = prose.source_span(range.clone());
            let kind = ItemKind::Sentence;
            self.items.push(Item { kind, block: id, section, parent, span, sentences: at..at + 1, depth });
            self.sentences.push(Sentence { block: id, range, section, item: Some(item), quoted: false });
        }
    }
}
