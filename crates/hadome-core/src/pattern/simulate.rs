//! Running the automaton over a sentence: all threads side by side, one token at a time (Pike's method).
//!
//! Each search costs at most the number of tokens it reads times the number of states. A search may read far beyond the match
//! that it ends up with; what it saw there is kept ([`Passed`]), so that later searches do not go the same way again and the cost
//! of all searches together stays linear.

use std::ops::Range;

use super::Match;
use super::nfa::{Id, Nfa, State};
use super::threads::{NONE, Passed, Threads};
use super::words::{Word, clause_ends_at, end_of_words};
use crate::morph::Tokens;

/// All matches: leftmost, then longest, not overlapping, in tokens.
pub(super) fn find_all(nfa: &Nfa, tokens: &Tokens) -> Vec<Match> {
    let mut machine = Machine::new(nfa, tokens);
    let mut matches = Vec::new();
    let mut from = 0;
    while from < tokens.tokens.len() {
        let Some(found) = machine.search(from) else { break };
        from = found.end.max(from + 1);
        matches.extend(machine.to_match(&found));
    }
    matches
}

/// Whether there is any match.
pub(super) fn is_match(nfa: &Nfa, tokens: &Tokens) -> bool {
    Machine::new(nfa, tokens).search(0).is_some()
}

struct Machine<'a> {
    nfa: &'a Nfa,
    tokens: &'a Tokens,
    /// The position from which on there is only final punctuation.
    end: usize,
    now: Threads,
    next: Threads,
    /// The positions of the thread that is being moved.
    slots: Vec<u32>,
    stack: Vec<Frame>,
    /// What this search passed behind its best match so far.
    beyond: Passed,
    /// States that are known to lead to no match from a position on.
    ///
    /// When a search has found its best match it goes on until no thread is left, in case one of them gives a longer or an
    /// earlier match. All states that it passes behind the end of the match are then known to have failed.
    dead: Passed,
}

/// Where a match ends, and what its thread noted.
struct Found {
    end: usize,
    slots: Vec<u32>,
}

impl Found {
    fn start(&self) -> u32 {
        self.slots[0]
    }
}

/// What is left to do while states that read no token are followed.
enum Frame {
    Follow(Id),
    Restore { slot: usize, old: u32 },
}

impl<'a> Machine<'a> {
    fn new(nfa: &'a Nfa, tokens: &'a Tokens) -> Self {
        let (states, slots) = (nfa.states.len(), nfa.slots());
        Self {
            nfa,
            tokens,
            end: end_of_words(tokens),
            now: Threads::new(states, slots),
            next: Threads::new(states, slots),
            slots: vec![NONE; slots],
            stack: Vec::new(),
            beyond: Passed::new(states),
            dead: Passed::new(states),
        }
    }

    /// The leftmost-longest match that starts at `from` or later.
    fn search(&mut self, from: usize) -> Option<Found> {
        let mut best: Option<Found> = None;
        self.beyond.reset(from);
        self.now.clear();
        for at in from..=self.tokens.tokens.len() {
            if best.is_none() {
                self.slots.fill(NONE);
                self.slots[0] = at as u32;
                self.follow(self.nfa.start, at);
            } else if self.now.is_empty() {
                break;
            }
            if let Some(slots) = self.now.accepted() {
                best = Some(Found { end: at, slots: slots.to_vec() });
                self.beyond.reset(at + 1);
            } else if best.is_some() {
                self.beyond.add(at, &self.now.dense);
            }
            self.step(at, best.as_ref());
        }
        if best.is_some() {
            self.dead.absorb(&self.beyond);
        }
        best
    }

    /// Moves all threads over the token at `at`. Threads that start behind the best match are given up.
    fn step(&mut self, at: usize, best: Option<&Found>) {
        std::mem::swap(&mut self.now, &mut self.next);
        self.now.clear();
        let Some(word) = Word::new(self.tokens, at) else { return };
        let ends_clause = clause_ends_at(self.tokens, at);
        for i in 0..self.next.len() {
            let id = self.next.id(i);
            if best.is_some_and(|b| self.next.slots(id)[0] > b.start()) {
                continue;
            }
            match self.nfa.states[id as usize] {
                State::Literal { literal, at: byte } => {
                    let literal = &self.nfa.literals[literal as usize];
                    let goes = word.continues(&literal.text, byte as usize);
                    if let Some(chars) = goes.within {
                        self.go(id, id + chars as Id, at + 1);
                    }
                    if goes.done {
                        self.go(id, literal.next, at + 1);
                    }
                }
                State::Token { test, next } if word.passes(&self.nfa.tests[test as usize]) => {
                    self.go(id, next, at + 1);
                }
                State::Any { next } => self.go(id, next, at + 1),
                State::InClause { next } if !ends_clause => self.go(id, next, at + 1),
                _ => {}
            }
        }
    }

    /// Moves the thread of the state `from` to `to`.
    fn go(&mut self, from: Id, to: Id, at: usize) {
        self.slots.copy_from_slice(self.next.slots(from));
        self.follow(to, at);
    }

    /// Adds a state, and all that it leads to without reading a token, in order of preference.
    fn follow(&mut self, id: Id, at: usize) {
        self.stack.push(Frame::Follow(id));
        while let Some(frame) = self.stack.pop() {
            match frame {
                Frame::Restore { slot, old } => self.slots[slot] = old,
                Frame::Follow(id) => self.add(id, at),
            }
        }
    }

    fn add(&mut self, mut id: Id, at: usize) {
        loop {
            if self.dead.contains(at, id) || !self.now.insert(id) {
                return;
            }
            id = match self.nfa.states[id as usize] {
                State::Split { first, second } => {
                    self.stack.push(Frame::Follow(second));
                    first
                }
                State::Save { slot, next } => {
                    let slot = slot as usize;
                    self.stack.push(Frame::Restore { slot, old: self.slots[slot] });
                    self.slots[slot] = at as u32;
                    next
                }
                State::Start { next } if at == 0 => next,
                State::End { next } if at >= self.end => next,
                State::Start { .. } | State::End { .. } => return,
                _ => return self.now.set_slots(id, &self.slots),
            };
        }
    }

    fn to_match(&self, found: &Found) -> Option<Match> {
        let tokens = found.start() as usize..found.end;
        let range = self.bytes(tokens.clone())?;
        let end_of_match = range.end;
        let captures =
            self.nfa.names.iter().zip(found.slots[1..].chunks_exact(2)).filter_map(|(name, ends)| {
                let (start, end) = (ends[0], ends[1]);
                let inside = start != NONE && end != NONE && start <= end;
                let bytes = inside.then(|| self.bytes(start as usize..end as usize))??;
                // An empty capture behind the last token stands at the match's end, not behind the blanks that follow.
                Some((name.clone(), bytes.start.min(end_of_match)..bytes.end.min(end_of_match)))
            });
        Some(Match { tokens, range, captures: captures.collect() })
    }

    /// The bytes from the first to the last of some tokens. An empty range stands before its first token.
    fn bytes(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let list = &self.tokens.tokens;
        let first = list.get(tokens.start).map_or(self.tokens.text.len(), |t| t.start as usize);
        match list.get(tokens)?.last() {
            Some(last) => Some(first..last.end as usize),
            None => Some(first..first),
        }
    }
}
