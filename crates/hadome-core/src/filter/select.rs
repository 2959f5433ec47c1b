//! Which rules run, and how much their findings weigh.

use std::collections::BTreeMap;

use crate::diagnostic::{Severity, Text};
use crate::rule::{Level, RuleMeta, RuleSet, Settings};

/// What the configuration makes of every rule of a set.
#[derive(Debug, Clone)]
pub struct Selection {
    /// By position in [`RuleSet::rules`]: whether the rule runs, and the level that replaces its own.
    rules: Vec<(bool, Option<Level>)>,
}

impl Selection {
    /// Applies `select`, `ignore` and `severity`.
    ///
    /// A rule runs when `select` names it, or when `select` is empty and it is on by default or has a severity of its own in the
    /// configuration; `ignore` and the severity `off` win. Of several severities the most specific counts: id, then tag, then
    /// group, then `all`.
    pub fn new(rules: &RuleSet, settings: &Settings) -> Self {
        let decide = |meta: &RuleMeta| {
            let level = level_of(meta, &settings.severity);
            let named = |list: &[String]| list.iter().any(|name| meta.is_named_by(name));
            let by_id = level.is_some() && settings.severity.contains_key(&*meta.id);
            let wanted =
                if settings.select.is_empty() { meta.default || by_id } else { named(&settings.select) };
            (wanted && !named(&settings.ignore) && level != Some(Level::Off), level)
        };
        Self { rules: rules.rules().iter().map(|r| decide(&r.meta)).collect() }
    }

    /// Whether the rule at a position of the set runs, unless the file's own `ignores` leave it out.
    pub fn runs(&self, index: usize, meta: &RuleMeta, ignores: &[String]) -> bool {
        self.rules.get(index).is_some_and(|(on, _)| *on) && !ignores.iter().any(|name| meta.is_named_by(name))
    }

    /// The severity of a finding of the rule at a position: the configured one, but no higher than what a rescue has `lowered` it to.
    pub fn weigh(&self, index: usize, meta: &RuleMeta, lowered: Option<Severity>) -> Severity {
        let severity = lowered.unwrap_or(meta.severity);
        match self.rules.get(index).and_then(|(_, level)| level.and_then(Level::severity)) {
            Some(configured) if severity < meta.severity => severity.min(configured),
            Some(configured) => configured,
            None => severity,
        }
    }
}

fn level_of(meta: &RuleMeta, levels: &BTreeMap<String, Level>) -> Option<Level> {
    let tags = meta.tags.iter().map(String::as_str);
    [&*meta.id]
        .into_iter()
        .chain(tags)
        .chain([&*meta.group, "all"])
        .find_map(|name| levels.get(name).copied())
}

/// The selectors of the settings that name no rule, each with a hint.
pub fn unknown_selectors(rules: &RuleSet, settings: &Settings) -> Vec<(String, Text)> {
    let given = settings.select.iter().chain(&settings.ignore).chain(settings.severity.keys());
    given.filter_map(|name| rules.unknown(name).map(|hint| (name.clone(), hint))).collect()
}
