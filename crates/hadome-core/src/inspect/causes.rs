//! Statements of causes and the steps that they write.

use serde::Serialize;

use super::{Quote, View};
use crate::facts::{Cause, Direction, Edge, EdgeKind};

/// A statement of a cause.
#[derive(Debug, Clone, Serialize)]
pub struct CauseView {
    /// The steps that it writes.
    pub edges: Vec<EdgeView>,
    /// Whether what follows says why.
    pub explained: bool,
    /// Whether it is said to be under investigation.
    pub open: bool,
}

/// One written "effect because cause".
#[derive(Debug, Clone, Serialize)]
pub struct EdgeView {
    /// How it is written.
    pub kind: EdgeKind,
    /// The words that give the reason.
    pub cause: Quote,
    /// The words that say what followed; `None` where the report does not repeat it.
    pub effect: Option<Quote>,
    /// Which of the two stands first.
    pub direction: Option<Direction>,
}

impl View<'_> {
    pub(super) fn cause(&self, cause: &Cause) -> CauseView {
        CauseView {
            edges: cause.edges.iter().map(|e| self.edge(e)).collect(),
            explained: cause.explained,
            open: cause.open,
        }
    }

    fn edge(&self, edge: &Edge) -> EdgeView {
        EdgeView {
            kind: edge.kind,
            cause: self.quote(edge.cause.span),
            effect: edge.effect.map(|e| self.quote(e.span)),
            direction: edge.direction(),
        }
    }
}
