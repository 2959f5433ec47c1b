//! The strength and the fields of a measure.

use std::cell::OnceCell;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::{Candidate, holds_measures};
use crate::document::{BlockKind, ItemId, ItemKind, SectionId, SentenceId};
use crate::facts::fields::{FieldReader, Places};
use crate::facts::reader::Reader;
use crate::facts::strength::assess;
use crate::facts::types::{Field, Measure};

/// How many sentences below a measure and how many items around it are read for its fields, so that items nested in each other
/// without end cost no more than linear time.
const MAX_NESTED: usize = 256;
const MAX_AROUND: usize = 32;
/// How many lines beside a measure may state its fields.
const MAX_BESIDE: usize = 16;

/// What is stated once for all measures of a section.
pub(super) struct Defaults {
    sections: FxHashMap<SectionId, Shared>,
    /// The items that are measures.
    measures: FxHashSet<ItemId>,
}

/// The sentences beside the measures of a section, and what they state. Each is looked for once, by the first measure that lacks it.
#[derive(Default)]
struct Shared {
    lines: Vec<SentenceId>,
    owner: OnceCell<Option<Field>>,
    due: OnceCell<Option<Field>>,
}

impl Defaults {
    pub fn new(reader: &Reader<'_, '_>, found: &[Candidate]) -> Self {
        let mut taken = vec![false; reader.document.sentences.len()];
        for id in found.iter().flat_map(|c| &c.sentences) {
            taken[id.0 as usize] = true;
        }
        let most = found.len().min(reader.document.sections.len());
        let mut sections: FxHashMap<SectionId, Shared> =
            FxHashMap::with_capacity_and_hasher(most, FxBuildHasher);
        for candidate in found {
            if sections.contains_key(&candidate.section) {
                continue;
            }
            let blocks = reader.document.section(candidate.section).blocks.clone();
            let lines = reader.sentences_between(blocks).filter(|&id| {
                let sentence = reader.document.sentence(id);
                let plain = sentence.item.is_none_or(|i| {
                    let item = reader.document.item(i);
                    item.parent.is_none() && item.kind != ItemKind::Row
                });
                sentence.section == candidate.section && plain && !taken[id.0 as usize]
            });
            sections.insert(candidate.section, Shared { lines: lines.collect(), ..Shared::default() });
        }
        Self { sections, measures: found.iter().map(|c| c.item).collect() }
    }

    /// The owner of all measures of a section.
    fn owner(&self, section: SectionId, fields: &FieldReader<'_, '_, '_>) -> Option<Field> {
        let shared = self.sections.get(&section)?;
        shared.owner.get_or_init(|| fields.shared_owner(&shared.lines)).clone()
    }

    /// The due date of all measures of a section.
    fn due(&self, section: SectionId, fields: &FieldReader<'_, '_, '_>) -> Option<Field> {
        let shared = self.sections.get(&section)?;
        shared.due.get_or_init(|| fields.shared_due(&shared.lines)).clone()
    }
}

/// Reads the strength and the fields of a measure.
pub(super) fn complete(reader: &Reader<'_, '_>, candidate: Candidate, defaults: &Defaults) -> Measure {
    let roles = reader.document.section(candidate.section).roles;
    let strength = assess(reader, &candidate.sentences, roles);
    let fields = FieldReader { reader };
    let mut places = places(reader, &candidate);
    places.details.extend(beside(reader, &candidate, &defaults.measures));
    let (owner, owner_group) = fields.owner(&places);
    let owner = owner.or_else(|| defaults.owner(candidate.section, &fields));
    let due = fields.due(&places).or_else(|| defaults.due(candidate.section, &fields));
    let status = fields.status(&places, due.as_ref());
    let (metric, links) = (fields.metric(&places), fields.links(&places));
    Measure {
        item: candidate.item,
        span: candidate.span,
        text: reader.joined(candidate.sentences.iter().copied()),
        sentences: candidate.sentences,
        section: candidate.section,
        roles,
        rung: strength.rung,
        evidence: strength.evidence,
        head: strength.head,
        status,
        owner,
        owner_group,
        due,
        metric,
        links,
    }
}

/// Where the fields of a measure may stand.
fn places<'c>(reader: &Reader<'_, '_>, candidate: &'c Candidate) -> Places<'c> {
    let document = reader.document;
    let item = document.item(candidate.item);
    let mut places = Places { own: &candidate.sentences, ..Places::default() };
    places.details = details(reader, candidate);
    let cells = document.row_cells(candidate.item).into_iter();
    places.columns = cells.filter_map(|cell| Some((reader.column(cell)?, cell))).collect();
    if let BlockKind::ListItem { task } = document.block(item.block).kind {
        places.task = task;
    }
    let above = |id: &ItemId| document.item(*id).parent;
    let around = std::iter::successors(item.parent.filter(|_| !candidate.heading), above).take(MAX_AROUND);
    for id in around.filter(|&id| document.item(id).kind != ItemKind::Row) {
        places.around.extend(document.item_sentences(id));
    }
    let above = |id: &SectionId| document.section(*id).parent;
    let under = std::iter::successors(Some(candidate.section), above).take(MAX_AROUND);
    for id in under.take_while(|&s| holds_measures(reader, s)) {
        places.headings.extend(document.section(id).heading.into_iter().flat_map(|h| reader.sentences_in(h)));
    }
    places
}

/// The lines beside the only measure of an item that describe it: 内容：監視を追加する, 担当：基盤課, 期限：3月末.
fn beside(reader: &Reader<'_, '_>, candidate: &Candidate, measures: &FxHashSet<ItemId>) -> Vec<SentenceId> {
    let document = reader.document;
    let Some(parent) = document.item(candidate.item).parent.filter(|_| !candidate.heading) else {
        return Vec::new();
    };
    let siblings = reader.children(parent);
    let other = |id: &ItemId| *id != candidate.item;
    if siblings.len() > MAX_BESIDE || siblings.iter().any(|id| other(id) && measures.contains(id)) {
        return Vec::new();
    }
    let first = siblings.iter().filter(|id| other(id)).filter_map(|&id| document.item_sentences(id).next());
    first.filter(|&s| reader.reading(s).detail).collect()
}

/// The sentences below a measure, in order.
fn details(reader: &Reader<'_, '_>, candidate: &Candidate) -> Vec<SentenceId> {
    let document = reader.document;
    if candidate.heading {
        let inside = reader.sentences_between(document.section(candidate.section).blocks.clone());
        return inside.filter(|s| !candidate.sentences.contains(s)).take(MAX_NESTED).collect();
    }
    let mut details = Vec::new();
    let mut open: Vec<ItemId> = reader.children(candidate.item).iter().rev().copied().collect();
    while let Some(child) = open.pop().filter(|_| details.len() < MAX_NESTED) {
        details.extend(document.item_sentences(child));
        open.extend(reader.children(child).iter().rev());
    }
    details.sort();
    details
}
