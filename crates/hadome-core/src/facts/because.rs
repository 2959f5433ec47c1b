//! What one sentence says of reasons: the words that mark them, and what stands on either side.

use std::ops::Range;

use crate::document::SentenceId;
use crate::pattern::{Expression, Found};

use super::edge::EdgeKind;
use super::reader::Reader;

/// A link that a sentence writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub kind: EdgeKind,
    pub cause: End,
    pub effect: End,
}

/// One end of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// Bytes of the sentence's text.
    Here(Range<usize>),
    /// What the statement before it said.
    Before,
    /// Left to the reader.
    Untold,
}

/// Which side of a mark the reason stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// ため, により, →.
    Left,
    /// 原因は, ←.
    Right,
    /// The same, if another mark ends the reason, for what the statement before it said: これは、…ため.
    This,
    /// Before a verb that takes in what followed as well: を招いた.
    Around,
}

#[derive(Debug, Clone)]
struct Mark {
    range: Range<usize>,
    side: Side,
    kind: EdgeKind,
}

/// How far apart two marks of one link may stand, in bytes: したこと｜が原因で.
const SAME_LINK: usize = 9;

/// The links of a sentence before which no arrow stands.
pub(super) fn links_within<'a>(reader: &Reader<'a, '_>, id: SentenceId) -> &'a [Link] {
    let read = || links(reader, id, None).into();
    reader.once(id, |known| &known.cause().reasons, read)
}

/// The links of a sentence from left to right. `arrow` is one that stands before the sentence: whether it points back.
pub(super) fn links(reader: &Reader<'_, '_>, id: SentenceId, arrow: Option<bool>) -> Vec<Link> {
    let text = reader.text(id);
    let start = reader.body(id).min(text.len());
    let mut links = Vec::new();
    let turn = match arrow {
        Some(back) => Some((0..0, Turn { is_arrow: true, back })),
        None => turn(reader, &text[start..]),
    };
    let from = turn.as_ref().map_or(start, |(range, _)| start + range.end);
    let marks = marks(reader, id, from);
    if let Some((_, side)) = turn {
        let end = marks.first().map_or(text.len(), |m| m.range.start);
        let kind = if side.is_arrow { EdgeKind::Arrow } else { EdgeKind::Connective };
        let here = End::Here(trim(text, from..end));
        if has_words(&text[from..end]) {
            links.push(match side.back {
                true => Link { kind, cause: here, effect: End::Before },
                false => Link { kind, cause: End::Before, effect: here },
            });
        }
    }
    between(reader, text, from, &marks, &mut links);
    turn_round(&mut links);
    links
}

/// Whether a text is nothing but an arrow, and if so, whether it points back.
pub(super) fn arrow(reader: &Reader<'_, '_>, text: &str) -> Option<bool> {
    let text = text.trim();
    let words = &reader.lexicon.causal;
    let is = |arrows: &[String]| arrows.iter().any(|a| a == text);
    is(&words.arrows).then_some(false).or_else(|| is(&words.back_arrows).then_some(true))
}

/// The links between the marks of a sentence.
fn between(reader: &Reader<'_, '_>, text: &str, from: usize, marks: &[Mark], links: &mut Vec<Link>) {
    let ends = &reader.lexicon.causal.ends;
    // What followed from a reason that is still being told.
    let mut pending: Option<(End, bool)> = None;
    let mut left = from;
    for (i, mark) in marks.iter().enumerate() {
        let right = marks.get(i + 1).map_or(text.len(), |m| m.range.start);
        let before = trim(text, left..mark.range.start.max(left));
        let after = trim(text, mark.range.end..right);
        let told = has_words(&text[after.clone()]) && !ends.is_match(&text[mark.range.end..right]);
        left = mark.range.end;
        if matches!(mark.side, Side::Right | Side::This) {
            let effect = match () {
                () if has_words(&text[before.clone()]) => End::Here(before),
                () if mark.side == Side::This => End::Before,
                () => End::Untold,
            };
            if let (Some((effect, true)), End::Here(cause)) = (pending.take(), &effect) {
                links.push(Link { kind: mark.kind, cause: End::Here(cause.clone()), effect });
            }
            pending = Some((effect, mark.side == Side::Right));
            continue;
        }
        if !has_words(&text[before.clone()]) {
            continue;
        }
        let (effect, end) = match () {
            () if told && mark.side == Side::Left => (End::Here(after), mark.range.end),
            () => (pending.take().map_or(End::Untold, |(effect, _)| effect), right),
        };
        let cause = End::Here(trim(text, before.start..end));
        links.push(Link { kind: mark.kind, cause, effect });
    }
    if let (Some((effect, true)), Some(last)) = (pending, marks.last()) {
        let cause = trim(text, last.range.end..text.len());
        if has_words(&text[cause.clone()]) {
            links.push(Link { kind: last.kind, cause: End::Here(cause), effect });
        }
    }
}

/// ↓ stands for either direction: before 「…のため。」 it points from what followed to its reason.
fn turn_round(links: &mut Vec<Link>) {
    let [first, .., last] = links.as_mut_slice() else { return };
    if first.kind == EdgeKind::Arrow && first.cause == End::Before && last.effect == End::Untold {
        last.effect = End::Before;
        last.kind = EdgeKind::Arrow;
        links.remove(0);
    }
}

struct Turn {
    is_arrow: bool,
    back: bool,
}

/// The words or the arrow at the head of a sentence that tie it to what stood before.
fn turn(reader: &Reader<'_, '_>, text: &str) -> Option<(Range<usize>, Turn)> {
    let words = &reader.lexicon.causal;
    if let Some(arrow) = words.back_arrows.iter().find(|a| text.starts_with(a.as_str())) {
        return Some((0..arrow.len(), Turn { is_arrow: true, back: true }));
    }
    let found = words.turn.iter().find_map(|r| r.find(text)).filter(|m| m.start() == 0)?;
    let is_arrow = words.arrows.iter().any(|a| text.starts_with(a.as_str()));
    Some((found.range(), Turn { is_arrow, back: false }))
}

/// The marks of a sentence from a byte on, one for each link that it writes.
fn marks(reader: &Reader<'_, '_>, id: SentenceId, from: usize) -> Vec<Mark> {
    let words = &reader.lexicon.causal;
    let text = reader.text(id).trim_end_matches('。');
    let connective = |side: Side| move |range: Range<usize>| Mark { range, side, kind: EdgeKind::Connective };
    let mut marks: Vec<Mark> = Vec::new();
    marks.extend(marks_among(reader, id, words.reason.iter()).into_iter().map(connective(Side::Left)));
    let plain = marks_among(reader, id, words.plain.marks.iter());
    if !plain.is_empty() {
        // The end of a sentence speaks for each mark in it.
        let all = words.plain.after.is_match(text);
        let mut by_itself: Vec<usize> =
            words.plain.before.iter().flat_map(|r| r.find_iter(text)).map(|m| m.end()).collect();
        by_itself.sort_unstable();
        let happens = |range: &Range<usize>| {
            let first = by_itself.partition_point(|&end| end <= range.start);
            all || by_itself.get(first).is_some_and(|&end| end <= range.end)
        };
        marks.extend(plain.into_iter().filter(happens).map(connective(Side::Left)));
    }
    marks.extend(marks_among(reader, id, words.effect.iter()).into_iter().map(connective(Side::Around)));
    marks.extend(marks_among(reader, id, words.because.iter()).into_iter().map(connective(Side::Right)));
    marks.extend(marks_among(reader, id, words.because_this.iter()).into_iter().map(connective(Side::This)));
    for expression in &words.because_of {
        for groups in expression.captures_iter(text) {
            marks.extend(groups.name("mark").map(|m| connective(Side::Right)(m.range())));
        }
    }
    arrows(text, &words.arrows, Side::Left, &mut marks);
    arrows(text, &words.back_arrows, Side::Right, &mut marks);
    marks.retain(|m| m.range.start >= from && m.range.end <= text.len());
    marks.sort_by_key(|m| (m.range.start, m.range.end));
    let mut links: Vec<Mark> = Vec::new();
    for mark in marks {
        match links.last_mut() {
            Some(last) if mark.range.start <= last.range.end + SAME_LINK && !last.parts_from(&mark) => {
                last.range.end = last.range.end.max(mark.range.end);
            }
            _ => links.push(mark),
        }
    }
    links
}

impl Mark {
    /// Whether a mark that stands close by is one of its own: 原因は｜Aのため.
    fn parts_from(&self, next: &Mark) -> bool {
        let turns = self.side == Side::Right && next.side != Side::Right && next.range.start > self.range.end;
        turns
            || self.kind == EdgeKind::Arrow
                && next.kind == EdgeKind::Arrow
                && next.range.start > self.range.end
    }
}

/// The arrows of a text, without those that only note a change: 4→40.
fn arrows(text: &str, arrows: &[String], side: Side, marks: &mut Vec<Mark>) {
    let notes = |c: Option<char>| c.is_none_or(|c| c.is_ascii_alphanumeric());
    let (Some(first), Some(last)) = (text.find(is_word), text.rfind(is_word)) else { return };
    for arrow in arrows {
        for (at, found) in text.match_indices(arrow.as_str()) {
            let (before, after) = (&text[..at], &text[at + found.len()..]);
            let change = notes(before.chars().next_back()) && notes(after.chars().next());
            if first < at && at < last && !change {
                marks.push(Mark { range: at..at + found.len(), side, kind: EdgeKind::Arrow });
            }
        }
    }
}

/// The places of some causal expressions in a sentence, without those that look like one and are none.
pub(super) fn marks_among<'r>(
    reader: &Reader<'_, '_>,
    id: SentenceId,
    expressions: impl Iterator<Item = &'r Expression>,
) -> Vec<Range<usize>> {
    let text = reader.text(id).trim_end_matches('。');
    let mut found: Vec<Range<usize>> =
        expressions.flat_map(|r| r.find_iter(text)).map(|m| m.range()).collect();
    if !found.is_empty() {
        let not = joined(reader.lexicon.causal.not_reason.iter().flat_map(|r| r.find_iter(text)));
        found.retain(|r| {
            let next = not.partition_point(|n| n.end <= r.start);
            not.get(next).is_none_or(|n| n.start >= r.end)
        });
    }
    found
}

/// The ranges of some matches in order, with those that overlap made one.
fn joined<'t>(found: impl Iterator<Item = Found<'t>>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = found.map(|m| m.range()).collect();
    ranges.sort_unstable_by_key(|r| (r.start, r.end));
    ranges.dedup_by(|next, last| {
        let same = next.start < last.end;
        last.end = if same { last.end.max(next.end) } else { last.end };
        same
    });
    ranges
}

/// Whether a text says anything: a mark and the particles around it do not.
pub(super) fn has_words(text: &str) -> bool {
    text.chars().any(is_word)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, 'ぁ'..='ん' | 'ー')
}

/// A range without the white space and the punctuation around its text.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or("");
    let off = |c: char| c.is_whitespace() || matches!(c, '、' | ',' | ':' | '・');
    let start = range.start + (part.len() - part.trim_start_matches(off).len());
    let end = range.start + part.trim_end_matches(off).len();
    start..end.max(start)
}
