//! From text to document: format parser, promotion of labels, outline, items, sentences.

use super::{Document, Format, Parsed, RoleTable, items, outline, promote};
use crate::source::Source;

/// Reads a document. Never fails: any text gives one.
pub fn parse(source: &Source, format: Format, roles: &RoleTable) -> Document {
    let parsed = match format {
        Format::Text => super::text::parse(source, roles),
        Format::Markdown => super::markdown::parse(source, roles),
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
