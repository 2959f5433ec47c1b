//! From URIs to paths, and from findings to what the protocol calls diagnostics.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use hadome_core::diagnostic::{Diagnostic, Lang, Problem, Severity};
use hadome_core::document::Format;
use hadome_core::rule::RuleMeta;
use hadome_core::source::{Source, Span};
use hadome_project::{FileError, Linted, paths};
use lsp_types::{
    CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range, Url,
};

use crate::encoding::Encoding;

/// The name under which editors show where a diagnostic comes from.
pub const SOURCE: &str = "hadome";

/// The file of a document. One that was never saved counts as a file of its own name in `root`.
pub fn path_of(uri: &Url, root: Option<&Path>) -> PathBuf {
    if let Ok(path) = uri.to_file_path() {
        return path;
    }
    let name = uri.path().rsplit(['/', '\\']).next().filter(|n| !n.is_empty()).unwrap_or("untitled");
    root.map_or_else(|| PathBuf::from(name), |root| root.join(name))
}

/// The format that a language stands for, by the names of VS Code (`plaintext`), Vim (`text`) and Emacs (`gfm`, `mhtml`).
pub fn format_of(language: &str) -> Option<Format> {
    match language {
        "markdown" | "gfm" => Some(Format::Markdown),
        "html" | "mhtml" => Some(Format::Html),
        "plaintext" | "text" => Some(Format::Text),
        _ => None,
    }
}

/// The findings of a document as the protocol has them.
pub fn diagnostics(uri: &Url, linted: &Linted, encoding: Encoding) -> Vec<lsp_types::Diagnostic> {
    // A report has many findings of few rules, and reading an address takes longer than all else.
    let mut pages: HashMap<&str, Option<Url>> = HashMap::new();
    let found = linted.outcome.diagnostics.iter();
    let converted = found.map(|d| {
        let page = pages.entry(&d.rule).or_insert_with(|| page_of(d, linted)).clone();
        with_page(d, uri, &linted.source, page, encoding)
    });
    converted.collect()
}

/// A finding as the protocol has it, with a link to the page of its rule.
pub fn diagnostic(d: &Diagnostic, uri: &Url, linted: &Linted, encoding: Encoding) -> lsp_types::Diagnostic {
    with_page(d, uri, &linted.source, page_of(d, linted), encoding)
}

fn page_of(d: &Diagnostic, linted: &Linted) -> Option<Url> {
    rule_of(d, linted).and_then(RuleMeta::page).and_then(|page| Url::parse(&page).ok())
}

fn with_page(
    d: &Diagnostic,
    uri: &Url,
    source: &Source,
    page: Option<Url>,
    encoding: Encoding,
) -> lsp_types::Diagnostic {
    let related = d.related.iter().map(|other| DiagnosticRelatedInformation {
        location: Location::new(uri.clone(), encoding.range(source, other.span)),
        message: other.label.clone(),
    });
    let related: Vec<_> = related.collect();
    let message = match &d.help {
        Some(help) => format!("{}\n{help}", d.message),
        None => d.message.clone(),
    };
    lsp_types::Diagnostic {
        range: encoding.range(source, d.span),
        severity: Some(severity(d.severity)),
        code: Some(NumberOrString::String(d.rule.to_string())),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        ..lsp_types::Diagnostic::default()
    }
}

/// The rule that made a finding.
pub fn rule_of<'l>(d: &Diagnostic, linted: &'l Linted) -> Option<&'l RuleMeta> {
    linted.project.linter.rules().get(&d.rule).map(|rule| &rule.meta)
}

/// A severity as the protocol has it.
pub fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// Why a document was not checked, at its first line: otherwise a broken configuration would look like a clean report.
pub fn trouble(error: &FileError, encoding: Encoding, lang: Lang) -> lsp_types::Diagnostic {
    let say = |ja: &str, en: &str| if lang == Lang::En { en.to_owned() } else { ja.to_owned() };
    let (message, related) = match error {
        FileError::Path { path, message } | FileError::Notice { path, message } => {
            (format!("{}: {}", paths::display(path), message.get(lang)), None)
        }

        FileError::Config(problems) => {
            let message = say(
                "設定に誤りがあるため、この文書は検査していません",
                "this document is not checked, because its configuration has mistakes",
            );
            let places = problems.iter().filter(|p| p.severity == Severity::Error);
            (message, Some(places.filter_map(|p| place(p, encoding, lang)).collect()))
        }
    };
    lsp_types::Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message,
        related_information: related,
        ..lsp_types::Diagnostic::default()
    }
}

/// A mistake in a file that configures hadome, in that file.
pub fn problem(p: &Problem, encoding: Encoding, lang: Lang) -> lsp_types::Diagnostic {
    let message = p.message.get(lang);
    lsp_types::Diagnostic {
        range: encoding.range(&p.source, p.span),
        severity: Some(severity(p.severity)),
        source: Some(SOURCE.to_owned()),
        message: match &p.hint {
            Some(hint) => format!("{message}\n{}", hint.get(lang)),
            None => message.to_owned(),
        },
        ..lsp_types::Diagnostic::default()
    }
}

/// Where a mistake is, if it is in a file.
fn place(p: &Problem, encoding: Encoding, lang: Lang) -> Option<DiagnosticRelatedInformation> {
    // An editor that gets a path with `..` in it opens the file a second time.
    let absolute = paths::clean(&std::path::absolute(p.source.path()).ok()?);
    let uri = Url::from_file_path(absolute).ok()?;
    let range = encoding.range(&p.source, Span::new(p.span.start, p.span.end));
    Some(DiagnosticRelatedInformation {
        location: Location::new(uri, range),
        message: p.message.get(lang).to_owned(),
    })
}
