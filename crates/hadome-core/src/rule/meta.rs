//! What every rule has, whatever its check kind.

use std::fmt;
use std::sync::Arc;

use super::Example;
use crate::diagnostic::{Severity, Text};
use crate::document::RoleSet;
use crate::lexicon::GuardSwitch;
use crate::source::{Source, Span};

/// The validated common fields of a rule.
#[derive(Debug, Clone)]
pub struct RuleMeta {
    /// Its id, kebab-case and equal to the stem of its file name.
    pub id: Arc<str>,
    /// The directory it stands in: `strength`, `cause`, …
    pub group: Arc<str>,
    /// The pack it comes from.
    pub pack: Pack,
    /// Its name in a few words.
    pub title: Text,
    /// How much a finding weighs before configuration and rescues.
    pub severity: Severity,
    /// The name of its check kind.
    pub kind: &'static str,
    /// The roles of the sections it reads; empty for all.
    pub roles: RoleSet,
    /// What a match says of a measure's strength, 0 to 5.
    pub rung: Option<u8>,
    /// What is wrong, in one line, with placeholders.
    pub message: Text,
    /// What to write instead, with placeholders. May be empty.
    pub help: Text,
    /// Why it matters, for `hadome explain`.
    pub why: Text,
    /// Tags to select it by.
    pub tags: Arc<[String]>,
    /// The version of hadome (or of the pack) that brought it.
    pub since: String,
    /// A page that explains it.
    pub url: Option<Arc<str>>,
    /// The guards it switches off.
    pub guards: GuardSwitch,
    /// The examples that prove it.
    pub examples: Vec<Example>,
    /// Its file.
    pub source: Arc<Source>,
    /// Where its id stands in the file, for problems about the rule as a whole.
    pub id_span: Span,
    /// The name that it shares with rules that say the same in other words: of all of them only one reports a measure.
    pub exclusive: Option<Arc<str>>,
    /// Whether it gives way to any other rule with the same `exclusive`.
    pub general: bool,
    /// Whether it runs when nothing selects it.
    pub default: bool,
    /// Whether it means to replace an earlier rule of the same id.
    pub replaces: bool,
}

impl RuleMeta {
    /// Whether a selector (an id, a group, a tag or `all`) names this rule.
    pub fn is_named_by(&self, selector: &str) -> bool {
        selector == "all"
            || *self.id == *selector
            || *self.group == *selector
            || self.tags.iter().any(|t| t == selector)
    }

    /// Whether it reads sections of these roles.
    pub fn reads(&self, roles: RoleSet) -> bool {
        self.roles.is_empty() || self.roles.intersects(roles)
    }

    /// Whether it reads a measure of a section of these roles. What is proposed outside the sections for measures, such as among
    /// lessons, is read by what reads any measures.
    pub fn reads_measure(&self, roles: RoleSet) -> bool {
        let measures = RoleSet::measures();
        self.reads(roles) || !roles.intersects(measures) && self.roles.intersects(measures)
    }
}

/// A directory of rules.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Pack {
    /// The rules that hadome carries.
    Builtin,
    /// A pack that a configuration names, by that name.
    Named(Arc<str>),
}

impl fmt::Display for Pack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Builtin => f.write_str("built-in"),
            Self::Named(name) => f.write_str(name),
        }
    }
}
