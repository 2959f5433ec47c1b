//! How long one report takes: of 9 kB, 50 kB and 1 MB, warm.

#![allow(missing_docs)] // criterion_group! makes a public function without any

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hadome_core::builtin;
use hadome_core::check::KINDS;
use hadome_core::document::Format;
use hadome_core::lexicon::Lexicon;
use hadome_core::linter::Linter;
use hadome_core::morph::Morphology;
use hadome_core::rule::{RuleSet, Settings};
use hadome_core::source::Source;
use hadome_core::spec::Problems;

/// The opening of a report, and what is repeated until it is long enough.
const OPENING: &str = "# 決済処理の停止に関する報告書\n\n## 概要\n\n11月3日 10:12 から 12:40 まで、夜間に更新した証明書の設定に誤りがあり、決済の受け付けが止まった。\n\n";
const SECTION: &str = "## 時系列\n\n- 10:12 決済の成功率が 99.9% から 0% に下がった。\n- 10:25 問い合わせの窓口に三件の申告があった。\n- 11:50 当番の担当者が古い証明書に切り戻した。\n- 12:40 すべての取引が処理されたことを確かめた。\n\n## 原因\n\n更新の手順に検証の工程がなかったため、期限の切れた中間証明書がそのまま配備された。検証の工程がなかったのは、証明書の更新が配備の仕組みの外で手作業として行われてきたためである。\n\n当日の担当者は手順のとおりに作業しており、同じ条件なら誰が作業しても同じ結果になる。\n\n## 再発防止策\n\n| 対策 | 担当 | 期限 | 状況 |\n|---|---|---|---|\n| 証明書の配備を CI に組み込み、検証に失敗したら配備を止める | 基盤課 | 2026-11-30 | 対応中 |\n| 手順書を整備し、関係者に周知する | 運用課 | 2026-12-10 | 未着手 |\n| 有効期限の 30 日前に当番へ通知する監視を追加する | 監視課 | 2026-12-20 | 未着手 |\n\n- 監視体制の強化を図る。\n- 作業時はダブルチェックを徹底する。\n- 更新の対象と期限を台帳で管理し、月次で確認する。\n\n";

fn report(length: usize) -> String {
    let mut text = OPENING.to_owned();
    while text.len() < length {
        text.push_str(SECTION);
    }
    text
}

fn linter() -> Linter {
    let problems = Problems::new();
    let lexicon = Arc::new(Lexicon::load(&builtin::lexicon(), &problems));
    let rules = Arc::new(RuleSet::load(&builtin::rules(), KINDS, &lexicon, &problems));
    let morphology = Morphology::new(&builtin::words()).expect("the built-in words are sound");
    Linter::new(rules, lexicon, morphology, Settings::default())
}

fn lint(c: &mut Criterion) {
    let linter = linter();
    let mut worker = linter.worker();
    let mut group = c.benchmark_group("lint");
    for (name, length) in [("9 kB", 9_000), ("50 kB", 50_000), ("1 MB", 1_000_000)] {
        let source = Source::new("report.md", report(length));
        group.throughput(Throughput::Bytes(source.text().len() as u64));
        if length > 500_000 {
            group.sample_size(10);
        }
        group.bench_function(BenchmarkId::from_parameter(name), |b| {
            b.iter(|| black_box(linter.lint(&mut worker, &source, Format::Markdown, &[])));
        });
    }
    group.finish();
}

fn load(c: &mut Criterion) {
    c.bench_function("load rules and lexicon", |b| b.iter(|| black_box(linter())));
}

criterion_group!(benches, lint, load);
criterion_main!(benches);
