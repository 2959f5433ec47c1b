//! Reading a text part by part: what stands between two headings is read alike wherever it stands, and what has been read before
//! need not be read again.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Parser, TagEnd};

use super::{Reader, options};
use crate::document::markup::Scribe;
use crate::document::{BlockBuilder, HeadingWords, Memory, Parsed};
use crate::source::Source;

/// Reads the text from byte `body` on and appends it to what was read before it.
pub(super) fn read(
    source: &Source,
    words: &dyn HeadingWords,
    body: usize,
    memory: Option<&mut Memory>,
    parsed: &mut Parsed,
) {
    let text = source.text();
    parsed.blocks.reserve(BlockBuilder::usual(text.len() - body));
    let ends = ends(text, body);
    let (mut start, mut ends) = (body, ends.as_slice());
    let mut parts = Parts { source, words, memory };
    while start < text.len() {
        let (part, count) = parts.next(start, ends);
        parsed.append(part);
        start = ends[count - 1];
        ends = &ends[count..];
    }
}

/// The parts of a text.
struct Parts<'a, 'm> {
    source: &'a Source,
    words: &'a dyn HeadingWords,
    memory: Option<&'m mut Memory>,
}

impl Parts<'_, '_> {
    /// The part that begins at byte `start` and ends at the first of `ends`, or at a later one if it goes on there. How many of them it
    /// reaches.
    fn next(&mut self, start: usize, ends: &[usize]) -> (Parsed, usize) {
        let mut count = 1;
        loop {
            let range = start..ends[count - 1];
            let text = &self.source.text()[range.clone()];
            if let Some(known) = self.memory.as_mut().and_then(|memory| memory.get(text)) {
                return (known.clone().moved(start as isize), count);
            }
            let (part, goes_on) = read_part(self.source, self.words, range);
            if !goes_on && let Some(memory) = &mut self.memory {
                memory.keep(text, part.clone().moved(-(start as isize)));
            }
            if !goes_on || count == ends.len() {
                return (part, count);
            }
            // Twice as much each time, so that no text is read again and again.
            count = ends.len().min(count * 2);
        }
    }
}

/// What stands in a part, and whether it goes on behind its end.
fn read_part(source: &Source, words: &dyn HeadingWords, range: Range<usize>) -> (Parsed, bool) {
    let mut reader = Reader::new(Scribe::new(source, words, range.len()));
    let text = &source.text()[range.clone()];
    let mut goes_on = false;
    for (event, place) in Parser::new_ext(text, options()).into_offset_iter() {
        goes_on |=
            matches!(event, Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock)) && place.end == text.len();
        reader.event(event, range.start + place.start..range.start + place.end);
    }
    goes_on |= reader.goes_on();
    (reader.finish(), goes_on)
}

/// Where parts may end: before headings, and at the end of the text. A heading after a blank line ends every paragraph, list and quote;
/// code and HTML it may be part of.
fn ends(text: &str, body: usize) -> Vec<usize> {
    // What a link or a footnote leads to may be told anywhere.
    if memmem::find(text.as_bytes(), b"]:").is_some() {
        return vec![text.len()];
    }
    let starts = memmem::find_iter(text.as_bytes(), b"\n#").map(|at| at + 1);
    let after = starts.filter(|&at| at > body && is_after_blank(&text[body..at]) && is_heading(&text[at..]));
    after.chain([text.len()]).collect()
}

fn is_after_blank(before: &str) -> bool {
    before.ends_with("\n\n") || before.ends_with("\n\r\n")
}

/// Whether a line that begins with `#` is a heading with text: nothing else is certain to forget what stood above it.
fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let text = rest.trim_start_matches(' ');
    line.len() - rest.len() <= 6
        && text.len() < rest.len()
        && text.starts_with(|c: char| c.is_alphanumeric() || "【「『（".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::markdown::{front_matter, parse};
    use crate::document::markup::properties::PIECES;
    use crate::document::test_tree::KnownWords;

    const WORDS: KnownWords = KnownWords(&["原因", "影響", "対策"]);

    /// Where a text is divided: `‖` marks the places.
    #[track_caller]
    fn check(marked: &str) {
        for end in ["\n", "\r\n"] {
            let marked = marked.replace('\n', end);
            let text = marked.replace('‖', "");
            let mut got = text.clone();
            for at in ends(&text, 0).into_iter().rev().skip(1) {
                got.insert(at, '‖');
            }
            assert_eq!(got, marked);
        }
    }

    #[test]
    fn a_heading_after_a_blank_line_begins_a_part() {
        check("前書き\n\n‖# 原因\n\n設定の誤り。\n\n‖## 【対策】\n\n- 検証する\n\n‖### 1. 検証\n");
        check("# 原因\n## 影響\n\n #対策\n\n####### 対策\n\n#対策\n\n# \n\n# <b>対策</b>\n");
    }

    #[test]
    fn nothing_is_divided_where_a_definition_may_matter() {
        check("# 原因\n\n[一次報][1]\n\n# 参照\n\n[1]: a.md\n");
    }

    /// What the text gives when it is read as a whole.
    fn undivided(source: &Source) -> Parsed {
        let mut scribe = Scribe::new(source, &WORDS, 0);
        let body = front_matter::read(&mut scribe);
        let mut parsed = scribe.finish();
        parsed.append(read_part(source, &WORDS, body..source.text().len()).0);
        parsed
    }

    #[track_caller]
    fn same(text: &str, memory: &mut Memory) {
        let source = Source::new("report.md", text);
        let expected = format!("{:?}", undivided(&source));
        assert_eq!(format!("{:?}", parse(&source, &WORDS, None)), expected, "{text:?}");
        assert_eq!(format!("{:?}", parse(&source, &WORDS, Some(memory))), expected, "{text:?} remembered");
    }

    #[test]
    fn code_and_elements_that_go_on_are_not_cut() {
        let memory = &mut Memory::default();
        same("```sh\nls\n\n# 原因\n\n# 影響\n\n# 対策\n```\n\n# 経緯\n\n本文。\n", memory);
        same("- ```\n  ls\n\n# 原因\n\n本文。\n", memory);
        same("<!-- 下書き\n\n# 原因\n\n-->\n\n# 影響\n", memory);
        same("<details>\n\n- 項目\n\n# 原因\n\n</details>\n\n# 影響\n", memory);
        same("<ul>\n<li>項目\n\n# 原因\n\n本文。\n\n# 影響\n", memory);
        same("**対応状況**\n\n# 原因\n\n本文。\n", memory);
        same("<title>題</title>\n\n# 原因\n\n<title>別の題</title>\n\n# 影響\n", memory);
    }

    /// Texts with many headings between broken notation.
    fn soup() -> impl Strategy<Value = String> {
        let heading =
            prop::sample::select(&["\n\n# 原因\n", "\n\n## 影響\n\n", "\n\n### 経緯 <br> x\n\n"][..]);
        let piece = prop_oneof![3 => prop::sample::select(PIECES), 1 => heading];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn parts_give_what_the_whole_gives(text in soup(), other in soup()) {
            let mut memory = Memory::default();
            for text in [&text, &format!("{text}{other}"), &format!("{other}{text}")] {
                same(text, &mut memory);
            }
        }
    }
}
