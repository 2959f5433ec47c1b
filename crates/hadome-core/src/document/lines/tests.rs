//! Lines of markup formats; those of plain text are tested with its parser.

use super::super::test_tree::{KnownWords, assert_tree};
use super::super::{BlockBuilder, ProseBuilder};
use super::*;

const WORDS: KnownWords = KnownWords(&["原因", "影響", "対策"]);

/// The lines of a paragraph; `\` at the end of a line is a hard break.
fn lines(source: &Source) -> Vec<Line> {
    (0..source.lines().count())
        .map(|i| {
            let span = source.lines().content_of(source.text(), i);
            let raw = source.slice(span);
            let text = raw.trim_end_matches('\\');
            let mut prose = ProseBuilder::new();
            prose.push(text, span.start);
            let span = Span::new(span.start, span.start + text.len());
            Line { prose: prose.finish(), indent: 0, span, hard: text.len() < raw.len() }
        })
        .collect()
}

fn check(place: Place, text: &str, expected: &str) {
    let source = Source::new("r.md", text);
    let mut builder = BlockBuilder::new();
    let mut context = LineContext::new(&source, &WORDS);
    context.enter(2);
    emit(&mut builder, &lines(&source), place, &mut context);
    assert_tree(&builder.finish(text.len()), &source, expected);
}

#[test]
fn a_soft_break_is_no_end() {
    check(Place::Paragraph, "監視体制の強\n化を行う\n予定です", "p 監視体制の強化を行う予定です");
    check(Place::Paragraph, "検査を足す\\\n監視を足す", "p 検査を足す⏎監視を足す");
}

#[test]
fn bullets_in_a_paragraph_are_a_list() {
    check(
        Place::Paragraph,
        "次のとおりです。\n・検査を\n足す\n・監視を足す",
        "
        p 次のとおりです。
        ul
          li
            p 検査を足す
          li
            p 監視を足す
        ",
    );
}

#[test]
fn numbers_in_a_cell_are_a_list_with_what_stands_below_each() {
    check(
        Place::Inner,
        "① 検査を足す\\\n担当：運用課\\\n② 監視を足す",
        "
        ol
          li
            p 検査を足す
            p 担当:運用課
          li
            p 監視を足す
        ",
    );
}

#[test]
fn headings_by_line_nest_below_markup() {
    check(
        Place::Paragraph,
        "■ 調べたこと\n設定を見た。\n原因：設定の誤り",
        "
        h3 line 調べたこと
        p 設定を見た。
        h4 label 原因
        p 設定の誤り
        ",
    );
    check(Place::Paragraph, "【この後のこと】", "h3 line この後のこと");
    check(Place::Paragraph, "◆ この後のこと", "h3 line この後のこと");
}

#[test]
fn only_labels_are_headings_in_a_cell() {
    check(
        Place::Inner,
        "■ 調べたこと\\\n原因：設定の誤り\\\n対策：検査",
        "
        ul
          li
            p 調べたこと
            h3 label 原因
            p 設定の誤り
            h3 label 対策
            p 検査
        ",
    );
    check(
        Place::Inner,
        "原因：設定の誤り\\\n対策：検査",
        "
        h3 label 原因
        p 設定の誤り
        h3 label 対策
        p 検査
        ",
    );
}

#[test]
fn fields_on_lines_of_their_own_stay_apart() {
    check(
        Place::Paragraph,
        "担当：運用課\n期限：11月末",
        "
        p 担当:運用課
        p 期限:11月末
        ",
    );
    check(
        Place::Paragraph,
        "担当：運用課\n期限：11月末\n状況：着手",
        "
        key-value
          tr
            td0
              p 担当
            td1
              p 運用課
          tr
            td0
              p 期限
            td1
              p 11月末
          tr
            td0
              p 状況
            td1
              p 着手
        ",
    );
}

#[test]
fn one_line_is_what_its_marker_says() {
    check(Place::Paragraph, "【原因】設定の誤り", "h3 line 原因\np 設定の誤り");
    check(Place::Paragraph, "①検査を足す", "ol\n  li\n    p 検査を足す");
    check(Place::Paragraph, "【重要】お知らせ", "p 【重要】お知らせ");
    check(Place::Paragraph, "○○システムが停止した", "p ○○システムが停止した");
    check(Place::Paragraph, "https://example.jp/", "p https://example.jp/");
}

#[test]
fn a_first_line_with_a_colon_is_no_heading_for_what_stands_after_it() {
    check(Place::Paragraph, "備考: 影響\nなし", "p 備考: 影響なし");
}
