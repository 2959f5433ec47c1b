//! The engine with its own rules, on any input: no panic, findings that stand in the text, and the same answer twice.

use std::sync::{Arc, OnceLock};

use hadome_core::builtin;
use hadome_core::check::KINDS;
use hadome_core::document::Format;
use hadome_core::lexicon::Lexicon;
use hadome_core::linter::{Linter, Outcome};
use hadome_core::morph::Morphology;
use hadome_core::rule::{RuleSet, Settings};
use hadome_core::source::Source;
use hadome_core::spec::Problems;
use proptest::prelude::*;

fn linter() -> &'static Linter {
    static LINTER: OnceLock<Linter> = OnceLock::new();
    LINTER.get_or_init(|| {
        let problems = Problems::new();
        let lexicon = Arc::new(Lexicon::load(&builtin::lexicon(), &problems));
        let rules = Arc::new(RuleSet::load(&builtin::rules(), KINDS, &lexicon, &problems));
        assert!(problems.is_empty(), "the built-in rules are sound");
        let morphology = Morphology::new(&builtin::words()).expect("the built-in words are sound");
        let all = Settings { select: vec!["all".to_owned()], ..Settings::default() };
        Linter::new(rules, lexicon, morphology, all)
    })
}

fn lint(source: &Source, format: Format) -> Outcome {
    linter().lint(&mut linter().worker(), source, format, &[])
}

/// Rule, message and 1-based line of every finding.
fn findings(source: &Source, format: Format) -> Vec<(String, String, usize)> {
    let outcome = lint(source, format);
    let line = |at: usize| source.position(at).line;
    outcome.diagnostics.iter().map(|d| (d.rule.to_string(), d.message.clone(), line(d.span.start))).collect()
}

fn check_spans(source: &Source, format: Format) {
    let outcome = lint(source, format);
    let text = source.text();
    let inside = |start: usize, end: usize| start <= end && text.get(start..end).is_some();
    for diagnostic in &outcome.diagnostics {
        assert!(inside(diagnostic.span.start, diagnostic.span.end), "{diagnostic:?}");
        for related in &diagnostic.related {
            assert!(inside(related.span.start, related.span.end), "{diagnostic:?}");
        }
    }
    for measure in &outcome.measures {
        assert!(inside(measure.span.start, measure.span.end), "{measure:?}");
    }
}

fn any_format() -> impl Strategy<Value = Format> {
    prop_oneof![Just(Format::Markdown), Just(Format::Text), Just(Format::Html)]
}

/// Pieces of reports: notation, words that rules look for, and noise.
const PIECES: &[&str] = &[
    "# 障害報告書\n",
    "## 原因\n",
    "## 再発防止策\n",
    "■再発防止策\n",
    "【原因】\n",
    "原因：",
    "<h2>再発防止策</h2>\n",
    "- ",
    "・",
    "1. ",
    "  - ",
    "| 対策 | 担当 | 期限 |\n|---|---|---|\n",
    "| 周知徹底 | 運用課 | 11/20 |\n",
    "<table><tr><td>",
    "</td></tr></table>",
    "> ",
    "監視体制の**強\n化**を図る。",
    "手順書を整備する。",
    "担当者の確認不足のため、",
    "ダブルチェックを徹底する。",
    "CI で必須にしブロックする。",
    "検討する（担当：田中、期限：2026-11-20）。",
    "「体制強化」だけでは不十分だった。",
    "設定を誤ったため停止した。",
    "なし",
    "速やかに",
    "\n",
    "\n\n",
    "\u{3000}",
    "<!-- hadome-disable-next-line all -- 理由 -->\n",
    "# hadome-disable weak-measure -- 理由\n",
    "<!-- hadome-enable -->\n",
    "<!-- hadome-disable-line",
    "-->",
    "`code`",
    "```\n",
    "&amp;",
    "<b>",
    "ｶﾞ",
    "①",
    "\u{fffd}",
    "👩‍💻",
    "\r",
    "\t",
    "abc. Def",
    "2026年11月20日 10:30 ",
];

fn report() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_give_findings_or_silence(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        format in any_format(),
    ) {
        check_spans(&Source::decode("any", &bytes), format);
    }

    #[test]
    fn any_text_gives_findings_or_silence(text in ".{0,200}", format in any_format()) {
        check_spans(&Source::new("any", text), format);
    }

    #[test]
    fn spans_stand_in_the_text(text in report(), format in any_format()) {
        check_spans(&Source::new("report", text), format);
    }

    #[test]
    fn the_same_input_gives_the_same_output(text in report(), format in any_format()) {
        let source = Source::new("report", text);
        prop_assert_eq!(lint(&source, format).diagnostics, lint(&source, format).diagnostics);
    }

    #[test]
    fn line_ends_do_not_matter(text in report(), format in any_format()) {
        let lf = text.replace('\r', "");
        let crlf = lf.replace('\n', "\r\n");
        prop_assert_eq!(findings(&Source::new("report", lf), format), findings(&Source::new("report", crlf), format));
    }

    #[test]
    fn truncation_and_reencoding_are_survived(
        text in report(),
        cut in 0usize..2000,
        format in any_format(),
    ) {
        let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode(&text);
        check_spans(&Source::decode("report", &sjis[..cut.min(sjis.len())]), format);
        check_spans(&Source::decode("report", &text.as_bytes()[..cut.min(text.len())]), format);
    }
}
