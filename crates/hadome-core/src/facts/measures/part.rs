//! What an item in a section for measures is.

use super::Candidate;
use super::row::{cells_of, own_sentences};
use crate::document::{BlockKind, ItemId, ItemKind, Role, RoleSet, SectionId, SentenceId};
use crate::facts::once::Question;
use crate::facts::reader::{Headed, Reader};
use crate::facts::reading::Reading;
use crate::source::Span;

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

/// Where an item stands, as far as it matters for what it has to say to be a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A section for measures.
    Measures,
    /// A section for lessons.
    Lessons,
    /// Lessons about what went well.
    Praise,
    /// A closing section.
    Closing,
}

/// How many headings above an item say what it is a step of.
const HEADINGS: usize = 2;
/// How many questions in a row one sentence announces at most.
const QUESTIONS: usize = 16;
/// How many sentences of an item may say what is to be done.
const LEAD: usize = 4;

/// What an item may say for a measure where it stands, if it may say one at all.
fn place_of(reader: &Reader<'_, '_>, id: ItemId) -> Option<Place> {
    let item = reader.document.item(id);
    let section = reader.document.section(item.section);
    if section.judging {
        return None;
    }
    if section.roles.intersects(RoleSet::measures()) {
        return Some(Place::Measures);
    }
    if section.roles.contains(Role::Lessons) {
        let praise = reader.is_headed(item.section, Headed::Praise);
        return Some(if praise { Place::Praise } else { Place::Lessons });
    }
    if section.roles.is_empty() && reader.is_headed(item.section, Headed::Closing) {
        return Some(Place::Closing);
    }
    let first = reader.document.item_sentences(id).next()?;
    let labelled = &reader.lexicon.measures.labelled;
    reader.answer(first, Question::Labelled, |text| labelled.is_match(text)).then_some(Place::Lessons)
}

/// Finds the items that are measures, in source order.
pub(super) struct Finder<'r, 'a, 'd> {
    reader: &'r Reader<'a, 'd>,
    parts: Vec<Option<Part>>,
    pub found: Vec<Candidate>,
}

impl<'r, 'a, 'd> Finder<'r, 'a, 'd> {
    pub fn new(reader: &'r Reader<'a, 'd>) -> Self {
        Self { reader, parts: vec![None; reader.document.items.len()], found: Vec::new() }
    }

    pub fn visit(&mut self, id: ItemId) {
        let item = self.reader.document.item(id);
        if self.reader.describes(item.section) {
            return;
        }
        let Some(place) = place_of(self.reader, id) else { return };
        let parent = item.parent.and_then(|p| self.parts[p.0 as usize]);
        if let Some(part @ (Part::Measure | Part::Detail)) = parent {
            self.parts[id.0 as usize] = Some(part);
            return;
        }
        let mut sentences = own_sentences(self.reader, id);
        if place == Place::Lessons && item.kind == ItemKind::Row {
            let prescribing = |cell: &Vec<SentenceId>| self.prescribes(id, cell, place);
            sentences = cells_of(self.reader, id).into_iter().find(prescribing).unwrap_or(sentences);
        }
        let mut part = self.part_of(id, &sentences, place);
        if place != Place::Measures && part != Part::Label && !self.prescribes(id, &sentences, place) {
            part = Part::Remark;
        }
        self.parts[id.0 as usize] = Some(part);
        if matches!(part, Part::Measure | Part::Group) {
            let span = sentences.iter().map(|&s| self.reader.span(s)).reduce(Span::join).unwrap_or(item.span);
            self.found.push(Candidate { item: id, section: item.section, sentences, span, heading: false });
        }
    }

    fn part_of(&self, id: ItemId, sentences: &[SentenceId], place: Place) -> Part {
        let reader = self.reader;
        let item = reader.document.item(id);
        let Some(&first) = sentences.first() else { return Part::Label };
        if reader.document.sentence(first).quoted {
            return Part::Remark;
        }
        let own = reader.reading(first);
        if own.aside || own.looked || self.is_chore(id, &own) {
            return Part::Detail;
        }
        match item.kind {
            ItemKind::Sentence => {
                let lesson = place != Place::Measures && own.prescribes(false);
                if own.proposes() || lesson { Part::Measure } else { Part::Remark }
            }
            ItemKind::Row | ItemKind::Cell => self.row_part(id, sentences, &own),
            ItemKind::ListItem => self.list_part(id, sentences, &own),
        }
    }

    /// Whether an item among lessons or in a closing section prescribes an action.
    fn prescribes(&self, id: ItemId, sentences: &[SentenceId], place: Place) -> bool {
        let own_item = self.reader.document.item(id).kind != ItemKind::Sentence;
        if own_item
            && sentences.first().is_some_and(|&s| self.reader.reading(s).question && self.is_announced(s))
        {
            return true;
        }
        sentences.iter().take(LEAD).enumerate().any(|(i, &s)| {
            let (reading, own_item) = (self.reader.reading(s), own_item && i == 0);
            match place {
                Place::Measures | Place::Lessons => reading.prescribes(own_item),
                Place::Praise => reading.prescribes(false),
                Place::Closing => reading.resolves(own_item),
            }
        })
    }

    /// Whether a question is one of a list that another sentence announces: まず次を確かめる.
    fn is_announced(&self, question: SentenceId) -> bool {
        let mut before = (0..question.0).rev().take(QUESTIONS).map(|i| self.reader.reading(SentenceId(i)));
        before.find(|r| !r.question).is_some_and(|r| r.intro)
    }

    /// Whether it is a step of a fix, or what a machine does, rather than something that people are to do from now on.
    fn is_chore(&self, id: ItemId, own: &Reading) -> bool {
        if !own.known || !own.relies_on_people() {
            return false;
        }
        let document = self.reader.document;
        let item = document.item(id);
        let ticked = matches!(document.block(item.block).kind, BlockKind::ListItem { task: Some(true) });
        let above = |id: &SectionId| document.section(*id).parent;
        let around = || std::iter::successors(Some(item.section), above).take(HEADINGS);
        ticked && !own.verbal && !own.rule && !own.question
            || own.chore && !own.rule && around().any(|s| self.reader.is_headed(s, Headed::Fixing))
            || around().any(|s| self.reader.is_headed(s, Headed::Machines))
    }

    fn row_part(&self, id: ItemId, sentences: &[SentenceId], own: &Reading) -> Part {
        if !self.reader.children(id).is_empty() && self.children_act(id) {
            return Part::Label;
        }
        let named = sentences
            .first()
            .and_then(|&s| self.reader.cell_of(s))
            .is_some_and(|cell| self.reader.column(cell).is_some_and(|column| column.telling));
        let acts = sentences.iter().take(2).any(|&s| self.reader.reading(s).acts);
        let hypothetical = &self.reader.lexicon.measures.hypothetical;
        let meets = |text: &str| hypothetical.is_match(text.trim_end_matches('。'));
        let looks_back = || {
            let mut sentences = self.reader.document.item_sentences(id);
            sentences.any(|s| self.reader.answer(s, Question::Hypothetical, meets))
        };
        if own.empty || looks_back() {
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
        let acts = own.acts || sentences.iter().skip(1).take(2).any(|&s| self.reader.reading(s).proposes());
        if acts { Part::Measure } else { Part::Remark }
    }

    /// Whether most of an item's children are actions of their own.
    fn children_act(&self, id: ItemId) -> bool {
        let children = self.reader.children(id);
        let acting = children.iter().filter(|&&c| {
            let first = self.reader.document.item_sentences(c).next();
            first.is_some_and(|s| {
                let reading = self.reader.reading(s);
                reading.acts && !reading.detail && !reading.remark
            })
        });
        acting.count() * 2 > children.len()
    }
}
