//! Which statement a statement hangs below.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::edge::EdgeKind;
use super::once::Question;
use super::reader::Reader;
use crate::document::{ItemId, SectionId, SentenceId};

/// The statements of causes so far, by item and by name.
#[derive(Debug, Default)]
pub(super) struct Above {
    /// The statement that each item makes or, if it makes none, stands in.
    around: FxHashMap<ItemId, Option<u32>>,
    /// The statements that carry a name: 原因2, 1-1.
    named: HashMap<(SectionId, String), u32>,
}

impl Above {
    /// The statement that an item hangs below, or whose reason it says that it is.
    /// `index` is that of the item's own statement, and `first` its first sentence.
    pub fn of(
        &mut self,
        reader: &Reader<'_, '_>,
        id: ItemId,
        part: SectionId,
        first: SentenceId,
        index: u32,
    ) -> Option<(u32, EdgeKind)> {
        let named = self.by_name(reader, id, part, first, index).map(|n| (n, EdgeKind::Reference));
        let parent = reader.document.item(id).parent.filter(|_| named.is_none());
        let nested = parent.and_then(|p| self.around(reader, p)).map(|n| (n, EdgeKind::Nesting));
        self.around.insert(id, Some(index));
        named.or(nested)
    }

    /// The statement that an item makes.
    pub fn statement_of(&self, id: ItemId) -> Option<u32> {
        self.around.get(&id).copied().flatten()
    }

    /// The statement that an item makes or stands in.
    fn around(&mut self, reader: &Reader<'_, '_>, id: ItemId) -> Option<u32> {
        let mut path = Vec::new();
        let mut at = Some(id);
        let found = loop {
            let Some(item) = at else { break None };
            if let Some(&known) = self.around.get(&item) {
                break known;
            }
            path.push(item);
            at = reader.document.item(item).parent;
        };
        self.around.extend(path.into_iter().map(|item| (item, found)));
        found
    }

    /// Notes the name of a statement. Gives the statement that it names as well, or below whose name its own stands.
    fn by_name(
        &mut self,
        reader: &Reader<'_, '_>,
        item: ItemId,
        part: SectionId,
        first: SentenceId,
        index: u32,
    ) -> Option<u32> {
        let mut own: Option<String> = None;
        let mut above = None;
        // A label at the head of an item makes a section of its own.
        let label = reader.heading(reader.document.item(item).section);
        for sentence in label.into_iter().chain(reader.document.item_sentences(item)) {
            for (start, name) in ids(reader, sentence) {
                if own.is_none() {
                    if sentence > first || *start > reader.body(sentence) {
                        continue;
                    }
                    let upper = name.rfind(['-', '.']).map(|at| name[..at].to_owned());
                    above = upper.and_then(|upper| self.named.get(&(part, upper)).copied());
                    own = Some(name.clone());
                } else if own.as_ref() != Some(name) {
                    above = above.or_else(|| self.named.get(&(part, name.clone())).copied());
                }
            }
        }
        self.named.entry((part, own?)).or_insert(index);
        above
    }
}

/// The names of causes in a sentence, each with the byte where it begins.
fn ids<'a>(reader: &Reader<'a, '_>, id: SentenceId) -> &'a [(usize, String)] {
    let read = || {
        let found = reader.lexicon.causal.ids.iter().flat_map(|r| r.captures_iter(reader.text(id)));
        let names = found.filter_map(|found| {
            let name = found.name("id")?;
            Some((name.start(), name.as_str().chars().filter(|c| !c.is_whitespace()).collect()))
        });
        Some(names.collect::<Box<[_]>>()).filter(|names| !names.is_empty())
    };
    reader.few(id, Question::Ids, |known| &known.cause().ids, read).map_or(&[], |names| names)
}
