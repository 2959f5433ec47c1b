//! Layers to one configuration.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hadome_core::diagnostic::{Lang, Problem, Severity, Text};
use hadome_core::document::{Role, RoleSet};
use hadome_core::facts::Stage;
use hadome_core::rule::{Level, Profile};
use hadome_core::source::{Source, Span};
use hadome_core::spec::{Problems, Str};

use super::layer::{Layer, read_layer};
use super::{Origin, Setting};
use crate::paths;

/// The configuration in force for some files, every setting with its origin.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file that was found or named; `None` for a run without one.
    pub path: Option<PathBuf>,
    /// The directory that globs are relative to: the file's.
    pub root: PathBuf,
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
    pub packs: Setting<Vec<PathBuf>>,
    /// CSV files of further words.
    pub words: Setting<Vec<PathBuf>>,
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
            required_sections: Setting::default(),
            teams: Setting::default(),
            severity: BTreeMap::new(),
            roles: BTreeMap::new(),
            evidence: Vec::new(),
            per_file_ignores: BTreeMap::new(),
            mentions: Vec::new(),
        }
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
pub fn load(path: &Path, problems: &Problems) -> Config {
    let root = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut config = Config::defaults(&root);
    config.path = Some(path.to_owned());
    match read(path) {
        Ok(source) => load_layer(&mut config, path, &source, &mut vec![path.to_owned()], problems),
        Err(error) => problems.push(unreadable(path, &error)),
    }
    config
}

/// Lays a file over `config`, what it extends first. `chain` holds the files that led here.
fn load_layer(
    config: &mut Config,
    path: &Path,
    source: &Arc<Source>,
    chain: &mut Vec<PathBuf>,
    problems: &Problems,
) {
    let layer = read_layer(path, source, problems);
    let directory = path.parent().unwrap_or(Path::new(""));
    for extended in &layer.extends {
        // Cleaned, so that a circle is seen under any spelling.
        let target = paths::clean(&directory.join(&extended.text));
        if chain.contains(&target) {
            let message = Text::new(
                format!("`extends` が循環しています: {}", extended.text),
                format!("`extends` goes round in a circle: {}", extended.text),
            );
            problems.error(source, extended.span, message, None);
            continue;
        }
        match read(&target) {
            Ok(base) => {
                chain.push(target.clone());
                load_layer(config, &target, &base, chain, problems);
                chain.pop();
            }
            Err(error) => {
                let message = Text::new(
                    format!("`extends` のファイルを読めません: {}（{error}）", paths::display(&target)),
                    format!("cannot read the extended file {}: {error}", paths::display(&target)),
                );
                problems.error(source, extended.span, message, None);
            }
        }
    }
    config.lay_over(layer, source);
}

fn read(path: &Path) -> std::io::Result<Arc<Source>> {
    let bytes = fs::read(path)?;
    Ok(Arc::new(Source::decode(paths::display(path), &bytes)))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let source = Arc::new(Source::new(paths::display(path), ""));
    let message = Text::new(
        format!("設定ファイルを読めません: {error}"),
        format!("cannot read the configuration file: {error}"),
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
