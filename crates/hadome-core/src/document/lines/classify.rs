//! What each line is: heading, item, pair of a key–value table, or text.

use super::super::label;
use super::decoration::{is_separator, strip_decoration, trimmed};
use super::levels::Key;
use super::marker::{self, Mark, Notation, Shape};
use super::{Line, LineContext, Place, wrap};

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
    pub marks: Vec<Option<Mark>>,
    /// The next line that is not blank, for each line.
    pub next: Vec<Option<usize>>,
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
    pub(super) fn is_blank(&self, i: usize) -> bool {
        self.lines.get(i).is_none_or(|l| l.prose.is_empty())
    }

    pub(super) fn is_full(&self, i: usize) -> bool {
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
        let colon = label::colon(text, label::LONGEST)?;
        let rest = text[colon + 1..].trim_start();
        let known = !rest.is_empty() && !rest.starts_with("//") && self.is_word(&text[..colon]);
        known.then_some((colon, text.len() - rest.len()))
    }

    pub(super) fn is_sentence(&self, i: usize) -> bool {
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
    pub(super) fn heading(&self, i: usize, key: Key, from: usize) -> Class {
        let text = self.text(i);
        let body = &text[from..];
        if let Some((end, rest)) = self.label(body) {
            return Class::Heading { key, text: trimmed(text, from, from + end), rest: Some(from + rest) };
        }
        let marked = matches!(key, Key::Marked(Notation::Number(_) | Notation::Glyph(_), _));
        if marked && let Some((end, rest)) = self.split(i, from) {
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

    /// A numbered line that is a key and its value (`１．発生日時　　9月2日`): the end of the key and the start of the value, from
    /// byte `from` on.
    pub(super) fn split(&self, i: usize, from: usize) -> Option<(usize, usize)> {
        let line = &self.lines[i];
        let text = &self.text(i)[from..];
        let start = line.prose.source_span(from..from + text.len()).start;
        let raw = match self.place {
            Place::Document => self.context.source.slice(crate::source::Span::new(start, line.span.end)),
            _ => "",
        };
        let pair = super::pairs::split(text, raw, line.indent)?;
        (pair.value < text.len()).then_some((pair.key.end, pair.value))
    }

    /// Whether the text after a line's marker is, or is labelled with, a known heading.
    pub(super) fn names_section(&self, i: usize, from: usize) -> bool {
        let body = &self.text(i)[from..];
        let bracket = || marker::bracketed(body).is_some_and(|(inner, _)| self.is_word(&body[inner]));
        let short = body.chars().count() <= LONGEST_KNOWN;
        let pair = || self.split(i, from).is_some_and(|(end, _)| self.is_word(&body[..end]));
        (short && self.is_word(body)) || self.label(body).is_some() || bracket() || pair()
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

    /// The source text of a line.
    pub fn raw(&self, i: usize) -> &'a str {
        self.context.source.slice(self.lines[i].span)
    }
}
