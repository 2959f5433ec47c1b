//! A terminal picture as a web page: what a command prints, with its colours.

use std::io::Read;

use anstyle_svg::Term;

use crate::Outcome;

/// Japanese has to be drawn exactly two cells wide, or underlines slip; box-drawing characters, which Japanese faces draw two cells
/// wide, come from another face, scaled to one cell.
const STYLE: &str = "
    @font-face {
      font-family: Box; src: local('DejaVu Sans Mono'), local('Liberation Mono');
      unicode-range: U+2500-257F, U+26A0, U+D7, U+B7; size-adjust: 83.06%;
    }
    body { margin: 14px 18px; }
    span { font-family: Box, 'Noto Sans Mono CJK JP', monospace !important; }";

/// Reads terminal output from standard input and writes a page to standard output; a browser takes the screenshot.
pub fn run(args: &[String]) -> Outcome {
    if !args.is_empty() {
        return Err("usage: hadome --color always … | cargo xtask picture > page.html".into());
    }
    let mut output = String::new();
    std::io::stdin().read_to_string(&mut output)?;
    println!("{}", Term::new().render_html(&output).replace("<style>", &format!("<style>{STYLE}")));
    Ok(())
}
