//! Lines that are bold as a whole: headings of authors who do not use headings.

use crate::document::MarkKind;
use crate::document::lines::Line;
use crate::document::lines::wrap::goes_on;
use crate::source::Source;

/// The longest line, in characters, that is taken for a heading only because it is bold.
const MAX_HEADING: usize = 40;
/// The longest label, in characters, that keeps its line apart from the one before it.
const MAX_LABEL: usize = 8;

/// Whether all words of a line are bold. Signs before them (✅, ■) and a colon after them do not count.
pub(super) fn is_bold(line: &Line) -> bool {
    if line.prose.marks().is_empty() {
        // As most lines.
        return false;
    }
    let text = line.prose.text();
    let Some(start) = text.find(char::is_alphanumeric) else { return false };
    let end = label(line).len();
    line.prose
        .marks()
        .iter()
        .any(|m| m.kind == MarkKind::Strong && m.range.start <= start && m.range.end >= end)
}

/// A line without its closing colon. Prose is folded, so there is one kind of colon.
pub(super) fn label(line: &Line) -> &str {
    without_colon(line.prose.text())
}

/// Folded text without the colon at its end.
pub(super) fn without_colon(text: &str) -> &str {
    text.trim_end_matches(|c: char| c == ':' || c.is_whitespace())
}

/// Whether a line that no lexicon knows may be a heading by its looks: bold, short, no sentence. Japanese headings end in a noun,
/// sentences in hiragana.
pub(super) fn may_head(line: &Line) -> bool {
    if !is_bold(line) {
        return false;
    }
    let label = label(line);
    let sentence = |c: char| matches!(c, '\u{3041}'..='\u{309f}' | '。' | '、' | '!' | '?' | '.' | ',');
    label.chars().count() <= MAX_HEADING
        && !label.contains(['。', ':', '\n'])
        && !label.starts_with('・')
        && !label.ends_with(sentence)
}

/// Keeps lines apart that begin with a label (`**影響**: …`, 担当：佐藤), are bold as a whole or begin with a pictogram: Markdown would
/// join them, their author did not mean to.
pub(super) fn harden(lines: &mut [Line]) {
    for i in 1..lines.len() {
        let labelled = || {
            let (before, text) = (lines[i - 1].prose.text(), lines[i].prose.text());
            is_labelled(text) && !goes_on(before, text)
        };
        if begins_anew(&lines[i]) || is_bold(&lines[i - 1]) || labelled() {
            lines[i - 1].hard = true;
        }
    }
}

fn begins_anew(line: &Line) -> bool {
    let text = line.prose.text();
    if text.starts_with(is_pictogram) {
        return true;
    }
    line.prose.marks().iter().any(|m| {
        let rest = &text[m.range.end..];
        m.kind == MarkKind::Strong
            && m.range.start == 0
            && (text[m.range.clone()].ends_with(':') || rest.is_empty() || rest.trim_start().starts_with(':'))
    })
}

/// Whether a line begins with a short label of Japanese letters: 担当：佐藤.
fn is_labelled(text: &str) -> bool {
    let colon = text.char_indices().take(MAX_LABEL + 1).find(|(_, c)| *c == ':');
    colon.is_some_and(|(at, _)| {
        let label = text[..at].trim_end();
        label.chars().nth(1).is_some() && label.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
    })
}

/// Whether a line begins with a sign that Japanese authors set before headings and items: ■ ・ 【 ① （1）. The prose is folded, so the
/// source is asked.
pub(super) fn begins_with_sign(source: &Source, line: &Line) -> bool {
    let raw = source.slice(line.prose.source_span(0..line.prose.text().len()));
    let numbered = |rest: &str| {
        let digits = rest.trim_start_matches(|c: char| c.is_numeric());
        digits.len() < rest.len() && digits.starts_with([')', '）'])
    };
    raw.starts_with(['・', '•', '‣', '※', '【', '●', '○', '◎', '◉', '★', '☆'])
        || raw.starts_with(
            |c| matches!(c, '\u{2460}'..='\u{24ff}' | '\u{25a0}'..='\u{25ff}' | '\u{2776}'..='\u{2793}'),
        )
        || raw.strip_prefix(['(', '（']).is_some_and(numbered)
}

/// Signs that stand before a line as its status: ✅ ❌ ⚠ 🔴 …
fn is_pictogram(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f300}'..='\u{1faff}')
}
