//! Who does it.

use std::ops::Range;

use super::fields::{FieldReader, Places, until_label};
use super::once::Question;
use super::types::Field;
use crate::document::{BlockId, SentenceId};

/// How many bytes a bracket that notes who and when has at most; more of them are not looked for, so that brackets without an end cost no
/// more than linear time.
const BRACKET: usize = 256;

/// What a text names where an owner should stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// Nobody yet: 未定.
    Nobody,
    /// A group in which nobody in particular is meant: 全員.
    Group,
    Owner,
}

impl<'a> FieldReader<'_, 'a, '_> {
    /// The owner, or the group that stands in its place.
    pub fn owner(&self, places: &Places<'_>) -> (Option<Field>, Option<Field>) {
        let mut group = None;
        for (_, cell) in places.columns.iter().filter(|(column, _)| column.owner) {
            match self.naming_of_cell(*cell) {
                Some(Naming::Owner) => return (self.cell(*cell), None),
                Some(Naming::Group) => group = group.or_else(|| self.cell(*cell)),
                Some(Naming::Nobody) | None => {}
            }
        }
        let sentences =
            places.own.iter().chain(&places.details).chain(&places.around).chain(&places.headings);
        for &id in sentences {
            match self.owner_in(id) {
                Some((range, Naming::Owner)) => return (Some(self.field(id, range)), None),
                Some((range, Naming::Group)) => group = group.or_else(|| Some(self.field(id, range))),
                Some((_, Naming::Nobody)) | None => {}
            }
        }
        let bare = places.own.iter().find_map(|&id| {
            let range = self.stated(id, |known| &known.bare, || self.bare_owner(id)).as_ref()?;
            Some(self.field(id, range))
        });
        (bare, group)
    }

    /// An owner named once for a whole list, by a label.
    pub fn shared_owner(&self, lines: &[SentenceId]) -> Option<Field> {
        let words = &self.words().owner;
        let labelled = |text: &str| words.label.iter().chain(&words.spaced).any(|r| r.is_match(text));
        let named = lines.iter().filter(|&&id| self.reader.answer(id, Question::OwnerLabel, labelled));
        let (id, (range, naming)) = named.filter_map(|&id| Some((id, self.owner_in(id)?))).next()?;
        (*naming == Naming::Owner).then(|| self.field(id, range))
    }

    /// What a text names where an owner should stand.
    fn naming(&self, text: &str) -> Naming {
        let words = &self.words().owner;
        match () {
            () if words.empty.is_match(text.to_lowercase().trim()) => Naming::Nobody,
            () if self.words().is_collective(text) => Naming::Group,
            () => Naming::Owner,
        }
    }

    fn naming_of_cell(&self, cell: BlockId) -> Option<Naming> {
        let mut sentences = self.reader.sentences_in(cell);
        match (sentences.len(), sentences.next()) {
            (1, Some(id)) => {
                Some(*self.stated(id, |known| &known.naming, || self.naming(self.reader.text(id))))
            }
            _ => Some(self.naming(&self.cell(cell)?.text)),
        }
    }

    /// An owner that a label or an expression names.
    fn owner_in(&self, id: SentenceId) -> Option<&'a (Range<usize>, Naming)> {
        let read = || {
            let range = self.find_owner(id)?;
            let naming = self.naming(self.reader.text(id)[range.clone()].trim());
            Some((range, naming))
        };
        self.stated(id, |known| &known.owner, read).as_ref()
    }

    fn find_owner(&self, id: SentenceId) -> Option<Range<usize>> {
        let words = &self.words().owner;
        let text = self.reader.text(id);
        let traps: Vec<Range<usize>> =
            words.traps.iter().flat_map(|r| r.find_iter(text)).map(|m| m.range()).collect();
        let trapped = |r: &Range<usize>| traps.iter().any(|t| t.start < r.end && r.start < t.end);
        let all = words.label.iter().chain(&words.expressions);
        let labelled = all.flat_map(|r| r.captures_iter(text)).filter_map(|c| {
            let value = until_label(text, c.name("v").or_else(|| c.get(0))?.range());
            let whole = c.get(0)?.range();
            (!trapped(&whole)).then_some(value)
        });
        let spaced = words.spaced.iter().flat_map(|r| r.captures_iter(text)).filter_map(|c| {
            let value = c.name("v")?.range();
            let name = text[value.clone()].trim();
            (self.is_name(id, &value, false) || words.organisations.is_match(name)).then_some(value)
        });
        labelled.chain(spaced).next()
    }

    /// An owner without a label, in brackets or after the sentence: （2月末、武藤）.
    fn bare_owner(&self, id: SentenceId) -> Option<Range<usize>> {
        let text = self.reader.text(id);
        let organisations = &self.words().owner.organisations;
        let mut parts = Vec::new();
        for (open, bracket) in text.match_indices(['(', '[']) {
            let closing = if bracket == "(" { b')' } else { b']' };
            let reach = text.len().min(open + BRACKET);
            if let Some(close) = text.as_bytes()[open..reach].iter().position(|b| *b == closing) {
                parts.extend(split(text, open + 1..open + close));
            }
        }
        if text.chars().count() <= 40 && !text.contains('。') {
            parts.extend(split(text, 0..text.len()).into_iter().filter(|_| self.is_note(id)));
        }
        let dated = self.due_range(id).is_some();
        let named =
            |r: &Range<usize>| organisations.is_match(text[r.clone()].trim()) || self.is_name(id, r, dated);
        parts.into_iter().find(named)
    }

    /// Whether a sentence only notes who and when: it has a date and no verb.
    fn is_note(&self, id: SentenceId) -> bool {
        let tokens = self.reader.tokens(id);
        !tokens.tokens.iter().any(|t| t.is(&["動詞"]) || t.is(&["助詞", "格助詞"]))
            && self.due_range(id).is_some()
    }

    /// Whether a range of a sentence holds nothing but a person's name, a team before it allowed; beside a date, a place name will do.
    fn is_name(&self, id: SentenceId, range: &Range<usize>, dated: bool) -> bool {
        let tokens = &self.reader.tokens(id).tokens;
        let first = tokens.partition_point(|t| (t.start as usize) < range.start);
        let end = tokens.partition_point(|t| t.end as usize <= range.end);
        let Some(inside) = tokens.get(first..end).filter(|t| !t.is_empty()) else { return false };
        let mut named = false;
        for token in inside {
            // Many family names are place names too.
            named |=
                token.is(&["名詞", "固有名詞", "人名"]) || dated && token.is(&["名詞", "固有名詞", "地域"]);
            if !token.is(&["名詞"]) {
                return false;
            }
        }
        named && (6..=36).contains(&range.len())
    }
}

/// The parts of a bracket or a note, between commas, slashes and wide spaces.
fn split(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for (i, c) in text[range.clone()].char_indices() {
        if matches!(c, '、' | ',' | '/' | ';' | '・') {
            parts.push(start..range.start + i);
            start = range.start + i + c.len_utf8();
        }
    }
    parts.push(start..range.end);
    let words = parts.clone().into_iter().flat_map(|p| spaced(text, p));
    let mut all: Vec<Range<usize>> = words.collect();
    parts.append(&mut all);
    parts.retain(|p| !text[p.clone()].trim().is_empty());
    parts
}

/// The words of a part between spaces.
fn spaced(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = range.start;
    for word in text[range].split(' ') {
        words.push(at..at + word.len());
        at += word.len() + 1;
    }
    words
}
