//! From the paths that a user names to the files to lint.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use hadome_core::diagnostic::Text;
use ignore::WalkBuilder;

use crate::error::FileError;

/// File names that a walk over a directory picks up by itself.
const DOCUMENTS: [&str; 5] = ["*.md", "*.markdown", "*.html", "*.htm", "*.txt"];

/// The files to lint and the paths that led to none.
#[derive(Debug, Default)]
pub struct Found {
    /// Files in the order of the paths given; within a directory by name. No file twice.
    pub files: Vec<PathBuf>,
    /// Paths that do not exist, can't be read, or are globs that match nothing.
    pub errors: Vec<FileError>,
}

/// Which files a walk over a directory picks up.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    include: Vec<String>,
    exclude: Vec<String>,
    root: PathBuf,
}

impl Filter {
    /// A filter from the globs of a configuration, relative to `root`. An empty `include` stands for the built-in list.
    pub fn new(include: &[String], exclude: &[String], root: &Path) -> Self {
        Self { include: include.to_vec(), exclude: exclude.to_vec(), root: root.to_owned() }
    }
}

/// Finds the files behind `paths`: a file stands for itself whatever its name, a directory is walked (`.gitignore`, `.ignore` and
/// hidden files count), anything else that has glob characters is a glob. A bad path is an error of its own; the others are still
/// followed.
pub fn find(paths: &[PathBuf], filter: &Filter) -> Found {
    let mut found = Found::default();
    let mut seen = BTreeSet::new();
    let globs = match Globs::new(filter) {
        Ok(globs) => globs,
        Err(error) => {
            found.errors.push(error);
            return found;
        }
    };
    for path in paths {
        let mut files = Vec::new();
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => walk(path, &|p| globs.picks(p), &mut files, &mut found.errors),
            Ok(_) => files.push(path.clone()),
            Err(_) if is_glob(path) => expand(path, &mut files, &mut found.errors),
            Err(error) => found.errors.push(FileError::io(path, &error)),
        }
        found.files.extend(files.into_iter().filter(|f| seen.insert(f.clone())));
    }
    found
}

/// The compiled globs of a [`Filter`].
struct Globs {
    include: GlobSet,
    exclude: GlobSet,
    root: PathBuf,
}

impl Globs {
    fn new(filter: &Filter) -> Result<Self, FileError> {
        let builtin: Vec<String> = DOCUMENTS.map(String::from).to_vec();
        let include = if filter.include.is_empty() { &builtin } else { &filter.include };
        Ok(Self {
            include: glob_set(include)?,
            exclude: glob_set(&filter.exclude)?,
            root: filter.root.clone(),
        })
    }

    fn picks(&self, path: &Path) -> bool {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let relative = absolute.strip_prefix(&self.root).unwrap_or(path);
        self.include.is_match(relative) && !relative.ancestors().any(|p| self.exclude.is_match(p))
    }
}

/// Globs in the manner of `.gitignore`: one without a slash matches a name anywhere.
pub(crate) fn glob_set(globs: &[String]) -> Result<GlobSet, FileError> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let anywhere =
            if glob.trim_end_matches('/').contains('/') { glob.clone() } else { format!("**/{glob}") };
        let anywhere = anywhere.trim_start_matches("./").trim_end_matches('/').to_owned();
        let glob =
            GlobBuilder::new(&anywhere).literal_separator(true).build().map_err(|e| bad_glob(glob, &e))?;
        set.add(glob);
    }
    set.build().map_err(|e| bad_glob("", &e))
}

fn bad_glob(glob: &str, error: &globset::Error) -> FileError {
    let kind = error.kind();
    FileError::path(
        glob,
        Text::new(format!("glob が正しくありません: {kind}"), format!("invalid glob: {kind}")),
    )
}

pub(crate) fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

fn walk(
    directory: &Path,
    picks: &dyn Fn(&Path) -> bool,
    files: &mut Vec<PathBuf>,
    errors: &mut Vec<FileError>,
) {
    // A tree that is not a repository may still carry .gitignore files; users expect them to count.
    let walker = WalkBuilder::new(directory).require_git(false).sort_by_file_name(|a, b| a.cmp(b)).build();
    for entry in walker {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                if picks(entry.path()) {
                    files.push(entry.into_path());
                }
            }
            Ok(_) => {}
            Err(error) => {
                let text = Text::new(format!("読み取れません: {error}"), format!("cannot be read: {error}"));
                errors.push(FileError::path(directory, text));
            }
        }
    }
}

/// Follows a glob that the shell left alone: walks from its last directory without glob characters.
fn expand(glob: &Path, files: &mut Vec<PathBuf>, errors: &mut Vec<FileError>) {
    let base: PathBuf = glob.components().take_while(|c| !is_glob(Path::new(c))).collect();
    let pattern = glob.to_string_lossy();
    let built = GlobBuilder::new(pattern.trim_start_matches("./")).literal_separator(true).build();
    let matcher = match built {
        Ok(glob) => glob.compile_matcher(),
        Err(error) => return errors.push(bad_glob(&pattern, &error)),
    };
    let start = if base.as_os_str().is_empty() { Path::new(".") } else { &base };
    let picks = |p: &Path| matcher.is_match(p.strip_prefix("./").unwrap_or(p));
    if start.is_dir() {
        walk(start, &picks, files, errors);
    }
    for file in files.iter_mut() {
        if let Ok(plain) = file.strip_prefix("./") {
            *file = plain.to_owned();
        }
    }
    if files.is_empty() {
        let text = Text::new("この glob に合うファイルがありません", "this glob matches no file");
        errors.push(FileError::path(glob, text));
    }
}
