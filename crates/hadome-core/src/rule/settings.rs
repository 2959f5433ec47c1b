//! What a run is asked for: the part of the configuration that rules and the linter read.
//!
//! It stands here and not beside the linter because checks read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Lang, Severity};
use crate::document::RoleSet;
use crate::facts::{Date, Profile, Stage};

/// Settings of one run. The default is a run without any configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The language of messages.
    pub lang: Lang,
    /// For whom reports are written, where the configuration says so; wins over the text.
    pub profile: Option<Profile>,
    /// The roles that a report must have a section for; `None` leaves it to the rules.
    pub required_sections: Option<RoleSet>,
    /// The stage of the report, where the configuration says so; wins over the text.
    pub stage: Option<Stage>,
    /// The severity of single rules, groups or tags.
    pub severity: BTreeMap<String, Level>,
    /// Ids, groups or tags to run. Empty runs every rule that is on by default.
    pub select: Vec<String>,
    /// Ids, groups or tags to leave out; wins over `select`.
    pub ignore: Vec<String>,
    /// Names of teams that count as owners although they are collective.
    pub teams: Vec<String>,
    /// The day on which suppressions expire that are meant to last until the day before; `None` lets none expire.
    pub today: Option<Date>,
}

/// What a configuration makes of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule does not run.
    Off,
    /// Its findings are `info`.
    Info,
    /// Its findings are `warning`.
    Warning,
    /// Its findings are `error`.
    Error,
}

impl Level {
    /// The names that configuration uses, in the order of the variants.
    pub const NAMES: [&'static str; 4] = ["off", "info", "warning", "error"];

    /// The severity it stands for; `None` for `off`.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }

    /// The level of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let levels = [Self::Off, Self::Info, Self::Warning, Self::Error];
        Self::NAMES.iter().position(|n| *n == name).map(|i| levels[i])
    }
}
