//! Which numbered lines count on from each other.

use super::marker::{Mark, Notation, Shape};

/// How many sequences may be open at once.
const MOST_OPEN: usize = 24;

/// Numbered lines that count on from each other: `1.`, `2.`, `3.`.
#[derive(Debug, Clone, Default)]
pub(super) struct Sequence {
    /// Indices of its lines, in order.
    pub members: Vec<usize>,
    /// How many open sequences of the same shape stand around it.
    pub depth: u8,
}

struct Open {
    shape: Shape,
    indent: u32,
    last: u32,
    id: usize,
}

/// Finds the sequences of a text, fed line by line.
#[derive(Default)]
pub(super) struct Sequences {
    open: Vec<Open>,
    /// All sequences found so far.
    pub all: Vec<Sequence>,
}

impl Sequences {
    /// The sequence that the number on line `index` belongs to. `prefer_outer` says that the line is to continue an outer
    /// sequence if it can (it reads as a heading); otherwise the innermost that fits goes on, or a new one begins.
    pub fn add(&mut self, mark: Mark, indent: u32, index: usize, prefer_outer: bool) -> Option<usize> {
        let Notation::Number(shape) = mark.notation else { return None };
        let fits = |o: &Open| {
            o.shape == shape
                && o.indent.abs_diff(indent) <= 1
                && (o.last + 1 == mark.number || is_subnumber(shape, o.last, mark.number))
        };
        let found =
            if prefer_outer { self.open.iter().position(fits) } else { self.open.iter().rposition(fits) };
        if let Some(at) = found {
            self.open.truncate(at + 1);
            let open = &mut self.open[at];
            open.last = mark.number;
            self.all[open.id].members.push(index);
            return Some(open.id);
        }
        if self.open.len() == MOST_OPEN {
            self.open.remove(0);
        }
        let depth = self.open.iter().filter(|o| o.shape == shape).count().min(u8::MAX as usize) as u8;
        let id = self.all.len();
        self.open.push(Open { shape, indent, last: mark.number, id });
        self.all.push(Sequence { members: vec![index], depth });
        Some(id)
    }
}

/// 1.1, 1.2, 2.1: the last part starts again at 1 below the next number.
fn is_subnumber(shape: Shape, last: u32, number: u32) -> bool {
    matches!(shape, Shape::Parts(_)) && (number == 1 || number > last)
}
