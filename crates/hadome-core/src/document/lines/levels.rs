//! Heading levels by order of appearance.

use super::marker::Notation;

/// What makes two headings siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// The same notation; numbers that restart inside a numbered section are one deeper.
    Marked(Notation, u8),
    /// A line underlined with this character.
    Underlined(char),
    /// A line of its own without a marker.
    Bare,
    /// A label with a colon.
    Label,
}

/// Notations never nest deeper than this.
const DEEPEST: usize = 24;

/// The notations of the headings that are open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Levels {
    base: u8,
    open: Vec<Key>,
}

impl Levels {
    /// Below a heading of this level, with nothing open.
    pub fn below(base: u8) -> Self {
        Self { base, open: Vec::new() }
    }

    /// The level of a heading: that of the open one with the same key, else one deeper than all that are open.
    pub fn of(&mut self, key: Key) -> u8 {
        if key == Key::Label {
            return self.label();
        }
        match self.open.iter().position(|&k| k == key) {
            Some(i) => self.open.truncate(i + 1),
            None if self.open.len() < DEEPEST => self.open.push(key),
            None => {}
        }
        self.base.saturating_add(self.open.len() as u8)
    }

    /// The level of a label: deeper than everything open, and open for nothing that follows.
    pub fn label(&self) -> u8 {
        self.base.saturating_add(self.open.len() as u8).saturating_add(1)
    }
}
