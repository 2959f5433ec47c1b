//! Running the examples of rules.
//!
//! The linter is further down the stream, so it comes in as an [`ExampleLinter`].

use std::ops::Range;
use std::sync::Arc;

use super::{Example, RuleMeta};
use crate::diagnostic::{Problem, Severity, Text};
use crate::document::{Format, Role};
use crate::source::{Source, Span};

/// What the examples of a rule are run through.
pub trait ExampleLinter {
    /// The spans of a rule's findings in a report. The rule runs even if it is off by default.
    fn lint(&mut self, rule: &RuleMeta, source: &Source, format: Format) -> Vec<Span>;

    /// A heading that opens a section of a role.
    fn heading(&self, role: Role) -> String;
}

/// How the examples of some rules fared.
#[derive(Debug, Default)]
pub struct ExampleReport {
    /// How many gave what they say.
    pub passed: usize,
    /// What went wrong: an error per example that failed, a warning per known gap that is none any more.
    pub problems: Vec<Problem>,
    /// How many known gaps (`todo = true`) there are.
    pub todo: usize,
}

impl ExampleReport {
    /// How many examples failed.
    pub fn failed(&self) -> usize {
        self.problems.iter().filter(|p| p.severity == Severity::Error).count()
    }
}

/// Runs every example of the rules.
pub fn run<'r>(
    rules: impl IntoIterator<Item = &'r RuleMeta>,
    linter: &mut dyn ExampleLinter,
) -> ExampleReport {
    let mut report = ExampleReport::default();
    for rule in rules {
        for example in &rule.examples {
            run_one(rule, example, linter, &mut report);
        }
    }
    report
}

fn run_one(rule: &RuleMeta, example: &Example, linter: &mut dyn ExampleLinter, report: &mut ExampleReport) {
    let got = found(rule, example, linter);
    let as_marked = got == example.marks;
    match (as_marked, example.todo) {
        (true, false) => report.passed += 1,
        (false, false) => report.problems.push(failure(rule, example, &got)),
        (false, true) => report.todo += 1,
        (true, true) => report.problems.push(closed_gap(rule, example)),
    }
}

/// The ranges of the example's text that the rule reports, in order. A finding outside of the text, on the heading that was put
/// before it, counts as one at its beginning.
fn found(rule: &RuleMeta, example: &Example, linter: &mut dyn ExampleLinter) -> Vec<Range<usize>> {
    let (text, start) = in_section(rule, example, linter);
    let source = Source::new(rule.source.path(), text);
    let end = example.text.len();
    let mut ranges: Vec<Range<usize>> = linter
        .lint(rule, &source, example.format)
        .into_iter()
        .map(|s| s.start.saturating_sub(start).min(end)..s.end.saturating_sub(start).min(end))
        .collect();
    ranges.sort_by_key(|r| (r.start, r.end));
    ranges.dedup();
    ranges
}

/// The report that an example stands for, and where the example's text begins in it.
fn in_section(rule: &RuleMeta, example: &Example, linter: &dyn ExampleLinter) -> (String, usize) {
    if example.document {
        return (example.text.clone(), 0);
    }
    let role = example.role.or(rule.roles.iter().next()).unwrap_or(Role::Event);
    let heading = linter.heading(role);
    let opening = match example.format {
        Format::Markdown => format!("## {heading}\n\n"),
        Format::Text => format!("■{heading}\n\n"),
        Format::Html => format!("<h2>{heading}</h2>\n"),
    };
    (format!("{opening}{}\n", example.text), opening.len())
}

fn failure(rule: &RuleMeta, example: &Example, got: &[Range<usize>]) -> Problem {
    let missed = example.marks.iter().find(|m| !got.contains(m));
    let extra = got.iter().find(|g| !example.marks.contains(g));
    let message = match (missed, extra) {
        (Some(_), None) => Text::new("指摘すべき所を指摘しません", "the rule does not report what it should"),
        (None, _) => Text::new("指摘してはならない所を指摘します", "the rule reports what it must not"),
        (Some(_), Some(_)) => Text::new("指摘する所が違います", "the rule reports another place"),
    };
    let at = missed.or(extra).map_or(example.span(), |range| example.span_in_file(range.clone()));
    let expected = example.marked(&example.marks);
    let actual = example.marked(got);
    let hint = Text::new(
        format!("規則 {}\n期待: {expected}\n実際: {actual}", rule.id),
        format!("rule {}\nexpected: {expected}\n     got: {actual}", rule.id),
    );
    Problem::error(&rule.source, at, message, Some(hint))
}

fn closed_gap(rule: &RuleMeta, example: &Example) -> Problem {
    let message =
        Text::new("`todo = true` の例が通るようになりました", "an example with `todo = true` passes");
    let hint = Text::new("`todo` を消してください", "remove `todo`");
    Problem {
        source: Arc::clone(&rule.source),
        span: example.span(),
        message,
        hint: Some(hint),
        severity: Severity::Warning,
    }
}
