//! How reports tie measures to the causes that they answer.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::words::{fold, regex_set, regexes, word_list, word_set};
use crate::pattern::{Expression, Expressions};
use crate::spec::Reader;

/// The expressions and words of `links.toml`.
#[derive(Debug, Clone, Default)]
pub struct LinkWords {
    /// Ids in front of causes, with a group `id`.
    pub(crate) cause_ids: Vec<Expression>,
    /// Ids in front of measures.
    pub(crate) measure_ids: Vec<Expression>,
    /// Ids in front of either that are codes: C1, P-1.
    pub(crate) codes: Vec<Expression>,
    /// Codes anywhere in a text.
    pub(crate) codes_anywhere: Vec<Expression>,
    /// Headers of columns that hold ids.
    pub(crate) id_columns: Expressions,
    /// Names of causes in the text of a measure.
    pub(crate) references: Vec<Expression>,
    /// Headers of columns that hold nothing but such names.
    pub(crate) reference_columns: Expressions,
    /// The names in such a column.
    pub(crate) names: Vec<Expression>,
    /// Names of all causes at once.
    pub(crate) all: Expressions,
    /// Headings of what stands among causes and is none.
    pub(crate) background: Expressions,
    /// Reasons for doing nothing.
    pub(crate) reason: Expressions,
    /// Content words that say nothing of a matter.
    pub(crate) ignore: HashSet<String>,
    /// Spellings of a word, by the one that stands for all.
    pub(crate) same: HashMap<String, String>,
    /// Words about one matter each.
    pub(crate) matters: Vec<Vec<String>>,
}

impl LinkWords {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let mut words = Self::default();
        if let Some(mut table) = reader.table("cause") {
            words.cause_ids = regexes(&mut table, "ids");
            table.finish();
        }
        if let Some(mut table) = reader.table("measure") {
            words.measure_ids = regexes(&mut table, "ids");
            table.finish();
        }
        if let Some(mut table) = reader.table("code") {
            words.codes = regexes(&mut table, "ids");
            words.codes_anywhere = regexes(&mut table, "anywhere");
            words.id_columns = regex_set(&mut table, "columns");
            table.finish();
        }
        if let Some(mut table) = reader.table("reference") {
            words.references = regexes(&mut table, "expressions");
            words.reference_columns = regex_set(&mut table, "columns");
            words.all = regex_set(&mut table, "all");
            words.names = regexes(&mut table, "names");
            table.finish();
        }
        if let Some(mut table) = reader.table("background") {
            words.background = regex_set(&mut table, "headings");
            table.finish();
        }
        if let Some(mut table) = reader.table("reason") {
            words.reason = regex_set(&mut table, "expressions");
            table.finish();
        }
        if let Some(mut table) = reader.table("words") {
            words.ignore = word_set(&mut table, "ignore");
            for mut block in table.tables("same") {
                let spellings = word_list(&mut block, "words");
                let first = spellings.first().cloned().unwrap_or_default();
                words.same.extend(spellings.into_iter().map(|s| (s, first.clone())));
                block.finish();
            }
            table.finish();
        }
        for mut block in reader.tables("matter") {
            words.matters.push(word_list(&mut block, "words"));
            block.finish();
        }
        words
    }

    /// The word that a word counts as; `None` if it says nothing of a matter.
    pub(crate) fn content<'w>(&'w self, word: &'w str) -> Option<Cow<'w, str>> {
        let word = fold(word);
        let counts = word.chars().nth(1).is_some() && !self.ignore.contains(&*word);
        counts.then(|| self.same.get(&*word).map_or(word, |same| Cow::Borrowed(same)))
    }

    /// The positions of the matters that a text speaks of.
    pub(crate) fn matters_of<'w>(&'w self, text: &'w str) -> impl Iterator<Item = usize> + 'w {
        let speaks = |words: &Vec<String>| words.iter().any(|w| text.contains(w.as_str()));
        self.matters.iter().enumerate().filter(move |(_, words)| speaks(words)).map(|(i, _)| i)
    }
}
