//! Regular expressions over the text.

use super::{mark, sentence};
use crate::pattern::Regex;

fn check(expression: &str, words: &str, expected: &str) {
    let tokens = sentence(words);
    let regex = Regex::compile(expression).expect(expression);
    let found = regex.find_all(&tokens);
    assert_eq!(mark(&tokens, &found), expected, "{expression}");
    for found in found {
        assert!(tokens.tokens[found.tokens.start].start as usize <= found.range.start);
    }
}

fn error(expression: &str, expected: &str) {
    let errors = Regex::compile(expression).expect_err(expression);
    assert!(errors[0].to_string().contains(expected), "{expression}: {}", errors[0]);
}

#[test]
fn the_expression_is_folded_as_the_text_is() {
    check(r"\d{4}年\d{1,2}月", "2026 年 11 月 に", "⟦2026年11月⟧に");
    check("[０-９]+％", "99 . 9 %", "99.⟦9%⟧");
    check("（済）", "対応 (済)", "対応⟦(済)⟧");
    check(r"\（済\）", "対応 (済)", "対応⟦(済)⟧");
    check("ｻｰﾊﾞ", "サーバ を", "⟦サーバ⟧を");
}

#[test]
fn named_groups_are_captures() {
    let tokens = sentence("期限 : 11月 20日");
    let found = &Regex::compile(r"期限:(?<date>\d+月)(?<rest>x)?").expect("valid").find_all(&tokens)[0];
    assert_eq!(found.capture("date").map(|r| &tokens.text[r]), Some("11月"));
    assert_eq!((found.tokens.clone(), found.capture("rest")), (0..3, None));
}

#[test]
fn mistakes() {
    error("(?=前)後", "0..3: look-around is not supported");
    error(r"(a)\1", "back-references");
    error("再*", "matches where there is nothing");
    error(r"[^\s\S]", "can never match");
    error("再{5}{900}{900}", "too big");
    error("再(", "3..4");
}

#[test]
fn an_expression_that_is_not_too_big_compiles() {
    // The largest that pass: of letters, of any character, of one character.
    for (part, most) in [(r"\w", 50), (r"\W", 50), (".", 5_000), ("あ", 10_000), ("[あ-ん]", 5_000)] {
        let fits = |n: &usize| Regex::compile(&format!("(?:{part}){{{n}}}x")).is_ok();
        let n = (1..most).rev().find(fits).expect("one passes");
        let text = format!("(?:{part}){{{n}}}x");
        assert!(regex::Regex::new(&text).is_ok(), "{text}");
    }
}
