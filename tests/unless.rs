//! What `[[unless]]` blocks make of a finding.

use std::sync::{Arc, LazyLock};

use hadome_core::document::Format;
use hadome_core::lexicon::Lexicon;
use hadome_core::linter::Linter;
use hadome_core::morph::Morphology;
use hadome_core::rule::{Pack, Profile, RuleFile, RuleSet, Settings};
use hadome_core::source::Source;
use hadome_core::spec::Problems;
use hadome_core::{builtin, check};

static LEXICON: LazyLock<Arc<Lexicon>> =
    LazyLock::new(|| Arc::new(Lexicon::load(&builtin::lexicon(), &Problems::new())));
static MORPHOLOGY: LazyLock<Morphology> =
    LazyLock::new(|| Morphology::new(&builtin::words()).expect("the embedded dictionary"));

/// A rule that reports 体制強化, with `unless` blocks.
fn rule(unless: &str) -> RuleFile {
    let text = format!(
        "id = 'vague'\ntitle = 'x'\nseverity = 'warning'\ncheck = 'phrase'\nroles = ['countermeasure']\nmessage = '{{match}}'\n\
         [[match]]\npattern = '体制 の? 強化'\n{unless}\n\
         [[example]]\ntext = '⟦体制強化⟧'\n[[example]]\ntext = 'x'\n"
    );
    RuleFile {
        source: Arc::new(Source::new("vague.toml", text)),
        group: "own".into(),
        pack: Pack::Named("own".into()),
    }
}

/// The findings in a section of measures, each as `text severity`.
fn check_with(unless: &str, settings: Settings, measures: &str, expected: &[&str]) {
    let problems = Problems::new();
    let rules = RuleSet::load(&[rule(unless)], check::KINDS, &LEXICON, &problems);
    assert!(problems.is_empty(), "{:?}", problems.into_vec());
    let linter = Linter::new(Arc::new(rules), Arc::clone(&LEXICON), MORPHOLOGY.clone(), settings);
    let source = Source::new("report.md", format!("# 障害報告書\n\n## 再発防止策\n\n{measures}\n"));
    let outcome = linter.lint(&mut linter.worker(), &source, Format::Markdown, &[]);
    let found: Vec<String> =
        outcome.diagnostics.iter().map(|d| format!("{} {}", source.slice(d.span), d.severity)).collect();
    assert_eq!(found, expected, "{unless}\n{measures}");
}

fn check(unless: &str, measures: &str, expected: &[&str]) {
    check_with(unless, Settings::default(), measures, expected);
}

const STANDS: &[&str] = &["体制の強化 warning"];
const LOWERED: &[&str] = &["体制の強化 info"];
const SILENT: &[&str] = &[];

#[test]
fn without_a_block_everything_stands() {
    check("", "- 体制の強化を図る。\n- 承認のない操作を自動で拒否する。", STANDS);
}

#[test]
fn a_pattern_looks_at_the_sentence_unless_it_says_otherwise() {
    let block = |scope: &str| format!("[[unless]]\npattern = '夜間'\n{scope}");
    check(&block(""), "- 夜間の体制の強化を図る。", SILENT);
    check(&block(""), "- 体制の強化を図る。夜間に行う。", STANDS);
    check(&block("scope = 'item'"), "- 体制の強化を図る。夜間に行う。", SILENT);
    check(&block("scope = 'item'"), "- 体制の強化を図る。\n  - 夜間から始める。", SILENT);
    check(&block("scope = 'item'"), "- 体制の強化を図る。\n- 夜間の受付をやめる。", STANDS);
    check(&block("scope = 'section'"), "- 体制の強化を図る。\n- 夜間の受付をやめる。", SILENT);
}

#[test]
fn the_scope_of_the_match_is_what_overlaps_it() {
    let block = "[[unless]]\npattern = '体制 の 強化 月間'\nscope = 'match'";
    check(block, "- 体制の強化月間に体制の強化を図る。", STANDS);
}

#[test]
fn evidence_counts_in_the_item() {
    let block = "[[unless]]\nevidence = ['enforced']";
    check(block, "- 体制の強化として、承認のない操作を自動で拒否する。", SILENT);
    check(block, "- 体制の強化を図る。\n- 承認のない操作を自動で拒否する。", STANDS);
}

#[test]
fn a_stronger_sibling_lowers() {
    let block = "[[unless]]\nsibling-rung = 4\nseverity = 'info'";
    check(block, "- 体制の強化を図る。\n- 承認のない操作を自動で拒否する。", LOWERED);
    check(block, "- 体制の強化を図る。\n- 手順書を見直す。", STANDS);
}

#[test]
fn conditions_of_one_block_hold_together() {
    let together = "[[unless]]\npattern = '夜間'\nfield = ['due']";
    check(together, "- 夜間の体制の強化を図る。", STANDS);
    check(together, "- 夜間の体制の強化を図る（期限: 2026年12月1日）。", SILENT);
    let apart = "[[unless]]\npattern = '夜間'\n[[unless]]\nfield = ['due']";
    check(apart, "- 夜間の体制の強化を図る。", SILENT);
}

#[test]
fn silencing_wins_over_lowering() {
    let blocks = "[[unless]]\npattern = '夜間'\nseverity = 'info'\n[[unless]]\npattern = '当番'";
    check(blocks, "- 夜間の体制の強化を図る。", LOWERED);
    check(blocks, "- 夜間の当番と体制の強化を図る。", SILENT);
}

#[test]
fn the_profile_of_the_report_can_be_a_condition() {
    let block = "[[unless]]\nprofile = 'public'";
    let public = Settings { profile: Some(Profile::Public), ..Settings::default() };
    check_with(block, public, "- 体制の強化を図る。", SILENT);
    check(block, "- 体制の強化を図る。", STANDS);
}
