//! Writing a baseline: sorted and one line a finding, so that branches merge and a conflict is solved by keeping the lines of both
//! sides; and never half a file.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use toml::Value;

use super::Entries;
use super::read::VERSION;

/// What stands above the findings. In both languages, so that the file does not depend on who writes it.
const HEAD: &str = "\
# hadome の基準ファイル: hadome を導入したときにあった指摘。更新は `hadome baseline update`、直した分の削除は `hadome baseline prune`。
# Findings that were there when hadome was adopted. `hadome baseline update` writes them anew, `prune` drops what was mended.
";

/// The text of a baseline.
pub(super) fn render(entries: &Entries) -> String {
    let mut text = format!("{HEAD}version = {VERSION}\nfindings = [\n");
    let quoted = |text: &str| Value::from(text).to_string();
    for (path, known) in entries {
        let path = quoted(path);
        for (rule, anchor, count) in known.iter() {
            let (rule, anchor) = (quoted(rule), quoted(anchor));
            let count = if count > 1 { format!(", count = {count}") } else { String::new() };
            let _ = writeln!(text, "  {{ path = {path}, rule = {rule}, text = {anchor}{count} }},");
        }
    }
    text + "]\n"
}

/// Puts a text in the place of a file: written beside it, then renamed, so that a reader sees the old one or the new one. Where the path
/// is a link, the file that it leads to is replaced and not the link. Directories are made.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let directory = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(directory)?;
    let mut file = temporary(&path).prefix(".hadome-baseline").tempfile_in(directory)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}

/// A temporary file with the permissions of the one that it replaces; for a new one those that any new file has.
#[cfg(unix)]
fn temporary(path: &Path) -> tempfile::Builder<'static, 'static> {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt as _;

    let given = std::fs::metadata(path).map(|meta| meta.permissions());
    let mut builder = tempfile::Builder::new();
    // The mask of the process takes from these what a new file does not get.
    builder.permissions(given.unwrap_or_else(|_| Permissions::from_mode(0o666)));
    builder
}

#[cfg(not(unix))]
fn temporary(_: &Path) -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use hadome_core::source::Source;

    use super::super::read::read;
    use super::*;

    fn entries(list: &[(&str, &str, &str, usize)]) -> Entries {
        let mut entries = Entries::new();
        for (path, rule, text, count) in list {
            entries.entry((*path).to_owned()).or_default().set(rule, text, *count);
        }
        entries
    }

    #[test]
    fn findings_stand_on_lines_sorted_by_path_rule_and_text() {
        let text = render(&entries(&[
            ("b.md", "weak-training", "教育する。", 1),
            ("a.md", "vague-quantity", "多くの\"人\"。", 2),
            ("a.md", "no-strong-action", "", 1),
        ]));
        let expected = r#"version = 1
findings = [
  { path = "a.md", rule = "no-strong-action", text = "" },
  { path = "a.md", rule = "vague-quantity", text = '多くの"人"。', count = 2 },
  { path = "b.md", rule = "weak-training", text = "教育する。" },
]
"#;
        assert_eq!(text.strip_prefix(HEAD), Some(expected));
        assert!(HEAD.lines().all(|line| line.starts_with('#')));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let odd = [
            "", "'", "\"", "\\", "'\"", "\u{202e}", "\u{7f}", "]]", "#", "'''", "🚧", "=======", "\t", "a\nb",
        ];
        let list: Vec<_> = odd.iter().map(|text| ("報告/\"'\\.md", "r", *text, 1)).collect();
        let entries = entries(&list);
        let source = Arc::new(Source::new("b.toml", render(&entries)));
        assert_eq!(read(&source).expect("it is valid").0, entries);
    }

    #[test]
    fn a_file_is_replaced_and_nothing_else_left_behind() {
        let root = tempfile::tempdir().expect("a directory");
        let path = root.path().join("new/b.toml");
        replace(&path, "a").expect("written");
        replace(&path, "b").expect("written again");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "b");
        assert_eq!(fs::read_dir(root.path().join("new")).expect("a directory").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let root = tempfile::tempdir().expect("a directory");
        let (path, link) = (root.path().join("b.toml"), root.path().join("link.toml"));
        let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        fs::write(root.path().join("any"), "").expect("a file");
        replace(&path, "a").expect("written");
        assert_eq!(mode(&path), mode(&root.path().join("any")), "as any new file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("our own file");
        symlink(&path, &link).expect("a link");
        replace(&link, "b").expect("written through the link");
        assert!(link.is_symlink());
        assert_eq!((fs::read_to_string(&path).expect("it is there"), mode(&path)), ("b".to_owned(), 0o640));
    }
}
