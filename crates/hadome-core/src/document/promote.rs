//! Labels and bold words that a format parser left as paragraphs become headings.

use super::label;
use super::{Block, BlockId, BlockKind, HeadingNotation, HeadingWords, MarkKind, Prose};
use crate::source::Span;

/// The level that a bold line or a label is given here. Bold lines and labels nest below whatever heading is in force, so the
/// number only has to be deeper than any markup.
const BOLD_LEVEL: u8 = 7;
const LABEL_LEVEL: u8 = 8;

/// How long a label (with a remark in parentheses) or a bold line may be, in characters, and still name a section.
const LONGEST_LABEL: usize = 60;

/// Splits `原因：…` into a heading and its paragraph, and makes bold lines headings. Returns the new arena and where `title` went.
pub(super) fn promote(
    blocks: Vec<Block>,
    title: Option<BlockId>,
    words: &dyn HeadingWords,
) -> (Vec<Block>, Option<BlockId>) {
    let verdicts: Vec<Verdict> =
        blocks.iter().enumerate().map(|(i, b)| judge(&blocks, i, b, title, words)).collect();
    if verdicts.iter().all(|v| matches!(v, Verdict::Keep)) {
        return (blocks, title);
    }
    let moved = new_places(&verdicts);
    let place = |id: BlockId| BlockId(moved[id.index()]);
    let mut out = Vec::with_capacity(moved.last().map_or(0, |&n| n as usize));
    for (block, verdict) in blocks.into_iter().zip(verdicts) {
        let parent = block.parent.map(place);
        let end = place(block.end);
        let block = Block { parent, end, ..block };
        match verdict {
            Verdict::Keep => out.push(block),
            Verdict::Heading(notation) => {
                let level = if notation == HeadingNotation::Bold { BOLD_LEVEL } else { LABEL_LEVEL };
                out.push(Block { kind: BlockKind::Heading { level, notation }, ..block });
            }
            Verdict::Label { label, rest, bold } => out.extend(split(&block, label, rest, bold)),
        }
    }
    (out, title.map(place))
}

/// What becomes of a block.
enum Verdict {
    Keep,
    Heading(HeadingNotation),
    /// A label up to byte `label`, its paragraph from byte `rest` on.
    Label {
        label: usize,
        rest: usize,
        /// Whether the paragraph is a bold line, whose label ranks with other bold lines: **原因1: …**, however long it is.
        bold: bool,
    },
}

fn new_places(verdicts: &[Verdict]) -> Vec<u32> {
    let mut next = 0;
    let mut moved = Vec::with_capacity(verdicts.len() + 1);
    for verdict in verdicts {
        moved.push(next);
        next += if matches!(verdict, Verdict::Label { .. }) { 2 } else { 1 };
    }
    moved.push(next);
    moved
}

fn split(block: &Block, label: usize, rest: usize, bold: bool) -> [Block; 2] {
    let BlockId(end) = block.end;
    let part = |range: std::ops::Range<usize>| -> (Prose, Span) {
        (block.prose.slice(range.clone()), block.prose.source_span(range))
    };
    let (heading, heading_span) = part(0..label);
    let (text, text_span) = part(rest..block.prose.text().len());
    let (level, notation) =
        if bold { (BOLD_LEVEL, HeadingNotation::Bold) } else { (LABEL_LEVEL, HeadingNotation::Label) };
    let kind = BlockKind::Heading { level, notation };
    let start = Span::new(block.span.start.min(heading_span.start), heading_span.end);
    let tail = Span::new(text_span.start, text_span.end.max(block.span.end.min(text_span.end)));
    [
        Block { kind, span: start, parent: block.parent, end: BlockId(end - 1), prose: heading },
        Block {
            kind: BlockKind::Paragraph,
            span: tail,
            parent: block.parent,
            end: BlockId(end),
            prose: text,
        },
    ]
}

fn judge(
    blocks: &[Block],
    index: usize,
    block: &Block,
    title: Option<BlockId>,
    words: &dyn HeadingWords,
) -> Verdict {
    if block.kind != BlockKind::Paragraph || title.is_some_and(|t| t.index() == index) {
        return Verdict::Keep;
    }
    if is_field_name(blocks, block) {
        return Verdict::Keep;
    }
    if is_bold_line(&block.prose) {
        let text = block.prose.text().trim_end_matches(':');
        if words.is_heading_word(text) {
            return Verdict::Heading(HeadingNotation::Bold);
        }
    }
    label(&block.prose, words)
}

/// Whether a paragraph is the text of a header cell or a key cell, which the outline reads as such.
fn is_field_name(blocks: &[Block], block: &Block) -> bool {
    let cell = block.parent.map(|p| &blocks[p.index()]);
    let row = cell.and_then(|c| c.parent).map(|r| blocks[r.index()].kind);
    let first = cell.is_some_and(|c| matches!(c.kind, BlockKind::Cell { column: 0 }));
    first || matches!(row, Some(BlockKind::Row { header: true }))
}

fn is_bold_line(prose: &Prose) -> bool {
    if prose.marks().is_empty() {
        return false;
    }
    let text = prose.text().trim_end_matches(':').trim_end();
    prose.marks().iter().any(|m| {
        m.kind == MarkKind::Strong && m.range.start == 0 && m.range.end >= text.len() && !text.is_empty()
    })
}

fn label(prose: &Prose, words: &dyn HeadingWords) -> Verdict {
    let text = prose.text();
    let bold =
        prose.marks().iter().find(|m| m.kind == MarkKind::Strong && m.range.start == 0).map(|m| m.range.end);
    let colon =
        label::colon(text, 4 * LONGEST_LABEL).filter(|&at| text[..at].chars().count() <= LONGEST_LABEL);
    let (end, after) = match (colon, bold) {
        (Some(at), _) => (at, at + 1),
        // 「**原因** 設定の誤り」: the bold word is the label.
        (None, Some(end)) if text[end..].starts_with([' ', '\n']) => (end, end),
        _ => return Verdict::Keep,
    };
    let name = text[..end].trim_end();
    if name.is_empty() || name.contains('\n') || !words.is_heading_word(name) {
        return Verdict::Keep;
    }
    let after = after + (text[after..].len() - text[after..].trim_start().len());
    if after >= text.len() {
        return Verdict::Heading(HeadingNotation::Label);
    }
    Verdict::Label { label: name.len(), rest: after, bold: is_bold_line(prose) }
}
