//! From bytes to text. Never fails: what cannot be decoded becomes U+FFFD and is told by its place.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes at the start may declare a character set.
const DECLARATION_BYTES: usize = 1024;
/// How many bytes at the start tell UTF-16 without a byte order mark from everything else.
const SAMPLE_BYTES: usize = 4096;

/// A decoded text.
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of the encoding, as the WHATWG spells it.
    pub encoding: &'static str,
    /// Byte offset in `text` of the first U+FFFD that stands for bytes that could not be decoded.
    pub malformed: Option<usize>,
    /// Whether the bytes began with a byte order mark.
    pub mark: bool,
}

/// Decodes bytes by, in this order: byte order mark, the signs of ISO-2022-JP and UTF-16, UTF-8 if valid, a declared
/// character set if the bytes agree with it, mostly valid UTF-8, and detection among the Japanese encodings.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes);
    }
    if is_iso_2022_jp(bytes) {
        return decode_as(ISO_2022_JP, bytes);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode_as(encoding, bytes);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return decode_as(UTF_8, bytes);
    }
    if let Some(decoded) = declared(bytes).map(|e| decode_as(e, bytes)).filter(|d| d.malformed.is_none()) {
        return decoded;
    }
    if is_mostly_utf8(bytes) {
        return decode_as(UTF_8, bytes);
    }
    decode_as(detect_japanese(bytes), bytes)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    let malformed = if !had_errors {
        None
    } else if encoding == UTF_8 {
        // A UTF-8 text may hold U+FFFD of its own before the first broken byte.
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        std::str::from_utf8(bytes).err().map(|e| e.valid_up_to())
    } else {
        text.find('\u{fffd}')
    };
    let mark = Encoding::for_bom(bytes).is_some();
    Decoded { text: text.into_owned(), encoding: encoding.name(), malformed, mark }
}

/// Seven-bit bytes with an escape that switches to JIS X 0208 or JIS X 0201.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    bytes.is_ascii() && bytes.windows(3).any(|w| matches!(w, b"\x1b$B" | b"\x1b$@" | b"\x1b(J" | b"\x1b(I"))
}

/// Which UTF-16 it is, judging by the code units near the start. Other encodings of text hold no zero bytes; a text without
/// any ASCII character has none in UTF-16 either, but is then full of kana.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES) & !1];
    let units = sample.len() / 2;
    if units < 2 {
        return None;
    }
    let zeros = sample.iter().filter(|&&b| b == 0).count();
    let control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    if !sample.iter().any(control) && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let score = |read: fn([u8; 2]) -> u16| {
        let all = sample.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        let (mut likely, mut kana) = (0, 0);
        for unit in all {
            likely += usize::from(is_likely_unit(unit));
            kana += usize::from(matches!(unit, 0x3000..=0x30ff));
        }
        (likely, kana)
    };
    let (little, big) = (score(u16::from_le_bytes), score(u16::from_be_bytes));
    let (best, encoding) = if little.0 >= big.0 { (little, UTF_16LE) } else { (big, UTF_16BE) };
    let plausible = best.0 * 10 >= units * 9 && (zeros > 0 || best.1 * 4 >= units);
    plausible.then_some(encoding)
}

/// Code units that Japanese text is made of.
fn is_likely_unit(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0x2010..=0x2312 | 0x2460..=0x27be | 0x3000..=0x30ff
        | 0x4e00..=0x9fff | 0xff00..=0xffef)
}

/// The character set that the first kilobyte declares: `charset=…` of HTML or of a mail, `encoding="…"` of XML.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARATION_BYTES)].to_ascii_lowercase();
    [&b"charset="[..], &b"encoding="[..]].into_iter().find_map(|key| {
        let at = head.windows(key.len()).position(|w| w == key)? + key.len();
        let rest = head[at..].strip_prefix(b"\"").or(head[at..].strip_prefix(b"'")).unwrap_or(&head[at..]);
        let end = rest
            .iter()
            .position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b)))
            .unwrap_or(rest.len());
        Encoding::for_label(&rest[..end])
    })
}

/// Whether invalid bytes are rare beside valid multi-byte characters: a UTF-8 text that was cut or damaged.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|&b| b >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid > 0 && valid >= broken * 4
}

/// Shift_JIS or EUC-JP. The detector knows many more encodings; a guess that is not Japanese is overruled, because no other
/// legacy encoding holds a Japanese report.
fn detect_japanese(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"jp"), Utf8Detection::Deny);
    if guess == SHIFT_JIS || guess == EUC_JP {
        return guess;
    }
    let broken = |e: &'static Encoding| e.decode_without_bom_handling(bytes).0.matches('\u{fffd}').count();
    if broken(EUC_JP) < broken(SHIFT_JIS) { EUC_JP } else { SHIFT_JIS }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use proptest::prelude::*;

    const TEXT: &str = "【障害報告】\r\n■原因\r\n・設定ファイルの誤りを、レビューで見落とした。\r\n■対策\r\n・CIで検査する（10/31まで）。\r\n";

    fn check(bytes: &[u8], encoding: &str, text: &str) {
        let source = Source::decode("report.txt", bytes);
        assert_eq!((source.encoding(), source.text()), (encoding, text));
        assert_eq!(source.malformed(), None);
    }

    fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn the_same_text_comes_out_of_every_encoding() {
        check(TEXT.as_bytes(), "UTF-8", TEXT);
        check(format!("\u{feff}{TEXT}").as_bytes(), "UTF-8", TEXT);
        check(&encoded(SHIFT_JIS, TEXT), "Shift_JIS", TEXT);
        check(&encoded(EUC_JP, TEXT), "EUC-JP", TEXT);
        check(&encoded(ISO_2022_JP, TEXT), "ISO-2022-JP", TEXT);
        check(&utf16(TEXT, u16::to_le_bytes), "UTF-16LE", TEXT);
        check(&utf16(TEXT, u16::to_be_bytes), "UTF-16BE", TEXT);
        check(&utf16(&format!("\u{feff}{TEXT}"), u16::to_le_bytes), "UTF-16LE", TEXT);
        check(&utf16(&format!("\u{feff}{TEXT}"), u16::to_be_bytes), "UTF-16BE", TEXT);
    }

    #[test]
    fn short_texts_are_recognised_too() {
        for text in ["原因", "監視体制の強化", "周知徹底します。", "ア", "再発防止策\n"]
        {
            check(text.as_bytes(), "UTF-8", text);
            check(&encoded(ISO_2022_JP, text), "ISO-2022-JP", text);
        }
        for text in ["監視体制の強化", "周知徹底します。", "再発防止策を実施する\n", "確認を行う。"]
        {
            check(&encoded(SHIFT_JIS, text), "Shift_JIS", text);
            check(&encoded(EUC_JP, text), "EUC-JP", text);
        }
        check(&utf16("しました。", u16::to_le_bytes), "UTF-16LE", "しました。");
        check(b"plain", "UTF-8", "plain");
        check(b"", "UTF-8", "");
    }

    #[test]
    fn characters_of_cp932_are_known() {
        check(
            &encoded(SHIFT_JIS, "①㈱髙﨑\u{ff5e}Ⅳ株式会社の報告"),
            "Shift_JIS",
            "①㈱髙﨑\u{ff5e}Ⅳ株式会社の報告",
        );
    }

    #[test]
    fn a_declaration_decides_only_when_the_bytes_agree() {
        let page = "<meta charset=\"euc-jp\"><p>再発</p>";
        check(&encoded(EUC_JP, page), "EUC-JP", page);
        check(page.as_bytes(), "UTF-8", page);
        let xml = "<?xml version='1.0' encoding='Shift_JIS'?><p>再発</p>";
        check(&encoded(SHIFT_JIS, xml), "Shift_JIS", xml);
    }

    #[test]
    fn broken_bytes_are_told_by_their_place() {
        let mut bytes = "原因は\u{fffd}設定の誤り".as_bytes().to_vec();
        bytes.insert(15, 0xff);
        let source = Source::decode("report.txt", &bytes);
        assert_eq!(source.text(), "原因は\u{fffd}設\u{fffd}定の誤り");
        assert_eq!(source.malformed(), Some(15));
        let cut = &"原因は設定の誤り".as_bytes()[..20];
        assert_eq!(Source::decode("report.txt", cut).malformed(), Some(18));
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_text(bytes: Vec<u8>) {
            let source = Source::decode("x", &bytes);
            if let Some(at) = source.malformed() {
                let placed = source.text()[at..].starts_with(char::REPLACEMENT_CHARACTER);
                prop_assert!(placed);
            }
        }
    }
}
