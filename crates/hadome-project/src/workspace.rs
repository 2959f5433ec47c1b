//! The one resolver: which configuration holds for a file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use hadome_core::builtin;
use hadome_core::diagnostic::{Lang, Problem, Severity, Text};
use hadome_core::facts::Date;
use hadome_core::rule::Profile;
use hadome_core::source::{Source, Span};
use hadome_core::spec::Problems;

use crate::baseline::{Baselines, Choice};
use crate::boundary::{Boundary, way_out};
use crate::changed::ChangedFiles;
use crate::clock::today;
use crate::config::{self, Config, Mention, Origin, Setting, discover};
use crate::git::Since;
use crate::paths;
use crate::project::Project;
use crate::stamps::Stamps;
use crate::unsaved::Unsaved;

/// What the command line says over any configuration.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// A configuration file that holds for every file, in place of discovery.
    pub config: Option<PathBuf>,
    /// Whether no configuration file is read at all.
    pub isolated: bool,
    /// Directories that configurations and links in a repository may lead to, beside the repository.
    pub allow_read: Vec<PathBuf>,
    /// Which baseline holds.
    pub baseline: Choice,
    /// Whether a baseline that is not there is an empty one, about to be written.
    pub new_baseline: bool,
    /// The language of messages.
    pub lang: Option<Lang>,
    /// For whom reports are written.
    pub profile: Option<Profile>,
    /// The lowest severity that fails a run; `Some(None)` for never.
    pub fail_on: Option<Option<Severity>>,
    /// Ids, groups or tags to run.
    pub select: Vec<String>,
    /// Ids, groups or tags to leave out, beside those that are configured.
    pub ignore: Vec<String>,
    /// Whether `exclude` holds for files that are named, too, and not only for those that a walk finds.
    pub force_exclude: bool,
    /// What changes are measured against, if only what has changed is linted.
    pub since: Option<Since>,
    /// Whether the examples of built-in rules are needed: to run or to show them. Linting starts faster without.
    pub examples: bool,
    /// Whether the workspace outlives its files, as that of an editor does: only then it can tell that it
    /// [is stale](Workspace::is_stale).
    pub lasting: bool,
    /// The text that stands for a file, if an editor has one.
    pub unsaved: Unsaved,
}

impl Overrides {
    /// Whether less is asked than the configuration asks for, or something else, so that what is not found may still be there.
    pub fn narrows(&self) -> bool {
        !self.select.is_empty() || !self.ignore.is_empty() || self.profile.is_some() || self.since.is_some()
    }
}

/// A project, or why there is none.
type Resolved = Result<Arc<Project>, Arc<Vec<Problem>>>;

/// Resolves configurations and keeps what they make, one [`Project`] per configuration file.
#[derive(Debug)]
pub struct Workspace {
    overrides: Overrides,
    by_directory: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
    by_config: Mutex<HashMap<Option<PathBuf>, Resolved>>,
    /// How the files stood that configurations were made from.
    stamps: Mutex<Vec<Stamps>>,
    day: Date,
    changed: ChangedFiles,
    pub(crate) baselines: Baselines,
}

impl Workspace {
    /// A workspace with nothing resolved yet.
    pub fn new(overrides: Overrides) -> Self {
        Self {
            overrides,
            by_directory: Mutex::default(),
            by_config: Mutex::default(),
            stamps: Mutex::default(),
            day: today(),
            changed: ChangedFiles::default(),
            baselines: Baselines::default(),
        }
    }

    pub(crate) fn overrides(&self) -> &Overrides {
        &self.overrides
    }

    /// The name of what changes are measured against, if only changes are linted.
    pub fn since(&self) -> Option<&str> {
        self.overrides.since.as_ref().map(Since::name)
    }

    pub(crate) fn changed(&self) -> &ChangedFiles {
        &self.changed
    }

    /// The project of a file, which need not exist. The error holds every problem of the configuration and its rules; it is the same
    /// [`Arc`] for every file under that configuration.
    pub fn project_for(&self, file: &Path) -> Resolved {
        let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        self.project_of_directory(absolute.parent().unwrap_or(&absolute))
    }

    /// The project of the files right below a directory.
    pub fn project_of_directory(&self, directory: &Path) -> Resolved {
        let directory = std::path::absolute(directory).unwrap_or_else(|_| directory.to_owned());
        let config = self.config_of(&directory);
        // Building twice is harmless and rare, building under the lock would stop every other thread.
        if let Some(known) = lock(&self.by_config).get(&config) {
            return known.clone();
        }
        let built = self.build(config.as_deref(), &directory);
        lock(&self.by_config).entry(config).or_insert(built).clone()
    }

    /// Whether a file is left out although it was named: its own configuration excludes it and [`Overrides::force_exclude`] is set.
    pub fn leaves_out(&self, file: &Path) -> bool {
        // A configuration that can't be read is told when the file is linted.
        self.overrides.force_exclude && self.project_for(file).is_ok_and(|project| project.excludes(file))
    }

    /// Remembers how files stand from which something is about to be read.
    pub(crate) fn watch(&self, files: impl FnOnce() -> Vec<PathBuf>) {
        if self.overrides.lasting {
            lock(&self.stamps).push(Stamps::of(files()));
        }
    }

    /// Whether what has been resolved may differ from what would be by now: a configuration has come, gone or changed, or a baseline, a
    /// pack, a list of words, or the day. Asks the file system for a few times and lengths; reads nothing.
    pub fn is_stale(&self) -> bool {
        today() != self.day
            || lock(&self.by_directory).iter().any(|(dir, known)| discover(dir).map(|d| d.path) != *known)
            || lock(&self.stamps).iter().any(Stamps::are_stale)
    }

    fn config_of(&self, directory: &Path) -> Option<PathBuf> {
        if self.overrides.isolated {
            return None;
        }
        if let Some(config) = &self.overrides.config {
            return Some(std::path::absolute(config).unwrap_or_else(|_| config.clone()));
        }
        let mut known = lock(&self.by_directory);
        let found = known.entry(directory.to_owned()).or_insert_with(|| discover(directory).map(|d| d.path));
        found.clone()
    }

    fn build(&self, path: Option<&Path>, directory: &Path) -> Resolved {
        let problems = Problems::new();
        let allowed = &self.overrides.allow_read;
        let mut config = match path {
            Some(path) if self.leads_out(path) => return Err(Arc::new(vec![foreign(path)])),
            Some(path) => config::load(path, allowed, &self.overrides.unsaved, &problems),
            None => Config::defaults(directory),
        };
        if let Some(path) = path.filter(|_| self.overrides.config.is_none()) {
            warn_of_shadowed(path, &config, &problems);
        }
        self.watch(|| config.files());
        self.override_with_options(&mut config);
        let builtin = if self.overrides.examples { builtin::rules() } else { builtin::rules_to_run() };
        Project::build(config, builtin, problems).map(Arc::new).map_err(Arc::new)
    }

    /// Whether a configuration that was found, not named, is a link out of its repository.
    fn leads_out(&self, path: &Path) -> bool {
        self.overrides.config.is_none() && !Boundary::around(path, &self.overrides.allow_read).admits(path)
    }

    fn override_with_options(&self, config: &mut Config) {
        let over = &self.overrides;
        put(&mut config.lang, over.lang);
        put(&mut config.profile, over.profile.map(Some));
        put(&mut config.fail_on, over.fail_on);
        put(&mut config.select, Some(over.select.clone()).filter(|s| !s.is_empty()));
        if !over.ignore.is_empty() {
            let all = config.ignore.value.iter().chain(&over.ignore).cloned().collect();
            put(&mut config.ignore, Some(all));
        }
        let line =
            over.select.iter().map(|s| ("--select", s)).chain(over.ignore.iter().map(|s| ("--ignore", s)));
        for (option, name) in line {
            let source = Arc::new(Source::new("<command line>", format!("{option} {name}")));
            let span = Span::new(option.len() + 1, option.len() + 1 + name.len());
            // A mistyped option would select nothing and look like a clean report.
            config.mentions.push(Mention { source, span, name: name.clone(), severity: Severity::Error });
        }
    }
}

fn foreign(path: &Path) -> Problem {
    let source = Arc::new(Source::new(paths::display(path), ""));
    let message = Text::new(
        "この設定ファイルはリポジトリの外へのリンクなので読みません",
        "this configuration file is a link out of the repository and is not read",
    );
    Problem::error(&source, Span::default(), message, Some(way_out()))
}

fn warn_of_shadowed(path: &Path, config: &Config, problems: &Problems) {
    let found = path.parent().and_then(discover);
    let (Some(shadowed), Some(source)) = (found.and_then(|d| d.shadowed), config.sources.last()) else {
        return;
    };
    let message = Text::new(
        format!("同じフォルダの {} は読みません", paths::display(&shadowed)),
        format!("{} in the same directory is not read", paths::display(&shadowed)),
    );
    let hint = Text::new("どちらか一方にまとめてください", "keep one of the two");
    let mut problem = Problem::error(source, Span::default(), message, Some(hint));
    problem.severity = Severity::Warning;
    problems.push(problem);
}

fn put<T>(slot: &mut Setting<T>, value: Option<T>) {
    if let Some(value) = value {
        *slot = Setting::new(value, Origin::CommandLine);
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
