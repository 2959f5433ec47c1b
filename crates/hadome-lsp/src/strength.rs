//! How strong a report's measures are, for a status bar.
//!
//! `hadome/strength` is a request of our own: `{ "textDocument": { "uri" } }` is answered with `{ "rungs": [n0, …, n5], "unknown": n,
//! "version": n }`, or with `null` for a document that could not be linted.

use serde::Serialize;

use crate::snapshot::Snapshot;

/// The name of the request.
pub const METHOD: &str = "hadome/strength";

/// The answer. A distribution, never a score.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Distribution {
    /// Measures on rung 0 to 5.
    rungs: [usize; 6],
    /// Measures that say nothing of their strength.
    unknown: usize,
    /// The version of the text that was counted.
    version: i32,
}

/// The distribution of a snapshot; `None` if its document could not be linted.
pub fn of(snapshot: &Snapshot) -> Option<Distribution> {
    let strength = snapshot.linted.as_ref().ok()?.outcome.strength;
    Some(Distribution { rungs: strength.rungs, unknown: strength.unknown, version: snapshot.version })
}
