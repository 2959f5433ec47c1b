//! What in a section for measures is a measure, and what only stands beside one.

use super::words::{regex_set, regexes, word_list};
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
    /// What might have been.
    pub(crate) hypothetical: Expressions,
    /// Headings of closing sections, which prescribe like lessons.
    pub(crate) closing: Expressions,
    /// Sentences that are called a lesson by their first words.
    pub(crate) labelled: Expressions,
    /// Headings of lessons that praise.
    pub(crate) praise: Expressions,
    /// Headings of a fix, below which chores are no measures.
    pub(crate) fixing: Expressions,
    /// Headings of a change to a machine, below which weak actions are what it does.
    pub(crate) machines: Expressions,
    /// Classes of predicates that are chores there.
    pub(crate) chores: Vec<String>,
    /// What makes an action a rule for people.
    pub(crate) behaviour: Behaviour,
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

/// Occasions of people's work and the like, which make an action a rule for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Behaviour {
    /// Those that do so whatever the verb.
    pub(crate) firm: Vec<Expression>,
    /// Those that do so if the verb says nothing of strength.
    pub(crate) loose: Expressions,
    /// What stands between such words and the verb when they are not said of it.
    pub(crate) unless: Expressions,
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
            hypothetical: none(),
            closing: none(),
            labelled: none(),
            praise: none(),
            fixing: none(),
            machines: none(),
            chores: Vec::new(),
            behaviour: Behaviour::default(),
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
            hypothetical: regex_set(reader, "hypothetical"),
            closing: regex_set(reader, "closing"),
            labelled: regex_set(reader, "labelled"),
            praise: regex_set(reader, "praise"),
            fixing: regex_set(reader, "fixing"),
            machines: regex_set(reader, "machines"),
            chores: word_list(reader, "chores"),
            behaviour: reader.table("behaviour").map_or_else(Behaviour::default, read_behaviour),
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

fn read_behaviour(mut table: Reader<'_>) -> Behaviour {
    let behaviour = Behaviour {
        firm: regexes(&mut table, "firm"),
        loose: regex_set(&mut table, "loose"),
        unless: regex_set(&mut table, "unless"),
    };
    table.finish();
    behaviour
}
