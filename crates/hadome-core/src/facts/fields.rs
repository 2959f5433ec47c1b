//! Who, until when, how far: the fields of a measure, wherever they are stated.

use std::cell::OnceCell;
use std::ops::Range;

use super::columns::Column;
use super::once::Question;
use super::owner::Naming;
use super::reader::Reader;
use super::types::{Field, Status, StatusKind};
use crate::document::{BlockId, MarkKind, SentenceId};
use crate::lexicon::FieldWords;
use crate::pattern::{self, Expression};
use crate::source::Span;

/// Where the fields of a measure may be stated.
#[derive(Debug, Default)]
pub(super) struct Places<'c> {
    /// Its own sentences.
    pub own: &'c [SentenceId],
    /// Sentences of its details: children that are no measures themselves.
    pub details: Vec<SentenceId>,
    /// The cells of its row that have a header.
    pub columns: Vec<(Column, BlockId)>,
    /// Sentences of the items that it stands in.
    pub around: Vec<SentenceId>,
    /// The headings that it stands under.
    pub headings: Vec<SentenceId>,
    /// Whether its list item is ticked.
    pub task: Option<bool>,
}

/// The fields that a sentence states, as bytes of its text. Each is looked for once, by the first measure that may have it there.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub(super) owner: OnceCell<Option<(Range<usize>, Naming)>>,
    /// An owner without a label.
    pub(super) bare: OnceCell<Option<Range<usize>>>,
    /// What the whole of it names where an owner should stand.
    pub(super) naming: OnceCell<Naming>,
    due: OnceCell<Option<Range<usize>>>,
    status: OnceCell<Option<(StatusKind, Range<usize>)>>,
    /// The first state that it names.
    state: OnceCell<Option<(StatusKind, Range<usize>)>>,
    metric: OnceCell<Option<Range<usize>>>,
    links: OnceCell<Box<[Range<usize>]>>,
}

/// Reads fields off their places.
pub(super) struct FieldReader<'r, 'a, 'd> {
    pub reader: &'r Reader<'a, 'd>,
}

impl<'a> FieldReader<'_, 'a, '_> {
    pub(super) fn words(&self) -> &'a FieldWords {
        &self.reader.lexicon.fields
    }

    /// A field that a sentence states, made by `read` at the first call, from nothing but the text.
    pub(super) fn stated<T>(
        &self,
        id: SentenceId,
        place: impl FnOnce(&'a Stated) -> &'a OnceCell<T>,
        read: impl FnOnce() -> T,
    ) -> &'a T {
        self.reader.once(id, |known| place(&known.measure().stated), read)
    }

    pub(super) fn field(&self, id: SentenceId, range: &Range<usize>) -> Field {
        let text = self.reader.text(id)[range.clone()].trim().to_owned();
        Field { text, span: self.reader.document.sentence_span(id, range.clone()) }
    }

    /// The text of a cell as one field.
    pub(super) fn cell(&self, cell: BlockId) -> Option<Field> {
        let sentences = self.reader.sentences_in(cell);
        let span = sentences.clone().map(|id| self.reader.span(id)).reduce(Span::join)?;
        Some(Field { text: self.reader.joined(sentences), span })
    }

    /// A due date stated once for a whole list, by a label.
    pub fn shared_due(&self, lines: &[SentenceId]) -> Option<Field> {
        let label = &self.words().due.label;
        let labelled =
            |id| self.reader.answer(id, Question::DueLabel, |text| label.iter().any(|r| r.is_match(text)));
        let mut lines = lines.iter().copied().filter(|&id| labelled(id));
        lines.find_map(|id| self.due_in(id))
    }

    /// The due date.
    pub fn due(&self, places: &Places<'_>) -> Option<Field> {
        for (_, cell) in places.columns.iter().filter(|(column, _)| column.due) {
            if self.reader.sentences_in(*cell).any(|id| self.is_dated(id)) {
                return self.cell(*cell);
            }
        }
        let periods = &self.words().due.periods;
        let period =
            |id: &&SentenceId| self.reader.answer(**id, Question::Periods, |text| periods.is_match(text));
        let headings = places.headings.iter().filter(period);
        let mut sentences = places.own.iter().chain(&places.details).chain(&places.around).chain(headings);
        sentences.find_map(|&id| self.due_in(id)).or_else(|| {
            let cells = places.columns.iter().filter(|(column, _)| column.status);
            cells.flat_map(|(_, cell)| self.reader.sentences_in(*cell)).find_map(|id| self.due_in(id))
        })
    }

    /// A date of a sentence by which something is or was done.
    fn due_in(&self, id: SentenceId) -> Option<Field> {
        self.due_range(id).map(|range| self.field(id, range))
    }

    /// The bytes of that date.
    pub(super) fn due_range(&self, id: SentenceId) -> Option<&'a Range<usize>> {
        self.stated(id, |known| &known.due, || self.find_due(id)).as_ref()
    }

    fn find_due(&self, id: SentenceId) -> Option<Range<usize>> {
        let words = &self.words().due;
        let text = self.reader.text(id);
        if let Some(label) = words.label.iter().flat_map(|r| r.captures_iter(text)).find_map(|c| c.name("v"))
            && self.dates(text).any(|d| label.start() <= d.start && d.start < label.end())
        {
            return Some(until_label(text, label.range()));
        }
        let stands = |r: &Range<usize>| {
            let after = &text[r.end..];
            !words.not_after.is_match(after)
                && !words.not_before.is_match(&text[..r.start])
                && !words.starts.is_match(after)
        };
        self.dates(text).find(stands)
    }

    /// Everything in a text that is written like a date.
    fn dates(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        self.words().due.dates.iter().flat_map(move |r| {
            r.captures_iter(text).filter_map(|c| c.name("v").or_else(|| c.get(0)).map(|m| m.range()))
        })
    }

    /// Whether anything in a sentence is written like a date.
    fn is_dated(&self, id: SentenceId) -> bool {
        self.reader.answer(id, Question::Dated, |text| self.dates(text).next().is_some())
    }

    /// How far it has come.
    pub fn status(&self, places: &Places<'_>, due: Option<&Field>) -> Option<Status> {
        for (_, cell) in places.columns.iter().filter(|(column, _)| column.status) {
            if let Some(kind) = self.state_of_cell(*cell)
                && let Some(Field { text, span }) = self.cell(*cell)
            {
                let dated = due.is_some() || self.reader.sentences_in(*cell).any(|id| self.is_dated(id));
                return Some(Status { kind, text, span, dated });
            }
        }
        if let Some(kind) = places.task.map(|t| if t { StatusKind::Done } else { StatusKind::Todo }) {
            let span = self.reader.span(*places.own.first()?);
            return Some(Status { kind, text: String::new(), span, dated: due.is_some() });
        }
        let mut sentences = places.own.iter().chain(&places.details);
        let (id, (kind, range)) = sentences.find_map(|&id| Some((id, self.status_in(id)?)))?;
        let Field { text, span } = self.field(id, range);
        Some(Status { kind: *kind, text, span, dated: due.is_some() || self.is_dated(id) })
    }

    /// The first state that a cell names.
    fn state_of_cell(&self, cell: BlockId) -> Option<StatusKind> {
        let mut sentences = self.reader.sentences_in(cell);
        let state = match (sentences.len(), sentences.next()) {
            (1, Some(id)) => self.state_in(id).cloned(),
            _ => self.state_of(&self.cell(cell)?.text),
        };
        state.map(|(kind, _)| kind)
    }

    /// The state that a sentence names, under a label or anywhere.
    fn status_in(&self, id: SentenceId) -> Option<&'a (StatusKind, Range<usize>)> {
        self.stated(id, |known| &known.status, || self.find_status(id)).as_ref()
    }

    fn find_status(&self, id: SentenceId) -> Option<(StatusKind, Range<usize>)> {
        let text = self.reader.text(id);
        let labelled =
            self.words().status.label.iter().flat_map(|r| r.captures_iter(text)).find_map(|c| c.name("v"));
        if let Some(label) = labelled
            && let Some((kind, _)) = self.state_of(label.as_str())
        {
            return Some((kind, label.range()));
        }
        let (kind, range) = self.state_in(id)?;
        Some((*kind, with_brackets(text, range.clone())))
    }

    /// The first state that a sentence names.
    fn state_in(&self, id: SentenceId) -> Option<&'a (StatusKind, Range<usize>)> {
        self.stated(id, |known| &known.state, || self.state_of(self.reader.text(id))).as_ref()
    }

    /// The first state that a text names.
    fn state_of(&self, text: &str) -> Option<(StatusKind, Range<usize>)> {
        let words = &self.words().status;
        let kinds = [
            (StatusKind::Dropped, &words.dropped),
            (StatusKind::Todo, &words.todo),
            (StatusKind::Preparing, &words.preparing),
            (StatusKind::Doing, &words.doing),
            (StatusKind::Done, &words.done),
        ];
        let ends = |m: &pattern::Found<'_>| words.ends.is_match(&text[m.end()..]);
        kinds.into_iter().find_map(|(kind, list)| {
            let found = list.iter().flat_map(|r| r.find_iter(text)).filter(ends).min_by_key(|m| m.start())?;
            Some((kind, found.range()))
        })
    }

    /// A figure by which it can be judged.
    pub fn metric(&self, places: &Places<'_>) -> Option<Field> {
        let find = |&id: &SentenceId| {
            let read = || first(&self.words().metric, self.reader.text(id));
            let range = self.stated(id, |known| &known.metric, read).as_ref()?;
            Some(self.field(id, range))
        };
        places.own.iter().chain(&places.details).find_map(find)
    }

    /// Tickets, pull requests and addresses.
    pub fn links(&self, places: &Places<'_>) -> Vec<Span> {
        let mut links = Vec::new();
        for (_, cell) in places.columns.iter().filter(|(column, _)| column.links) {
            if let Some(field) = self.cell(*cell).filter(|f| f.text.chars().any(char::is_alphanumeric)) {
                links.push(field.span);
            }
        }
        // A column of any name may hold one: 記録, 備考.
        let cells = places.columns.iter().flat_map(|(_, cell)| self.reader.sentences_in(*cell));
        for id in places.own.iter().chain(&places.details).copied().chain(cells) {
            let found = self.stated(id, |known| &known.links, || self.find_links(id));
            links.extend(found.iter().map(|range| self.reader.document.sentence_span(id, range.clone())));
            self.marked_links(id, &mut links);
        }
        links.sort();
        links.dedup();
        links
    }

    fn find_links(&self, id: SentenceId) -> Box<[Range<usize>]> {
        let found = self.words().links.iter().flat_map(|r| r.captures_iter(self.reader.text(id)));
        found.filter_map(|c| Some(c.name("v").or_else(|| c.get(0))?.range())).collect()
    }

    /// Adds links of the markup inside a sentence.
    fn marked_links(&self, id: SentenceId, links: &mut Vec<Span>) {
        let sentence = self.reader.document.sentence(id);
        let prose = &self.reader.document.block(sentence.block).prose;
        let marks = prose.marks().iter().filter(|m| {
            m.kind == MarkKind::Link
                && sentence.range.start <= m.range.start
                && m.range.end <= sentence.range.end
        });
        links.extend(marks.map(|m| prose.source_span(m.range.clone())));
    }
}

/// A state that leads its item, with the brackets around it: （実施済み）….
fn with_brackets(text: &str, range: Range<usize>) -> Range<usize> {
    let open =
        ['(', '[', '【'].into_iter().find(|c| text[..range.start].trim_start().strip_suffix(*c) == Some(""));
    let close = [')', ']', '】'].into_iter().find(|c| text[range.end..].starts_with(*c));
    match (open, close) {
        (Some(open), Some(close)) => range.start - open.len_utf8()..range.end + close.len_utf8(),
        _ => range,
    }
}

/// A value up to the next label behind it: 担当：谷口　期限：11月末.
pub(super) fn until_label(text: &str, value: Range<usize>) -> Range<usize> {
    let inside = &text[value.clone()];
    let colon = inside.find(':');
    let end = colon.and_then(|colon| inside[..colon].trim_end().rfind(' ')).filter(|&at| at > 0);
    value.start..end.map_or(value.end, |at| value.start + at)
}

/// The earliest match of a list of expressions.
fn first(list: &[Expression], text: &str) -> Option<Range<usize>> {
    list.iter().filter_map(|r| r.find(text)).min_by_key(|m| m.start()).map(|m| m.range())
}
