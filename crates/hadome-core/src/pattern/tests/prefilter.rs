//! What a text must contain, and the filter that is made of it.

use super::{matcher, sentence};
use crate::pattern::{Matcher, Prefilter};

/// Compares the needed strings, alternatives joined by `|`, clauses by `&`.
fn check(text: &str, expected: &str) {
    let literals = matcher(text).literals();
    let clauses: Vec<String> = literals.clauses().iter().map(|c| c.join("|")).collect();
    assert_eq!(clauses.join(" & "), expected, "{text}");
}

#[test]
fn a_literal_needs_its_stem() {
    check("強化", "強化");
    check("図る", "図");
    check("周知徹底する", "周知徹底");
    check("する", "");
    check("CIで", "ciで");
    check("<surface=行う>", "行う");
    check("<base=行う>", "");
    check("<reading=トリクミ>", "");
}

#[test]
fn all_of_a_sequence_one_of_the_alternatives() {
    check("(体制 | 態勢) の? 強化", "強化 & 体制|態勢");
    check("体制 の 強化", "体制 & 強化");
    check("(体制 | 体制強化)", "体制");
    check("(体制 | <名詞>) 強化", "強化");
    check("(体制 | の?)+ 強化", "強化");
    check("体制+ .. @x(強化)", "体制 & 強化");
    check("体制~強化", "体制 & 強化");
    check("の", "の");
}

#[test]
fn expressions() {
    check(r"regex:\d+年\d+月", "年 & 月");
    check("regex:(Pull Request|PR)-[0-9]+", "pr|pullrequest & -");
    check("regex:[0-9]+", "");
}

#[test]
fn candidates() {
    let matchers: Vec<Matcher> =
        ["体制 の? 強化", "<名詞>", "図る", "regex:[0-9]{4}", "CIで", "体制~徹底"].map(matcher).into();
    let filter = Prefilter::new(matchers.iter());
    let check = |text: &str, expected: &[usize]| {
        let candidates = filter.candidates(text);
        assert_eq!(candidates.iter().collect::<Vec<_>>(), expected, "{text}");
        assert!(!candidates.is_empty() && !candidates.contains(6) && !candidates.contains(600));
    };
    check("", &[1, 3]);
    check("体制を強化", &[0, 1, 3]);
    check("体 制 強\n化", &[0, 1, 3]);
    check("図り、徹底する", &[1, 2, 3]);
    check("2026", &[1, 3]);
    check("Ci で検証", &[1, 3, 4]);
    check("徹底する体制", &[1, 3, 5]);
}

#[test]
fn no_matchers_no_candidates() {
    let filter = Prefilter::new(std::iter::empty());
    assert!(filter.candidates("体制").is_empty());
    assert!(matcher("体制").find_all(&sentence("")).is_empty());
}
