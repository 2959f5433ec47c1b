//! Where sentences end.

use std::ops::Range;

use super::prose::is_wide;

/// The longest sentence in bytes. Nobody writes a longer one, but a text without a full stop must not make what reads sentences
/// as a whole slow.
const LONGEST: usize = 4_000;

/// The sentences of a folded text as byte ranges, white space trimmed, without those that hold no letter or digit.
///
/// A sentence ends at 。, at ! and ?, at a hard line break, and at a full stop before a new sentence. Nothing inside brackets
/// that are closed on the same line ends one.
pub(crate) fn split(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let depth = Brackets::new(text);
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let ends = c == '\n'
            || (!depth.is_inside(at) && ends_sentence(text, at, c, before, next))
            || (c == ')'
                && before == Some('。')
                && depth.closes(at + c.len_utf8(), start + leading_space(&text[start..])));
        before = Some(c);
        if ends {
            let mut end = at + c.len_utf8();
            // 「本当か?!」 and a bracket that closes nothing belong to the sentence they follow.
            while let Some(&(i, n)) = chars.peek()
                && c != '\n'
                && is_trailing(n)
                && !depth.opens(i)
            {
                end = i + n.len_utf8();
                chars.next();
            }
            push(&mut sentences, text, start..end);
            start = end;
        }
    }
    push(&mut sentences, text, start..text.len());
    sentences
}

/// Adds a sentence, in pieces if it is too long.
fn push(sentences: &mut Vec<Range<usize>>, text: &str, mut range: Range<usize>) {
    while range.len() > LONGEST {
        let mut limit = range.start + LONGEST;
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let piece = &text[range.start..limit];
        let end = piece
            .rfind(['、', ',', ' '])
            .map_or(limit, |at| range.start + at + piece[at..].chars().next().map_or(1, char::len_utf8));
        push_piece(sentences, text, range.start..end);
        range.start = end;
    }
    push_piece(sentences, text, range);
}

fn push_piece(sentences: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let slice = &text[range.clone()];
    if !slice.contains(char::is_alphanumeric) {
        return;
    }
    let start = range.start + slice.len() - slice.trim_start().len();
    sentences.push(start..range.start + slice.trim_end().len());
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn ends_sentence(text: &str, at: usize, c: char, before: Option<char>, next: Option<char>) -> bool {
    let wide = |c: Option<char>| c.is_some_and(is_wide);
    let free = |c: Option<char>| c.is_none_or(|n| n.is_whitespace() || is_trailing(n));
    match c {
        '。' | '｡' => true,
        // 「Yahoo!ニュース」 and `a != b` go on.
        '!' | '?' => free(next) || (wide(before) && wide(next)),
        // The full stop of Japanese written with ，．, which folding made ASCII.
        '.' if wide(before) => free(next) || wide(next),
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
        const PAIRS: [(char, char); 7] =
            [('「', '」'), ('『', '』'), ('(', ')'), ('【', '】'), ('〈', '〉'), ('《', '》'), ('“', '”')];
        let mut open: Vec<(char, usize)> = Vec::new();
        let mut spans: Vec<Range<usize>> = Vec::new();
        for (at, c) in text.char_indices() {
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

    fn opens(&self, at: usize) -> bool {
        self.spans.binary_search_by_key(&at, |s| s.start).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    /// Sentence ends are marked by `|` in `expected`.
    fn check(expected: &str) {
        let text = expected.replace('|', "");
        let got: Vec<&str> = split(&text).into_iter().map(|r| &text[r]).collect();
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
