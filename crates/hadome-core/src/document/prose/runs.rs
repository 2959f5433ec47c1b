//! Where the parts of a prose came from.

use std::ops::Range;

use crate::source::Span;

/// Where a run of prose bytes came from. A verbatim run has the same length on both sides and maps byte for byte;
/// any other run maps as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub at: usize,
    pub source: Span,
    pub verbatim: bool,
}

/// The runs of a prose in order. Most have one, for which nothing is allocated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Runs {
    first: Option<Run>,
    more: Vec<Run>,
}

impl Runs {
    /// Adds a run, or lengthens the last one if both are verbatim and adjacent.
    pub fn push(&mut self, run: Run) {
        match self.more.last_mut().or(self.first.as_mut()) {
            None => self.first = Some(run),
            Some(last) if last.verbatim && run.verbatim && last.source.end == run.source.start => {
                last.source.end = run.source.end;
            }
            Some(_) => self.more.push(run),
        }
    }

    /// The parts of the runs that make up a byte range of the prose, whose end is byte `length`.
    pub fn within(&self, range: Range<usize>, length: usize) -> impl Iterator<Item = Run> {
        let first = self.before(|r| r.at <= range.start).saturating_sub(1);
        (first..)
            .map_while(|i| self.get(i).map(|run| (i, run)))
            .take_while(move |(_, r)| r.at < range.end)
            .filter_map(move |(i, run)| {
                let end = self.get(i + 1).map_or(length, |next| next.at);
                let (from, to) = (range.start.max(run.at), range.end.min(end));
                (from < to).then(|| run.part(from, to))
            })
    }

    /// The source offset of an offset in the prose; `as_end` says whether it closes a range or opens one.
    pub fn source_at(&self, at: usize, as_end: bool) -> usize {
        let before = self.before(|r| if as_end { r.at < at } else { r.at <= at });
        let Some(run) = before.checked_sub(1).and_then(|i| self.get(i)) else {
            return self.first.map_or(0, |r| r.source.start);
        };
        match (run.verbatim, as_end) {
            (true, _) => (run.source.start + at - run.at).min(run.source.end),
            (false, true) => run.source.end,
            (false, false) if at > run.at => run.source.end,
            (false, false) => run.source.start,
        }
    }

    fn get(&self, i: usize) -> Option<&Run> {
        match i.checked_sub(1) {
            None => self.first.as_ref(),
            Some(i) => self.more.get(i),
        }
    }

    /// How many runs stand before the first one of which `is_before` does not hold.
    fn before(&self, is_before: impl Fn(&Run) -> bool) -> usize {
        match &self.first {
            Some(first) if is_before(first) => 1 + self.more.partition_point(is_before),
            _ => 0,
        }
    }
}

impl Run {
    /// The part of it that makes up the bytes `from` to `to` of the prose.
    fn part(&self, from: usize, to: usize) -> Self {
        let start = self.source.start;
        let source =
            if self.verbatim { Span::new(start + from - self.at, start + to - self.at) } else { self.source };
        Self { at: from, source, verbatim: self.verbatim }
    }
}
