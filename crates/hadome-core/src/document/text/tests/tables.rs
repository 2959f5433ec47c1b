//! Keys with their values, aligned columns and drawn tables.

use super::*;

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
