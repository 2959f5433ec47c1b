//! What renderers may know about rules.

use std::borrow::Cow;

use hadome_core::rule::{Pack, precision};
use hadome_project::Project;
use hadome_report::{RuleCard, RuleCards};

/// The rules of a project, in its language.
#[derive(Debug)]
pub struct Cards<'a>(pub &'a Project);

impl RuleCards for Cards<'_> {
    fn card(&self, rule: &str) -> Option<RuleCard> {
        let meta = &self.0.linter.rules().get(rule)?.meta;
        let lang = self.0.config.lang.value;
        Some(RuleCard {
            id: meta.id.to_string(),
            title: meta.title.get(lang).to_owned(),
            why: meta.why.get(lang).to_owned(),
            help: meta.help.get(lang).to_owned(),
            url: meta.page().map(Cow::into_owned),
            tags: [meta.group.to_string()].into_iter().chain(meta.tags.iter().cloned()).collect(),
            severity: meta.severity,
            precision: if meta.pack == Pack::Builtin { precision(rule) } else { None },
        })
    }
}
