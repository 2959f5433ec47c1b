//! The Japanese words that facts and rules are read by, loaded from `rules/lexicon/*.toml`. All words are data.

mod evidence;
mod guards;
pub mod sections;

use std::sync::Arc;

pub use evidence::{EvidenceHit, EvidenceSets};
pub use guards::{GuardSwitch, Guards};

use crate::document::RoleTable;
use crate::source::Source;
use crate::spec::Problems;

/// Everything that is known about words.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Headings and their roles (`sections.toml`).
    pub roles: RoleTable,
    /// Named sets of evidence (`evidence.toml`).
    pub evidence: EvidenceSets,
    /// Contexts in which a phrase does not mean what it seems to (`guards.toml`).
    pub guards: Guards,
}

impl Lexicon {
    /// Reads the lexicon files among `files`, by their file names; others are left alone. Mistakes go to `problems`.
    pub fn load(files: &[Arc<Source>], problems: &Problems) -> Self {
        let mut lexicon = Self::default();
        for file in files.iter().filter(|f| f.path().ends_with("sections.toml")) {
            sections::load(file, &mut lexicon.roles, problems);
        }
        lexicon
    }
}
