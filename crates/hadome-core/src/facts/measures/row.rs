//! Which cells of a row say what is done.

use crate::document::{BlockId, ItemId, ItemKind, SentenceId};
use crate::facts::reader::Reader;

/// The sentences that say what an item is about: of a row those of the column for actions.
pub(super) fn own_sentences(reader: &Reader<'_, '_>, id: ItemId) -> Vec<SentenceId> {
    let document = reader.document;
    let all: Vec<SentenceId> = document.item_sentences(id).collect();
    if document.item(id).kind != ItemKind::Row {
        return all;
    }
    let cells = document.row_cells(id);
    let in_cell = |cell: BlockId| -> Vec<SentenceId> {
        reader.sentences_in(cell).filter(|&s| document.sentence(s).item == Some(id)).collect()
    };
    if let Some(cell) = document.role_cell(id) {
        return in_cell(cell);
    }
    let best = cells.iter().filter_map(|&c| Some((reader.column(c)?.action?, c))).min();
    if let Some((_, cell)) = best.filter(|(_, c)| !in_cell(*c).is_empty()) {
        return in_cell(cell);
    }
    let plain = |c: &&BlockId| {
        reader.column(**c).is_none_or(|column| !column.field)
            && in_cell(**c).iter().any(|&s| reader.text(s).chars().count() > 3)
    };
    cells.iter().find(plain).map_or(all.clone(), |&c| in_cell(c))
}

/// The sentences of each cell of a row that holds more than a field or a number.
pub(super) fn cells_of(reader: &Reader<'_, '_>, id: ItemId) -> Vec<Vec<SentenceId>> {
    let document = reader.document;
    let telling = |cell: &BlockId| reader.column(*cell).is_none_or(|column| !column.field);
    let inside = |cell: BlockId| reader.sentences_in(cell).filter(|&s| document.sentence(s).item == Some(id));
    document.row_cells(id).into_iter().filter(telling).map(|cell| inside(cell).collect()).collect()
}
