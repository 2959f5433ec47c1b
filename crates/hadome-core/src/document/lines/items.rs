//! List items: how deep they stand, their ticks and their labels.

use super::super::{BlockKind, HeadingNotation};
use super::classify::Class;
use super::marker::{self, Mark, Notation};
use super::writer::{Open, Writer};

/// Lists nest at most this deep; deeper items become siblings.
const DEEPEST_LIST: usize = 24;
/// An item that is a heading and nothing else is at most this long, in characters.
const LONGEST_WORD: usize = 8;

impl Writer<'_, '_, '_> {
    pub(super) fn item(&mut self, i: usize, mark: Mark, blank_before: bool, classes: &[Class]) {
        self.flush();
        let depth = self.item_depth(i, mark, blank_before);
        self.close_lists(depth + 1);
        let start = self.lines[i].span.start;
        if self.open.len() > depth {
            self.open[depth] = Open { indent: self.lines[i].indent, notation: mark.notation };
            self.builder.close(self.end);
        } else {
            let ordered = matches!(mark.notation, Notation::Number(_));
            self.builder.open(BlockKind::List { ordered }, start);
            self.open.push(Open { indent: self.lines[i].indent, notation: mark.notation });
        }
        let (task, from) = task(self.lines[i].prose.text(), mark);
        self.builder.open(BlockKind::ListItem { task }, start);
        self.item_text(i, from, classes);
    }

    /// The text of an item from byte `from` on: a label that the lexicon knows is a heading inside it.
    fn item_text(&mut self, i: usize, from: usize, classes: &[Class]) {
        let body = &self.lines[i].prose.text()[from..];
        let goes_on = classes.get(i + 1).is_some_and(|c| matches!(c, Class::Text { .. } | Class::Item(_)))
            && self.lines[i + 1].indent > self.lines[i].indent;
        match self.label(body) {
            Some((text, rest)) => self.label_heading(i, from, text, Some(rest)),
            None if goes_on && self.names_section(body) => {
                self.label_heading(i, from, 0..body.trim_end_matches(':').len(), None);
            }
            None => self.begin(i, from),
        }
    }

    /// Whether the whole text of an item is a short heading word: what follows it in the item is a section.
    fn names_section(&self, body: &str) -> bool {
        let word = body.trim_end_matches(':').trim();
        word.chars().count() <= LONGEST_WORD && self.context.words.is_heading_word(word)
    }

    fn label_heading(&mut self, i: usize, from: usize, text: std::ops::Range<usize>, rest: Option<usize>) {
        self.flush();
        let level = self.context.levels.label();
        let rest = rest.map(|r| from + r);
        self.heading_leaf(i, level, HeadingNotation::Label, from + text.start..from + text.end, rest);
        if let Some(rest) = rest {
            self.begin(i, rest);
        }
    }

    /// 「原因：…」 or 「【原因】…」 with a known word: the word's range, and where the text after it begins.
    fn label(&self, body: &str) -> Option<(std::ops::Range<usize>, usize)> {
        let known = |word: &str| !word.is_empty() && self.context.words.is_heading_word(word.trim());
        if let Some((inner, rest)) = marker::bracketed(body) {
            let after = body[rest..].trim_start_matches([' ', ':']);
            return (!after.is_empty() && known(&body[inner.clone()]))
                .then_some((inner, body.len() - after.len()));
        }
        let colon = body.find(':').filter(|&at| at <= 90)?;
        let after = body[colon + 1..].trim_start();
        let found = !after.is_empty() && !after.starts_with("//") && known(&body[..colon]);
        found.then_some((0..body[..colon].trim_end().len(), body.len() - after.len()))
    }

    /// How deep a new item stands: as deep as the open item of the same notation and indentation, below one that is less indented
    /// or has another notation.
    fn item_depth(&self, i: usize, mark: Mark, blank_before: bool) -> usize {
        let indent = self.lines[i].indent;
        let less = |o: &Open| o.indent + u32::from(o.notation == mark.notation) < indent;
        let outer = self.open.iter().take_while(|o| less(o)).count();
        let level: Vec<&Open> = self.open[outer..].iter().take_while(|o| o.indent <= indent + 1).collect();
        let depth = match level.iter().position(|o| o.notation == mark.notation) {
            Some(at) => outer + at,
            None if level.is_empty() => outer,
            None if blank_before && !can_own_apart(level[0].notation, mark.notation) => outer,
            None => outer + level.len(),
        };
        depth.min(DEEPEST_LIST)
    }

    /// A paragraph of its own in the open item.
    pub(super) fn attach(&mut self, i: usize) {
        let text = self.lines[i].prose.text();
        match self.label(text) {
            Some((range, rest)) => self.label_heading(i, 0, range, Some(rest)),
            None => self.begin(i, 0),
        }
    }
}

/// Whether an item can own one of another notation after a blank line: a number owns bullets, but not the other way round.
fn can_own_apart(outer: Notation, inner: Notation) -> bool {
    let numbered = matches!(outer, Notation::Number(_) | Notation::Glyph(_));
    match inner {
        Notation::Note | Notation::Arrow => true,
        Notation::Bullet(_) => numbered || outer == Notation::NumberedLabel,
        Notation::Number(_) => numbered,
        _ => false,
    }
}

/// The tick of a task, and where the text after marker and tick begins.
fn task(text: &str, mark: Mark) -> (Option<bool>, usize) {
    match mark.notation {
        Notation::Glyph('☐') => return (Some(false), mark.len),
        Notation::Glyph('☑' | '✅' | '☒') => return (Some(true), mark.len),
        _ => {}
    }
    let rest = &text[mark.len..];
    for (tick, done) in
        [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true), ("☐", false), ("☑", true), ("✅", true)]
    {
        if let Some(after) = rest.strip_prefix(tick)
            && !after.trim().is_empty()
        {
            return (Some(done), text.len() - after.trim_start().len());
        }
    }
    (None, mark.len)
}
