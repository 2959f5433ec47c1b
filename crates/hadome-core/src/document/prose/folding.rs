//! What folding does to characters.

use unicode_normalization::{IsNormalized, is_nfkc_quick};

/// How many bytes at the start of a text are known at a glance to stay as they are: ASCII, kana, unified ideographs and common
/// punctuation, of which nearly all Japanese text consists. What follows them joins none of them. Bytes are looked at, because all
/// text goes through here.
pub(super) fn plain(text: &str) -> usize {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [0x00..=0x7f, rest @ ..] => rest,
            // 一 to 鿿
            [0xe5..=0xe9, _, _, rest @ ..] | [0xe4, 0xb8..=0xbf, _, rest @ ..] => rest,
            [0xe3, second, third, rest @ ..] if is_plain_kana(*second, *third) => rest,
            _ => break,
        };
    }
    let (plain, after) = text.split_at(text.len() - rest.len());
    if !after.starts_with(is_combining) {
        return plain.len();
    }
    plain.len() - plain.chars().next_back().map_or(0, char::len_utf8)
}

/// Whether these bytes after 0xe3 make a plain character.
fn is_plain_kana(second: u8, third: u8) -> bool {
    KANA.get(usize::from(second & 0x3f)).is_some_and(|thirds| thirds >> (third & 0x3f) & 1 == 1)
}

/// The plain characters with the first byte 0xe3: 、 to 〩, ぁ to ゖ and ァ to ヾ. By the second byte from 0x80 on, a bit for each third one.
static KANA: [u64; 4] =
    [bits(0x01, 0x29), bits(0x01, 0x3f), bits(0x00, 0x16) | bits(0x21, 0x3f), bits(0x00, 0x3e)];

const fn bits(first: u32, last: u32) -> u64 {
    (u64::MAX >> (63 - (last - first))) << first
}

/// The length of the first character of a text with all that join it. An invisible one stands alone.
pub(super) fn cluster(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    let rest = &text[first.len_utf8()..];
    let joined =
        if is_invisible(first) { 0 } else { rest.len() - rest.trim_start_matches(is_combining).len() };
    first.len_utf8() + joined
}

/// The ASCII character that a full-width form or space alone is folded to.
pub(super) fn half_width(cluster: &str) -> Option<char> {
    const TO_ASCII: u32 = '！' as u32 - '!' as u32;
    let mut chars = cluster.chars();
    let (c, None) = (chars.next()?, chars.next()) else { return None };
    match c {
        '！'..='～' => char::from_u32(c as u32 - TO_ASCII),
        '\u{3000}' => Some(' '),
        _ => None,
    }
}

/// Whether a cluster is known to be folded already.
pub(super) fn is_folded(cluster: &str) -> bool {
    is_nfkc_quick(cluster.chars()) == IsNormalized::Yes
}

/// Characters that join the one before them under NFKC: combining marks and the half-width voicing marks ﾞ and ﾟ.
fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

/// Characters that show nothing and only say where a line may break: the soft hyphen, zero-width spaces and joiners, the word joiner,
/// a byte order mark inside the text.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether a character is a letter or a digit. Kana and ideographs are letters at a glance.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='龥') || c.is_alphanumeric()
}

/// Whether a character is written without spaces around it: ideographs, kana, full-width forms and CJK punctuation.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{303f}' | '\u{3041}'..='\u{33ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
    // NFKC folds full-width punctuation to ASCII, but a line that ends in （ or ： is still Japanese; the caller passes the
    // folded character, so brackets count only through their other neighbour.
}
