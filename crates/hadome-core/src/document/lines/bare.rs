//! Headings without a marker: underlined lines, labels, lines of their own.

use super::classify::{Class, Classifier};
use super::decoration::has_gap;
use super::levels::Key;
use super::marker::Notation;
use super::{Place, wrap};

/// A heading without a marker is at most this wide, in cells.
const WIDEST_BARE: u32 = 44;

impl Classifier<'_, '_> {
    /// A line between or above lines of dashes.
    pub(super) fn place_underlines(&self, classes: &mut [Class]) {
        if self.place != Place::Document {
            return;
        }
        for i in 1..classes.len() {
            if classes[i] != Class::Separator || !matches!(classes[i - 1], Class::Text { .. }) {
                continue;
            }
            let above = i < 2 || matches!(classes[i - 2], Class::Blank | Class::Separator);
            let text = self.text(i - 1);
            let framed = i >= 2 && classes[i - 2] == Class::Separator;
            if above && (framed || self.widths[i - 1] <= WIDEST_BARE) && !text.contains(['。', ':']) {
                let rule = self.text(i).chars().next().unwrap_or('-');
                classes[i - 1] = self.heading(i - 1, Key::Underlined(rule), 0);
            }
        }
    }

    /// Lines of their own without a marker, and labels.
    pub(super) fn place_bare(&self, classes: &mut [Class]) {
        for i in 0..classes.len() {
            if !matches!(classes[i], Class::Text { starts: false }) {
                continue;
            }
            let after_text = i > 0 && matches!(classes[i - 1], Class::Text { .. } | Class::Item(_));
            let wrapped = after_text
                && wrap::joins(&self.lines[i - 1], self.widths[i - 1], &self.lines[i], self.context.wrap);
            if wrapped && self.place == Place::Document {
                continue;
            }
            if self.label(self.text(i)).is_some() {
                // Labels in an item or a cell belong to it: the writer nests them.
                if self.place != Place::Inner {
                    classes[i] = self.heading(i, Key::Label, 0);
                }
            } else if self.is_bare_heading(i, after_text) {
                classes[i] = self.heading(i, Key::Bare, 0);
            }
        }
    }

    fn is_bare_heading(&self, i: usize, after_text: bool) -> bool {
        let Some(next) = self.next[i] else { return false };
        if self.place == Place::Inner || self.widths[i] > WIDEST_BARE {
            return false;
        }
        let text = self.text(i).trim_end_matches(':');
        if !text.contains(':') && self.is_word(text) {
            return self.place == Place::Document || i == 0 || self.lines[i - 1].hard;
        }
        let plain = !text.contains(['。', '、', ',', ':', '!', '?', '@']) && !has_gap(self.raw(i));
        let below = match self.marks[next] {
            Some(mark) => matches!(mark.notation, Notation::Bullet(_) | Notation::Number(_)),
            None => self.lines[next].indent > self.lines[i].indent,
        };
        self.place == Place::Document && !after_text && plain && below && self.lines[i].indent < 20
    }
}
