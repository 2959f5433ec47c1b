//! How old suppression comments are.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use hadome_core::source::{Source, Span};
use rayon::prelude::*;

use crate::error::FileError;
use crate::git::{LineOrigin, Repository};
use crate::paths::repository_of;
use crate::run::Linted;

/// A repository, or why there is nothing to learn from it.
type Opened = Option<Repository>;

/// Where the suppression comments of documents come from: for each document one origin for each of its comments. A repository that can't
/// say is told once, as a notice.
pub fn comment_origins(files: &[Linted]) -> (Vec<Vec<LineOrigin>>, Vec<FileError>) {
    let mut notices = Vec::new();
    let mut opened: HashMap<PathBuf, Opened> = HashMap::new();
    for root in files.iter().filter_map(|file| root_of(&file.path)) {
        opened.entry(root).or_insert_with_key(|root| {
            let repository = Repository::open(root);
            let tell = |message| notices.push(FileError::Notice { path: root.clone(), message });
            repository.map_err(tell).ok()
        });
    }
    let origins: Vec<_> = files.par_iter().map(|file| origins_of(file, &opened)).collect();
    let mut all = Vec::with_capacity(origins.len());
    for (origins, notice) in origins {
        all.push(origins);
        notices.extend(notice);
    }
    (all, notices)
}

fn root_of(path: &Path) -> Option<PathBuf> {
    repository_of(path.canonicalize().ok()?.parent()?).map(Path::to_owned)
}

fn origins_of(file: &Linted, opened: &HashMap<PathBuf, Opened>) -> (Vec<LineOrigin>, Option<FileError>) {
    let comments = &file.outcome.comments;
    let all = |origin: LineOrigin| vec![origin; comments.len()];
    let Some(root) = root_of(&file.path) else { return (all(LineOrigin::NoRepository), None) };
    let Some(repository) = opened.get(&root).and_then(Option::as_ref) else {
        return (all(LineOrigin::Unknown), None);
    };
    let lines: Vec<usize> = comments.iter().map(|comment| line_of(&file.source, comment.span)).collect();
    let place = file.path.canonicalize().ok();
    let place = place.as_deref().and_then(|path| path.strip_prefix(&repository.root).ok());
    // git cuts bytes into lines, and in UTF-16 half of another character may look like a line end.
    let Some(place) = place.filter(|_| !file.source.encoding().starts_with("UTF-16")) else {
        return (all(LineOrigin::Unknown), None);
    };
    match repository.origins(place, &lines) {
        Ok(origins) => (origins, None),
        Err(message) => {
            let path = file.path.clone();
            (all(LineOrigin::Unknown), Some(FileError::Notice { path, message }))
        }
    }
}

/// The 1-based line on which a place begins, as git counts: by `\n` only.
fn line_of(source: &Source, place: Span) -> usize {
    let before = source.slice(Span::new(0, place.start));
    1 + before.bytes().filter(|b| *b == b'\n').count()
}
