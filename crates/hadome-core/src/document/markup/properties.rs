//! What holds for any text in either markup format.

use proptest::prelude::*;

use crate::document::test_tree::{KnownWords, tree};
use crate::document::{HeadingWords, Parsed, html, markdown};
use crate::source::Source;

const WORDS: KnownWords = KnownWords(&["原因", "影響", "対策"]);

type Parse = fn(&Source, &dyn HeadingWords) -> Parsed;
const PARSERS: [Parse; 2] = [|source, words| markdown::parse(source, words, None), html::parse];

/// Pieces of both notations, whole and broken.
pub(crate) const PIECES: &[&str] = &[
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
        holds(PARSERS[0], &text);
    }

    #[test]
    fn any_html_is_a_tree(text in soup()) {
        holds(PARSERS[1], &text);
    }
}

/// Four times the text makes four times as much of a tree; what it costs is measured in `benches/document.rs`.
#[test]
fn the_tree_grows_like_the_text() {
    for part in BURDENS {
        for (name, parse) in ["markdown", "html"].into_iter().zip(PARSERS) {
            let size = |n: usize| {
                let parsed = parse(&Source::new("x", part.repeat(n)), &WORDS);
                parsed.blocks.iter().map(|b| 1 + b.prose.text().len()).sum::<usize>()
            };
            let (small, large) = (size(1_000), size(4_000));
            assert!(large <= small * 4 + 100, "{part:?} as {name}: {small}, {large}");
        }
    }
}

/// What is opened or repeated without end.
const BURDENS: [&str; 19] = [
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
