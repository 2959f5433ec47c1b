//! Statements of causes and the steps that they write.

use serde::Serialize;

use super::{Quote, View};
use crate::facts::Cause;

/// A statement of a cause.
#[derive(Debug, Clone, Serialize)]
pub struct CauseView {
    /// The words that give a reason, one for each step of the chain.
    pub edges: Vec<Quote>,
    /// Whether what follows says why.
    pub explained: bool,
    /// Whether it is said to be under investigation.
    pub open: bool,
}

impl View<'_> {
    pub(super) fn cause(&self, cause: &Cause) -> CauseView {
        CauseView {
            edges: cause.edges.iter().map(|e| self.quote(e.span)).collect(),
            explained: cause.explained,
            open: cause.open,
        }
    }
}
