//! A configuration with everything that it makes: rules, lexicon, dictionary and linter.

use std::path::Path;
use std::sync::Arc;

use globset::GlobSet;
use hadome_core::builtin;
use hadome_core::check::KINDS;
use hadome_core::diagnostic::{Problem, Severity, Text};
use hadome_core::lexicon::Lexicon;
use hadome_core::linter::Linter;
use hadome_core::morph::Morphology;
use hadome_core::rule::{Pack, RuleFile, RuleSet, Settings};
use hadome_core::source::{Source, Span};
use hadome_core::spec::Problems;

use crate::clock::today;
use crate::config::{Config, Mention};
use crate::packs::{read_pack, read_words};
use crate::paths;
use crate::walk::{Filter, glob_set};

/// Everything that holds for the files under one configuration.
#[derive(Debug)]
pub struct Project {
    /// The configuration, every setting with its origin.
    pub config: Config,
    /// The linter, ready to run.
    pub linter: Linter,
    /// Warnings about configuration and rules, and errors of rule files and word lists, which were left out.
    pub problems: Vec<Problem>,
    ignores: Vec<(GlobSet, Vec<String>)>,
    excluded: Vec<GlobSet>,
}

impl Project {
    /// Builds the linter of a configuration. `problems` may already hold those of reading it; any error of the configuration is
    /// returned with the rest, and nothing is built from half of one. A rule file or a list of words with a mistake is left out, and
    /// the others still work. `builtin` are the rules of the built-in pack.
    pub fn build(config: Config, builtin: Vec<RuleFile>, problems: Problems) -> Result<Self, Vec<Problem>> {
        let lexicon = lexicon(&config, &problems);
        let left_out = Problems::new();
        let files = rule_files(&config, builtin, &left_out);
        let rules = Arc::new(RuleSet::load(&files, KINDS, &lexicon, &left_out));
        check_mentions(&config, &rules, &problems);
        let ignores = per_file_ignores(&config, &problems);
        let excluded = excluded(&config, &problems);
        let morphology = morphology(&config, &left_out);
        let mut problems = problems.into_vec();
        let broken = has_error(&problems);
        problems.extend(left_out.into_vec());
        match morphology {
            Ok(morphology) if !broken => {
                let linter = Linter::new(rules, Arc::new(lexicon), morphology, settings(&config));
                Ok(Self { config, linter, problems, ignores, excluded })
            }
            Ok(_) => Err(problems),
            Err(more) => Err(problems.into_iter().chain(more).collect()),
        }
    }

    /// Whether nothing had to be left out.
    pub fn is_whole(&self) -> bool {
        !has_error(&self.problems)
    }

    /// Rules, groups and tags that stay silent in a file, by the globs of `per-file-ignores`.
    pub fn ignores_for(&self, path: &Path) -> Vec<String> {
        let hit = self.ignores.iter().filter(|(globs, _)| self.is_under(path, globs));
        hit.flat_map(|(_, rules)| rules.iter().cloned()).collect()
    }

    /// Whether `exclude` names a file or a directory above it.
    pub fn excludes(&self, path: &Path) -> bool {
        self.excluded.iter().any(|globs| self.is_under(path, globs))
    }

    /// Whether globs that are relative to the configuration match a path or a directory above it.
    fn is_under(&self, path: &Path, globs: &GlobSet) -> bool {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let relative = absolute.strip_prefix(&self.config.root).unwrap_or(path);
        relative.ancestors().any(|p| globs.is_match(p))
    }

    /// What a walk over a directory picks up under this configuration.
    pub fn filter(&self) -> Filter {
        Filter::new(&self.config.include.value, &self.config.exclude.value, &self.config.root)
    }
}

/// The part of a configuration that the linter reads.
fn settings(config: &Config) -> Settings {
    Settings {
        lang: config.lang.value,
        profile: config.profile.value,
        required_sections: config.required_sections.value,
        stage: config.stage.value,
        severity: config.severity.iter().map(|(name, level)| (name.clone(), level.value)).collect(),
        select: config.select.value.clone(),
        ignore: config.ignore.value.clone(),
        teams: config.teams.value.clone(),
        today: Some(today()),
    }
}

fn lexicon(config: &Config, problems: &Problems) -> Lexicon {
    let mut lexicon = Lexicon::load(&builtin::lexicon(), problems);
    for (role, words) in &config.roles {
        lexicon.roles.add_words(*role, &words.value);
    }
    for (source, set, patterns) in &config.evidence {
        lexicon.evidence.extend(source, &set.value, patterns, problems);
    }
    lexicon
}

fn rule_files(config: &Config, builtin: Vec<RuleFile>, problems: &Problems) -> Vec<RuleFile> {
    let mut files = builtin;
    for named in &config.packs.value {
        let pack = Pack::Named(Arc::from(paths::display(&named.path)));
        let read = read_pack(named, &config.boundary, &config.unsaved, problems).into_iter();
        files.extend(read.map(|f| RuleFile { source: f.source, group: f.group, pack: pack.clone() }));
    }
    files
}

fn has_error(problems: &[Problem]) -> bool {
    problems.iter().any(|p| p.severity == Severity::Error)
}

/// The tokenizer with the words of the configuration, without the lists that have a mistake.
fn morphology(config: &Config, left_out: &Problems) -> Result<Morphology, Vec<Problem>> {
    let mut words = builtin::words();
    words.extend(read_words(&config.words.value, &config.boundary, left_out));
    Morphology::new(&words).or_else(|mistakes| {
        words.retain(|list| !mistakes.iter().any(|m| Arc::ptr_eq(&m.source, list)));
        let morphology = Morphology::new(&words)?;
        mistakes.into_iter().for_each(|m| left_out.push(m));
        Ok(morphology)
    })
}

/// How many unknown names are told.
const MOST_UNKNOWN: usize = 100;

/// A configuration that names a rule which does not exist does not do what its author thinks: say so.
fn check_mentions(config: &Config, rules: &RuleSet, problems: &Problems) {
    let mut unknown = 0;
    for Mention { source, span, name, severity } in &config.mentions {
        // Looking for the nearest of all names takes its time; who mends so many sees the rest next.
        if unknown == MOST_UNKNOWN {
            break;
        }
        if let Some(hint) = rules.unknown(name) {
            unknown += 1;
            let message = Text::new(
                format!("「{name}」という規則・グループ・タグはありません"),
                format!("no rule, group or tag is called `{name}`"),
            );
            let problem = Problem::error(source, *span, message, Some(hint));
            problems.push(Problem { severity: *severity, ..problem });
        }
    }
}

fn per_file_ignores(config: &Config, problems: &Problems) -> Vec<(GlobSet, Vec<String>)> {
    let entries = config.per_file_ignores.iter();
    entries
        .filter_map(|(glob, rules)| Some((compile_glob(config, glob, problems)?, rules.value.clone())))
        .collect()
}

/// The globs of `exclude`, one set for each. Those of `include` are looked at too: a walk would only know them as a list.
fn excluded(config: &Config, problems: &Problems) -> Vec<GlobSet> {
    config.include.value.iter().for_each(|glob| drop(compile_glob(config, glob, problems)));
    config.exclude.value.iter().filter_map(|glob| compile_glob(config, glob, problems)).collect()
}

/// A glob of the configuration; if it is none, that is told where it stands.
fn compile_glob(config: &Config, glob: &String, problems: &Problems) -> Option<GlobSet> {
    let message = match glob_set(std::slice::from_ref(glob)) {
        Ok(globs) => return Some(globs),
        Err(message) => message,
    };
    // The nearest file that says it; escapes may be in the way.
    let said = config.sources.iter().rev().find_map(|s| Some((s, s.text().find(glob.as_str())?)));
    let (source, span) = match said {
        Some((source, at)) => (Arc::clone(source), Span::new(at, at + glob.len())),
        None => {
            let nowhere = || Arc::new(Source::new("", ""));
            (config.sources.last().cloned().unwrap_or_else(nowhere), Span::default())
        }
    };
    problems.error(&source, span, message, None);
    None
}
