//! The line that names a plain text.

use std::ops::Range;

use super::super::lines::marker::{self, Mark, Notation};
use super::super::lines::{self, Line, LineContext, wrap};
use super::super::{HeadingWords, Prose, ProseBuilder};
use crate::source::Span;

/// A title stands among this many first lines.
const FIRST_LINES: usize = 8;
/// A title is at most this wide, in cells.
const WIDEST: u32 = 140;

/// A title line, or two if it is wrapped.
pub(super) struct Title {
    /// The lines that hold it.
    pub lines: Range<usize>,
    /// Its text without markers.
    pub prose: Prose,
}

/// Finds the title among the first lines of a text.
pub(super) fn find(lines: &[Line], words: &dyn HeadingWords, context: &LineContext<'_>) -> Option<Title> {
    let mut best: Option<(u32, usize, usize)> = None;
    for i in (0..lines.len()).filter(|&i| !lines[i].prose.is_empty()).take(FIRST_LINES) {
        let text = lines[i].prose.text();
        let mark = marker::read(text, context.raw(&lines[i]));
        let Some(from) = text_start(text, mark, words) else { break };
        let first = lines[..i].iter().all(|l| l.prose.is_empty() || is_rule(l.prose.text()));
        let score = score(lines, i, from, first, words);
        if score > best.map_or(0, |(s, ..)| s) {
            best = Some((score, i, from));
        }
    }
    let (_, at, from) = best?;
    Some(read(lines, at, from, context))
}

/// Where the text of a line begins that may be a title; `None` where the text proper begins.
fn text_start(text: &str, mark: Option<Mark>, words: &dyn HeadingWords) -> Option<usize> {
    let known = |t: &str| words.is_heading_word(t.trim());
    match mark {
        None => (!known(text.trim_end_matches(':'))).then_some(0),
        Some(Mark { notation: Notation::Hash(1), len, .. }) => Some(len),
        Some(Mark { notation: Notation::Glyph(_), len, .. }) => words.is_title(&text[len..]).then_some(len),
        Some(Mark { notation: Notation::Bracket(_), .. }) => {
            let inner = marker::bracketed(text).map_or("", |(inner, _)| &text[inner]);
            (!known(inner)).then_some(0)
        }
        Some(Mark { notation: Notation::Stamp | Notation::NumberedLabel, .. }) => Some(0),
        Some(_) => None,
    }
}

/// How much a line looks like a title; 0 if not at all.
fn score(lines: &[Line], i: usize, from: usize, first: bool, words: &dyn HeadingWords) -> u32 {
    let text = &lines[i].prose.text()[from..];
    let width = wrap::cells(text);
    if !(4..=WIDEST).contains(&width) || text.contains(['。', '@']) || text.ends_with(['、', ',']) {
        return 0;
    }
    let above = i == 0 || lines[i - 1].prose.is_empty();
    let set_apart = above && lines.get(i + 1).is_none_or(|l| l.prose.is_empty());
    let underlined = lines.get(i + 1).is_some_and(|l| is_rule(l.prose.text()));
    if words.is_title(text) || from > 0 {
        4
    } else if marker::bracketed(text).is_some() || (underlined && first) {
        3
    } else if set_apart && (8..=40).contains(&lines[i].indent) {
        2
    } else {
        u32::from(first && set_apart && width >= 12 && !text.contains(':'))
    }
}

fn is_rule(text: &str) -> bool {
    text.len() >= 3 && text.chars().all(|c| matches!(c, '=' | '-' | '─' | '━' | '═' | '*'))
}

fn read(lines: &[Line], at: usize, from: usize, context: &LineContext<'_>) -> Title {
    let mut prose = ProseBuilder::new();
    prose.push_prose(&lines[at].prose.slice(from..lines[at].prose.text().len()));
    let wrapped = lines.get(at + 1).filter(|next| lines::continues(context, &lines[at], next));
    if let Some(next) = wrapped {
        let gap = Span::new(lines[at].span.end, next.span.start);
        prose.soft_break(gap, next.prose.text().chars().next());
        prose.push_prose(&next.prose);
    }
    Title { lines: at..at + 1 + usize::from(wrapped.is_some()), prose: prose.finish() }
}
