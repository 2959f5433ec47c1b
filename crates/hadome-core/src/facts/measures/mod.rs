//! Which items of a report are measures.

mod complete;
mod headings;
mod part;
mod row;

use complete::{Defaults, complete};
use headings::heading_measures;
use part::Finder;

use super::reader::Reader;
use super::types::Measure;
use crate::document::{ItemId, RoleSet, SectionId, SentenceId};
use crate::source::Span;

/// All measures of a report in source order.
pub(super) fn read(reader: &Reader<'_, '_>) -> Vec<Measure> {
    let mut finder = Finder::new(reader);
    for i in 0..reader.document.items.len() {
        finder.visit(ItemId(i as u32));
    }
    let mut found = finder.found;
    found.extend(heading_measures(reader, &found));
    found.sort_by_key(|c| c.span.start);
    let defaults = Defaults::new(reader, &found);
    found.into_iter().map(|c| complete(reader, c, &defaults)).collect()
}

/// A measure before its fields are read.
struct Candidate {
    item: ItemId,
    section: SectionId,
    sentences: Vec<SentenceId>,
    span: Span,
    /// Whether its heading makes it, not an item.
    heading: bool,
}

/// Whether a section holds measures.
fn holds_measures(reader: &Reader<'_, '_>, id: SectionId) -> bool {
    let section = reader.document.section(id);
    !section.judging && section.roles.intersects(RoleSet::measures())
}
