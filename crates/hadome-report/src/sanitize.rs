//! Keeping what a report says from being obeyed by a terminal or a build service.
//!
//! [`line()`] and [`block`] are for text; [`json`] and [`xml`] keep the data as it is and write it in another way. What is printed
//! passes a [`Guard`](crate::Guard) after that.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

use serde::Serialize;

use crate::guard::is_marker;

/// Whether a character can move the cursor, change colours or reorder text: C0 and C1 controls, DEL, bidirectional controls and
/// the line and paragraph separators.
pub fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A copy in which every control character, line ends and tabs included, is one visible stand-in. For text on one line.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { stand_in(c) }).collect(),
    )
}

/// A copy in which control characters are replaced by stand-ins *of the same length in bytes*, so that spans still hold.
/// `\n`, `\r\n` and tabs stay; a lone `\r`, which would overwrite the line, becomes `\n`.
pub fn block(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut copy = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        copy.push(match c {
            '\n' | '\t' => c,
            '\r' if chars.peek() == Some(&'\n') => c,
            '\r' => '\n',
            _ => stand_in(c),
        });
    }
    Cow::Owned(copy)
}

/// What is shown for a character: itself, or for a control character a visible one that takes as many bytes.
pub(crate) fn stand_in(c: char) -> char {
    match (is_control(c), c.len_utf8()) {
        (false, _) => c,
        (true, 1) => '?',
        (true, 2) => '\u{b7}',
        (true, _) => '\u{fffd}',
    }
}

/// JSON text in which what a terminal or a build service would obey is written as an escape: the same data for whoever parses it.
/// Outside of its strings JSON has no such characters.
pub fn json(text: &str) -> Cow<'_, str> {
    // Line ends and spaces between values are no data; serde_json has escaped those in strings.
    let harmful = |c: char| is_control(c) && c != '\n';
    if !text.contains(harmful) && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut copy = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        if harmful(c) || (c == '#' && is_marker(&text[at..])) {
            let _ = write!(copy, "\\u{:04x}", u32::from(c));
        } else {
            copy.push(c);
        }
    }
    Cow::Owned(copy)
}

/// Writes a value as [`json`] on one line, without a line end.
pub fn write_json(out: &mut dyn io::Write, value: &impl Serialize) -> io::Result<()> {
    out.write_all(json(&serde_json::to_string(value)?).as_bytes())
}

/// The same on several lines, indented.
pub fn write_json_pretty(out: &mut dyn io::Write, value: &impl Serialize) -> io::Result<()> {
    out.write_all(json(&serde_json::to_string_pretty(value)?).as_bytes())
}

/// Text for an attribute or an element of XML 1.0: markup characters, line ends, control characters and what a build service would
/// obey are written as references; characters that XML can't hold become U+FFFD.
pub fn xml(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| {
        is_control(c) || matches!(c, '&' | '<' | '>' | '"' | '\'' | '#' | '\u{fffe}' | '\u{ffff}')
    }) {
        return Cow::Borrowed(text);
    }
    let mut copy = String::with_capacity(text.len() + 32);
    for (at, c) in text.char_indices() {
        match c {
            '&' => copy.push_str("&amp;"),
            '<' => copy.push_str("&lt;"),
            '>' => copy.push_str("&gt;"),
            '"' => copy.push_str("&quot;"),
            '\'' => copy.push_str("&apos;"),
            '\t' | '\n' | '\r' | '\u{7f}'.. if is_control(c) => drop(write!(copy, "&#{};", u32::from(c))),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => copy.push('\u{fffd}'),
            '#' if is_marker(&text[at..]) => copy.push_str("&#35;"),
            _ => copy.push(c),
        }
    }
    Cow::Owned(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_the_same_without_what_is_obeyed() {
        let value = "a\u{1b}\u{9b}\u{202e}\n##[error]###vso[x] ## [y]\u{85}";
        let mut written = Vec::new();
        write_json_pretty(&mut written, &[value]).expect("a vector takes everything");
        let text = String::from_utf8(written).expect("JSON");
        assert!(!text.contains(|c| is_control(c) && c != '\n'), "{text:?}");
        assert!(!text.contains("##[") && !text.contains("##vso["), "{text}");
        assert!(text.contains("## [y]"), "{text}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).expect("JSON"), [value]);
    }

    #[test]
    fn xml_refers_to_what_is_obeyed() {
        assert_eq!(xml("ふつうの文"), "ふつうの文");
        assert_eq!(xml("<a b='\"'>&"), "&lt;a b=&apos;&quot;&apos;&gt;&amp;");
        assert_eq!(xml("a\u{1b}[0m\n\u{85}\u{202e}\u{ffff}"), "a\u{fffd}[0m&#10;&#133;&#8238;\u{fffd}");
        assert_eq!(xml("##[error] #1"), "&#35;#[error] #1");
    }

    #[test]
    fn terminal_controls_become_visible() {
        assert_eq!(line("\u{1b}[31m赤\u{1b}[0m"), "?[31m赤?[0m");
        assert_eq!(line("a\r\nb\tc"), "a  b c");
        assert_eq!(line("\u{202e}逆順\u{9b}"), "\u{fffd}逆順\u{b7}");
        assert!(matches!(line("ふつうの文"), Cow::Borrowed(_)));
    }

    #[test]
    fn spans_hold_in_a_sanitized_block() {
        let text = "一\u{1b}二\r三\r\n四\u{2066}\t五\u{85}";
        let safe = block(text);
        assert_eq!(safe.len(), text.len());
        assert_eq!(safe, "一?二\n三\r\n四\u{fffd}\t五\u{b7}");
        assert_eq!(safe.find('五'), text.find('五'));
    }
}
