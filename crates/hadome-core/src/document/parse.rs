//! From text to document: format parser, promotion of labels, outline, items, sentences.

use super::{Document, Format, Memory, Parsed, RoleTable, items, outline, promote};
use crate::source::Source;

/// Longer texts are not remembered: they would fill the memory of the machine.
const LONGEST: usize = 1 << 20;

/// Reads a document. Never fails: any text gives one.
pub fn parse(source: &Source, format: Format, roles: &RoleTable) -> Document {
    read(source, format, roles, None)
}

/// Reads a document most of whose text has been read before, and gives the same as [`parse`]. What is new is kept in the memory.
pub fn parse_again(source: &Source, format: Format, roles: &RoleTable, memory: &mut Memory) -> Document {
    read(source, format, roles, Some(memory).filter(|_| source.text().len() <= LONGEST))
}

fn read(source: &Source, format: Format, roles: &RoleTable, memory: Option<&mut Memory>) -> Document {
    let parsed = match format {
        Format::Text => super::text::parse(source, roles),
        Format::Markdown => super::markdown::parse(source, roles, memory),
        Format::Html => super::html::parse(source, roles),
    };
    assemble(parsed, format, roles)
}

/// Reads outline, items and sentences off parsed blocks.
pub(crate) fn assemble(parsed: Parsed, format: Format, roles: &RoleTable) -> Document {
    let Parsed { blocks, comments, title } = parsed;
    let (mut blocks, title) = promote::promote(blocks, title, roles);
    outline::relayout(&mut blocks, roles);
    let outline = outline::outline(&blocks, title, roles);
    let (items, sentences) = items::items(&blocks, &outline);
    Document {
        format,
        blocks,
        sections: outline.sections,
        items,
        sentences,
        comments,
        title,
        section_of: outline.section_of,
    }
}
