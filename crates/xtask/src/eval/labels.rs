//! Labels: what a reader says of a document, one JSON object a line.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::Failure;
use super::matching::near;

/// The label rows of one document. Lines are 1-based lines of the file.
#[derive(Debug, Default, Clone)]
pub struct Labels {
    /// What is said of the document as a whole; the first such row counts.
    pub doc: Option<Doc>,
    /// Every countermeasure that it proposes or reports.
    pub measures: Vec<Measure>,
    /// Every cause that a strict reviewer would send back.
    pub causes: Vec<Cause>,
    /// Tempting lines that must not be reported.
    pub traps: Vec<usize>,
    /// Places about which readers disagree.
    pub disputed: Vec<Disputed>,
    /// Findings that are right.
    pub findings: Vec<Expected>,
    /// Judged findings.
    pub verdicts: Vec<Judged>,
}

/// One row.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Row {
    Doc(Box<Doc>),
    Measure(Measure),
    Cause(Cause),
    Trap(Place),
    Disputed(Disputed),
    Finding(Expected),
    Verdict(Judged),
}

/// A line and nothing else that counts.
#[derive(Deserialize)]
struct Place {
    line: usize,
}

/// What is said of a document as a whole.
#[derive(Debug, Clone, Deserialize)]
pub struct Doc {
    /// Whether it is an incident report at all.
    #[serde(default = "yes")]
    pub report: bool,
    /// How far the report is: `first`, `interim`, `final` or `unknown`.
    #[serde(default)]
    pub stage: String,
    /// Whether every right finding of every rule is labelled.
    #[serde(default)]
    pub complete: bool,
    /// How many causal steps its main chain writes; `None` if readers disagree.
    #[serde(default = "no_levels")]
    pub cause_levels: Option<u32>,
    /// Whether there are measures and none is on rung 3 or above; `None` if readers disagree.
    #[serde(default)]
    pub no_strong_action: Option<bool>,
    /// Lines of measures that answer nothing in the report.
    #[serde(default)]
    pub orphan_measures: Vec<usize>,
    /// Lines of causes that no measure answers.
    #[serde(default)]
    pub causes_without_measure: Vec<usize>,
    /// Everything else, such as `has_event`.
    #[serde(flatten)]
    others: BTreeMap<String, Value>,
}

impl Doc {
    /// A flag such as `has_event`; `None` if the row does not say.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.others.get(name)?.as_bool()
    }
}

/// A countermeasure.
#[derive(Debug, Clone, Deserialize)]
pub struct Measure {
    /// Its line.
    pub line: usize,
    /// Its place on the strength ladder, 0 to 5; `None` if it can't be said.
    pub rung: Option<u8>,
    /// What makes it weak.
    pub class: Option<String>,
    /// Whether an owner is named for it.
    #[serde(default, deserialize_with = "truth")]
    pub owner: bool,
    /// Whether a due date is given for it.
    #[serde(default, deserialize_with = "truth")]
    pub due: bool,
    /// How it begins.
    #[serde(default)]
    pub quote: String,
}

impl Measure {
    /// Whether it stands on one of the two lowest rungs.
    pub fn is_weak(&self) -> bool {
        matches!(self.rung, Some(0 | 1))
    }
}

/// A cause that stops too early.
#[derive(Debug, Clone, Deserialize)]
pub struct Cause {
    /// Its line.
    pub line: usize,
    /// In which way it does.
    pub class: Option<String>,
    /// How it begins.
    #[serde(default)]
    pub quote: String,
}

/// A finding that is right.
#[derive(Debug, Clone, Deserialize)]
pub struct Expected {
    /// The id of the rule.
    pub rule: String,
    /// Its line.
    #[serde(default)]
    line: usize,
    /// Whether it is about the document as a whole, wherever it points.
    #[serde(default)]
    document: bool,
    /// Whether it is said once for several places, at one of them.
    #[serde(default)]
    folded: bool,
}

impl Expected {
    /// The line in which it has to stand; `None` for any.
    pub fn place(&self) -> Option<usize> {
        (!self.document && !self.folded).then_some(self.line)
    }
}

/// A place about which readers disagree: what is found there is neither right nor wrong.
#[derive(Debug, Clone, Deserialize)]
pub struct Disputed {
    /// Its line.
    pub line: usize,
    /// The id of the rule they disagree about; `None` for a cause.
    pub rule: Option<String>,
    /// Whether it is the document as a whole.
    #[serde(default)]
    document: bool,
    /// Whether it is said once for several places, at one of them.
    #[serde(default)]
    folded: bool,
}

impl Disputed {
    /// Whether readers disagree about a finding of a rule in a line.
    pub fn covers(&self, rule: &str, line: usize) -> bool {
        self.rule.as_deref() == Some(rule) && (self.document || self.folded || near(self.line, line))
    }
}

/// A finding that a reader has judged.
#[derive(Debug, Clone, Deserialize)]
pub struct Judged {
    /// The id of the rule.
    pub rule: String,
    /// Its line.
    pub line: usize,
    /// Whether it is right.
    pub right: bool,
}

fn yes() -> bool {
    true
}

/// A row that does not speak of levels says that there are none; only `null` means that readers disagree.
#[allow(clippy::unnecessary_wraps, reason = "the value of a field")]
fn no_levels() -> Option<u32> {
    Some(0)
}

/// `true`, or any text: some readers write down the owner itself.
fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Bool(value) => value,
        Value::String(text) => !text.is_empty(),
        _ => false,
    })
}

impl Labels {
    /// Adds the rows of a text in JSON lines. The error names the 1-based line.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            self.put(serde_json::from_str(line).map_err(|error| format!("{number}: {error}"))?);
        }
        Ok(())
    }

    fn put(&mut self, row: Row) {
        match row {
            Row::Doc(doc) => self.doc = self.doc.take().or(Some(*doc)),
            Row::Measure(row) => self.measures.push(row),
            Row::Cause(row) => self.causes.push(row),
            Row::Trap(row) => self.traps.push(row.line),
            Row::Disputed(row) => self.disputed.push(row),
            Row::Finding(row) => self.findings.push(row),
            Row::Verdict(row) => self.verdicts.push(row),
        }
    }
}

/// The labels of a directory by the name of their document: every `NAME.jsonl`.
pub fn read(directory: &Path) -> Result<BTreeMap<String, Labels>, Failure> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(directory).map_err(|error| format!("{}: {error}", directory.display()))? {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        if let Some(name) = stem.filter(|_| path.extension().is_some_and(|e| e == "jsonl")) {
            let mut labels = Labels::default();
            let text = fs::read_to_string(&path)?;
            labels.add(&text).map_err(|error| format!("{}:{error}", path.display()))?;
            all.insert(name.to_owned(), labels);
        }
    }
    Ok(all)
}
