//! One finding as a result.

use std::collections::BTreeMap;

use hadome_core::diagnostic::{Lang, Severity, Waiver};
use hadome_core::source::{Source, Span};
use serde::Serialize;

use super::uri::{self, ArtifactLocation};
use crate::columns;
use crate::found::Found;
use crate::view::FileView;
use crate::words;

/// A finding.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SarifResult<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, &'a str>,
    /// Of all results of a run or of none, as the standard wants it; empty where nothing waved a finding through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppressions: Option<Vec<Suppression>>,
}

#[derive(Debug, Serialize)]
struct Message {
    text: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// What waved a finding through.
#[derive(Debug, Serialize)]
pub struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
}

/// The level of a severity.
pub fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A finding as a result, nothing said of suppressions; `hashes` are those of the lines of the file, or none.
pub fn of<'a>(
    file: &FileView<'_>,
    found: &'a Found<'a>,
    rule_index: usize,
    hashes: &'a [String],
) -> SarifResult<'a> {
    let d = found.diagnostic;
    let line = file.source.position(d.span.start).line;
    let related = d.related.iter().enumerate().map(|(i, related)| Location {
        id: Some(i + 1),
        message: Some(message(&related.label)),
        ..location(file, related.span)
    });
    let mut partial_fingerprints = BTreeMap::from([("hadome/v1", found.fingerprint.as_str())]);
    if let Some(hash) = hashes.get(line - 1) {
        partial_fingerprints.insert("primaryLocationLineHash", hash);
    }
    let text = match &d.help {
        Some(help) => format!("{}\n{help}", d.message),
        None => d.message.clone(),
    };
    SarifResult {
        rule_id: &d.rule,
        rule_index,
        level: level(d.severity),
        message: message(&text),
        locations: [location(file, d.span)],
        related_locations: related.collect(),
        partial_fingerprints,
        suppressions: None,
    }
}

/// What waved a finding through, as a list.
pub fn suppressions(file: &FileView<'_>, found: &Found<'_>, lang: Lang) -> Vec<Suppression> {
    found.waiver.map(|waiver| suppression(file, waiver, lang)).into_iter().collect()
}

/// A message of plain text. SARIF reads `[text](target)` in it as a link, which what a report says must never become.
fn message(text: &str) -> Message {
    Message { text: text.replace("](", "] (") }
}

fn location(file: &FileView<'_>, span: Span) -> Location {
    let artifact_location = uri::of(file.root_path);
    Location {
        id: None,
        physical_location: Physical { artifact_location, region: region(file.source, span) },
        message: None,
    }
}

fn region(source: &Source, span: Span) -> Region {
    let columns::Region { start_line, start_column, end_line, end_column } = columns::utf16(source, span);
    Region { start_line, start_column, end_line, end_column }
}

fn suppression(file: &FileView<'_>, waiver: &Waiver, lang: Lang) -> Suppression {
    let (kind, justification, place) = match waiver {
        Waiver::Comment { reason, span } => ("inSource", reason.clone(), Some(location(file, *span))),
        Waiver::Baseline => ("external", words::pick(lang, "ベースライン", "baseline").to_owned(), None),
    };
    Suppression { kind, status: "accepted", justification, location: place }
}
