//! ■ ● ◆ and their like: headings or bullets.

use std::collections::HashMap;

use super::Place;
use super::classify::{Class, Classifier};
use super::levels::Key;
use super::marker::{self, Mark, Notation};

impl Classifier<'_, '_> {
    pub(super) fn place_glyphs(&self, classes: &mut [Class]) {
        let mut by_glyph: HashMap<char, Vec<usize>> = HashMap::new();
        for (i, mark) in self.marks.iter().enumerate() {
            if let Some(Mark { notation: Notation::Glyph(c), .. }) = mark {
                by_glyph.entry(*c).or_default().push(i);
            }
        }
        for (glyph, members) in by_glyph {
            let opens = self.glyph_opens_sections(glyph, &members);
            for i in members {
                let Some(mark) = self.marks[i] else { continue };
                let known = self.place != Place::Inner && self.names_section(i, mark.len);
                classes[i] = if (opens && !self.is_sentence(i)) || known {
                    self.heading(i, Key::Marked(mark.notation, 0), mark.len)
                } else {
                    Class::Item(mark)
                };
            }
        }
    }

    /// Whether a glyph marks headings or bullets: bullets stand in consecutive lines and are sentences, headings have text below.
    fn glyph_opens_sections(&self, glyph: char, members: &[usize]) -> bool {
        let same =
            |i: usize| matches!(self.marks[i], Some(Mark { notation: Notation::Glyph(c), .. }) if c == glyph);
        let count = |f: &dyn Fn(usize) -> bool| members.iter().filter(|&&i| f(i)).count();
        let known = count(&|i| self.marks[i].is_some_and(|m| self.names_section(i, m.len)));
        if self.place == Place::Inner || matches!(glyph, '☐' | '☑' | '✅' | '☒') {
            return false;
        }
        let followed = count(&|i| self.next[i].is_some_and(|n| !same(n)));
        if known * 2 >= members.len() && (followed * 2 >= members.len() || self.lines.len() == 1) {
            return true;
        }
        let sentences = count(&|i| self.is_sentence(i));
        let adjacent = count(&|i| i + 1 < self.lines.len() && same(i + 1));
        let soft = marker::is_soft_glyph(glyph) && known == 0;
        if self.place == Place::Paragraph && self.lines.len() == 1 {
            return sentences == 0 && !matches!(glyph, '○' | '□' | '△');
        }
        let few_sentences = if soft { sentences == 0 } else { sentences * 2 <= members.len() };
        few_sentences && adjacent * 2 < members.len().max(2) && followed > 0
    }
}
