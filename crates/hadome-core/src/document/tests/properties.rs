//! What holds for the outline of any text.

use proptest::prelude::*;

use super::*;

/// Sections nest, items stand in order with their parents before them, and their sentences share nothing.
fn holds(text: &str, format: Format, roles: &RoleTable) {
    let source = Source::new("test", text);
    let document = parse(&source, format, roles);
    for section in &document.sections[1..] {
        let parent = document.section(section.parent.unwrap());
        assert!(parent.blocks.start <= section.blocks.start && section.blocks.end <= parent.blocks.end);
        assert!(source.text().get(section.span.range()).is_some());
        assert_eq!(section.level, parent.level.saturating_add(1));
    }
    let mut owner = vec![None; document.sentences.len()];
    for (i, item) in document.items.iter().enumerate() {
        assert!(item.parent.is_none_or(|p| (p.0 as usize) < i));
        assert!(source.text().get(item.span.range()).is_some());
        for sentence in document.item_sentences(ItemId(i as u32)) {
            assert_eq!(owner[sentence.0 as usize].replace(i), None);
            assert_eq!(document.sentence(sentence).section, item.section);
        }
    }
    for (i, sentence) in document.sentences.iter().enumerate() {
        assert_eq!(sentence.item.map(|item| item.0 as usize), owner[i]);
        let span = document.sentence_span(SentenceId(i as u32), 0..sentence.range.len());
        assert!(source.text().get(span.range()).is_some());
    }
}

/// Lines as reports have them, in any order.
fn line() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "# ",
        "## ",
        "- ",
        "  - ",
        "    ",
        "> ",
        "| ",
        " | ",
        "|---|---|",
        "1. ",
        "① ",
        "・",
        "■ ",
        "**",
        "【",
        "】",
        "原因",
        "対策",
        "再発防止策",
        "：",
        "。",
        "！",
        "「",
        "」",
        "（",
        "）",
        "10:02 ",
        "<td>",
        "<tr>",
        "<table>",
        "<h2>",
        "</h2>",
        "<br>",
        "検査を置く",
        "ｶﾞ",
        "担当",
        "\u{3000}",
        "---",
        "a. B",
        "\r",
        "参考：",
    ]);
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_report_has_a_sound_outline(lines in prop::collection::vec(line(), 0..12)) {
        let roles = built_in_roles();
        for format in [Format::Markdown, Format::Text, Format::Html] {
            holds(&lines.join("\n"), format, &roles);
        }
    }

    #[test]
    fn any_text_has_a_sound_outline(text in "\\PC{0,80}") {
        let roles = built_in_roles();
        for format in [Format::Markdown, Format::Text, Format::Html] {
            holds(&text, format, &roles);
        }
    }
}
