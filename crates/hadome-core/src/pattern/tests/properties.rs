//! What holds for every pattern and every text.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::variants::analyze;
use super::{matcher, near, pattern, sentence};
use crate::morph::Tokens;
use crate::pattern::ast::{Kind, Node};
use crate::pattern::words::{Word, clause_ends_at, end_of_words};
use crate::pattern::{Match, Matcher, Pattern, PatternError, Prefilter, Regex, parser};

/// All ends of matches of `node` from a position on, by trying everything: slow, and simple enough to be right.
fn ends(node: &Node, tokens: &Tokens, at: usize) -> Vec<usize> {
    let word = Word::new(tokens, at);
    let one = |passes: bool| if passes { vec![at + 1] } else { Vec::new() };
    let mut found = match &node.kind {
        Kind::Literal(text) => spelled(text, tokens, at),
        Kind::Token(test) => one(word.is_some_and(|w| w.passes(test))),
        Kind::Clause(count) => (0..=*count as usize)
            .take_while(|n| *n == 0 || (at + n <= tokens.tokens.len() && !clause_ends_at(tokens, at + n - 1)))
            .map(|n| at + n)
            .collect(),
        Kind::Rest => (at..=tokens.tokens.len()).collect(),
        Kind::Sequence(nodes) => nodes.iter().fold(vec![at], |froms, node| {
            froms.into_iter().flat_map(|from| ends(node, tokens, from)).collect()
        }),
        Kind::Either(nodes) => nodes.iter().flat_map(|n| ends(n, tokens, at)).collect(),
        Kind::Repeat { node, min, max } => repeated(node, *min, *max, tokens, at),
        Kind::Capture(_, node) => ends(node, tokens, at),
        Kind::Start => {
            if at == 0 {
                vec![at]
            } else {
                Vec::new()
            }
        }
        Kind::End => {
            if at >= end_of_words(tokens) {
                vec![at]
            } else {
                Vec::new()
            }
        }
    };
    found.sort_unstable();
    found.dedup();
    found
}

fn spelled(text: &str, tokens: &Tokens, at: usize) -> Vec<usize> {
    let (mut found, mut byte, mut at) = (Vec::new(), 0, at);
    while let Some(word) = Word::new(tokens, at) {
        let goes = word.continues(text, byte);
        at += 1;
        found.extend(goes.done.then_some(at));
        let Some(chars) = goes.within else { break };
        byte += text[byte..].chars().take(chars).map(char::len_utf8).sum::<usize>();
    }
    found
}

fn repeated(node: &Node, min: u32, max: Option<u32>, tokens: &Tokens, at: usize) -> Vec<usize> {
    let (mut found, mut froms) = (Vec::new(), vec![at]);
    // More rounds than tokens reach nothing new once the least count is met.
    let rounds = max.unwrap_or(min + tokens.tokens.len() as u32);
    for round in 0..=rounds {
        if round >= min {
            found.extend(&froms);
        }
        froms = froms.into_iter().flat_map(|from| ends(node, tokens, from)).collect();
        froms.sort_unstable();
        froms.dedup();
    }
    found
}

/// The matches of a pattern as token ranges, by trying everything.
fn all_by_trying(text: &str, tokens: &Tokens) -> Vec<std::ops::Range<usize>> {
    let ast = parser::parse(text, &mut Vec::new());
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.tokens.len() {
        match ends(&ast.root, tokens, at).last() {
            Some(&end) => {
                found.push(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Patterns over few words, so that they match often.
fn patterns() -> impl Strategy<Value = String> {
    let leaf = select(vec![
        "a",
        "b",
        "ab",
        "aba",
        "<名詞>",
        "<!名詞>",
        "<surface=b>",
        "..1",
        "..2",
        "..",
        "^",
        "$",
        "図る",
    ]);
    let leaf = leaf.prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            4 => vec(inner.clone(), 1..4).prop_map(|parts| parts.join(" ")),
            3 => vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" | "))),
            3 => (inner.clone(), select(vec!["?", "*", "+", "{2}", "{1,2}", "{2,}"]))
                .prop_map(|(part, sign)| format!("({part}){sign}")),
            1 => inner.prop_map(|part| format!("@x({part})")),
        ]
    })
}

fn sentences() -> impl Strategy<Value = Tokens> {
    let words = select(vec!["a", "b", "a/名詞", "ab/名詞", "図り/動詞/図る", "、", "。", "c", "_"]);
    vec(words, 0..16).prop_map(|words| sentence(&words.join(" ")))
}

/// Sentences of reports in miniature, some with spaces.
fn texts() -> impl Strategy<Value = String> {
    let words = select(vec![
        "監視",
        "体制",
        "の",
        "強化",
        "を",
        "図って",
        "図る",
        "行い",
        "、",
        "。",
        " ",
        "CI",
        "で",
        "ダブルチェック",
        "徹底し",
        "する",
        "1,000",
        "件",
        "取組み",
        "確認",
        "しない",
        "😀",
        "(",
        "」",
    ]);
    vec(words, 0..14).prop_map(|words| words.concat())
}

const MATCHERS: &[&str] = &[
    "体制 の? 強化",
    "図る",
    "体制 .. 強化 | 監視",
    "徹底する",
    "<reading=トリクミ>",
    "ciで",
    "<動詞> ..2 <!記号>",
    "件 $",
    "^ 監視",
    "体制~強化",
    "確認~(する | 行う)",
    "<!記号>+",
    "(体制 | の)+ 強化?",
    "regex:[0-9,]+件",
    "regex:体制.*強化",
    "regex:CI で|確 認",
    "しない",
];

/// Matches stand in order, do not overlap, are not empty, and begin and end with a token.
fn well_formed(tokens: &Tokens, matches: &[Match]) -> Result<(), TestCaseError> {
    let mut at = 0;
    for found in matches {
        prop_assert!(at <= found.range.start && found.range.start < found.range.end);
        let inside = &tokens.tokens[found.tokens.clone()];
        prop_assert_eq!(inside.first().map(|t| t.start as usize), Some(found.range.start));
        prop_assert_eq!(inside.last().map(|t| t.end as usize), Some(found.range.end));
        for (_, range) in &found.captures {
            prop_assert!(found.range.start <= range.start && range.end <= found.range.end);
        }
        at = found.range.end;
    }
    Ok(())
}

/// Places of mistakes lie on character boundaries of the pattern.
fn placed(text: &str, errors: &[PatternError]) -> Result<(), TestCaseError> {
    prop_assert!(!errors.is_empty());
    for error in errors {
        prop_assert!(text.get(error.range.clone()).is_some(), "{error} in {text:?}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_compiles_or_is_explained(text in any::<String>()) {
        if let Err(errors) = Pattern::compile(&text) {
            placed(&text, &errors)?;
        }
        if let Err(errors) = Regex::compile(&text) {
            placed(&text, &errors)?;
        }
    }

    #[test]
    fn any_signs_compile_or_are_explained(signs in vec(select(vec![
        "(", ")", "|", "?", "*", "+", "{", "}", "{2}", "<", ">", "<名詞>", "base=", "=", ",", "!", "..", "..3", ".", "@", "@x(", "^", "$",
        "\\", " ", "　", "強化", "図る", "｜", "１", "a", "\u{301}", "ﾞ",
    ]), 0..12)) {
        let text = signs.concat();
        match Pattern::compile(&text) {
            Ok(pattern) => well_formed(&analyze("強化を図る"), &pattern.find_all(&analyze("強化を図る")))?,
            Err(errors) => placed(&text, &errors)?,
        }
        if let Err(errors) = Regex::compile(&text) {
            placed(&text, &errors)?;
        }
    }

    #[test]
    fn matches_are_leftmost_and_longest(text in patterns(), tokens in sentences()) {
        if let Ok(pattern) = Pattern::compile(&text) {
            let found = pattern.find_all(&tokens);
            well_formed(&tokens, &found)?;
            let ranges: Vec<_> = found.into_iter().map(|m| m.tokens).collect();
            prop_assert_eq!(&ranges, &all_by_trying(&text, &tokens), "{} in {}", text, tokens.text);
            prop_assert_eq!(pattern.is_match(&tokens), !ranges.is_empty());
        }
    }

    #[test]
    fn what_matches_is_a_candidate(text in patterns(), tokens in sentences()) {
        if let Ok(pattern) = Pattern::compile(&text) {
            let matcher = Matcher::Pattern(pattern);
            let filter = Prefilter::new(std::iter::once(&matcher));
            if !matcher.find_all(&tokens).is_empty() {
                prop_assert!(filter.candidates(&tokens.text).contains(0), "{} in {}", text, tokens.text);
            }
        }
    }

    #[test]
    fn what_matches_in_real_words_is_a_candidate(text in texts()) {
        let matchers: Vec<Matcher> = MATCHERS.iter().map(|m| matcher(m)).collect();
        let candidates = Prefilter::new(matchers.iter()).candidates(&text);
        let tokens = analyze(&text);
        for (i, matcher) in matchers.iter().enumerate() {
            let found = matcher.find_all(&tokens);
            if matcher.needs_tokens() {
                well_formed(&tokens, &found)?;
            }
            prop_assert!(found.is_empty() || candidates.contains(i), "{} in {}", MATCHERS[i], text);
        }
    }

    #[test]
    fn near_matches_are_well_formed(tokens in sentences(), within in 0usize..4) {
        for words in [&["a", "b"][..], &["a", "b", "図る"], &["a+", "<名詞>", "c"]] {
            well_formed(&tokens, &near(words, within).find_all(&tokens))?;
        }
    }
}

/// Would take minutes if a search began anew behind each match and read to the end every time.
#[test]
fn reading_on_in_vain_is_not_repeated() {
    let tokens = sentence(&"a ".repeat(20_000));
    assert_eq!(pattern("a .. z | a").find_all(&tokens).len(), 20_000);
    assert_eq!(pattern("(a | a)+ b | (a? a?){20} a{20}").find_all(&tokens).len(), 20_000_usize.div_ceil(60));
}
