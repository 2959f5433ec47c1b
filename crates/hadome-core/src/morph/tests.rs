//! What words come out of text.

use std::sync::{Arc, LazyLock};

use super::*;

static WORDS: LazyLock<Arc<Source>> = LazyLock::new(|| {
    let text = include_str!("../../../../rules/lexicon/words.csv");
    Arc::new(Source::new("rules/lexicon/words.csv", text))
});
static MORPHOLOGY: LazyLock<Morphology> = LazyLock::new(|| Morphology::new(&[Arc::clone(&WORDS)]).unwrap());

/// The words of a text between bars.
fn check(text: &str, expected: &str) {
    let tokens = MORPHOLOGY.analyzer().analyze(text);
    let got: Vec<&str> = tokens.tokens.iter().map(|t| tokens.surface(t)).collect();
    assert_eq!(got.join("|"), expected);
}

#[test]
fn text_is_cut_into_words() {
    check("監視体制の強化", "監視|体制|の|強化");
    check("再発防止策を実施した", "再発|防止|策|を|実施|し|た");
}

#[test]
fn a_word_is_looked_up_once() {
    let mut analyzer = MORPHOLOGY.analyzer();
    let tokens = analyzer.analyze("確認の確認の確認");
    assert_eq!(analyzer.cached(), 2);
    assert!(Arc::ptr_eq(&tokens.tokens[0].feature, &tokens.tokens[4].feature));
}
