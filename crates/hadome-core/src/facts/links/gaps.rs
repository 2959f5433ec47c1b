//! Causes that no measure answers, as far as one can tell.

use std::cell::OnceCell;
use std::collections::HashSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Gap;
use super::ties::{MAX_CAUSES, Part, Ties};
use super::units::{Framed, is_listed};
use super::words::Told;
use crate::document::{Role, RoleSet, SectionId, SentenceId};

/// What an incident says of measures, read by the first cause for which it matters.
#[derive(Default)]
pub(super) struct Said {
    told: OnceCell<Told>,
    /// The causes that it names where it does.
    named: OnceCell<HashSet<String>>,
}

impl Ties<'_, '_, '_> {
    /// By what one can tell that a cause which nothing is tied to has no measure; `None` if one can't.
    pub(super) fn gap(
        &self,
        i: usize,
        answered: &FxHashSet<usize>,
        answering: &FxHashSet<usize>,
        said: &mut FxHashMap<SectionId, Said>,
    ) -> Option<Gap> {
        let Framed { unit, frame, asks } = &self.units[i];
        if !asks || self.aliases.contains(&i) {
            return None;
        }
        if self.skipped.contains(&i) {
            return Some(Gap::Number);
        }
        let part = self.parts.get(&unit.incident).filter(|p| !p.measures.is_empty())?;
        let said = said.entry(unit.incident).or_default();
        let referring = self.referring.get(&unit.incident).copied().unwrap_or(0);
        if let Some(id) = unit.id.as_ref().filter(|_| referring >= 2 && referring * 2 >= part.measures.len())
        {
            let named = said.named.get_or_init(|| self.named_among_measures(unit.incident));
            return (!named.contains(&id.number)).then_some(Gap::Reference);
        }
        let words = self.unit_bags.of(i);
        let told = || said.told.get_or_init(|| self.told(part, answered, answering));
        let unheard = || words.words().len() >= 2 && !words.words().any(|w| told().knows(w));
        let matter = || {
            self.reader.lexicon.links.matters_of(&self.texts(&unit.sentences)).any(|m| told().speaks_of(m))
        };
        let chained = || {
            let others = part.units.iter().filter(|o| answered.contains(o));
            others.take(MAX_CAUSES * 2).any(|&o| {
                let shared = words.shared(self.unit_bags.of(o));
                shared >= 2 || shared * 2 >= words.words().len()
            })
        };
        (is_listed(self.reader, *frame) && !chained() && unheard() && !matter()).then_some(Gap::Words)
    }

    /// What an incident says of measures, wherever it does, to look up the words of the causes that nothing is tied to.
    fn told(&self, part: &Part, answered: &FxHashSet<usize>, answering: &FxHashSet<usize>) -> Told {
        let document = self.reader.document;
        let what: RoleSet =
            [Role::Event, Role::Impact, Role::Timeline, Role::Detection, Role::Cause].into_iter().collect();
        let first = part.units.first().map_or(0, |&u| self.units[u].unit.span.start);
        // A measure that answers another cause says little of what else it might be about.
        let mut tied: FxHashSet<SentenceId> = FxHashSet::default();
        for &m in part.measures.iter().filter(|m| answering.contains(m)) {
            tied.extend(&self.measures[m].sentences);
        }
        let says = |id: SectionId| {
            let section = document.section(id);
            let measures =
                section.roles.contains(Role::Provisional) || section.roles.intersects(RoleSet::measures());
            measures || section.span.start >= first && !section.roles.intersects(what)
        };
        let open = part.units.iter().filter(|u| !answered.contains(u));
        let mut told = Told::about(open.flat_map(|&u| self.unit_bags.of(u).words()));
        let own = part.measures.iter().flat_map(|&m| self.measures[m].sentences.iter().copied());
        for sentence in part.sentences(document, says).chain(own) {
            told.add(self.reader, sentence, !tied.contains(&sentence));
        }
        told
    }

    fn texts(&self, sentences: &[SentenceId]) -> String {
        sentences.iter().take(48).map(|&s| self.reader.text(s)).collect::<Vec<_>>().join(" ").to_lowercase()
    }
}
