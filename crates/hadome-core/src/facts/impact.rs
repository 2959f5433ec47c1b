//! Figures of impact: how many, how much, how long.

use std::ops::Range;

use super::once::Question;
use super::reader::Reader;
use super::types::ImpactFigure;
use crate::document::{Role, RoleSet, SectionId, SentenceId};
use crate::pattern::Expression;

/// All figures of impact of a report in source order.
pub(super) fn read(reader: &Reader<'_, '_>) -> Vec<ImpactFigure> {
    let mut figures = Vec::new();
    let mut here = (SectionId(0), Place::of(reader, SectionId(0)));
    for (i, sentence) in reader.document.sentences.iter().enumerate() {
        if here.0 != sentence.section {
            here = (sentence.section, Place::of(reader, sentence.section));
        }
        let id = SentenceId(i as u32);
        if here.1 != Place::Other && tells(reader, id, here.1) {
            figures.extend(figures_of(reader, id));
        }
    }
    figures
}

/// Where a sentence stands, as far as it matters for what it has to say to tell of the impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A section on the impact.
    Impact,
    /// Where what happened is summed up.
    Summary,
    /// Where it is told.
    Story,
    /// Anywhere else nobody looks for it.
    Other,
}

impl Place {
    fn of(reader: &Reader<'_, '_>, id: SectionId) -> Self {
        let section = reader.document.section(id);
        let elsewhere: RoleSet =
            [Role::Cause, Role::Lessons, Role::EffectCheck, Role::Provisional].into_iter().collect();
        match section.roles {
            _ if section.judging => Self::Other,
            roles if roles.contains(Role::Impact) => Self::Impact,
            roles if roles.intersects(elsewhere.union(RoleSet::measures())) => Self::Other,
            roles if roles.is_empty() || roles.contains(Role::Event) => Self::Summary,
            _ => Self::Story,
        }
    }
}

/// Whether a sentence tells of the impact: it stands in a section on it, or speaks of it where what happened is told.
fn tells(reader: &Reader<'_, '_>, id: SentenceId, place: Place) -> bool {
    let sentence = reader.document.sentence(id);
    // 「3.1 ユーザーへの影響」 counts nobody.
    let names = reader.document.section(sentence.section).heading == Some(sentence.block);
    let counts = || reader.answer(id, Question::Counts, |text| text.contains(is_numeral));
    let words = &reader.lexicon.fields.impact;
    let speaks = || reader.answer(id, Question::Impact, |text| words.speaks.is_match(text));
    let affects = || reader.answer(id, Question::Affected, |text| words.affected.is_match(text));
    let about = || place == Place::Impact || speaks() || place == Place::Summary && affects();
    !sentence.quoted && !names && counts() && about()
}

/// Whether a character may be part of a number.
fn is_numeral(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千')
}

/// The figures of a sentence from left to right.
fn figures_of(reader: &Reader<'_, '_>, id: SentenceId) -> impl Iterator<Item = ImpactFigure> {
    let text = reader.text(id);
    let (found, provisional) = &**reader.once(id, |known| &known.figures, || find(reader, text).into());
    found.iter().map(move |range| ImpactFigure {
        text: text[range.clone()].trim().to_owned(),
        span: reader.document.sentence_span(id, trimmed(text, range.clone())),
        sentence: id,
        provisional: *provisional,
    })
}

/// The figures of a text, the longest of those that overlap, and whether they are a first count.
fn find(reader: &Reader<'_, '_>, text: &str) -> (Vec<Range<usize>>, bool) {
    let words = &reader.lexicon.fields.impact;
    let mut found = all(&words.quantities, text);
    if found.is_empty() {
        return (found, false);
    }
    let mut not = all(&words.not, text);
    not.extend(all(&reader.lexicon.fields.due.dates, text));
    found.retain(|r| !not.iter().any(|n| n.start < r.end && r.start < n.end));
    found.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
    let mut end = 0;
    found.retain(|r| {
        let keep = r.start >= end;
        end = end.max(r.end);
        keep
    });
    let provisional = !found.is_empty() && words.provisional.is_match(text);
    (found, provisional)
}

fn all(list: &[Expression], text: &str) -> Vec<Range<usize>> {
    list.iter().flat_map(|r| r.find_iter(text)).map(|m| m.range()).collect()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + slice.len() - slice.trim_start().len();
    start..start + slice.trim().len()
}
