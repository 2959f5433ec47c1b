//! What a line begins with: bullets, numbers, glyphs, brackets, times.

use super::stamp;
use unicode_normalization::UnicodeNormalization;

/// The notation of a marker. Lines with the same one are siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// A character that is only ever a bullet: `・`, `-`, `*`.
    Bullet(char),
    /// A character that opens a section or an item: ■ ● ◆ ▼ ….
    Glyph(char),
    /// A note: ※.
    Note,
    /// → or ⇒: what follows from the line before. The arrow stays in the prose.
    Arrow,
    /// A number or letter in this shape.
    Number(Shape),
    /// 第1章, 第2節; by the counter.
    Chapter(char),
    /// Markdown's `#` in a plain text.
    Hash(u8),
    /// 【…】 and its kind, by the opening bracket.
    Bracket(char),
    /// A date or time, then a space. It stays in the prose.
    Stamp,
    /// A word with a number and a colon (なぜ1：, 対策2：). It stays in the prose.
    NumberedLabel,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `1.` `1．`
    Dot,
    /// `1)`
    Paren,
    /// `(1)`
    Parens,
    /// `[1]`
    Brackets,
    /// ① and other enclosed numbers
    Circled,
    /// `1、` `1:`
    Comma,
    /// `1　text`
    Space,
    /// `1.2`, `1-2`, by the number of parts
    Parts(u8),
    /// `a.` `a)` `(a)`, by what follows the letter
    Letter(char),
    /// `ア.` `ア)` `(ア)`, by what follows
    Kana(char),
    /// `一、` `(一)`, by what follows
    Kanji(char),
    /// `Ⅰ` `Ⅱ.`
    Roman,
}

/// A marker at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// What it looks like.
    pub notation: Notation,
    /// Bytes of the folded text before the text proper; 0 if the marker stays in the prose.
    pub len: usize,
    /// Its number, 1-based; 0 for marks without one.
    pub number: u32,
}

impl Mark {
    fn new(notation: Notation, len: usize) -> Self {
        Self { notation, len, number: 0 }
    }
}

/// Reads the marker of a line: `text` is its folded text, `raw` the source text of the same line.
pub(crate) fn read(text: &str, raw: &str) -> Option<Mark> {
    let mark = enclosed(text, raw)
        .or_else(|| bullet(text))
        .or_else(|| glyph(text))
        .or_else(|| chapter(text))
        .or_else(|| stamp::is_stamp(text).then_some(Mark::new(Notation::Stamp, 0)))
        .or_else(|| number(text, raw))
        .or_else(|| bracket(text))
        .or_else(|| numbered_label(text))?;
    let rest = text.get(mark.len..)?;
    Some(Mark { len: mark.len + rest.len() - rest.trim_start().len(), ..mark })
}

/// The opening and closing brackets that set off a heading, folded.
const BRACKETS: [(char, char); 8] =
    [('【', '】'), ('〔', '〕'), ('《', '》'), ('〈', '〉'), ('≪', '≫'), ('<', '>'), ('[', ']'), ('«', '»')];

/// The bytes inside the brackets that a text begins with, and where its rest begins.
pub(crate) fn bracketed(text: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let first = text.chars().next()?;
    let (_, close) = BRACKETS.iter().find(|(open, _)| *open == first)?;
    let end = text.find(*close)?;
    let start = first.len_utf8();
    (!text[start..end].trim().is_empty()).then_some((start..end, end + close.len_utf8()))
}

fn bracket(text: &str) -> Option<Mark> {
    bracketed(text).map(|_| Mark::new(Notation::Bracket(text.chars().next().unwrap_or('【')), 0))
}

/// ① ❶ ㊀ Ⅰ: characters that folding may turn into plain digits or letters, so the source has to tell.
fn enclosed(text: &str, raw: &str) -> Option<Mark> {
    let c = raw.chars().next()?;
    let (shape, number) = match c {
        '①'..='⑳' => (Shape::Circled, c as u32 - '①' as u32 + 1),
        '❶'..='❿' => (Shape::Circled, c as u32 - '❶' as u32 + 1),
        '➀'..='➉' => (Shape::Circled, c as u32 - '➀' as u32 + 1),
        '㉑'..='㉟' => (Shape::Circled, c as u32 - '㉑' as u32 + 21),
        '㋐'..='㋾' => (Shape::Kana('○'), c as u32 - '㋐' as u32 + 1),
        'Ⅰ'..='Ⅻ' => (Shape::Roman, c as u32 - 'Ⅰ' as u32 + 1),
        _ => return None,
    };
    let folded: String = std::iter::once(c).nfkc().collect();
    let rest = text.strip_prefix(folded.as_str())?;
    let stop = rest.strip_prefix(['.', '、', ')', ':']).unwrap_or(rest);
    if shape == Shape::Roman && stop.len() == rest.len() && !rest.starts_with(' ') {
        return None;
    }
    Some(Mark { notation: Notation::Number(shape), len: text.len() - stop.len(), number })
}

fn bullet(text: &str) -> Option<Mark> {
    let c = text.chars().next()?;
    let len = c.len_utf8();
    let rest = &text[len..];
    let spaced = rest.starts_with([' ', '\t']);
    let notation = match c {
        '・' | '•' | '‣' | '◦' | '▪' | '▫' | '∙' | '·' | '\u{f0b7}' | '\u{f06c}' | '\u{f0a7}' | '✓' | '✔' => {
            Notation::Bullet(c)
        }
        '-' | '*' | '+' | '–' | '−' if spaced || (c != '+' && begins_wide(rest)) => Notation::Bullet(c),
        '※' => Notation::Note,
        '→' | '⇒' | '➡' | '↓' | '←' | '⇨' | '↳' => return Some(Mark::new(Notation::Arrow, 0)),
        '#' => return hash(text),
        _ => return None,
    };
    (!rest.trim().is_empty() && !rest.starts_with(c)).then_some(Mark::new(notation, len))
}

fn begins_wide(text: &str) -> bool {
    text.chars().next().is_some_and(|c| super::super::prose::is_wide(c) && !matches!(c, '、' | '。'))
}

fn hash(text: &str) -> Option<Mark> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    (level <= 6 && rest.starts_with(' ') && !rest.trim().is_empty())
        .then_some(Mark::new(Notation::Hash(level as u8), level))
}

/// Whether a character may open a section in plain text.
pub(crate) fn is_glyph(c: char) -> bool {
    matches!(
        c,
        '■' | '□'
            | '●'
            | '○'
            | '◎'
            | '◯'
            | '◆'
            | '◇'
            | '▼'
            | '▽'
            | '▲'
            | '△'
            | '▶'
            | '▷'
            | '►'
            | '★'
            | '☆'
            | '◉'
            | '☐'
            | '☑'
            | '✅'
            | '☒'
    )
}

/// Glyphs that are bullets as often as not.
pub(crate) fn is_soft_glyph(c: char) -> bool {
    !matches!(c, '■' | '◆' | '◇' | '▼' | '▽' | '▶')
}

fn glyph(text: &str) -> Option<Mark> {
    let c = text.chars().next().filter(|&c| is_glyph(c))?;
    let rest = text.trim_start_matches(is_glyph);
    // ○○システム is a name left blank, not a bullet.
    let blanked = matches!(c, '○' | '●' | '◯' | '△' | '□' | '▲') && text.len() - rest.len() > c.len_utf8();
    (!rest.trim().is_empty() && !blanked).then_some(Mark::new(Notation::Glyph(c), text.len() - rest.len()))
}

fn chapter(text: &str) -> Option<Mark> {
    let rest = text.strip_prefix('第')?.trim_start();
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_kanji_digit(c));
    if digits.len() == rest.len() {
        return None;
    }
    let counter = digits.chars().next().filter(|c| "章節項部編条".contains(*c))?;
    let after = &digits[counter.len_utf8()..];
    let spaced = after.is_empty() || after.starts_with([' ', ':', '.', '、', '(']);
    spaced.then_some(Mark::new(Notation::Chapter(counter), 0))
}

fn is_kanji_digit(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

fn number(text: &str, raw: &str) -> Option<Mark> {
    let (inner, wrapped) = match text.strip_prefix('(').or_else(|| text.strip_prefix('[')) {
        Some(inner) => (inner, text.chars().next()),
        None => (text, None),
    };
    let (number, size, class) = value(inner)?;
    let rest = &inner[size..];
    let before = text.len() - inner.len();
    let mark =
        |shape, len| Some(Mark { notation: Notation::Number(shape), len: before + size + len, number });
    if let Some(open) = wrapped {
        let close = if open == '(' { ')' } else { ']' };
        return rest.strip_prefix(close).and_then(|_| match class {
            Class::Digit if open == '[' => mark(Shape::Brackets, 1),
            Class::Digit => mark(Shape::Parens, 1),
            Class::Letter => mark(Shape::Letter(open), 1),
            Class::Kana => mark(Shape::Kana(open), 1),
            Class::Kanji => mark(Shape::Kanji(open), 1),
        });
    }
    let stop = rest.chars().next()?;
    let after = &rest[stop.len_utf8()..];
    let shape = |shape: fn(char) -> Shape| mark(shape(stop), stop.len_utf8());
    match (class, stop) {
        (_, '.' | '、' | ')' | ':') if after.trim().is_empty() => None,
        (Class::Digit, '.' | '-') if after.starts_with(|c: char| c.is_ascii_digit()) => parts(text),
        (Class::Digit, '.') => mark(Shape::Dot, 1),
        (Class::Digit, ')') => mark(Shape::Paren, 1),
        (Class::Digit, '、') => mark(Shape::Comma, stop.len_utf8()),
        (Class::Digit, ':') if !after.starts_with(|c: char| c.is_ascii_digit()) => mark(Shape::Comma, 1),
        (Class::Digit, ' ') if number < 100 && is_spaced_wide(raw) => mark(Shape::Space, 1),
        (Class::Letter, '.') if after.starts_with(' ') || begins_wide(after) => shape(Shape::Letter),
        (Class::Letter, ')') => shape(Shape::Letter),
        (Class::Kana, '.' | ')' | '、') => shape(Shape::Kana),
        (Class::Kanji, '.' | ')' | '、') => shape(Shape::Kanji),
        _ => None,
    }
}

/// Whether a full-width space or a tab follows the digits that a line begins with.
fn is_spaced_wide(raw: &str) -> bool {
    raw.chars().find(|c| !c.is_numeric()).is_some_and(|c| matches!(c, '\u{3000}' | '\t'))
}

/// What a number is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Kana,
    Kanji,
}

/// The number that a text begins with, and its length in bytes.
fn value(text: &str) -> Option<(u32, usize, Class)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) {
        return Some((text[..digits].parse().ok()?, digits, Class::Digit));
    }
    let c = text.chars().next()?;
    let len = c.len_utf8();
    if c.is_ascii_alphabetic() {
        return Some((u32::from(c.to_ascii_lowercase() as u8 - b'a') + 1, len, Class::Letter));
    }
    if let Some(i) = "アイウエオカキクケコサシスセソ".chars().position(|k| k == c) {
        return Some((i as u32 + 1, len, Class::Kana));
    }
    let i = "一二三四五六七八九十".chars().position(|k| k == c)?;
    Some((i as u32 + 1, len, Class::Kanji))
}

/// `1.2`, `1-2`, `1.2.3.`: told from a decimal number by the space or stop after it.
fn parts(text: &str) -> Option<Mark> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(text.len());
    let head = &text[..end];
    let stopped = head.ends_with('.');
    let parts: Vec<&str> = head.trim_end_matches('.').split(['.', '-']).collect();
    let short = parts.iter().all(|p| (1..=2).contains(&p.len()));
    if !short
        || parts.len() > 5
        || !(stopped || text[end..].starts_with(' '))
        || text[end..].trim().is_empty()
    {
        return None;
    }
    let number = parts.last()?.parse().ok()?;
    Some(Mark { notation: Notation::Number(Shape::Parts(parts.len() as u8)), len: end, number })
}

/// A short word, a number and a colon.
fn numbered_label(text: &str) -> Option<Mark> {
    let (word, _) = text.char_indices().take(11).find(|(_, c)| !c.is_alphabetic())?;
    if word == 0 {
        return None;
    }
    let rest = text[word..].strip_prefix(['-', ' ', '#']).unwrap_or(&text[word..]);
    let (number, rest) = stamp::digits(rest, 2)?;
    let after = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix(':')?;
    (!after.trim().is_empty()).then_some(Mark { notation: Notation::NumberedLabel, len: 0, number })
}
