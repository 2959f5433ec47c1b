//! What a reviewer would have to look for by hand: sizes of files, their opening words, arrows between crates and modules, printing where
//! nothing may print, paths of somebody's machine.
//!
//! Each check is a plain function from files to complaints.

mod arrows;
mod rust;
mod text;

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use crate::{Outcome, root};

/// A text file of the repository.
struct File {
    /// Its path from the root, with `/` between the parts.
    path: String,
    text: String,
}

/// Something that is not as it should be.
#[derive(Debug, PartialEq, Eq)]
struct Complaint {
    /// `path` or `path:line`.
    place: String,
    message: String,
    /// Whether it is only worth a thought.
    mild: bool,
}

impl Complaint {
    fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), mild: false }
    }
}

/// Runs every check, prints what it finds, and fails if anything is worse than mild.
pub fn run(args: &[String]) -> Outcome {
    if !args.is_empty() {
        return Err("usage: cargo xtask tidy".into());
    }
    let files = read(&root());
    let checks = [rust::check, arrows::check, text::check];
    let mut complaints: Vec<Complaint> = checks.iter().flat_map(|check| check(&files)).collect();
    complaints.sort_by(|a, b| (&a.place, &a.message).cmp(&(&b.place, &b.message)));
    for Complaint { place, message, mild } in &complaints {
        println!("{}{place}: {message}", if *mild { "note: " } else { "" });
    }
    match complaints.iter().filter(|c| !c.mild).count() {
        0 => Ok(()),
        n => Err(format!("{n} untidy places").into()),
    }
}

/// Every text file below a directory but what builds and tools leave there.
fn read(root: &Path) -> Vec<File> {
    let kept = |name: &str| !matches!(name, "target" | ".git" | "node_modules");
    let walk = WalkDir::new(root).sort_by_file_name().into_iter();
    walk.filter_entry(move |entry| entry.file_name().to_str().is_some_and(kept))
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(root).ok()?.to_str()?.replace('\\', "/");
            Some(File { path, text: fs::read_to_string(entry.path()).ok()? })
        })
        .collect()
}

/// Asserts what a check says of files, as `place: message`.
#[cfg(test)]
fn assert_complaints(check: fn(&[File]) -> Vec<Complaint>, files: &[(&str, &str)], expected: &[&str]) {
    let files: Vec<File> =
        files.iter().map(|&(path, text)| File { path: path.to_owned(), text: text.to_owned() }).collect();
    let got: Vec<String> = check(&files).iter().map(|c| format!("{}: {}", c.place, c.message)).collect();
    assert_eq!(got, expected);
}
