//! The ways in which reports write one thing, cut by the real dictionary, and which matcher reaches which.

use std::sync::{Arc, LazyLock};

use super::{mark, matcher};
use crate::morph::{Morphology, Tokens};
use crate::source::Source;

static MORPHOLOGY: LazyLock<Morphology> = LazyLock::new(|| {
    let words = include_str!("../../../../../rules/lexicon/words.csv");
    Morphology::new(&[Arc::new(Source::new("rules/lexicon/words.csv", words))]).expect("a good dictionary")
});

pub(super) fn analyze(text: &str) -> Tokens {
    MORPHOLOGY.analyzer().analyze(text)
}

/// Looks for `text` in a sentence whose matches are marked.
fn check(text: &str, marked: &str) {
    let tokens = analyze(&marked.replace(['⟦', '⟧'], ""));
    assert_eq!(mark(&tokens, &matcher(text).find_all(&tokens)), marked, "{text}");
}

const NOUNS: &str = "体制 の? (さらなる | 更なる | 一層の)? 強化";
const GAP: &str = "体制 ..3 強化";
const REST: &str = "体制 .. 強化";
const NEAR: &str = "体制~強化";
const WHOLE: &str = "体制 (の (さらなる | 更なる | 一層の)? | を | について 、? | を 、? より? 一層)? 強化 | 強化 さ れ た 体制";

/// Whether the matchers NOUNS, GAP, REST, NEAR and WHOLE find something in a sentence.
fn reach(text: &str, expected: [u8; 5]) {
    let tokens = analyze(text);
    let found = [NOUNS, GAP, REST, NEAR, WHOLE].map(|m| u8::from(!matcher(m).find_all(&tokens).is_empty()));
    assert_eq!(found, expected, "{text}");
}

#[test]
fn one_phrase_in_many_forms() {
    reach("監視体制強化", [1, 1, 1, 1, 1]);
    reach("監視体制の強化", [1, 1, 1, 1, 1]);
    reach("体制のさらなる強化", [1, 1, 1, 1, 1]);
    reach("体制の強化を図ってまいります", [1, 1, 1, 1, 1]);
    reach("体制強化に努めてまいります", [1, 1, 1, 1, 1]);
    // A verb instead of a noun.
    reach("体制を強化していく", [0, 1, 1, 1, 1]);
    reach("体制を、より一層強化していく", [0, 0, 1, 0, 1]);
    // Two clauses.
    reach("体制について、強化する", [0, 0, 1, 0, 1]);
    // The other order.
    reach("強化された体制", [0, 0, 0, 1, 1]);
    // What only looks like it.
    reach("体制の見直しと、監視項目の強化", [0, 0, 1, 0, 0]);
    reach("新体制強化月間", [1, 1, 1, 1, 1]);
    reach("体質強化", [0, 0, 0, 0, 0]);
}

#[test]
fn inflected_words() {
    check("図る", "体制の強化を⟦図っ⟧てまいります");
    check("強化する", "体制を⟦強化し⟧ました");
    check("強化する", "⟦強化さ⟧れた体制");
    check("周知徹底する", "⟦周知徹底し⟧た");
    check("行う", "点検を⟦行い⟧、確認を⟦行わ⟧なかった");
    check("気を (付ける | つける)", "⟦気を付け⟧ます");
    check("努める", "再発防止に⟦努め⟧てまいる所存です");
    check("理解する", "⟦理解し⟧ていなかった");
    // Every literal may be inflected at its end, so a chain of base forms reads any inflection.
    check("確認 する て いる ない た", "⟦確認していなかった⟧");
    check("確認するているないた", "確認していなかった");
    check("必要だ", "⟦必要な⟧ものが⟦必要なら⟧ば");
}

#[test]
fn one_reading_for_several_spellings() {
    for text in ["⟦取り組み⟧を行う", "⟦取組⟧を行う", "⟦取組み⟧を行う"] {
        check("<reading=トリクミ>", text);
    }
}

#[test]
fn parts_of_words_do_not_match() {
    check("チェック", "ダブル⟦チェック⟧を行う");
    check("チェック", "ダブルチェックリストを作る");
    check("徹底", "徹底的に調査する");
}

#[test]
fn numbers_and_letters() {
    check("<名詞,数>+ 名 から", "⟦2名から⟧4名に増やす");
    check("CIで必須", "⟦ciで必須⟧にする");
    check("CIで必須", "⟦CI で必須⟧にする");
    check("増やす ..5 台", "⟦増やすのは1,000台⟧だ");
}

#[test]
fn conjugation() {
    check("<動詞,form=未然> ない", "点検を⟦行わない⟧");
    check("<type=サ変> て", "確認⟦して⟧いる");
}

#[test]
fn the_examples_of_the_documentation() {
    let page = include_str!("../../../../../docs/patterns.md");
    let examples = page.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block");
    for line in examples.lines() {
        let (text, marked) = line.rsplit_once("  ").expect("a pattern and a sentence");
        check(text.trim(), marked.trim());
    }
    assert!(examples.lines().count() > 10);
}
