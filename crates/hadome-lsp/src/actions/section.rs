//! A section that is missing: a heading like the others, where the order of a report suggests it.

use hadome_core::diagnostic::Lang;
use hadome_core::document::{Block, BlockKind, Document, Format, HeadingNotation, Role, RoleSet, Section};
use hadome_core::source::{Source, Span};

use super::change::{Change, line_end};

/// The changes that add a section, and count the numbers of the headings behind it on; `None` where a section of this role is there or
/// where no heading shows how one is written.
pub fn changes(source: &Source, document: &Document, role: Role) -> Option<Vec<Change>> {
    let there = document.sections.iter().any(|s| s.own_roles.contains(role));
    let all: Vec<Heading<'_>> =
        document.sections.iter().filter_map(|s| Heading::of(source, document, s)).collect();
    let level = all.iter().filter(|h| !h.section.own_roles.is_empty()).map(|h| h.section.level).min()?;
    let peers: Vec<&Heading<'_>> = all.iter().filter(|h| h.section.level == level).collect();
    let rank = |h: &Heading<'_>| ranks(document, h.section);
    let before = peers.iter().rposition(|h| rank(h).0.is_some_and(|first| first < role));
    let behind = peers.iter().position(|h| rank(h).0.is_some_and(|first| first > role));
    let (model, next) = match before.or(behind).filter(|_| !there)? {
        at if before.is_some() => (peers[at], next_heading(&all, peers[at])),
        at => (peers[at], Some(peers[at])),
    };
    let number = model.number().map(|n| if before.is_some() { n.on() } else { n });
    let mut changes = vec![insertion(source, document, model, next, role, number.as_ref())];
    if number.is_some() {
        changes.extend(renumbered(&all, model, next.map(|h| h.block.span.start)));
    }
    Some(changes)
}

/// The first and the last role of a section and those inside it, in the order that a report has them.
fn ranks(document: &Document, section: &Section) -> (Option<Role>, Option<Role>) {
    let inside = document.sections.iter().filter(|s| section.span.contains(s.span));
    let roles = inside.map(|s| s.own_roles).fold(RoleSet::EMPTY, RoleSet::union);
    (roles.iter().next(), roles.iter().last())
}

/// The next heading that is not inside a section.
fn next_heading<'h, 's>(all: &'h [Heading<'s>], section: &Heading<'s>) -> Option<&'h Heading<'s>> {
    all.iter()
        .find(|h| h.block.span.start > section.block.span.start && h.section.level <= section.section.level)
}

/// A heading as it is written: `prefix`, then its words, then `suffix`.
struct Heading<'s> {
    section: &'s Section,
    block: &'s Block,
    notation: HeadingNotation,
    prefix: &'s str,
    suffix: &'s str,
}

impl<'s> Heading<'s> {
    fn of(source: &'s Source, document: &'s Document, section: &'s Section) -> Option<Self> {
        let block = document.block(section.heading?);
        let BlockKind::Heading { notation, .. } = block.kind else { return None };
        let text = block.prose.text();
        let words = text.len() - without_number(text).len();
        let span = block.prose.source_span(words..text.len());
        let (start, end) = (block.span.start.min(span.start), block.span.end.max(span.end));
        let prefix = source.slice(Span::new(start, span.start));
        let suffix = source.slice(Span::new(span.end, end)).trim_end_matches(['\n', '\r']);
        Some(Self { section, block, notation, prefix, suffix })
    }

    fn number(&self) -> Option<Number<'s>> {
        Number::in_prefix(self.prefix)
    }

    /// The line of a heading like this one.
    fn line(&self, format: Format, title: &str, number: Option<&Number<'_>>) -> String {
        let prefix = match number {
            Some(number) => number.written(),
            None => self.prefix.to_owned(),
        };
        if format == Format::Html {
            // Attributes such as an id belong to the one that has them.
            let end = prefix.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(prefix.len());
            let rest = prefix.find('>').map_or("", |at| &prefix[at..]);
            return format!("{}{rest}{title}{}", &prefix[..end], self.suffix);
        }
        format!("{prefix}{title}{}", self.suffix)
    }
}

fn insertion(
    source: &Source,
    document: &Document,
    model: &Heading<'_>,
    next: Option<&Heading<'_>>,
    role: Role,
    number: Option<&Number<'_>>,
) -> Change {
    let (eol, title) = (line_end(source), role.title(Lang::Ja));
    let heading = model.line(document.format, title, number);
    let body = format!("（{title}を書く）");
    let section = match (document.format, model.notation) {
        (_, HeadingNotation::Label) => format!("{heading}{body}{eol}"),
        (Format::Html, _) => format!("{heading}{eol}<p>{body}</p>{eol}"),
        // In plain text a blank line under a heading is a matter of taste: the model's own.
        (Format::Text, _) if !is_airy(source, model) => format!("{heading}{eol}{body}{eol}"),
        _ => format!("{heading}{eol}{eol}{body}{eol}"),
    };
    let text = source.text();
    let change = match next {
        Some(next) => {
            let gap = if document.format == Format::Html { "" } else { eol };
            Change::insert(next.block.span.start, format!("{section}{gap}"))
        }
        None => {
            let at = end_of(text, document.format);
            let open = if text[..at].ends_with(['\n', '\r']) || at == 0 { "" } else { eol };
            let gap = if document.format == Format::Html { "" } else { eol };
            Change::insert(at, format!("{open}{gap}{section}"))
        }
    };
    change.selecting(&body)
}

/// Whether a blank line follows a heading.
fn is_airy(source: &Source, heading: &Heading<'_>) -> bool {
    let lines = source.lines();
    let below = lines.content_of(source.text(), lines.line_of(heading.block.span.end.max(1) - 1) + 1);
    source.slice(below).trim().is_empty()
}

/// Where the content of a document ends.
fn end_of(text: &str, format: Format) -> usize {
    let lower = text.to_ascii_lowercase();
    let closing = ["</main", "</article", "</body", "</html"].iter().find_map(|tag| lower.rfind(tag));
    closing.filter(|_| format == Format::Html).unwrap_or(text.len())
}

/// The headings from `from` on whose numbers count on: those beside the model, and those inside these that begin with their number.
fn renumbered(all: &[Heading<'_>], model: &Heading<'_>, from: Option<usize>) -> Vec<Change> {
    let Some((from, depth)) = from.zip(model.number().map(|n| n.depth())) else { return Vec::new() };
    let behind = all.iter().filter(|h| h.block.span.start >= from);
    // Another chapter counts anew.
    let same = behind.take_while(|h| h.section.level >= model.section.level);
    same.filter_map(|h| {
        let number = h.number()?.component(depth)?;
        let inside = h.section.level == model.section.level || number.is_chained();
        let start = h.block.span.start + number.start;
        inside.then(|| Change {
            span: Span::new(start, start + number.digits.len()),
            text: number.on().digits,
            select: None,
        })
    })
    .collect()
}

/// A number in what stands before the words of a heading.
#[derive(Clone)]
struct Number<'s> {
    prefix: &'s str,
    /// Where the counted part begins, and how it is written.
    start: usize,
    width: usize,
    digits: String,
}

impl<'s> Number<'s> {
    /// The last number of a prefix, tags not counted: the 2 of `## 1.2 `.
    fn in_prefix(prefix: &'s str) -> Option<Self> {
        Self::all(prefix).pop()
    }

    fn all(prefix: &'s str) -> Vec<Self> {
        let tags = prefix.rfind('>').map_or(0, |at| at + 1);
        let mut numbers: Vec<Self> = Vec::new();
        let mut last = None;
        for (at, c) in prefix.char_indices().filter(|&(at, c)| at >= tags && value(c).is_some()) {
            match numbers.last_mut().filter(|_| last == Some(at)) {
                Some(number) => {
                    number.digits.push(c);
                    number.width += c.len_utf8();
                }
                None => numbers.push(Self { prefix, start: at, width: c.len_utf8(), digits: c.to_string() }),
            }
            last = Some(at + c.len_utf8());
        }
        numbers
    }

    /// How many numbers stand before it: 1 for the 2 of `1.2`.
    fn depth(&self) -> usize {
        Self::all(self.prefix).iter().position(|n| n.start == self.start).unwrap_or(0)
    }

    /// The number at a depth of the same prefix.
    fn component(&self, depth: usize) -> Option<Self> {
        Self::all(self.prefix).into_iter().nth(depth)
    }

    /// Whether another number follows it: the 1 of `1.2`.
    fn is_chained(&self) -> bool {
        Self::all(self.prefix).len() > self.depth() + 1
    }

    /// The next number, written in the same digits.
    fn on(&self) -> Self {
        Self { digits: next_number(&self.digits), ..self.clone() }
    }

    /// The prefix with this number in it.
    fn written(&self) -> String {
        [&self.prefix[..self.start], &self.digits, &self.prefix[self.start + self.width..]].concat()
    }
}

/// The digits that headings are counted in, each row from zero or, where there is no zero, from one.
const DIGITS: [&str; 5] =
    ["0123456789", "０１２３４５６７８９", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "一二三四五六七八九十", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"];

/// The row of a digit and its place in it.
fn value(c: char) -> Option<(usize, usize)> {
    DIGITS.iter().enumerate().find_map(|(row, digits)| Some((row, digits.chars().position(|d| d == c)?)))
}

fn next_number(digits: &str) -> String {
    let values: Vec<(usize, usize)> = digits.chars().filter_map(value).collect();
    let row = values.first().map_or(0, |v| v.0);
    let digit = |n: usize| DIGITS[row].chars().nth(n);
    if row < 2 {
        let number = values.iter().fold(0usize, |n, v| n.saturating_mul(10).saturating_add(v.1));
        let written = number.saturating_add(1).to_string();
        return written.chars().filter_map(|c| digit(value(c)?.1)).collect();
    }
    let next = values.last().and_then(|v| digit(v.1 + 1));
    next.map_or_else(|| digits.to_owned(), String::from)
}

/// The words of a heading without the number that they begin with. The text of Markdown and HTML headings holds it.
fn without_number(text: &str) -> &str {
    let start = text.strip_prefix('第').unwrap_or(text);
    let mut rest = start.trim_start_matches(|c: char| value(c).is_some() || c == '.' || c == '-');
    let numbered = rest.len() < start.len();
    if !numbered {
        return text;
    }
    rest = rest.trim_start_matches(['章', '節', '項']);
    let words = rest.trim_start_matches(|c: char| c.is_whitespace() || ".)）:：、．".contains(c));
    // 「一次対応」 begins with a digit and has no number.
    if words.len() == rest.len() && rest.len() == start.trim_start_matches(|c: char| value(c).is_some()).len()
    {
        text
    } else {
        words
    }
}
