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
    asked: Asked,
}

impl Sign {
    /// Whether it stands in a short text, such as a heading.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.asked.about(text, || self.regexes.iter().any(|r| r.is_match(text)))
    }
}

impl DocumentWords {
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
        Self { threshold, kinds, report, stages, profiles }
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
        Sign { place, regexes, weight, most: if each { most } else { 1 }, asked: Asked::default() }
    };
    reader.tables(key).into_iter().map(read).collect()
}
