//! `sentence`: sentences that are too long to be read in one go.

use std::ops::Range;

use super::target::{judged, target, whole_sentence};
use crate::document::{MarkKind, SentenceId};
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::rule::{
    Check, Context, Finding, Key, Kind, Place, RuleMeta, Shape, Sink, Unless, read_integer, read_matchers,
};
use crate::spec::Reader;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "sentence",
    doc: "Finds sentences with more characters or commas than a reader can follow. Inline code and what `ignore` matches do not count.",
    keys: &[
        Key::new(
            "max-chars",
            Shape::Integer(1, 4000),
            "How many characters of folded text a sentence may have.",
        ),
        Key::new("max-commas", Shape::Integer(0, 100), "How many commas (、 or ,) a sentence may have."),
        Key::new(
            "min-chars",
            Shape::Integer(0, 4000),
            "How many characters a sentence has to have for its commas to be counted. Default: 0.",
        ),
        Key::new(
            "ignore",
            Shape::Matchers,
            "What does not count: addresses, lists of nouns, remarks in brackets.",
        ),
        Key::new("unless", Shape::Unless, "Evidence that silences or lowers a finding."),
    ],
    placeholders: &["chars", "commas"],
    compile,
};

#[derive(Debug)]
struct SentenceCheck {
    max_chars: usize,
    max_commas: usize,
    min_chars: usize,
    ignore: Vec<Matcher>,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    let mut number = |key, low, high, otherwise: usize| {
        read_integer(reader, key, low, high).and_then(|n| usize::try_from(n).ok()).unwrap_or(otherwise)
    };
    let max_chars = number("max-chars", 1, 4000, usize::MAX);
    let max_commas = number("max-commas", 0, 100, usize::MAX);
    let min_chars = number("min-chars", 0, 4000, 0);
    if !reader.has("max-commas") {
        reader.require("max-chars");
    }
    let ignore = read_matchers(reader, "ignore");
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(SentenceCheck { max_chars, max_commas, min_chars, ignore, unless }))
}

/// How much of a sentence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size {
    chars: usize,
    commas: usize,
}

impl Check for SentenceCheck {
    fn matchers(&self) -> Vec<&Matcher> {
        self.ignore.iter().chain(self.unless.matchers()).collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let document = cx.document();
        let mut rescue = self.unless.on(cx, self.ignore.len());
        for id in document.sentence_ids() {
            let sentence = document.sentence(id);
            // Headings, headers and quotes are not the author's running text.
            if sentence.item.is_none() || sentence.quoted || !self.may_exceed(document.sentence_text(id)) {
                continue;
            }
            let size = self.size(cx, id);
            if !self.exceeds(size) || target(cx, id).is_none() {
                continue;
            }
            let length = document.sentence_text(id).len();
            let finding = Finding::new(whole_sentence(document, id))
                .with("chars", size.chars.to_string())
                .with("commas", size.commas.to_string());
            let verdict = rescue.verdict(&Place::in_sentence(cx, id, 0..length));
            if let Some(finding) = judged(|| finding, verdict, cx.rule.severity) {
                sink.finding(finding);
            }
        }
    }
}

impl SentenceCheck {
    fn exceeds(&self, size: Size) -> bool {
        size.chars > self.max_chars || size.commas > self.max_commas && size.chars >= self.min_chars
    }

    /// Whether a text exceeds it if all of its characters count and there are enough commas: told fast, and nearly always no.
    fn may_exceed(&self, text: &str) -> bool {
        // A character has a byte at least.
        if text.len() < self.min_chars.min(self.max_chars.saturating_add(1)) {
            return false;
        }
        let chars = text.chars().count();
        chars > self.max_chars || chars >= self.min_chars
    }

    /// The size without what does not count.
    fn size(&self, cx: &Context<'_>, id: SentenceId) -> Size {
        let document = cx.document();
        let sentence = document.sentence(id);
        let mut without: Vec<Range<usize>> = Vec::new();
        for (i, matcher) in self.ignore.iter().enumerate() {
            without.extend(cx.find(matcher, i, id).iter().map(|m| m.range.clone()));
        }
        let code = document.block(sentence.block).prose.marks().iter().filter(|m| m.kind == MarkKind::Code);
        let inside =
            code.filter(|m| m.range.start < sentence.range.end && sentence.range.start < m.range.end);
        without.extend(inside.map(|m| {
            let start = m.range.start.max(sentence.range.start) - sentence.range.start;
            start..m.range.end.min(sentence.range.end) - sentence.range.start
        }));
        without.sort_by_key(|r| r.start);
        measure(document.sentence_text(id), &without)
    }
}

/// The size of a text outside of some ranges, which are sorted by their starts.
fn measure(text: &str, without: &[Range<usize>]) -> Size {
    let mut size = Size { chars: 0, commas: 0 };
    let mut ranges = without.iter();
    let mut skip = 0;
    let mut next = ranges.next();
    for (at, c) in text.char_indices() {
        while let Some(range) = next.filter(|r| r.start <= at) {
            skip = skip.max(range.end);
            next = ranges.next();
        }
        if at >= skip && !c.is_whitespace() {
            size.chars += 1;
            size.commas += usize::from(matches!(c, '、' | ','));
        }
    }
    size
}

#[cfg(test)]
mod tests {
    use super::measure;

    /// `expected` is characters and commas.
    fn check(text: &str, without: &[std::ops::Range<usize>], expected: (usize, usize)) {
        let size = measure(text, without);
        assert_eq!((size.chars, size.commas), expected, "{text}");
    }

    #[test]
    fn characters_count_and_white_space_does_not() {
        check("監視が遅れ、 止まった。", &[], (11, 1));
        check("", &[], (0, 0));
    }

    #[test]
    fn what_is_left_out_does_not_count_and_may_overlap() {
        let text = "甲、乙、丙が止まった。";
        check(text, &[0.."甲、".len(), "甲、".len().."甲、乙、丙".len()], (6, 0));
        check(text, &[0.."甲、".len(), "甲".len().."甲、乙、".len()], (7, 0));
    }
}
