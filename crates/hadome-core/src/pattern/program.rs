//! A compiled pattern.

use std::sync::Arc;

use super::nfa::Nfa;
use super::{Literals, Match, PatternError, needed, parser, simulate, validate};
use crate::morph::Tokens;

/// A compiled pattern of the token language. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Pattern {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    text: Box<str>,
    nfa: Nfa,
    literals: Literals,
}

impl Pattern {
    /// Compiles a pattern, or says everything that is wrong with it.
    pub fn compile(text: &str) -> Result<Self, Vec<PatternError>> {
        let mut errors = Vec::new();
        let ast = parser::parse(text, &mut errors);
        if errors.is_empty() {
            validate::tree(&ast, &mut errors);
        }
        if !errors.is_empty() {
            errors.sort_by_key(|e| (e.range.start, e.range.end));
            return Err(errors);
        }
        let nfa = Nfa::new(&ast);
        validate::automaton(&nfa, text, &mut errors);
        let literals = needed::of_node(&ast.root);
        let inner = Inner { text: text.into(), nfa, literals };
        if errors.is_empty() { Ok(Self { inner: Arc::new(inner) }) } else { Err(errors) }
    }

    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.inner.text
    }

    /// The names of its captures, each once, in the order in which they are written.
    pub fn capture_names(&self) -> &[Arc<str>] {
        &self.inner.nfa.names
    }

    /// All matches: leftmost, then longest, not overlapping. Linear in the number of tokens.
    pub fn find_all(&self, tokens: &Tokens) -> Vec<Match> {
        simulate::find_all(&self.inner.nfa, tokens)
    }

    /// Whether it matches anywhere. Linear in the number of tokens.
    pub fn is_match(&self, tokens: &Tokens) -> bool {
        simulate::is_match(&self.inner.nfa, tokens)
    }

    /// Strings that a text must contain for the pattern to match in it.
    pub fn literals(&self) -> Literals {
        self.inner.literals.clone()
    }
}
