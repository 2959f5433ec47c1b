//! Text that stays text in Markdown.
//!
//! Backslashes keep it from being markup; a zero-width space keeps what services make of plain text (mentions, references to issues,
//! links, emoji) from being recognised, since they look for it after the Markdown has been read, when the backslash is gone.

use std::fmt::Write as _;

use crate::sanitize::line;

const BREAK: &str = "&#8203;";

/// Text on one line, with nothing in it that Markdown, GitHub or GitLab would obey.
pub fn text(text: &str) -> String {
    let text = line(text);
    let mut copy = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        match c {
            '&' => copy.push_str("&amp;"),
            '<' => copy.push_str("&lt;"),
            '>' => copy.push_str("&gt;"),
            // Mathematics on GitHub, which no backslash keeps from being read.
            '$' => copy.push_str("&#36;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '^' => {
                copy.push('\\');
                copy.push(c);
            }
            c => copy.push(c),
        }
        if starts_something(before, c, next) {
            copy.push_str(BREAK);
        }
        before = c;
    }
    copy
}

/// Whether a service might take a character and the next one for the beginning of a mention, a reference, an address or an emoji.
fn starts_something(before: char, c: char, next: char) -> bool {
    let word = next.is_alphanumeric() || matches!(next, '_' | '-' | '"');
    match c {
        '@' | '#' | '~' | '&' | '^' | '$' => word,
        '!' | '%' => word && !before.is_alphanumeric(),
        ':' => next == '/' || next.is_ascii_alphabetic() || matches!(next, '+' | '-'),
        // www.example.com
        '.' => matches!(before, 'w' | 'W') && word,
        _ => false,
    }
}

/// Text on one line as code: a span whose fence is longer than any run of backticks in it.
pub fn code(text: &str) -> String {
    let text = line(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let mut code = String::new();
    let _ = write!(code, "{fence}{space}{text}{space}{fence}");
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(
            text("**強** [a](b) <img> `x` | y"),
            "\\*\\*強\\*\\* \\[a\\](b) &lt;img&gt; \\`x\\` \\| y"
        );
        assert_eq!(text("監視を強化する。10:00 に 50%"), "監視を強化する。10:00 に 50%");
    }

    #[test]
    fn nothing_is_mentioned_or_linked() {
        assert_eq!(text("@team #12 !34 ~bug"), "@&#8203;team \\#&#8203;12 \\!&#8203;34 \\~&#8203;bug");
        assert_eq!(text("https://a.example www.b.example"), "https:&#8203;//a.example www.&#8203;b.example");
        assert_eq!(text("a@b.example $x$"), "a@&#8203;b.example &#36;&#8203;x&#36;");
    }

    #[test]
    fn code_is_fenced_by_more_than_it_holds() {
        assert_eq!(code("docs/a.md:3"), "`docs/a.md:3`");
        assert_eq!(code("a``b`"), "``` a``b` ```");
        assert_eq!(code("a\nb"), "`a b`");
    }
}
