//! Measures that name the causes that they answer.

use std::collections::{HashMap, HashSet};

use super::super::once::{Cited, Question};
use super::ties::Ties;
use super::units::{Frame, Framed};
use super::{Id, Series, Tie};
use crate::document::{RoleSet, SectionId, SentenceId};
use crate::source::Span;

impl<'a> Ties<'_, 'a, '_> {
    /// Measures that name causes, in their text, their row or their heading.
    pub fn references(&mut self) {
        let only_names: Vec<usize> = (0..self.units.len()).filter(|&i| self.is_only_a_name(i)).collect();
        let called = self.called(&only_names);
        self.find_aliases(&only_names, &called);
        if called.is_empty() {
            return;
        }
        for m in 0..self.measures.len() {
            let found = self.named_by(m, &called);
            if !found.is_empty() {
                *self.referring.entry(self.incidents[m]).or_default() += 1;
            }
            for (unit, to) in found {
                let from = self.units[unit].unit.id.as_ref().map_or(self.units[unit].unit.span, |id| id.span);
                self.tie(unit, m, Tie::Reference, from, to);
            }
        }
    }

    /// The causes by what they are called, without those that only name one. A name that two causes of an incident share calls neither.
    fn called(&self, only_names: &[usize]) -> HashMap<(SectionId, String), usize> {
        let mut called: HashMap<(SectionId, String), Option<usize>> = HashMap::new();
        // One S3 among causes is a thing, C1 and C2 are ids.
        let mut series: HashMap<(SectionId, &str), usize> = HashMap::new();
        for Framed { unit, .. } in &self.units {
            if let Some(id) = &unit.id {
                *series.entry((unit.incident, prefix(id))).or_default() += 1;
            }
        }
        for (i, Framed { unit, .. }) in self.units.iter().enumerate() {
            let Some(id) = unit.id.as_ref().filter(|_| only_names.binary_search(&i).is_err()) else {
                continue;
            };
            if id.series == Series::Code && series[&(unit.incident, prefix(id))] < 2 {
                continue;
            }
            let slot = called.entry((unit.incident, id.number.clone())).or_insert(Some(i));
            if *slot != Some(i) {
                *slot = None;
            }
        }
        called.into_iter().filter_map(|(key, unit)| Some((key, unit?))).collect()
    }

    /// Whether the text of a unit is nothing but a name of a cause.
    fn is_only_a_name(&self, unit: usize) -> bool {
        let Framed { unit, frame, .. } = &self.units[unit];
        let [sentence] = unit.sentences[..] else { return false };
        let text = self.reader.text(sentence);
        matches!(frame, Frame::Item(_)) && text.chars().count() <= 12 && !self.names_in(text, true).is_empty()
    }

    fn find_aliases(&mut self, only_names: &[usize], called: &HashMap<(SectionId, String), usize>) {
        for &i in only_names {
            let Framed { unit, .. } = &self.units[i];
            let names = self.names_in(self.reader.text(unit.sentences[0]), true);
            let meant: Vec<usize> =
                names.iter().filter_map(|n| called.get(&(unit.incident, n.clone())).copied()).collect();
            if meant.is_empty() {
                continue;
            }
            self.aliases.insert(i);
            let span = unit.span;
            let tied: Vec<usize> = self.links.range((i, 0)..(i + 1, 0)).map(|(&(_, m), _)| m).collect();
            for measure in tied {
                self.links.remove(&(i, measure));
                *self.referring.entry(self.incidents[measure]).or_default() += 1;
                for &unit in &meant {
                    let from = self.units[unit].unit.id.as_ref().map_or(span, |id| id.span);
                    self.tie(unit, measure, Tie::Reference, from, span);
                }
            }
        }
    }

    /// The causes that a measure names, each with the place.
    fn named_by(&self, m: usize, called: &HashMap<(SectionId, String), usize>) -> Vec<(usize, Span)> {
        let (reader, measure, incident) = (self.reader, &self.measures[m], self.incidents[m]);
        let document = reader.document;
        let mut found = Vec::new();
        let mut note = |name: String, span: Span| {
            found.extend(called.get(&(incident, name)).map(|&unit| (unit, span)));
        };
        let nested = reader.children(measure.item).iter().flat_map(|&c| document.item_sentences(c));
        let mut around = Some(measure.section);
        let mut headings = Vec::new();
        while let Some(id) = around.filter(|&s| document.section(s).roles.intersects(RoleSet::measures())) {
            headings.extend(reader.heading(id));
            around = document.section(id).parent;
        }
        for sentence in measure.sentences.iter().copied().chain(nested).chain(headings).take(32) {
            for (range, name) in self.cited(sentence) {
                note(name.clone(), document.sentence_span(sentence, range.clone()));
            }
        }
        for cell in document.row_cells(measure.item) {
            if reader.column(cell).is_some_and(|column| column.references) {
                for sentence in reader.sentences_in(cell).take(4) {
                    let text = reader.text(sentence);
                    let span = reader.span(sentence);
                    if reader.lexicon.links.all.is_match(text.trim()) {
                        let units = called.iter().filter(|((i, _), _)| *i == incident);
                        units.map(|((_, name), _)| name.clone()).for_each(|n| note(n, span));
                    }
                    self.names_in(text, false).into_iter().for_each(|n| note(n, span));
                }
            }
        }
        found.sort_unstable();
        found.dedup_by_key(|(unit, _)| *unit);
        found
    }

    /// The names of causes that a sentence cites.
    fn cited(&self, id: SentenceId) -> &'a [Cited] {
        let words = &self.reader.lexicon.links;
        let read = || {
            let text = self.reader.text(id);
            let mut cited = Vec::new();
            for id in words.references.iter().flat_map(|e| e.captures_iter(text)).filter_map(|c| c.name("id"))
            {
                cited.extend(self.names_in(id.as_str(), false).into_iter().map(|name| (id.range(), name)));
            }
            let codes = words.codes_anywhere.iter().flat_map(|e| e.captures_iter(text));
            cited.extend(
                codes.filter_map(|c| c.name("id")).map(|id| (id.range(), id.as_str().to_uppercase())),
            );
            Some(cited.into_boxed_slice()).filter(|cited| !cited.is_empty())
        };
        self.reader.few(id, Question::Cites, |known| &known.ties().cited, read).map_or(&[], |cited| cited)
    }

    /// The names of causes anywhere in the sections for measures of an incident.
    pub(super) fn named_among_measures(&self, incident: SectionId) -> HashSet<String> {
        let words = &self.reader.lexicon.links;
        let mut named = HashSet::new();
        for sentence in self.among_measures(incident) {
            let text = self.reader.text(sentence);
            for expression in words.references.iter().chain(&words.codes_anywhere) {
                let ids = expression.captures_iter(text).filter_map(|c| c.name("id"));
                named.extend(ids.flat_map(|id| self.names_in(id.as_str(), false)));
            }
        }
        named
    }

    /// The names of causes in a text that holds little else. `whole`: only if it holds nothing else.
    fn names_in(&self, text: &str, whole: bool) -> Vec<String> {
        let words = &self.reader.lexicon.links;
        if whole {
            let mut rest = text.to_owned();
            for expression in words.references.iter().chain(&words.names) {
                let found = expression.find(&rest).map(|m| m.range());
                if let Some(range) = found.filter(|_| rest.chars().any(char::is_alphanumeric)) {
                    rest.replace_range(range, "");
                }
            }
            if rest.chars().any(char::is_alphanumeric) {
                return Vec::new();
            }
        }
        let mut names = Vec::new();
        for id in words.names.iter().flat_map(|e| e.captures_iter(text)).filter_map(|c| c.name("id")) {
            let ends = id.as_str().split(['〜', '~', '-']).map(|n| n.trim().parse::<u32>());
            match ends.collect::<Vec<_>>()[..] {
                [Ok(first), Ok(last)] if first < last && last < first + 32 => {
                    names.extend((first..=last).map(|n| n.to_string()));
                }
                _ if id.as_str().len() > 1 && id.as_str().starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    names.push(id.as_str().to_uppercase());
                }
                _ => names.push(id.as_str().to_lowercase()),
            }
        }
        names
    }
}

/// The letters of a code.
fn prefix(id: &Id) -> &str {
    id.number.trim_end_matches(|c: char| c.is_ascii_digit())
}
