//! Words with their hash, which is made once: when they are read off a sentence.

use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::sync::OnceLock;

/// The hash of a word. Every process hashes in its own way, so that nobody can craft a report whose words collide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WordHash(u32);

impl WordHash {
    pub fn of(word: &str) -> Self {
        static KEY: OnceLock<RandomState> = OnceLock::new();
        // Half of it tells the words of a report apart well enough, and takes half the room.
        Self(KEY.get_or_init(RandomState::new).hash_one(word) as u32)
    }
}

/// A word that tables find by its hash, whatever they hash with. In order of the hashes, which tells nothing about the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hashed<'a> {
    hash: WordHash,
    text: &'a str,
}

impl<'a> Hashed<'a> {
    /// `hash` is that of the text.
    pub fn new(text: &'a str, hash: WordHash) -> Self {
        Self { hash, text }
    }

    pub fn text(self) -> &'a str {
        self.text
    }
}

impl Hash for Hashed<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u32(self.hash.0);
    }
}
