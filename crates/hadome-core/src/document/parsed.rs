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
