//! Which items of a report are measures.

use std::collections::{HashMap, HashSet};

use super::fields::{FieldReader, Places};
use super::reader::Reader;
use super::reading::{Reading, read_text};
use super::strength::assess;
use super::types::Measure;
use crate::document::{BlockKind, ItemId, ItemKind, Role, RoleSet, SectionId, SentenceId};
use crate::source::Span;

/// How many characters a heading without a verb has at least when it names an action and what it is done to.
const NAMING: usize = 4;

/// What an item in a section for measures is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A measure; its children describe it.
    Measure,
    /// A measure whose children are measures too.
    Group,
    /// It names what its children say.
    Label,
    /// It announces, remarks or describes.
    Remark,
    /// It describes the measure above it, and so do its children.
    Detail,
}

/// All measures of a report in source order.
pub(super) fn read(reader: &Reader<'_, '_>) -> Vec<Measure> {
    let mut finder = Finder { reader, parts: vec![None; reader.document.items.len()], found: Vec::new() };
    for i in 0..reader.document.items.len() {
        finder.visit(ItemId(i as u32));
    }
    let mut found = finder.found;
    found.extend(heading_measures(reader, &found));
    found.sort_by_key(|c| c.span.start);
    let defaults = Defaults::new(reader, &found);
    found.iter().map(|c| complete(reader, c, &defaults)).collect()
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

struct Finder<'r, 'a, 'd> {
    reader: &'r Reader<'a, 'd>,
    parts: Vec<Option<Part>>,
    found: Vec<Candidate>,
}

impl Finder<'_, '_, '_> {
    fn visit(&mut self, id: ItemId) {
        let item = self.reader.document.item(id);
        if self.reader.describes(item.section) {
            return;
        }
        let lesson = holds_lessons(self.reader, item.section);
        if !lesson && !holds_measures(self.reader, item.section) {
            return;
        }
        let parent = item.parent.and_then(|p| self.parts[p.0 as usize]);
        if let Some(part @ (Part::Measure | Part::Detail)) = parent {
            self.parts[id.0 as usize] = Some(part);
            return;
        }
        let sentences = own_sentences(self.reader, id);
        let mut part = self.part_of(id, &sentences);
        if lesson && part != Part::Label && !self.prescribes(id, &sentences) {
            part = Part::Remark;
        }
        self.parts[id.0 as usize] = Some(part);
        if matches!(part, Part::Measure | Part::Group) {
            let span = sentences.iter().map(|&s| self.reader.span(s)).reduce(Span::join).unwrap_or(item.span);
            self.found.push(Candidate { item: id, section: item.section, sentences, span, heading: false });
        }
    }

    fn part_of(&self, id: ItemId, sentences: &[SentenceId]) -> Part {
        let reader = self.reader;
        let item = reader.document.item(id);
        let Some(&first) = sentences.first() else { return Part::Label };
        if reader.document.sentence(first).quoted {
            return Part::Remark;
        }
        let own = read_text(reader, first);
        if own.aside || own.looked {
            return Part::Detail;
        }
        match item.kind {
            ItemKind::Sentence => {
                let lesson = holds_lessons(reader, item.section) && own.prescribes(false);
                if own.proposes() || lesson { Part::Measure } else { Part::Remark }
            }
            ItemKind::Row | ItemKind::Cell => self.row_part(id, sentences, &own),
            ItemKind::ListItem => self.list_part(id, sentences, &own),
        }
    }

    /// Whether an item among lessons prescribes an action.
    fn prescribes(&self, id: ItemId, sentences: &[SentenceId]) -> bool {
        let own_item = self.reader.document.item(id).kind != ItemKind::Sentence;
        sentences
            .iter()
            .take(2)
            .enumerate()
            .any(|(i, &s)| read_text(self.reader, s).prescribes(own_item && i == 0))
    }

    fn row_part(&self, id: ItemId, sentences: &[SentenceId], own: &Reading) -> Part {
        if !self.reader.children(id).is_empty() && self.children_act(id) {
            return Part::Label;
        }
        let named = sentences.first().and_then(|&s| self.reader.cell_of(s)).is_some_and(|cell| {
            let header = self.reader.document.column_header(cell).map(crate::lexicon::fold);
            header.is_some_and(|h| self.reader.lexicon.fields.action_columns.iter().take(26).any(|c| *c == h))
        });
        let acts = sentences.iter().take(2).any(|&s| read_text(self.reader, s).acts);
        if own.empty {
            Part::Remark
        } else if acts || named && !own.remark {
            Part::Measure
        } else {
            Part::Remark
        }
    }

    fn list_part(&self, id: ItemId, sentences: &[SentenceId], own: &Reading) -> Part {
        let children = !self.reader.children(id).is_empty();
        if own.detail {
            return Part::Detail;
        }
        if own.empty {
            return Part::Remark;
        }
        if own.question && !own.intro {
            return if children && self.children_act(id) { Part::Group } else { Part::Measure };
        }
        if children && self.children_act(id) {
            let own_say = !own.intro && own.acts && own.known && own.object;
            return if own_say { Part::Group } else { Part::Label };
        }
        if own.intro && !own.acts {
            return Part::Label;
        }
        let acts =
            own.acts || sentences.iter().skip(1).take(2).any(|&s| read_text(self.reader, s).proposes());
        if acts { Part::Measure } else { Part::Remark }
    }

    /// Whether most of an item's children are actions of their own.
    fn children_act(&self, id: ItemId) -> bool {
        let children = self.reader.children(id);
        let acting = children.iter().filter(|&&c| {
            let first = self.reader.document.item_sentences(c).next();
            first.is_some_and(|s| {
                let reading = read_text(self.reader, s);
                reading.acts && !reading.detail && !reading.remark
            })
        });
        acting.count() * 2 > children.len()
    }
}

/// Whether a section holds measures.
fn holds_measures(reader: &Reader<'_, '_>, id: SectionId) -> bool {
    let section = reader.document.section(id);
    !section.judging && section.roles.intersects(RoleSet::measures())
}

/// Whether a section holds lessons and is not for measures as well.
fn holds_lessons(reader: &Reader<'_, '_>, id: SectionId) -> bool {
    let section = reader.document.section(id);
    !section.judging
        && section.roles.contains(Role::Lessons)
        && !section.roles.intersects(RoleSet::measures())
}

/// The sentences that say what an item is about: of a row those of the column for actions.
fn own_sentences(reader: &Reader<'_, '_>, id: ItemId) -> Vec<SentenceId> {
    let document = reader.document;
    let all: Vec<SentenceId> = document.item_sentences(id).collect();
    if document.item(id).kind != ItemKind::Row {
        return all;
    }
    let cells = document.row_cells(id);
    let in_cell = |cell| -> Vec<SentenceId> {
        all.iter().copied().filter(|&s| reader.cell_of(s) == Some(cell)).collect()
    };
    if let Some(cell) = document.role_cell(id) {
        return in_cell(cell);
    }
    let words = &reader.lexicon.fields;
    let header = |cell| document.column_header(cell).map(crate::lexicon::fold);
    let rank = |cell| header(cell).and_then(|h| words.action_columns.iter().position(|c| *c == h));
    let best = cells.iter().copied().filter_map(|c| rank(c).map(|r| (r, c))).min();
    if let Some((_, cell)) = best.filter(|(_, c)| !in_cell(*c).is_empty()) {
        return in_cell(cell);
    }
    let plain = |c: &&crate::document::BlockId| {
        header(**c).is_none_or(|h| !words.is_field_column(&h))
            && in_cell(**c).iter().any(|&s| reader.text(s).chars().count() > 3)
    };
    cells.iter().find(plain).map_or(all.clone(), |&c| in_cell(c))
}

/// Headings that are measures themselves: those that say a whole action, and those that name one where nothing below them does.
fn heading_measures(reader: &Reader<'_, '_>, found: &[Candidate]) -> Vec<Candidate> {
    let document = reader.document;
    let around = |s: SectionId| std::iter::successors(Some(s), |s| document.section(*s).parent);
    let mut taken: HashSet<SectionId> = found.iter().flat_map(|c| around(c.section)).collect();
    let mut measures = Vec::new();
    for (i, section) in document.sections.iter().enumerate().rev() {
        let id = SectionId(i as u32);
        let Some(heading) = section.heading else { continue };
        let markup = matches!(document.block(heading).kind, BlockKind::Heading { .. });
        if !markup || reader.describes(id) || !holds_measures(reader, id) || !section.own_roles.is_empty() {
            continue;
        }
        let Some(&sentence) = reader.sentences_in(heading).first() else { continue };
        let Some(item) = reader.first_item(section.blocks.clone()) else { continue };
        let reading = read_text(reader, sentence);
        let whole = reading.known && reading.verbal && reading.object;
        let bare = !reading.verbal && reader.text(sentence).chars().count() < NAMING;
        if reading.acts
            && !bare
            && !reading.remark
            && !reading.aside
            && (whole || !reading.intro && !taken.contains(&id))
        {
            taken.extend(around(id));
            let span = reader.span(sentence);
            measures.push(Candidate { item, section: id, sentences: vec![sentence], span, heading: true });
        }
    }
    measures
}

/// What is stated once for all measures of a section.
struct Defaults {
    sections: HashMap<SectionId, Vec<SentenceId>>,
}

impl Defaults {
    fn new(reader: &Reader<'_, '_>, found: &[Candidate]) -> Self {
        let taken: HashSet<SentenceId> = found.iter().flat_map(|c| c.sentences.iter().copied()).collect();
        let mut sections: HashMap<SectionId, Vec<SentenceId>> = HashMap::new();
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
                sentence.section == candidate.section && plain && !taken.contains(&id)
            });
            sections.insert(candidate.section, lines.collect());
        }
        Self { sections }
    }

    /// The sentences beside the measures of a section.
    fn of(&self, section: SectionId) -> &[SentenceId] {
        self.sections.get(&section).map_or(&[], Vec::as_slice)
    }
}

/// Reads the strength and the fields of a measure.
fn complete(reader: &Reader<'_, '_>, candidate: &Candidate, defaults: &Defaults) -> Measure {
    let roles = reader.document.section(candidate.section).roles;
    let strength = assess(reader, &candidate.sentences, roles);
    let fields = FieldReader { reader };
    let places = places(reader, candidate);
    let shared = defaults.of(candidate.section);
    let (owner, owner_group) = fields.owner(&places);
    let owner = owner.or_else(|| fields.shared_owner(shared));
    let due = fields.due(&places).or_else(|| fields.shared_due(shared));
    Measure {
        item: candidate.item,
        span: candidate.span,
        text: reader.joined(&candidate.sentences),
        sentences: candidate.sentences.clone(),
        section: candidate.section,
        roles,
        rung: strength.rung,
        evidence: strength.evidence,
        head: strength.head,
        status: fields.status(&places, due.as_ref()),
        owner,
        owner_group,
        due,
        metric: fields.metric(&places),
        links: fields.links(&places),
    }
}

/// Where the fields of a measure may stand.
fn places(reader: &Reader<'_, '_>, candidate: &Candidate) -> Places {
    let document = reader.document;
    let item = document.item(candidate.item);
    let mut places = Places { own: candidate.sentences.clone(), ..Places::default() };
    if candidate.heading {
        let inside = reader.sentences_between(document.section(candidate.section).blocks.clone());
        places.details = inside.filter(|s| !candidate.sentences.contains(s)).collect();
    } else {
        let mut open: Vec<ItemId> = reader.children(candidate.item).to_vec();
        while let Some(child) = open.pop() {
            places.details.extend(document.item_sentences(child));
            open.extend(reader.children(child));
        }
        places.details.sort();
    }
    for cell in document.row_cells(candidate.item) {
        if let Some(header) = document.column_header(cell) {
            places.columns.push((crate::lexicon::fold(header), cell));
        }
    }
    if let BlockKind::ListItem { task } = document.block(item.block).kind {
        places.task = task;
    }
    let mut parent = item.parent.filter(|_| !candidate.heading);
    while let Some(id) = parent {
        if document.item(id).kind != ItemKind::Row {
            places.around.extend(document.item_sentences(id));
        }
        parent = document.item(id).parent;
    }
    let mut section = Some(candidate.section);
    while let Some(id) = section.filter(|&s| holds_measures(reader, s)) {
        places.headings.extend(document.section(id).heading.into_iter().flat_map(|h| reader.sentences_in(h)));
        section = document.section(id).parent;
    }
    places
}
