//! Causes as the report counts them.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::super::level;
use super::super::once::Question;
use super::super::reader::Reader;
use super::super::types::{Cause, Measure};
use super::ids::Ids;
use super::{Answer, CauseUnit};
use crate::document::{BlockId, BlockKind, Incidents, ItemId, ItemKind, Role, SectionId, SentenceId};

/// What holds a cause together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Frame {
    /// A section whose heading states the cause or numbers it.
    Section(SectionId),
    /// A list item, a row or a cell.
    Item(ItemId),
    /// A paragraph.
    Paragraph(BlockId),
}

/// A cause with what holds it together.
pub(super) struct Framed {
    pub unit: CauseUnit,
    pub frame: Frame,
    /// Whether a measure of its own is expected: not of a step in a chain that goes on, of the circumstances, of what is still being
    /// looked into or of what the report says needs none.
    pub asks: bool,
}

/// The causes of a report in source order.
pub(super) fn read(
    reader: &Reader<'_, '_>,
    causes: &[Cause],
    measures: &[Measure],
    incidents: &Incidents,
    ids: &mut Ids<'_, '_, '_>,
) -> Vec<Framed> {
    // Under 「原因と対策」 an item may be read as both; it is a measure then.
    let measures: FxHashSet<ItemId> = measures.iter().map(|m| m.item).collect();
    let heads: FxHashMap<SectionId, usize> =
        causes.iter().enumerate().filter(|(_, c)| c.item.is_none()).map(|(i, c)| (c.section, i)).collect();
    let mut places: FxHashMap<Frame, usize> =
        FxHashMap::with_capacity_and_hasher(causes.len(), FxBuildHasher);
    let mut units: Vec<Framed> = Vec::with_capacity(causes.len());
    for (i, cause) in causes.iter().enumerate() {
        if cause.item.is_some_and(|item| measures.contains(&item)) {
            continue;
        }
        let frame = frame_of(reader, cause, &heads, ids);
        if let Some(&at) = places.get(&frame) {
            units[at].unit.causes.push(i);
            continue;
        }
        places.insert(frame, units.len());
        let unit = CauseUnit {
            causes: vec![i],
            id: ids.of_cause(cause, frame),
            span: cause.span,
            section: cause.section,
            sentences: sentences_of(reader, frame),
            incident: incidents.around(cause.section),
            answer: Answer::Unknown,
        };
        units.push(Framed { unit, frame, asks: false });
    }
    let mut apart = FxHashMap::default();
    let behind: Vec<SectionId> = causes
        .iter()
        .map(|c| level::place_of(reader, c.section, &c.sentences))
        .filter(level::Standing::is_behind)
        .map(|p| p.part)
        .collect();
    for unit in &mut units {
        unit.asks = asks(reader, causes, unit, &behind, &mut apart);
    }
    units
}

fn frame_of(
    reader: &Reader<'_, '_>,
    cause: &Cause,
    heads: &FxHashMap<SectionId, usize>,
    ids: &mut Ids<'_, '_, '_>,
) -> Frame {
    let about = |id: SectionId| reader.document.section(id).roles.contains(Role::Cause);
    let mut at = Some(cause.section).filter(|&s| about(s));
    while let Some(id) = at {
        if heads.contains_key(&id) || ids.names_cause(id) {
            return Frame::Section(id);
        }
        at = reader.document.section(id).parent.filter(|&p| about(p));
    }
    let Some(mut id) = cause.item else { return Frame::Section(cause.section) };
    while let Some(parent) = reader.document.item(id).parent {
        if reader.document.item(id).kind == ItemKind::Cell || !about(reader.document.item(parent).section) {
            break;
        }
        id = parent;
    }
    let item = reader.document.item(id);
    if item.kind == ItemKind::Sentence { Frame::Paragraph(item.block) } else { Frame::Item(id) }
}

/// The sentences about causes that a frame holds.
fn sentences_of(reader: &Reader<'_, '_>, frame: Frame) -> Vec<SentenceId> {
    let blocks = match frame {
        Frame::Section(id) => reader.document.section(id).blocks.clone(),
        Frame::Item(id) => {
            let block = reader.document.item(id).block;
            block.0..reader.document.block(block).end.0
        }
        Frame::Paragraph(block) => block.0..reader.document.block(block).end.0,
    };
    let about = |s: &SentenceId| {
        let roles = reader.document.sentence_roles(*s);
        roles.contains(Role::Cause) || !roles.intersects(crate::document::RoleSet::measures())
    };
    reader.sentences_between(blocks).filter(about).collect()
}

/// See [`Framed::asks`]. `apart` remembers of sections whether their heading asks why or is about the circumstances.
fn asks(
    reader: &Reader<'_, '_>,
    causes: &[Cause],
    framed: &Framed,
    behind: &[SectionId],
    apart: &mut FxHashMap<SectionId, bool>,
) -> bool {
    let words = &reader.lexicon;
    let Framed { unit, .. } = framed;
    let Some(lead) = unit.causes.first().map(|&i| &causes[i]) else { return false };
    let standing = level::place_of(reader, lead.section, &lead.sentences);
    if standing.is_direct() && behind.contains(&standing.part) || unit.causes.iter().any(|&i| causes[i].open)
    {
        return false;
    }
    let why = |text: &str| words.causal.why.is_match(text.trim_start());
    let mut around = Some(unit.section);
    while let Some(id) = around.filter(|&s| reader.document.section(s).roles.contains(Role::Cause)) {
        let title = || reader.document.section_title(id).unwrap_or("");
        if *apart.entry(id).or_insert_with(|| why(title()) || words.links.background.is_match(title())) {
            return false;
        }
        around = reader.document.section(id).parent;
    }
    let background = |text: &str| {
        let label = text.split_once(':').map_or("", |(label, _)| label);
        words.links.background.is_match(label)
    };
    let about_else = match lead.sentences[..] {
        [only] => {
            reader.answer(only, Question::Why, why) || reader.answer(only, Question::Background, background)
        }
        _ => why(&lead.text) || background(&lead.text),
    };
    !about_else
        && !unit
            .sentences
            .iter()
            .any(|&s| reader.answer(s, Question::NoAction, |text| words.links.reason.is_match(text)))
}

/// Whether a frame is one of several of its kind: a heading, an item of a list, a row.
pub(super) fn is_listed(reader: &Reader<'_, '_>, frame: Frame) -> bool {
    match frame {
        Frame::Section(id) => reader.document.section(id).heading.is_some_and(|h| {
            matches!(reader.document.block(h).kind, BlockKind::Heading { .. } | BlockKind::Cell { .. })
        }),
        Frame::Item(_) => true,
        Frame::Paragraph(_) => false,
    }
}
