//! The linter: from a source to an [`Outcome`]. There is one, and the command line and the language server both use it.

mod examples;
#[cfg(test)]
mod kind_tests;
mod outcome;
#[cfg(test)]
mod repetition_tests;
mod run;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

pub use examples::Examples;
pub use outcome::{Outcome, Strength};

use crate::document::{self, Format};
use crate::facts::{self, FactOptions};
use crate::filter::Selection;
use crate::inspect::Inspection;
use crate::lexicon::Lexicon;
use crate::morph::{self, Analysis, Analyzer, Morphology};
use crate::recall::remembering;
use crate::rule::{RuleSet, Settings};
use crate::source::Source;

/// Lints documents with one set of rules and settings. Cheap to clone and free to share between threads; each thread has its
/// own [`Worker`].
#[derive(Clone)]
pub struct Linter {
    rules: Arc<RuleSet>,
    lexicon: Arc<Lexicon>,
    morphology: Morphology,
    settings: Arc<Settings>,
    selection: Arc<Selection>,
}

/// What one thread needs for linting: the segmenter's memory.
#[derive(Debug)]
pub struct Worker {
    analyzer: Analyzer,
    /// `None` for a worker that forgets.
    memory: Option<Memory>,
}

/// What was read before.
#[derive(Debug, Default)]
struct Memory {
    parts: document::Memory,
    sentences: morph::Memory,
}

impl Linter {
    /// A linter. Names in `settings` that no rule answers to have no effect; see
    /// [`unknown_selectors`](crate::filter::unknown_selectors).
    pub fn new(
        rules: Arc<RuleSet>,
        lexicon: Arc<Lexicon>,
        morphology: Morphology,
        settings: Settings,
    ) -> Self {
        let selection = Arc::new(Selection::new(&rules, &settings));
        Self { rules, lexicon, morphology, settings: Arc::new(settings), selection }
    }

    /// The rules in reach, whether they run or not.
    pub fn rules(&self) -> &Arc<RuleSet> {
        &self.rules
    }

    /// What is known about words.
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// What the linter was asked for.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What a thread needs.
    pub fn worker(&self) -> Worker {
        Worker { analyzer: self.morphology.analyzer(), memory: None }
    }

    /// The same for a thread that is given the same documents again and again, slightly changed: what was read off a part of the text or a
    /// sentence is kept for the next time. The findings are the same.
    pub fn remembering_worker(&self) -> Worker {
        Worker { memory: Some(Memory::default()), ..self.worker() }
    }

    /// Whether a rule runs on a document with these `ignores`; `None` if no rule has this id.
    pub fn runs(&self, rule: &str, ignores: &[String]) -> Option<bool> {
        let index = self.rules.rules().iter().position(|r| &*r.meta.id == rule)?;
        Some(self.selection.runs(index, &self.rules.rules()[index].meta, ignores))
    }

    /// Lints one document. `ignores` are ids, groups or tags that do not run on this file.
    ///
    /// Never fails and never panics; the cost is linear in the size of the text. A document that is no report gives findings about
    /// its bytes only.
    pub fn lint(&self, worker: &mut Worker, source: &Source, format: Format, ignores: &[String]) -> Outcome {
        remembering(worker.memory.is_some(), || self.lint_on_thread(worker, source, format, ignores))
    }

    fn lint_on_thread(
        &self,
        worker: &mut Worker,
        source: &Source,
        format: Format,
        ignores: &[String],
    ) -> Outcome {
        let (roles, memory) = (&self.lexicon.roles, &mut worker.memory);
        let document = match memory {
            Some(memory) => document::parse_again(source, format, roles, &mut memory.parts),
            None => document::parse(source, format, roles),
        };
        let analysis = match memory {
            Some(memory) => Analysis::remembered(&document, &worker.analyzer, &mut memory.sentences),
            None => Analysis::new(&document, &worker.analyzer),
        };
        let mut facts = facts::read(&analysis, &self.lexicon, &self.fact_options());
        let verdict = run::Run { linter: self, source, analysis: &analysis, ignores }.verdict(&mut facts);
        Outcome {
            diagnostics: verdict.diagnostics,
            suppressed: verdict.suppressed,
            comments: verdict.comments,
            strength: Strength::of(&facts.measures),
            measures: facts.measures,
            nature: facts.nature,
            stage: facts.stage,
        }
    }

    /// Shows what the engine sees in a document: its outline, items, measures and words. The rungs are those that `lint` gives.
    pub fn inspect(&self, worker: &mut Worker, source: &Source, format: Format) -> Inspection {
        let document = document::parse(source, format, &self.lexicon.roles);
        let analysis = Analysis::new(&document, &worker.analyzer);
        let mut facts = facts::read(&analysis, &self.lexicon, &self.fact_options());
        run::Run { linter: self, source, analysis: &analysis, ignores: &[] }.verdict(&mut facts);
        Inspection::new(source, &analysis, &facts)
    }

    fn fact_options(&self) -> FactOptions {
        FactOptions { stage: self.settings.stage, profile: self.settings.profile }
    }
}

impl fmt::Debug for Linter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Linter")
            .field("rules", &self.rules.rules().len())
            .field("settings", &self.settings)
            .finish()
    }
}
