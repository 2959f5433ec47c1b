//! What causes and measures are called.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::super::once::ReadOnce;
use super::super::reader::Reader;
use super::super::types::{Cause, Measure};
use super::units::Frame;
use super::{Id, Series};
use crate::document::{BlockKind, ItemId, RoleSet, SectionId, SentenceId};
use crate::pattern::Expression;

/// What the text of a sentence begins with, read as a cause and as a measure.
#[derive(Default)]
pub(in crate::facts) struct Names {
    cause: OnceCell<Option<Box<Name>>>,
    measure: OnceCell<Option<Box<Name>>>,
}

/// An id and the bytes where it stands.
struct Name {
    series: Series,
    number: String,
    range: Range<usize>,
}

/// Reads ids; remembers those of headings.
pub(super) struct Ids<'r, 'a, 'd> {
    reader: &'r Reader<'a, 'd>,
    headings: FxHashMap<(SectionId, bool), Option<Id>>,
}

impl<'r, 'a, 'd> Ids<'r, 'a, 'd> {
    pub fn new(reader: &'r Reader<'a, 'd>) -> Self {
        Self { reader, headings: FxHashMap::default() }
    }

    /// Whether a heading calls the cause below it by a name: 原因2.
    pub fn names_cause(&mut self, section: SectionId) -> bool {
        self.of_heading(section, true).is_some_and(|id| id.series == Series::Named)
    }

    pub fn of_cause(&mut self, cause: &Cause, frame: Frame) -> Option<Id> {
        let own = cause.sentences.first().and_then(|&s| of_text(self.reader, s, true));
        if own.is_some() {
            return own;
        }
        match frame {
            Frame::Section(section) => self.of_heading(section, true).cloned(),
            Frame::Item(item) => self.of_row(item, true).or_else(|| self.of_list(item)),
            Frame::Paragraph(_) => self.around(cause.section, true),
        }
    }

    pub fn of_measure(&mut self, measure: &Measure) -> Option<Id> {
        let own = measure.sentences.first().and_then(|&s| of_text(self.reader, s, false));
        let own = own.or_else(|| self.of_row(measure.item, false));
        own.or_else(|| match self.around(measure.section, false) {
            Some(id) if id.series != Series::Position => Some(id),
            around => self.of_list(measure.item).or(around),
        })
    }

    /// The id of a heading, or of the key cell or header that names a section.
    fn of_heading(&mut self, section: SectionId, cause: bool) -> Option<&Id> {
        let reader = self.reader;
        let read = || {
            let heading = reader.heading(section)?;
            of_text(reader, heading, cause).or_else(|| leading_number(reader, heading))
        };
        self.headings.entry((section, cause)).or_insert_with(read).as_ref()
    }

    /// The nearest id of a heading around a section, as far as its role goes.
    fn around(&mut self, section: SectionId, cause: bool) -> Option<Id> {
        let document = self.reader.document;
        let wanted = if cause { RoleSet::causes() } else { RoleSet::measures() };
        let mut at = Some(section);
        while let Some(id) = at {
            let section = document.section(id);
            if !section.roles.intersects(wanted) {
                return None;
            }
            // The number of the chapter is no number of a measure.
            let chapter = section.parent.is_none_or(|p| !document.section(p).roles.intersects(wanted));
            let found = self.of_heading(id, cause).filter(|id| !chapter || id.series != Series::Position);
            if let Some(found) = found {
                return Some(found.clone());
            }
            at = section.parent;
        }
        None
    }

    /// The id in the row of an item.
    fn of_row(&self, item: ItemId, cause: bool) -> Option<Id> {
        let document = self.reader.document;
        let row = document.row_of(document.item(item).block)?;
        document.children(row).take(2).find_map(|cell| {
            let sentence = self.reader.sentences_in(cell).next()?;
            let text = self.reader.text(sentence).trim();
            let holds = || self.reader.column(cell).is_some_and(|column| column.ids);
            if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && holds() {
                let span = self.reader.span(sentence);
                return Some(Id { series: Series::Position, number: text.to_owned(), span });
            }
            let alone = |id: &Id| id.number.len() == text.len() || holds();
            of_text(self.reader, sentence, cause).filter(alone)
        })
    }

    /// The place of an item in a numbered list.
    fn of_list(&self, item: ItemId) -> Option<Id> {
        let document = self.reader.document;
        let mut at = Some(item);
        while let Some(id) = at {
            let item = document.item(id);
            if let BlockKind::ListItem { .. } = document.block(item.block).kind
                && let Some(list) = document.block(item.block).parent
                && document.block(list).kind == (BlockKind::List { ordered: true })
            {
                let place = document.children(list).take(MAX_LIST).position(|b| b == item.block)?;
                let number = (place + 1).to_string();
                return Some(Id { series: Series::Position, number, span: item.span });
            }
            at = item.parent;
        }
        None
    }
}

/// The number of a code or a name that a sentence among measures begins with, a measure or not.
pub(super) fn noted(reader: &Reader<'_, '_>, sentence: SentenceId) -> Option<Id> {
    of_text(reader, sentence, false)
}

/// The id that a text begins with.
fn of_text<'a>(reader: &Reader<'a, '_>, sentence: SentenceId, cause: bool) -> Option<Id> {
    let words = &reader.lexicon.links;
    let text = reader.text(sentence);
    let read = || {
        let named = if cause { &words.cause_ids } else { &words.measure_ids };
        let name = find(named, text, Series::Named).or_else(|| find(&words.codes, text, Series::Code))?;
        Some(name.into())
    };
    let place =
        |known: &'a ReadOnce| if cause { &known.ties().names.cause } else { &known.ties().names.measure };
    let Name { series, number, range } = reader.once(sentence, place, read).as_deref()?;
    let span = reader.document.sentence_span(sentence, range.clone());
    Some(Id { series: *series, number: number.clone(), span })
}

/// The number before a heading: 「(2) 監視」, 「2. 監視」, but not that of a chapter, 2.1.
fn leading_number(reader: &Reader<'_, '_>, sentence: SentenceId) -> Option<Id> {
    let text = reader.text(sentence);
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = inner[digits..].chars();
    let closes = matches!(rest.next(), Some('.' | ')' | '、' | ':'));
    if digits == 0 || digits > 2 || !closes || rest.next().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let start = text.len() - inner.len();
    let span = reader.document.sentence_span(sentence, start..start + digits);
    Some(Id { series: Series::Position, number: inner[..digits].to_owned(), span })
}

/// The first match of some expressions at the head of a text.
fn find(expressions: &[Expression], text: &str, series: Series) -> Option<Name> {
    let found = expressions.iter().find_map(|e| e.captures_iter(text).next()?.name("id"))?;
    Some(Name { series, number: number_of(series, found.as_str())?, range: found.range() })
}

/// How many items of a list are counted.
const MAX_LIST: usize = 64;

/// The folded number of an id; `None` for what is no code after all.
fn number_of(series: Series, text: &str) -> Option<String> {
    if series != Series::Code {
        return Some(text.to_lowercase());
    }
    text.starts_with(|c: char| c.is_ascii_uppercase()).then(|| text.to_uppercase())
}

/// The number in a code, without its letters: `C-12` gives `12`.
pub(super) fn digits(number: &str) -> &str {
    number.trim_start_matches(|c: char| !c.is_ascii_digit())
}
