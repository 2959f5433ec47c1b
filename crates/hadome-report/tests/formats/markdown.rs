//! The summary in Markdown.

use hadome_core::diagnostic::Lang;
use hadome_report::{Format, Trouble};
use pulldown_cmark::{Event, Options, Parser, Tag};
use regex::Regex;

use crate::bench::{self, file, warning};

/// The most characters of a comment on GitHub.
const COMMENT: usize = 65_536;

#[test]
fn the_summary_shows_counts_strength_and_findings() {
    insta::assert_snapshot!("ordinary_ja", bench::render(Format::Markdown, &bench::ordinary(), Lang::Ja));
    insta::assert_snapshot!("ordinary_en", bench::render(Format::Markdown, &bench::ordinary(), Lang::En));
}

/// What of a Markdown text does something: elements, and what services find in its plain text.
fn active(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut plain, mut in_code) = (String::new(), String::new());
    for event in Parser::new_ext(markdown, Options::all()) {
        match event {
            Event::Start(
                Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock | Tag::FootnoteDefinition(_),
            )
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => found.push(format!("{event:?}")),
            Event::Text(text) => plain.push_str(&text),
            Event::Code(text) => in_code.push_str(&text),
            _ => plain.push('\n'),
        }
    }
    let services = Regex::new(r"@\w|#\d|[!~%&$]\d|https?://|www\.\w|:[a-z+-]+:").expect("an expression");
    found.extend(services.find_iter(&plain).map(|m| m.as_str().to_owned()));
    found
}

#[test]
fn nothing_that_a_report_says_is_active() {
    let trouble =
        Trouble { path: None, root_path: Some("`@team`<b>.md"), message: "@team ![i](https://evil.example)" };
    let text = bench::render_with(Format::Markdown, &bench::hostile(), &[trouble], Lang::Ja);
    insta::assert_snapshot!("hostile", text);
    assert_eq!(active(&text), Vec::<String>::new());
    // The test can see what it looks for.
    assert_eq!(active("@team #12 https://a.example <b>x</b> [l](x)").len(), 6);
}

#[test]
fn a_summary_fits_a_comment_however_long_the_run() {
    let many = |i: usize| {
        file(&format!("{i}.md"), &"- ⟦教育⟧\n".repeat(90), |_, span| {
            warning(span, &"@弱い".repeat(200))
        })
    };
    let files: Vec<bench::File> = (0..90).map(many).collect();
    let troubles: Vec<Trouble<'_>> = (0..500)
        .map(|_| Trouble { path: None, root_path: Some("a.md"), message: "読み取れません" })
        .collect();
    for lang in [Lang::Ja, Lang::En] {
        let text = bench::render_with(Format::Markdown, &files, &troubles, lang);
        assert!(text.chars().count() < COMMENT, "{}", text.chars().count());
        let shown = text.lines().filter(|l| l.starts_with("- **")).count();
        let last = text.lines().last().expect("a line");
        assert!(shown > 10 && last.contains(&(90 * 90 - shown).to_string()), "{shown} {last}");
    }
}

#[test]
fn a_run_without_findings_says_so() {
    let clean = [file("a.md", "問題なし。\n", |_, span| warning(span, ""))];
    insta::assert_snapshot!("clean", bench::render_with(Format::Markdown, &clean, &[], Lang::Ja));
}
