//! Whether files are still what they were.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

/// The most entries of a directory that are looked at; larger rule packs are not read whole either.
const MOST_ENTRIES: usize = 10_000;

/// How files and directories stood on the disk at one time. Compares what a file system tells without reading: times and lengths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Stamps {
    paths: Vec<PathBuf>,
    entries: Vec<(PathBuf, Option<(SystemTime, u64)>)>,
}

impl Stamps {
    /// The stamps of `paths` and, for directories, of everything below them. What does not exist has a stamp as well.
    pub(crate) fn of(paths: Vec<PathBuf>) -> Self {
        let mut entries = Vec::new();
        for path in &paths {
            entries.push((path.to_owned(), stamp(path)));
            if path.is_dir() {
                let below = WalkDir::new(path).min_depth(1).sort_by_file_name().into_iter().flatten();
                let below = below.take(MOST_ENTRIES).map(walkdir::DirEntry::into_path);
                entries.extend(below.map(|p| {
                    let stamp = stamp(&p);
                    (p, stamp)
                }));
            }
        }
        Self { paths, entries }
    }

    /// Whether any of the files has changed since.
    pub(crate) fn are_stale(&self) -> bool {
        Self::of(self.paths.clone()) != *self
    }
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let meta = std::fs::metadata(path).ok()?;
    Some((meta.modified().ok()?, meta.len()))
}
