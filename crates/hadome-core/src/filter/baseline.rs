//! Findings that were there before: a baseline lets a team adopt hadome without mending every old report first.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Scope, Suppressed, Waiver};

/// The findings that a baseline knows of one document: how many there are of each rule and anchor. Lines and severities are no part of
/// it, so that neither an edit elsewhere in the document nor a new configuration makes an old finding new.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    counts: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Known {
    /// Counts findings.
    pub fn of<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let mut known = Self::default();
        for diagnostic in diagnostics {
            known.set(
                &diagnostic.rule,
                &diagnostic.anchor,
                known.count(&diagnostic.rule, &diagnostic.anchor) + 1,
            );
        }
        known
    }

    /// How many findings of a rule with an anchor are known.
    pub fn count(&self, rule: &str, anchor: &str) -> usize {
        self.counts.get(rule).and_then(|anchors| anchors.get(anchor)).copied().unwrap_or(0)
    }

    /// Sets how many are known; 0 forgets them.
    pub fn set(&mut self, rule: &str, anchor: &str, count: usize) {
        if count > 0 {
            self.counts.entry(rule.to_owned()).or_default().insert(anchor.to_owned(), count);
        } else if let Some(anchors) = self.counts.get_mut(rule) {
            anchors.remove(anchor);
            if anchors.is_empty() {
                self.counts.remove(rule);
            }
        }
    }

    /// Every rule, anchor and count, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        self.counts.iter().flat_map(|(rule, anchors)| {
            anchors.iter().map(|(anchor, count)| (rule.as_str(), anchor.as_str(), *count))
        })
    }

    /// Keeps the findings of some rules.
    pub fn retain(&mut self, mut rule: impl FnMut(&str) -> bool) {
        self.counts.retain(|name, _| rule(name));
    }

    /// How many findings are known in all.
    pub fn total(&self) -> usize {
        self.iter().map(|(.., count)| count).sum()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Takes the known findings out of `diagnostics`, which stand in the order of the source, and puts them among the `suppressed`,
    /// which stay in that order. Of more equal findings than are known the first ones are taken and the rest is new. What is known of the
    /// report as a whole (no measure has an owner) holds for its parts: a rule that says it of some of them after the others were
    /// mended says nothing new. Gives what is known and was not found.
    pub fn wave_through(&self, diagnostics: &mut Vec<Diagnostic>, suppressed: &mut Vec<Suppressed>) -> Self {
        let mut left = self.clone();
        if self.is_empty() {
            return left;
        }
        let (old, new) = std::mem::take(diagnostics).into_iter().partition(|d: &Diagnostic| {
            let count = left.count(&d.rule, &d.anchor);
            if count > 0 {
                left.set(&d.rule, &d.anchor, count - 1);
                return true;
            }
            let whole = d.scope == Scope::Place && self.count(&d.rule, "") > 0;
            if whole {
                left.set(&d.rule, "", 0);
            }
            whole
        });
        *diagnostics = new;
        let old: Vec<Diagnostic> = old;
        suppressed.extend(old.into_iter().map(|diagnostic| Suppressed { diagnostic, by: Waiver::Baseline }));
        suppressed.sort_by_key(|s| (s.diagnostic.span, s.diagnostic.rule.clone()));
        left
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::Span;

    /// A finding, as `rule anchor`, at a place.
    fn finding(at: usize, text: &str) -> Diagnostic {
        let (rule, anchor) = text.split_once(' ').expect("rule and anchor");
        Diagnostic {
            rule: Arc::from(rule),
            severity: Severity::Warning,
            tags: Arc::new([]),
            message: String::new(),
            help: None,
            url: None,
            span: Span::new(at, at + 1),
            related: Vec::new(),
            scope: if anchor.is_empty() { Scope::Report } else { Scope::Place },
            anchor: anchor.to_owned(),
        }
    }

    fn findings(list: &[&str]) -> Vec<Diagnostic> {
        list.iter().enumerate().map(|(at, text)| finding(at, text)).collect()
    }

    /// Lints with a baseline: what is told and what is left of the baseline, each finding as `place rule anchor`.
    fn check(known: &[&str], found: &[&str], told: &[&str], left: &[&str]) {
        let (mut diagnostics, mut suppressed) = (findings(found), Vec::new());
        let remaining = Known::of(&findings(known)).wave_through(&mut diagnostics, &mut suppressed);
        let shown = |d: &Diagnostic| format!("{} {} {}", d.span.start, d.rule, d.anchor);
        assert_eq!(diagnostics.iter().map(shown).collect::<Vec<_>>(), told);
        let remaining = remaining.iter().map(|(rule, anchor, count)| format!("{count} {rule} {anchor}"));
        assert_eq!(remaining.collect::<Vec<_>>(), left);
        assert_eq!(suppressed.len() + diagnostics.len(), found.len());
        assert!(suppressed.iter().all(|s| s.by == Waiver::Baseline));
    }

    #[test]
    fn what_was_there_is_waved_through() {
        check(&["a x", "b y"], &["a x", "b y"], &[], &[]);
        check(&[], &["a x"], &["0 a x"], &[]);
    }

    #[test]
    fn a_place_in_the_document_is_no_part_of_a_finding() {
        check(&["a x", "a y"], &["b z", "a y", "a x"], &["0 b z"], &[]);
    }

    #[test]
    fn rule_and_anchor_both_count() {
        check(&["a x"], &["a y", "b x"], &["0 a y", "1 b x"], &["1 a x"]);
    }

    #[test]
    fn of_equal_findings_the_later_ones_are_new() {
        check(&["a x", "a x"], &["a x", "b y", "a x", "a x"], &["1 b y", "3 a x"], &[]);
        check(&["a x", "a x", "a x"], &["a x"], &[], &["2 a x"]);
    }

    #[test]
    fn a_finding_about_the_report_may_have_no_anchor() {
        check(&["no-strong-action "], &["no-strong-action "], &[], &[]);
    }

    #[test]
    fn what_is_known_of_the_whole_report_is_known_of_its_parts() {
        check(&["owner-missing "], &["owner-missing x", "owner-missing y", "a x"], &["2 a x"], &[]);
        check(&["owner-missing x"], &["owner-missing "], &["0 owner-missing "], &["1 owner-missing x"]);
    }

    #[test]
    fn another_severity_makes_no_finding_new() {
        let mut found = findings(&["a x"]);
        found[0].severity = Severity::Error;
        Known::of(&findings(&["a x"])).wave_through(&mut found, &mut Vec::new());
        assert!(found.is_empty());
    }

    #[test]
    fn what_is_waved_through_stands_in_order_with_what_comments_silence() {
        let by = Waiver::Comment { reason: "訓示".into(), span: Span::default() };
        let mut suppressed = vec![Suppressed { diagnostic: finding(1, "b y"), by }];
        let mut found = vec![finding(0, "a x"), finding(2, "a z")];
        Known::of(&found).wave_through(&mut found, &mut suppressed);
        assert_eq!(suppressed.iter().map(|s| s.diagnostic.span.start).collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn a_count_of_nothing_is_forgotten() {
        let mut known = Known::of(&findings(&["a x", "a x"]));
        assert_eq!((known.count("a", "x"), known.total()), (2, 2));
        known.set("a", "x", 0);
        assert!(known.is_empty());
    }
}
