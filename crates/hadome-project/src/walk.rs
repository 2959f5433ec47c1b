//! From the paths that a user names to the files to lint.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use hadome_core::diagnostic::Text;
use ignore::WalkBuilder;

use crate::boundary::Boundary;
use crate::error::FileError;
use crate::workspace::Workspace;

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

impl Workspace {
    /// Finds the files behind `paths`, a directory being walked as the configuration of the current one says; see [`find`]. Without those that
    /// their configuration [leaves out](Self::leaves_out), and those without changes if only changes are asked for.
    pub fn find(&self, paths: &[PathBuf]) -> Found {
        let (filter, error) = match self.project_of_directory(Path::new(".")) {
            Ok(project) => (project.filter(), None),
            // Only a walk needs it. Files below may have a configuration of their own, and are still linted.
            Err(problems) => (Filter::default(), Some(FileError::Config(problems))),
        };
        let mut found = find(paths, &filter, &self.overrides().allow_read);
        if !paths.iter().all(|p| p.is_file()) {
            found.errors.splice(0..0, error);
        }
        found.files.retain(|file| !self.leaves_out(file));
        self.only_changed(found)
    }
}

/// Finds the files behind `paths`: a file stands for itself whatever its name, a directory is walked (`.gitignore`, `.ignore` and
/// hidden files count, links are not followed), anything else that has glob characters is a glob. A bad path is an error of its own;
/// the others are still followed. A path within a repository that a link leads out of it is bad, unless it leads below `allowed`.
pub fn find(paths: &[PathBuf], filter: &Filter, allowed: &[PathBuf]) -> Found {
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
        let path = &with_separators(path);
        match std::fs::metadata(path) {
            // A directory is looked at here, so that one error stands for all of it, a file where it is read.
            Ok(meta) if meta.is_dir() => match Boundary::check_document(path, allowed) {
                Ok(()) => walk(path, &|p| globs.picks(p), &mut files, &mut found.errors),
                Err(error) => found.errors.push(error),
            },
            Ok(_) => files.push(path.clone()),
            Err(_) if is_glob(path) => expand(path, allowed, &mut files, &mut found.errors),
            Err(error) => found.errors.push(FileError::io(path, &error)),
        }
        // `a.md` and `./a.md` are one file.
        let place = |file: &PathBuf| std::path::absolute(file).unwrap_or_else(|_| file.clone());
        found.files.extend(files.into_iter().filter(|file| seen.insert(place(file))));
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
            include: glob_set(include).map_err(|message| FileError::path(&filter.root, message))?,
            exclude: glob_set(&filter.exclude).map_err(|message| FileError::path(&filter.root, message))?,
            root: filter.root.clone(),
        })
    }

    fn picks(&self, path: &Path) -> bool {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let relative = absolute.strip_prefix(&self.root).unwrap_or(path);
        self.include.is_match(relative) && !relative.ancestors().any(|p| self.exclude.is_match(p))
    }
}

/// Globs in the manner of `.gitignore`: one without a slash matches a name anywhere. `\\` separates like `/`, on every platform, so
/// that a configuration means the same everywhere.
pub(crate) fn glob_set(globs: &[String]) -> Result<GlobSet, Text> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let glob = glob.replace('\\', "/");
        let anywhere =
            if glob.trim_end_matches('/').contains('/') { glob.clone() } else { format!("**/{glob}") };
        set.add(compile(anywhere.trim_start_matches("./").trim_end_matches('/'))?);
    }
    set.build().map_err(|e| bad_glob(e.kind()))
}

/// The most characters of a glob, and the deepest that its braces may nest: what is parsed recursively must be shallow.
const LONGEST: usize = 1_000;
const DEEPEST: usize = 10;

fn compile(glob: &str) -> Result<Glob, Text> {
    let mut depth = 0_usize;
    let deepest = glob.chars().map(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth
    });
    if deepest.max().unwrap_or(0) > DEEPEST || glob.chars().nth(LONGEST).is_some() {
        return Err(Text::new(
            format!("glob が複雑すぎます（{LONGEST} 文字、波かっこの入れ子は {DEEPEST} 段まで）"),
            format!("the glob is too complex (at most {LONGEST} characters, braces {DEEPEST} deep)"),
        ));
    }
    let built = GlobBuilder::new(glob).literal_separator(true).backslash_escape(false).build();
    built.map_err(|e| bad_glob(e.kind()))
}

fn bad_glob(kind: &globset::ErrorKind) -> Text {
    Text::new(format!("glob が正しくありません: {kind}"), format!("invalid glob: {kind}"))
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
            Err(error) => errors.push(unwalkable(directory, &error)),
        }
    }
}

/// What a walk could not look into: the place that the library names, or else where the walk began.
fn unwalkable(start: &Path, error: &ignore::Error) -> FileError {
    let path = path_of(error).unwrap_or(start);
    match error.io_error() {
        Some(error) => FileError::io(path, error),
        None => FileError::path(
            path,
            Text::new(format!("読み取れません: {error}"), format!("cannot be read: {error}")),
        ),
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// A path that exists with `/` where it says `\\`: it was written on Windows, for everyone.
fn with_separators(path: &Path) -> PathBuf {
    let other = path.to_str().filter(|p| p.contains('\\')).map(|p| PathBuf::from(p.replace('\\', "/")));
    match other {
        Some(other) if !path.exists() && (other.exists() || is_glob(&other)) => other,
        _ => path.to_owned(),
    }
}

/// Follows a glob that the shell left alone: walks from its last directory without glob characters.
fn expand(glob: &Path, allowed: &[PathBuf], files: &mut Vec<PathBuf>, errors: &mut Vec<FileError>) {
    let base: PathBuf = glob.components().take_while(|c| !is_glob(Path::new(c))).collect();
    let pattern = glob.to_string_lossy();
    let matcher = match compile(pattern.trim_start_matches("./")) {
        Ok(glob) => glob.compile_matcher(),
        Err(message) => return errors.push(FileError::path(glob, message)),
    };
    let start = if base.as_os_str().is_empty() { Path::new(".") } else { &base };
    let picks = |p: &Path| matcher.is_match(p.strip_prefix("./").unwrap_or(p));
    if let Err(error) = Boundary::check_document(start, allowed) {
        return errors.push(error);
    }
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
