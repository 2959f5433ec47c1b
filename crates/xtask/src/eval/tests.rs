//! A corpus of three tiny documents.

use std::fs;
use std::path::Path;

use regex::Regex;

use super::corpus::Corpus;
use super::figures::Figures;
use super::matching::Score;
use super::rules::{RuleFigures, by_rule};
use super::{output, parse};

const REPORT: &str = "\
# 帳票が二重に印刷された障害の報告書

## 事象

11/3 9:10 から 9:40 まで、帳票が二重に印刷された。影響は 120 件。

## 原因

担当者の確認不足のため。

## 再発防止策

- 印刷前の確認を徹底する（担当：帳票課 柏、期限：11/20）。
- 印刷済みの番号は受け付けずに拒否する（担当：帳票課 柏、期限：11/27）。
";
const PAGE: &str = "# 読書会のお知らせ\n\n次回は会議室で開く。持ち物は本。\n";

/// A corpus with these label rows for the report; `r` is the report, `p` a page that is none.
fn corpus(rows: &str) -> Corpus {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |path: &str, text: &str| {
        let file = directory.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    };
    write("reports/r.md", REPORT);
    write("reports/unlabelled.md", REPORT);
    write("others/p.txt", PAGE);
    write("labels/r.jsonl", rows);
    write("labels/p.jsonl", r#"{"kind":"doc","report":false}"#);
    Corpus::read(directory.path(), &[]).unwrap_or_else(|error| panic!("{error}"))
}

fn figures(rows: &str, rule: &str) -> RuleFigures {
    let corpus = corpus(rows);
    by_rule(&corpus.documents, &corpus.rules).remove(rule).expect("a rule")
}

const MEASURES: &str = r#"
{"kind":"doc","report":true,"cause_levels":1,"has_cause":true,"no_strong_action":false}
{"kind":"measure","line":13,"rung":0,"class":"exhortation","owner":"柏","due":true}
{"kind":"measure","line":14,"rung":4,"class":"none","owner":true,"due":true}
{"kind":"cause","line":9,"class":"lack-noun"}
"#;

#[test]
fn figures_of_a_corpus() {
    let figures = Figures::of(&corpus(MEASURES).documents);
    let right = Score { right: 1, ..Score::default() };
    assert_eq!((figures.reports, figures.weak, figures.cause), (1, right, right));
    assert_eq!(figures.classes, [(Some("exhortation".to_owned()), 1, 1)]);
    assert_eq!((figures.measures.gold, figures.measures.found, figures.measures.owner), (2, 2, 2));
    assert_eq!((figures.noise.documents, figures.noise.findings), (1, 0));
    assert!(figures.misses.is_empty(), "{:?}", figures.misses);
}

#[test]
fn figures_as_text_and_json() {
    let figures = Figures::of(&corpus(MEASURES).documents);
    let weak = r#"{"tp": 1, "fp": 0, "fn": 0, "precision": 1.0, "recall": 1.0, "f1": 1.0}"#;
    assert!(
        output::text(&figures).contains(&format!("{:28} {weak}\n", "weak")),
        "{}",
        output::text(&figures)
    );
    let json: serde_json::Value = serde_json::from_str(&output::json(&figures)).expect("JSON");
    assert_eq!(json["measures"]["within one"], 1.0);
    assert_eq!(json["verdict no-strong-action"]["precision"], serde_json::Value::Null);
}

#[test]
fn documents_can_be_left_out() {
    let corpus = corpus(MEASURES).without(&Regex::new("^r").expect("an expression"));
    assert_eq!(corpus.documents.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["p"]);
}

#[test]
fn general_labels_judge_rules() {
    let cause = figures(MEASURES, "lack-noun-cause");
    assert_eq!((cause.hits, cause.right, cause.wrong, cause.has_recall), (1, 1, 0, false));
    let strong = r#"{"kind":"doc","has_cause":false}"#;
    let cause = figures(strong, "lack-noun-cause");
    assert_eq!((cause.hits, cause.right, cause.wrong), (1, 0, 1));
    let missed = r#"{"kind":"doc","no_strong_action":true}"#;
    let verdict = figures(missed, "no-strong-action");
    assert_eq!((verdict.hits, verdict.missed, verdict.has_recall), (0, 1, true));
    let orphan = figures(r#"{"kind":"doc","orphan_measures":[14]}"#, "orphan-measure");
    assert_eq!(orphan.places, [("missed", "r 14".to_owned())]);
}

#[test]
fn what_nobody_can_judge_is_unjudged() {
    let disputed = r#"{"kind":"doc"} {"kind":"disputed","line":9}"#.replace("} {", "}\n{");
    let cause = figures(&disputed, "lack-noun-cause");
    assert_eq!((cause.hits, cause.unjudged()), (1, 1));
    let silent = figures(MEASURES, "effect-check-missing");
    assert_eq!((silent.hits, silent.unjudged()), (1, 1));
}

#[test]
fn a_verdict_judges_one_finding() {
    let no = format!("{MEASURES}{}", r#"{"kind":"verdict","rule":"lack-noun-cause","line":9,"right":false}"#);
    let cause = figures(&no, "lack-noun-cause");
    assert_eq!((cause.right, cause.wrong), (0, 1));
}

#[test]
fn complete_labels_judge_every_finding() {
    let complete = r#"{"kind":"doc","complete":true}"#;
    let effect = figures(complete, "effect-check-missing");
    assert_eq!((effect.right, effect.wrong, effect.missed), (0, 1, 0));
    let disputed = format!(
        "{complete}\n{}",
        r#"{"kind":"disputed","rule":"effect-check-missing","line":1,"document":true}"#
    );
    assert_eq!(figures(&disputed, "effect-check-missing").unjudged(), 1);
    let labelled = format!(
        "{complete}\n{}\n{}\n{}",
        r#"{"kind":"finding","rule":"lack-noun-cause","line":9}"#,
        r#"{"kind":"finding","rule":"lack-noun-cause","line":3}"#,
        r#"{"kind":"finding","rule":"effect-check-missing","line":1,"document":true}"#,
    );
    let cause = figures(&labelled, "lack-noun-cause");
    assert_eq!((cause.right, cause.wrong, cause.missed, cause.has_recall), (1, 0, 1, true));
    assert_eq!(figures(&labelled, "effect-check-missing").right, 1);
}

#[test]
fn a_mistake_in_labels_is_told_with_its_line() {
    let mut labels = super::labels::Labels::default();
    let error =
        labels.add("{\"kind\":\"trap\",\"line\":1}\n{\"kind\":\"tarp\",\"line\":1}").expect_err("a mistake");
    assert!(error.starts_with("2: unknown variant `tarp`"), "{error}");
}

#[test]
fn options() {
    let parsed = |line: &str| parse(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
    let args = parsed("some/corpus --misses 3 --exclude ^a --json").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((&*args.corpus, args.misses, args.json), (Path::new("some/corpus"), 3, true));
    assert!(parsed("--json").is_err() && parsed("a b").is_err() && parsed("a --misses").is_err());
}
