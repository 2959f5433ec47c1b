//! The trust boundary: which files a configuration, or the path of a document, may lead to.
//!
//! A pull request brings documents, configurations and rule packs of strangers, and what hadome reads it may also print. So files of
//! a repository lead to files of that repository only, whatever links and `..` say. What the user names is the user's word.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hadome_core::diagnostic::{Problem, Text};

use crate::config::Named;
use crate::error::FileError;
use crate::paths;

/// The directories that files may be read from, as they are after every link is followed.
#[derive(Debug, Clone, Default)]
pub struct Boundary {
    /// Every one of them has to hold a file: repositories lie in repositories. None: no boundary.
    roots: Vec<PathBuf>,
    /// Directories and files that the command line allows beside them.
    allowed: Arc<[PathBuf]>,
    /// Whether the roots are repositories, rather than directories that stand for one.
    repository: bool,
}

impl Boundary {
    /// The boundary of a configuration file: its repository; without one the current directory if the file lies in it, else the
    /// file's own directory. `allowed` are the paths of `--allow-read`.
    pub fn of_config(config: &Path, allowed: &[PathBuf]) -> Self {
        let around = Self::around(config, allowed);
        if around.repository {
            return around;
        }
        let own = resolved(absolute(config).parent().unwrap_or(config));
        let current = std::env::current_dir().map(|dir| resolved(&dir));
        let root = current.ok().filter(|dir| own.starts_with(dir)).unwrap_or(own);
        Self { roots: vec![root], ..around }
    }

    /// The boundary of a path that the user named: every repository that the path, as it is written, goes through. Outside of
    /// repositories there is none.
    pub fn around(path: &Path, allowed: &[PathBuf]) -> Self {
        let absolute = absolute(path);
        let repositories = absolute.ancestors().filter(|dir| dir.join(".git").exists());
        let roots: Vec<PathBuf> = repositories.map(resolved).collect();
        let repository = !roots.is_empty();
        Self { roots, allowed: allowed.iter().map(|dir| resolved(dir)).collect(), repository }
    }

    /// Whether a path leads to a place within, after every link is followed. A file that does not exist is where it would be.
    pub fn admits(&self, path: &Path) -> bool {
        let real = resolved(path);
        self.roots.iter().all(|root| real.starts_with(root))
            || self.allowed.iter().any(|dir| real.starts_with(dir))
    }

    /// The problem of a configuration that names a path, if `path`, which is that path or one below it, leads out.
    pub fn refusal(&self, named: &Named, path: &Path) -> Option<Problem> {
        if self.admits(path) {
            return None;
        }
        let shown = paths::display(path);
        let (ja, en) = match self.repository {
            true => ("リポジトリ", "repository"),
            false => ("フォルダ", "directory"),
        };
        let message = Text::new(
            format!("{shown} は設定ファイルの{ja}の外にあるので読みません"),
            format!("{shown} leads out of the {en} of the configuration and is not read"),
        );
        Some(Problem::error(&named.source, named.span, message, Some(way_out())))
    }

    /// The error of a document, or a directory of documents, that leads out of its repository.
    pub fn check_document(path: &Path, allowed: &[PathBuf]) -> Result<(), FileError> {
        if Self::around(path, allowed).admits(path) {
            return Ok(());
        }
        let hint = way_out();
        let message = Text::new(
            format!("リンクがリポジトリの外を指しているので読みません。{}", hint.ja),
            format!("a link leads out of the repository, so it is not read; {}", hint.en),
        );
        Err(FileError::path(path, message))
    }
}

pub(crate) fn way_out() -> Text {
    Text::new(
        "読ませたいなら、コマンドラインで `--allow-read フォルダ` と指定してください（設定ファイルでは指定できません）",
        "if it should be, say `--allow-read DIR` on the command line (a configuration file can't)",
    )
}

fn absolute(path: &Path) -> PathBuf {
    paths::clean(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// Where a path leads. The part of it that does not exist leads where it says.
fn resolved(path: &Path) -> PathBuf {
    match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let path = absolute(path);
            match (path.parent(), path.file_name()) {
                (Some(parent), Some(name)) => resolved(parent).join(name),
                _ => path,
            }
        }
        Err(_) => absolute(path),
        Ok(real) => real,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Makes directories, with `.git` where a name ends in `.git`, and gives the root.
    fn tree(directories: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a directory");
        for directory in directories {
            fs::create_dir_all(root.path().join(directory)).expect("directories");
        }
        root
    }

    #[track_caller]
    fn check(boundary: &Boundary, root: &Path, path: &str, expected: bool) {
        assert_eq!(boundary.admits(&root.join(path)), expected, "{path}");
    }

    #[test]
    fn a_configuration_leads_to_files_of_its_repository_only() {
        let tree = tree(&["repo/.git", "repo/docs", "shared"]);
        let root = tree.path();
        let boundary = Boundary::of_config(&root.join("repo/docs/hadome.toml"), &[]);
        check(&boundary, root, "repo/base.toml", true);
        check(&boundary, root, "repo/docs/../base.toml", true);
        check(&boundary, root, "repo/docs/../../shared/base.toml", false);
        check(&boundary, root, "repository/base.toml", false);
        let allowed = Boundary::of_config(&root.join("repo/docs/hadome.toml"), &[root.join("shared")]);
        check(&allowed, root, "repo/../shared/base.toml", true);
        check(&allowed, root, "other.toml", false);
    }

    #[test]
    fn without_a_repository_a_configuration_leads_to_its_own_directory() {
        let tree = tree(&["a/b"]);
        let boundary = Boundary::of_config(&tree.path().join("a/hadome.toml"), &[]);
        check(&boundary, tree.path(), "a/b/x.toml", true);
        check(&boundary, tree.path(), "x.toml", false);
    }

    #[test]
    fn outside_of_repositories_the_word_of_the_user_is_enough() {
        let tree = tree(&["a", "b"]);
        check(&Boundary::around(&tree.path().join("a/x.md"), &[]), tree.path(), "b/x.md", true);
    }

    #[test]
    fn a_repository_in_a_repository_is_one_of_its_own() {
        let tree = tree(&["outer/.git", "outer/inner/.git"]);
        let boundary = Boundary::of_config(&tree.path().join("outer/inner/hadome.toml"), &[]);
        check(&boundary, tree.path(), "outer/inner/x.toml", true);
        check(&boundary, tree.path(), "outer/x.toml", false);
    }

    #[cfg(unix)]
    mod links {
        use std::os::unix::fs::symlink;

        use super::*;

        #[test]
        fn a_link_is_where_it_leads() {
            let tree = tree(&["repo/.git", "repo/docs", "secret/dir/.git"]);
            let root = tree.path();
            fs::write(root.join("secret/key"), "x").expect("a file");
            fs::write(root.join("x.md"), "x").expect("a file");
            symlink(root.join("secret"), root.join("repo/out")).expect("a link");
            symlink(root.join("repo/docs"), root.join("repo/in")).expect("a link");
            symlink(root.join("secret/key"), root.join("repo/docs/x.md")).expect("a link");
            let document = |path: &str| Boundary::check_document(&root.join(path), &[]).is_ok();
            assert!(document("repo/in/a.md"));
            assert!(!document("repo/docs/x.md"));
            assert!(!document("repo/out/key"));
            assert!(!document("repo/out/../x.md"), "the way back starts where the link leads");
            assert!(!document("repo/out/dir/x.md"), "a repository behind a link is no root");
            assert!(document("secret/key"), "named directly");
            assert!(Boundary::check_document(&root.join("repo/out/key"), &[root.join("secret")]).is_ok());
        }

        #[test]
        fn another_name_of_the_repository_is_no_way_out() {
            let tree = tree(&["real/repo/.git", "real/repo/docs"]);
            let root = tree.path();
            symlink(root.join("real"), root.join("link")).expect("a link");
            symlink(root.join("real/repo"), root.join("repo")).expect("a link");
            for config in ["link/repo/hadome.toml", "repo/hadome.toml"] {
                let boundary = Boundary::of_config(&root.join(config), &[]);
                check(&boundary, root, "real/repo/docs/x.toml", true);
                check(&boundary, root, "link/repo/docs/x.toml", true);
                check(&boundary, root, "real/x.toml", false);
            }
        }
    }
}
