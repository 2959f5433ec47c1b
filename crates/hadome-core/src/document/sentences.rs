//! Where sentences end.

use std::cell::LazyCell;
use std::ops::Range;

use super::prose::{is_letter, is_wide};

/// The longest sentence in bytes. Nobody writes a longer one, but a text without a full stop must not make what reads sentences
/// as a whole slow.
const LONGEST: usize = 4_000;

/// What is never divided.
const PAIRS: [(char, char); 7] =
    [('「', '」'), ('『', '』'), ('(', ')'), ('【', '】'), ('〈', '〉'), ('《', '》'), ('“', '”')];

/// Gives out the sentences of a folded text as byte ranges, white space trimmed, without those that hold no letter or digit.
///
/// A sentence ends at 。, at ! and ?, at a hard line break, and at a full stop before a new sentence. Nothing inside brackets
/// that are closed on the same line ends one.
pub(crate) fn split(text: &str, mut give: impl FnMut(Range<usize>)) {
    let (mut start, mut last, mut opened) = (0, None, false);
    let brackets = LazyCell::new(|| Brackets::new(text));
    for (at, c) in signs(text) {
        if at < start {
            // It belongs to the sentence that has ended.
            continue;
        }
        opened |= PAIRS.iter().any(|&(open, _)| open == c);
        let end = at + c.len_utf8();
        let before = || if at == start { last } else { text[..at].chars().next_back() };
        let ends = match c {
            '\n' => true,
            ')' if opened && before() == Some('。') => {
                brackets.closes(end, start + leading_space(&text[start..]))
            }
            _ => ends_sentence(text, at, c, before) && !(opened && brackets.is_inside(at)),
        };
        if ends {
            // 「本当か?!」 and a bracket that closes nothing belong to the sentence they follow.
            let trailing = |rest: &str| rest.len() - rest.trim_start_matches(is_trailing).len();
            let end = if c == '\n' { end } else { end + trailing(&text[end..]) };
            push(text, start..end, &mut give);
            (start, last) = (end, Some(c));
        }
    }
    push(text, start..text.len(), &mut give);
}

/// The characters of a text that may end a sentence or hold one together, and where they stand.
fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    let mut next = 0;
    std::iter::from_fn(move || {
        while let Some(&first) = bytes.get(next) {
            let (at, (length, may)) = (next, FIRST[usize::from(first)]);
            next += usize::from(length);
            if may
                && (length == 1 || SECOND.contains(&bytes[at + 1]))
                && let Some(c) = text[at..].chars().next().filter(|&c| is_sign(c))
            {
                return Some((at, c));
            }
        }
        None
    })
}

/// By the first byte of a character: its length, and whether it may be a sign. All text goes through here, and most of it is none.
static FIRST: [(u8, bool); 256] = {
    let mut table = [(1, false); 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = match byte as u8 {
            b'\n' | b'!' | b'?' | b'.' | b'(' | b')' => (1, true),
            0x00..=0x7f => (1, false),
            0x80..=0xdf => (2, false),
            // Quotes, CJK punctuation, half-width forms.
            0xe2 | 0xe3 | 0xef => (3, true),
            0xe0..=0xee => (3, false),
            0xf0..=0xff => (4, false),
        };
        byte += 1;
    }
    table
};

/// The second bytes of the signs beyond ASCII.
const SECOND: [u8; 2] = [0x80, 0xbd];

fn is_sign(c: char) -> bool {
    matches!(c, '\n' | '。' | '｡' | '!' | '?' | '.')
        || PAIRS.iter().any(|&(open, close)| open == c || close == c)
}

/// Gives out a sentence, in pieces if it is too long.
fn push(text: &str, mut range: Range<usize>, give: &mut impl FnMut(Range<usize>)) {
    while range.len() > LONGEST {
        let mut limit = range.start + LONGEST;
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let piece = &text[range.start..limit];
        let end = piece
            .rfind(['、', ',', ' '])
            .map_or(limit, |at| range.start + at + piece[at..].chars().next().map_or(1, char::len_utf8));
        push_piece(text, range.start..end, give);
        range.start = end;
    }
    push_piece(text, range, give);
}

fn push_piece(text: &str, range: Range<usize>, give: &mut impl FnMut(Range<usize>)) {
    let slice = &text[range.clone()];
    if !slice.contains(is_letter) {
        return;
    }
    let start = range.start + slice.len() - slice.trim_start().len();
    give(start..range.start + slice.trim_end().len());
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Whether the sign at byte `at` ends a sentence, brackets aside. `before` gives the character before it.
fn ends_sentence(text: &str, at: usize, c: char, before: impl Fn() -> Option<char>) -> bool {
    let next = || text[at + c.len_utf8()..].chars().next();
    let wide = |c: Option<char>| c.is_some_and(is_wide);
    let free = |c: Option<char>| c.is_none_or(|n| n.is_whitespace() || is_trailing(n));
    match c {
        '。' | '｡' => true,
        // 「Yahoo!ニュース」 and `a != b` go on.
        '!' | '?' => free(next()) || (wide(before()) && wide(next())),
        // The full stop of Japanese written with ，．, which folding made ASCII.
        '.' if wide(before()) => free(next()) || wide(next()),
        '.' => is_full_stop(text, at),
        _ => false,
    }
}

/// An ASCII full stop before a capital letter or a Japanese character, not after an abbreviation or a number.
fn is_full_stop(text: &str, at: usize) -> bool {
    let rest = &text[at + 1..];
    let next = rest.trim_start();
    if next.len() == rest.len() || !next.starts_with(|c: char| c.is_ascii_uppercase() || is_wide(c)) {
        return false;
    }
    let word_start = text[..at]
        .rfind(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let word = &text[word_start..at];
    let short = word.len() <= 3 && word.starts_with(|c: char| c.is_ascii_uppercase());
    let last = text[..at].chars().next_back();
    !short
        && !word.contains('.')
        && last.is_some_and(|c| c.is_ascii_lowercase() || matches!(c, ')' | '"' | '`'))
}

fn is_trailing(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '」' | '』' | ')' | '】' | '"' | '”' | '\'')
}

/// Which places lie inside brackets that are closed before the line ends.
struct Brackets {
    /// Byte ranges from an outermost opening bracket to its closing one.
    spans: Vec<Range<usize>>,
}

impl Brackets {
    fn new(text: &str) -> Self {
        let mut open: Vec<(char, usize)> = Vec::new();
        let mut spans: Vec<Range<usize>> = Vec::new();
        for (at, c) in signs(text) {
            if c == '\n' {
                open.clear();
            } else if let Some(&(_, close)) = PAIRS.iter().find(|(o, _)| *o == c) {
                open.push((close, at));
            } else if let Some(i) = open.iter().rev().take(8).position(|&(close, _)| close == c) {
                let (_, start) = open[open.len() - 1 - i];
                open.truncate(open.len() - 1 - i);
                while spans.last().is_some_and(|s| s.start > start) {
                    spans.pop();
                }
                spans.push(start..at + c.len_utf8());
            }
        }
        Self { spans }
    }

    fn is_inside(&self, at: usize) -> bool {
        let i = self.spans.partition_point(|s| s.end <= at);
        self.spans.get(i).is_some_and(|s| s.start < at)
    }

    /// Whether brackets stand around exactly these bytes.
    fn closes(&self, end: usize, start: usize) -> bool {
        let i = self.spans.partition_point(|s| s.end < end);
        self.spans.get(i).is_some_and(|s| s.start == start && s.end == end)
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    /// Sentence ends are marked by `|` in `expected`.
    fn check(expected: &str) {
        let text = expected.replace('|', "");
        let mut got: Vec<&str> = Vec::new();
        split(&text, |range| got.push(&text[range]));
        let expected: Vec<&str> = expected.split('|').map(str::trim).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn japanese_sentences_end_at_marks() {
        check("監視が遅れた。|手順がなかった。");
        check("本当に防げるのか?!|防げない。");
        check("停止した.|その後,復旧した.");
        check("文末の記号がない");
        check("一行目\n|二行目");
    }

    #[test]
    fn brackets_hold_a_sentence_together() {
        check("「確認した。問題ない。」と答えた。|以上。");
        check("復旧した(原因は調査中。続報を待つ。)。|以上。");
        check("開いたまま「の括弧は。|次を飲み込まない。");
        check("(全文が括弧に入る。)|次の文。");
    }

    #[test]
    fn numbers_names_and_urls_do_not_end_one() {
        check("v1.2.3 から 2.0 へ上げた。");
        check("Yahoo!ニュースに載った。");
        check("https://example.com/?q=1 を見よ。");
        check("node.js の設定 (a != b) を直した。");
    }

    #[test]
    fn english_sentences_end_before_a_capital() {
        check("It failed. |We fixed it, e.g. by hand.");
        check("Acme Inc. Tokyo is affected.");
        check("1. Deploy");
    }
}
