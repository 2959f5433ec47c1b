//! Figures of impact. They are marked ⟦ ⟧; a figure that is a first count is marked ⟦? ⟧.

use super::tests::with_facts;
use crate::document::Format;

/// The figures of a section with this heading that holds `text`.
fn check(heading: &str, text: &str) {
    let plain = text.replace("⟦?", "⟦").replace(['⟦', '⟧'], "");
    let report = format!("# 障害報告\n\n## {heading}\n\n{plain}\n");
    with_facts(&report, Format::Markdown, |source, facts| {
        let mut marked = plain.clone();
        let start = report.find(&plain).unwrap_or_default();
        for figure in facts.impact.iter().rev() {
            let open = if figure.provisional { "⟦?" } else { "⟦" };
            marked.insert(figure.span.end - start, '⟧');
            marked.insert_str(figure.span.start - start, open);
            assert!(!source.slice(figure.span).is_empty());
        }
        assert_eq!(marked, text);
    });
}

#[test]
fn numbers_with_units_in_sections_on_impact() {
    check("影響", "- 注文 ⟦1,200件⟧、⟦3社⟧\n- ⟦約3万件⟧の遅れ");
    check("影響範囲", "全角では⟦４２分⟧、漢数字では⟦二時間⟧。");
    check("影響", "会員の⟦15%⟧、⟦212,480 リクエスト⟧、損失は⟦約 410 万円⟧。");
}

#[test]
fn numbers_of_several_parts() {
    check("影響", "売上は⟦約1億2千万円⟧、応答は⟦0.2秒⟧から⟦8.5秒⟧へ、停止は⟦1時間26分⟧。");
    check("影響", "先頭の数百件と、12月3日〜5日の分、PM-0093件。");
}

#[test]
fn a_label_is_a_section() {
    check("障害の内容", "影響：⟦約2万6千件⟧の申し込み");
    check("障害の内容", "| 項目 | 内容 |\n|---|---|\n| 影響 | ⟦53通⟧（受信者 ⟦49名⟧） |");
}

#[test]
fn sentences_that_speak_of_impact_elsewhere() {
    check("概要", "決済が⟦42分⟧にわたり停止し、⟦217件⟧の注文が失敗した。");
    check("時系列", "- 10:20 お客様3社からの連絡で気付いた。");
    check("再発防止策", "- エラーが5分で10件を超えたら通知する。");
}

#[test]
fn first_counts_are_provisional() {
    check("影響", "⟦?約3万件⟧（調査中）");
    check("影響", "損失は⟦?120万円⟧の見込み。");
}

#[test]
fn numbers_that_count_nothing() {
    check("影響", "2026年9月2日 10時05分から 10:47 まで、v1.2.3 と HTTP 500、第3回、2行目。");
    check("影響", "一部の利用者が十分に使えなかった。");
}
