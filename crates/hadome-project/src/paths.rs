//! How paths are shown: relative, with `/`, the same on every machine.

use std::path::{Component, Path, PathBuf};

/// A path as it is shown to people and programs: relative to the current directory, `/` between its parts on every platform, `../`
/// where it leads out of the directory. What names no place below a common root (another drive) stays absolute.
pub fn display(path: &Path) -> String {
    let current = current_directory();
    match current.as_deref().and_then(|base| relative(path, base)) {
        Some(path) => joined(&path),
        None => joined(path),
    }
}

/// A path as services want it that show findings beside the code: relative to the root of the repository that holds the current
/// directory, if it holds the file too; else to that of the file's own repository; without any, to the current directory.
pub fn root_path(path: &Path) -> String {
    let Some(current) = current_directory() else { return joined(path) };
    let absolute = clean(&current.join(path));
    let below = |root: &Path| Some(joined(&below(&absolute, root)?));
    let here = repository_of(&current).and_then(&below);
    here.or_else(|| repository_of(absolute.parent()?).and_then(&below)).unwrap_or_else(|| display(path))
}

/// The nearest directory, `directory` itself or above it, that holds `.git` and is no symbolic link. Asks for the path as it is
/// written: where a link leads is not what makes a repository.
pub fn repository_of(directory: &Path) -> Option<&Path> {
    directory.ancestors().find(|dir| !dir.is_symlink() && dir.join(".git").exists())
}

/// `a/./b/../c` as `a/c`, without asking the disk.
pub fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if clean.file_name().is_some() => {
                clean.pop();
            }
            // There is nothing above the root.
            Component::ParentDir if clean.has_root() => {}
            part => clean.push(part),
        }
    }
    clean
}

fn current_directory() -> Option<PathBuf> {
    std::env::current_dir().ok()
}

/// The way from `base` (absolute) to `path`. A relative path is from there already; only its `.` are dropped, since a `..` behind a
/// link does not undo it.
fn relative(path: &Path, base: &Path) -> Option<PathBuf> {
    if !path.is_absolute() {
        return Some(path.components().filter(|part| *part != Component::CurDir).collect());
    }
    let path = clean(path);
    below(&path, base).or_else(|| across(&path, base))
}

/// A path without the `base` that it lies below, under this name of the base or another.
fn below(path: &Path, base: &Path) -> Option<PathBuf> {
    if let Ok(rest) = path.strip_prefix(base) {
        return Some(rest.to_owned());
    }
    // The same directory may be known by two names, as /tmp and /private/tmp are.
    let parent = path.parent()?.canonicalize().ok()?;
    let rest = parent.strip_prefix(base.canonicalize().ok()?).ok()?;
    Some(rest.join(path.file_name()?))
}

/// The way from a directory to a file, both absolute and clean, the same under any name of either; `None` between drives.
pub(crate) fn way(file: &Path, directory: &Path) -> Option<PathBuf> {
    if let Ok(rest) = file.strip_prefix(directory) {
        return Some(rest.to_owned());
    }
    let real = || Some((file.parent()?.canonicalize().ok()?, directory.canonicalize().ok()?));
    match real() {
        Some((parent, directory)) => across(&parent.join(file.file_name()?), &directory),
        None => across(file, directory),
    }
}

/// The way from one absolute path to another, up and down again; `None` between drives.
fn across(path: &Path, base: &Path) -> Option<PathBuf> {
    let (to, from) = (path.components(), base.components());
    let common = to.clone().zip(from.clone()).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return None;
    }
    let up = from.skip(common).map(|_| Component::ParentDir);
    Some(up.chain(to.skip(common)).collect())
}

/// The parts of a path with `/` between them; `.` for none.
fn joined(path: &Path) -> String {
    if path.as_os_str().is_empty() {
        return ".".to_owned();
    }
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn check(path: &str, base: &str, expected: &str) {
        let found = relative(Path::new(path), Path::new(base)).expect("a way");
        assert_eq!(joined(&found), expected);
    }

    #[cfg(unix)]
    #[test]
    fn paths_are_shown_from_the_current_directory() {
        check("a.md", "/home", "a.md");
        check("./docs/./a.md", "/home", "docs/a.md");
        check("../a.md", "/home", "../a.md");
        check("/home/docs/a.md", "/home", "docs/a.md");
        check("/home/docs/../a.md", "/home", "a.md");
        check("/home", "/home", ".");
        check("/other/a.md", "/home/here", "../../other/a.md");
    }

    #[cfg(unix)]
    #[test]
    fn a_directory_with_two_names_is_one() {
        let root = tempfile::tempdir().expect("a directory");
        let base = root.path().canonicalize().expect("it exists");
        fs::create_dir(base.join("real")).expect("a directory");
        std::os::unix::fs::symlink(base.join("real"), base.join("link")).expect("a link");
        let file = base.join("link/a.md");
        assert_eq!(relative(&file, &base.join("real")), Some(PathBuf::from("a.md")));
    }

    #[test]
    fn a_repository_is_not_where_a_link_to_one_stands() {
        let root = tempfile::tempdir().expect("a directory");
        fs::create_dir_all(root.path().join("repo/.git")).expect("directories");
        fs::create_dir_all(root.path().join("repo/docs")).expect("directories");
        assert_eq!(repository_of(&root.path().join("repo/docs")), Some(&*root.path().join("repo")));
        #[cfg(unix)]
        {
            fs::create_dir_all(root.path().join("outer/.git")).expect("directories");
            let link = root.path().join("outer/link");
            std::os::unix::fs::symlink(root.path().join("repo"), &link).expect("a link");
            assert_eq!(repository_of(&link), Some(&*root.path().join("outer")));
        }
    }

    #[test]
    fn services_are_given_paths_from_the_root_of_the_repository() {
        let root = tempfile::tempdir().expect("a directory");
        fs::create_dir_all(root.path().join("repo/.git")).expect("directories");
        fs::create_dir_all(root.path().join("repo/docs")).expect("directories");
        assert_eq!(root_path(&root.path().join("repo/docs/a.md")), "docs/a.md");
        assert_eq!(root_path(&root.path().join("repo/docs/../b.md")), "b.md");
    }

    #[test]
    fn what_leads_nowhere_above_the_root_is_cut() {
        assert_eq!(clean(Path::new("/../a/./b/../c")), Path::new("/a/c"));
        assert_eq!(clean(Path::new("../a")), Path::new("../a"));
    }
}
