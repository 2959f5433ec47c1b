//! Where a report tells how its incident began, was noticed and was over, and of which day it is.

use std::ops::Range;

use super::days::{day, occurred};
use super::entries::{is_blank, resolve};
use super::scan::{DayWord, Written};
use super::telling::{kinds, labels, report, words};
use super::time::{Date, Time};
use super::types::{Day, Entry, Moment, MomentKind, Timeline};
use crate::document::{BlockKind, HeadingNotation, Role, RoleSet, SectionId, SentenceId};
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
        here: Here::of(reader, SectionId(0)),
    };
    let ongoing = |text: &str| reader.lexicon.timeline.ongoing.is_match(text);
    let mut moments = Vec::new();
    let mut reported = Vec::new();
    for id in reader.document.sentence_ids() {
        if reader.document.sentence(id).quoted {
            continue;
        }
        finder.enter(id);
        let heading = finder.is_heading(id);
        // All that a heading may tell is that it is not over.
        let tells = (timeline.ongoing.is_none() || !heading) && finder.tells(id);
        if timeline.ongoing.is_none() && tells {
            timeline.ongoing = reader.answer(id, Question::Ongoing, ongoing).then(|| reader.span(id));
        }
        let names = finder.names(id);
        if heading {
            finder.moments(id, finder.names_value(id), false, &mut moments);
        } else {
            let first = moments.len();
            finder.moments(id, names, tells, &mut moments);
            moments.extend(finder.noticed(id, &moments[first..]));
            moments.extend(finder.extent(id, &moments[first..]));
        }
        reported.extend(finder.reported(id, names));
        finder.seen(id, heading);
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
    /// Where the last sentence stood.
    here: Here,
}

/// What matters of a section to each of its sentences.
struct Here {
    id: SectionId,
    roles: RoleSet,
    judging: bool,
    /// The blocks of what names it: a heading, a key, the header of a column.
    heading: Range<u32>,
    /// Whether it tells of what is to be done, not of what happened.
    apart: bool,
    /// What its heading names.
    names: Names,
}

/// Whether a heading, a key or the header of a column names each kind of moment, and the date of the report.
type Names = [bool; 4];

const NOTHING: Names = [false; 4];

impl Here {
    fn of(reader: &Reader<'_, '_>, id: SectionId) -> Self {
        let document = reader.document;
        let section = document.section(id);
        let heading = section.heading.map_or(0..0, |h| h.0..document.block(h).end.0.max(h.0 + 1));
        let apart = section.roles.intersects(apart());
        let title = document.section_title(id).filter(|_| !apart);
        let names = title.map_or(NOTHING, |title| reader.lexicon.timeline.named(title));
        Self { id, roles: section.roles, judging: section.judging, heading, apart, names }
    }
}

impl Finder<'_, '_, '_> {
    /// Goes to the section of a sentence.
    fn enter(&mut self, id: SentenceId) {
        let section = self.reader.document.sentence(id).section;
        if self.here.id != section {
            self.here = Here::of(self.reader, section);
        }
    }

    /// Takes note that a sentence has been read.
    fn seen(&mut self, id: SentenceId, heading: bool) {
        if self.named != Some(self.here.id) && !heading && !self.is_blank(id) {
            self.named = Some(self.here.id);
        }
    }

    fn is_blank(&self, id: SentenceId) -> bool {
        self.reader.answer(id, Question::Blank, is_blank)
    }

    /// What a sentence says of moments. `names` is what is said of it by its key or its heading; with `tells` its own words count.
    fn moments(&mut self, id: SentenceId, names: Names, tells: bool, moments: &mut Vec<Moment>) {
        let (labels, words) = (labels(self.reader, id), tells.then(|| words(self.reader, id)).flatten());
        if names == NOTHING && labels.is_none() && words.is_none() {
            return;
        }
        for (i, (kind, _)) in kinds(&self.reader.lexicon.timeline).into_iter().enumerate() {
            let label = labels.and_then(|l| l[i].clone()).filter(|_| !names[i]);
            let labelled = names[i] || label.is_some();
            let found = match label {
                _ if names[i] => Some(0..self.reader.text(id).len()),
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
    }

    /// A section that says how the incident was noticed does so in its first sentence, whatever its words.
    fn noticed(&mut self, id: SentenceId, seen: &[Moment]) -> Option<Moment> {
        let here = &self.here;
        let own = here.roles.contains(Role::Detection) && !here.apart && self.section != Some(here.id);
        if !own || self.is_blank(id) {
            return None;
        }
        self.section = Some(here.id);
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
        let roles = self.here.roles;
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
        self.reader.document.sentence(id).item.is_some() && !self.here.judging && !self.here.apart
    }

    /// Whether a sentence stands in what names its section: a heading, a key, the header of a column.
    fn is_heading(&self, id: SentenceId) -> bool {
        self.here.heading.contains(&self.reader.document.sentence(id).block.0)
    }

    /// What is said of a sentence by the key of its row, the header of its column, or its heading.
    fn names(&self, id: SentenceId) -> Names {
        if self.here.apart || self.here.roles.contains(Role::Timeline) {
            return NOTHING;
        }
        if let Some(cell) = self.reader.cell_of(id) {
            let block = self.reader.document.block(cell);
            let near = matches!(block.kind, BlockKind::Cell { column } if column < MAX_COLUMN);
            if let Some(column) = near.then(|| self.reader.column(cell)).flatten() {
                return column.moments;
            }
        }
        // A heading names the first sentence below it; the next one may be about anything.
        let named = self.named != Some(self.here.id) && !self.is_blank(id);
        if named { self.here.names } else { NOTHING }
    }

    /// What is said of a heading that is nothing but a time, as a line of its own below a label is read in plain text.
    fn names_value(&self, id: SentenceId) -> Names {
        let document = self.reader.document;
        let Some(first) = self.reader.times(id).first() else { return NOTHING };
        let title = document.section(self.here.id).parent.and_then(|parent| document.section_title(parent));
        let title = title.filter(|_| is_blank(&self.reader.text(id)[..first.range.start]));
        title.map_or(NOTHING, |title| self.reader.lexicon.timeline.named(title))
    }

    /// The date of the report, if a sentence states it: under a label, or alone at the head of a letter.
    fn reported(&self, id: SentenceId, names: Names) -> Option<Day> {
        let text = self.reader.text(id);
        let digits = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
        if !self.reader.answer(id, Question::Digits, digits) {
            return None;
        }
        let value = report(self.reader, id);
        let labelled = value.is_some() || names[3];
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
