//! Causal edges: "effect because cause", as a report writes it.

use serde::Serialize;

use crate::document::{Document, SentenceId};
use crate::source::Span;

/// One written "effect because cause".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// How it is written.
    pub kind: EdgeKind,
    /// The reason.
    pub cause: EdgeEnd,
    /// What followed from it; `None` where the report does not repeat it, which mostly is the incident.
    pub effect: Option<EdgeEnd>,
}

impl Edge {
    /// Which end stands first in the document; `None` if only the reason is written.
    pub fn direction(&self) -> Option<Direction> {
        let effect = self.effect?.span;
        Some(if self.cause.span.start < effect.start {
            Direction::CauseFirst
        } else {
            Direction::EffectFirst
        })
    }
}

/// One end of an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EdgeEnd {
    /// Its words.
    pub span: Span,
    /// The sentence they stand in.
    pub sentence: SentenceId,
    /// Bytes of the sentence's text, from its start.
    pub words: (u32, u32),
}

impl EdgeEnd {
    /// Its folded words.
    pub fn text<'d>(&self, document: &'d Document) -> &'d str {
        let (start, end) = self.words;
        document.sentence_text(self.sentence).get(start as usize..end as usize).unwrap_or_default()
    }
}

/// What makes an edge of two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EdgeKind {
    /// The statement stands in a section about causes, and no word ties it to anything.
    Statement,
    /// ため, により, のは…から, そのため.
    Connective,
    /// ←, →, ↓.
    Arrow,
    /// A list item below another.
    Nesting,
    /// A numbered why, or a question with its answer.
    Why,
    /// It names another cause: 原因1の理由, 1-2 below 1.
    Reference,
    /// It follows on another statement and tells how things were built.
    Sequel,
}

/// Which end of an edge stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// A, so B.
    CauseFirst,
    /// B, because A.
    EffectFirst,
}
