//! Deciding from the raw text which matchers can match.

use super::Matcher;

/// Tells which of many matchers can match in a text, in one pass over it.
#[derive(Debug, Clone)]
pub struct Prefilter {
    len: usize,
}

impl Prefilter {
    /// A filter for matchers, which are known by their position from here on.
    pub fn new<'m>(matchers: impl Iterator<Item = &'m Matcher>) -> Self {
        Self { len: matchers.count() }
    }

    /// The matchers that may match in `text`. One that is not among them has no match in it.
    pub fn candidates(&self, text: &str) -> Candidates {
        let _ = text;
        Candidates { bits: vec![u64::MAX; self.len.div_ceil(64)], len: self.len }
    }
}

/// A set of matchers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidates {
    bits: Vec<u64>,
    len: usize,
}

impl Candidates {
    /// Whether the matcher at `index` may match.
    pub fn contains(&self, index: usize) -> bool {
        index < self.len && self.bits.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// Whether no matcher can match.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// The indexes of the matchers that may match, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len).filter(|&i| self.contains(i))
    }
}
