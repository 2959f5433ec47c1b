//! A block tree as indented text, for tests of the parsers.

use std::fmt::Write;

use super::{Block, BlockKind, HeadingNotation, HeadingWords, TableLayout};
use crate::source::Source;

/// Headings that the tests know.
pub(crate) struct KnownWords(pub &'static [&'static str]);

impl HeadingWords for KnownWords {
    fn is_heading_word(&self, folded: &str) -> bool {
        self.0.contains(&folded)
    }
}

/// Prints the blocks, two spaces for each level. A hard line break in prose is shown as `⏎`. A block whose span is not inside its
/// parent's, or is not on character boundaries, is marked with `!`.
///
/// ```text
/// h2 line 原因
/// p 設定を誤った。
/// ul
///   li
///     p 手順がない。
/// ```
pub(crate) fn tree(blocks: &[Block], source: &Source) -> String {
    let mut out = String::new();
    let mut ends: Vec<u32> = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        while ends.last().is_some_and(|&end| end <= i as u32) {
            ends.pop();
        }
        let inside = block.parent.is_none_or(|p| blocks[p.index()].span.contains(block.span));
        let flag = if inside && source.text().get(block.span.range()).is_some() { "" } else { "!" };
        let _ = write!(out, "{}{flag}{}", "  ".repeat(ends.len()), name(block.kind));
        if !block.prose.is_empty() {
            let _ = write!(out, " {}", block.prose.text().replace('\n', "⏎"));
        }
        out.push('\n');
        ends.push(block.end.0);
    }
    out
}

/// The short name of a kind, with everything that it carries.
fn name(kind: BlockKind) -> String {
    match kind {
        BlockKind::Heading { level, notation } => {
            let notation = match notation {
                HeadingNotation::Markup => "",
                HeadingNotation::Line => " line",
                HeadingNotation::Bold => " bold",
                HeadingNotation::Label => " label",
            };
            format!("h{level}{notation}")
        }
        BlockKind::Paragraph => "p".into(),
        BlockKind::List { ordered } => if ordered { "ol" } else { "ul" }.into(),
        BlockKind::ListItem { task } => match task {
            None => "li".into(),
            Some(done) => format!("li [{}]", if done { 'x' } else { ' ' }),
        },
        BlockKind::Table { layout, front_matter } => {
            let layout = if layout == TableLayout::KeyValue { "key-value" } else { "table" };
            format!("{layout}{}", if front_matter { " front-matter" } else { "" })
        }
        BlockKind::Row { header } => if header { "tr header" } else { "tr" }.into(),
        BlockKind::Cell { column } => format!("td{column}"),
        BlockKind::Quote => "quote".into(),
        BlockKind::Code => "code".into(),
        BlockKind::Footnote => "footnote".into(),
    }
}

/// Compares a tree with the expected text, whose common indentation is dropped.
pub(crate) fn assert_tree(blocks: &[Block], source: &Source, expected: &str) {
    let got = tree(blocks, source);
    let lines: Vec<&str> = expected.lines().filter(|l| !l.trim().is_empty()).collect();
    let margin = lines.iter().map(|l| l.len() - l.trim_start_matches(' ').len()).min().unwrap_or(0);
    let expected: String = lines.iter().map(|l| format!("{}\n", &l[margin..])).collect();
    assert_eq!(got, expected, "\n--- got\n{got}--- expected\n{expected}");
}
