//! Findings with names that outlive edits: what services tell an old finding from a new one by.

use std::collections::HashMap;

use hadome_core::diagnostic::{Diagnostic, Waiver};
use sha2::{Digest, Sha256};

use crate::view::FileView;

/// A finding of a file.
#[derive(Debug)]
pub struct Found<'a> {
    /// The finding.
    pub diagnostic: &'a Diagnostic,
    /// What waved it through, if something did.
    pub waiver: Option<&'a Waiver>,
    /// Hexadecimal digits made from the path, the rule, what the finding is about, and which one it is among those that are equal
    /// in all that. No other finding of a run has the same. It stays when lines move, and when an equal finding is waved through.
    pub fingerprint: String,
}

/// The findings of a file, also those that were waved through, in the order of their places.
pub fn all<'a>(file: &FileView<'a>) -> Vec<Found<'a>> {
    let open = file.diagnostics.iter().map(|d| (d, None));
    let waved = file.suppressed.iter().map(|s| (&s.diagnostic, Some(&s.by)));
    let mut list: Vec<(&Diagnostic, Option<&Waiver>)> = open.chain(waved).collect();
    list.sort_by_key(|(d, _)| (d.span.start, d.span.end));
    let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
    list.into_iter()
        .map(|(diagnostic, waiver)| {
            let ordinal = seen.entry((&diagnostic.rule, &diagnostic.anchor)).or_default();
            *ordinal += 1;
            let fingerprint = fingerprint(file.root_path, diagnostic, *ordinal);
            Found { diagnostic, waiver, fingerprint }
        })
        .collect()
}

/// The findings of a file that nothing waved through.
pub fn open<'a>(file: &FileView<'a>) -> impl Iterator<Item = Found<'a>> {
    all(file).into_iter().filter(|found| found.waiver.is_none())
}

fn fingerprint(path: &str, d: &Diagnostic, ordinal: usize) -> String {
    let mut hash = Sha256::new();
    for part in [path, &d.rule, &d.anchor, &ordinal.to_string()] {
        hash.update(part.as_bytes());
        // No part holds this byte, so that no two lists of parts make the same text.
        hash.update([0]);
    }
    format!("{:x}", hash.finalize())
}
