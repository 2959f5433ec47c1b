//! The automaton of a pattern (Thompson's construction), over tokens instead of characters.

use std::sync::Arc;

use super::ast::{Ast, Kind, Node, TokenTest};

/// The index of a state.
pub(super) type Id = u32;

/// The most states that a pattern may have; an unusually long one has two hundred.
pub(super) const MOST_STATES: usize = 5_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Inside a literal, before its byte `at`. The state for the character after stands behind this one.
    Literal { literal: u32, at: u32 },
    /// One token that passes a test.
    Token { test: u32, next: Id },
    /// Any token.
    Any { next: Id },
    /// Any token that does not end a clause.
    InClause { next: Id },
    /// Both, the first being preferred.
    Split { first: Id, second: Id },
    /// Notes the position.
    Save { slot: u32, next: Id },
    /// Only at the start of the sentence.
    Start { next: Id },
    /// Only where nothing but final punctuation follows.
    End { next: Id },
    /// The end of the pattern.
    Match,
}

/// A literal and where it leads.
#[derive(Debug, Clone)]
pub(super) struct Literal {
    pub(super) text: Box<str>,
    pub(super) next: Id,
}

#[derive(Debug, Clone)]
pub(super) struct Nfa {
    pub(super) states: Vec<State>,
    pub(super) start: Id,
    pub(super) literals: Vec<Literal>,
    pub(super) tests: Vec<TokenTest>,
    pub(super) names: Vec<Arc<str>>,
}

impl Nfa {
    pub(super) fn new(ast: &Ast) -> Self {
        let mut nfa = Self {
            states: vec![State::Match],
            start: 0,
            literals: Vec::new(),
            tests: Vec::new(),
            names: ast.names.clone(),
        };
        nfa.start = nfa.node(&ast.root, 0);
        nfa
    }

    /// How many positions a thread notes: where the match starts, and two for each capture.
    pub(super) fn slots(&self) -> usize {
        1 + 2 * self.names.len()
    }

    fn push(&mut self, state: State) -> Id {
        self.states.push(state);
        (self.states.len() - 1) as Id
    }

    /// Adds states that match `node` and go on with `next`; says where they begin.
    fn node(&mut self, node: &Node, next: Id) -> Id {
        match &node.kind {
            Kind::Literal(text) => self.literal(text, next),
            Kind::Token(test) => {
                self.tests.push(test.clone());
                let test = (self.tests.len() - 1) as u32;
                self.push(State::Token { test, next })
            }
            Kind::Clause(count) => (0..*count).fold(next, |behind, _| {
                let first = self.push(State::InClause { next: behind });
                self.push(State::Split { first, second: next })
            }),
            Kind::Rest => self.any_number(next, |nfa, back| nfa.push(State::Any { next: back })),
            Kind::Sequence(nodes) => nodes.iter().rev().fold(next, |next, node| self.node(node, next)),
            Kind::Either(nodes) => self.either(nodes, next),
            Kind::Repeat { node, min, max } => self.repeat(node, *min, *max, next),
            Kind::Capture(name, node) => {
                let slot = 1 + 2 * *name as u32;
                let close = self.push(State::Save { slot: slot + 1, next });
                let inside = self.node(node, close);
                self.push(State::Save { slot, next: inside })
            }
            Kind::Start => self.push(State::Start { next }),
            Kind::End => self.push(State::End { next }),
        }
    }

    fn literal(&mut self, text: &str, next: Id) -> Id {
        let literal = self.literals.len() as u32;
        self.literals.push(Literal { text: text.into(), next });
        let first = self.states.len() as Id;
        self.states.extend(text.char_indices().map(|(at, _)| State::Literal { literal, at: at as u32 }));
        first
    }

    fn either(&mut self, nodes: &[Node], next: Id) -> Id {
        let Some((last, before)) = nodes.split_last() else { return next };
        let last = self.node(last, next);
        before.iter().rev().fold(last, |second, node| {
            let first = self.node(node, next);
            self.push(State::Split { first, second })
        })
    }

    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>, next: Id) -> Id {
        let mut start = match max {
            None => self.any_number(next, |nfa, back| nfa.node(node, back)),
            Some(max) => (min..max).fold(next, |behind, _| {
                let first = self.node(node, behind);
                self.push(State::Split { first, second: next })
            }),
        };
        for _ in 0..min {
            start = self.node(node, start);
        }
        start
    }

    /// A loop around what `body` builds, which leads back to the state that it is given.
    fn any_number(&mut self, next: Id, body: impl FnOnce(&mut Self, Id) -> Id) -> Id {
        let split = self.push(State::Split { first: next, second: next });
        let first = body(self, split);
        self.states[split as usize] = State::Split { first, second: next };
        split
    }
}

/// How many states a tree would need. Counted before they are built, since repetitions of repetitions multiply.
pub(super) fn size(node: &Node) -> usize {
    match &node.kind {
        Kind::Literal(text) => text.chars().count(),
        Kind::Token(_) | Kind::Start | Kind::End => 1,
        Kind::Clause(count) => 2 * *count as usize,
        Kind::Rest => 2,
        Kind::Sequence(nodes) => nodes.iter().fold(0, |sum, n| size(n).saturating_add(sum)),
        Kind::Either(nodes) => nodes.iter().fold(0, |sum, n| size(n).saturating_add(sum).saturating_add(1)),
        Kind::Repeat { node, min, max } => {
            let copies = max.unwrap_or(min + 1).max(1) as usize;
            size(node).saturating_add(1).saturating_mul(copies)
        }
        Kind::Capture(_, node) => size(node).saturating_add(2),
    }
}
