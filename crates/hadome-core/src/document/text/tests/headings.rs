//! Lines that open a section.

use super::*;

#[test]
fn glyphs_open_sections_and_bullets_are_items() {
    check(
        "■原因\n・手順がない。\n・確認がない。\n■ 対策\n(1) 検査する。\n(2) 止める。\n",
        "
        h2 line 原因
        ul
          li
            p 手順がない。
          li
            p 確認がない。
        h2 line 対策
        ol
          li
            p 検査する。
          li
            p 止める。
        ",
    );
}

#[test]
fn the_notation_seen_first_is_the_outermost() {
    check(
        "■ 障害の内容\n本文です。\n【直接の要因】\n本文です。\n１．概要\n本文です。\n【間接の要因】\n本文です。\n■ 影響\nなし。\n",
        "
        h2 line 障害の内容
        p 本文です。
        h3 line 直接の要因
        p 本文です。
        h4 line 概要
        p 本文です。
        h3 line 間接の要因
        p 本文です。
        h2 line 影響
        p なし。
        ",
    );
}

#[test]
fn numbers_are_headings_when_the_lexicon_knows_some_of_them() {
    check(
        "1. 概要\n停止した。\n2. 気付いた経緯\n申告による。\n3. 対策\n1) 検査する\n2) 止める\n4. その他\nなし\n",
        "
        h2 line 概要
        p 停止した。
        h2 line 気付いた経緯
        p 申告による。
        h2 line 対策
        ol
          li
            p 検査する
          li
            p 止める
        h2 line その他
        p なし
        ",
    );
}

#[test]
fn a_numbered_list_below_a_numbered_heading_counts_for_itself() {
    check(
        "1. 原因\n1. 手順がない。\n2. 確認がない。\n2. 対策\n1. 検査する。\n",
        "
        h2 line 原因
        ol
          li
            p 手順がない。
          li
            p 確認がない。
        h2 line 対策
        ol
          li
            p 検査する。
        ",
    );
}

#[test]
fn chapters_and_numbered_parts_are_headings() {
    check(
        "第1章　障害のあらまし\n1.1 起きたこと\n停止した。\n1.2 直したこと\n戻した。\n第２章　対策\n2.1 すること\n検査する。\n",
        "
        h2 line 第1章 障害のあらまし
        h3 line 起きたこと
        p 停止した。
        h3 line 直したこと
        p 戻した。
        h2 line 第2章 対策
        h3 line すること
        p 検査する。
        ",
    );
}

#[test]
fn decimals_and_references_are_no_numbers() {
    check(
        "1.5倍に増やした。\n(6)は検収票で確認する。\n2.5周年です。\n",
        "p 1.5倍に増やした。⏎(6)は検収票で確認する。⏎2.5周年です。",
    );
}

#[test]
fn underlined_and_framed_lines_are_headings() {
    check(
        "作業の記録です。\n\n起きたこと\n==========\n停止した。\n\n調べたこと\n----\n設定。\n\n==========\n　あとがき\n==========\n以上。\n",
        "
        p 作業の記録です。
        h2 line 起きたこと
        p 停止した。
        h3 line 調べたこと
        p 設定。
        h2 line あとがき
        p 以上。
        ",
    );
}

#[test]
fn a_line_of_its_own_is_a_heading_by_word_or_by_what_follows() {
    check(
        "原因\n設定を誤った。\n\nこれからすること\n・検査する\n・止める\n\nここは本文である\n\n次の段落。\n",
        "
        h2 line 原因
        p 設定を誤った。
        h2 line これからすること
        ul
          li
            p 検査する
          li
            p 止める
        p ここは本文である
        p 次の段落。
        ",
    );
}

#[test]
fn labels_with_a_known_word_open_a_section() {
    check(
        "停止しました。\n原因：設定を誤ったため。\n対策：検査を足す。\nほかにはありません。\n\n■概要\n・影響：なし\n・対象：全員\n",
        "
        p 停止しました。
        h2 label 原因
        p 設定を誤ったため。
        h2 label 対策
        p 検査を足す。⏎ほかにはありません。
        h2 line 概要
        ul
          li
            h3 label 影響
            p なし
          li
            p 対象:全員
        ",
    );
}
