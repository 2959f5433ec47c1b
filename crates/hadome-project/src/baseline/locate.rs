//! Which baseline holds for a document.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use hadome_core::diagnostic::{Problem, Text};
use hadome_core::source::{Source, Span};

use super::{Baseline, FILE_NAME, absolute};
use crate::boundary::{Boundary, way_out};
use crate::config::{Config, Named};
use crate::error::reason;
use crate::files::{MOST_OF_A_BASELINE, read_source};
use crate::paths;
use crate::workspace::{Workspace, lock};

/// What the command line says about baselines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choice {
    /// The one that the configuration names, or one under its usual name.
    #[default]
    Found,
    /// None.
    Off,
    /// This file, for every document.
    File(PathBuf),
}

/// Where a baseline stands, or would stand.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Absolute.
    pub path: PathBuf,
    /// Who says so.
    pub by: By,
}

/// Who says where a baseline stands.
#[derive(Debug, Clone)]
pub(crate) enum By {
    /// An option of the command line.
    CommandLine,
    /// A configuration.
    Config(Box<Named>),
    /// Nobody: it has the usual name.
    Name,
}

impl Place {
    /// The place that `choice` or a configuration gives for the documents of a directory (absolute).
    pub fn of(choice: &Choice, config: &Config, directory: &Path) -> Self {
        if let Choice::File(file) = choice {
            return Self { path: absolute(file), by: By::CommandLine };
        }
        if let Some(named) = &config.baseline.value {
            return Self { path: paths::clean(&named.path), by: By::Config(Box::new(named.clone())) };
        }
        let beside = config.path.as_ref().and_then(|config| Some(config.parent()?.join(FILE_NAME)));
        let path = beside.or_else(|| discover(directory)).unwrap_or_else(|| home(directory).join(FILE_NAME));
        Self { path, by: By::Name }
    }

    /// Reads the baseline; `None` if there is none and nobody says that there is. A file that a configuration leads to has to lie in its
    /// repository, or where the command line allows it. `fresh`: one that is not there is about to be written, and empty.
    pub fn read(
        &self,
        config: &Config,
        allowed: &[PathBuf],
        fresh: bool,
    ) -> Result<Option<Baseline>, Vec<Problem>> {
        let refusal = match &self.by {
            By::CommandLine => None,
            By::Config(named) => config.boundary.refusal(named, &named.path),
            By::Name if Boundary::around(&self.path, allowed).admits(&self.path) => None,
            By::Name => Some(self.problem(
                Text::new(
                    "この基準ファイルはリポジトリの外へのリンクなので読みません",
                    "this baseline is a link out of the repository and is not read",
                ),
                way_out(),
            )),
        };
        if let Some(problem) = refusal {
            return Err(vec![problem]);
        }
        match read_source(&self.path, MOST_OF_A_BASELINE) {
            Ok(source) => Baseline::read(&self.path, &source).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => match self.by {
                _ if fresh => Ok(Some(Baseline::new(&self.path, !matches!(self.by, By::Name)))),
                By::Name => Ok(None),
                _ => Err(vec![self.missing()]),
            },
            Err(error) => {
                let why = reason(&error);
                let message = Text::new(
                    format!("基準ファイルを読めません: {}", why.ja),
                    format!("cannot read the baseline: {}", why.en),
                );
                Err(vec![self.at(message, None)])
            }
        }
    }

    fn missing(&self) -> Problem {
        let shown = paths::display(&self.path);
        let message =
            Text::new(format!("基準ファイル {shown} がありません"), format!("there is no baseline {shown}"));
        let hint = Text::new(
            "パスを確かめるか、`hadome baseline create` で作ってください",
            "check the path, or write one with `hadome baseline create`",
        );
        match &self.by {
            By::Config(named) => Problem::error(&named.source, named.span, message, Some(hint)),
            _ => self.problem(message, hint),
        }
    }

    fn problem(&self, message: Text, hint: Text) -> Problem {
        self.at(message, Some(hint))
    }

    fn at(&self, message: Text, hint: Option<Text>) -> Problem {
        let source = Arc::new(Source::new(paths::display(&self.path), ""));
        Problem::error(&source, Span::default(), message, hint)
    }
}

/// The baseline that holds for some documents, or why it can't be read; the same [`Arc`]s for every document under it.
pub type Held = Result<Option<Arc<Baseline>>, Arc<Vec<Problem>>>;

/// The baselines that were read, each once.
#[derive(Debug, Default)]
pub(crate) struct Baselines {
    by_directory: Mutex<HashMap<PathBuf, Held>>,
    by_path: Mutex<HashMap<PathBuf, Held>>,
}

impl Workspace {
    /// The baseline of a document, which need not exist. `None` where nothing was there before. The error is one of the baseline or of the
    /// configuration that leads to it: documents under it are not linted, since whoever has a baseline would drown in what it holds back.
    pub fn baseline_for(&self, file: &Path) -> Held {
        let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        self.baseline_of_directory(absolute.parent().unwrap_or(&absolute))
    }

    /// The baseline of the documents right below a directory.
    pub fn baseline_of_directory(&self, directory: &Path) -> Held {
        let over = self.overrides();
        if over.baseline == Choice::Off || over.isolated && over.baseline == Choice::Found {
            return Ok(None);
        }
        let directory = absolute(directory);
        if let Some(known) = lock(&self.baselines.by_directory).get(&directory) {
            return known.clone();
        }
        let project = self.project_of_directory(&directory)?;
        let place = Place::of(&over.baseline, &project.config, &directory);
        let known = lock(&self.baselines.by_path).get(&place.path).cloned();
        let held = known.unwrap_or_else(|| {
            self.watch(|| vec![place.path.clone()]);
            let read = place.read(&project.config, &over.allow_read, over.new_baseline);
            let read = read.map(|baseline| baseline.map(Arc::new)).map_err(Arc::new);
            // Another thread may have been faster: there is one of each.
            lock(&self.baselines.by_path).entry(place.path).or_insert(read).clone()
        });
        lock(&self.baselines.by_directory).insert(directory, held.clone());
        held
    }
}

/// Looks for a baseline in a directory and upward, to the root of the repository.
fn discover(directory: &Path) -> Option<PathBuf> {
    for dir in directory.ancestors() {
        let path = dir.join(FILE_NAME);
        if path.is_file() {
            return Some(path);
        }
        if dir.join(".git").exists() {
            return None;
        }
    }
    None
}

/// Where a first baseline goes that no configuration gives a place: the root of the repository; without one the current directory if it holds the
/// documents, else their own.
fn home(directory: &Path) -> PathBuf {
    let repository = directory.ancestors().find(|dir| dir.join(".git").exists()).map(Path::to_owned);
    let current = || std::env::current_dir().ok().filter(|current| directory.starts_with(current));
    repository.or_else(current).unwrap_or_else(|| directory.to_owned())
}
