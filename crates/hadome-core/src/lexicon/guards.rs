//! Guards: contexts in which a phrase does not mean what it seems to.

use std::ops::Range;

use crate::document::RoleSet;
use crate::morph::Tokens;

/// Which guards a rule switches off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GuardSwitch {
    /// Whether all are off (`guards = false`).
    pub all: bool,
    /// Names of single guards that are off.
    pub names: Vec<String>,
}

impl GuardSwitch {
    /// Whether the guard of this name is off.
    pub fn is_off(&self, name: &str) -> bool {
        self.all || self.names.iter().any(|n| n == name)
    }
}

/// The guards of `guards.toml`.
#[derive(Debug, Clone, Default)]
pub struct Guards {}

impl Guards {
    /// The names of all guards, for checking what a rule switches off.
    pub fn names(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The first guard that silences a match. `range` is in bytes of the sentence's text; `roles` are those in force there;
    /// `quoted` says whether the sentence stands in a block quote.
    pub fn silences(
        &self,
        tokens: &Tokens,
        range: Range<usize>,
        roles: RoleSet,
        quoted: bool,
        disabled: &GuardSwitch,
    ) -> Option<&str> {
        let _ = (tokens, range, roles, quoted, disabled);
        None
    }
}
