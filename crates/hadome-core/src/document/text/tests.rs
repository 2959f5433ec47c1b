//! Plain text as blocks.

mod headings;
mod lists;
mod properties;
mod tables;

use super::super::test_tree::{KnownWords, assert_tree, tree};
use super::super::tests::built_in_roles;
use super::super::{Block, HeadingWords, Parsed};
use super::parse;
use crate::source::Source;

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
    let words = built_in_roles();
    let parsed = parse(&source, &words);
    let title = parsed.title.map(|id| parsed.blocks[id.index()].prose.text());
    assert_eq!(title, Some("決済障害報告書(第二版)"));
    assert!(!words.is_title("報告部署 運用課"));
}
