//! Paths as git writes them into patches.

use std::path::PathBuf;

/// A path with `bytes`. Where paths are no bytes, what is no UTF-8 can't be one; its file is not found.
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
    }
    #[cfg(not(unix))]
    {
        PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
    }
}

/// Takes a name from the start of `text`: one in quotes, as C writes strings, or else everything. Gives the name and what follows it;
/// `None` for quotes that do not end or hold something unknown.
pub(super) fn unquoted(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let Some(mut rest) = text.strip_prefix(b"\"") else { return Some((text.to_vec(), &[])) };
    let mut name = Vec::new();
    loop {
        match rest {
            [b'"', after @ ..] => return Some((name, after)),
            [b'\\', a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', after @ ..] => {
                name.push((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'));
                rest = after;
            }
            [b'\\', escaped, after @ ..] => {
                name.push(escape(*escaped)?);
                rest = after;
            }
            [byte, after @ ..] => {
                name.push(*byte);
                rest = after;
            }
            [] => return None,
        }
    }
}

fn escape(letter: u8) -> Option<u8> {
    Some(match letter {
        b'a' => 7,
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 11,
        b'f' => 12,
        b'r' => b'\r',
        b'"' | b'\\' => letter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let expected = expected.map(|(name, rest)| (name.as_bytes().to_vec(), rest.as_bytes()));
        assert_eq!(unquoted(text.as_bytes()), expected, "{text}");
    }

    #[test]
    fn names_are_plain_or_in_quotes() {
        check("報告 1.md", Some(("報告 1.md", "")));
        check(r#""a\tb\"c\\d.md" rest"#, Some(("a\tb\"c\\d.md", " rest")));
        check(r#""\345\216\237\345\233\240""#, Some(("原因", "")));
        check(r#""\a\b\n\v\f\r""#, Some(("\u{7}\u{8}\n\u{b}\u{c}\r", "")));
    }

    #[test]
    fn broken_quotes_are_no_name() {
        check(r#""a"#, None);
        check(r#""a\x""#, None);
        check(r#""a\"#, None);
    }
}
