//! Layers to one configuration.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hadome_core::diagnostic::{Lang, Problem, Severity, Text};
use hadome_core::document::{Role, RoleSet};
use hadome_core::facts::Stage;
use hadome_core::rule::{Level, Profile};
use hadome_core::source::{Source, Span};
use hadome_core::spec::{Problems, Str};

use super::layer::{Layer, read_layer};
use super::{Named, Origin, Setting};
use crate::boundary::Boundary;
use crate::error::reason;
use crate::files::MOST_OF_A_CONFIG;
use crate::paths;
use crate::unsaved::Unsaved;

/// The configuration in force for some files, every setting with its origin.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file that was found or named; `None` for a run without one.
    pub path: Option<PathBuf>,
    /// The directory that globs are relative to: the file's.
    pub root: PathBuf,
    /// Where the files may lie that this one leads to.
    pub boundary: Boundary,
    /// The text that stands for a file, if an editor has one.
    pub unsaved: Unsaved,
    /// Every file that was read, the one that wins last.
    pub sources: Vec<Arc<Source>>,
    /// The language of messages.
    pub lang: Setting<Lang>,
    /// For whom reports are written, if configured.
    pub profile: Setting<Option<Profile>>,
    /// The lowest severity that fails a run; `None` for never.
    pub fail_on: Setting<Option<Severity>>,
    /// The stage of reports, if configured.
    pub stage: Setting<Option<Stage>>,
    /// Selected ids, groups and tags; empty for all.
    pub select: Setting<Vec<String>>,
    /// Ids, groups and tags left out.
    pub ignore: Setting<Vec<String>>,
    /// Globs of files that a walk picks up; empty for the built-in list.
    pub include: Setting<Vec<String>>,
    /// Globs that a walk leaves out.
    pub exclude: Setting<Vec<String>>,
    /// Directories of further rules.
    pub packs: Setting<Vec<Named>>,
    /// CSV files of further words.
    pub words: Setting<Vec<Named>>,
    /// The baseline, if configured.
    pub baseline: Setting<Option<Named>>,
    /// Section roles that every report must have.
    pub required_sections: Setting<Option<RoleSet>>,
    /// Teams that count as owners.
    pub teams: Setting<Vec<String>>,
    /// Severities by id, group or tag.
    pub severity: BTreeMap<String, Setting<Level>>,
    /// Further headings by role.
    pub roles: BTreeMap<Role, Setting<Vec<String>>>,
    /// Further patterns by evidence set, with the place of each in its file.
    pub evidence: Vec<(Arc<Source>, Setting<Str>, Vec<Str>)>,
    /// Rules that stay silent in some files, by glob.
    pub per_file_ignores: BTreeMap<String, Setting<Vec<String>>>,
    /// Every place that names a rule, a group or a tag, for checking them against the rules.
    pub mentions: Vec<Mention>,
}

/// A place that names a rule, a group or a tag.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Where it is named.
    pub source: Arc<Source>,
    /// The place in it.
    pub span: Span,
    /// The name.
    pub name: String,
    /// How much it weighs if there is nothing of this name.
    pub severity: Severity,
}

impl Config {
    /// hadome's defaults; globs are relative to `root`.
    pub fn defaults(root: &Path) -> Self {
        Self {
            path: None,
            root: root.to_owned(),
            boundary: Boundary::default(),
            unsaved: Unsaved::default(),
            sources: Vec::new(),
            lang: Setting::default(),
            profile: Setting::default(),
            fail_on: Setting::new(Some(Severity::Error), Origin::Default),
            stage: Setting::default(),
            select: Setting::default(),
            ignore: Setting::default(),
            include: Setting::default(),
            exclude: Setting::default(),
            packs: Setting::default(),
            words: Setting::default(),
            baseline: Setting::default(),
            required_sections: Setting::default(),
            teams: Setting::default(),
            severity: BTreeMap::new(),
            roles: BTreeMap::new(),
            evidence: Vec::new(),
            per_file_ignores: BTreeMap::new(),
            mentions: Vec::new(),
        }
    }

    /// Every file and directory that it was made from, and that its rules and words are read from.
    pub fn files(&self) -> Vec<PathBuf> {
        let sources = self.sources.iter().map(|source| PathBuf::from(source.path()));
        let named = self.packs.value.iter().chain(&self.words.value).map(|named| named.path.clone());
        self.path.iter().cloned().chain(sources).chain(named).collect()
    }

    /// Lays one file over what is there: its scalars and lists replace, its tables merge key by key.
    fn lay_over(&mut self, layer: Layer, source: &Arc<Source>) {
        const FAIL_ON: [Option<Severity>; 4] =
            [Some(Severity::Error), Some(Severity::Warning), Some(Severity::Info), None];
        self.note_mentions(&layer, source);
        replace(&mut self.lang, layer.lang);
        replace(&mut self.profile, layer.profile.map(|s| Setting::new(Some(s.value), s.origin)));
        replace(&mut self.fail_on, layer.fail_on.map(|s| Setting::new(FAIL_ON[s.value], s.origin)));
        replace(&mut self.stage, layer.stage.map(|s| Setting::new(Some(s.value), s.origin)));
        replace(&mut self.select, layer.select.map(texts));
        replace(&mut self.ignore, layer.ignore.map(texts));
        replace(&mut self.include, layer.include.map(texts));
        replace(&mut self.exclude, layer.exclude.map(texts));
        replace(&mut self.packs, layer.packs);
        replace(&mut self.words, layer.words);
        replace(&mut self.baseline, layer.baseline.map(|s| Setting::new(Some(s.value), s.origin)));
        replace(
            &mut self.required_sections,
            layer.required_sections.map(|s| Setting::new(Some(s.value), s.origin)),
        );
        replace(&mut self.teams, layer.teams);
        self.severity.extend(layer.severity.into_iter().map(|(k, (s, _))| (k, s)));
        self.roles.extend(layer.roles);
        for (set, (patterns, span)) in layer.evidence {
            let name = Str { text: set, span, content_start: None };
            self.evidence.push((Arc::clone(source), Setting::new(name, patterns.origin), patterns.value));
        }
        self.per_file_ignores.extend(layer.per_file_ignores.into_iter().map(|(k, (s, _))| (k, texts(s))));
        self.sources.push(Arc::clone(source));
    }

    fn note_mentions(&mut self, layer: &Layer, source: &Arc<Source>) {
        let lists = [&layer.select, &layer.ignore].into_iter().flatten().flat_map(|s| &s.value);
        let ignores = layer.per_file_ignores.values().flat_map(|(s, _)| &s.value);
        let mut mention = |span: Span, name: &str| {
            let (source, name) = (Arc::clone(source), name.to_owned());
            // A configuration outlives rules: an old name must not stop every run.
            self.mentions.push(Mention { source, span, name, severity: Severity::Warning });
        };
        lists.chain(ignores).for_each(|name| mention(name.span, &name.text));
        layer.severity.iter().for_each(|(name, (_, span))| mention(*span, name));
    }
}

/// Reads a configuration file and what it extends. Every mistake of every file goes to `problems`; what could be read is returned.
/// Nothing is read from outside of its [`Boundary`], which `allowed` widens.
pub fn load(path: &Path, allowed: &[PathBuf], unsaved: &Unsaved, problems: &Problems) -> Config {
    let root = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut config = Config::defaults(&root);
    config.path = Some(path.to_owned());
    config.boundary = Boundary::of_config(path, allowed);
    config.unsaved = unsaved.clone();
    match unsaved.read(path, MOST_OF_A_CONFIG) {
        Ok(source) => {
            let mut loading = Loading { config, chain: Vec::new(), files: 0, problems };
            loading.layer(path, &source);
            loading.config
        }
        Err(error) => {
            problems.push(unreadable(path, &error));
            config
        }
    }
}

/// How many files one configuration may be made of. A file that several extend is laid over anew for each of them, so that a few
/// files could ask for any number of readings.
const MOST_FILES: usize = 64;

/// A configuration while its files are laid over each other.
struct Loading<'p> {
    config: Config,
    /// The files that led to the one being read.
    chain: Vec<PathBuf>,
    /// How many were read, each as often as it was.
    files: usize,
    problems: &'p Problems,
}

impl Loading<'_> {
    /// Lays a file over the configuration, what it extends first.
    fn layer(&mut self, path: &Path, source: &Arc<Source>) {
        self.chain.push(path.to_owned());
        self.files += 1;
        let layer = read_layer(path, source, self.problems);
        for extended in &layer.extends {
            if self.files > MOST_FILES {
                break;
            }
            self.extend(extended);
        }
        self.chain.pop();
        self.config.lay_over(layer, source);
    }

    fn extend(&mut self, extended: &Named) {
        // Cleaned, so that a circle is seen under any spelling.
        let target = paths::clean(&extended.path);
        if let Some(problem) = self.refusal(extended, &target) {
            return self.problems.push(problem);
        }
        match self.config.unsaved.read(&extended.path, MOST_OF_A_CONFIG) {
            Ok(base) => self.layer(&target, &base),
            Err(error) => {
                let (shown, why) = (paths::display(&target), reason(&error));
                let message = Text::new(
                    format!("`extends` のファイルを読めません: {shown}: {}", why.ja),
                    format!("cannot read the extended file {shown}: {}", why.en),
                );
                self.problems.error(&extended.source, extended.span, message, None);
            }
        }
    }

    /// Why a file is not read.
    fn refusal(&mut self, extended: &Named, target: &PathBuf) -> Option<Problem> {
        let message = if self.chain.contains(target) {
            let shown = extended.written();
            Text::new(
                format!("`extends` が循環しています: {shown}"),
                format!("`extends` goes round in a circle: {shown}"),
            )
        } else if self.files == MOST_FILES {
            // One more, so that this is said once.
            self.files += 1;
            Text::new(
                format!(
                    "`extends` で読むファイルが多すぎます（{MOST_FILES} 個まで。同じファイルも数えます）"
                ),
                format!(
                    "`extends` reads too many files (at most {MOST_FILES}, each as often as it is extended)"
                ),
            )
        } else {
            // The path as it is written: behind a link, `..` leads elsewhere than it says.
            return self.config.boundary.refusal(extended, &extended.path);
        };
        Some(Problem::error(&extended.source, extended.span, message, None))
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let source = Arc::new(Source::new(paths::display(path), ""));
    let why = reason(error);
    let message = Text::new(
        format!("設定ファイルを読めません: {}", why.ja),
        format!("cannot read the configuration file: {}", why.en),
    );
    Problem::error(&source, Span::default(), message, None)
}

fn replace<T>(slot: &mut Setting<T>, new: Option<Setting<T>>) {
    if let Some(new) = new {
        *slot = new;
    }
}

fn texts(list: Setting<Vec<Str>>) -> Setting<Vec<String>> {
    Setting::new(list.value.into_iter().map(|s| s.text).collect(), list.origin)
}
