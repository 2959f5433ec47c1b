//! What is said about patterns with mistakes.

use super::{Pattern, join};
use crate::pattern::Near;

/// Compiles a pattern in which each mistake is marked, and compares places and beginnings of messages.
fn check(marked: &str, messages: &[&str]) {
    let mut text = String::new();
    let mut ranges = Vec::new();
    for c in marked.chars() {
        match c {
            '⟦' => ranges.push(text.len()..usize::MAX),
            '⟧' => {
                if let Some(open) = ranges.iter_mut().rev().find(|r| r.end == usize::MAX) {
                    open.end = text.len();
                }
            }
            c => text.push(c),
        }
    }
    let errors = Pattern::compile(&text).expect_err(&text);
    let places: Vec<_> = errors.iter().map(|e| e.range.clone()).collect();
    assert_eq!(places, ranges, "{text}: {}", join(&errors));
    for (error, expected) in errors.iter().zip(messages) {
        let said = format!("{} / {}", error.message.en, error.hint.as_ref().map_or("", |h| &h.en));
        assert!(said.contains(expected), "{text}: {said}");
        assert!(!error.message.ja.is_empty() && error.message.ja != error.message.en, "{text}");
    }
    assert_eq!(errors.len(), messages.len(), "{text}");
}

#[test]
fn every_mistake_of_a_pattern_is_reported() {
    check(
        "⟦(⟧体制 <⟦base=⟧> 強化⟦{3,1}⟧ <⟦名刺⟧>",
        &["the parenthesis is never closed", "`base=` has no value", "did you mean `{1,3}`?", "`<名詞>`"],
    );
}

#[test]
fn parentheses_and_alternatives() {
    check("⟦(⟧体制 | 態勢", &["write `\\(`"]);
    check("体制⟦)⟧ 強化", &["closes nothing"]);
    check("(体制 | ⟦|⟧ 態勢)", &["empty alternative"]);
    check("(体制 ⟦|⟧)", &["`(…)?`"]);
    check("⟦|⟧ 体制", &["empty alternative"]);
    check("体制 ⟦(⟧) 強化", &["empty group"]);
    check("⟦@x(⟧強化", &["never closed"]);
}

#[test]
fn repetition() {
    check("⟦?⟧ 体制", &["nothing before `?`"]);
    check("体制 ⟦*⟧", &["a space before `*`"]);
    check("体制?⟦+⟧", &["follows another repetition"]);
    check("体制⟦{0}⟧ 強化", &["zero times"]);
    check("体制⟦{a}⟧", &["malformed repetition"]);
    check("体制⟦{1000}⟧", &["at most 100"]);
    check("体制 ⟦..3?⟧ 強化", &["already takes none or more"]);
    check("^⟦+⟧ 強化", &["cannot be repeated"]);
}

#[test]
fn attributes() {
    check("<⟦bse⟧=行う>", &["did you mean `base`?"]);
    check("<⟦colour⟧=赤>", &["known: base, reading, surface, type, form"]);
    check("⟦<base=行う⟧ 強化", &["`<` is never closed"]);
    check("<⟦自立⟧>", &["`<動詞,自立>`"]);
    check("<動詞,⟦自率⟧>", &["`<動詞,自立>`"]);
    check("<名詞⟦,⟧>", &["an empty condition"]);
    check("⟦<⟧>", &["an empty condition"]);
    check("<⟦　⟧>", &["an empty condition"]);
    check("<⟦reading=取組⟧>", &["written in kana"]);
    check("<⟦surface=a b⟧>", &["white space"]);
}

#[test]
fn what_can_never_match() {
    check(r"⟦周知\ 徹底⟧", &["white space makes no token"]);
    check("⟦体制 ^ 強化⟧", &["can never match"]);
    check("⟦体制 $ 強化⟧", &["can never match"]);
}

#[test]
fn what_matches_nothing_at_all() {
    check("⟦⟧", &["empty"]);
    check("⟦の?⟧", &["matches where there is nothing"]);
    check("⟦..⟧", &["at least one element"]);
    check("⟦^ $⟧", &["at least one element"]);
}

#[test]
fn habits_from_elsewhere() {
    check("体制 ⟦.*⟧ 強化", &["`..`"]);
    check("体制⟦..⟧強化", &["glued"]);
    check("体制 ⟦..3強化⟧", &["separate elements by spaces"]);
    check("(体制⟦｜⟧態勢)", &["use `|`"]);
    check("連絡⟦@here⟧", &["`@name(…)`"]);
}

#[test]
fn measure() {
    check("⟦((((強化){100}){100}){100}){100}⟧", &["too big"]);
    check(&format!("{}⟦(⟧{}", "(".repeat(50), "(".repeat(10_000)), &["nested too deeply"]);
    check("体制 ⟦..0⟧ 強化", &["from 1 to 100"]);
}

#[test]
fn near_says_which_word_is_wrong() {
    let errors = Near::new(&["体制".into(), "(強化".into()], 4).expect_err("unclosed");
    assert_eq!((errors.len(), errors[0].word, errors[0].error.range.clone()), (1, Some(1), 0..1));
    let errors = Near::new(&["体制".into()], 4).expect_err("one word");
    assert_eq!(errors[0].word, None);
}
