//! What the lexer says about mistakes, each with what to write instead.

use std::ops::Range;

use super::PatternError;
use super::fold::fold;

pub(super) fn stray(range: Range<usize>, c: char) -> PatternError {
    PatternError::new(range, format!("対になる括弧のない `{c}` です"), format!("stray `{c}`")).hint(
        format!("文字としての {c} は `\\{c}` と書きます"),
        format!("for the character itself write `\\{c}`"),
    )
}

pub(super) fn wide(range: Range<usize>, c: char) -> PatternError {
    let narrow = fold(c.encode_utf8(&mut [0; 4]));
    PatternError::new(range, format!("全角の `{c}` です"), format!("full-width `{c}`")).hint(
        format!("半角の `{narrow}` を使ってください。文字としては `\\{narrow}` と書きます"),
        format!("use `{narrow}`; for the character itself write `\\{narrow}`"),
    )
}

pub(super) fn regex_dot(range: Range<usize>) -> PatternError {
    PatternError::new(range, "`.` は任意の語を表しません", "`.` does not stand for any token here").hint(
        "任意の語の並びは `..` か `..3` と書きます。正規表現は `regex` に書きます",
        "write `..` or `..3` for a run of any tokens; regular expressions go into `regex`",
    )
}

pub(super) fn repeated_gap(range: Range<usize>) -> PatternError {
    PatternError::new(range, "`..` は繰り返せません", "`..` cannot be repeated").hint(
        "`..` はもともと 0 語以上です。後ろの記号を消してください",
        "`..` already takes none or more: drop what follows",
    )
}

pub(super) fn no_space_after_gap(range: Range<usize>) -> PatternError {
    PatternError::new(range, "`..` の後ろに空白がありません", "no space after `..`")
        .hint("`..3 強化` のように空白で区切ります", "separate elements by spaces: `..3 強化`")
}

pub(super) fn glued_gap(range: Range<usize>) -> PatternError {
    PatternError::new(range, "言葉に `..` がくっついています", "`..` is glued to a literal").hint(
        "`体制 .. 強化` のように空白で区切ります。文字としては `\\.\\.` です",
        "separate it by spaces: `体制 .. 強化`; for the characters themselves write `\\.\\.`",
    )
}

pub(super) fn gap_count(range: Range<usize>, most: u32) -> PatternError {
    PatternError::new(
        range,
        format!("`..` の数は 1 から {most} までです"),
        format!("the number after `..` is from 1 to {most}"),
    )
    .hint("文末までなら `..` と書きます", "write `..` for anything up to the end of the sentence")
}

pub(super) fn capture(range: Range<usize>) -> PatternError {
    PatternError::new(
        range,
        "`@` の後ろに名前と括弧がありません",
        "`@` is not followed by a name and a parenthesis",
    )
    .hint(
        "`@name(…)` と書きます。文字としての @ は `\\@` です",
        "write `@name(…)`; for the character itself write `\\@`",
    )
}

pub(super) fn unclosed_test(range: Range<usize>) -> PatternError {
    PatternError::new(range, "`<` が閉じていません", "`<` is never closed").hint(
        "`<名詞>` のように `>` で閉じます。文字としての < は `\\<` です",
        "close it with `>` as in `<名詞>`; for the character itself write `\\<`",
    )
}

pub(super) fn malformed_repetition(range: Range<usize>) -> PatternError {
    PatternError::new(range, "繰り返しの書き方が違います", "malformed repetition").hint(
        "`{2}`・`{1,3}`・`{2,}` のように書きます。文字としての { は `\\{` です",
        "write `{2}`, `{1,3}` or `{2,}`; for the character itself write `\\{`",
    )
}

pub(super) fn swapped_bounds(range: Range<usize>, min: u32, max: u32) -> PatternError {
    PatternError::new(
        range,
        format!("繰り返しの下限 {min} が上限 {max} より大きくなっています"),
        format!("the least count {min} is greater than the most {max}"),
    )
    .hint(format!("`{{{max},{min}}}` でしょうか"), format!("did you mean `{{{max},{min}}}`?"))
}

pub(super) fn repeated_zero_times(range: Range<usize>) -> PatternError {
    PatternError::new(range, "0 回の繰り返しは意味がありません", "repeating zero times means nothing")
        .hint("この要素を消してください", "drop the element")
}

pub(super) fn repeated_too_often(range: Range<usize>, most: u32) -> PatternError {
    PatternError::new(range, format!("繰り返しは {most} 回までです"), format!("at most {most} repetitions"))
}

pub(super) fn white_space(range: Range<usize>) -> PatternError {
    PatternError::new(
        range,
        "空白を含む言葉はどこにも一致しません（空白は語になりません）",
        "a literal with white space never matches: white space makes no token",
    )
    .hint("言葉を空白で区切って並べてください", "write the words one after another, separated by spaces")
}

pub(super) fn lone_escape(range: Range<usize>) -> PatternError {
    PatternError::new(range, "`\\` の後ろに文字がありません", "nothing follows `\\`")
        .hint("文字としての \\ は `\\\\` です", "for the character itself write `\\\\`")
}
