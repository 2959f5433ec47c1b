//! Findings about what has changed, and no others.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Scope};
use crate::source::Span;

/// What has changed of a document that has changed at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// Everything, or it can't be said what.
    Whole,
    /// These lines: half-open ranges of 0-based lines, in order and apart. Lines end with `\n`, as version control counts them.
    /// None at all if lines were only taken away.
    Lines(Vec<Range<usize>>),
}

/// The bytes of a text that have changed.
#[derive(Debug)]
pub struct ChangedText {
    /// In order and apart.
    spans: Vec<Span>,
    len: usize,
}

impl ChangedText {
    /// Finds the changed lines in a text. Lines that the text does not have are left out.
    pub fn new(text: &str, changed: &Changed) -> Self {
        let spans = match changed {
            Changed::Whole => vec![Span::new(0, usize::MAX)],
            Changed::Lines(ranges) => spans_of(text, ranges),
        };
        Self { spans, len: text.len() }
    }

    /// Whether a place has a byte that changed. An empty place counts as the byte behind it, or the last of the text.
    pub fn touches(&self, place: Span) -> bool {
        let start = place.start.min(self.len.saturating_sub(1));
        let end = place.end.max(start + 1);
        let first = self.spans.partition_point(|span| span.end <= start);
        self.spans.get(first).is_some_and(|span| span.start < end)
    }

    /// Whether a finding is about what has changed: about the report, or with one of its places on a changed line.
    pub fn concerns(&self, finding: &Diagnostic) -> bool {
        finding.scope == Scope::Report
            || self.touches(finding.span)
            || finding.related.iter().any(|related| self.touches(related.span))
    }
}

fn spans_of(text: &str, ranges: &[Range<usize>]) -> Vec<Span> {
    let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(ends).filter(|&at| at < text.len()).collect();
    let start = |line: usize| starts.get(line).copied().unwrap_or(text.len());
    let spans = ranges.iter().map(|lines| Span::new(start(lines.start), start(lines.end)));
    spans.filter(|span| !span.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::{Related, Severity};

    /// Takes the places between `⟦` and `⟧` out of a text.
    fn marked(text: &str) -> (String, Vec<Span>) {
        let (mut plain, mut spans, mut start) = (String::new(), Vec::new(), 0);
        for c in text.chars() {
            match c {
                '⟦' => start = plain.len(),
                '⟧' => spans.push(Span::new(start, plain.len())),
                c => plain.push(c),
            }
        }
        (plain, spans)
    }

    /// Every place of `text` against whether it stays when `lines` (0-based) have changed.
    fn check(text: &str, lines: &[usize], stays: &[bool]) {
        let (text, spans) = marked(text);
        let changed =
            ChangedText::new(&text, &Changed::Lines(lines.iter().map(|&line| line..line + 1).collect()));
        let found: Vec<bool> = spans.iter().map(|span| changed.touches(*span)).collect();
        assert_eq!(found, stays, "{text:?} with {lines:?}");
    }

    fn finding(scope: Scope, span: Span, related: &[Span]) -> Diagnostic {
        Diagnostic {
            rule: Arc::from("rule"),
            severity: Severity::Warning,
            tags: Arc::from([]),
            message: String::new(),
            help: None,
            url: None,
            span,
            related: related.iter().map(|&span| Related { span, label: String::new() }).collect(),
            scope,
            anchor: String::new(),
        }
    }

    #[test]
    fn a_place_stays_if_one_of_its_lines_changed() {
        check("⟦原因⟧\n⟦対策⟧\n⟦確認⟧\n", &[1], &[false, true, false]);
        check("⟦原因は\n設定の\n誤り⟧\n⟦対策⟧\n", &[1], &[true, false]);
        check("⟦一⟧\n⟦二⟧\n⟦三⟧\n⟦四⟧\n⟦五⟧\n", &[0, 2, 3], &[true, false, true, true, false]);
    }

    #[test]
    fn lines_that_were_taken_away_leave_no_place() {
        check("⟦原因⟧\n⟦対策⟧\n", &[], &[false, false]);
        check("⟦原因⟧\n", &[3, 4], &[false]);
    }

    #[test]
    fn the_end_of_a_line_belongs_to_it() {
        check("原因⟦\n⟧対策\n", &[0], &[true]);
        check("原因⟦\n⟧対策\n", &[1], &[false]);
        check("原因\n⟦対策\n⟧確認\n", &[2], &[false]);
    }

    #[test]
    fn an_empty_place_is_on_the_line_where_it_stands() {
        check("原因\n⟦⟧対策\n⟦⟧", &[1], &[true, true]);
        check("原因\n⟦⟧対策\n⟦⟧", &[0], &[false, false]);
        check("⟦⟧", &[0], &[false]);
    }

    #[test]
    fn lines_are_those_of_version_control() {
        check("⟦原因⟧\r⟦対策⟧\n⟦確認⟧\r\n", &[0], &[true, true, false]);
        check("⟦原因⟧\r\n⟦対策⟧\r\n", &[1], &[false, true]);
    }

    #[test]
    fn a_finding_stays_for_any_of_its_places_or_for_the_report() {
        let (text, spans) = marked("⟦原因⟧\n⟦対策⟧\n⟦確認⟧\n");
        let changed = ChangedText::new(&text, &Changed::Lines(vec![Range { start: 2, end: 3 }]));
        assert!(!changed.concerns(&finding(Scope::Place, spans[0], &[spans[1]])));
        assert!(changed.concerns(&finding(Scope::Place, spans[0], &[spans[1], spans[2]])));
        assert!(changed.concerns(&finding(Scope::Report, spans[0], &[])));
        let cut = ChangedText::new(&text, &Changed::Lines(Vec::new()));
        assert!(cut.concerns(&finding(Scope::Report, spans[0], &[])), "the report has changed");
        let whole = ChangedText::new(&text, &Changed::Whole);
        assert!(whole.concerns(&finding(Scope::Place, spans[0], &[])));
    }
}
