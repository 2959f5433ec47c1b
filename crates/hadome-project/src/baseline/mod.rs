//! Baselines: findings that were there when hadome was adopted, in a file of the repository. They are waved through; new ones are told.
//!
//! A [`Baseline`] is the file as it was read, a [`Ledger`] what a run saw of it, from which its next state is worked out.

mod ledger;
mod locate;
mod read;
mod write;

pub use ledger::{Applied, Change, Ledger, Page, Tally};
pub(crate) use locate::Baselines;
pub use locate::{Choice, Held};

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use hadome_core::diagnostic::Problem;
use hadome_core::filter::Known;
use hadome_core::source::Source;
use unicode_normalization::UnicodeNormalization;

use crate::paths;

/// The name under which a baseline is looked for.
pub const FILE_NAME: &str = "hadome-baseline.toml";

/// Known findings by document: paths relative to the baseline's directory, with `/`.
pub type Entries = BTreeMap<String, Known>;

/// A baseline file.
#[derive(Debug, Default)]
pub struct Baseline {
    /// Where it stands, or will stand; absolute.
    path: PathBuf,
    entries: Entries,
    /// Whether a configuration or an option names it.
    named: bool,
    /// The text that was read; `None` if there is no file yet.
    text: Option<String>,
    /// What is odd about it and did not keep it from being used.
    warnings: Vec<Problem>,
}

impl Baseline {
    /// The baseline that is about to be written to a path (absolute): nothing is known yet. `named`: somebody says that there is one.
    pub fn new(path: &Path, named: bool) -> Self {
        Self { path: path.to_owned(), named, ..Self::default() }
    }

    /// Reads a baseline whose text is `source`. The error holds every mistake in it.
    pub fn read(path: &Path, source: &Arc<Source>) -> Result<Self, Vec<Problem>> {
        let (entries, warnings) = read::read(source)?;
        Ok(Self {
            path: path.to_owned(),
            entries,
            text: Some(source.text().to_owned()),
            warnings,
            named: false,
        })
    }

    /// Where it stands, or will stand; absolute.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is such a file.
    pub fn exists(&self) -> bool {
        self.text.is_some()
    }

    /// Whether the file has to be there even if it holds nothing back.
    pub fn is_wanted(&self) -> bool {
        self.exists() || self.named
    }

    /// What is odd about the file and did not keep it from being used.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// What it knows, by document.
    pub fn entries(&self) -> &Entries {
        &self.entries
    }

    /// The name of a document in this baseline: its path from the baseline's directory, with `/` on every platform. Names are composed
    /// (NFC), since some file systems hand 「ガ」 out as two characters.
    pub fn key(&self, file: &Path) -> String {
        let file = absolute(file);
        let directory = self.path.parent().unwrap_or(&self.path);
        let way = paths::way(&file, directory).unwrap_or(file);
        let parts = way.components().map(|part| match part {
            Component::RootDir => "".into(),
            part => part.as_os_str().to_string_lossy(),
        });
        parts.collect::<Vec<_>>().join("/").nfc().collect()
    }

    /// The file that a name stands for.
    fn file_of(&self, key: &str) -> PathBuf {
        paths::clean(&self.path.parent().unwrap_or(&self.path).join(key))
    }

    /// Whether the document of a name is certainly not there any more. Nothing is asked about places outside of the repository.
    fn is_gone(&self, key: &str) -> bool {
        let spelled = [key.to_owned(), key.nfd().collect()].map(|key| self.file_of(&key));
        let repository = self.path.parent().and_then(paths::repository_of);
        let within = |file: &PathBuf| repository.is_none_or(|root| file.starts_with(root));
        spelled.iter().all(|file| within(file) && matches!(file.try_exists(), Ok(false)))
    }

    /// Writes it with other entries, all of the file or nothing. Gives whether there was anything to write.
    pub fn write(&self, entries: &Entries) -> std::io::Result<bool> {
        let text = write::render(entries);
        // A checkout may have turned the line ends.
        if self.text.as_ref().is_some_and(|old| old.replace("\r\n", "\n") == text) {
            return Ok(false);
        }
        write::replace(&self.path, &text)?;
        Ok(true)
    }
}

/// A path from the root, without `.` and `..`.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    paths::clean(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(baseline: &str, file: &str, expected: &str) {
        assert_eq!(Baseline::new(Path::new(baseline), false).key(Path::new(file)), expected);
    }

    #[cfg(unix)]
    #[test]
    fn documents_are_named_from_the_baseline() {
        check("/repo/hadome-baseline.toml", "/repo/docs/a.md", "docs/a.md");
        check("/repo/hadome-baseline.toml", "/repo/docs/./x/../a.md", "docs/a.md");
        check("/repo/ci/base.toml", "/repo/docs/a.md", "../docs/a.md");
    }

    #[cfg(windows)]
    #[test]
    fn names_have_slashes_on_every_platform() {
        check("C:\\repo\\hadome-baseline.toml", "C:\\repo\\docs\\a.md", "docs/a.md");
        check("C:\\repo\\ci\\base.toml", "C:\\repo\\docs/a.md", "../docs/a.md");
        check("C:\\repo\\base.toml", "D:\\docs\\a.md", "D://docs/a.md");
    }

    #[cfg(unix)]
    #[test]
    fn a_name_is_the_same_however_a_file_system_spells_it() {
        check("/repo/hadome-baseline.toml", "/repo/カ\u{3099}ス.md", "ガス.md");
    }

    #[test]
    fn a_document_is_gone_only_if_it_is_nowhere() {
        let root = tempfile::tempdir().expect("a directory");
        std::fs::write(root.path().join("カ\u{3099}.md"), "").expect("a file");
        let baseline = Baseline::new(&root.path().join(FILE_NAME), false);
        assert!(!baseline.is_gone("ガ.md"));
        assert!(baseline.is_gone("キ.md"));
    }

    #[test]
    fn nobody_asks_for_files_outside_of_the_repository() {
        let root = tempfile::tempdir().expect("a directory");
        std::fs::create_dir_all(root.path().join("repo/.git")).expect("directories");
        let baseline = Baseline::new(&root.path().join("repo").join(FILE_NAME), false);
        assert!(!baseline.is_gone("../a.md"));
        assert!(baseline.is_gone("a.md"));
    }
}
