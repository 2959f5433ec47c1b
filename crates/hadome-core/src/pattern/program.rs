//! A compiled pattern.

use std::sync::{Arc, OnceLock};

use super::known::{self, Flavour, Known};
use super::nfa::Nfa;
use super::{Literals, Match, PatternError, needed, parser, simulate, validate};
use crate::morph::Tokens;
use crate::recall::Asked;

/// A compiled pattern of the token language. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Pattern {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    asked: Asked,
    text: Box<str>,
    /// Made when it is first looked for, if it is known to have no mistake.
    nfa: OnceLock<Nfa>,
    captures: Box<[Arc<str>]>,
    literals: Literals,
}

impl Pattern {
    /// Compiles a pattern, or says everything that is wrong with it.
    pub fn compile(text: &str) -> Result<Self, Vec<PatternError>> {
        let Some(Known { captures, needs }) = known::lookup(Flavour::Pattern, text) else {
            return Self::parse(text);
        };
        let (asked, nfa) = (Asked::default(), OnceLock::new());
        let inner = Inner { asked, text: text.into(), nfa, captures: captures.into(), literals: needs };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Compiles a pattern of which nothing is known in advance.
    pub(super) fn parse(text: &str) -> Result<Self, Vec<PatternError>> {
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
        let captures = nfa.names.to_vec().into();
        let (asked, nfa) = (Asked::default(), OnceLock::from(nfa));
        let inner = Inner { asked, text: text.into(), nfa, captures, literals };
        if errors.is_empty() { Ok(Self { inner: Arc::new(inner) }) } else { Err(errors) }
    }

    /// The pattern as it was written.
    pub fn text(&self) -> &str {
        &self.inner.text
    }

    /// How many states it has.
    pub fn cost(&self) -> usize {
        self.nfa().states.len()
    }

    /// The names of its captures, each once, in the order in which they are written.
    pub fn capture_names(&self) -> &[Arc<str>] {
        &self.inner.captures
    }

    /// All matches: leftmost, then longest, not overlapping. Linear in the number of tokens.
    pub fn find_all(&self, tokens: &Tokens) -> Vec<Match> {
        self.inner.asked.list(&tokens.text, || simulate::find_all(self.nfa(), tokens))
    }

    /// Whether it matches anywhere. Linear in the number of tokens.
    pub fn is_match(&self, tokens: &Tokens) -> bool {
        self.inner.asked.about(&tokens.text, || simulate::is_match(self.nfa(), tokens))
    }

    fn nfa(&self) -> &Nfa {
        // What is known has no mistakes; a test holds the table to that.
        self.inner.nfa.get_or_init(|| Nfa::new(&parser::parse(&self.inner.text, &mut Vec::new())))
    }

    /// Strings that a text must contain for the pattern to match in it.
    pub fn literals(&self) -> Literals {
        self.inner.literals.clone()
    }
}
