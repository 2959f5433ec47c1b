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
    /// Headings under which nothing is a measure.
    pub(crate) describing: Expressions,
    /// Remarks, explanations, effects.
    pub(crate) remark: Expressions,
    /// What is no measure wherever it stands: results, chores, what might have been.
    pub(crate) aside: Expressions,
    /// What makes a look that is told as past a habit.
    pub(crate) habit: Expressions,
    /// Sentences that prescribe, outside the sections for measures.
    pub(crate) directive: Expressions,
    /// Closing courtesies.
    pub(crate) courtesy: Expressions,
    /// Questions to tick off.
    pub(crate) checklist: Expressions,
    /// Headings of sections that say again what stands elsewhere.
    pub(crate) summary: Expressions,
    /// Marks before an item's text.
    pub(crate) bullets: Vec<Expression>,
}

impl Default for MeasureWords {
    fn default() -> Self {
        let none = Expressions::default;
        Self {
            intro: none(),
            detail: none(),
            describing: none(),
            remark: none(),
            aside: none(),
            habit: none(),
            directive: none(),
            courtesy: none(),
            checklist: none(),
            summary: none(),
            bullets: Vec::new(),
        }
    }
}

impl MeasureWords {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            intro: regex_set(reader, "intro"),
            detail: regex_set(reader, "detail"),
            describing: regex_set(reader, "describing"),
            remark: regex_set(reader, "remark"),
            aside: regex_set(reader, "aside"),
            habit: regex_set(reader, "habit"),
            directive: regex_set(reader, "directive"),
            courtesy: regex_set(reader, "courtesy"),
            checklist: regex_set(reader, "checklist"),
            summary: regex_set(reader, "summary"),
            bullets: regexes(reader, "bullets"),
        }
    }

    /// Where the text proper begins, after bullets, numbers and ticks.
    pub(crate) fn body_start(&self, text: &str) -> usize {
        self.bullets.iter().filter_map(|r| r.find(text)).map(|m| m.end()).max().unwrap_or(0)
    }
}
