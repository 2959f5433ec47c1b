//! Mistakes in configurations, rule files and baselines as an editor has them, before they are saved.
//!
//! There is one resolver: a workspace of its own, in which the text of one file stands for what is on the disk. So an editor tells what
//! the command line would tell after saving.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hadome_core::diagnostic::Problem;
use hadome_core::linter::Examples;
use hadome_core::rule::run_examples;
use hadome_core::source::Source;

use crate::baseline::{self, Baseline};
use crate::config::FILE_NAMES;
use crate::files::{MOST_OF_A_BASELINE, read_source};
use crate::paths;
use crate::project::Project;
use crate::workspace::{Overrides, Workspace};

/// The text of at most one file that stands for what is on the disk.
#[derive(Debug, Clone, Default)]
pub struct Unsaved(Option<Arc<(PathBuf, String)>>);

impl Unsaved {
    /// This text for this file.
    pub fn new(path: &Path, text: String) -> Self {
        Self(Some(Arc::new((absolute(path), text))))
    }

    /// Reads a file, or the text that stands for it, up to a size.
    pub(crate) fn read(&self, path: &Path, most: u64) -> io::Result<Arc<Source>> {
        let Some(file) = self.0.as_deref().filter(|file| file.0 == absolute(path)) else {
            return read_source(path, most);
        };
        if file.1.len() as u64 > most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(Arc::new(Source::new(paths::display(path), file.1.as_str())))
    }
}

impl Workspace {
    /// What is wrong with a file that configures hadome, if its text is `text`: the problems in this file, of a rule also the examples
    /// that fail. `None` if the file is none of a configuration, an extended configuration, a rule of a configured pack and a baseline.
    pub fn check_text(&self, path: &Path, text: &str) -> Option<Vec<Problem>> {
        let name = path.file_name()?;
        if name == baseline::FILE_NAME {
            return Some(check_baseline(path, text));
        }
        let unsaved = Unsaved::new(path, text.to_owned());
        let overrides = Overrides { unsaved, examples: true, ..self.overrides().clone() };
        let is_config = FILE_NAMES.iter().any(|known| name == *known);
        // A configuration that is not the one for its directory, such as a second one, is still one.
        let config = if is_config { Some(path.to_owned()) } else { overrides.config.clone() };
        let resolved = Self::new(Overrides { config, ..overrides }).project_for(path);
        let (problems, known) = match &resolved {
            Ok(project) => (examples_of(project, path), is_config || is_part(project, path)),
            // A broken configuration does not say what belongs to it.
            Err(problems) => {
                let here = problems.iter().any(|p| is_of(&p.source, path));
                (problems.to_vec(), is_config || here)
            }
        };
        known.then(|| problems.into_iter().filter(|p| is_of(&p.source, path)).collect())
    }
}

/// The problems of a project, and those of the examples of the rules that a file holds.
fn examples_of(project: &Project, path: &Path) -> Vec<Problem> {
    let rules = project.linter.rules().rules().iter().map(|r| &r.meta).filter(|m| is_of(&m.source, path));
    let mut examples = Examples::new(&project.linter);
    let report = run_examples(rules, &mut examples);
    project.problems.iter().cloned().chain(report.problems).collect()
}

/// Whether a project is made from a file: it extends it, or one of its packs holds it.
fn is_part(project: &Project, path: &Path) -> bool {
    let file = absolute(path);
    let packs = project.config.packs.value.iter().map(|pack| absolute(&pack.path));
    project.config.sources.iter().any(|source| is_of(source, path))
        || packs.into_iter().any(|dir| file.starts_with(dir))
}

fn check_baseline(path: &Path, text: &str) -> Vec<Problem> {
    let unsaved = Unsaved::new(path, text.to_owned());
    // What is too large for a baseline is told when it is read.
    let Ok(source) = unsaved.read(path, MOST_OF_A_BASELINE) else { return Vec::new() };
    match Baseline::read(path, &source) {
        Ok(baseline) => baseline.warnings().to_vec(),
        Err(problems) => problems,
    }
}

fn is_of(source: &Source, path: &Path) -> bool {
    absolute(Path::new(source.path())) == absolute(path)
}

fn absolute(path: &Path) -> PathBuf {
    paths::clean(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const RULE: &str = "id = 'no-hurry'\ntitle = '急ぎ'\nseverity = 'warning'\ncheck = 'phrase'\nmessage = '急ぐな'\n\n[[match]]\nregex = '急いで'\n\n[[example]]\ntext = '⟦急いで⟧直す。'\n\n[[example]]\ntext = '直す。'\n";

    /// What is told about a file with this text, beside a configuration with a pack `rules`; each as `words: message`.
    fn check(file: &str, text: &str, expected: Option<&[&str]>) {
        let root = tempfile::tempdir().expect("a directory");
        fs::create_dir(root.path().join("rules")).expect("a directory");
        fs::write(root.path().join("hadome.toml"), "packs = ['rules']\nextends = ['base.toml']\n")
            .expect("a file");
        fs::write(root.path().join("base.toml"), "").expect("a file");
        fs::write(root.path().join("rules/no-hurry.toml"), RULE).expect("a file");
        let told = Workspace::new(Overrides::default()).check_text(&root.path().join(file), text);
        let told = told.map(|problems| {
            let line = |p: &Problem| format!("{}: {}", p.source.slice(p.span), p.message.en);
            problems.iter().map(line).collect::<Vec<_>>()
        });
        let expected = expected.map(|lines| lines.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>());
        assert_eq!(told, expected, "{file}");
    }

    #[test]
    fn a_configuration_is_checked_as_it_would_be_read() {
        check("hadome.toml", "packs = ['rules']\n", Some(&[]));
        check("hadome.toml", "lang = 'fr'\n", Some(&["'fr': unknown value `fr`"]));
        check(
            "hadome.toml",
            "ignore = ['no-hurry']\n",
            Some(&["'no-hurry': no rule, group or tag is called `no-hurry`"]),
        );
        check("hadome.toml", "packs = ['rules']\nignore = ['no-hurry']\n", Some(&[]));
        check(
            "base.toml",
            "ignore = ['nothing']\n",
            Some(&["'nothing': no rule, group or tag is called `nothing`"]),
        );
        check("Cargo.toml", "[package]\n", None);
    }

    #[test]
    fn a_rule_is_checked_with_its_examples() {
        check("rules/no-hurry.toml", RULE, Some(&[]));
        let silent = RULE.replace("regex = '急いで'", "regex = '慌てて'");
        check("rules/no-hurry.toml", &silent, Some(&["急いで: the rule does not report what it should"]));
        let unknown = RULE.replace("severity = 'warning'", "severity = 'fatal'");
        check("rules/no-hurry.toml", &unknown, Some(&["'fatal': unknown value `fatal`"]));
    }

    #[test]
    fn a_baseline_is_read_strictly() {
        check("hadome-baseline.toml", "version = 1\n", Some(&[]));
        check(
            "hadome-baseline.toml",
            "version = 9\n",
            Some(&["9: this hadome reads baselines of version 1"]),
        );
    }
}
