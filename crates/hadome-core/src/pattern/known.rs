//! What the expressions of the built-in pack need, worked out in advance.
//!
//! Most expressions match nothing in a given report, and a report is read by a thousand of them: parsing each, only to find that
//! the text lacks what it needs, took a third of a cold start. `known.tsv` has the answer for every built-in expression. It is
//! found by the text of the expression, so that a line that is missing or left over costs time and nothing else.
//!
//! One line each, sorted by bytes: the flavour (one letter) and the text; the names of the captures, separated by spaces; and each
//! clause of [`Literals`], its alternatives separated by spaces. `cargo xtask gen` writes the file.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use super::{Expression, Literals, Pattern, Regex};

const TABLE: &str = include_str!("known.tsv");

/// What kind of expression a text is: the same text needs different things as another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flavour {
    /// [`Expression`].
    Expression,
    /// [`Pattern`].
    Pattern,
    /// [`Regex`].
    Regex,
}

impl Flavour {
    fn letter(self) -> char {
        match self {
            Self::Expression => 'e',
            Self::Pattern => 'p',
            Self::Regex => 'r',
        }
    }
}

/// What is known about an expression that has no mistake.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub captures: Vec<Arc<str>>,
    pub needs: Literals,
}

/// What is known about a text, if it is one of the built-in pack.
pub(super) fn lookup(flavour: Flavour, text: &str) -> Option<Known> {
    note(flavour, text);
    static LINES: OnceLock<Vec<&str>> = OnceLock::new();
    let lines = LINES.get_or_init(|| TABLE.lines().collect());
    let key = |line: &&'static str| line.split_once('\t').map_or(*line, |(key, _)| key);
    let wanted = flavour.letter().len_utf8() + text.len();
    let order = |line: &&'static str| {
        let key = key(line);
        let (letter, rest) = key.split_at_checked(1).unwrap_or((key, ""));
        letter.chars().next().cmp(&Some(flavour.letter())).then_with(|| rest.cmp(text))
    };
    let line = lines[lines.binary_search_by(order).ok()?];
    let mut fields = line.get(wanted + 1..)?.split('\t');
    let captures = fields.next()?.split(' ').filter(|n| !n.is_empty()).map(Arc::from).collect();
    let clause = |field: &'static str| field.split(' ').map(Cow::Borrowed).collect();
    Some(Known { captures, needs: Literals::known(fields.map(clause).collect()) })
}

thread_local! {
    /// The expressions that [`table_of`] has seen made.
    static MADE: RefCell<Option<BTreeSet<(Flavour, String)>>> = const { RefCell::new(None) };
}

fn note(flavour: Flavour, text: &str) {
    MADE.with_borrow_mut(|made| {
        if let Some(made) = made {
            made.insert((flavour, text.to_owned()));
        }
    });
}

/// The table for all expressions that `load` makes on this thread: the text of `known.tsv`.
pub fn table_of(load: impl FnOnce()) -> String {
    MADE.set(Some(BTreeSet::new()));
    load();
    let made = MADE.take().unwrap_or_default();
    let mut table = String::new();
    for (flavour, text) in made.iter().filter(|(_, text)| !text.contains(['\t', '\n', '\r'])) {
        let Some(Known { captures, needs }) = work_out(*flavour, text) else { continue };
        let _ = write!(table, "{}{text}\t{}", flavour.letter(), captures.join(" "));
        for clause in needs.clauses() {
            let _ = write!(table, "\t{}", clause.join(" "));
        }
        table.push('\n');
    }
    table
}

/// What a text needs, by parsing it; `None` if it has a mistake.
fn work_out(flavour: Flavour, text: &str) -> Option<Known> {
    match flavour {
        Flavour::Expression => {
            let (captures, needs) = Expression::parse_needs(text)?;
            Some(Known { captures, needs })
        }
        Flavour::Pattern => {
            let pattern = Pattern::parse(text).ok()?;
            Some(Known { captures: pattern.capture_names().to_vec(), needs: pattern.literals() })
        }
        Flavour::Regex => {
            let regex = Regex::parse(text).ok()?;
            Some(Known { captures: regex.capture_names().to_vec(), needs: regex.literals() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_by_its_text() {
        for line in TABLE.lines() {
            let (key, _) = line.split_once('\t').expect("a key");
            let flavour = match &key[..1] {
                "e" => Flavour::Expression,
                "p" => Flavour::Pattern,
                _ => Flavour::Regex,
            };
            let known = lookup(flavour, &key[1..]).unwrap_or_else(|| panic!("not found: {key}"));
            let worked_out = work_out(flavour, &key[1..]).unwrap_or_else(|| panic!("a mistake in {key}"));
            assert_eq!(known.needs, worked_out.needs, "{key}");
            assert_eq!(known.captures, worked_out.captures, "{key}");
        }
    }

    #[test]
    fn an_unknown_text_is_not_found() {
        assert!(lookup(Flavour::Regex, "きっと無い").is_none());
        assert!(lookup(Flavour::Expression, "").is_none());
    }
}
