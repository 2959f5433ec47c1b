//! What a running automaton keeps: its threads, and where it has been.

use super::nfa::Id;

/// A slot that holds no position.
pub(super) const NONE: u32 = u32::MAX;

/// Threads in order of preference, at most one for each state (a sparse set, which is cleared at no cost).
pub(super) struct Threads {
    pub(super) dense: Vec<Id>,
    sparse: Vec<u32>,
    slots: Vec<u32>,
    width: usize,
}

impl Threads {
    pub(super) fn new(states: usize, width: usize) -> Self {
        Self {
            dense: Vec::with_capacity(states),
            sparse: vec![0; states],
            slots: vec![NONE; states * width],
            width,
        }
    }

    pub(super) fn clear(&mut self) {
        self.dense.clear();
    }

    pub(super) fn len(&self) -> usize {
        self.dense.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.dense.is_empty()
    }

    pub(super) fn id(&self, index: usize) -> Id {
        self.dense[index]
    }

    pub(super) fn contains(&self, id: Id) -> bool {
        self.dense.get(self.sparse[id as usize] as usize) == Some(&id)
    }

    /// Adds a state; false if it is there already.
    pub(super) fn insert(&mut self, id: Id) -> bool {
        if self.contains(id) {
            return false;
        }
        self.sparse[id as usize] = self.dense.len() as u32;
        self.dense.push(id);
        true
    }

    pub(super) fn slots(&self, id: Id) -> &[u32] {
        let at = id as usize * self.width;
        &self.slots[at..at + self.width]
    }

    pub(super) fn set_slots(&mut self, id: Id, slots: &[u32]) {
        let at = id as usize * self.width;
        self.slots[at..at + self.width].copy_from_slice(slots);
    }

    /// What the thread noted that has reached the end of the pattern, which is state 0.
    pub(super) fn accepted(&self) -> Option<&[u32]> {
        self.contains(0).then(|| self.slots(0))
    }
}

/// Pairs of a position and a state, a bit each, from some position on.
pub(super) struct Passed {
    first: usize,
    words: usize,
    rows: Vec<u64>,
}

impl Passed {
    pub(super) fn new(states: usize) -> Self {
        Self { first: 0, words: states.div_ceil(64), rows: Vec::new() }
    }

    /// Forgets everything, and the positions before `first` for good.
    pub(super) fn reset(&mut self, first: usize) {
        self.first = first;
        self.rows.clear();
    }

    pub(super) fn contains(&self, at: usize, id: Id) -> bool {
        let Some(row) = at.checked_sub(self.first) else { return false };
        let word = self.rows.get(row * self.words + id as usize / 64);
        word.is_some_and(|w| w >> (id % 64) & 1 == 1)
    }

    pub(super) fn add(&mut self, at: usize, ids: &[Id]) {
        let Some(row) = at.checked_sub(self.first) else { return };
        let needed = (row + 1) * self.words;
        if self.rows.len() < needed {
            self.rows.resize(needed, 0);
        }
        for &id in ids {
            self.rows[row * self.words + id as usize / 64] |= 1 << (id % 64);
        }
    }

    /// Adds all of `other`, which begins later, and forgets what stands before it if nothing overlaps.
    pub(super) fn absorb(&mut self, other: &Self) {
        if other.first < self.first || self.first + self.rows.len() / self.words <= other.first {
            self.reset(other.first);
        }
        let offset = (other.first - self.first) * self.words;
        let needed = offset + other.rows.len();
        if self.rows.len() < needed {
            self.rows.resize(needed, 0);
        }
        for (mine, theirs) in self.rows[offset..].iter_mut().zip(&other.rows) {
            *mine |= theirs;
        }
    }
}
