//! Backtracking finds what the automaton finds.

use proptest::prelude::*;

use crate::pattern::Expression;

const EXPRESSIONS: &[&str] = &[
    "ab|a|b",
    "(?P<v>a+)(?:b|$)",
    "a*?b",
    "(?:a|ab)(?:c|bcd)?",
    "(?:ab?)*c",
    "(?:a*)*b",
    "(?:|a)+b",
    "^a|b$",
    r"\b[a-c]{2,3}\b",
    r"(?:^|[\s(、])(?P<v>[\p{Han}a-z]{1,3}(?:部|課)?)(?:が|\)|$)",
    r"\d{1,2}月(?:末|\s?\d{1,2}日)?",
    "[^、。]{0,4}?(?:止め|検証)",
    "(?P<v>(?:月|年)(?:末|内)?)",
    "(?:(?P<x>a)|(?P<v>b))+",
    "",
    "a{0,2}",
    r"\B月",
];

const PIECES: &[&str] = &[
    "a", "b", "c", "d", "A", "B", "1", "12", "月", "年", "末", "内", "日", "部", "課", "が", "、", "。", "(",
    ")", " ", "止め", "検証", "\n",
];

fn check(expression: &str, text: &str) {
    let automaton = regex::RegexBuilder::new(expression).case_insensitive(true).build().expect(expression);
    let lazy = Expression::new(expression);
    let groups = |c: &regex::Captures<'_>| (c.get(0).map(|m| m.range()), c.name("v").map(|m| m.range()));
    let expected: Vec<_> = automaton.captures_iter(text).map(|c| groups(&c)).collect();
    let found = lazy.captures_iter(text);
    let got: Vec<_> = found.map(|c| (c.get(0).map(|m| m.range()), c.name("v").map(|m| m.range()))).collect();
    assert_eq!(got, expected, "{expression} in {text:?}");
    assert_eq!(lazy.is_match(text), !expected.is_empty(), "{expression} in {text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_find_the_same(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..14)) {
        for expression in EXPRESSIONS {
            check(expression, &pieces.concat());
        }
    }
}

#[test]
fn much_backtracking_is_left_to_the_automaton() {
    check("(?:a|a|aa)*c", &"a".repeat(300));
    check("(?:.*a){9}b", &"a".repeat(300));
}
