//! The linter as a whole, with rules made for the purpose. `⟦ ⟧` mark where a rule has to report.

use std::sync::{Arc, OnceLock};

use super::{Examples, Linter, Outcome};
use crate::check::KINDS;
use crate::diagnostic::{Severity, Waiver};
use crate::document::Format;
use crate::facts::Date;
use crate::filter::CommentState;
use crate::lexicon::Lexicon;
use crate::morph::Morphology;
use crate::rule::{self, Level, Pack, RuleFile, RuleSet, Settings};
use crate::source::Source;
use crate::spec::Problems;

fn lexicon() -> Arc<Lexicon> {
    static LEXICON: OnceLock<Arc<Lexicon>> = OnceLock::new();
    Arc::clone(LEXICON.get_or_init(|| {
        let problems = Problems::new();
        let lexicon = Lexicon::load(&crate::builtin::lexicon(), &problems);
        assert!(problems.is_empty(), "{:?}", problems.into_vec());
        Arc::new(lexicon)
    }))
}

fn morphology() -> Morphology {
    static MORPHOLOGY: OnceLock<Morphology> = OnceLock::new();
    MORPHOLOGY.get_or_init(|| Morphology::new(&crate::builtin::words()).expect("the dictionary")).clone()
}

/// A linter with rules of which only the telling lines are given: `id: lines`.
pub(super) fn linter(rules: &[(&str, &str)], settings: Settings) -> Linter {
    let files: Vec<RuleFile> = rules
        .iter()
        .map(|(id, lines)| {
            let head = format!("id = '{id}'\ntitle = 'x'\nmessage = '{{match}}'\n");
            let severity = if lines.contains("severity = 'error'") { "" } else { "severity = 'warning'\n" };
            let examples = "\n[[example]]\ntext = '⟦あ⟧'\n[[example]]\ntext = 'い'\n";
            let text = format!("{head}{severity}{lines}{examples}");
            let source = Arc::new(Source::new(format!("rules/test/{id}.toml"), text));
            RuleFile { source, group: "test".to_owned(), pack: Pack::Builtin }
        })
        .collect();
    let problems = Problems::new();
    let lexicon = lexicon();
    let rules = RuleSet::load(&files, KINDS, &lexicon, &problems);
    let problems: Vec<String> = problems.into_vec().into_iter().map(|p| p.message.en).collect();
    assert!(problems.is_empty(), "{problems:?}");
    Linter::new(Arc::new(rules), lexicon, morphology(), settings)
}

pub(super) fn lint(linter: &Linter, text: &str, format: Format) -> Outcome {
    linter.lint(&mut linter.worker(), &Source::new("test.md", text), format, &[])
}

/// Lints a Markdown document and compares the places of all findings with its marks: `⟦ ⟧`, and `〈 〉` for their other places.
pub(super) fn check_related(rule: (&str, &str), marked: &str) {
    let text = marked.replace(['⟦', '⟧', '〈', '〉'], "");
    let outcome = lint(&linter(&[rule], Settings::default()), &text, Format::Markdown);
    let mut marks: Vec<(usize, char)> = Vec::new();
    for diagnostic in &outcome.diagnostics {
        marks.extend([(diagnostic.span.end, '⟧'), (diagnostic.span.start, '⟦')]);
        marks.extend(diagnostic.related.iter().flat_map(|r| [(r.span.end, '〉'), (r.span.start, '〈')]));
    }
    marks.sort_by_key(|m| std::cmp::Reverse(m.0));
    let mut got = text.clone();
    for (at, mark) in marks {
        got.insert(at, mark);
    }
    assert_eq!(got, marked);
}

/// Lints a marked Markdown document and compares the places of all findings with its marks.
fn check(rules: &[(&str, &str)], marked: &str) {
    check_with(rules, Settings::default(), Format::Markdown, marked);
}

fn check_with(rules: &[(&str, &str)], settings: Settings, format: Format, marked: &str) {
    let text = marked.replace(['⟦', '⟧'], "");
    let outcome = lint(&linter(rules, settings), &text, format);
    let mut got = text.clone();
    for diagnostic in outcome.diagnostics.iter().rev() {
        got.insert(diagnostic.span.end, '⟧');
        got.insert(diagnostic.span.start, '⟦');
    }
    assert_eq!(got, marked);
}

const STRENGTHENING: (&str, &str) = (
    "vague-strengthening",
    "check = 'phrase'\nroles = ['countermeasure', 'action-items', 'horizontal']\nrung = 0\ntags = ['weak-measure']\n[[match]]\nnear = ['体制', '強化']\n",
);
const NOTIFY: (&str, &str) = (
    "notify",
    "check = 'phrase'\nroles = ['countermeasure', 'action-items', 'horizontal']\nrung = 0\n[[match]]\npattern = '周知 する'\n",
);

#[test]
fn phrases_are_found_in_measures_only() {
    check(
        &[STRENGTHENING],
        "# 障害報告\n\n## 原因\n\n監視体制を強化していなかったため、検知が遅れた。\n\n## 再発防止策\n\n- 監視⟦体制を強化⟧する。\n- 設定を自動で検査する。\n",
    );
}

#[test]
fn emphasis_and_line_breaks_do_not_hide_a_phrase() {
    check(&[STRENGTHENING], "## 再発防止策\n\n- 監視⟦体制の**強\n  化⟧**を図る。\n");
}

#[test]
fn a_directive_with_a_reason_silences_the_next_block() {
    check(
        &[STRENGTHENING],
        "## 再発防止策\n\n<!-- hadome-disable-next-line vague-strengthening -- 別紙の計画による -->\n\n- 監視体制を強化する。\n- 運用⟦体制を強化⟧する。\n",
    );
}

#[test]
fn a_directive_without_a_reason_silences_nothing() {
    check(
        &[STRENGTHENING],
        "## 再発防止策\n\n<!-- hadome-disable-next-line vague-strengthening -->\n- 監視⟦体制を強化⟧する。\n",
    );
}

#[test]
fn directives_work_by_line_by_region_and_by_file() {
    check(
        &[STRENGTHENING],
        "## 再発防止策\n\n- 監視体制を強化する。 <!-- hadome-disable-line vague-strengthening -- 計画済み -->\n- 運用⟦体制を強化⟧する。\n",
    );
    check(
        &[STRENGTHENING],
        "## 再発防止策\n\n<!-- hadome-disable weak-measure -- 計画済み -->\n\n- 監視体制を強化する。\n\n<!-- hadome-enable weak-measure -->\n\n- 運用⟦体制を強化⟧する。\n",
    );
    check(
        &[STRENGTHENING],
        "## 再発防止策\n\n- 監視体制を強化する。\n\n<!-- hadome-disable-file test -- 過去の報告 -->\n",
    );
}

#[test]
fn plain_text_has_directives_on_lines_of_their_own() {
    check_with(
        &[STRENGTHENING],
        Settings::default(),
        Format::Text,
        "■再発防止策\n\n# hadome-disable-next-line vague-strengthening -- 計画済み\n・監視体制を強化する。\n・運用⟦体制を強化⟧する。\n",
    );
}

#[test]
fn what_is_wrong_with_directives_is_told() {
    const UNUSED: (&str, &str) = ("unused", "check = 'suppression'\nrequire = 'used'\n");
    const UNKNOWN: (&str, &str) = ("unknown", "check = 'suppression'\nrequire = 'known'\n");
    const REASON: (&str, &str) = ("reason", "check = 'suppression'\nrequire = 'reason'\n");
    let rules = [STRENGTHENING, UNUSED, UNKNOWN, REASON];
    check(&rules, "<!-- hadome-disable-next-line ⟦vague-strengthening⟧ -- 計画済み -->\n\n本文。\n");
    check(&rules, "<!-- hadome-disable-line ⟦vague-strenghtening⟧ -- 計画済み -->\n\n本文。\n");
    check(&rules, "<!-- ⟦hadome-disable-line vague-strengthening⟧ -->\n\n本文。\n");
    check(&rules, "本文。\n\n<!-- ⟦hadome-enable⟧ -->\n");
}

#[test]
fn a_rule_that_does_not_run_leaves_no_unused_suppression() {
    const UNUSED: (&str, &str) = ("unused", "check = 'suppression'\nrequire = 'used'\n");
    let settings = Settings { ignore: vec!["vague-strengthening".to_owned()], ..Settings::default() };
    check_with(
        &[STRENGTHENING, UNUSED],
        settings,
        Format::Markdown,
        "<!-- hadome-disable-line vague-strengthening -- 計画済み -->\n\n本文。\n",
    );
}

#[test]
fn a_suppression_ends_after_its_last_day() {
    const LIVE: (&str, &str) = ("live", "check = 'suppression'\nrequire = 'live'\n");
    const DATE: (&str, &str) = ("date", "check = 'suppression'\nrequire = 'date'\n");
    let on = |day: &str, text: &str| {
        let settings = Settings { today: Date::parse(day), ..Settings::default() };
        check_with(&[STRENGTHENING, LIVE, DATE], settings, Format::Markdown, text);
    };
    let holds = "- 監視体制を強化する。 <!-- hadome-disable-line vague-strengthening until=2027-03-31 -- 移行中 -->\n";
    let ended = "- 監視⟦体制を強化⟧する。 <!-- hadome-disable-line vague-strengthening ⟦until=2027-03-31⟧ -- 移行中 -->\n";
    let broken = "- 監視⟦体制を強化⟧する。 <!-- hadome-disable-line vague-strengthening ⟦until=2027-04-31⟧ -- 移行中 -->\n";
    let under = |item: &str| format!("## 再発防止策\n\n{item}");
    on("2027-03-31", &under(holds));
    on("2027-04-01", &under(ended));
    on("2027-01-01", &under(broken));
    // Without a clock nothing ends.
    on("", &under(holds));
}

#[test]
fn what_was_waved_through_is_kept_with_its_reason() {
    let text = "## 再発防止策\n\n<!-- hadome-disable-next-line vague-strengthening until=2027-03-31 -- 移行中 -->\n- 監視体制を強化する。\n\n<!-- hadome-disable-file notify -->\n";
    let outcome = lint(&linter(&[STRENGTHENING, NOTIFY], Settings::default()), text, Format::Markdown);
    let [waved] = &outcome.suppressed[..] else { panic!("{:?}", outcome.suppressed) };
    assert_eq!(&text[waved.diagnostic.span.range()], "体制を強化");
    assert!(matches!(&waved.by, Waiver::Comment { reason, .. } if reason == "移行中"));
    let comments: Vec<_> =
        outcome.comments.iter().map(|c| (c.names.join(","), c.state, c.silenced)).collect();
    let name = |name: &str| name.to_owned();
    let expected =
        [(name("vague-strengthening"), CommentState::Active, 1), (name("notify"), CommentState::Void, 0)];
    assert_eq!(comments, expected);
    assert_eq!(outcome.comments[0].until, Date::parse("2027-03-31"));
}

#[test]
fn a_finding_is_named_by_its_sentence_and_not_by_its_line() {
    let anchors = |text: &str| -> Vec<String> {
        let outcome = lint(&linter(&[STRENGTHENING], Settings::default()), text, Format::Markdown);
        outcome.diagnostics.into_iter().map(|d| d.anchor).collect()
    };
    let plain = anchors("## 再発防止策\n\n- 監視体制を強化する。手順を直す。\n");
    assert_eq!(plain, ["監視体制を強化する。"]);
    let moved = anchors(
        "前書き。\n\n## 再発防止策\n\n1. 一つ目。\n2. 監視**体制**を強\n   化する。 手順を書き直す。\n",
    );
    assert_eq!(moved, plain);
    // A text without a full stop gives way to the words of the finding.
    let endless = anchors(&format!("## 再発防止策\n\n- {}監視体制を強化する\n", "監視と、".repeat(100)));
    assert_eq!(endless, ["体制を強化"]);
}

#[test]
fn rules_of_one_exclusive_name_share_one_finding_per_measure() {
    let shared = |(id, lines): (&'static str, &str)| (id, format!("exclusive = 'weak'\n{lines}"));
    let (a, b) = (shared(STRENGTHENING), shared(NOTIFY));
    check(
        &[(a.0, &a.1), (b.0, &b.1)],
        "## 再発防止策\n\n- 手順を⟦周知し⟧、監視体制を強化する。\n- 監視⟦体制を強化⟧する。\n",
    );
}

#[test]
fn outside_of_measures_they_share_one_finding_per_place() {
    let phrase = |regex: &str, more: &str| {
        format!(
            "exclusive = 'impact'\n{more}guards = false\ncheck = 'phrase'\nroles = ['impact']\n[[match]]\nregex = '{regex}'\n"
        )
    };
    let (who, how) = (phrase("一部のお客様", ""), phrase("お客様で失敗|多数", "general = true\n"));
    check(
        &[("who", &who), ("how", &how)],
        "## 影響\n\n⟦一部のお客様⟧で失敗した。⟦多数⟧に及んだ。\n\n⟦一部のお客様⟧から電話があった。\n",
    );
}

#[test]
fn settings_choose_rules_and_severities() {
    let document = "## 再発防止策\n\n- 監視体制を強化する。\n";
    let severities = |settings: Settings| -> Vec<Severity> {
        let outcome = lint(&linter(&[STRENGTHENING], settings), document, Format::Markdown);
        outcome.diagnostics.iter().map(|d| d.severity).collect()
    };
    let level =
        |name: &str, level| Settings { severity: [(name.to_owned(), level)].into(), ..Settings::default() };
    assert_eq!(severities(Settings::default()), [Severity::Warning]);
    assert_eq!(severities(level("vague-strengthening", Level::Error)), [Severity::Error]);
    assert_eq!(severities(level("test", Level::Info)), [Severity::Info]);
    assert_eq!(severities(level("weak-measure", Level::Off)), []);
    assert_eq!(severities(Settings { select: vec!["notify".to_owned()], ..Settings::default() }), []);
    assert_eq!(severities(Settings { ignore: vec!["all".to_owned()], ..Settings::default() }), []);
}

#[test]
fn weak_measures_only_make_a_weak_report() {
    let strength = ("strength", "check = 'strength'\nbelow = 3\nlabel = '{rung}'\n");
    let silent = (STRENGTHENING.0, STRENGTHENING.1);
    let settings = || Settings { select: vec!["strength".to_owned()], ..Settings::default() };
    let check = |marked: &str| check_with(&[silent, strength], settings(), Format::Markdown, marked);
    check("## ⟦再発防止策⟧\n\n- 監視体制を強化する。\n- 運用体制の強化\n");
    check(
        "## 再発防止策\n\n- 監視体制を強化する。\n- デプロイを自動化し、CI で必須のテストが失敗したらブロックする。\n",
    );
    check("## 再発防止策\n\n- 夕方に集まる。\n");
    check("## 原因\n\n監視体制を強化しなかった。\n");
}

#[test]
fn required_sections_are_missed_in_reports_only() {
    let section = (
        "section",
        "check = 'section'\nrequire = ['cause', 'countermeasure']\nempty = ['なし', '特に なし']\n[names]\ncause = '原因'\n[[told]]\nrole = 'countermeasure'\nby = ['action-items']\n",
    );
    check(&[section], "# ⟦障害報告⟧\n\n## 概要\n\n停止した。\n\n## 原因\n\n設定を誤ったため停止した。\n");
    check(
        &[section],
        "# 障害報告\n\n## 概要\n\n停止した。\n\n## ⟦原因⟧\n\nなし。\n\n## 再発防止策\n\n- 設定を自動で検査する。\n",
    );
    check(&[section], "# メモ\n\n## 買い物\n\n牛乳。\n");
}

#[test]
fn damaged_text_is_told_even_outside_reports() {
    check(&[("damaged", "check = 'encoding'\n")], "# メモ\n\n牛乳⟦\u{fffd}⟧と\u{fffd}卵。\n");
}

#[test]
fn every_builtin_rule_stands_by_its_examples() {
    let problems = Problems::new();
    let rules = RuleSet::load(&crate::builtin::rules(), KINDS, &lexicon(), &problems);
    let texts: Vec<String> =
        problems.into_vec().iter().map(|p| format!("{}: {}", p.source.path(), p.message.en)).collect();
    assert!(texts.is_empty(), "{texts:#?}");
    let linter = Linter::new(Arc::new(rules), lexicon(), morphology(), Settings::default());
    let metas = linter.rules().rules().iter().map(|r| &r.meta);
    let report = rule::run_examples(metas, &mut Examples::new(&linter));
    let tell = |p: &crate::diagnostic::Problem| {
        let line = p.source.position(p.span.start).line;
        let hint = p.hint.as_ref().map_or("", |h| h.en.as_str());
        format!("{}:{line}: {}\n{hint}", p.source.path(), p.message.en)
    };
    let failures: Vec<String> = report.problems.iter().map(tell).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_worker_that_remembers_finds_the_same() {
    let problems = Problems::new();
    let rules = RuleSet::load(&crate::builtin::rules_to_run(), KINDS, &lexicon(), &problems);
    let linter = Linter::new(Arc::new(rules), lexicon(), morphology(), Settings::default());
    let (mut fresh, mut remembering) = (linter.worker(), linter.remembering_worker());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/corpus/reports");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().take(8) {
        let mut text = Source::decode("", &std::fs::read(path).unwrap()).text().to_owned();
        // Twice the same, then words that come, go and join what stood apart.
        for edit in 0..6 {
            let source = Source::new(path.to_str().unwrap(), text.clone());
            let lint = |worker| {
                let outcome = linter.lint(worker, &source, Format::Markdown, &[]);
                format!("{:?} {:?} {:?}", outcome.diagnostics, outcome.measures, outcome.suppressed)
            };
            assert_eq!(lint(&mut remembering), lint(&mut fresh), "{}, edit {edit}", path.display());
            let at = text.char_indices().map(|(at, _)| at).nth(edit * 97 + 50).unwrap_or(0);
            match edit {
                0 => {}
                1 | 4 => text.insert_str(at, "、体制を強化する。"),
                _ => text.truncate(text.len() - text.chars().next_back().map_or(0, char::len_utf8)),
            }
        }
    }
}
