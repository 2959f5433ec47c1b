//! Running rules' examples through the linter.

use std::sync::Arc;

use super::{Linter, Worker};
use crate::document::{Format, Role};
use crate::facts::Date;
use crate::filter::Selection;
use crate::rule::{ExampleLinter, Phase, RuleMeta, Settings};
use crate::source::{Source, Span};

/// The day on which examples are read, so that one about an expired suppression stays what it is.
const TODAY: &str = "2026-01-01";

/// The linter as examples need it: one rule at a time, everything else as without configuration.
#[derive(Debug)]
pub struct Examples {
    linter: Linter,
    worker: Worker,
}

impl Examples {
    /// Examples of the rules of a linter.
    pub fn new(linter: &Linter) -> Self {
        Self { linter: linter.clone(), worker: linter.worker() }
    }
}

impl ExampleLinter for Examples {
    fn lint(&mut self, rule: &RuleMeta, source: &Source, format: Format) -> Vec<Span> {
        let last = self.linter.rules.get(&rule.id).is_some_and(|r| r.check.phase() == Phase::Suppressions);
        // Whether a suppression is of use shows only when the rules that it names run.
        let select = if last { "all".to_owned() } else { rule.id.to_string() };
        let settings = Settings { select: vec![select], today: Date::parse(TODAY), ..Settings::default() };
        self.linter.selection = Arc::new(Selection::new(&self.linter.rules, &settings));
        self.linter.settings = Arc::new(settings);
        let outcome = self.linter.lint(&mut self.worker, source, format, &[]);
        outcome.diagnostics.into_iter().filter(|d| d.rule == rule.id).map(|d| d.span).collect()
    }

    fn heading(&self, role: Role) -> String {
        self.linter.lexicon.roles.word(role).unwrap_or(role.as_str()).to_owned()
    }
}
