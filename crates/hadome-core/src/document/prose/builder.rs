//! Writing prose.

use unicode_normalization::UnicodeNormalization;

use super::folding::{self, is_invisible, is_wide};
use super::{Mark, MarkKind, Prose, Run, Text};
use crate::source::Span;

/// Builds a [`Prose`] piece by piece.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    text: Text,
    open: Vec<(MarkKind, usize)>,
}

impl ProseBuilder {
    /// An empty prose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends text that stands verbatim in the source from byte `at` on, folding it.
    pub fn push(&mut self, text: &str, at: usize) {
        self.text.folded.reserve(text.len());
        let (mut rest, mut at) = (text, at);
        while !rest.is_empty() {
            let plain = folding::plain(rest);
            let length = if plain > 0 { plain } else { folding::cluster(rest) };
            let (piece, after) = rest.split_at(length);
            let source = Span::new(at, at + length);
            if plain > 0 {
                self.append(piece, source, true);
            } else if !piece.starts_with(is_invisible) {
                self.push_cluster(piece, source);
            }
            (rest, at) = (after, at + length);
        }
    }

    /// Appends text that the source spells differently (an entity, say); it maps as a whole to `source`.
    pub fn push_mapped(&mut self, text: &str, source: Span) {
        let folded: String = text.nfkc().filter(|&c| !is_invisible(c)).collect();
        self.append(&folded, source, false);
    }

    /// Appends a finished prose, its marks included.
    pub fn push_prose(&mut self, prose: &Prose) {
        let at = self.text.folded.len();
        self.text.folded.push_str(prose.text());
        for run in prose.runs(0..prose.text().len()) {
            self.text.runs.push(Run { at: at + run.at, ..run });
        }
        let moved =
            prose.marks().iter().map(|m| Mark { range: m.range.start + at..m.range.end + at, kind: m.kind });
        self.text.marks.extend(moved);
    }

    /// A soft line break at `source`: closed between Japanese characters, a space otherwise. Call it before the next line's text,
    /// whose first character is `next`.
    pub fn soft_break(&mut self, source: Span, next: Option<char>) {
        let closed = match (self.text.folded.chars().next_back(), next) {
            (Some(a), Some(b)) => is_wide(a) || is_wide(b),
            _ => true,
        };
        if !closed && !self.text.folded.ends_with([' ', '\n']) {
            self.append(" ", source, false);
        }
    }

    /// A hard line break at `source`.
    pub fn hard_break(&mut self, source: Span) {
        if !self.text.folded.is_empty() {
            self.append("\n", source, false);
        }
    }

    /// Opens a mark at the current end of the text.
    pub fn open(&mut self, kind: MarkKind) {
        self.open.push((kind, self.text.folded.len()));
    }

    /// Closes the innermost open mark of this kind, if there is one. An empty mark is dropped.
    pub fn close(&mut self, kind: MarkKind) {
        if let Some(i) = self.open.iter().rposition(|&(k, _)| k == kind) {
            let (_, start) = self.open.remove(i);
            if start < self.text.folded.len() {
                self.text.marks.push(Mark { range: start..self.text.folded.len(), kind });
            }
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text.folded
    }

    /// The finished prose, white space at both ends trimmed.
    pub fn finish(mut self) -> Prose {
        while let Some(&(kind, _)) = self.open.last() {
            self.close(kind);
        }
        self.text.marks.sort_by_key(|m| (m.range.start, m.range.end));
        let text = &self.text.folded;
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len();
        let whole = start == 0 && end == text.len();
        Prose::new(if whole { self.text } else { self.text.slice(start..end.max(start)) })
    }

    fn push_cluster(&mut self, cluster: &str, source: Span) {
        if let Some(ascii) = folding::half_width(cluster) {
            return self.append(ascii.encode_utf8(&mut [0]), source, false);
        }
        if folding::is_folded(cluster) {
            return self.append(cluster, source, true);
        }
        let folded: String = cluster.nfkc().map(|c| if c == '\u{3000}' { ' ' } else { c }).collect();
        let verbatim = folded == cluster;
        self.append(&folded, source, verbatim);
    }

    fn append(&mut self, text: &str, source: Span, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let at = self.text.folded.len();
        self.text.folded.push_str(text);
        self.text.runs.push(Run { at, source, verbatim });
    }
}

#[cfg(test)]
mod tests {
    use super::ProseBuilder;
    use crate::source::Span;

    #[test]
    fn invisible_characters_vanish_and_the_map_stays_right() {
        for invisible in ['\u{ad}', '\u{200b}', '\u{200d}', '\u{2060}', '\u{feff}'] {
            let source = format!("監視{invisible}体制の強化");
            let mut builder = ProseBuilder::new();
            builder.push(&source, 0);
            let prose = builder.finish();
            assert_eq!(prose.text(), "監視体制の強化");
            let range = 0.."監視体制".len();
            assert_eq!(prose.quote(range.clone(), &source), "監視体制");
            assert_eq!(prose.source_span(range), Span::new(0, "監視体制".len() + invisible.len_utf8()));
        }
    }

    #[test]
    fn an_invisible_entity_vanishes_too() {
        let mut builder = ProseBuilder::new();
        builder.push("さらなる", 0);
        builder.push_mapped("\u{ad}", Span::new(12, 17));
        builder.push("強化", 17);
        let prose = builder.finish();
        assert_eq!(prose.text(), "さらなる強化");
        assert_eq!(prose.source_span(0.."さらなる強化".len()), Span::new(0, 23));
    }
}
