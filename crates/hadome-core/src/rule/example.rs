//! `[[example]]`: the texts by which a rule proves itself.

use std::ops::Range;

use crate::diagnostic::Text;
use crate::document::{Format, Role};
use crate::source::Span;
use crate::spec::{Reader, Str};

use super::kind::{Key, Shape};

const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// The names of formats in examples, in the order of [`FORMATS`].
const FORMAT_NAMES: &[&str] = &["markdown", "text", "html"];
const FORMATS: [Format; 3] = [Format::Markdown, Format::Text, Format::Html];

/// The keys of an `[[example]]` block.
pub(super) const KEYS: &[Key] = &[
    Key::new(
        "text",
        Shape::String,
        "The text. ⟦ ⟧ mark where the rule has to report; without marks it has to stay silent.",
    ),
    Key::new("format", Shape::OneOf(FORMAT_NAMES), "The format of the text. Default: markdown."),
    Key::new(
        "role",
        Shape::OneOf(&ROLE_NAMES),
        "The role of the section that the text is put in. Default: the first of `roles`.",
    ),
    Key::new("document", Shape::Boolean, "Whether the text is a whole report and is not put in a section."),
    Key::new("todo", Shape::Boolean, "A known gap: counted, and no failure while it lasts."),
];

/// The names of all roles.
pub const ROLE_NAMES: [&str; Role::ALL.len()] = {
    let mut names = [""; Role::ALL.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = Role::ALL[i].as_str();
        i += 1;
    }
    names
};

/// One example of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The text without marks.
    pub text: String,
    /// The marked ranges, in bytes of `text`, in order.
    pub marks: Vec<Range<usize>>,
    /// The format it is read as.
    pub format: Format,
    /// The role of the section it is put in, if it asks for one.
    pub role: Option<Role>,
    /// Whether it is a whole report.
    pub document: bool,
    /// Whether it is a known gap.
    pub todo: bool,
    /// The text as the rule file has it, with its place.
    raw: Str,
}

impl Example {
    /// The place of the whole text in the rule file.
    pub fn span(&self) -> Span {
        self.raw.span
    }

    /// The place in the rule file of a byte range of `text`.
    pub fn span_in_file(&self, range: Range<usize>) -> Span {
        self.raw.span_of(self.raw_offset(range.start, false)..self.raw_offset(range.end, true))
    }

    /// The text with marks around other ranges, for comparing in messages. Ranges must not overlap; those that do are left out.
    pub fn marked(&self, ranges: &[Range<usize>]) -> String {
        let mut marked = String::new();
        let mut at = 0;
        for range in ranges {
            let (Some(before), Some(inside)) = (self.text.get(at..range.start), self.text.get(range.clone()))
            else {
                continue;
            };
            marked.push_str(before);
            marked.extend([OPEN].into_iter().chain(inside.chars()).chain([CLOSE]));
            at = range.end;
        }
        marked.push_str(self.text.get(at..).unwrap_or(""));
        marked
    }

    /// The offset in the marked text of an offset in the text. Marks at that very place count as before it, unless it ends a
    /// range.
    fn raw_offset(&self, offset: usize, as_end: bool) -> usize {
        let before = |edge: usize| if as_end { edge < offset } else { edge <= offset };
        let marks = self.marks.iter().flat_map(|m| [m.start, m.end]).filter(|&e| before(e)).count();
        offset + marks * OPEN.len_utf8()
    }
}

/// Reads `[[example]]` blocks and reports unbalanced marks and a missing positive or negative example.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut complete = true;
    for mut block in reader.tables("example") {
        let example = read_one(&mut block);
        block.finish();
        complete &= example.is_some();
        examples.extend(example);
    }
    // Linting is given built-in rules without their examples.
    let cut = reader.source().is_embedded() && examples.is_empty();
    if complete && !cut {
        require_both(reader, &examples);
    }
    examples
}

fn read_one(block: &mut Reader<'_>) -> Option<Example> {
    let raw = block.require_string("text");
    let format = block.one_of("format", FORMAT_NAMES).map_or(Format::Markdown, |i| FORMATS[i]);
    let role = block.one_of("role", &ROLE_NAMES).map(|i| Role::ALL[i]);
    let document = block.boolean("document").unwrap_or(false);
    let todo = block.boolean("todo").unwrap_or(false);
    if document && role.is_some() {
        let message = Text::new(
            "`document = true` の例は節に入れないので、`role` は使われません",
            "an example with `document = true` is put in no section, so `role` has no use",
        );
        block.error(block.key_span("role").unwrap_or(block.span()), message, None);
    }
    let raw = raw?;
    let (text, marks) = strip(block, &raw)?;
    Some(Example { text, marks, format, role, document, todo, raw })
}

/// Takes the marks out of a text. `None` after a problem with them.
fn strip(block: &Reader<'_>, raw: &Str) -> Option<(String, Vec<Range<usize>>)> {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (at, c) in raw.text.char_indices() {
        match (c, open) {
            (OPEN, None) => open = Some((text.len(), at)),
            (CLOSE, Some((start, _))) => {
                marks.push(start..text.len());
                open = None;
            }
            (OPEN | CLOSE, _) => return stray_mark(block, raw, at),
            _ => text.push(c),
        }
    }
    match open {
        Some((_, at)) => stray_mark(block, raw, at),
        None => Some((text, marks)),
    }
}

fn stray_mark<T>(block: &Reader<'_>, raw: &Str, at: usize) -> Option<T> {
    let message = Text::new("⟦ と ⟧ が対になっていません", "⟦ and ⟧ do not pair up");
    block.error(raw.span_of(at..at + OPEN.len_utf8()), message, None);
    None
}

fn require_both(reader: &Reader<'_>, examples: &[Example]) {
    let solid = || examples.iter().filter(|e| !e.todo);
    let place = reader.key_span("example").or(reader.key_span("id")).unwrap_or(reader.span());
    if !solid().any(|e| !e.marks.is_empty()) {
        let message = Text::new("指摘すべき例がありません", "no example shows what the rule reports");
        let hint = Text::new(
            "`[[example]]` に ⟦ ⟧ で指摘箇所を示した例を書いてください",
            "add an `[[example]]` with the place to report between ⟦ and ⟧",
        );
        reader.error(place, message, Some(hint));
    }
    if !solid().any(|e| e.marks.is_empty()) {
        let message =
            Text::new("指摘してはならない例がありません", "no example shows what the rule must not report");
        let hint = Text::new(
            "`[[example]]` に、紛らわしいが正しい文を ⟦ ⟧ なしで書いてください",
            "add an `[[example]]` without marks: a tempting text that is right as it stands",
        );
        reader.error(place, message, Some(hint));
    }
}
