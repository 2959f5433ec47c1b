//! What a text must contain for a matcher to match in it.

use std::borrow::Cow;

use super::ast::{Attribute, Kind, Node};
use super::fold::needed;

/// Strings that a text must contain for a matcher to match: one of each clause. White space in the text and the case of
/// ASCII letters do not count. Without clauses nothing is known and any text may match.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Literals {
    clauses: Vec<Vec<Cow<'static, str>>>,
}

/// More clauses than this hardly exclude more sentences.
const MOST_CLAUSES: usize = 6;

/// Up to so many alternatives are compared with each other.
const FEW: usize = 8;

impl Literals {
    /// The clauses, each a list of alternatives in lower case.
    pub fn clauses(&self) -> &[Vec<Cow<'static, str>>] {
        &self.clauses
    }

    /// Clauses that were worked out before.
    pub(super) fn known(clauses: Vec<Vec<Cow<'static, str>>>) -> Self {
        Self { clauses }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// One clause. An alternative that is empty is found anywhere, so that the clause says nothing.
    pub(crate) fn one_of<S: AsRef<str>>(alternatives: impl IntoIterator<Item = S>) -> Self {
        let mut clause: Vec<String> = alternatives.into_iter().map(|a| lower(a.as_ref())).collect();
        clause.sort_unstable_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        clause.dedup();
        let mut kept: Vec<Cow<'static, str>> = Vec::new();
        let few = clause.len() <= FEW;
        for alternative in clause {
            // Where a longer one is found a shorter one inside it is found too. In a long list looking for them does not pay.
            if !few || !kept.iter().any(|k| alternative.contains(&**k)) {
                kept.push(Cow::Owned(alternative));
            }
        }
        let useless = kept.is_empty() || kept.iter().any(|k| k.is_empty());
        Self { clauses: if useless { Vec::new() } else { vec![kept] } }
    }

    /// What is needed where all of the parts are.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut clauses: Vec<Vec<Cow<'static, str>>> = Vec::new();
        for clause in parts.into_iter().flat_map(|p| p.clauses) {
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        clauses.sort_by_cached_key(|c| std::cmp::Reverse(worth(c)));
        let good = clauses.iter().take_while(|c| !is_common(c)).count();
        clauses.truncate(good.clamp(1, MOST_CLAUSES));
        Self { clauses }
    }

    /// What is needed where any of the parts is: the best clause of each, together.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut parts: Vec<Self> = parts.into_iter().collect();
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let mut alternatives = Vec::new();
        for part in parts {
            match part.clauses.into_iter().max_by_key(|c| worth(c)) {
                Some(clause) => alternatives.extend(clause),
                None => return Self::default(),
            }
        }
        Self::one_of(alternatives)
    }
}

fn lower(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect()
}

/// How many sentences a clause excludes, as a guess: long strings are rare, and kanji are rarer than kana.
fn worth(clause: &[Cow<'_, str>]) -> (usize, std::cmp::Reverse<usize>) {
    let weight =
        |text: &Cow<'_, str>| text.chars().map(|c| if is_hiragana(c) { 1 } else { 2 }).sum::<usize>();
    (clause.iter().map(weight).min().unwrap_or(0), std::cmp::Reverse(clause.len()))
}

/// Whether nearly every sentence contains one of the strings: particles and endings.
fn is_common(clause: &[Cow<'_, str>]) -> bool {
    worth(clause).0 < 2
}

fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ')
}

/// What a part of a pattern needs.
pub(super) fn of_node(node: &Node) -> Literals {
    match &node.kind {
        Kind::Literal(text) => Literals::one_of([needed(text)]),
        Kind::Token(test) if !test.negated => {
            let surface = test.attributes.iter().filter(|(a, _)| *a == Attribute::Surface);
            Literals::all(surface.map(|(_, value)| Literals::one_of([value])))
        }
        Kind::Sequence(nodes) => Literals::all(nodes.iter().map(of_node)),
        Kind::Either(nodes) => Literals::any(nodes.iter().map(of_node)),
        Kind::Repeat { node, min: 1.., .. } | Kind::Capture(_, node) => of_node(node),
        Kind::Token(_) | Kind::Clause(_) | Kind::Rest | Kind::Repeat { .. } | Kind::Start | Kind::End => {
            Literals::default()
        }
    }
}
