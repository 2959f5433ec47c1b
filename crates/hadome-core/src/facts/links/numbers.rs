//! Measures that are numbered as the causes are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::ids::{digits, noted};
use super::ties::{MAX_CAUSES, Ties};
use super::{Id, Series, Tie};
use crate::document::SectionId;
use crate::source::Span;

impl Ties<'_, '_, '_> {
    /// Measures that are numbered as the causes are.
    pub fn numbers(&mut self) {
        let incidents: Vec<SectionId> = self.parts.keys().copied().collect();
        for incident in incidents {
            for series in [Series::Named, Series::Code, Series::Position] {
                self.number(incident, series);
            }
        }
    }

    fn number(&mut self, incident: SectionId, series: Series) {
        let Some(part) = self.parts.get(&incident) else { return };
        let mut units: BTreeMap<String, usize> = BTreeMap::new();
        for &i in part.units.iter().filter(|i| !self.aliases.contains(i)) {
            let Some(id) = self.units[i].unit.id.as_ref().filter(|id| id.series == series) else { continue };
            // Two lists of causes: no telling which one the measures go with.
            if units.insert(bare(id), i).is_some() {
                return;
            }
        }
        if units.len() < 2 {
            return;
        }
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut spans: HashMap<String, Span> = HashMap::new();
        for &m in &part.measures {
            let Some(id) = self.ids[m].as_ref().filter(|id| id.series == series) else { continue };
            // 対策1 in two places counts two lists, which go with the causes less likely than with each other.
            if series != Series::Position && spans.insert(bare(id), id.span).is_some_and(|s| s != id.span) {
                return;
            }
            *numbers.entry(bare(id)).or_default() += 1;
            pairs.extend(units.get(&bare(id)).map(|&u| (u, m)));
        }
        if pairs.is_empty() {
            return;
        }
        // What was not read as a measure may well be one, and has its number.
        for number in self.noted(incident, series) {
            numbers.entry(number).or_default();
        }
        if !self.runs_beside(series, &units, &numbers, &pairs) {
            return;
        }
        for &(unit, m) in &pairs {
            let span = |id: Option<&Id>, text: Span| id.map_or(text, |id| id.span);
            let from = span(self.units[unit].unit.id.as_ref(), self.units[unit].unit.span);
            let to = span(self.ids[m].as_ref(), self.measures[m].span);
            self.tie(unit, m, Tie::Number, from, to);
        }
        if series != Series::Position {
            self.skipped.extend(units.iter().filter(|(n, _)| !numbers.contains_key(*n)).map(|(_, &u)| u));
        }
    }

    /// The numbers that stand in front of anything in the sections for measures.
    fn noted(&self, incident: SectionId, series: Series) -> Vec<String> {
        if series == Series::Position {
            return Vec::new();
        }
        let among = self.among_measures(incident);
        among
            .filter_map(|s| noted(self.reader, s))
            .filter(|id| id.series == series)
            .map(|id| bare(&id))
            .collect()
    }

    /// Whether the numbers of the measures are those of the causes: most pairs are about one thing, or some are and no number is
    /// missing but one in the middle.
    fn runs_beside(
        &self,
        series: Series,
        units: &BTreeMap<String, usize>,
        numbers: &HashMap<String, usize>,
        pairs: &[(usize, usize)],
    ) -> bool {
        let measures: BTreeSet<usize> = pairs.iter().map(|&(_, m)| m).collect();
        let shared = |u: usize, m: usize| self.measure_bags.of(m).shared(self.unit_bags.of(u));
        if series == Series::Position {
            let once = numbers.values().all(|&n| n <= 1) && numbers.len() == units.len();
            let best = |&&(u, m): &&(usize, usize)| {
                shared(u, m) > 0 && measures.iter().take(MAX_CAUSES).all(|&o| shared(u, o) <= shared(u, m))
            };
            return once && pairs.len() >= 2 && pairs.iter().filter(best).count() * 3 >= pairs.len() * 2;
        }
        let agree = pairs.iter().filter(|&&(u, m)| shared(u, m) > 0).count();
        let value = |n: &str| n.parse::<u32>().ok();
        let last = numbers.keys().filter_map(|n| value(n)).max();
        let gap = units.keys().any(|n| !numbers.contains_key(n) && value(n) < last);
        let equal = numbers.len() == units.len() && units.keys().all(|n| numbers.contains_key(n));
        agree * 2 >= pairs.len() || (gap || equal) && agree * 3 >= pairs.len()
    }
}

/// The number of an id without the letters of a code.
fn bare(id: &Id) -> String {
    if id.series == Series::Code { digits(&id.number).to_owned() } else { id.number.clone() }
}
