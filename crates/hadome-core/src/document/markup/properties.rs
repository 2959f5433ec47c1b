//! What holds for any text in either markup format.

use std::time::Instant;

use proptest::prelude::*;

use crate::document::test_tree::{KnownWords, tree};
use crate::document::{HeadingWords, Parsed, html, markdown};
use crate::source::Source;

const WORDS: KnownWords = KnownWords(&["原因", "影響", "対策"]);

type Parse = fn(&Source, &dyn HeadingWords) -> Parsed;
const PARSERS: [Parse; 2] = [markdown::parse, html::parse];

/// Pieces of both notations, whole and broken.
const PIECES: &[&str] = &[
    "原因",
    "影響",
    "設定の誤り。",
    "ガ\u{3099}",
    "ｶﾞ",
    "　",
    "・",
    "①",
    "：",
    ": ",
    " ",
    "  ",
    "\n",
    "\n",
    "\n\n",
    "# ",
    "## ",
    "===\n",
    "---\n",
    "+++\n",
    "- ",
    "1. ",
    "[ ] ",
    "> ",
    "**",
    "**「",
    "」**",
    "~~",
    "`",
    "```\n",
    "|",
    "|-|-|\n",
    "| 原因 | x |\n",
    "[^1]",
    "[^1]: ",
    "![",
    "](a)",
    "[",
    "\\",
    "&amp;",
    "&#12354;",
    "&x",
    "<br>",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<ol>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</th>",
    "</td>",
    "</tr>",
    "</table>",
    "<td rowspan=2 colspan=3>",
    "<thead>",
    "</thead>",
    "<caption>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<h1>",
    "</h1>",
    "<h2>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<title>",
    "</title>",
    "<summary>",
    "</summary>",
    "<details>",
    "<script>",
    "</script>",
    "<nav>",
    "</nav>",
    "<q>",
    "</q>",
    "<!-- hadome x -->",
    "<!--",
    "-->",
    "</>",
    "<",
    ">",
    "title: 題\n",
    "a = \"b\"\n",
    "key: |\n  x\n",
    "\t",
    "    ",
    "\u{0}",
];

fn soup() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|p| p.concat()),
        1 => any::<String>(),
    ]
}

fn holds(parse: Parse, text: &str) {
    let source = Source::new("x", text);
    let parsed = parse(&source, &WORDS);
    let printed = tree(&parsed.blocks, &source);
    let wrong = parsed.blocks.iter().enumerate().find(|(i, b)| {
        let inside = b.parent.is_none_or(|p| parsed.blocks[p.index()].span.contains(b.span));
        let whole = 0..b.prose.text().len();
        let span = b.prose.source_span(whole);
        !inside
            || text.get(b.span.range()).is_none()
            || (!b.prose.is_empty() && (text.get(span.range()).is_none() || span.is_empty()))
            || b.end.index() <= *i
    });
    let wrong = wrong.map(|(i, b)| (i, b.kind, b.span));
    assert!(wrong.is_none(), "{wrong:?} of {text:?}\n{printed}");
    for block in &parsed.blocks {
        for (at, c) in block.prose.text().char_indices() {
            let span = block.prose.source_span(at..at + c.len_utf8());
            assert!(text.get(span.range()).is_some(), "{c:?} at {span:?} of {text:?}");
        }
    }
    for comment in &parsed.comments {
        assert_eq!(source.slice(comment.text_span).len(), comment.text.len(), "{text:?}");
    }
    let crlf = Source::new("x", text.replace('\n', "\r\n"));
    if !text.contains('\r') {
        assert_eq!(tree(&parse(&crlf, &WORDS).blocks, &crlf), printed, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_is_a_tree(text in soup()) {
        holds(markdown::parse, &text);
    }

    #[test]
    fn any_html_is_a_tree(text in soup()) {
        holds(html::parse, &text);
    }
}

/// Four times the text takes about four times as long; sixteen times would be a square.
#[test]
fn cost_is_linear() {
    let parts = [
        "<div>",
        "<ul><li>",
        "</li></ul>",
        "<b>",
        "<table><tr><td>x",
        "a<br>",
        "<td>",
        "&amp;",
        "**",
        "**「x」**",
        "- ",
        "> ",
        "**x**\n\n",
        "| a |\n|-|\n",
        "<!-- ",
        "<p>a",
        "<li>a</li>",
        "原因: x\n",
        "・x\n",
    ];
    for part in parts {
        for (name, parse) in ["markdown", "html"].into_iter().zip(PARSERS) {
            let cost = |n: usize| {
                let source = Source::new("x", part.repeat(n));
                let start = Instant::now();
                parse(&source, &WORDS);
                start.elapsed()
            };
            let (small, large) = (cost(5_000), cost(20_000));
            assert!(
                large.as_millis() < 400 || large < small * 12,
                "{part:?} as {name}: {small:?}, {large:?}"
            );
        }
    }
}
