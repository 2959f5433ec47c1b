//! Finding the configuration that holds for a file.

use std::path::{Path, PathBuf};

/// The names of configuration files, the stronger first.
pub const FILE_NAMES: [&str; 2] = [".hadome.toml", "hadome.toml"];

/// A configuration file that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovered {
    /// The file that holds.
    pub path: PathBuf,
    /// A second one in the same directory, which is not read.
    pub shadowed: Option<PathBuf>,
}

/// Looks for a configuration file in `directory` (absolute) and upward, and stops after the root of the repository: the first
/// directory that holds `.git`.
pub fn discover(directory: &Path) -> Option<Discovered> {
    for dir in directory.ancestors() {
        let mut here = FILE_NAMES.iter().map(|name| dir.join(name)).filter(|path| path.is_file());
        if let Some(path) = here.next() {
            return Some(Discovered { path, shadowed: here.next() });
        }
        if dir.join(".git").exists() {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn check(files: &[&str], from: &str, expected: Option<&str>) {
        let root = tempfile::tempdir().expect("a temporary directory");
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("directories");
            fs::write(path, "").expect("a file");
        }
        let found = discover(&root.path().join(from)).map(|d| d.path);
        assert_eq!(found, expected.map(|e| root.path().join(e)));
    }

    #[test]
    fn the_nearest_file_holds() {
        check(&["hadome.toml", "a/hadome.toml", "a/b/x.md"], "a/b", Some("a/hadome.toml"));
        check(&["hadome.toml", "a/b/x.md"], "a/b", Some("hadome.toml"));
    }

    #[test]
    fn the_dotted_name_is_stronger() {
        check(&["hadome.toml", ".hadome.toml"], "", Some(".hadome.toml"));
    }

    #[test]
    fn the_search_stops_at_the_root_of_the_repository() {
        check(&["hadome.toml", "repo/.git/HEAD", "repo/docs/x.md"], "repo/docs", None);
        check(
            &["repo/hadome.toml", "repo/.git/HEAD", "repo/docs/x.md"],
            "repo/docs",
            Some("repo/hadome.toml"),
        );
    }
}
