//! What each line is: heading, item, pair of a key–value table, or text.

use std::collections::HashMap;

use super::levels::Key;
use super::marker::{self, Mark, Notation, Shape};
use super::sequence::{Sequence, Sequences};
use super::{Line, LineContext, Place, wrap};

/// A heading without a marker is at most this wide, in cells.
const WIDEST_BARE: u32 = 44;
/// A marked line that ends in a known word is a heading on its account up to this many characters; longer ones are items
/// that happen to end in it.
const LONGEST_KNOWN: usize = 16;
/// A heading with a marker is at most this wide, in cells.
const WIDEST_MARKED: u32 = 96;

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Class {
    /// Nothing.
    Blank,
    /// A line of dashes or the like.
    Separator,
    /// Opens a section; `text` is what to show of it, `rest` where the text after its label begins.
    Heading { key: Key, text: std::ops::Range<usize>, rest: Option<usize> },
    /// A list item.
    Item(Mark),
    /// A row of a key–value table: its key, and where its value begins. The first of a table is marked.
    Pair { pair: super::pairs::Pair, first: bool },
    /// One of several pairs right below an item: it is about the item.
    Attached,
    /// Running text. `starts`: never joined with the line before.
    Text { starts: bool },
}

/// Lines with what is known of each, while they are classified.
pub(super) struct Classifier<'a, 'c> {
    pub lines: &'a [Line],
    pub place: Place,
    pub context: &'a LineContext<'c>,
    /// Display width of each line, indentation included.
    pub widths: Vec<u32>,
    marks: Vec<Option<Mark>>,
    /// The next line that is not blank, for each line.
    next: Vec<Option<usize>>,
}

/// The class of every line.
pub(super) fn classify(lines: &[Line], place: Place, context: &LineContext<'_>) -> (Vec<Class>, Vec<u32>) {
    let mut this = Classifier::new(lines, place, context);
    this.drop_wrapped_marks();
    let mut classes: Vec<Class> = (0..lines.len()).map(|i| this.unmarked(i)).collect();
    this.place_numbers(&mut classes);
    this.place_glyphs(&mut classes);
    this.place_others(&mut classes);
    this.place_underlines(&mut classes);
    this.place_bare(&mut classes);
    super::pairs::find(&this, &mut classes);
    (classes, this.widths)
}

impl<'a, 'c> Classifier<'a, 'c> {
    fn new(lines: &'a [Line], place: Place, context: &'a LineContext<'c>) -> Self {
        let raw = |line: &Line| context.source.slice(line.prose.source_span(0..line.prose.text().len()));
        let widths = lines.iter().map(|l| l.indent + wrap::cells(raw(l))).collect();
        let marks = lines.iter().map(|l| marker::read(l.prose.text(), raw(l))).collect();
        let mut next = vec![None; lines.len()];
        for i in (1..lines.len()).rev() {
            next[i - 1] = if lines[i].prose.is_empty() { next[i] } else { Some(i) };
        }
        Self { lines, place, context, widths, marks, next }
    }

    /// The folded text of a line.
    pub fn text(&self, i: usize) -> &'a str {
        self.lines[i].prose.text()
    }

    /// Whether a line is blank or outside the text.
    fn is_blank(&self, i: usize) -> bool {
        self.lines.get(i).is_none_or(|l| l.prose.is_empty())
    }

    fn is_full(&self, i: usize) -> bool {
        let following = self.lines.get(i + 1).map_or("", |l| l.prose.text());
        self.place == Place::Document && wrap::is_full(self.widths[i], following, self.context.wrap)
    }

    /// Whether a text is a heading that the lexicon knows.
    pub fn is_word(&self, text: &str) -> bool {
        let text = strip_decoration(text);
        !text.is_empty() && text.len() <= 120 && self.context.words.is_heading_word(text)
    }

    /// A label that the lexicon knows, and where the text after its colon begins.
    pub fn label(&self, text: &str) -> Option<(usize, usize)> {
        let colon = text.find(':').filter(|&at| at <= 90)?;
        let rest = text[colon + 1..].trim_start();
        let known = !rest.is_empty() && !rest.starts_with("//") && self.is_word(&text[..colon]);
        known.then_some((colon, text.len() - rest.len()))
    }

    fn is_sentence(&self, i: usize) -> bool {
        self.text(i).contains('。') || self.is_full(i) || self.widths[i] > WIDEST_MARKED
    }

    /// A time or a number at the start of a line that only the paper's edge put there is no marker.
    fn drop_wrapped_marks(&mut self) {
        for i in 1..self.lines.len() {
            let Some(mark) = self.marks[i] else { continue };
            let weak = matches!(
                mark.notation,
                Notation::Stamp | Notation::NumberedLabel | Notation::Number(Shape::Space | Shape::Parts(_))
            );
            let alike = self.marks[i - 1].is_some_and(|m| m.notation == mark.notation);
            if weak
                && !alike
                && !self.is_blank(i - 1)
                && self.is_full(i - 1)
                && !wrap::is_closed(self.text(i - 1))
            {
                self.marks[i] = None;
            }
        }
    }

    fn unmarked(&self, i: usize) -> Class {
        if self.is_blank(i) {
            Class::Blank
        } else if is_separator(self.text(i)) {
            Class::Separator
        } else {
            Class::Text { starts: false }
        }
    }

    /// The heading that line `i` is, with the text from byte `from` on.
    fn heading(&self, i: usize, key: Key, from: usize) -> Class {
        let text = self.text(i);
        let body = &text[from..];
        if let Some((end, rest)) = self.label(body) {
            return Class::Heading { key, text: trimmed(text, from, from + end), rest: Some(from + rest) };
        }
        if let Some((inner, rest)) = marker::bracketed(body) {
            let after = body[rest..].trim_start_matches([' ', ':']);
            let inner = from + inner.start..from + inner.end;
            if after.is_empty() {
                return Class::Heading { key, text: trimmed(text, inner.start, inner.end), rest: None };
            }
            if self.is_word(&text[inner.clone()]) {
                return Class::Heading {
                    key,
                    text: trimmed(text, inner.start, inner.end),
                    rest: Some(text.len() - after.len()),
                };
            }
        }
        Class::Heading { key, text: trimmed(text, from, text.len()), rest: None }
    }

    /// Whether the text after a line's marker is, or is labelled with, a known heading.
    fn names_section(&self, i: usize, from: usize) -> bool {
        let body = &self.text(i)[from..];
        let bracket = || marker::bracketed(body).is_some_and(|(inner, _)| self.is_word(&body[inner]));
        let short = body.chars().count() <= LONGEST_KNOWN;
        (short && self.is_word(body)) || self.label(body).is_some() || bracket()
    }

    fn place_numbers(&self, classes: &mut [Class]) {
        let mut sequences = Sequences::default();
        for (i, mark) in self.marks.iter().enumerate() {
            if let Some(mark) = mark {
                let outer = self.names_section(i, mark.len);
                sequences.add(*mark, self.lines[i].indent, i, outer);
            }
        }
        for sequence in &sequences.all {
            self.place_sequence(sequence, classes);
        }
    }

    fn place_sequence(&self, sequence: &Sequence, classes: &mut [Class]) {
        let Some(mark) = sequence.members.first().and_then(|&i| self.marks[i]) else { return };
        if sequence.members.len() == 1 && self.is_reference(sequence.members[0], mark) {
            return;
        }
        let opens = self.opens_sections(sequence);
        for &i in &sequence.members {
            let Some(mark) = self.marks[i] else { continue };
            let known = self.names_section(i, mark.len);
            classes[i] = if opens && (known || !self.is_sentence(i)) {
                self.heading(i, Key::Marked(mark.notation, sequence.depth), mark.len)
            } else {
                Class::Item(mark)
            };
        }
    }

    /// A lone number that a sentence begins with: 「(6)は検収票で確認する」, 「3　件」.
    fn is_reference(&self, i: usize, mark: Mark) -> bool {
        let hiragana = self.text(i)[mark.len..].starts_with(|c| matches!(c, 'ぁ'..='ん'));
        matches!(mark.notation, Notation::Number(Shape::Space)) || (mark.number != 1 && hiragana)
    }

    /// Whether numbered lines are headings: some of them are known ones, or text that is not indented follows most of them.
    fn opens_sections(&self, sequence: &Sequence) -> bool {
        let count = |f: &dyn Fn(usize) -> bool| sequence.members.iter().filter(|&&i| f(i)).count();
        let all = sequence.members.len();
        let sentences = count(&|i| self.is_sentence(i));
        let known = count(&|i| self.marks[i].is_some_and(|m| self.names_section(i, m.len)));
        if self.place == Place::Inner {
            return false;
        }
        let followed = count(&|i| self.next[i].is_some_and(|n| sequence.members.binary_search(&n).is_err()));
        let enough = known > 0 && known * 3 >= all && (sentences * 2 <= all || known * 2 >= all);
        if enough && (followed * 2 >= all || self.lines.len() == 1) {
            return true;
        }
        let bodies = count(&|i| self.is_followed_by_body(i));
        self.place == Place::Document && sentences == 0 && bodies * 2 >= all && bodies > 0
    }

    /// Whether plain text that is not indented follows the line, and not as its continuation.
    fn is_followed_by_body(&self, i: usize) -> bool {
        let Some(next) = self.next[i] else { return false };
        let flush = self.lines[next].indent <= self.lines[i].indent;
        let joined = next == i + 1
            && wrap::joins(&self.lines[i], self.widths[i], &self.lines[next], self.context.wrap);
        self.marks[next].is_none() && flush && !joined
    }

    fn place_glyphs(&self, classes: &mut [Class]) {
        let mut by_glyph: HashMap<char, Vec<usize>> = HashMap::new();
        for (i, mark) in self.marks.iter().enumerate() {
            if let Some(Mark { notation: Notation::Glyph(c), .. }) = mark {
                by_glyph.entry(*c).or_default().push(i);
            }
        }
        for (glyph, members) in by_glyph {
            let opens = self.glyph_opens_sections(glyph, &members);
            for i in members {
                let Some(mark) = self.marks[i] else { continue };
                let known = self.place != Place::Inner && self.names_section(i, mark.len);
                classes[i] = if (opens && !self.is_sentence(i)) || known {
                    self.heading(i, Key::Marked(mark.notation, 0), mark.len)
                } else {
                    Class::Item(mark)
                };
            }
        }
    }

    /// Whether a glyph marks headings or bullets: bullets stand in consecutive lines and are sentences, headings have text below.
    fn glyph_opens_sections(&self, glyph: char, members: &[usize]) -> bool {
        let same =
            |i: usize| matches!(self.marks[i], Some(Mark { notation: Notation::Glyph(c), .. }) if c == glyph);
        let count = |f: &dyn Fn(usize) -> bool| members.iter().filter(|&&i| f(i)).count();
        let known = count(&|i| self.marks[i].is_some_and(|m| self.names_section(i, m.len)));
        if self.place == Place::Inner || matches!(glyph, '☐' | '☑' | '✅' | '☒') {
            return false;
        }
        let followed = count(&|i| self.next[i].is_some_and(|n| !same(n)));
        if known * 2 >= members.len() && (followed * 2 >= members.len() || self.lines.len() == 1) {
            return true;
        }
        let sentences = count(&|i| self.is_sentence(i));
        let adjacent = count(&|i| i + 1 < self.lines.len() && same(i + 1));
        let soft = marker::is_soft_glyph(glyph) && known == 0;
        if self.place == Place::Paragraph && self.lines.len() == 1 {
            return sentences == 0 && !matches!(glyph, '○' | '□' | '△');
        }
        let few_sentences = if soft { sentences == 0 } else { sentences * 2 <= members.len() };
        few_sentences && adjacent * 2 < members.len().max(2) && followed > 0
    }

    fn place_others(&self, classes: &mut [Class]) {
        for (i, class) in classes.iter_mut().enumerate() {
            let Some(mark) = self.marks[i] else { continue };
            match mark.notation {
                Notation::Number(_) | Notation::Glyph(_) => {}
                Notation::Chapter(_) if self.is_sentence(i) || self.place == Place::Inner => {}
                Notation::Chapter(_) => *class = self.heading(i, Key::Marked(mark.notation, 0), 0),
                Notation::Hash(_) if self.place != Place::Document => {}
                Notation::Hash(_) => *class = self.heading(i, Key::Marked(mark.notation, 0), mark.len),
                Notation::Bracket(c) => *class = self.bracket(i, c),
                Notation::NumberedLabel
                    if self.place != Place::Inner && self.label(self.text(i)).is_some() =>
                {
                    *class = self.heading(i, Key::Label, 0);
                }
                Notation::Bullet(_)
                | Notation::Note
                | Notation::Arrow
                | Notation::Stamp
                | Notation::NumberedLabel => {
                    *class = Class::Item(mark);
                }
            }
        }
    }

    /// A line that begins with a bracket: a heading if the bracket is all of it or holds a known word, else text of its own.
    fn bracket(&self, i: usize, open: char) -> Class {
        let text = self.text(i);
        let Some((inner, rest)) = marker::bracketed(text) else { return Class::Text { starts: true } };
        let known = self.is_word(&text[inner.clone()]);
        let whole = text[rest..].trim().is_empty();
        let ascii = matches!(open, '<' | '[' | '〈');
        let title = whole
            && !text.contains('。')
            && self.widths[i] <= WIDEST_MARKED
            && (!ascii || !text[inner].is_ascii());
        let alone = !ascii || i == 0 || self.is_blank(i - 1);
        let opens = match self.place {
            Place::Inner => false,
            _ => known || (title && alone && (self.next[i].is_some() || self.place == Place::Paragraph)),
        };
        if opens {
            self.heading(i, Key::Marked(Notation::Bracket(open), 0), 0)
        } else {
            Class::Text { starts: true }
        }
    }

    /// A line between or above lines of dashes.
    fn place_underlines(&self, classes: &mut [Class]) {
        if self.place != Place::Document {
            return;
        }
        for i in 1..classes.len() {
            if classes[i] != Class::Separator || !matches!(classes[i - 1], Class::Text { .. }) {
                continue;
            }
            let above = i < 2 || matches!(classes[i - 2], Class::Blank | Class::Separator);
            let text = self.text(i - 1);
            let framed = i >= 2 && classes[i - 2] == Class::Separator;
            if above && (framed || self.widths[i - 1] <= WIDEST_BARE) && !text.contains(['。', ':']) {
                let rule = self.text(i).chars().next().unwrap_or('-');
                classes[i - 1] = self.heading(i - 1, Key::Underlined(rule), 0);
            }
        }
    }

    /// Lines of their own without a marker, and labels.
    fn place_bare(&self, classes: &mut [Class]) {
        for i in 0..classes.len() {
            if !matches!(classes[i], Class::Text { starts: false }) {
                continue;
            }
            let after_text = i > 0 && matches!(classes[i - 1], Class::Text { .. } | Class::Item(_));
            let wrapped = after_text
                && wrap::joins(&self.lines[i - 1], self.widths[i - 1], &self.lines[i], self.context.wrap);
            if wrapped && self.place == Place::Document {
                continue;
            }
            if self.label(self.text(i)).is_some() {
                // Labels in an item or a cell belong to it: the writer nests them.
                if self.place != Place::Inner {
                    classes[i] = self.heading(i, Key::Label, 0);
                }
            } else if self.is_bare_heading(i, after_text) {
                classes[i] = self.heading(i, Key::Bare, 0);
            }
        }
    }

    fn is_bare_heading(&self, i: usize, after_text: bool) -> bool {
        let Some(next) = self.next[i] else { return false };
        if self.place == Place::Inner || self.widths[i] > WIDEST_BARE {
            return false;
        }
        let text = self.text(i).trim_end_matches(':');
        if !text.contains(':') && self.is_word(text) {
            return self.place == Place::Document || i == 0 || self.lines[i - 1].hard;
        }
        let plain = !text.contains(['。', '、', ',', ':', '!', '?', '@']) && !has_gap(self.raw(i));
        let below = match self.marks[next] {
            Some(mark) => matches!(mark.notation, Notation::Bullet(_) | Notation::Number(_)),
            None => self.lines[next].indent > self.lines[i].indent,
        };
        self.place == Place::Document && !after_text && plain && below && self.lines[i].indent < 20
    }

    /// The source text of a line.
    pub fn raw(&self, i: usize) -> &'a str {
        self.context.source.slice(self.lines[i].span)
    }
}

/// Whether two or more cells of white space stand inside a text: columns, not a phrase.
pub(super) fn has_gap(raw: &str) -> bool {
    raw.contains(['\u{3000}', '\t']) || raw.contains("  ")
}

/// A line of nothing but dashes, stars and the like.
fn is_separator(text: &str) -> bool {
    let rule = |c: char| {
        matches!(
            c,
            '-' | '='
                | '_'
                | '*'
                | '~'
                | '─'
                | '━'
                | '―'
                | '—'
                | '‐'
                | '–'
                | '+'
                | '#'
                | '・'
                | '.'
                | '■'
                | '□'
                | '◆'
                | '◇'
                | '☆'
                | '★'
                | '…'
                | '═'
                | '┄'
                | '┅'
                | '^'
                | '/'
        )
    };
    let mut marks = 0;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if !rule(c) {
            return false;
        }
        marks += 1;
    }
    marks >= 3
}

/// A heading's text without the decoration around it.
fn strip_decoration(text: &str) -> &str {
    let decoration = |c: char| {
        c.is_whitespace()
            || marker::is_glyph(c)
            || matches!(c, ':' | '=' | '-' | '─' | '━' | '*' | '#' | '~' | '―')
    };
    let text = text.trim_matches(decoration);
    match marker::bracketed(text) {
        Some((inner, rest)) if text[rest..].is_empty() => text[inner].trim(),
        _ => text,
    }
}

/// The range of a text's part without decoration; the part itself if nothing else is in it.
fn trimmed(text: &str, from: usize, to: usize) -> std::ops::Range<usize> {
    let part = &text[from..to];
    let bare = strip_decoration(part);
    if bare.is_empty() {
        return from..to;
    }
    let start = bare.as_ptr() as usize - text.as_ptr() as usize;
    start..start + bare.len()
}
