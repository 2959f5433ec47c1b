//! Text as Markdown that shows it and does nothing else.
//!
//! What comes from a report or a rule file must not become a link, an image or markup where it is shown: every character that could is
//! escaped, and code stands in a fence that nothing inside it can end.

/// Characters that mean something in Markdown, wherever they stand.
const ACTIVE: &str = "\\`*_{}[]<>#|~&!";

/// A text on one line, escaped. Line breaks and other control characters become spaces.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.trim().chars() {
        if ACTIVE.contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    // What looks like an address may become a link, and what would begin a list does so only at the start.
    let out = out.replace("://", ":\\//").replace('@', "\\@").replace("www.", "www\\.");
    let digits = out.len() - out.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match out[digits..].chars().next() {
        Some('-' | '+' | '=') if digits == 0 => format!("\\{out}"),
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &out[..digits], &out[digits..]),
        _ => out,
    }
}

/// A text of several lines in a fence that is longer than any in the text.
pub fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{}\n{fence}\n", text.trim_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(line(text), expected);
    }

    #[test]
    fn markup_is_shown_and_not_obeyed() {
        check("監視を**強化**する", "監視を\\*\\*強化\\*\\*する");
        check("[x](command:y)", "\\[x\\](command:y)");
        check("<img src=x>", "\\<img src=x\\>");
        check("https://a.example/", "https:\\//a.example/");
        check("一\n# 二", "一 \\# 二");
        check("1. 一", "1\\. 一");
        check("- 一", "\\- 一");
        check("2026年", "2026年");
        check("a@b.example www.example", "a\\@b.example www\\.example");
        check("担当：田中", "担当：田中");
    }

    #[test]
    fn nothing_inside_ends_a_fence() {
        assert_eq!(fenced("a\n```\nb\n"), "````text\na\n```\nb\n````\n");
        assert_eq!(fenced("a"), "```text\na\n```\n");
    }
}
