//! Block trees of small HTML documents, and where phrases of their prose stand in the source.

use super::parse;
use crate::document::Parsed;
use crate::document::test_tree::{KnownWords, assert_tree, tree};
use crate::source::Source;

const WORDS: KnownWords = KnownWords(&["原因", "影響", "再発防止策"]);

fn read(text: &str) -> (Source, Parsed) {
    let source = Source::new("report.html", text);
    let parsed = parse(&source, &WORDS);
    (source, parsed)
}

/// The tree of a document, which is the same with either line end.
#[track_caller]
fn check(text: &str, expected: &str) {
    let (source, parsed) = read(text);
    assert_tree(&parsed.blocks, &source, expected);
    let (crlf, again) = read(&text.replace('\n', "\r\n"));
    assert_eq!(tree(&again.blocks, &crlf), tree(&parsed.blocks, &source), "CRLF");
}

/// Where a phrase of the prose stands: `⟦ ⟧` mark the source bytes that it came from.
#[track_caller]
fn spot(marked: &str, phrase: &str) {
    let (source, parsed) = read(&marked.replace(['⟦', '⟧'], ""));
    let found = parsed.blocks.iter().find_map(|b| {
        let at = b.prose.text().find(phrase)?;
        Some(b.prose.source_span(at..at + phrase.len()))
    });
    let Some(span) = found else { panic!("no {phrase:?} in\n{}", tree(&parsed.blocks, &source)) };
    let text = source.text();
    let got = format!("{}⟦{}⟧{}", &text[..span.start], &text[span.start..span.end], &text[span.end..]);
    assert_eq!(got, marked);
}

#[test]
fn a_page() {
    check(
        "<!DOCTYPE html><html><head><title>障害の報告</title><style>p{}</style></head>
        <body><nav><a href='/'>ホーム</a></nav><main>
        <h1>障害の<br>報告</h1>
        <p>受注が止まり、
        ご迷惑を<b>お</b>かけしました。</p>
        <h2>原因</h2><div>設定の誤り。<div>見落とし。</div>以上。</div>
        <script>if (a < b) {}</script></main><footer>©</footer></body></html>",
        "
        key-value front-matter
          tr
            td0
              p title
            td1
              p 障害の報告
        h1 障害の⏎報告
        p 受注が止まり、ご迷惑をおかけしました。
        h2 原因
        p 設定の誤り。
        p 見落とし。
        p 以上。
        ",
    );
}

#[test]
fn phrases_keep_their_places() {
    spot("<p>監視&nbsp;<b>⟦体制</b>の\n  強&#x5316;⟧を図る</p>", "体制の強化");
    spot("<p>A &lt; B ⟦&amp; C⟧</p>", "& C");
    spot("<td>R&D ⟦&bogus; x⟧", "&bogus; x");
}

#[test]
fn lists_nest_even_when_they_are_soup() {
    check(
        "<ul><li>甲<li><p>乙</p><ol><li>丙</li></ol></ul>",
        "
        ul
          li
            p 甲
          li
            p 乙
            ol
              li
                p 丙
        ",
    );
    check(
        "<ul><li>甲</li><ul><li>乙</li></ul><li><input type=checkbox checked>丙</li></ul>後",
        "
        ul
          li
            p 甲
            ul
              li
                p 乙
          li [x]
            p 丙
        p 後
        ",
    );
    check("<li>甲<li>乙</ul>後", "ul\n  li\n    p 甲\n  li\n    p 乙\np 後");
    check(
        "<ul>文<ol><li>甲</ol></ul></li></div>",
        "ul\n  li\n    p 文\n  li\n    ol\n      li\n        p 甲",
    );
}

#[test]
fn tables() {
    check(
        "<table><caption>表一</caption><thead><tr><td>対策<td>担当</thead><tr><td>検査を足す<td>村井</table>",
        "
        p 表一
        table
          tr header
            td0
              p 対策
            td1
              p 担当
          tr
            td0
              p 検査を足す
            td1
              p 村井
        ",
    );
    check(
        "<table><tr><th>番号</th><th>対策</th><th>担当</th></tr>\
         <tr><td rowspan=2>1</td><td>検査</td><td>村井</td></tr><tr><td>上限</td><td>原</td></tr></table>",
        "
        table
          tr header
            td0
              p 番号
            td1
              p 対策
            td2
              p 担当
          tr
            td0
              p 1
            td1
              p 検査
            td2
              p 村井
          tr
            td1
              p 上限
            td2
              p 原
        ",
    );
}

#[test]
fn a_first_row_that_alone_is_bold_names_the_columns() {
    check(
        "<table><tr><td><b>対策</b><td><b>期限</b><tr><td>検査を足す<td>12/1</table>",
        "
        table
          tr header
            td0
              p 対策
            td1
              p 期限
          tr
            td0
              p 検査を足す
            td1
              p 12/1
        ",
    );
}

#[test]
fn tables_of_keys_and_values() {
    check(
        "<table><tr><th>報告日</th><td>4/1</td><th>報告者</th><td>村井</td></tr><tr><th>原因<td colspan=3>誤り</table>",
        "
        key-value
          tr
            td0
              p 報告日
            td1
              p 4/1
          tr
            td0
              p 報告者
            td1
              p 村井
          tr
            td0
              p 原因
            td1
              p 誤り
        ",
    );
    check(
        "<dl><dt>原因</dt><dd>設定の誤り<br>見落とし</dd><dt>影響<dd><ul><li>十名</ul></dl>後",
        "
        key-value
          tr
            td0
              p 原因
            td1
              p 設定の誤り
              p 見落とし
          tr
            td0
              p 影響
            td1
              ul
                li
                  p 十名
        p 後
        ",
    );
}

#[test]
fn quotes_code_and_bold_lines() {
    check(
        "<blockquote><p>引用</blockquote><pre>原因\n</pre><p><strong>原因</strong></p><p><q>漏れ</q>がある</p>",
        "
        quote
          p 引用
        code
        h7 bold 原因
        p 「漏れ」がある
        ",
    );
    check("<details><summary>再発防止策</summary>検査を足す</details>", "h7 bold 再発防止策\np 検査を足す");
    check("<p>甲<br><br>乙<br></p>", "p 甲\np 乙");
}

#[test]
fn broken_pages_keep_their_text() {
    check("<p>甲<p>乙</b></i><h2>原因<p>丙", "p 甲\np 乙\nh2 原因\np 丙");
    check("<nav>迷子<h1>題</h1>本文", "h1 題\np 本文");
    check(
        "<table><tr><td>甲<table><tr><td>乙</table>丙</table>丁</td></tr>",
        "
        table
          tr
            td0
              p 甲
              table
                tr
                  td0
                    p 乙
              p 丙
        p 丁
        ",
    );
    check("a < b と <いろは> </>終", "p a < b と <いろは> 終");
    check("<table>文<tr>行<td>甲</table>", "p 文\ntable\n  tr\n    td0\n      p 行\n    td0\n      p 甲");
}

#[test]
fn the_title_is_the_heading_or_else_the_pages() {
    let title = |text: &str| {
        let (_, parsed) = read(text);
        parsed.title.map(|id| parsed.blocks[id.index()].prose.text().to_owned())
    };
    assert_eq!(title("<title>頁</title><h1>見出し</h1>").as_deref(), Some("見出し"));
    assert_eq!(title("<title>頁</title><h2>小</h2>").as_deref(), Some("頁"));
}

#[test]
fn comments() {
    let (source, parsed) = read("<p>前<!-- hadome-disable x -->後</p><!---><!-- ");
    let got: Vec<_> = parsed.comments.iter().map(|c| (c.text.as_str(), source.slice(c.text_span))).collect();
    assert_eq!(got, [("hadome-disable x", "hadome-disable x"), ("", ""), ("", "")]);
    assert_eq!(source.slice(parsed.comments[0].span), "<!-- hadome-disable x -->");
}

#[test]
fn hostile_depth_is_flattened_and_linear() {
    for part in [
        "<div>",
        "<ul><li>",
        "<ul>",
        "<table><tr><td>",
        "<blockquote>",
        "<dl><dd>",
        "<b>",
        "</dl></p></li>",
        "<li>",
    ] {
        let (_, parsed) = read(&(part.repeat(50_000) + "底"));
        assert!(parsed.blocks.iter().any(|b| b.prose.text().contains('底')), "{part}");
    }
}
