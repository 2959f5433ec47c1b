//! Plain text as blocks.

use super::super::test_tree::{KnownWords, assert_tree, tree};
use std::sync::Arc;

use super::super::{Block, HeadingWords, Parsed, RoleTable};
use super::parse;
use crate::source::Source;
use crate::spec::Problems;
use proptest::prelude::*;

/// The built-in words, for what only they decide.
fn built_in() -> RoleTable {
    let mut table = RoleTable::new();
    let text = include_str!("../../../../../rules/lexicon/sections.toml");
    let source = Arc::new(Source::new("sections.toml", text));
    crate::lexicon::sections::load(&source, &mut table, &Problems::new());
    table
}

const WORDS: KnownWords = KnownWords(&["原因", "影響", "対策", "再発防止策", "概要", "経緯", "直接原因"]);

fn check(text: &str, expected: &str) {
    let source = Source::new("report.txt", text);
    assert_tree(&parse(&source, &WORDS).blocks, &source, expected);
}

fn check_title(text: &str, expected: Option<&str>) {
    let source = Source::new("report.txt", text);
    let parsed = parse(&source, &WORDS);
    let title = parsed.title.map(|id| parsed.blocks[id.index()].prose.text());
    assert_eq!(title, expected);
}

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
fn a_circle_is_a_bullet_when_sentences_follow_each_other() {
    check(
        "■対策\n●夜間も当番を置く。\n●設定を二人で見る。\n\n●原因\n設定の誤り。\n",
        "
        h2 line 対策
        ul
          li
            p 夜間も当番を置く。
          li
            p 設定を二人で見る。
        h3 line 原因
        p 設定の誤り。
        ",
    );
    check(
        "● 起きたこと\n停止した。\n\n● わかったこと\n手順がない。\n",
        "
        h2 line 起きたこと
        p 停止した。
        h2 line わかったこと
        p 手順がない。
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
fn a_letter_with_numbered_keys_is_read_by_its_keys() {
    check(
        "　　　　　　　　　　　　　　　　2026年9月2日\n関係各位\n　　　　　　　　　　　　　　　　架空商事　情報部\n\n　　　決済サービス停止の経過\n\n\
         拝啓　平素より格別のお引き立てを賜り、御礼申し上げます。\n\n　　　　　　　　　　　記\n\n\
         １．発生日時　　2026年9月2日 10:00〜11:00\n２．影響　　　　全員\n３．原因\n　　設定を誤り、確認も\n　　なかった。\n\
         ４．再発防止策\n　　①検査を足す\n　　②監視を足す\n\n　　　　　　　　　　　　　　　　以上\n",
        "
        p 2026年9月2日⏎関係各位⏎架空商事 情報部
        p 決済サービス停止の経過
        p 拝啓 平素より格別のお引き立てを賜り、御礼申し上げます。
        p 記
        h2 line 発生日時
        p 2026年9月2日 10:00〜11:00
        h2 line 影響
        p 全員
        h2 line 原因
        p 設定を誤り、確認も⏎なかった。
        h2 line 再発防止策
        ol
          li
            p 検査を足す
          li
            p 監視を足す
        p 以上
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

#[test]
fn aligned_lines_and_lines_with_colons_are_tables() {
    check(
        "発生日時　　　2026年9月2日\n対象　　　　　決済\n内容　　　　　30分の停止。\n　　　　　　　復旧済み\n\n件名：停止\n日時：9月2日\n原因：設定\n",
        "
        key-value
          tr
            td0
              p 発生日時
            td1
              p 2026年9月2日
          tr
            td0
              p 対象
            td1
              p 決済
          tr
            td0
              p 内容
            td1
              p 30分の停止。⏎復旧済み
        key-value
          tr
            td0
              p 件名
            td1
              p 停止
          tr
            td0
              p 日時
            td1
              p 9月2日
          tr
            td0
              p 原因
            td1
              p 設定
        ",
    );
}

#[test]
fn the_edge_of_the_paper_is_no_end_of_a_sentence() {
    check(
        "　本番環境へ反映する設定の一覧を作るときに前回の値が残っていたことに気付か\nず、そのまま登録した。反映の前の確認でも、この違いを見落としていたことが後\nから分かった。\n短い行\n次の行\n",
        "
        p 本番環境へ反映する設定の一覧を作るときに前回の値が残っていたことに気付かず、そのまま登録した。反映の前の確認でも、この違いを見落としていたことが後から分かった。⏎短い行⏎次の行
        ",
    );
}

#[test]
fn hanging_lines_belong_to_their_item() {
    check(
        "(1) 監視の間隔を見直し、\n    五分とする。\n    担当：運用課\n(2) 開発の環境を分ける\n    11月末まで\n・別の話\n",
        "
        ol
          li
            p 監視の間隔を見直し、五分とする。
            p 担当:運用課
          li
            p 開発の環境を分ける
            p 11月末まで
            ul
              li
                p 別の話
        ",
    );
    check(
        "１．読み合わせ\n　二名が声に出して読む。\n\n２．試し引き\n　千回引く。\n\n以上です。\n",
        "
        ol
          li
            p 読み合わせ
            p 二名が声に出して読む。
          li
            p 試し引き
            p 千回引く。
        p 以上です。
        ",
    );
}

#[test]
fn pairs_below_an_item_are_about_the_item() {
    check(
        "・検査を足す\n担当：運用課\n期限：11月末\n・監視を足す\n担当：開発課\n期限：12月末\n",
        "
        ul
          li
            p 検査を足す
            p 担当:運用課
            p 期限:11月末
          li
            p 監視を足す
            p 担当:開発課
            p 期限:12月末
        ",
    );
}

#[test]
fn lists_nest_by_indentation_and_by_notation() {
    check(
        "① 体制\n・夜間の当番\n　- 二名\n　※ 繁忙期のみ\n・連絡先\n② 手順\n  a) 書く\n  b) 試す\n",
        "
        ol
          li
            p 体制
            ul
              li
                p 夜間の当番
                ul
                  li
                    p 二名
                    ul
                      li
                        p 繁忙期のみ
              li
                p 連絡先
          li
            p 手順
            ol
              li
                p 書く
              li
                p 試す
        ",
    );
}

#[test]
fn entries_of_a_timeline_are_never_joined() {
    check(
        "12:18　申告を受けた\n12:31〜12:40　再現を確認\n9/2 13:00 止めた\n2026-09-03 直した\n",
        "
        ul
          li
            p 12:18 申告を受けた
          li
            p 12:31〜12:40 再現を確認
          li
            p 9/2 13:00 止めた
          li
            p 2026-09-03 直した
        ",
    );
}

#[test]
fn whys_and_arrows_keep_their_marks() {
    check(
        "なぜ1：停止したのはなぜか\n→ 上限に達した\nなぜ2：上限に達したのはなぜか\n→ 監視がない\n",
        "
        ul
          li
            p なぜ1:停止したのはなぜか
            ul
              li
                p → 上限に達した
          li
            p なぜ2:上限に達したのはなぜか
            ul
              li
                p → 監視がない
        ",
    );
}

#[test]
fn tasks_are_ticked_or_not() {
    check(
        "- [ ] 検査を足す\n- [x] 止めた\n☑ 戻した\n",
        "
        ul
          li [ ]
            p 検査を足す
          li [x]
            p 止めた
            ul
              li [x]
                p 戻した
        ",
    );
}

#[test]
fn a_mail_has_headers_quotes_and_a_signature() {
    let mail = "From: a@example.jp\nSubject: 決済停止につ\n いての報告\n\n各位\n\n> 原因は\n> 何ですか。\n\n設定です。\n\n-- \n運用課\n原因：未定\n";
    check(
        mail,
        "
        key-value
          tr
            td0
              p From
            td1
              p a@example.jp
          tr
            td0
              p Subject
            td1
              p 決済停止についての報告
        p 各位
        quote
          p 原因は何ですか。
        p 設定です。
        code
        ",
    );
    check_title(mail, Some("決済停止についての報告"));
}

#[test]
fn drawn_tables_have_rows_and_art_is_code() {
    check(
        "|対策|担当|\n|----|----|\n|検査|運用課|\n\n┌──┬──┐\n│日時│9/2 │\n│場所│東京│\n└──┴──┘\n",
        "
        table
          tr header
            td0
              p 対策
            td1
              p 担当
          tr
            td0
              p 検査
            td1
              p 運用課
        key-value
          tr
            td0
              p 日時
            td1
              p 9/2
          tr
            td0
              p 場所
            td1
              p 東京
        ",
    );
    check(
        "No  対策        担当\n1   検査を足す  運用課\n2   監視        開発課\n\n        教育  技術  強制\n人      (1)   (2)   (3)\n",
        "
        table
          tr header
            td0
              p No
            td1
              p 対策
            td2
              p 担当
          tr
            td0
              p 1
            td1
              p 検査を足す
            td2
              p 運用課
          tr
            td0
              p 2
            td1
              p 監視
            td2
              p 開発課
        code
        ",
    );
}

#[test]
fn directives_are_comments_and_do_not_part_lines() {
    let source = Source::new(
        "r.txt",
        "・検査を足す\n  # hadome-disable-next-line owner-missing -- 別表\n  // hadome-enable x\n・止める\n# 見出し\n本文\n",
    );
    let Parsed { blocks, comments, .. } = parse(&source, &WORDS);
    let texts: Vec<&str> = comments.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["hadome-disable-next-line owner-missing -- 別表", "hadome-enable x"]);
    assert!(comments.iter().all(|c| source.slice(c.text_span) == c.text && c.span.contains(c.text_span)));
    assert_tree(
        &blocks,
        &source,
        "
        ul
          li
            p 検査を足す
          li
            p 止める
        h2 line 見出し
        p 本文
        ",
    );
}

#[test]
fn the_title_is_the_first_line_that_looks_like_one() {
    check_title("文書番号 12\n\n【障害のご報告】\n\n本文です。\n", Some("【障害のご報告】"));
    check_title("決済サービス停止の件について\n\n本文です。\n", Some("決済サービス停止の件について"));
    check_title("# 停止の記録\n本文\n", Some("停止の記録"));
    check_title("各位\n\n　　　　　　決済の停止について\n\n本文です。\n", Some("決済の停止について"));
    check_title("【原因】\n設定です。\n", None);
    check_title("原因\n設定です。\n", None);
    check_title("設定を誤りました。\n", None);
    check_title("", None);
}

#[test]
fn words_tell_the_title_from_the_letterhead() {
    let text = "文書番号 ア-12\n2026年9月2日\n架空商事株式会社\n決済障害報告書（第二版）\n\n■原因\n設定。\n";
    let source = Source::new("report.txt", text);
    let words = built_in();
    let parsed = parse(&source, &words);
    let title = parsed.title.map(|id| parsed.blocks[id.index()].prose.text());
    assert_eq!(title, Some("決済障害報告書(第二版)"));
    assert!(!words.is_title("報告部署 運用課"));
}

/// What it costs is measured in `benches/document.rs`.
#[test]
fn the_tree_grows_like_the_text() {
    for piece in [
        "・",
        "(1) a\n",
        "１．対策\n",
        "|a|b|\n",
        "a：b\n",
        " ・a\n",
        "■a\n",
        "【",
        "> ",
        "a  b  c\n",
        "12:00 a\n",
        "a\n",
    ] {
        let size = |n: usize| {
            let parsed = parse(&Source::new("x", piece.repeat(n)), &WORDS);
            parsed.blocks.iter().map(|b| 1 + b.prose.text().len()).sum::<usize>()
        };
        let (small, large) = (size(1_000), size(4_000));
        assert!(large <= small * 4 + 100, "{piece:?}: {small}, {large}");
    }
    let stairs: String = (0..1500).map(|n| format!("{}・段\n", " ".repeat(n))).collect();
    parse(&Source::new("x", stairs), &WORDS);
}

/// Lines as reports have them, in any order.
fn report() -> impl Strategy<Value = String> {
    let pieces = [
        "■",
        "●",
        "・",
        "- ",
        "(1) ",
        "①",
        "２．",
        "1.1 ",
        "第1章 ",
        "【",
        "】",
        "原因",
        "対策：",
        "設定を誤った",
        "。",
        "、",
        "　",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "12:18 ",
        "9月2日 ",
        "なぜ1：",
        "→",
        "※",
        "> ",
        "|",
        "----",
        "====",
        "From: a",
        "Subject: b",
        "-- ",
        "\n--\n",
        "ガ",
        "㈱",
        "Ⅳ",
        "e\u{301}",
        "\u{feff}",
        "# hadome-x",
        "```",
        "[x]",
        "a@b",
        "+--+",
        "a",
        "１",
        "\u{a8}",
        "ﷺ",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..80).prop_map(|p| p.concat())
}

fn check_spans(blocks: &[Block], source: &Source) -> Result<(), TestCaseError> {
    for block in blocks {
        prop_assert!(source.text().get(block.span.range()).is_some(), "{:?}", block);
        if let Some(parent) = block.parent {
            prop_assert!(
                blocks[parent.index()].span.contains(block.span),
                "{:?} in {:?}",
                block,
                blocks[parent.index()]
            );
        }
        let text = block.prose.text();
        for (at, c) in text.char_indices() {
            let span = block.prose.source_span(at..at + c.len_utf8());
            prop_assert!(source.text().get(span.range()).is_some(), "{:?} at {}", block, at);
            prop_assert!(block.span.contains(span), "{:?} at {} is {:?}", block, at, span);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_blocks_inside_it(text in prop_oneof![report(), any::<String>()]) {
        let source = Source::new("x", text);
        check_spans(&parse(&source, &WORDS).blocks, &source)?;
    }

    #[test]
    fn line_ends_do_not_matter(text in report()) {
        let lf = text.replace("\r\n", "\n").replace('\r', "\n");
        let trees = [lf.clone(), lf.replace('\n', "\r\n"), lf.replace('\n', "\r")].map(|text| {
            let source = Source::new("x", text);
            tree(&parse(&source, &WORDS).blocks, &source)
        });
        prop_assert_eq!(&trees[0], &trees[1]);
        prop_assert_eq!(&trees[0], &trees[2]);
    }
}
