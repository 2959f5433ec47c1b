//! Words near each other.

use super::{mark, near, sentence};

fn check(words: &[&str], within: usize, text: &str, expected: &str) {
    let tokens = sentence(text);
    assert_eq!(mark(&tokens, &near(words, within).find_all(&tokens)), expected, "{words:?}");
}

#[test]
fn either_order_few_tokens_apart() {
    check(&["体制", "強化"], 4, "監視 体制 の さらなる 強化", "監視⟦体制のさらなる強化⟧");
    check(&["体制", "強化"], 4, "強化 さ れ た 体制", "⟦強化された体制⟧");
    check(&["体制", "強化"], 1, "体制 の さらなる 強化", "体制のさらなる強化");
    check(&["体制", "強化"], 0, "体制 強化", "⟦体制強化⟧");
}

#[test]
fn inside_one_clause() {
    check(&["体制", "強化"], 4, "体制 を 見直し 、 強化", "体制を見直し、強化");
}

#[test]
fn as_short_as_can_be_and_not_overlapping() {
    check(&["体制", "強化"], 4, "体制 と 体制 の 強化 と 体制", "体制と⟦体制の強化⟧と体制");
    check(&["体制", "強化"], 4, "体制 強化 強化 体制", "⟦体制強化⟧⟦強化体制⟧");
}

#[test]
fn more_than_two_words_and_patterns_as_words() {
    check(&["(体制|態勢)", "強化", "図る"], 1, "態勢 の 強化 を 図る", "⟦態勢の強化を図る⟧");
    check(&["a", "b", "c"], 2, "a x x b x b c", "⟦axxbxbc⟧");
    check(&["a", "b", "c"], 2, "a x x x b c", "axxxbc");
}

#[test]
fn captures_of_all_words_in_their_order() {
    let tokens = sentence("強化 の 体制");
    let found = near(&["@n(体制)", "@v(強化)"], 4).find_all(&tokens);
    let names: Vec<&str> = found[0].captures.iter().map(|(n, _)| &**n).collect();
    assert_eq!(names, ["v", "n"]);
}
