//! The built-in lexicon loads without a single problem, and mistakes in one are reported with their place.

use std::sync::Arc;

use super::*;

/// The lexicon files of the repository.
pub(crate) fn builtin_files() -> Vec<Arc<Source>> {
    macro_rules! files {
        ($($name:literal),*) => {
            vec![$(Arc::new(Source::new(
                concat!("rules/lexicon/", $name),
                include_str!(concat!("../../../../rules/lexicon/", $name)),
            ))),*]
        };
    }
    files!(
        "sections.toml",
        "evidence.toml",
        "guards.toml",
        "predicates.toml",
        "fields.toml",
        "measures.toml",
        "causal.toml",
        "document.toml",
        "timeline.toml",
        "links.toml"
    )
}

/// The built-in lexicon.
pub(crate) fn builtin() -> Lexicon {
    let problems = Problems::new();
    let lexicon = Lexicon::load(&builtin_files(), &problems);
    let found: Vec<String> = problems
        .into_vec()
        .iter()
        .map(|p| format!("{}: {}: {}", p.source.path(), p.source.slice(p.span), p.message.en))
        .collect();
    assert_eq!(found, Vec::<String>::new());
    lexicon
}

fn check(name: &str, text: &str, expected: &[&str]) {
    let problems = Problems::new();
    Lexicon::load(&[Arc::new(Source::new(name, text))], &problems);
    let found: Vec<String> =
        problems.into_vec().iter().map(|p| format!("{}: {}", p.source.slice(p.span), p.message.en)).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_builtin_lexicon_has_no_problem() {
    let lexicon = builtin();
    for set in
        ["enforced", "automated", "removal", "ease", "detect", "threshold", "quantified-change", "metric"]
    {
        assert!(lexicon.evidence.contains(set), "{set}");
    }
    for guard in ["negation", "quotation", "history", "criticism", "machine-subject", "name"] {
        assert!(lexicon.guards.names().contains(&guard), "{guard}");
    }
}

#[test]
fn mistakes_are_reported_with_their_place() {
    check("evidence.toml", "[[set]]\nname = \"a\"\nrung = 7\n", &["rung: rung is 0 to 5"]);
    check(
        "predicates.toml",
        "[[class]]\nname = \"a\"\nverb = [\"x\"]\n",
        &["[[class]]: missing key `verbs`", "verb: unknown key `verb`"],
    );
    check(
        "guards.toml",
        "[[guard]]\nname = \"a\"\nwhere = \"under\"\nroles = [\"causes\"]\n",
        &["\"under\": unknown value `under`", "\"causes\": unknown role `causes`"],
    );
}

#[test]
fn the_nearest_object_decides_the_class() {
    let check = |clause: &str, negated: bool, expected: Option<(&str, Option<u8>)>| {
        let lexicon = builtin();
        let class = lexicon.predicates.classify(clause, negated).map(|c| (&*c.name, c.rung));
        assert_eq!(class, expected, "{clause}");
    };
    check("監視体制の強化", false, Some(("strengthen", Some(0))));
    check("監視項目を追加", false, Some(("detect", Some(2))));
    check("アラート対応手順を整備", false, Some(("procedure", Some(1))));
    check("リリース前に設定値を確認", false, Some(("confirm", Some(1))));
    check("本番の値を手で書き換える", true, Some(("prohibit", Some(1))));
    check("同じ過ちを繰り返す", true, Some(("repeat", Some(0))));
    check("送信処理を修正", false, Some(("change", Some(3))));
}
