//! What a text must contain for a matcher to match in it.

/// Strings that a text must contain for a matcher to match: one of each clause. White space in the text and the case of
/// ASCII letters do not count. Without clauses nothing is known and any text may match.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Literals {
    clauses: Vec<Vec<String>>,
}

impl Literals {
    /// The clauses, each a list of alternatives.
    pub fn clauses(&self) -> &[Vec<String>] {
        &self.clauses
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}
