//! Renderers: diagnostics and sources in, text out.
//!
//! A renderer knows findings and the texts they point into, nothing of rules or files; it writes to the writer it is given
//! and never decides where that is. Text from a report is data: [`sanitize`] keeps it readable where it is printed, and a [`Guard`]
//! before every terminal, log and file keeps it from being obeyed.

mod capped;
mod checkstyle;
mod columns;
mod found;
mod github;
mod gitlab;
mod guard;
mod inspection;
mod json;
mod junit;
mod line_hash;
mod markdown;
mod markup;
mod measures;
mod narrated;
mod problems;
mod rdjson;
pub mod sanitize;
mod sarif;
mod short;
mod summary;
mod suppressions;
mod table;
mod terminal;
mod view;
mod words;
mod writer;
mod xml;

pub use guard::Guard;
pub use inspection::write_inspection;
pub use measures::{MeasureRow, MeasuresFormat, write_measures};
pub use problems::write_problems;
pub use suppressions::{CommentAge, SuppressionRow, SuppressionsFormat, write_suppressions};
pub use view::{FileView, Look, NoCards, RuleCard, RuleCards, STRENGTHS};
pub use writer::{FindingsWriter, Trouble};

/// The output formats of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Findings drawn into the text by miette, grouped by file, then a summary.
    #[default]
    Full,
    /// `path:line:column: severity[rule] message`, one line a finding.
    Short,
    /// One JSON document with all files.
    Json,
    /// One JSON object a line and finding.
    Jsonl,
    /// Plain sentences without drawing, for screen readers.
    Narrated,
    /// Workflow commands of GitHub Actions, which become annotations.
    Github,
    /// SARIF 2.1.0, findings that were waved through marked as such.
    Sarif,
    /// SARIF 2.1.0 without findings that were waved through: GitHub's code scanning would show them as open.
    SarifGithub,
    /// GitLab's code quality report.
    Gitlab,
    /// A test report in the form of JUnit.
    Junit,
    /// Checkstyle's report.
    Checkstyle,
    /// The Reviewdog Diagnostic Format as one JSON document.
    Rdjson,
    /// The same as one JSON object a line and finding.
    Rdjsonl,
    /// A summary in Markdown.
    Markdown,
}
