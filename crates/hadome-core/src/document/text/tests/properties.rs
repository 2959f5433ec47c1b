//! What holds for any text.

use proptest::prelude::*;

use super::*;

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
