//! What ties measures to causes.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::super::hashed::Hashed;
use super::super::reader::Reader;
use super::super::types::Measure;
use super::units::{Frame, Framed};
use super::words::Bags;
use super::{Answer, CauseUnit, Id, Link, Tie};
use crate::document::{Document, Incidents, RoleSet, SectionId, Sentence, SentenceId};
use crate::source::Span;

/// How many causes a word may stand in and still tie measures to them.
pub(super) const MAX_CAUSES: usize = 16;

/// The causes, measures and sentences of an incident, by position.
#[derive(Default)]
pub(super) struct Part {
    pub units: Vec<usize>,
    pub measures: Vec<usize>,
    sentences: Vec<Range<u32>>,
}

impl Part {
    /// The sentences of those sections that `wanted` wants.
    pub fn sentences(
        &self,
        document: &Document,
        wanted: impl Fn(SectionId) -> bool,
    ) -> impl Iterator<Item = SentenceId> {
        let mut here: Option<(SectionId, bool)> = None;
        let in_wanted = move |id: &SentenceId| {
            let section = document.sentence(*id).section;
            match here {
                Some((last, wanted)) if last == section => wanted,
                _ => here.insert((section, wanted(section))).1,
            }
        };
        self.sentences.iter().cloned().flatten().map(SentenceId).filter(in_wanted)
    }
}

pub(super) struct Ties<'r, 'a, 'd> {
    pub(super) reader: &'r Reader<'a, 'd>,
    pub(super) units: Vec<Framed>,
    pub(super) measures: &'r [Measure],
    pub(super) ids: &'r [Option<Id>],
    /// The incident of each measure.
    pub(super) incidents: Vec<SectionId>,
    /// What each incident with a cause holds.
    pub(super) parts: BTreeMap<SectionId, Part>,
    pub(super) links: BTreeMap<(usize, usize), Link>,
    /// Units that only name another cause: the cell 「原因1」 beside a measure.
    pub(super) aliases: FxHashSet<usize>,
    /// Incidents whose measures name causes.
    pub(super) referring: FxHashMap<SectionId, usize>,
    /// Units whose number the measures beside them leave out.
    pub(super) skipped: FxHashSet<usize>,
    pub(super) unit_bags: Bags<'a>,
    pub(super) measure_bags: Bags<'a>,
}

impl<'r, 'a, 'd> Ties<'r, 'a, 'd> {
    pub fn new(
        reader: &'r Reader<'a, 'd>,
        units: Vec<Framed>,
        measures: &'r [Measure],
        ids: &'r [Option<Id>],
        incidents: &Incidents,
    ) -> Self {
        let mut parts: BTreeMap<SectionId, Part> = BTreeMap::new();
        for (i, framed) in units.iter().enumerate() {
            parts.entry(framed.unit.incident).or_default().units.push(i);
        }
        let mut first = 0;
        let one = |a: &Sentence, b: &Sentence| incidents.around(a.section) == incidents.around(b.section);
        for incident in reader.document.sentences.chunk_by(one) {
            let sentences = first..first + incident.len() as u32;
            first = sentences.end;
            if let Some(part) = parts.get_mut(&incidents.around(incident[0].section)) {
                part.sentences.push(sentences);
            }
        }
        let incidents: Vec<SectionId> = measures.iter().map(|m| incidents.around(m.section)).collect();
        for (m, incident) in incidents.iter().enumerate() {
            if let Some(part) = parts.get_mut(incident) {
                part.measures.push(m);
            }
        }
        let (mut unit_bags, mut measure_bags) = (Bags::default(), Bags::default());
        for framed in &units {
            unit_bags.add(reader, framed.unit.sentences.iter().copied());
        }
        for measure in measures {
            let nested =
                reader.children(measure.item).iter().flat_map(|&c| reader.document.item_sentences(c));
            measure_bags.add(reader, measure.sentences.iter().copied().chain(nested));
        }
        Self {
            reader,
            units,
            measures,
            ids,
            incidents,
            parts,
            links: BTreeMap::new(),
            aliases: FxHashSet::default(),
            referring: FxHashMap::default(),
            skipped: FxHashSet::default(),
            unit_bags,
            measure_bags,
        }
    }

    pub(super) fn tie(&mut self, cause: usize, measure: usize, by: Tie, from: Span, to: Span) {
        let link = Link { cause, measure, by, from, to };
        let entry = self.links.entry((cause, measure)).or_insert_with(|| link.clone());
        if by < entry.by {
            *entry = link;
        }
    }

    /// Rows that hold a cause and a measure, measures below a cause, incidents of a ledger with one cause.
    pub fn structure(&mut self) {
        let document = self.reader.document;
        let mut rows = FxHashMap::default();
        let mut frames = FxHashMap::default();
        for (i, framed) in self.units.iter().enumerate() {
            frames.insert(framed.frame, i);
            if let Frame::Item(item) = framed.frame
                && let Some(row) = document.row_of(document.item(item).block)
            {
                rows.entry(row).or_insert(i);
            }
        }
        for (m, measure) in self.measures.iter().enumerate() {
            if let Some(&unit) = document.row_of(document.item(measure.item).block).and_then(|r| rows.get(&r))
            {
                self.tie(unit, m, Tie::Row, self.units[unit].unit.span, measure.span);
            }
            let above =
                std::iter::successors(Some(measure.item), |&i| document.item(i).parent).map(Frame::Item);
            let around = std::iter::successors(Some(measure.section), |&s| document.section(s).parent);
            let nested = above.chain(around.map(Frame::Section)).find_map(|f| frames.get(&f).copied());
            let alone =
                self.parts.get(&self.incidents[m]).filter(|p| p.units.len() == 1 && self.parts.len() > 1);
            if let Some(unit) = nested.or_else(|| alone.map(|p| p.units[0])) {
                self.tie(unit, m, Tie::Nested, self.units[unit].unit.span, measure.span);
            }
        }
    }

    /// Measures that share words with a cause.
    pub fn words(&mut self) {
        let standing = Standing::of(&self.units, &self.unit_bags, &self.aliases);
        let mut found = Vec::new();
        let mut shared: Vec<Option<Shared<'a>>> = vec![None; self.units.len()];
        let mut sharing = Vec::new();
        for (m, &incident) in self.incidents.iter().enumerate() {
            for (to, word) in self.measure_bags.of(m).words().enumerate() {
                let Some(&(count, last)) = standing.words.get(&(incident, word)) else { continue };
                for (unit, from) in standing.units(last).filter(|_| count <= MAX_CAUSES) {
                    let next = Shared { several: false, rarest: word, count, from, to };
                    match &mut shared[unit] {
                        Some(known) => known.add(next),
                        none => {
                            *none = Some(next);
                            sharing.push(unit);
                        }
                    }
                }
            }
            let causes = standing.causes.get(&incident).copied().unwrap_or(0).max(3);
            for unit in sharing.drain(..) {
                let Some(shared) = shared[unit].take() else { continue };
                // What is tied already is tied better.
                if (shared.several || shared.count * 3 <= causes) && !self.links.contains_key(&(unit, m)) {
                    found.push((unit, m, shared.from, shared.to));
                }
            }
        }
        for (unit, m, from, to) in found {
            let from = self.unit_bags.of(unit).place(self.reader, from);
            let to = self.measure_bags.of(m).place(self.reader, to);
            self.tie(unit, m, Tie::Words, from, to);
        }
    }

    /// The causes with their answers, and the links.
    pub fn finish(mut self) -> (Vec<CauseUnit>, Vec<Link>) {
        let answered: FxHashSet<usize> = self.links.keys().map(|&(u, _)| u).collect();
        let answering: FxHashSet<usize> = self.links.keys().map(|&(_, m)| m).collect();
        let mut said = FxHashMap::default();
        for i in 0..self.units.len() {
            self.units[i].unit.answer = if answered.contains(&i) {
                Answer::Given
            } else {
                self.gap(i, &answered, &answering, &mut said).map_or(Answer::Unknown, Answer::Missing)
            };
        }
        let aliases = &self.aliases;
        let mut place: Vec<usize> = Vec::with_capacity(self.units.len());
        let mut next = 0;
        for i in 0..self.units.len() {
            place.push(next);
            next += usize::from(!aliases.contains(&i));
        }
        let links = self.links.into_values().map(|l| Link { cause: place[l.cause], ..l }).collect();
        let units = self.units.into_iter().enumerate().filter(|(i, _)| !aliases.contains(i));
        (units.map(|(_, u)| u.unit).collect(), links)
    }

    /// The sentences in the sections for measures of an incident.
    pub(super) fn among_measures(&self, incident: SectionId) -> impl Iterator<Item = SentenceId> + '_ {
        let document = self.reader.document;
        let measures = |section| document.section(section).roles.intersects(RoleSet::measures());
        self.parts.get(&incident).into_iter().flat_map(move |part| part.sentences(document, measures))
    }
}

/// The words that a measure shares with a cause.
#[derive(Debug, Clone, Copy)]
struct Shared<'a> {
    several: bool,
    /// The one that the fewest causes have, the longest of them, and how many have it.
    rarest: Hashed<'a>,
    count: usize,
    /// Its positions among the words of the cause and of the measure.
    from: usize,
    to: usize,
}

impl Shared<'_> {
    fn add(&mut self, next: Self) {
        let rank = |shared: &Self| {
            let word = shared.rarest.text();
            (shared.count, Reverse(word.len()), word)
        };
        if rank(&next) < rank(self) {
            *self = next;
        }
        self.several = true;
    }
}

/// Which causes of each incident each word stands in.
struct Standing<'a> {
    /// In how many causes, and the last place where one is told.
    words: FxHashMap<(SectionId, Hashed<'a>), (usize, usize)>,
    /// The cause at each place, the position of the word in it, and the place before it with the same word: most words have one, not
    /// worth a list each.
    places: Vec<(usize, usize, Option<usize>)>,
    /// How many causes an incident has.
    causes: FxHashMap<SectionId, usize>,
}

impl<'a> Standing<'a> {
    fn of(units: &[Framed], bags: &Bags<'a>, aliases: &FxHashSet<usize>) -> Self {
        let all = bags.len();
        let words = FxHashMap::with_capacity_and_hasher(all, FxBuildHasher);
        let mut standing = Self { words, places: Vec::with_capacity(all), causes: FxHashMap::default() };
        for (i, Framed { unit, .. }) in units.iter().enumerate().filter(|(i, _)| !aliases.contains(i)) {
            *standing.causes.entry(unit.incident).or_default() += 1;
            for (at, word) in bags.of(i).words().enumerate() {
                let place = standing.places.len();
                let (count, last) = standing.words.entry((unit.incident, word)).or_insert((0, place));
                standing.places.push((i, at, (*count > 0).then_some(*last)));
                (*count, *last) = (*count + 1, place);
            }
        }
        standing
    }

    /// The causes with a word, of which the last stands at a place, each with the position of the word.
    fn units(&self, last: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let places =
            std::iter::successors(Some(self.places[last]), |(.., before)| Some(self.places[(*before)?]));
        places.map(|(unit, at, _)| (unit, at))
    }
}
