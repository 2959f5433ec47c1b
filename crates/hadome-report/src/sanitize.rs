//! Keeping what a report says from being obeyed by a terminal.

use std::borrow::Cow;

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
fn stand_in(c: char) -> char {
    match (is_control(c), c.len_utf8()) {
        (false, _) => c,
        (true, 1) => '?',
        (true, 2) => '\u{b7}',
        (true, _) => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
