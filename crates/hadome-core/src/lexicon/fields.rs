//! The words by which owners, dates, states, figures and links are recognised.

use std::collections::HashSet;

use super::words::{fold, regex_set, regexes, word_list, word_set};
use crate::pattern::{Expression, Expressions};
use crate::spec::Reader;

/// The words of `fields.toml`.
#[derive(Debug, Clone, Default)]
pub struct FieldWords {
    /// Who does it.
    pub(crate) owner: OwnerWords,
    /// Until when.
    pub(crate) due: DueWords,
    /// How far it has come.
    pub(crate) status: StatusWords,
    /// Figures: first numbers with a unit, then what names a target otherwise.
    pub(crate) metric: Vec<Expression>,
    /// Figures of impact.
    pub(crate) impact: ImpactWords,
    /// Headers of columns that hold tickets and links.
    pub(crate) link_columns: HashSet<String>,
    /// Tickets and addresses.
    pub(crate) links: Vec<Expression>,
    /// Columns that say what is done, best first.
    pub(crate) action_columns: Vec<String>,
    /// Those of them in which every entry is a measure, even one that names no action.
    pub(crate) telling_columns: HashSet<String>,
    /// Columns that never do.
    pub(crate) other_columns: HashSet<String>,
}

/// Words about owners.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnerWords {
    pub(crate) columns: HashSet<String>,
    pub(crate) label: Option<Expression>,
    pub(crate) spaced: Option<Expression>,
    pub(crate) expressions: Vec<Expression>,
    pub(crate) organisations: Expressions,
    pub(crate) collective: Expressions,
    pub(crate) empty: Expressions,
    pub(crate) traps: Vec<Expression>,
}

/// Words about due dates.
#[derive(Debug, Clone, Default)]
pub(crate) struct DueWords {
    pub(crate) columns: HashSet<String>,
    pub(crate) label: Option<Expression>,
    pub(crate) dates: Vec<Expression>,
    pub(crate) not_after: Expressions,
    pub(crate) not_before: Expressions,
    pub(crate) starts: Expressions,
    pub(crate) periods: Expressions,
}

/// Words about states.
#[derive(Debug, Clone, Default)]
pub(crate) struct StatusWords {
    pub(crate) columns: HashSet<String>,
    pub(crate) label: Option<Expression>,
    pub(crate) ends: Expressions,
    pub(crate) dropped: Vec<Expression>,
    pub(crate) todo: Vec<Expression>,
    pub(crate) preparing: Vec<Expression>,
    pub(crate) doing: Vec<Expression>,
    pub(crate) done: Vec<Expression>,
}

/// Words about the impact of an incident.
#[derive(Debug, Clone, Default)]
pub(crate) struct ImpactWords {
    /// Numbers with a unit; those of metrics count as well.
    pub(crate) quantities: Vec<Expression>,
    /// Sentences outside the sections on impact that speak of it.
    pub(crate) speaks: Expressions,
    /// Those who are affected.
    pub(crate) affected: Expressions,
    /// What makes a figure a first count.
    pub(crate) provisional: Expressions,
    /// Numbers that count nothing of an incident.
    pub(crate) not: Vec<Expression>,
}

impl ImpactWords {
    fn read(&mut self, table: &mut Reader<'_>) {
        self.quantities.extend(regexes(table, "quantities"));
        self.speaks = regex_set(table, "speaks");
        self.affected = regex_set(table, "affected");
        self.provisional = regex_set(table, "provisional");
        self.not = regexes(table, "not");
    }
}

impl FieldWords {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let mut words = Self::default();
        if let Some(mut table) = reader.table("owner") {
            words.owner = read_owner(&mut table);
            table.finish();
        }
        if let Some(mut table) = reader.table("due") {
            words.due = read_due(&mut table);
            table.finish();
        }
        if let Some(mut table) = reader.table("status") {
            words.status = read_status(&mut table);
            table.finish();
        }
        if let Some(mut table) = reader.table("metric") {
            words.metric = regexes(&mut table, "quantities");
            words.impact.quantities = words.metric.clone();
            words.metric.extend(regexes(&mut table, "expressions"));
            table.finish();
        }
        if let Some(mut table) = reader.table("impact") {
            words.impact.read(&mut table);
            table.finish();
        }
        if let Some(mut table) = reader.table("link") {
            words.link_columns = word_set(&mut table, "columns");
            words.links = regexes(&mut table, "expressions");
            table.finish();
        }
        if let Some(mut table) = reader.table("action") {
            words.action_columns = word_list(&mut table, "telling");
            words.telling_columns = words.action_columns.iter().cloned().collect();
            words.action_columns.extend(word_list(&mut table, "columns"));
            words.other_columns = word_set(&mut table, "other");
            table.finish();
        }
        words
    }

    /// Where the first label of a field begins (担当：, 期限：).
    pub(crate) fn first_label(&self, text: &str) -> Option<usize> {
        let labels = [&self.owner.label, &self.due.label, &self.status.label];
        labels.into_iter().flatten().filter_map(|r| r.find(text)).map(|m| m.start()).min()
    }

    /// Whether a text is a heading of a column that holds owners.
    pub fn is_owner_column(&self, header: &str) -> bool {
        self.owner.columns.contains(&*fold(header))
    }

    /// Whether the header of a table column says that it holds due dates.
    pub fn is_due_column(&self, header: &str) -> bool {
        self.due.columns.contains(&*fold(header))
    }

    /// Whether a text where an owner or a date should stand says that there is none yet: 未定, -.
    pub fn is_nothing(&self, text: &str) -> bool {
        self.owner.empty.is_match(fold(text).trim())
    }

    /// Whether a column holds a field, a number or a remark rather than what is done. `header` is folded.
    pub(crate) fn is_field_column(&self, header: &str) -> bool {
        self.owner.columns.contains(header)
            || self.due.columns.contains(header)
            || self.status.columns.contains(header)
            || self.link_columns.contains(header)
            || self.other_columns.contains(header)
    }

    /// Whether an owner is a group in which nobody in particular is meant (全員, 関係者).
    pub fn is_collective(&self, owner: &str) -> bool {
        self.owner.collective.is_match(&fold(owner))
    }
}

fn read_owner(table: &mut Reader<'_>) -> OwnerWords {
    OwnerWords {
        columns: word_set(table, "columns"),
        label: label(table, "labels", "[::=]"),
        spaced: label(table, "spaced-labels", "[ は]"),
        expressions: regexes(table, "expressions"),
        organisations: regex_set(table, "organisations"),
        collective: regex_set(table, "collective"),
        empty: regex_set(table, "empty"),
        traps: regexes(table, "traps"),
    }
}

fn read_due(table: &mut Reader<'_>) -> DueWords {
    DueWords {
        columns: word_set(table, "columns"),
        label: label(table, "labels", "[::=は]"),
        dates: regexes(table, "dates"),
        not_after: regex_set(table, "not-after"),
        not_before: regex_set(table, "not-before"),
        starts: regex_set(table, "starts"),
        periods: regex_set(table, "periods"),
    }
}

fn read_status(table: &mut Reader<'_>) -> StatusWords {
    StatusWords {
        columns: word_set(table, "columns"),
        label: label(table, "labels", "[::=]"),
        ends: regex_set(table, "ends"),
        dropped: regexes(table, "dropped"),
        todo: regexes(table, "todo"),
        preparing: regexes(table, "preparing"),
        doing: regexes(table, "doing"),
        done: regexes(table, "done"),
    }
}

/// An expression for a label of the list before its value, group `v`: 担当：田中、….
pub(super) fn label(table: &mut Reader<'_>, key: &'static str, delimiter: &str) -> Option<Expression> {
    let mut words = word_list(table, key);
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    if words.is_empty() {
        return None;
    }
    let words: Vec<String> = words.iter().map(|w| regex_syntax::escape(w)).collect();
    let pattern = format!(
        r"(?:^|[\s(\[（【、。,/／;|・])(?:{})\)?\s*{delimiter}\s*(?P<v>[^、。,)）\]】;|\n]+)",
        words.join("|")
    );
    Some(Expression::new(&pattern))
}
