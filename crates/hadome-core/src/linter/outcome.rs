//! What linting one document gives.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Suppressed};
use crate::facts::{Measure, Nature, Stage};
use crate::filter::{Changed, ChangedText, SuppressionComment};

/// What hadome says about one document.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Its findings, by place and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that suppression comments silenced, by place.
    pub suppressed: Vec<Suppressed>,
    /// Its suppression comments, in source order.
    pub comments: Vec<SuppressionComment>,
    /// Its measures in source order, with the rungs that rules gave them.
    pub measures: Vec<Measure>,
    /// How strong its measures are.
    pub strength: Strength,
    /// Whether it is a report.
    pub nature: Nature,
    /// The stage it is in.
    pub stage: Stage,
}

impl Outcome {
    /// Keeps of findings and comments what is about something that has changed. `text` is the text that was linted. Measures and
    /// the strength of the report stay as they are.
    pub fn keep_changed(&mut self, text: &str, changed: &Changed) {
        let changed = ChangedText::new(text, changed);
        self.diagnostics.retain(|finding| changed.concerns(finding));
        self.suppressed.retain(|waved| changed.concerns(&waved.diagnostic));
        self.comments.retain(|comment| changed.touches(comment.span));
    }
}

/// How many measures stand on each rung of the strength ladder. A distribution, never a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Strength {
    /// Measures on rung 0 to 5.
    pub rungs: [usize; 6],
    /// Measures without a marker, which are unknown and not weak.
    pub unknown: usize,
}

impl Strength {
    /// Counts measures.
    pub fn of(measures: &[Measure]) -> Self {
        let mut strength = Self::default();
        for measure in measures {
            match measure.rung.and_then(|rung| strength.rungs.get_mut(usize::from(rung))) {
                Some(count) => *count += 1,
                None => strength.unknown += 1,
            }
        }
        strength
    }

    /// The counts in one array: rungs 0 to 5, then unknown.
    pub fn counts(&self) -> [usize; 7] {
        let [r0, r1, r2, r3, r4, r5] = self.rungs;
        [r0, r1, r2, r3, r4, r5, self.unknown]
    }

    /// All measures.
    pub fn total(&self) -> usize {
        self.rungs.iter().sum::<usize>() + self.unknown
    }

    /// The sum of two distributions.
    pub fn plus(mut self, other: &Self) -> Self {
        for (mine, theirs) in self.rungs.iter_mut().zip(other.rungs) {
            *mine += theirs;
        }
        self.unknown += other.unknown;
        self
    }
}
