//! Who does it.

use std::ops::Range;

use super::fields::{FieldReader, Found, Places, until_label};
use super::types::Field;
use crate::document::SentenceId;

/// How many bytes a bracket that notes who and when has at most; more of them are not looked for, so that brackets without an end cost no
/// more than linear time.
const BRACKET: usize = 256;

impl FieldReader<'_, '_, '_> {
    /// The owner, or the group that stands in its place.
    pub fn owner(&self, places: &Places) -> (Option<Field>, Option<Field>) {
        let words = &self.words().owner;
        let mut group = None;
        let mut take = |field: Field| {
            let folded = field.text.to_lowercase();
            if words.empty.is_match(folded.trim()) {
                None
            } else if self.words().is_collective(&field.text) {
                group.get_or_insert(field);
                None
            } else {
                Some(field)
            }
        };
        for (header, cell) in &places.columns {
            if words.columns.contains(header)
                && let Some(owner) = self.cell(*cell).and_then(&mut take)
            {
                return (Some(owner), None);
            }
        }
        let sentences =
            places.own.iter().chain(&places.details).chain(&places.around).chain(&places.headings);
        for &id in sentences {
            if let Some(owner) = self.owner_in(id).map(|f| self.field(&f)).and_then(&mut take) {
                return (Some(owner), None);
            }
        }
        let bare = places.own.iter().find_map(|&id| self.bare_owner(id));
        (bare.map(|f| self.field(&f)), group)
    }

    /// An owner named once for a whole list, by a label.
    pub fn shared_owner(&self, lines: &[SentenceId]) -> Option<Field> {
        let words = &self.words().owner;
        let named = lines
            .iter()
            .filter(|&&id| words.label.iter().chain(&words.spaced).any(|r| r.is_match(self.reader.text(id))));
        let field = named.filter_map(|&id| self.owner_in(id)).map(|f| self.field(&f)).next()?;
        let empty = words.empty.is_match(field.text.to_lowercase().trim());
        (!empty && !self.words().is_collective(&field.text)).then_some(field)
    }

    /// An owner that a label or an expression names.
    fn owner_in(&self, id: SentenceId) -> Option<Found> {
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
        let range = labelled.chain(spaced).next()?;
        Some(Found { sentence: id, range })
    }

    /// An owner without a label, in brackets or after the sentence: （2月末、武藤）.
    fn bare_owner(&self, id: SentenceId) -> Option<Found> {
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
        let dated = self.due_in(id).is_some();
        let named =
            |r: &Range<usize>| organisations.is_match(text[r.clone()].trim()) || self.is_name(id, r, dated);
        let range = parts.into_iter().find(named)?;
        Some(Found { sentence: id, range })
    }

    /// Whether a sentence only notes who and when: it has a date and no verb.
    fn is_note(&self, id: SentenceId) -> bool {
        let tokens = self.reader.tokens(id);
        !tokens.tokens.iter().any(|t| t.is(&["動詞"]) || t.is(&["助詞", "格助詞"]))
            && self.due_in(id).is_some()
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
