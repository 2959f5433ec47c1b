//! The words of a heading without its number, marks, brackets and remarks.

/// A heading taken apart for [`RoleTable::classify`](super::RoleTable::classify). All texts are lower-case and trimmed.
#[derive(Debug, Default)]
pub(super) struct HeadingText {
    /// The readings of the heading, the most telling first: before the colon, after it, inside a trailing remark.
    pub readings: Vec<String>,
    /// The whole heading without number and remark.
    pub whole: String,
}

/// How many characters of a heading are looked at. Longer ones are sentences, and the cost stays bounded.
const LONGEST: usize = 120;

impl HeadingText {
    /// Takes a folded heading apart.
    pub fn new(folded: &str) -> Self {
        let text: String = folded.chars().take(LONGEST).collect::<String>().to_lowercase();
        let text = unwrap(strip_number(&text));
        let (body, remark) = split_remark(text);
        let whole = trim(strip_number(body)).to_owned();
        let mut readings: Vec<String> = Vec::new();
        match split_at_colon(&whole) {
            Some((left, right)) => {
                readings.push(trim(left).to_owned());
                readings.push(trim(strip_number(right)).to_owned());
            }
            None => readings.push(whole.clone()),
        }
        if let Some(remark) = remark {
            readings.push(trim(remark).to_owned());
        }
        readings.retain(|r| !r.is_empty());
        Self { readings, whole }
    }
}

/// The parts of a reading that are joined by marks (原因・対策) or by one of the words `joints` (原因と対策).
pub(super) fn parts<'t>(reading: &'t str, joints: &[String]) -> Vec<&'t str> {
    let mut parts = vec![reading];
    for separator in ["・", "、", ",", "/", "&", "+", "→", "|", ";", "·"] {
        parts = parts.into_iter().flat_map(|p| p.split(separator)).collect();
    }
    for word in joints {
        parts = parts.into_iter().flat_map(|p| split_at_word(p, word)).collect();
    }
    parts.into_iter().map(|p| trim(strip_number(p))).filter(|p| !p.is_empty()).collect()
}

/// Without white space, marks and emoji at both ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '「' | '」'))
}

/// Without a counter at the end: 原因1, 対策案A, 原因①.
pub(super) fn strip_counter(part: &str) -> &str {
    let bare = part.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '#' | ' '));
    if bare.len() < part.len() {
        return bare;
    }
    match part.char_indices().next_back() {
        Some((at, c))
            if c.is_ascii_alphabetic() && part[..at].chars().next_back().is_some_and(is_japanese) =>
        {
            &part[..at]
        }
        _ => part,
    }
}

/// Whether a character is kana or an ideograph.
pub(super) fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '々' | '〆')
}

fn split_at_word<'t>(part: &'t str, word: &str) -> Vec<&'t str> {
    let pieces: Vec<&str> = part.split(word).collect();
    // A joint inside a word joins nothing: both sides need a word of their own.
    let whole = pieces.iter().any(|p| p.chars().filter(|c| c.is_alphanumeric()).count() < 2);
    if whole { vec![part] } else { pieces }
}

/// Without numbers and marks at the start: `1.`, `4.1`, `(2)`, `第3章`, `A.`, ■, emoji.
fn strip_number(text: &str) -> &str {
    let mut rest = text.trim();
    for _ in 0..4 {
        let before = rest.len();
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_opening(c));
        rest = strip_chapter(rest);
        rest = strip_bracketed_number(rest);
        rest = strip_plain_number(rest);
        if rest.len() == before {
            break;
        }
    }
    rest
}

fn strip_plain_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < text.len() {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | ')'));
        // 「5 whys」 and 「4m4e」 are words.
        let next = rest.trim_start().chars().next();
        return if next.is_some_and(|c| c.is_ascii_alphanumeric()) && !rest.starts_with(' ') {
            text
        } else {
            rest
        };
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(a), Some('.' | ')')) if a.is_alphanumeric() => chars.as_str(),
        _ => text,
    }
}

fn strip_bracketed_number(text: &str) -> &str {
    let Some(inner) = text.strip_prefix(['(', '[', '〔']) else { return text };
    match inner.split_once([')', ']', '〕']) {
        Some((number, rest)) if !rest.is_empty() && number.chars().count() <= 3 => rest,
        _ => text,
    }
}

fn strip_chapter(text: &str) -> &str {
    let Some(rest) = text.strip_prefix('第') else { return text };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if after.len() == rest.len() {
        return text;
    }
    after.strip_prefix(['章', '節', '項', '部', '編']).unwrap_or(text)
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '「' | '『' | '【' | '〔' | '《' | '〈' | '<')
}

/// Takes brackets off that stand around the whole heading, and a bracketed word before it: 【原因】, 【重要】再発防止策.
fn unwrap(text: &str) -> &str {
    const PAIRS: [(char, char); 6] =
        [('【', '】'), ('[', ']'), ('〔', '〕'), ('《', '》'), ('〈', '〉'), ('<', '>')];
    let text = text.trim();
    for (open, close) in PAIRS {
        if let Some(inner) = text.strip_prefix(open)
            && let Some(at) = inner.find(close)
        {
            let after = trim(&inner[at + close.len_utf8()..]);
            return if after.is_empty() { strip_number(&inner[..at]) } else { after };
        }
    }
    text
}

/// Splits a trailing remark in parentheses off.
fn split_remark(text: &str) -> (&str, Option<&str>) {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '。' | '?' | '!'));
    if let Some(inner) = text.strip_suffix(')')
        && let Some(at) = inner.rfind('(')
        && !trim(&inner[..at]).is_empty()
    {
        return (&text[..at], Some(&inner[at + 1..]));
    }
    (text, None)
}

fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    [":", " - ", " — ", " – ", " ― ", "——", "│"]
        .into_iter()
        .filter_map(|s| text.split_once(s).map(|(l, r)| (l.len(), l, r)))
        .min_by_key(|&(at, ..)| at)
        .map(|(_, left, right)| (left, right))
        .filter(|(left, right)| !trim(left).is_empty() && !trim(right).is_empty())
}
