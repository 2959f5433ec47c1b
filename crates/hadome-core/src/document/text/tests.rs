use super::super::test_tree::{KnownWords, assert_tree, tree};
use super::parse;
use crate::source::Source;

const WORDS: KnownWords = KnownWords(&["原因", "影響", "対策", "再発防止策", "概要", "経緯", "直接原因"]);

fn check(text: &str, expected: &str) {
    let source = Source::new("report.txt", text);
    assert_tree(&parse(&source, &WORDS).blocks, &source, expected);
}

#[test]
fn dump_file() {
    if let Ok(path) = std::env::var("HADOME_DUMP") {
        let source = Source::decode(path.clone(), &std::fs::read(path).unwrap());
        let parsed = parse(&source, &WORDS);
        println!("{}title: {:?}", tree(&parsed.blocks, &source), parsed.title);
    }
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
