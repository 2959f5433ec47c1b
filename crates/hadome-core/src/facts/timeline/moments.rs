//! Where a report tells how its incident began, was noticed and was over, and of which day it is.

use std::cell::RefCell;
use std::collections::HashMap;

use super::days::{day, occurred};
use super::entries::{is_blank, resolve};
use super::scan::{DayWord, Written};
use super::telling::{kinds, labels, report, words};
use super::time::{Date, Time};
use super::types::{Day, Entry, Moment, MomentKind, Timeline};
use crate::document::{BlockId, BlockKind, HeadingNotation, Role, RoleSet, SectionId, SentenceId};
use crate::facts::once::Question;
use crate::facts::reader::Reader;
use crate::source::Span;

/// Headers of columns further right than this are not looked up.
const MAX_COLUMN: u16 = 32;
/// How many sentences at the head of a document may hold its date, and how many characters such a line has at most.
const HEAD: u32 = 8;
const DATE_LINE: usize = 40;

/// Adds the moments of a document to its timeline.
pub(super) fn read(reader: &Reader<'_, '_>, timeline: &mut Timeline) {
    let mut finder = Finder {
        reader,
        entries: &timeline.entries,
        entry: 0,
        section: None,
        named: None,
        day: None,
        names: RefCell::default(),
    };
    let ongoing = |text: &str| reader.lexicon.timeline.ongoing.is_match(text);
    let mut moments = Vec::new();
    let mut reported = Vec::new();
    for id in reader.document.sentence_ids() {
        if reader.document.sentence(id).quoted {
            continue;
        }
        if timeline.ongoing.is_none() && finder.tells(id) {
            timeline.ongoing = reader.answer(id, Question::Ongoing, ongoing).then(|| reader.span(id));
        }
        let name = finder.name(id);
        finder.moments(id, name, &mut moments);
        reported.extend(finder.reported(id, name));
        finder.seen(id);
    }
    timeline.occurred = occurred(&moments, timeline);
    timeline.reported = reported.first().copied();
    timeline.moments = moments;
}

struct Finder<'r, 'a, 'd> {
    reader: &'r Reader<'a, 'd>,
    entries: &'r [Entry],
    /// The entry that the last sentence belonged to, or the next one.
    entry: usize,
    /// The section whose heading named a way of noticing and of which a sentence was seen.
    section: Option<SectionId>,
    /// The section whose heading has named a sentence.
    named: Option<SectionId>,
    /// The last day that went with a moment.
    day: Option<Date>,
    /// What headings, keys and headers name: each kind of moment, and the date of the report.
    names: RefCell<HashMap<&'r str, [bool; 4]>>,
}

impl<'r> Finder<'r, '_, '_> {
    /// Takes note that a sentence has been read.
    fn seen(&mut self, id: SentenceId) {
        let section = self.reader.document.sentence(id).section;
        if self.named != Some(section) && !self.is_heading(id) && !self.is_blank(id) {
            self.named = Some(section);
        }
    }

    fn is_blank(&self, id: SentenceId) -> bool {
        self.reader.answer(id, Question::Blank, is_blank)
    }

    /// What a heading, a key or the header of a column names.
    fn named(&self, name: &'r str) -> [bool; 4] {
        let read = || self.reader.lexicon.timeline.named(name);
        *self.names.borrow_mut().entry(name).or_insert_with(read)
    }

    /// What a sentence says of moments.
    fn moments(&mut self, id: SentenceId, name: Option<&'r str>, moments: &mut Vec<Moment>) {
        let first = moments.len();
        let is_heading = self.is_heading(id);
        let tells = !is_heading && self.tells(id);
        let name = if is_heading { self.value_heading(id) } else { name };
        let named = name.map_or([false; 4], |name| self.named(name));
        let (labels, words) = (labels(self.reader, id), tells.then(|| words(self.reader, id)).flatten());
        let silent = named == [false; 4] && labels.is_none() && words.is_none();
        let kinds = kinds(&self.reader.lexicon.timeline).into_iter().enumerate();
        for (i, (kind, _)) in kinds.filter(|_| !silent) {
            let label = labels.and_then(|l| l[i].clone()).filter(|_| !named[i]);
            let labelled = named[i] || label.is_some();
            let found = match label {
                _ if named[i] => Some(0..self.reader.text(id).len()),
                None => words.and_then(|w| w[i].clone()),
                label => label,
            };
            let Some(range) = found else { continue };
            let at = if labelled { range.start } else { range.end };
            let time = self.time(id, self.reader.times(id), at, labelled);
            // 影響時間: 38分 says how long, and 復旧: 未定 nothing yet.
            if labelled && kind != MomentKind::Detection && time.is_none() {
                continue;
            }
            if kind == MomentKind::Occurrence && labelled {
                moments.extend(end_of(id, &time));
            }
            moments.push(Moment {
                kind,
                span: self.reader.document.sentence_span(id, range),
                sentence: id,
                labelled,
                time,
            });
        }
        if !is_heading {
            moments.extend(self.noticed(id, &moments[first..]));
            moments.extend(self.extent(id, &moments[first..]));
        }
    }

    /// A section that says how the incident was noticed does so in its first sentence, whatever its words.
    fn noticed(&mut self, id: SentenceId, seen: &[Moment]) -> Option<Moment> {
        let sentence = self.reader.document.sentence(id);
        let roles = self.reader.document.section(sentence.section).roles;
        let own = roles.contains(Role::Detection)
            && !roles.intersects(apart())
            && self.section != Some(sentence.section);
        if !own || self.is_blank(id) {
            return None;
        }
        self.section = Some(sentence.section);
        let known = seen.iter().any(|m| m.kind == MomentKind::Detection);
        let time = self.reader.times(id).first().map(|w| resolve(self.reader, id, w, None));
        (!known).then(|| Moment {
            kind: MomentKind::Detection,
            span: self.reader.span(id),
            sentence: id,
            labelled: true,
            time,
        })
    }

    /// A range of times of day in a section about what happened or what it affected is how long it lasted.
    fn extent(&self, id: SentenceId, seen: &[Moment]) -> Option<Moment> {
        let roles = self.reader.document.sentence_roles(id);
        let tells = roles.contains(Role::Impact) || roles.contains(Role::Event);
        if !tells || roles.contains(Role::Timeline) || seen.iter().any(|m| m.kind == MomentKind::Recovery) {
            return None;
        }
        let written = self.reader.times(id);
        let range = written.iter().find(|w| w.clock.is_some() && w.end.is_some())?;
        end_of(id, &Some(resolve(self.reader, id, range, None)))
    }

    /// The time that belongs to words at a place of a sentence: that of its entry, else the last before them, else the first behind.
    fn time(&mut self, id: SentenceId, written: &[Written], at: usize, labelled: bool) -> Option<Time> {
        let entry = self.entries.get(self.entry).filter(|e| e.sentences.contains(&id));
        if let Some(time) = entry.and_then(|e| e.time.as_ref()) {
            return Some(time.clone());
        }
        let before = written.iter().rfind(|w| w.range.start < at && !labelled);
        let found = before.or_else(|| written.iter().find(|w| w.range.start >= at || labelled))?;
        // 同日 14:25 is on the day that stands before it: in the sentence, or in the last line that named one.
        let day = written.iter().take_while(|w| w.range.start < found.range.start);
        let day = day.filter_map(|w| resolve(self.reader, id, w, None).date).last();
        let counted = matches!(found.day, Some(DayWord::Shift(_)));
        let time = resolve(self.reader, id, found, day.or(self.day.filter(|_| counted)));
        self.day = time.date.or(self.day);
        Some(time)
    }

    /// Whether a sentence tells of the incident: in its own voice, and not under what is to be done about it.
    fn tells(&mut self, id: SentenceId) -> bool {
        while self.entries.get(self.entry).is_some_and(|e| e.sentences.last().is_some_and(|&s| s < id)) {
            self.entry += 1;
        }
        let sentence = self.reader.document.sentence(id);
        let section = self.reader.document.section(sentence.section);
        sentence.item.is_some() && !section.judging && !section.roles.intersects(apart())
    }

    /// Whether a sentence stands in what names its section: a heading, a key, the header of a column.
    fn is_heading(&self, id: SentenceId) -> bool {
        let document = self.reader.document;
        let block = document.sentence(id).block;
        let heading = document.section(document.sentence(id).section).heading;
        heading.is_some_and(|h| h <= block && block < document.block(h).end.max(BlockId(h.0 + 1)))
    }

    /// What names the value that a sentence is: the key of its row, the header of its column, or its heading.
    fn name(&self, id: SentenceId) -> Option<&'r str> {
        let document = self.reader.document;
        let sentence = document.sentence(id);
        let section = document.section(sentence.section);
        if section.roles.intersects(apart()) || section.roles.contains(Role::Timeline) {
            return None;
        }
        if let Some(cell) = self.reader.cell_of(id) {
            let near = matches!(document.block(cell).kind, BlockKind::Cell { column } if column < MAX_COLUMN);
            if let Some(header) = near.then(|| document.column_header(cell)).flatten() {
                return Some(header);
            }
        }
        // A heading names the first sentence below it; the next one may be about anything.
        let named = self.named != Some(sentence.section) && !self.is_blank(id);
        named.then(|| document.section_title(sentence.section)).flatten()
    }

    /// What names a heading that is nothing but a time, as a line of its own below a label is read in plain text.
    fn value_heading(&self, id: SentenceId) -> Option<&'r str> {
        let document = self.reader.document;
        let parent = document.section(document.sentence(id).section).parent?;
        let title = document.section_title(parent)?;
        let text = self.reader.text(id);
        let first = self.reader.times(id).first()?;
        is_blank(&text[..first.range.start]).then_some(title)
    }

    /// The date of the report, if a sentence states it: under a label, or alone at the head of a letter.
    fn reported(&self, id: SentenceId, name: Option<&'r str>) -> Option<Day> {
        let text = self.reader.text(id);
        let digits = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
        if !self.reader.answer(id, Question::Digits, digits) {
            return None;
        }
        let value = report(self.reader, id);
        let labelled = value.is_some() || name.is_some_and(|name| self.named(name)[3]);
        if !labelled && !self.is_date_line(id, text) {
            return None;
        }
        let behind = |w: &&Written| value.is_none_or(|value| w.range.start >= value);
        let found = self.reader.times(id).iter().find(behind)?;
        let stands = labelled || is_blank(&text[..found.range.start]);
        if stands { day(&resolve(self.reader, id, found, None)) } else { None }
    }

    /// Whether a sentence can be the date of a letter: a short line near the top that is no sentence, and stands in no table.
    fn is_date_line(&self, id: SentenceId, text: &str) -> bool {
        let document = self.reader.document;
        let section = document.section(document.sentence(id).section);
        let labelled = section.heading.is_some_and(|h| {
            !matches!(
                document.block(h).kind,
                BlockKind::Heading { notation: HeadingNotation::Markup | HeadingNotation::Line, .. }
            )
        });
        id.0 < HEAD
            && !labelled
            && section.roles.is_empty()
            && document.sentence(id).item.is_some_and(|i| document.row_of(document.item(i).block).is_none())
            && !text.ends_with('。')
            && text.chars().count() <= DATE_LINE
    }
}

/// Sections that tell of what is to be done, not of what happened.
fn apart() -> RoleSet {
    let others = [Role::EffectCheck, Role::Lessons].into_iter().collect();
    RoleSet::measures().union(others)
}

/// The end of a range during which something was the case.
fn end_of(id: SentenceId, time: &Option<Time>) -> Option<Moment> {
    let time = time.as_ref()?;
    let (date, clock) = time.end?;
    let end = Time { date: date.or(time.date), clock, end: None, ..time.clone() };
    let span: Span = time.span;
    Some(Moment { kind: MomentKind::Recovery, span, sentence: id, labelled: false, time: Some(end) })
}
