//! Reading a project's own rules and words.
//!
//! What can't be read, or leads out of the boundary, is told and left out.

use std::path::Path;
use std::sync::Arc;

use hadome_core::diagnostic::{Problem, Text};
use hadome_core::source::Source;
use hadome_core::spec::Problems;
use walkdir::WalkDir;

use crate::boundary::Boundary;
use crate::config::Named;
use crate::error::reason;
use crate::files::{MOST_OF_A_RULE, MOST_OF_WORDS, read_source};
use crate::paths;
use crate::unsaved::Unsaved;

/// The most files and directories of one pack.
const MOST_ENTRIES: usize = 2_000;

/// A rule file of a pack and the group that its directory names.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Its text; the path is for display.
    pub source: Arc<Source>,
    /// The directory it stands in, relative to the pack; the pack's own name at its top.
    pub group: String,
}

/// Reads every `*.toml` below a pack's directory, in name order. A directory that does not exist is a problem. Links are followed
/// within the boundary.
pub fn read_pack(pack: &Named, boundary: &Boundary, unsaved: &Unsaved, problems: &Problems) -> Vec<PackFile> {
    let mut files = Vec::new();
    if let Some(problem) = boundary.refusal(pack, &pack.path) {
        problems.push(problem);
        return files;
    }
    let stays = |entry: &walkdir::DirEntry| {
        let refusal = if entry.path_is_symlink() { boundary.refusal(pack, entry.path()) } else { None };
        let stays = refusal.is_none();
        refusal.into_iter().for_each(|problem| problems.push(problem));
        stays
    };
    let walk = WalkDir::new(&pack.path).follow_links(true).sort_by_file_name().into_iter();
    for (count, entry) in walk.filter_entry(stays).enumerate() {
        if count == MOST_ENTRIES {
            problems.push(unread(pack, &pack.path, &too_many()));
            break;
        }
        match entry {
            Ok(entry) if is_rule(&entry) => match unsaved.read(entry.path(), MOST_OF_A_RULE) {
                Ok(source) => files.push(PackFile { source, group: group(&pack.path, entry.path()) }),
                Err(error) => problems.push(unread(pack, entry.path(), &reason(&error))),
            },
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(&pack.path);
                let why = error.io_error().map_or_else(|| looping(&error), reason);
                problems.push(unread(pack, path, &why));
            }
        }
    }
    files
}

/// Reads CSV files of further words.
pub fn read_words(files: &[Named], boundary: &Boundary, problems: &Problems) -> Vec<Arc<Source>> {
    let mut lists = Vec::new();
    for file in files {
        if let Some(problem) = boundary.refusal(file, &file.path) {
            problems.push(problem);
            continue;
        }
        match read_source(&file.path, MOST_OF_WORDS) {
            Ok(list) => lists.push(list),
            Err(error) => problems.push(unread(file, &file.path, &reason(&error))),
        }
    }
    lists
}

fn is_rule(entry: &walkdir::DirEntry) -> bool {
    // A directory of that name is none; a link was followed.
    entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "toml")
}

fn unread(named: &Named, path: &Path, why: &Text) -> Problem {
    let shown = paths::display(path);
    let message =
        Text::new(format!("{shown} を読めません: {}", why.ja), format!("cannot read {shown}: {}", why.en));
    Problem::error(&named.source, named.span, message, None)
}

fn looping(error: &walkdir::Error) -> Text {
    let to = error.loop_ancestor().map_or_else(String::new, paths::display);
    Text::new(format!("リンクが {to} へ戻って循環しています"), format!("the link leads back to {to}"))
}

fn too_many() -> Text {
    Text::new(
        format!("ファイルが多すぎます（{MOST_ENTRIES} 個まで）"),
        format!("too many files (at most {MOST_ENTRIES})"),
    )
}

fn group(pack: &Path, file: &Path) -> String {
    let parent = file.parent().unwrap_or(pack);
    let name = if parent == pack { pack.file_name() } else { parent.file_name() };
    name.map_or_else(|| "own".to_owned(), |n| n.to_string_lossy().into_owned())
}
