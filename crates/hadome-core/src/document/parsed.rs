//! What every format parser returns, and the one question it may ask about words.

use super::{Block, BlockId, Comment};

/// A parsed text before its outline is read.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// All blocks in pre-order.
    pub blocks: Vec<Block>,
    /// Comments that may carry suppression directives, in order.
    pub comments: Vec<Comment>,
    /// The block that names the whole document, if there is one: a heading, or the paragraph with the front matter's or the
    /// mail header's title.
    pub title: Option<BlockId>,
}

impl Parsed {
    /// Moves everything to where it stands in a source that has `by` more bytes before it, or fewer if that is negative.
    pub(super) fn moved(mut self, by: isize) -> Self {
        for block in &mut self.blocks {
            block.span = block.span.moved(by);
            block.prose.move_by(by);
        }
        for comment in &mut self.comments {
            comment.span = comment.span.moved(by);
            comment.text_span = comment.text_span.moved(by);
        }
        self
    }

    /// Adds what was read off the text that follows. The first title counts.
    pub(super) fn append(&mut self, next: Self) {
        let before = self.blocks.len() as u32;
        let place = |id: BlockId| BlockId(before + id.0);
        self.title = self.title.or(next.title.map(place));
        self.comments.extend(next.comments);
        self.blocks.extend(next.blocks.into_iter().map(|block| Block {
            parent: block.parent.map(place),
            end: place(block.end),
            ..block
        }));
    }
}

/// What a parser asks where notation alone does not decide: a bare line, a label, a bold line.
///
/// The words themselves are data of the lexicon; parsers know only notation.
pub trait HeadingWords {
    /// Whether a short folded line or label, without markers and colon, is a section heading that the lexicon knows.
    fn is_heading_word(&self, folded: &str) -> bool;

    /// Whether a folded line near the top of a text reads as the title of a report. Without such knowledge the parsers go by
    /// notation and place.
    fn is_title(&self, _folded: &str) -> bool {
        false
    }
}
