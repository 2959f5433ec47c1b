//! What a report says of itself at its head.

use serde::Serialize;

use super::{Place, View};
use crate::facts::{Profile, Stage};
use crate::source::Span;

/// Something that a report says of itself, or that configuration says of it.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimView<T> {
    /// What it says.
    pub value: T,
    /// The words that say so, as the source spells them; `None` without such words.
    pub text: Option<String>,
    /// Where they stand.
    #[serde(flatten)]
    pub place: Option<Place>,
}

impl View<'_> {
    pub(super) fn stage(&self) -> ClaimView<Stage> {
        self.claim(self.facts.stage, self.facts.stage_span)
    }

    pub(super) fn profile(&self) -> ClaimView<Profile> {
        self.claim(self.facts.profile, self.facts.profile_span)
    }

    fn claim<T>(&self, value: T, span: Option<Span>) -> ClaimView<T> {
        ClaimView {
            value,
            text: span.map(|s| self.source.slice(s).to_owned()),
            place: span.map(|s| self.place(s)),
        }
    }
}
