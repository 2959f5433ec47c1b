//! Evidence: words in an item that change a verdict.

use std::ops::Range;
use std::sync::Arc;

use crate::morph::Tokens;

/// One place where an evidence set matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceHit {
    /// The name of the set.
    pub set: Arc<str>,
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
    /// What the set says of a measure's strength, if it does.
    pub rung: Option<u8>,
}

/// The named sets of `evidence.toml`.
#[derive(Debug, Clone, Default)]
pub struct EvidenceSets {}

impl EvidenceSets {
    /// The names of all sets.
    pub fn names(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Whether there is a set of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.names().contains(&name)
    }

    /// The places where one of the named sets matches, in order; every set if `sets` is empty.
    pub fn find<S: AsRef<str>>(&self, sets: &[S], tokens: &Tokens) -> Vec<EvidenceHit> {
        let _ = (sets, tokens);
        Vec::new()
    }
}
