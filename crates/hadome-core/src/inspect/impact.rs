//! Figures of impact.

use serde::Serialize;

use super::{Quote, View};

/// A figure of what was affected.
#[derive(Debug, Clone, Serialize)]
pub struct ImpactView {
    /// The number with its unit, folded.
    #[serde(flatten)]
    pub figure: Quote,
    /// Whether it is said to be a first count.
    pub provisional: bool,
}

impl View<'_> {
    pub(super) fn impact(&self) -> Vec<ImpactView> {
        let view = |f: &crate::facts::ImpactFigure| ImpactView {
            figure: Quote { text: f.text.clone(), place: self.place(f.span) },
            provisional: f.provisional,
        };
        self.facts.impact.iter().map(view).collect()
    }
}
