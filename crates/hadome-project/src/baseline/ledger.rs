//! What a run saw of its baselines: what it waved through, what is new, and what is certainly gone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use hadome_core::filter::Known;

use super::{Baseline, Entries, absolute};
use crate::run::Linted;

/// How a baseline was applied to one document.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The baseline.
    pub baseline: Arc<Baseline>,
    /// The name of the document in it.
    pub key: String,
    /// What it knows of the document that is certainly gone: the rule ran on the whole document and did not find it.
    pub gone: Known,
}

/// What is to become of a baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// New findings are added, what is gone is dropped.
    Update,
    /// What is gone is dropped.
    Prune,
}

/// How many findings a change concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// New ones.
    pub added: usize,
    /// Those that are gone.
    pub dropped: usize,
    /// Those that it knows after the change.
    pub total: usize,
}

/// The baselines that a run came upon, by path.
#[derive(Debug, Default)]
pub struct Ledger {
    pages: BTreeMap<PathBuf, Page>,
    /// Every document that was linted, whatever its baseline.
    linted: BTreeSet<PathBuf>,
}

/// One baseline and what the run saw of it.
#[derive(Debug)]
pub struct Page {
    /// The baseline as it is.
    pub baseline: Arc<Baseline>,
    /// By document: what is new and what is gone.
    seen: BTreeMap<String, (Known, Known)>,
}

impl Ledger {
    /// Takes note of a baseline that holds for a place where documents were looked for, even if there is none any more.
    pub fn touch(&mut self, baseline: &Arc<Baseline>) {
        let page = || Page { baseline: Arc::clone(baseline), seen: BTreeMap::new() };
        self.pages.entry(baseline.path().to_owned()).or_insert_with(page);
    }

    /// Takes note of a document that was linted.
    pub fn note(&mut self, linted: &Linted) {
        self.linted.insert(absolute(&linted.path));
        let Some(applied) = &linted.baseline else { return };
        self.touch(&applied.baseline);
        if let Some(page) = self.pages.get_mut(applied.baseline.path()) {
            let new = Known::of(&linted.outcome.diagnostics);
            page.seen.insert(applied.key.clone(), (new, applied.gone.clone()));
        }
    }

    /// Every baseline with its changes, by path.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.values()
    }

    /// How many findings a baseline knows that are certainly gone.
    pub fn stale(&self, page: &Page) -> usize {
        let files = self.gone_documents(page).map(|(_, known)| known.total());
        let findings = page.seen.values().map(|(_, gone)| gone.total());
        files.chain(findings).sum()
    }

    /// What a baseline knows after a change.
    pub fn after(&self, page: &Page, change: Change) -> (Entries, Tally) {
        let mut tally = Tally::default();
        let mut entries = page.baseline.entries().clone();
        for (key, known) in self.gone_documents(page) {
            entries.remove(key);
            tally.dropped += known.total();
        }
        for (key, (new, gone)) in &page.seen {
            let known = entries.entry(key.clone()).or_default();
            for (rule, anchor, count) in gone.iter() {
                known.set(rule, anchor, known.count(rule, anchor).saturating_sub(count));
            }
            tally.dropped += gone.total();
            if change == Change::Update {
                new.iter()
                    .for_each(|(rule, anchor, n)| known.set(rule, anchor, known.count(rule, anchor) + n));
                tally.added += new.total();
            }
        }
        entries.retain(|_, known| !known.is_empty());
        tally.total = entries.values().map(Known::total).sum();
        (entries, tally)
    }

    /// Documents of a baseline that are not there any more, or for which another one holds now.
    fn gone_documents<'p>(&'p self, page: &'p Page) -> impl Iterator<Item = (&'p String, &'p Known)> {
        let unseen = page.baseline.entries().iter().filter(|(key, _)| !page.seen.contains_key(*key));
        unseen.filter(|(key, _)| {
            self.linted.contains(&page.baseline.file_of(key)) || page.baseline.is_gone(key)
        })
    }
}
