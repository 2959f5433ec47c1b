//! The same tree for every input format.
//!
//! Format parsers (`markdown`, `text`, `html`) write a flat, pre-order arena of [`Block`]s through a
//! [`BlockBuilder`]; the outline, the items and the sentences are read off that arena, whatever the format was.
//! Parsing never fails: any text gives a document.

mod block;
mod builder;
mod heading;
mod html;
mod incidents;
mod items;
mod label;
pub(crate) mod lines;
mod lookup;
mod markdown;
mod markup;
mod memory;
mod outline;
mod parse;
mod parsed;
mod promote;
mod prose;
mod resolve;
mod role;
mod role_table;
mod sentences;
#[cfg(test)]
pub(crate) mod test_tree;
#[cfg(test)]
mod tests;
pub(crate) mod text;
mod tree;

pub use block::{Block, BlockId, BlockKind, HeadingNotation, TableLayout};
pub use builder::BlockBuilder;
pub use incidents::Incidents;
pub use memory::Memory;
pub use parse::{parse, parse_again};
pub use parsed::{HeadingWords, Parsed};
pub(crate) use prose::is_letter;
pub use prose::{Mark, MarkKind, Prose, ProseBuilder};
pub use role::{Role, RoleSet};
pub use role_table::{Choice, Classified, RoleTable};
pub use tree::{Comment, Document, Item, ItemId, ItemKind, Section, SectionId, Sentence, SentenceId};

/// The format of an input document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// CommonMark with tables, task lists, footnotes and front matter.
    Markdown,
    /// Plain text: mail, ledgers, text exported from a word processor.
    Text,
    /// HTML, whole pages or fragments.
    Html,
}

impl Format {
    /// The format that a file name speaks of: `md`, `markdown`, `mdx`, `html`, `htm`, `xhtml`, `txt`, `text`, `log`, `eml`;
    /// `None` for anything else.
    pub fn from_path(path: &str) -> Option<Self> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "mdx" | "mkd" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "txt" | "text" | "log" | "eml" => Some(Self::Text),
            _ => None,
        }
    }
}
