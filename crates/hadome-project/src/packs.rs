//! Reading a project's own rules and words.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hadome_core::diagnostic::Text;
use hadome_core::source::{Source, Span};
use hadome_core::spec::Problems;
use walkdir::WalkDir;

use crate::paths;

/// A rule file of a pack and the group that its directory names.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Its text; the path is for display.
    pub source: Arc<Source>,
    /// The directory it stands in, relative to the pack; the pack's own name at its top.
    pub group: String,
}

/// Reads every `*.toml` below a pack's directory, in name order. A directory that does not exist is a problem.
pub fn read_pack(directory: &Path, problems: &Problems) -> Vec<PackFile> {
    let mut files = Vec::new();
    for entry in WalkDir::new(directory).sort_by_file_name() {
        match entry {
            Ok(entry)
                if entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "toml") =>
            {
                if let Some(source) = read(entry.path(), problems) {
                    files.push(PackFile { source, group: group(directory, entry.path()) });
                }
            }
            Ok(_) => {}
            Err(error) => report(directory, &error.to_string(), problems),
        }
    }
    files
}

/// Reads CSV files of further words.
pub fn read_words(paths: &[PathBuf], problems: &Problems) -> Vec<Arc<Source>> {
    paths.iter().filter_map(|path| read(path, problems)).collect()
}

fn read(path: &Path, problems: &Problems) -> Option<Arc<Source>> {
    match fs::read(path) {
        Ok(bytes) => Some(Arc::new(Source::decode(paths::display(path), &bytes))),
        Err(error) => {
            report(path, &error.to_string(), problems);
            None
        }
    }
}

fn report(path: &Path, error: &str, problems: &Problems) {
    let message = Text::new(
        format!("{} を読めません: {error}", paths::display(path)),
        format!("cannot read {}: {error}", paths::display(path)),
    );
    let source = Arc::new(Source::new(paths::display(path), ""));
    problems.error(&source, Span::default(), message, None);
}

fn group(pack: &Path, file: &Path) -> String {
    let parent = file.parent().unwrap_or(pack);
    let name = if parent == pack { pack.file_name() } else { parent.file_name() };
    name.map_or_else(|| "own".to_owned(), |n| n.to_string_lossy().into_owned())
}
