//! From the text of a pattern to its elements. Never stops at a mistake.

use std::ops::Range;

use super::PatternError;
use super::fold::fold;

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

    fn error(&mut self, error: PatternError) -> Option<Sign> {
        self.errors.push(error);
        None
    }

    fn stray(&mut self, start: usize, c: char) -> Option<Sign> {
        self.at += c.len_utf8();
        let error = PatternError::new(
            start..self.at,
            format!("対になる括弧のない `{c}` です"),
            format!("stray `{c}`"),
        );
        self.error(error.hint(
            format!("文字としての {c} は `\\{c}` と書きます"),
            format!("for the character itself write `\\{c}`"),
        ))
    }

    /// Full-width signs are what an input method gives by accident; as text they would never match, since text is folded.
    fn wide(&mut self, start: usize, c: char) -> Option<Sign> {
        self.at += c.len_utf8();
        let narrow = fold(c.encode_utf8(&mut [0; 4]));
        let error =
            PatternError::new(start..self.at, format!("全角の `{c}` です"), format!("full-width `{c}`"));
        self.error(error.hint(
            format!("半角の `{narrow}` を使ってください。文字としては `\\{narrow}` と書きます"),
            format!("use `{narrow}`; for the character itself write `\\{narrow}`"),
        ))
    }

    fn regex_dot(&mut self, start: usize) -> Option<Sign> {
        self.at += 2;
        let error = PatternError::new(
            start..self.at,
            "`.` は任意の語を表しません",
            "`.` does not stand for any token here",
        );
        self.error(error.hint(
            "任意の語の並びは `..` か `..3` と書きます。正規表現は `regex` に書きます",
            "write `..` or `..3` for a run of any tokens; regular expressions go into `regex`",
        ))
    }

    fn gap(&mut self, start: usize) -> Option<Sign> {
        self.at += 2;
        let digits = self.eat_while(|c| c.is_ascii_digit());
        if !digits.is_empty() && self.peek().is_none_or(|c| c.is_whitespace() || "()|".contains(c)) {
            return self.gap_of(start, digits);
        }
        if digits.is_empty() && self.peek().is_none_or(|c| c.is_whitespace() || "()|<@^$".contains(c)) {
            return Some(Sign::Rest);
        }
        let rest = self.eat_while(|c| !c.is_whitespace() && !"()|<@".contains(c));
        let repeated = rest.starts_with(['?', '*', '+', '{']);
        let range = start..self.at;
        self.error(if repeated {
            PatternError::new(range, "`..` は繰り返せません", "`..` cannot be repeated").hint(
                "`..` はもともと 0 語以上です。後ろの記号を消してください",
                "`..` already takes none or more: drop what follows",
            )
        } else {
            PatternError::new(range, "`..` の後ろに空白がありません", "no space after `..`")
                .hint("`..3 強化` のように空白で区切ります", "separate elements by spaces: `..3 強化`")
        })
    }

    fn gap_of(&mut self, start: usize, digits: &str) -> Option<Sign> {
        match digits.parse() {
            Ok(count @ 1..=MOST) => Some(Sign::Clause(count)),
            _ => {
                let error = PatternError::new(
                    start..self.at,
                    format!("`..` の数は 1 から {MOST} までです"),
                    format!("the number after `..` is from 1 to {MOST}"),
                );
                self.error(error.hint(
                    "文末までなら `..` と書きます",
                    "write `..` for anything up to the end of the sentence",
                ))
            }
        }
    }

    fn capture(&mut self, start: usize) -> Option<Sign> {
        self.at += 1;
        let name = self.eat_while(|c| c == '_' || c == '-' || c.is_alphanumeric());
        if !name.is_empty() && self.eat("(") {
            return Some(Sign::Capture(name.into()));
        }
        let range = start..self.at;
        let error = PatternError::new(
            range,
            "`@` の後ろに名前と括弧がありません",
            "`@` is not followed by a name and a parenthesis",
        );
        self.error(error.hint(
            "`@name(…)` と書きます。文字としての @ は `\\@` です",
            "write `@name(…)`; for the character itself write `\\@`",
        ))
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
        self.eat_while(|c| !c.is_whitespace() && !"<()|".contains(c));
        let error = PatternError::new(start..self.at, "`<` が閉じていません", "`<` is never closed");
        self.error(error.hint(
            "`<名詞>` のように `>` で閉じます。文字としての < は `\\<` です",
            "close it with `>` as in `<名詞>`; for the character itself write `\\<`",
        ))
    }

    fn repeat(&mut self, start: usize) -> Option<Sign> {
        self.at += 1;
        let inner = self.eat_while(|c| c.is_ascii_digit() || c == ',' || c == ' ');
        let closed = self.eat("}");
        if !closed {
            self.eat_while(|c| !c.is_whitespace() && !"()|<}".contains(c));
            self.eat("}");
        }
        let count = |part: &str| part.trim().parse::<u32>().ok();
        let bounds = match inner.split_once(',') {
            _ if !closed => None,
            None => count(inner).map(|n| (n, Some(n))),
            Some((min, max)) if max.trim().is_empty() => count(min).map(|n| (n, None)),
            Some((min, max)) if min.trim().is_empty() => count(max).map(|n| (0, Some(n))),
            Some((min, max)) => count(min).zip(count(max)).map(|(a, b)| (a, Some(b))),
        };
        let range = start..self.at;
        let Some((min, max)) = bounds else {
            let error = PatternError::new(range, "繰り返しの書き方が違います", "malformed repetition");
            return self.error(error.hint(
                "`{2}`・`{1,3}`・`{2,}` のように書きます。文字としての { は `\\{` です",
                "write `{2}`, `{1,3}` or `{2,}`; for the character itself write `\\{`",
            ));
        };
        match max {
            Some(max) if min > max => {
                let error = PatternError::new(
                    range,
                    format!("繰り返しの下限 {min} が上限 {max} より大きくなっています"),
                    format!("the least count {min} is greater than the most {max}"),
                );
                self.error(error.hint(
                    format!("`{{{max},{min}}}` でしょうか"),
                    format!("did you mean `{{{max},{min}}}`?"),
                ))
            }
            Some(0) => {
                let error = PatternError::new(
                    range,
                    "0 回の繰り返しは意味がありません",
                    "repeating zero times means nothing",
                );
                self.error(error.hint("この要素を消してください", "drop the element"))
            }
            _ if min.max(max.unwrap_or(0)) > MOST => self.error(PatternError::new(
                range,
                format!("繰り返しは {MOST} 回までです"),
                format!("at most {MOST} repetitions"),
            )),
            _ => Some(Sign::Repeat { min, max }),
        }
    }

    fn literal(&mut self, start: usize) -> Option<Sign> {
        let mut raw = String::new();
        while let Some(c) = self.peek() {
            if c.is_whitespace() || "()|?*+{}<>@^$｜＜＞".contains(c) {
                break;
            }
            if self.rest().starts_with("..") && self.at > start {
                self.glued_gap();
                break;
            }
            self.at += c.len_utf8();
            raw.push(if c == '\\' { self.escaped()? } else { c });
        }
        let text = fold(&raw);
        if text.contains(char::is_whitespace) {
            let error = PatternError::new(
                start..self.at,
                "空白を含む言葉はどこにも一致しません（空白は語になりません）",
                "a literal with white space never matches: white space makes no token",
            );
            return self.error(error.hint(
                "言葉を空白で区切って並べてください",
                "write the words one after another, separated by spaces",
            ));
        }
        Some(Sign::Literal(text.into()))
    }

    fn escaped(&mut self) -> Option<char> {
        match self.peek() {
            Some(c) => {
                self.at += c.len_utf8();
                Some(c)
            }
            None => {
                let range = self.at - 1..self.at;
                self.errors.push(
                    PatternError::new(range, "`\\` の後ろに文字がありません", "nothing follows `\\`")
                        .hint("文字としての \\ は `\\\\` です", "for the character itself write `\\\\`"),
                );
                None
            }
        }
    }

    fn glued_gap(&mut self) {
        let range = self.at..self.at + 2;
        self.eat_while(|c| !c.is_whitespace() && !"()|<@".contains(c));
        self.errors.push(
            PatternError::new(range, "言葉に `..` がくっついています", "`..` is glued to a literal").hint(
                "`体制 .. 強化` のように空白で区切ります。文字としては `\\.\\.` です",
                "separate it by spaces: `体制 .. 強化`; for the characters themselves write `\\.\\.`",
            ),
        );
    }
}
