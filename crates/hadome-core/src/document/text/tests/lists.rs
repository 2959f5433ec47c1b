//! Items, and lines that go on.

use super::*;

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
