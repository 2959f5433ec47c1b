//! What in a section for measures is a measure, and what only stands beside one.

use super::words::{regex_set, regexes};
use crate::pattern::{Expression, Expressions};
use crate::spec::Reader;

/// The expressions of `measures.toml`.
#[derive(Debug, Clone)]
pub struct MeasureWords {
    /// Sentences that announce measures.
    pub(crate) intro: Expressions,
    /// Children that describe the measure above them.
    pub(crate) detail: Expressions,
    /// Remarks, explanations, effects.
    pub(crate) remark: Expressions,
    /// Closing courtesies.
    pub(crate) courtesy: Expressions,
    /// Questions to tick off.
    pub(crate) checklist: Expressions,
    /// Marks before an item's text.
    pub(crate) bullets: Vec<Expression>,
}

impl Default for MeasureWords {
    fn default() -> Self {
        let none = Expressions::default;
        Self {
            intro: none(),
            detail: none(),
            remark: none(),
            courtesy: none(),
            checklist: none(),
            bullets: Vec::new(),
        }
    }
}

impl MeasureWords {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            intro: regex_set(reader, "intro"),
            detail: regex_set(reader, "detail"),
            remark: regex_set(reader, "remark"),
            courtesy: regex_set(reader, "courtesy"),
            checklist: regex_set(reader, "checklist"),
            bullets: regexes(reader, "bullets"),
        }
    }

    /// Where the text proper begins, after bullets, numbers and ticks.
    pub(crate) fn body_start(&self, text: &str) -> usize {
        self.bullets.iter().filter_map(|r| r.find(text)).map(|m| m.end()).max().unwrap_or(0)
    }
}
