//! Mistakes of meaning: patterns that match the empty string, patterns that never match, patterns beyond measure.

use super::PatternError;
use super::ast::{Ast, Kind, Node};
use super::fold::is_final;
use super::nfa::{MOST_STATES, Nfa, State, size};

/// Checks a tree without mistakes of form before it is compiled.
pub(super) fn tree(ast: &Ast, errors: &mut Vec<PatternError>) {
    let range = ast.root.range.clone();
    if size(&ast.root) > MOST_STATES {
        let error = PatternError::new(range, "パターンが大きすぎます", "the pattern is too big");
        errors.push(error.hint(
            "入れ子の繰り返しを減らすか、いくつかの match に分けてください",
            "nest fewer repetitions, or split it into several matches",
        ));
    } else if may_be_empty(&ast.root) {
        let error = PatternError::new(
            range,
            "何もないところにも一致してしまいます",
            "the pattern matches where there is nothing",
        );
        errors.push(error.hint(
            "なくてもよい要素（`?`・`*`・`..`）のほかに、必ず要る要素を一つ書いてください",
            "beside what may be absent (`?`, `*`, `..`), write at least one element that has to be there",
        ));
    }
}

fn may_be_empty(node: &Node) -> bool {
    match &node.kind {
        Kind::Literal(_) | Kind::Token(_) => false,
        Kind::Clause(_) | Kind::Rest | Kind::Start | Kind::End => true,
        Kind::Sequence(nodes) => nodes.iter().all(may_be_empty),
        Kind::Either(nodes) => nodes.iter().any(may_be_empty),
        Kind::Repeat { node, min, .. } => *min == 0 || may_be_empty(node),
        Kind::Capture(_, node) => may_be_empty(node),
    }
}

/// Checks the automaton: whether any sentence at all could lead to its end.
pub(super) fn automaton(nfa: &Nfa, text: &str, errors: &mut Vec<PatternError>) {
    if reaches_match(nfa) {
        return;
    }
    let error = PatternError::new(0..text.len(), "どの文にも一致しません", "the pattern can never match");
    errors.push(error.hint(
        "`^` は先頭に、`$` は末尾に書きます。文字としては `\\^`・`\\$` です",
        "`^` belongs at the beginning and `$` at the end; for the characters themselves write `\\^`, `\\$`",
    ));
}

/// Walks all states, each at most once for every answer to "has a token been read?" and "must the sentence end here?".
fn reaches_match(nfa: &Nfa) -> bool {
    let mut seen = vec![[false; 4]; nfa.states.len()];
    let mut todo = vec![(nfa.start, false, false)];
    while let Some((id, begun, ended)) = todo.pop() {
        let at = id as usize;
        let flags = usize::from(begun) + 2 * usize::from(ended);
        if std::mem::replace(&mut seen[at][flags], true) {
            continue;
        }
        match nfa.states[at] {
            State::Match => return true,
            State::Literal { literal, at: from } => {
                let literal = &nfa.literals[literal as usize];
                let rest = &literal.text[from as usize..];
                if !ended || rest.chars().all(is_final) {
                    todo.push((literal.next, true, ended));
                }
            }
            State::Token { next, .. } | State::Any { next } | State::InClause { next } => {
                todo.push((next, true, ended));
            }
            State::Split { first, second } => todo.extend([(first, begun, ended), (second, begun, ended)]),
            State::Save { next, .. } => todo.push((next, begun, ended)),
            State::Start { next } if !begun => todo.push((next, begun, ended)),
            State::Start { .. } => {}
            State::End { next } => todo.push((next, begun, true)),
        }
    }
    false
}
