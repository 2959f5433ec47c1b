//! The entries of the timeline sections, each with its time.

use super::scan::{DayWord, Written};
use super::time::{Date, DateSource, Time};
use super::types::Entry;
use crate::document::{BlockId, Item, ItemId, ItemKind, Role, SectionId, SentenceId};
use crate::facts::reader::Reader;
use crate::source::Span;

/// How many cells at the head of a row may hold its time.
const TIME_CELLS: usize = 4;

/// Reads the entries of a document.
pub(super) fn entries(reader: &Reader<'_, '_>) -> Vec<Entry> {
    let mut writer = Writer { reader, entries: Vec::new(), day: None, section: SectionId(0) };
    let mut last = None;
    for id in reader.document.sentence_ids() {
        let sentence = reader.document.sentence(id);
        let timeline = reader.document.sentence_roles(id).contains(Role::Timeline);
        if !timeline || sentence.quoted {
            continue;
        }
        writer.enter(sentence.section);
        match sentence.item {
            Some(item) if last == Some(item) => {}
            Some(item) => writer.item(item),
            None => writer.heading(id),
        }
        last = sentence.item.or(last);
    }
    writer.entries
}

struct Writer<'r, 'a, 'd> {
    reader: &'r Reader<'a, 'd>,
    entries: Vec<Entry>,
    /// The day that the last line stood on.
    day: Option<Date>,
    section: SectionId,
}

impl Writer<'_, '_, '_> {
    /// Takes the day of the headings over a section.
    fn enter(&mut self, id: SectionId) {
        let document = self.reader.document;
        if id == self.section {
            return;
        }
        let path = document.section_path(id);
        let inside = path.contains(&self.section);
        self.section = id;
        if !inside {
            self.day = None;
        }
        for section in path {
            let heading = document.section(section).heading.map(|h| self.reader.sentences_in(h));
            for sentence in heading.into_iter().flatten() {
                let written = self.reader.times(sentence);
                self.day = written.iter().find_map(|w| self.date(w.day?)).or(self.day);
            }
        }
    }

    /// A heading that begins with a time of day is an entry.
    fn heading(&mut self, id: SentenceId) {
        let document = self.reader.document;
        let section = document.section(document.sentence(id).section);
        if section.heading != Some(document.sentence(id).block) {
            return;
        }
        let group = section.parent.and_then(|p| document.section(p).heading);
        if let Some((time, others)) = self.head(&[id]).filter(|(time, _)| time.clock.is_some()) {
            let span = self.reader.span(id);
            let section = section.parent.unwrap_or(SectionId(0));
            let time = Some(time);
            self.entries.push(Entry {
                item: None,
                section,
                group,
                span,
                sentences: vec![id],
                depth: 0,
                lane: None,
                time,
                others,
            });
        }
    }

    fn item(&mut self, id: ItemId) {
        let item = self.reader.document.item(id);
        let sentences: Vec<SentenceId> = self.reader.document.item_sentences(id).collect();
        let (time, others) = match item.kind {
            ItemKind::Row | ItemKind::Cell => self.row(&sentences),
            _ => self.head(&sentences).map(|(time, others)| (Some(time), others)),
        }
        .unwrap_or_else(|| (None, self.others(&sentences)));
        let (section, group) = (item.section, self.group(item));
        let row = item.kind == ItemKind::Row;
        let lane = time.as_ref().filter(|_| row).and_then(|t| self.lane(&sentences, t));
        let depth = item.depth;
        self.entries.push(Entry {
            item: Some(id),
            section,
            group,
            span: item.span,
            sentences,
            depth,
            lane,
            time,
            others,
        });
    }

    /// The words before the time of a row; numbers are none.
    fn lane(&self, sentences: &[SentenceId], time: &Time) -> Option<SentenceId> {
        let mut before = sentences.iter().take_while(|&&s| s < time.sentence);
        before.find(|&&s| self.reader.text(s).chars().any(char::is_alphabetic)).copied()
    }

    /// What makes its entries one sequence: the list, the table, or the section around sentences.
    fn group(&self, item: &Item) -> Option<BlockId> {
        let document = self.reader.document;
        match item.kind {
            ItemKind::Sentence => document.section(item.section).heading,
            ItemKind::Cell => document.block(document.row_of(item.block)?).parent,
            ItemKind::ListItem | ItemKind::Row => document.block(item.block).parent,
        }
    }

    /// The time at the head of an item, and the others in it.
    fn head(&mut self, sentences: &[SentenceId]) -> Option<(Time, Vec<Time>)> {
        let first = *sentences.first()?;
        let text = self.reader.text(first);
        let written = self.reader.times(first);
        let attributive = self.reader.lexicon.timeline.attributive.as_ref();
        let own = |w: &&Written| !attributive.is_some_and(|e| e.is_match(&text[w.range.end..]));
        let head = written.first().filter(|w| is_blank(&text[..w.range.start])).filter(own)?;
        let time = self.time(first, head);
        self.keep(&time);
        let mut others: Vec<Time> = written[1..].iter().map(|w| self.time(first, w)).collect();
        others.extend(self.others(&sentences[1..]));
        let last = written[1..].last().filter(|w| sentences.len() == 1 && self.is_line(first, w));
        self.day = last.and_then(|w| self.date(w.day?)).or(self.day);
        Some((time, others))
    }

    /// Whether a date at the end of a sentence is a line of its own in the source: the day of the entries below it, which the parser
    /// took for the end of the one above.
    fn is_line(&self, id: SentenceId, written: &Written) -> bool {
        let text = self.reader.text(id);
        let at = written.range.start;
        let apart = || {
            let span = |range| self.reader.document.sentence_span(id, range);
            at > 0 && span(0..at).end < span(at..written.range.end).start
        };
        written.clock.is_none() && written.range.end == text.len() && !text[..at].ends_with(' ') && apart()
    }

    /// The time of a table row: in its first cells that hold nothing else, date and time of day in one or in two.
    fn row(&mut self, sentences: &[SentenceId]) -> Option<(Option<Time>, Vec<Time>)> {
        let mut found: Option<(SentenceId, Written, Span)> = None;
        let mut rest = 0;
        for (i, &id) in sentences.iter().enumerate().take(TIME_CELLS) {
            let text = self.reader.text(id);
            let written = self.reader.times(id);
            let head = written.first().filter(|w| is_blank(&text[..w.range.start]));
            let whole = |w: &Written| is_remark(&text[w.range.end..]);
            let Some(head) = head.filter(|w| whole(w) || i == 0) else {
                if found.is_some() { break } else { continue }
            };
            let span = self.reader.document.sentence_span(id, head.range.clone());
            match &mut found {
                None => found = Some((id, head.clone(), span)),
                Some((_, time, at))
                    if time.clock.is_none() && head.day.is_none()
                        || time.day.is_none() && head.clock.is_none() =>
                {
                    (time.clock, time.day) = (time.clock.or(head.clock), time.day.or(head.day));
                    time.zone = time.zone.take().or_else(|| head.zone.clone());
                    time.end = time.end.take().or(head.end);
                    *at = at.join(span);
                }
                Some(_) => break,
            }
            rest = i + 1;
        }
        let (id, written, span) = found?;
        let time = Time { span, ..self.time(id, &written) };
        self.keep(&time);
        // A time in the first cell need not be all that stands there.
        let from = if rest == 1 { 0 } else { rest };
        let mut others = self.others(&sentences[from.min(sentences.len())..]);
        others.retain(|t| !span.contains(t.span));
        Some((Some(time), others))
    }

    fn others(&self, sentences: &[SentenceId]) -> Vec<Time> {
        let all = sentences.iter().flat_map(|&id| self.reader.times(id).iter().map(move |w| (id, w)));
        all.map(|(id, w)| self.time(id, w)).collect()
    }

    fn time(&self, id: SentenceId, written: &Written) -> Time {
        resolve(self.reader, id, written, self.day)
    }

    fn date(&self, day: DayWord) -> Option<Date> {
        resolved(day, self.day)
    }

    /// The day for what follows.
    fn keep(&mut self, time: &Time) {
        let ends_elsewhere = time.end.is_some_and(|(date, _)| date.is_some() && date != time.date);
        self.day = if ends_elsewhere { None } else { time.date };
    }
}

/// A written time with its date, which may be that of `day`.
pub(super) fn resolve(reader: &Reader<'_, '_>, id: SentenceId, written: &Written, day: Option<Date>) -> Time {
    let date = match written.day {
        Some(word) => resolved(word, day),
        None => day.filter(|_| written.offset.is_none()),
    };
    let source = match (written.day, date) {
        (Some(DayWord::Date(_) | DayWord::Shift(1..)), Some(_)) => DateSource::Stated,
        (Some(DayWord::Shift(0)), None) | (None, None) => DateSource::Unknown,
        (_, None) => DateSource::Other,
        (_, Some(_)) => DateSource::Inherited,
    };
    let end = written.end.map(|(word, clock)| (word.and_then(|w| resolved(w, date)), clock));
    Time {
        span: reader.document.sentence_span(id, written.range.clone()),
        sentence: id,
        date,
        source,
        clock: written.clock,
        zone: written.zone.clone(),
        end,
        offset: written.offset,
    }
}

fn resolved(word: DayWord, day: Option<Date>) -> Option<Date> {
    match word {
        DayWord::Date(date) => Some(day.map_or(date, |near| date.in_year_of(near))),
        DayWord::Shift(days) => day?.shifted(days),
        DayWord::Other => None,
    }
}

/// Whether nothing stands before a time that says anything.
pub(super) fn is_blank(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// Whether what stands behind a time in its cell is at most a word about it: 頃, (金), 以降.
fn is_remark(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() <= 4
}
