//! What marks a document that is no report, and what one that is says of itself: its stage, its readers.

use std::sync::Arc;

use super::words::{regex_set, regexes, shared};
use crate::diagnostic::Text;
use crate::pattern::{Expression, Expressions};
use crate::recall::Asked;
use crate::spec::Reader;

/// The words of `document.toml`.
#[derive(Debug, Clone, Default)]
pub struct DocumentWords {
    /// The weight from which a kind is believed.
    pub(crate) threshold: i64,
    /// Kinds of documents that are no reports.
    pub(crate) kinds: Vec<DocumentKind>,
    /// Signs of a report.
    pub(crate) report: Vec<Sign>,
    /// Stage words, in the order in which they are tried.
    pub(crate) stages: Vec<(Arc<str>, Expressions)>,
    /// Words that say for whom a report is written, in the order in which they are tried.
    pub(crate) profiles: Vec<(Arc<str>, Expressions)>,
    /// About headings: which signs stand in them.
    headings: Asked,
}

/// A kind of document that is no report.
#[derive(Debug, Clone)]
pub struct DocumentKind {
    /// Its name, such as `template`.
    pub name: Arc<str>,
    /// What it is called in messages.
    pub title: Text,
    pub(crate) signs: Vec<Sign>,
}

/// Where a sign is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Title,
    Heading,
    Lead,
    FrontMatter,
    Text,
}

const PLACES: [(&str, Place); 5] = [
    ("title", Place::Title),
    ("heading", Place::Heading),
    ("lead", Place::Lead),
    ("front-matter", Place::FrontMatter),
    ("text", Place::Text),
];

/// Something that speaks for a kind.
#[derive(Debug, Clone)]
pub(crate) struct Sign {
    pub(crate) place: Place,
    pub(crate) regexes: Vec<Expression>,
    pub(crate) weight: i64,
    /// How many matches count; 1 unless the sign says `each`.
    pub(crate) most: usize,
    /// Counts the signs from 0.
    pub(crate) number: usize,
}

impl DocumentWords {
    /// All signs, each with the position of its kind; those of a report have none.
    pub(crate) fn signs(&self) -> impl Iterator<Item = (Option<usize>, &Sign)> {
        let kinds =
            self.kinds.iter().enumerate().flat_map(|(i, k)| k.signs.iter().map(move |s| (Some(i), s)));
        self.report.iter().map(|sign| (None, sign)).chain(kinds)
    }

    /// The numbers of the signs for headings that stand in one.
    pub(crate) fn signs_of_heading(&self, heading: &str) -> Vec<usize> {
        self.headings.list(heading, || {
            let stands = |sign: &Sign| sign.regexes.iter().any(|r| r.is_match(heading));
            let signs = self.signs().map(|(_, sign)| sign).filter(|sign| sign.place == Place::Heading);
            signs.filter(|sign| stands(sign)).map(|sign| sign.number).collect()
        })
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let threshold = reader.integer("threshold").unwrap_or(10);
        let kinds = reader.tables("kind").into_iter().filter_map(|mut table| {
            let name = table.require_string("name");
            let title = table.text("title").unwrap_or_default();
            let signs = read_signs(&mut table, "sign");
            table.finish();
            Some(DocumentKind { name: shared(&name?.text), title, signs })
        });
        let kinds = kinds.collect();
        let report = read_signs(reader, "report");
        let stages = read_named(reader, "stage");
        let profiles = read_named(reader, "profile");
        let mut words = Self { threshold, kinds, report, stages, profiles, headings: Asked::default() };
        let kinds = words.kinds.iter_mut().flat_map(|kind| &mut kind.signs);
        for (number, sign) in words.report.iter_mut().chain(kinds).enumerate() {
            sign.number = number;
        }
        words
    }
}

/// Tables with a `name` and `regexes`.
fn read_named(reader: &mut Reader<'_>, key: &'static str) -> Vec<(Arc<str>, Expressions)> {
    let tables = reader.tables(key).into_iter().filter_map(|mut table| {
        let name = table.require_string("name");
        let words = regex_set(&mut table, "regexes");
        table.finish();
        Some((shared(&name?.text), words))
    });
    tables.collect()
}

fn read_signs(reader: &mut Reader<'_>, key: &'static str) -> Vec<Sign> {
    let names: Vec<&str> = PLACES.iter().map(|(n, _)| *n).collect();
    let read = |mut table: Reader<'_>| {
        let place = table.one_of("where", &names).map_or(Place::Text, |i| PLACES[i].1);
        let regexes = regexes(&mut table, "regexes");
        let weight = table.integer("weight").unwrap_or(1);
        let each = table.boolean("each").unwrap_or(false);
        let most = table.integer("most").and_then(|m| usize::try_from(m).ok()).unwrap_or(4);
        table.finish();
        Sign { place, regexes, weight, most: if each { most } else { 1 }, number: 0 }
    };
    reader.tables(key).into_iter().map(read).collect()
}
