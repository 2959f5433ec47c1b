//! What hadome says about a report.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::source::{Source, Span};

/// How much a finding weighs. Ordered: `Info < Warning < Error`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a run by default.
    Info,
    /// Weak wording or a gap that a reviewer would ask about.
    Warning,
    /// The evidence is complete: a whole document was read.
    Error,
}

impl Severity {
    /// `info`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Japanese, the default.
    #[default]
    Ja,
    /// English.
    En,
}

/// A text in both languages of messages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text from its two languages.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    /// The text in one language; English falls back to Japanese when it is empty.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.en.is_empty() => &self.en,
            _ => &self.ja,
        }
    }
}

/// One finding: a rule, a place and what to say there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The id of the rule, such as `organisation-strengthening`.
    pub rule: Arc<str>,
    /// Its severity after configuration and rescues.
    pub severity: Severity,
    /// The tags of the rule.
    pub tags: Arc<[String]>,
    /// One line: what is wrong. In the language of the run.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Where the rule is explained, if it says so.
    pub url: Option<Arc<str>>,
    /// The place, in bytes of the source's text, on character boundaries.
    pub span: Span,
    /// Other places that belong to the finding, each with what it is.
    pub related: Vec<Related>,
    /// Whether it is about a place or about the report as a whole.
    pub scope: Scope,
    /// What it is about, as text that outlives edits around it: the sentence it begins in, as it is read (markup removed,
    /// NFKC-folded) and without white space; for a finding about the report what the report lacks, which may be nothing
    /// in particular. Together with path and rule it identifies the finding in a baseline and in fingerprints.
    pub anchor: String,
}

/// How much of a report a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// What stands at its place.
    #[default]
    Place,
    /// The report as a whole, such as a section that is missing. Its place is only where it is shown.
    Report,
}

/// A finding that was made and waved through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// What waved it through.
    pub by: Waiver,
}

/// What waves a finding through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waiver {
    /// A suppression comment in the report.
    Comment {
        /// The reason that it gives.
        reason: String,
        /// Where it stands, in bytes of the same source.
        span: Span,
    },
    /// A baseline of findings that were there when hadome was introduced.
    Baseline,
}

/// A second place of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place, in the same source.
    pub span: Span,
    /// What it is, in the language of the run.
    pub label: String,
}

/// Sorts findings by place, then rule, and drops exact repetitions, so that output never depends on the order of checks.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (a.span.start, a.span.end, &a.rule, &a.message).cmp(&(b.span.start, b.span.end, &b.rule, &b.message))
    });
    diagnostics.dedup();
}

/// A mistake in a file that configures hadome: a rule, a lexicon or a configuration.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The file.
    pub source: Arc<Source>,
    /// The place in it.
    pub span: Span,
    /// What is wrong.
    pub message: Text,
    /// What to do about it.
    pub hint: Option<Text>,
    /// `Error` keeps the file from being used; `Warning` does not.
    pub severity: Severity,
}

impl Problem {
    /// An error at `span` of `source`.
    pub fn error(source: &Arc<Source>, span: Span, message: Text, hint: Option<Text>) -> Self {
        Self { source: Arc::clone(source), span, message, hint, severity: Severity::Error }
    }
}
