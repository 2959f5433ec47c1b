//! Who, until when, how far: the fields of a measure, wherever they are stated.

use std::ops::Range;

use super::reader::Reader;
use super::types::{Field, Status, StatusKind};
use crate::document::{BlockId, SentenceId};
use crate::lexicon::FieldWords;
use crate::pattern::{self, Expression};
use crate::source::Span;

/// Where the fields of a measure may be stated.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Its own sentences.
    pub own: Vec<SentenceId>,
    /// Sentences of its details: children that are no measures themselves.
    pub details: Vec<SentenceId>,
    /// The other cells of its row, each with the header of its column.
    pub columns: Vec<(String, BlockId)>,
    /// Sentences of the items that it stands in.
    pub around: Vec<SentenceId>,
    /// The headings that it stands under.
    pub headings: Vec<SentenceId>,
    /// Whether its list item is ticked.
    pub task: Option<bool>,
}

/// A value found in a sentence.
pub(super) struct Found {
    pub sentence: SentenceId,
    pub range: Range<usize>,
}

/// Reads fields off their places.
pub(super) struct FieldReader<'r, 'a, 'd> {
    pub reader: &'r Reader<'a, 'd>,
}

impl FieldReader<'_, '_, '_> {
    pub(super) fn words(&self) -> &FieldWords {
        &self.reader.lexicon.fields
    }

    pub(super) fn field(&self, found: &Found) -> Field {
        let text = self.reader.text(found.sentence)[found.range.clone()].trim().to_owned();
        Field { text, span: self.reader.document.sentence_span(found.sentence, found.range.clone()) }
    }

    /// The text of a cell as one field.
    pub(super) fn cell(&self, cell: BlockId) -> Option<Field> {
        let sentences = self.reader.sentences_in(cell);
        let first = sentences.first()?;
        let span = sentences.iter().map(|&id| self.reader.span(id)).reduce(Span::join)?;
        let text = if sentences.len() == 1 {
            self.reader.text(*first).to_owned()
        } else {
            self.reader.joined(&sentences)
        };
        Some(Field { text, span })
    }

    /// A due date stated once for a whole list, by a label.
    pub fn shared_due(&self, lines: &[SentenceId]) -> Option<Field> {
        let label =
            |id: &&SentenceId| self.words().due.label.iter().any(|r| r.is_match(self.reader.text(**id)));
        lines.iter().filter(label).find_map(|&id| self.due_in(id)).map(|f| self.field(&f))
    }

    /// The due date.
    pub fn due(&self, places: &Places) -> Option<Field> {
        let words = &self.words().due;
        for (header, cell) in &places.columns {
            if !words.columns.contains(header) {
                continue;
            }
            let dated = |id: &SentenceId| self.dates(*id).next().is_some();
            if self.reader.sentences_in(*cell).iter().any(dated) {
                return self.cell(*cell);
            }
        }
        let periods = places.headings.iter().filter(|&&id| words.periods.is_match(self.reader.text(id)));
        let sentences = places.own.iter().chain(&places.details).chain(&places.around).chain(periods);
        let own = sentences.filter_map(|&id| self.due_in(id)).next().map(|f| self.field(&f));
        own.or_else(|| {
            let status = |(header, _): &&(String, BlockId)| self.words().status.columns.contains(header);
            let cells = places.columns.iter().filter(status);
            cells
                .flat_map(|(_, c)| self.reader.sentences_in(*c))
                .find_map(|id| self.due_in(id))
                .map(|f| self.field(&f))
        })
    }

    /// A date of a sentence by which something is or was done.
    pub(super) fn due_in(&self, id: SentenceId) -> Option<Found> {
        let words = &self.words().due;
        let text = self.reader.text(id);
        if let Some(label) = words.label.iter().flat_map(|r| r.captures_iter(text)).find_map(|c| c.name("v"))
            && self.dates(id).any(|d| label.start() <= d.start && d.start < label.end())
        {
            return Some(Found { sentence: id, range: until_label(text, label.range()) });
        }
        let stands = |r: &Range<usize>| {
            let after = &text[r.end..];
            !words.not_after.is_match(after)
                && !words.not_before.is_match(&text[..r.start])
                && !words.starts.is_match(after)
        };
        let range = self.dates(id).find(stands)?;
        Some(Found { sentence: id, range })
    }

    /// Everything in a sentence that is written like a date.
    fn dates(&self, id: SentenceId) -> impl Iterator<Item = Range<usize>> {
        let text = self.reader.text(id);
        self.words().due.dates.iter().flat_map(move |r| {
            r.captures_iter(text).filter_map(|c| c.name("v").or_else(|| c.get(0)).map(|m| m.range()))
        })
    }

    /// How far it has come.
    pub fn status(&self, places: &Places, due: Option<&Field>) -> Option<Status> {
        let words = &self.words().status;
        for (header, cell) in &places.columns {
            if words.columns.contains(header)
                && let Some(field) = self.cell(*cell)
                && let Some((kind, _)) = self.status_of(&field.text)
            {
                let dated = due.is_some()
                    || self.reader.sentences_in(*cell).iter().any(|&id| self.dates(id).next().is_some());
                return Some(Status { kind, text: field.text, span: field.span, dated });
            }
        }
        if let Some(kind) = places.task.map(|t| if t { StatusKind::Done } else { StatusKind::Todo }) {
            let span = self.reader.span(*places.own.first()?);
            return Some(Status { kind, text: String::new(), span, dated: due.is_some() });
        }
        let sentences = places.own.iter().chain(&places.details);
        let (id, kind, range) = sentences.filter_map(|&id| self.status_in(id)).next()?;
        let field = self.field(&Found { sentence: id, range });
        let dated = due.is_some() || self.dates(id).next().is_some();
        Some(Status { kind, text: field.text, span: field.span, dated })
    }

    fn status_in(&self, id: SentenceId) -> Option<(SentenceId, StatusKind, Range<usize>)> {
        let text = self.reader.text(id);
        let labelled =
            self.words().status.label.iter().flat_map(|r| r.captures_iter(text)).find_map(|c| c.name("v"));
        if let Some(label) = labelled
            && let Some((kind, _)) = self.status_of(label.as_str())
        {
            return Some((id, kind, label.range()));
        }
        let (kind, range) = self.status_of(text)?;
        Some((id, kind, with_brackets(text, range)))
    }

    /// The first state that a text names.
    fn status_of(&self, text: &str) -> Option<(StatusKind, Range<usize>)> {
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
    pub fn metric(&self, places: &Places) -> Option<Field> {
        let find = |&id: &SentenceId| {
            let range = first(&self.words().metric, self.reader.text(id))?;
            Some(self.field(&Found { sentence: id, range }))
        };
        places.own.iter().chain(&places.details).find_map(find)
    }

    /// Tickets, pull requests and addresses.
    pub fn links(&self, places: &Places) -> Vec<Span> {
        let mut links = Vec::new();
        for (header, cell) in &places.columns {
            if self.words().link_columns.contains(header)
                && let Some(field) = self.cell(*cell)
                && field.text.chars().any(char::is_alphanumeric)
            {
                links.push(field.span);
            }
        }
        // A column of any name may hold one: 記録, 備考.
        let cells = places.columns.iter().flat_map(|(_, cell)| self.reader.sentences_in(*cell));
        for id in places.own.iter().chain(&places.details).copied().chain(cells) {
            let text = self.reader.text(id);
            for found in self.words().links.iter().flat_map(|r| r.captures_iter(text)) {
                if let Some(value) = found.name("v").or_else(|| found.get(0)) {
                    links.push(self.reader.document.sentence_span(id, value.range()));
                }
            }
            links.extend(self.marked_links(id));
        }
        links.sort();
        links.dedup();
        links
    }

    /// Links of the markup inside a sentence.
    fn marked_links(&self, id: SentenceId) -> Vec<Span> {
        let sentence = self.reader.document.sentence(id);
        let prose = &self.reader.document.block(sentence.block).prose;
        let marks = prose.marks().iter().filter(|m| {
            m.kind == crate::document::MarkKind::Link
                && sentence.range.start <= m.range.start
                && m.range.end <= sentence.range.end
        });
        marks.map(|m| prose.source_span(m.range.clone())).collect()
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
