//! What ties measures to causes.

use std::collections::{BTreeMap, HashMap, HashSet};

use rustc_hash::FxHashMap;

use super::super::reader::Reader;
use super::super::types::Measure;
use super::units::{Frame, Framed};
use super::words::Bag;
use super::{Answer, CauseUnit, Id, Link, Tie};
use crate::document::{Incidents, RoleSet, SectionId, SentenceId};
use crate::source::Span;

/// How many causes a word may stand in and still tie measures to them.
pub(super) const MAX_CAUSES: usize = 16;

/// The causes, measures and sentences of an incident, by position.
#[derive(Default)]
pub(super) struct Part {
    pub units: Vec<usize>,
    pub measures: Vec<usize>,
    pub sentences: Vec<SentenceId>,
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
    pub(super) aliases: HashSet<usize>,
    /// Incidents whose measures name causes.
    pub(super) referring: HashMap<SectionId, usize>,
    /// Units whose number the measures beside them leave out.
    pub(super) skipped: HashSet<usize>,
    pub(super) unit_bags: Vec<Bag<'a>>,
    pub(super) measure_bags: Vec<Bag<'a>>,
}

impl<'r, 'a, 'd> Ties<'r, 'a, 'd> {
    pub fn new(
        reader: &'r Reader<'a, 'd>,
        units: Vec<Framed>,
        measures: &'r [Measure],
        ids: &'r [Option<Id>],
    ) -> Self {
        let incidents = Incidents::of(reader.document);
        let mut parts: BTreeMap<SectionId, Part> = BTreeMap::new();
        for (i, framed) in units.iter().enumerate() {
            parts.entry(framed.unit.incident).or_default().units.push(i);
        }
        for id in reader.document.sentence_ids() {
            if let Some(part) = parts.get_mut(&incidents.around(reader.document.sentence(id).section)) {
                part.sentences.push(id);
            }
        }
        let incidents: Vec<SectionId> = measures.iter().map(|m| incidents.around(m.section)).collect();
        for (m, incident) in incidents.iter().enumerate() {
            if let Some(part) = parts.get_mut(incident) {
                part.measures.push(m);
            }
        }
        let unit_bags = units.iter().map(|u| Bag::of(reader, u.unit.sentences.iter().copied())).collect();
        let of_measure = |m: &Measure| {
            let nested = reader.children(m.item).iter().flat_map(|&c| reader.document.item_sentences(c));
            Bag::of(reader, m.sentences.iter().copied().chain(nested))
        };
        let measure_bags = measures.iter().map(of_measure).collect();
        Self {
            reader,
            units,
            measures,
            ids,
            incidents,
            parts,
            links: BTreeMap::new(),
            aliases: HashSet::new(),
            referring: HashMap::new(),
            skipped: HashSet::new(),
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
        let mut rows = HashMap::new();
        let mut frames = HashMap::new();
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
        let mut standing: FxHashMap<(SectionId, &str), Vec<usize>> = FxHashMap::default();
        let mut counts: FxHashMap<SectionId, usize> = FxHashMap::default();
        for (i, Framed { unit, .. }) in self.units.iter().enumerate() {
            if !self.aliases.contains(&i) {
                *counts.entry(unit.incident).or_default() += 1;
                for word in self.unit_bags[i].words() {
                    standing.entry((unit.incident, word)).or_default().push(i);
                }
            }
        }
        let mut found = Vec::new();
        for (m, words) in self.measure_bags.iter().enumerate() {
            let mut shared: BTreeMap<usize, Vec<(&str, usize)>> = BTreeMap::new();
            for word in words.words() {
                let Some(units) = standing.get(&(self.incidents[m], word)) else { continue };
                if units.len() <= MAX_CAUSES {
                    units.iter().for_each(|&u| shared.entry(u).or_default().push((word, units.len())));
                }
            }
            let count = counts.get(&self.incidents[m]).copied().unwrap_or(0).max(3);
            for (unit, mut shared) in shared {
                shared.sort_by_key(|&(word, standing)| (standing, std::cmp::Reverse(word.len())));
                let Some(&(word, standing)) = shared.first() else { continue };
                if shared.len() >= 2 || standing * 3 <= count {
                    found.push((unit, m, word));
                }
            }
        }
        for (unit, m, word) in found {
            let from = self.unit_bags[unit].place(self.reader, word);
            let to = self.measure_bags[m].place(self.reader, word);
            if let (Some(from), Some(to)) = (from, to) {
                self.tie(unit, m, Tie::Words, from, to);
            }
        }
    }

    /// The causes with their answers, and the links.
    pub fn finish(mut self) -> (Vec<CauseUnit>, Vec<Link>) {
        let answered: HashSet<usize> = self.links.keys().map(|&(u, _)| u).collect();
        let answering: HashSet<usize> = self.links.keys().map(|&(_, m)| m).collect();
        let mut said = HashMap::new();
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
        let all = self.parts.get(&incident).map_or(&[][..], |p| &p.sentences);
        let document = self.reader.document;
        all.iter().copied().filter(|&s| document.sentence_roles(s).intersects(RoleSet::measures()))
    }
}
