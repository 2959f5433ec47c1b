//! Joined prose with a map back to the source.
//!
//! Rules read prose in which emphasis marks are gone, soft line breaks between Japanese characters are closed, entities are
//! decoded, invisible characters are dropped and compatibility characters are folded (NFKC), so that 「監視体制の**強**⏎**化**」 is
//! one phrase. The map says which source bytes a part of it came from.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::source::Span;

/// A part of a prose text that is marked up in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the prose text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: MarkKind,
}

/// What a marked part of prose is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// Inline code.
    Code,
    /// The text of a link.
    Link,
    /// Bold.
    Strong,
    /// Struck through.
    Strike,
}

/// Where a run of prose bytes came from. A verbatim run has the same length on both sides and maps byte for byte;
/// any other run maps as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    at: usize,
    source: Span,
    verbatim: bool,
}

/// Joined, folded text with a map back to the source. A hard line break is `\n`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    text: String,
    runs: Vec<Run>,
    marks: Vec<Mark>,
}

impl Prose {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Marked parts in order of their start.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The smallest source span that covers a byte range of the text. An empty range gives an empty span.
    pub fn source_span(&self, range: Range<usize>) -> Span {
        let start = self.source_at(range.start, false);
        if range.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.source_at(range.end, true))
    }

    /// The source pieces of a byte range, in order, adjacent ones joined: what to quote when marks or line breaks stand between.
    pub fn source_pieces(&self, range: Range<usize>) -> Vec<Span> {
        let mut pieces: Vec<Span> = Vec::new();
        let first = self.runs.partition_point(|r| r.at <= range.start).saturating_sub(1);
        for (i, run) in self.runs.iter().enumerate().skip(first) {
            let end = self.runs.get(i + 1).map_or(self.text.len(), |r| r.at);
            if run.at >= range.end {
                break;
            }
            let (from, to) = (range.start.max(run.at), range.end.min(end));
            if from >= to {
                continue;
            }
            let span = if run.verbatim {
                Span::new(run.source.start + from - run.at, run.source.start + to - run.at)
            } else {
                run.source
            };
            match pieces.last_mut() {
                Some(last) if last.end == span.start || last.contains(span) => *last = last.join(span),
                _ => pieces.push(span),
            }
        }
        pieces
    }

    /// The text of a byte range as the source spells it (not folded), without marks and line breaks.
    pub fn quote(&self, range: Range<usize>, source: &str) -> String {
        self.source_pieces(range).into_iter().map(|s| source.get(s.range()).unwrap_or("")).collect()
    }

    /// A part of this prose as a prose of its own.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let text = self.text[range.clone()].to_owned();
        let mut runs = Vec::new();
        for (i, run) in self.runs.iter().enumerate() {
            let end = self.runs.get(i + 1).map_or(self.text.len(), |r| r.at);
            let (from, to) = (range.start.max(run.at), range.end.min(end));
            if from < to {
                let source = if run.verbatim {
                    Span::new(run.source.start + from - run.at, run.source.start + to - run.at)
                } else {
                    run.source
                };
                runs.push(Run { at: from - range.start, source, verbatim: run.verbatim });
            }
        }
        let marks = self
            .marks
            .iter()
            .filter(|m| m.range.start < range.end && range.start < m.range.end)
            .map(|m| Mark {
                range: m.range.start.max(range.start) - range.start..m.range.end.min(range.end) - range.start,
                kind: m.kind,
            })
            .collect();
        Self { text, runs, marks }
    }

    /// The source offset of a text offset; `as_end` says whether it closes a range or opens one.
    fn source_at(&self, at: usize, as_end: bool) -> usize {
        let i = self.runs.partition_point(|r| if as_end { r.at < at } else { r.at <= at });
        let Some(run) = i.checked_sub(1).and_then(|i| self.runs.get(i)) else {
            return self.runs.first().map_or(0, |r| r.source.start);
        };
        match (run.verbatim, as_end) {
            (true, _) => (run.source.start + at - run.at).min(run.source.end),
            (false, true) => run.source.end,
            (false, false) if at > run.at => run.source.end,
            (false, false) => run.source.start,
        }
    }
}

/// Builds a [`Prose`] piece by piece.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    prose: Prose,
    open: Vec<(MarkKind, usize)>,
}

impl ProseBuilder {
    /// An empty prose.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends text that stands verbatim in the source from byte `at` on, folding it.
    pub fn push(&mut self, text: &str, at: usize) {
        let mut chars = text.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if is_invisible(c) {
                continue;
            }
            let mut end = i + c.len_utf8();
            while let Some(&(j, mark)) = chars.peek() {
                if !is_combining(mark) {
                    break;
                }
                end = j + mark.len_utf8();
                chars.next();
            }
            self.push_cluster(&text[i..end], at + i);
        }
    }

    /// Appends text that the source spells differently (an entity, say); it maps as a whole to `source`.
    pub fn push_mapped(&mut self, text: &str, source: Span) {
        let folded: String = text.nfkc().filter(|&c| !is_invisible(c)).collect();
        self.append(&folded, source, false);
    }

    /// Appends a finished prose, its marks included.
    pub fn push_prose(&mut self, prose: &Prose) {
        let at = self.prose.text.len();
        for (i, run) in prose.runs.iter().enumerate() {
            let end = prose.runs.get(i + 1).map_or(prose.text.len(), |r| r.at);
            self.append(&prose.text[run.at..end], run.source, run.verbatim);
        }
        let moved =
            prose.marks.iter().map(|m| Mark { range: m.range.start + at..m.range.end + at, kind: m.kind });
        self.prose.marks.extend(moved);
    }

    /// A soft line break at `source`: closed between Japanese characters, a space otherwise. Call it before the next line's text,
    /// whose first character is `next`.
    pub fn soft_break(&mut self, source: Span, next: Option<char>) {
        let closed = match (self.prose.text.chars().next_back(), next) {
            (Some(a), Some(b)) => is_wide(a) || is_wide(b),
            _ => true,
        };
        if !closed && !self.prose.text.ends_with([' ', '\n']) {
            self.append(" ", source, false);
        }
    }

    /// A hard line break at `source`.
    pub fn hard_break(&mut self, source: Span) {
        if !self.prose.text.is_empty() {
            self.append("\n", source, false);
        }
    }

    /// Opens a mark at the current end of the text.
    pub fn open(&mut self, kind: MarkKind) {
        self.open.push((kind, self.prose.text.len()));
    }

    /// Closes the innermost open mark of this kind, if there is one. An empty mark is dropped.
    pub fn close(&mut self, kind: MarkKind) {
        if let Some(i) = self.open.iter().rposition(|&(k, _)| k == kind) {
            let (_, start) = self.open.remove(i);
            if start < self.prose.text.len() {
                self.prose.marks.push(Mark { range: start..self.prose.text.len(), kind });
            }
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.prose.text
    }

    /// The finished prose, white space at both ends trimmed.
    pub fn finish(mut self) -> Prose {
        while let Some(&(kind, _)) = self.open.last() {
            self.close(kind);
        }
        self.prose.marks.sort_by_key(|m| (m.range.start, m.range.end));
        let text = &self.prose.text;
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len();
        if start == 0 && end == text.len() { self.prose } else { self.prose.slice(start..end.max(start)) }
    }

    fn push_cluster(&mut self, cluster: &str, at: usize) {
        let source = Span::new(at, at + cluster.len());
        if unchanged_by_folding(cluster) {
            self.append(cluster, source, true);
            return;
        }
        let folded: String = cluster.nfkc().map(|c| if c == '\u{3000}' { ' ' } else { c }).collect();
        let verbatim = folded == cluster;
        self.append(&folded, source, verbatim);
    }

    fn append(&mut self, text: &str, source: Span, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let at = self.prose.text.len();
        self.prose.text.push_str(text);
        if let Some(last) = self.prose.runs.last_mut()
            && verbatim
            && last.verbatim
            && last.source.end == source.start
        {
            last.source.end = source.end;
            return;
        }
        self.prose.runs.push(Run { at, source, verbatim });
    }
}

/// Characters that join the one before them under NFKC: combining marks and the half-width voicing marks ﾞ and ﾟ.
fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

/// Characters that show nothing and only say where a line may break: the soft hyphen, zero-width spaces and joiners, the word joiner,
/// a byte order mark inside the text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// A fast answer for what nearly all Japanese text consists of: ASCII, kana, unified ideographs and common punctuation.
fn unchanged_by_folding(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return false };
    c.is_ascii()
        || matches!(c, '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}')
}

/// Whether a character is written without spaces around it: ideographs, kana, full-width forms and CJK punctuation.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{303f}' | '\u{3041}'..='\u{33ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
    // NFKC folds full-width punctuation to ASCII, but a line that ends in （ or ： is still Japanese; the caller passes the
    // folded character, so brackets count only through their other neighbour.
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
