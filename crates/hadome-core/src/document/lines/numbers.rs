//! Numbered lines: headings or items.

use super::classify::{Class, Classifier};
use super::levels::Key;
use super::marker::{Mark, Notation, Shape};
use super::sequence::{Sequence, Sequences};
use super::{Place, wrap};

impl Classifier<'_, '_> {
    pub(super) fn place_numbers(&self, classes: &mut [Class]) {
        let mut sequences = Sequences::default();
        for (i, mark) in self.marks.iter().enumerate() {
            if let Some(mark) = mark {
                let outer = self.names_section(i, mark.len);
                sequences.add(*mark, self.lines[i].indent, i, outer);
            }
        }
        for sequence in &sequences.all {
            self.place_sequence(sequence, classes);
        }
    }

    fn place_sequence(&self, sequence: &Sequence, classes: &mut [Class]) {
        let Some(mark) = sequence.members.first().and_then(|&i| self.marks[i]) else { return };
        if sequence.members.len() == 1 && self.is_reference(sequence.members[0], mark) {
            return;
        }
        let opens = self.opens_sections(sequence);
        for &i in &sequence.members {
            let Some(mark) = self.marks[i] else { continue };
            let known = self.names_section(i, mark.len);
            let titled = known || self.split(i, mark.len).is_some() || !self.is_sentence(i);
            classes[i] = if opens && titled {
                self.heading(i, Key::Marked(mark.notation, sequence.depth), mark.len)
            } else {
                Class::Item(mark)
            };
        }
    }

    /// A lone number that a sentence begins with: 「(6)は検収票で確認する」, 「3　件」.
    fn is_reference(&self, i: usize, mark: Mark) -> bool {
        let hiragana = self.text(i)[mark.len..].starts_with(|c| matches!(c, 'ぁ'..='ん'));
        matches!(mark.notation, Notation::Number(Shape::Space)) || (mark.number != 1 && hiragana)
    }

    /// Whether numbered lines are headings: some of them are known ones, or text that is not indented follows most of them.
    fn opens_sections(&self, sequence: &Sequence) -> bool {
        let count = |f: &dyn Fn(usize) -> bool| sequence.members.iter().filter(|&&i| f(i)).count();
        let all = sequence.members.len();
        let sentences = count(&|i| self.is_sentence(i));
        let known = count(&|i| self.marks[i].is_some_and(|m| self.names_section(i, m.len)));
        if self.place == Place::Inner {
            return false;
        }
        let labelled = |i: usize| self.marks[i].is_some_and(|m| self.split(i, m.len).is_some());
        let apart = |i: usize| self.next[i].is_some_and(|n| sequence.members.binary_search(&n).is_err());
        let followed = count(&|i| apart(i) || labelled(i));
        let enough = known > 0 && known * 3 >= all && (sentences * 2 <= all || known * 2 >= all);
        if enough && (followed * 2 >= all || self.lines.len() == 1) {
            return true;
        }
        let bodies = count(&|i| self.is_followed_by_body(i));
        self.place == Place::Document && sentences == 0 && bodies * 2 >= all && bodies > 0
    }

    /// Whether plain text that is not indented follows the line, and not as its continuation.
    fn is_followed_by_body(&self, i: usize) -> bool {
        let Some(next) = self.next[i] else { return false };
        let flush = self.lines[next].indent <= self.lines[i].indent;
        let joined = next == i + 1
            && wrap::joins(&self.lines[i], self.widths[i], &self.lines[next], self.context.wrap);
        self.marks[next].is_none() && flush && !joined
    }
}
