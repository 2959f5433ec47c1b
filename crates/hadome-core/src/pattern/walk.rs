//! Matching an expression straight off its syntax tree, by backtracking.
//!
//! It needs no automaton, so that an expression which looks at a handful of sentences costs no more than parsing it. Steps are
//! counted: an expression that backtracks too much is given back to the automaton.

use std::ops::Range;

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look, Repetition};

/// The most steps in one text. Sentences have some hundred characters.
const MOST_STEPS: usize = 100_000;
/// How deep repetitions of more than one character may nest in each other and in themselves.
const DEEPEST: usize = 200;

/// The places of the groups of a match, the whole first.
pub(super) type Groups = Vec<Option<Range<usize>>>;

/// The search gave up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooHard;

/// The bytes with which a match can begin; `None` if it may be empty.
pub(super) fn first_bytes(hir: &Hir) -> Option<Box<[bool; 256]>> {
    let mut bytes = Box::new([false; 256]);
    (!add_first(hir, &mut bytes)).then_some(bytes)
}

/// Adds the bytes with which a part can begin; whether it may be empty.
fn add_first(hir: &Hir, bytes: &mut [bool; 256]) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => literal.0.first().is_none_or(|byte| {
            bytes[usize::from(*byte)] = true;
            false
        }),
        HirKind::Class(Class::Bytes(_)) => {
            bytes.fill(true);
            false
        }
        HirKind::Class(Class::Unicode(class)) => {
            let lead = |c: char| c.encode_utf8(&mut [0; 4]).as_bytes()[0];
            for range in class.ranges() {
                bytes[usize::from(lead(range.start()))..=usize::from(lead(range.end()))].fill(true);
            }
            false
        }
        HirKind::Capture(capture) => add_first(&capture.sub, bytes),
        HirKind::Repetition(repetition) => add_first(&repetition.sub, bytes) || repetition.min == 0,
        HirKind::Concat(parts) => parts.iter().all(|part| add_first(part, bytes)),
        HirKind::Alternation(parts) => {
            // Every part has to add its bytes, so nothing may stop at the first that can be empty.
            let empty: Vec<bool> = parts.iter().map(|part| add_first(part, bytes)).collect();
            empty.contains(&true)
        }
    }
}

/// All matches in a text, leftmost-first and not overlapping, at most `limit` of them.
/// `first` is what [`first_bytes`] says of the expression.
pub(super) fn find(
    hir: &Hir,
    first: Option<&[bool; 256]>,
    text: &str,
    limit: usize,
) -> Result<Vec<Groups>, TooHard> {
    let groups = hir.properties().explicit_captures_len() + 1;
    let mut walk = Walk { text, groups: vec![None; groups], steps: 0, depth: 0 };
    let mut matches = Vec::new();
    let mut at = 0;
    let mut last = None;
    while at <= text.len() && matches.len() < limit {
        if let Some(first) = first {
            let begins = |byte: &u8| first[usize::from(*byte)];
            let Some(skipped) = text.as_bytes()[at..].iter().position(begins) else { break };
            at += skipped;
            if !text.is_char_boundary(at) {
                return Err(TooHard);
            }
        }
        walk.groups.fill(None);
        let mut end = None;
        let found = walk.node(hir, at, &mut |_, to| {
            end = Some(to);
            Ok(true)
        })?;
        let end = end.filter(|&end| found && (end > at || last != Some(end)));
        if let Some(end) = end {
            walk.groups[0] = Some(at..end);
            matches.push(walk.groups.clone());
            last = Some(end);
        }
        at = match end {
            Some(end) if end > at => end,
            _ => at + text[at..].chars().next().map_or(1, char::len_utf8),
        };
    }
    Ok(matches)
}

/// What is to be matched behind a part.
type Rest<'r, 't> = &'r mut dyn FnMut(&mut Walk<'t>, usize) -> Result<bool, TooHard>;

struct Walk<'t> {
    text: &'t str,
    groups: Groups,
    steps: usize,
    depth: usize,
}

impl<'t> Walk<'t> {
    /// Whether the part matches at a place with the rest behind it; the first way that works, in order of preference.
    fn node(&mut self, hir: &Hir, at: usize, rest: Rest<'_, 't>) -> Result<bool, TooHard> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(TooHard);
        }
        match hir.kind() {
            HirKind::Empty => rest(self, at),
            HirKind::Literal(literal) => match self.text.as_bytes()[at..].starts_with(&literal.0) {
                true => rest(self, at + literal.0.len()),
                false => Ok(false),
            },
            HirKind::Class(class) => match self.one(class, at)? {
                Some(next) => rest(self, next),
                None => Ok(false),
            },
            HirKind::Look(look) => match self.looks(*look, at)? {
                true => rest(self, at),
                false => Ok(false),
            },
            HirKind::Capture(capture) => self.group(capture.index as usize, &capture.sub, at, rest),
            HirKind::Concat(parts) => self.sequence(parts, at, rest),
            HirKind::Alternation(parts) => {
                for part in parts {
                    if self.node(part, at, rest)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            HirKind::Repetition(repetition) => match repetition.sub.kind() {
                HirKind::Class(class) => self.run_of(class, repetition, at, rest),
                _ => self.repeat(repetition, 0, at, rest),
            },
        }
    }

    fn group(&mut self, index: usize, sub: &Hir, at: usize, rest: Rest<'_, 't>) -> Result<bool, TooHard> {
        let old = self.groups.get(index).cloned().flatten();
        let matches = self.node(sub, at, &mut |walk, end| {
            let before = walk.groups[index].replace(at..end);
            let matches = rest(walk, end)?;
            if !matches {
                walk.groups[index] = before;
            }
            Ok(matches)
        })?;
        if !matches {
            self.groups[index] = old;
        }
        Ok(matches)
    }

    fn sequence(&mut self, parts: &[Hir], at: usize, rest: Rest<'_, 't>) -> Result<bool, TooHard> {
        match parts {
            [] => rest(self, at),
            [only] => self.node(only, at, rest),
            [first, others @ ..] => self.node(first, at, &mut |walk, next| walk.sequence(others, next, rest)),
        }
    }

    /// A repetition of single characters, which needs no recursion.
    fn run_of(
        &mut self,
        class: &Class,
        repetition: &Repetition,
        at: usize,
        rest: Rest<'_, 't>,
    ) -> Result<bool, TooHard> {
        let most = repetition.max.map_or(usize::MAX, |m| m as usize);
        let mut ends = vec![at];
        while ends.len() <= most
            && let Some(next) = self.one(class, ends[ends.len() - 1])?
        {
            if !repetition.greedy && ends.len() > repetition.min as usize && rest(self, ends[ends.len() - 1])?
            {
                return Ok(true);
            }
            ends.push(next);
            self.steps += 1;
        }
        let from = (repetition.min as usize).min(ends.len());
        let from = if repetition.greedy { from } else { from.max(ends.len() - 1) };
        for &end in ends[from..].iter().rev() {
            if rest(self, end)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A repetition of anything else, `done` times matched already.
    fn repeat(
        &mut self,
        repetition: &Repetition,
        done: u32,
        at: usize,
        rest: Rest<'_, 't>,
    ) -> Result<bool, TooHard> {
        let enough = done >= repetition.min;
        if enough && !repetition.greedy && rest(self, at)? {
            return Ok(true);
        }
        if repetition.max.is_none_or(|most| done < most) {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(TooHard);
            }
            let again = self.node(&repetition.sub, at, &mut |walk, next| {
                // Going round without reading anything leads nowhere new.
                if next == at && enough {
                    return Ok(false);
                }
                walk.repeat(repetition, done + 1, next, rest)
            })?;
            self.depth -= 1;
            if again {
                return Ok(true);
            }
        }
        if enough && repetition.greedy { rest(self, at) } else { Ok(false) }
    }

    /// Where the character at a place ends, if it is one of a class.
    fn one(&self, class: &Class, at: usize) -> Result<Option<usize>, TooHard> {
        let Class::Unicode(class) = class else { return Err(TooHard) };
        let next = self.text[at..].chars().next();
        Ok(next.filter(|&c| holds(class, c)).map(|c| at + c.len_utf8()))
    }

    fn looks(&self, look: Look, at: usize) -> Result<bool, TooHard> {
        let (before, after) = (&self.text.as_bytes()[..at], &self.text.as_bytes()[at..]);
        match look {
            Look::Start => Ok(before.is_empty()),
            Look::End => Ok(after.is_empty()),
            Look::StartLF => Ok(before.last().is_none_or(|b| *b == b'\n')),
            Look::EndLF => Ok(after.first().is_none_or(|b| *b == b'\n')),
            Look::WordUnicode => Ok(self.is_boundary(at)),
            Look::WordUnicodeNegate => Ok(!self.is_boundary(at)),
            _ => Err(TooHard),
        }
    }

    fn is_boundary(&self, at: usize) -> bool {
        let word = |c: Option<char>| c.is_some_and(regex_syntax::is_word_character);
        word(self.text[..at].chars().next_back()) != word(self.text[at..].chars().next())
    }
}

fn holds(class: &ClassUnicode, c: char) -> bool {
    let ranges = class.ranges();
    let after = ranges.partition_point(|r| r.start() <= c);
    after.checked_sub(1).is_some_and(|i| c <= ranges[i].end())
}
