//! Linting many files at once, results in order.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use hadome_core::diagnostic::Text;
use hadome_core::document::Format;
use hadome_core::filter::Known;
use hadome_core::linter::{Outcome, Worker};
use hadome_core::source::Source;
use rayon::prelude::*;

use crate::baseline::{Applied, Baseline};
use crate::boundary::Boundary;
use crate::error::FileError;
use crate::paths;
use crate::project::Project;
use crate::workspace::Workspace;

/// How many files are in flight at once: enough to keep every thread busy, few enough that their texts fit in memory.
const BATCH: usize = 256;
/// About how many bytes are in flight at once, or one file if it is larger.
const BATCH_BYTES: u64 = 16 << 20;

/// One linted file.
#[derive(Debug)]
pub struct Linted {
    /// The path under which it was found.
    pub path: PathBuf,
    /// Its text; the path is shown from the current directory.
    pub source: Source,
    /// The format it was read as.
    pub format: Format,
    /// The path from the root of the repository, for services that show findings beside the code.
    pub root_path: String,
    /// What the linter found.
    pub outcome: Outcome,
    /// What holds for it.
    pub project: Arc<Project>,
    /// The baseline that was applied, if there is one.
    pub baseline: Option<Applied>,
}

/// The results of a batch of files, in the order of the files.
pub type Outcomes = Vec<Result<Linted, FileError>>;

/// What one thread needs for linting: a worker for each project.
#[derive(Debug, Default)]
pub struct Workers {
    /// The weak reference keeps the place of a project from being taken by another while its worker is here.
    by_project: HashMap<*const Project, (Weak<Project>, Worker)>,
    remembering: bool,
}

impl Workers {
    /// Workers for documents that are linted again and again, slightly changed.
    pub fn remembering() -> Self {
        Self { remembering: true, ..Self::default() }
    }

    fn for_project(&mut self, project: &Arc<Project>) -> &mut Worker {
        if !self.by_project.contains_key(&Arc::as_ptr(project)) {
            // A server outlives its configurations.
            self.by_project.retain(|_, (project, _)| project.strong_count() > 0);
        }
        let worker = || match self.remembering {
            true => project.linter.remembering_worker(),
            false => project.linter.worker(),
        };
        let new = || (Arc::downgrade(project), worker());
        &mut self.by_project.entry(Arc::as_ptr(project)).or_insert_with(new).1
    }
}

impl Workspace {
    /// Lints files in parallel on the current rayon pool and hands the results to `each` batch by batch, in the order of `files`.
    /// A file that can't be read is an error of its own. `each` says whether to go on.
    pub fn lint_files(&self, files: &[PathBuf], mut each: impl FnMut(Outcomes) -> bool) {
        if let [file] = files {
            // One file needs no other threads, which would take longer to start than most reports to lint.
            each(vec![self.lint_file(&mut Workers::default(), file)]);
            return;
        }
        for batch in batches(files) {
            let outcomes: Outcomes = batch
                .par_iter()
                .map_init(Workers::default, |workers, path| self.lint_file(workers, path))
                .collect();
            if !each(outcomes) {
                return;
            }
        }
    }

    /// Lints bytes that came from elsewhere than a file, under the configuration that holds for `path`.
    pub fn lint_bytes(&self, path: &Path, bytes: &[u8]) -> Result<Linted, FileError> {
        let mut linted = self.lint(&mut Workers::default(), path, bytes)?;
        // The file may say something else.
        linted.baseline.iter_mut().for_each(|applied| applied.gone = Known::default());
        Ok(linted)
    }

    fn lint_file(&self, workers: &mut Workers, path: &Path) -> Result<Linted, FileError> {
        self.lint(workers, path, &self.read(path)?)
    }

    /// Reads the bytes of a document, unless a link leads out of its repository.
    pub fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        Boundary::check_document(path, &self.overrides().allow_read)?;
        std::fs::read(path).map_err(|error| FileError::io(path, &error))
    }

    fn lint(&self, workers: &mut Workers, path: &Path, bytes: &[u8]) -> Result<Linted, FileError> {
        let project = self.project_for(path).map_err(FileError::Config)?;
        let source = decode(path, bytes)?;
        let format = format_of(&source);
        let mut linted = self.lint_source(workers, project, path, source, format)?;
        self.drop_unchanged(path, &linted.source, bytes, &mut linted.outcome);
        Ok(linted)
    }

    /// Lints a text that somebody has decoded already, as an editor does, under the configuration that holds for `path`. `format` is
    /// what is known of its format beside its name, which comes first.
    pub fn lint_text(
        &self,
        workers: &mut Workers,
        path: &Path,
        text: String,
        format: Option<Format>,
    ) -> Result<Linted, FileError> {
        let project = self.project_for(path).map_err(FileError::Config)?;
        let source = Source::new(paths::display(path), text);
        let format = Format::from_path(source.path()).or(format).unwrap_or_else(|| format_of(&source));
        self.lint_source(workers, project, path, source, format)
    }

    fn lint_source(
        &self,
        workers: &mut Workers,
        project: Arc<Project>,
        path: &Path,
        source: Source,
        format: Format,
    ) -> Result<Linted, FileError> {
        let baseline = self.baseline_for(path).map_err(FileError::Config)?;
        let worker = workers.for_project(&project);
        let ignores = project.ignores_for(path);
        let mut outcome = project.linter.lint(worker, &source, format, &ignores);
        let baseline = baseline.map(|baseline| self.apply(baseline, path, &project, &ignores, &mut outcome));
        let (path, root_path) = (path.to_owned(), paths::root_path(path));
        Ok(Linted { path, source, format, root_path, outcome, project, baseline })
    }

    /// Holds back the findings that a baseline knows.
    fn apply(
        &self,
        baseline: Arc<Baseline>,
        path: &Path,
        project: &Project,
        ignores: &[String],
        outcome: &mut Outcome,
    ) -> Applied {
        let key = baseline.key(path);
        let known = baseline.entries().get(&key);
        let left = known.map(|known| known.wave_through(&mut outcome.diagnostics, &mut outcome.suppressed));
        let gone = left.filter(|_| !self.overrides().narrows()).map(|mut left| {
            // Without the configuration, or with half of its rules, a rule that is not there may still be one.
            let all = project.is_whole() && !self.overrides().isolated;
            left.retain(|rule| project.linter.runs(rule, ignores).unwrap_or(all));
            left
        });
        Applied { baseline, key, gone: gone.unwrap_or_default() }
    }
}

/// The text of a document; an error if its bytes are none.
pub fn decode(path: &Path, bytes: &[u8]) -> Result<Source, FileError> {
    let source = Source::decode(paths::display(path), bytes);
    if source.is_text() {
        return Ok(source);
    }
    let message = Text::new(
        "テキストではありません。文書でないなら検査の対象から外してください（`exclude`）",
        "this is no text; if it is no document, leave it out (`exclude`)",
    );
    Err(FileError::path(path, message))
}

/// The files in portions that are bounded in number and in bytes.
fn batches(files: &[PathBuf]) -> impl Iterator<Item = &[PathBuf]> {
    let mut rest = files;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |path: &&PathBuf| {
            let first = bytes == 0;
            // What can't be read counts as empty; reading it reports why.
            bytes += std::fs::metadata(path).map_or(0, |m| m.len()).max(1);
            first || bytes <= BATCH_BYTES
        };
        let count = rest.iter().take(BATCH).take_while(fits).count();
        let (batch, others) = rest.split_at(count);
        rest = others;
        (!batch.is_empty()).then_some(batch)
    })
}

/// The format that a file's name speaks of; for other names HTML if it looks like a page, else plain text.
pub fn format_of(source: &Source) -> Format {
    Format::from_path(source.path()).unwrap_or_else(|| {
        let start: String =
            source.text().trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
        if start.starts_with("<!doctype html") || start.starts_with("<html") {
            Format::Html
        } else {
            Format::Text
        }
    })
}
