//! What was read off parts of texts before.

use std::collections::HashMap;

use super::Parsed;

/// What was read off the parts of texts, for the next time that they are parsed: an editor has a report linted again after every
/// keystroke, and all of its parts but one are what they were. Belongs to one lexicon.
#[derive(Debug, Default)]
pub struct Memory {
    parts: Parts,
    /// What there was before there was too much. What is asked for again comes back from there.
    before: Parts,
    /// How many bytes of text `parts` stands for.
    size: usize,
}

/// By the text of the part; places count from its beginning.
type Parts = HashMap<Box<str>, Parsed>;

impl Memory {
    /// After so many bytes of text those parts are forgotten that nobody has asked for since the last time. Some hundred reports.
    const MOST: usize = 2 << 20;

    /// What was read off a part.
    pub(super) fn get(&mut self, text: &str) -> Option<&Parsed> {
        if !self.before.is_empty()
            && let Some((text, part)) = self.before.remove_entry(text)
        {
            self.insert(text, part);
        }
        self.parts.get(text)
    }

    /// Keeps what was read off a part; places count from its beginning.
    pub(super) fn keep(&mut self, text: &str, part: Parsed) {
        if self.size > Self::MOST {
            self.before = std::mem::take(&mut self.parts);
            self.size = 0;
        }
        self.insert(text.into(), part);
    }

    fn insert(&mut self, text: Box<str>, part: Parsed) {
        self.size += text.len();
        self.parts.insert(text, part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_again_and_again_is_not_forgotten() {
        let mut memory = Memory::default();
        let long = "あ".repeat(10_000);
        memory.keep("# 原因", Parsed::default());
        for n in 0..400 {
            memory.keep(&format!("{n}{long}"), Parsed::default());
            assert!(memory.get("# 原因").is_some(), "after {n}");
        }
        let kept: usize = memory.parts.keys().chain(memory.before.keys()).map(|text| text.len()).sum();
        assert!(kept <= 2 * (Memory::MOST + long.len() + 10), "{kept} bytes");
        assert!(memory.get(&format!("0{long}")).is_none());
    }
}
