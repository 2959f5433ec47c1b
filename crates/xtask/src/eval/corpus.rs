//! The documents of a corpus, linted, beside their labels.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hadome_core::rule::RuleSet;
use hadome_project::{Linted, Overrides, Workspace};
use regex::Regex;
use walkdir::WalkDir;

use super::Failure;
use super::labels::{self, Labels};

/// The directories that documents stand in, at any depth.
const FOLDERS: [&str; 5] = ["real", "negative", "authored", "reports", "others"];

/// Labelled documents and what the built-in rules say of them.
pub struct Corpus {
    /// The documents in the order of their names.
    pub documents: Vec<Document>,
    /// The rules that ran, and those that are off by default.
    pub rules: Arc<RuleSet>,
}

/// A labelled document.
pub struct Document {
    /// The name of its file without extension.
    pub name: String,
    /// What a reader says of it.
    pub labels: Labels,
    /// What the rules say of it, in the order of places.
    pub findings: Vec<Finding>,
    /// The measures that the engine lists.
    pub measures: Vec<Listed>,
}

impl Document {
    /// Whether it is a report.
    pub fn is_report(&self) -> bool {
        self.labels.doc.as_ref().is_none_or(|doc| doc.report)
    }

    /// The findings of rules with a tag, one a line.
    pub fn tagged(&self, tag: &str) -> Vec<&Finding> {
        let mut found: Vec<&Finding> = Vec::new();
        for finding in self.findings.iter().filter(|f| f.tags.iter().any(|t| t == tag)) {
            if found.iter().all(|f| f.line != finding.line) {
                found.push(finding);
            }
        }
        found
    }
}

/// A finding, as far as it counts here.
pub struct Finding {
    /// The id of its rule.
    pub rule: Arc<str>,
    /// The tags of its rule.
    pub tags: Arc<[String]>,
    /// The line it starts in, 1-based.
    pub line: usize,
    /// What it says.
    pub message: String,
}

/// A measure as the engine lists it.
pub struct Listed {
    /// The line it starts in, 1-based.
    pub line: usize,
    /// Its rung, if it could be told.
    pub rung: Option<u8>,
    /// Whether an owner is named.
    pub owner: bool,
    /// Whether a due date is given.
    pub due: bool,
}

impl Corpus {
    /// Reads and lints every labelled document below `directory`, without any configuration. `more` are directories of labels beside
    /// `directory/labels`.
    pub fn read(directory: &Path, more: &[PathBuf]) -> Result<Self, Failure> {
        let mut labels = labels::read(&directory.join("labels"))?;
        for directory in more {
            for (name, rows) in labels::read(directory)? {
                if let Some(known) = labels.get_mut(&name) {
                    known.verdicts.extend(rows.verdicts);
                    known.findings.extend(rows.findings);
                }
            }
        }
        let files = files(directory)?;
        let workspace = Workspace::new(Overrides { isolated: true, ..Overrides::default() });
        let project =
            workspace.project_of_directory(directory).map_err(|_| "the built-in rules have mistakes")?;
        let (mut documents, mut errors) = (Vec::new(), Vec::new());
        let labelled: Vec<(String, PathBuf)> =
            files.into_iter().filter(|(name, _)| labels.contains_key(name)).collect();
        let paths: Vec<PathBuf> = labelled.iter().map(|(_, path)| path.clone()).collect();
        let mut names = labelled.into_iter().map(|(name, _)| name);
        workspace.lint_files(&paths, |outcomes| {
            for (outcome, name) in outcomes.into_iter().zip(&mut names) {
                match outcome {
                    Ok(linted) => {
                        let labels = labels.remove(&name).unwrap_or_default();
                        documents.push(document(name, labels, &linted));
                    }
                    Err(_) => errors.push(name),
                }
            }
            true
        });
        if !errors.is_empty() {
            return Err(format!("cannot be read: {}", errors.join(", ")).into());
        }
        Ok(Self { documents, rules: Arc::clone(project.linter.rules()) })
    }

    /// Leaves out the documents whose name an expression matches.
    pub fn without(mut self, exclude: &Regex) -> Self {
        self.documents.retain(|document| !exclude.is_match(&document.name));
        self
    }
}

/// Every document below the folders of a corpus by name.
fn files(directory: &Path) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let mut files = BTreeMap::new();
    for folder in FOLDERS.map(|name| directory.join(name)) {
        if !folder.is_dir() {
            continue;
        }
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry?;
            let stem = entry.path().file_stem().and_then(|stem| stem.to_str());
            if let Some(name) = stem.filter(|_| entry.file_type().is_file()) {
                files.insert(name.to_owned(), entry.path().to_owned());
            }
        }
    }
    Ok(files)
}

fn document(name: String, labels: Labels, linted: &Linted) -> Document {
    let line = |byte| linted.source.position(byte).line;
    let findings = linted.outcome.diagnostics.iter().map(|d| Finding {
        rule: Arc::clone(&d.rule),
        tags: Arc::clone(&d.tags),
        line: line(d.span.start),
        message: d.message.clone(),
    });
    let measures = linted.outcome.measures.iter().map(|m| Listed {
        line: line(m.span.start),
        rung: m.rung,
        owner: m.owner.is_some(),
        due: m.due.is_some(),
    });
    Document { name, labels, findings: findings.collect(), measures: measures.collect() }
}
