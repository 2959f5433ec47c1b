//! From the text of a pattern to its elements. Never stops at a mistake.

use std::ops::Range;

use super::fold::fold;
use super::{PatternError, mistakes};

/// An element, or a sign that joins elements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sign {
    /// Folded, without escapes, never empty.
    Literal(Box<str>),
    /// Bytes of the pattern between `<` and `>`.
    Test(Range<usize>),
    /// `..3`
    Clause(u32),
    /// `..`
    Rest,
    Start,
    End,
    Open,
    /// `@name(`
    Capture(Box<str>),
    Close,
    Bar,
    Repeat {
        min: u32,
        max: Option<u32>,
    },
    /// An element that has been reported.
    Mistake,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) sign: Sign,
    pub(super) range: Range<usize>,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

/// The most that a repetition or a gap may count.
const MOST: u32 = 100;

pub(super) fn lex(text: &str, errors: &mut Vec<PatternError>) -> Vec<Lexeme> {
    let mut lexer = Lexer { text, at: 0, errors };
    let mut lexemes = Vec::new();
    loop {
        let spaced = lexer.skip_space();
        let start = lexer.at;
        let Some(c) = lexer.peek() else { return lexemes };
        let sign = lexer.element(c).unwrap_or(Sign::Mistake);
        lexemes.push(Lexeme { sign, range: start..lexer.at, spaced });
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    errors: &'a mut Vec<PatternError>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, prefix: &str) -> bool {
        let found = self.rest().starts_with(prefix);
        if found {
            self.at += prefix.len();
        }
        found
    }

    fn eat_while(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|c| !accept(c)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    fn skip_space(&mut self) -> bool {
        !self.eat_while(char::is_whitespace).is_empty()
    }

    /// Reads what begins with `c`; `None` if it is a mistake.
    fn element(&mut self, c: char) -> Option<Sign> {
        let start = self.at;
        let single = match c {
            '(' => Some(Sign::Open),
            ')' => Some(Sign::Close),
            '|' => Some(Sign::Bar),
            '^' => Some(Sign::Start),
            '$' => Some(Sign::End),
            '?' => Some(Sign::Repeat { min: 0, max: Some(1) }),
            '*' => Some(Sign::Repeat { min: 0, max: None }),
            '+' => Some(Sign::Repeat { min: 1, max: None }),
            _ => None,
        };
        if single.is_some() {
            self.at += c.len_utf8();
            return single;
        }
        match c {
            '{' => self.repeat(start),
            '<' => self.test(start),
            '@' => self.capture(start),
            '>' | '}' => self.stray(start, c),
            '｜' | '＜' | '＞' => self.wide(start, c),
            '.' if self.rest().starts_with("..") => self.gap(start),
            '.' if matches!(self.rest().as_bytes().get(1), Some(b'*' | b'+' | b'?')) => self.regex_dot(start),
            _ => self.literal(start),
        }
    }

    /// Notes a mistake that reaches from `start` to here.
    fn mistake(&mut self, start: usize, error: impl FnOnce(Range<usize>) -> PatternError) -> Option<Sign> {
        self.errors.push(error(start..self.at));
        None
    }

    /// Skips to where the next element can begin.
    fn skip_element(&mut self) {
        self.eat_while(|c| !c.is_whitespace() && !"()|<@".contains(c));
    }

    fn stray(&mut self, start: usize, c: char) -> Option<Sign> {
        self.at += c.len_utf8();
        self.mistake(start, |range| mistakes::stray(range, c))
    }

    /// Full-width signs are what an input method gives by accident; as text they would never match, since text is folded.
    fn wide(&mut self, start: usize, c: char) -> Option<Sign> {
        self.at += c.len_utf8();
        self.mistake(start, |range| mistakes::wide(range, c))
    }

    fn regex_dot(&mut self, start: usize) -> Option<Sign> {
        self.at += 2;
        self.mistake(start, mistakes::regex_dot)
    }

    fn gap(&mut self, start: usize) -> Option<Sign> {
        self.at += 2;
        let digits = self.eat_while(|c| c.is_ascii_digit());
        let next = self.peek().filter(|c| !c.is_whitespace());
        match digits.parse() {
            _ if digits.is_empty() && next.is_none_or(|c| "()|<@^$".contains(c)) => Some(Sign::Rest),
            Ok(count @ 1..=MOST) if next.is_none_or(|c| "()|".contains(c)) => Some(Sign::Clause(count)),
            _ if next.is_none() => self.mistake(start, |range| mistakes::gap_count(range, MOST)),
            _ => {
                self.skip_element();
                let repeated = next.is_some_and(|c| "?*+{".contains(c));
                self.mistake(
                    start,
                    if repeated { mistakes::repeated_gap } else { mistakes::no_space_after_gap },
                )
            }
        }
    }

    fn capture(&mut self, start: usize) -> Option<Sign> {
        self.at += 1;
        let name = self.eat_while(|c| c == '_' || c == '-' || c.is_alphanumeric());
        if !name.is_empty() && self.eat("(") {
            return Some(Sign::Capture(name.into()));
        }
        self.mistake(start, mistakes::capture)
    }

    fn test(&mut self, start: usize) -> Option<Sign> {
        self.at += 1;
        let from = self.at;
        let mut escaped = false;
        for (i, c) in self.rest().char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '>' => {
                    self.at = from + i + 1;
                    return Some(Sign::Test(from..from + i));
                }
                '<' | '(' | ')' | '|' => break,
                _ => {}
            }
        }
        self.skip_element();
        self.mistake(start, mistakes::unclosed_test)
    }

    fn repeat(&mut self, start: usize) -> Option<Sign> {
        self.at += 1;
        let inner = self.eat_while(|c| c.is_ascii_digit() || c == ',' || c == ' ');
        if !self.eat("}") {
            self.eat_while(|c| !c.is_whitespace() && !"()|<}".contains(c));
            self.eat("}");
            return self.mistake(start, mistakes::malformed_repetition);
        }
        match bounds(inner) {
            None => self.mistake(start, mistakes::malformed_repetition),
            Some((min, Some(max))) if min > max => {
                self.mistake(start, |range| mistakes::swapped_bounds(range, min, max))
            }
            Some((_, Some(0))) => self.mistake(start, mistakes::repeated_zero_times),
            Some((min, max)) if min.max(max.unwrap_or(0)) > MOST => {
                self.mistake(start, |range| mistakes::repeated_too_often(range, MOST))
            }
            Some((min, max)) => Some(Sign::Repeat { min, max }),
        }
    }

    fn literal(&mut self, start: usize) -> Option<Sign> {
        let mut raw = String::new();
        while let Some(c) = self.peek() {
            if c.is_whitespace() || "()|?*+{}<>@^$｜＜＞".contains(c) {
                break;
            }
            if self.rest().starts_with("..") {
                let gap = self.at..self.at + 2;
                self.skip_element();
                self.errors.push(mistakes::glued_gap(gap));
                return None;
            }
            self.at += c.len_utf8();
            raw.push(if c == '\\' { self.escaped()? } else { c });
        }
        let text = fold(&raw);
        if text.contains(char::is_whitespace) {
            return self.mistake(start, mistakes::white_space);
        }
        Some(Sign::Literal(text.into()))
    }

    /// The character behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        let Some(c) = self.peek() else {
            self.mistake(self.at - 1, mistakes::lone_escape);
            return None;
        };
        self.at += c.len_utf8();
        Some(c)
    }
}

/// What stands between `{` and `}`: `2`, `1,3`, `2,` or `,3`.
fn bounds(inner: &str) -> Option<(u32, Option<u32>)> {
    let count = |part: &str| part.trim().parse::<u32>().ok();
    match inner.split_once(',') {
        None => count(inner).map(|n| (n, Some(n))),
        Some((min, max)) if max.trim().is_empty() => count(min).map(|n| (n, None)),
        Some((min, max)) if min.trim().is_empty() => count(max).map(|n| (0, Some(n))),
        Some((min, max)) => count(min).zip(count(max)).map(|(a, b)| (a, Some(b))),
    }
}
