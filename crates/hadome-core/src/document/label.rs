//! Where a label ends.

/// The longest label before a colon, in bytes.
pub(super) const LONGEST: usize = 90;

/// The first colon of a folded text, if at most `most` bytes stand before it. Nearly all text has none, or none so early.
pub(super) fn colon(text: &str, most: usize) -> Option<usize> {
    memchr::memchr(b':', &text.as_bytes()[..text.len().min(most + 1)])
}
