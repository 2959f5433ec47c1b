//! Configurations and rule files: keys, and the values that fit behind them.

use std::path::Path;

use hadome_core::check::KINDS;
use hadome_core::document::Role;
use hadome_core::rule::{Key, ROLE_NAMES, Shape, keys_of};
use hadome_core::source::Source;
use hadome_project::Project;
use hadome_project::config::{FILE_NAMES, KEYS, LEVELS};

use super::{Choice, Choices, Kind, selectors};

/// What may be written at a byte of a configuration or of a rule of a configured pack.
pub(super) fn at(path: &Path, source: &Source, byte: usize, project: &Project) -> Option<Choices> {
    let place = Place::of(source.text().get(..byte)?);
    let is_config = path.file_name().is_some_and(|name| FILE_NAMES.iter().any(|known| name == *known));
    let in_pack = project.config.packs.value.iter().any(|pack| path.starts_with(&pack.path));
    let list = match (is_config, in_pack) {
        (true, _) => in_config(&place, project),
        (_, true) => in_rule(&place, source.text()),
        _ => return None,
    };
    let from = byte - place.word.len();
    (!list.is_empty()).then_some(Choices { from, list })
}

/// Where in a file something is being written.
struct Place<'t> {
    /// The table; empty at the top.
    table: String,
    /// The key whose value is being written; `None` where a key is.
    key: Option<&'t str>,
    /// What is written of the word so far, without a quote before it.
    word: &'t str,
    /// Whether the word stands in quotes already.
    quoted: bool,
}

impl<'t> Place<'t> {
    fn of(before: &'t str) -> Self {
        let line = before.rsplit('\n').next().unwrap_or("");
        let mut headers = before.lines().filter(|l| {
            l.trim_start().starts_with('[') && l.trim_end().ends_with(']') && !l.contains(['"', ','])
        });
        let table = headers.next_back().map_or("", |l| l.trim()).trim_matches(['[', ']']).trim().to_owned();
        let quoted = line.matches('"').count() % 2 == 1;
        let from = if quoted {
            line.rfind('"').map(|at| at + 1)
        } else {
            line.rfind(|c: char| " \t=[,{".contains(c)).map(|at| at + 1)
        };
        let word = &line[from.unwrap_or(0)..];
        let own = line.split_once('=').map(|(key, _)| key);
        Self {
            table,
            key: own.or_else(|| open_list(before)).map(|k| k.trim().trim_matches('"')),
            word,
            quoted,
        }
    }

    fn value(&self, label: &str, detail: &str) -> Choice {
        let text = (!self.quoted).then(|| format!("\"{label}\""));
        Choice { label: label.to_owned(), text, detail: detail.to_owned(), kind: Kind::Value }
    }

    fn values<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Vec<Choice> {
        names.into_iter().map(|name| self.value(name, "")).collect()
    }

    fn names(&self, project: &Project) -> Vec<Choice> {
        let all = selectors(project.linter.rules(), project.config.lang.value);
        all.into_iter().map(|c| self.value(&c.label, &c.detail)).collect()
    }

    /// What fits behind a key of this shape, where that is known.
    fn fitting(&self, shape: Shape) -> Vec<Choice> {
        match shape {
            Shape::OneOf(names) | Shape::ManyOf(names) => self.values(names.iter().copied()),
            Shape::Roles => self.values(ROLE_NAMES),
            Shape::Boolean if !self.quoted => ["true", "false"]
                .map(|label| Choice {
                    label: label.into(),
                    text: None,
                    detail: String::new(),
                    kind: Kind::Value,
                })
                .into(),
            _ => Vec::new(),
        }
    }
}

/// The key of a list over several lines that is still open at the end of a text.
fn open_list(before: &str) -> Option<&str> {
    let (head, line) = before.rsplit_once('\n')?;
    if line.contains(']') {
        return None;
    }
    for line in head.lines().rev() {
        if line.contains(']') || line.trim_start().starts_with('[') {
            return None;
        }
        if let Some((key, value)) = line.split_once('=') {
            return value.trim_start().starts_with('[').then_some(key);
        }
    }
    None
}

fn in_config(place: &Place<'_>, project: &Project) -> Vec<Choice> {
    match (place.table.as_str(), place.key) {
        ("", None) => KEYS.iter().map(key).collect(),
        ("", Some("select" | "ignore")) => place.names(project),
        ("", Some(name)) => {
            KEYS.iter().find(|k| k.name == name).map_or_else(Vec::new, |k| place.fitting(k.shape))
        }
        ("severity", None) => bare(selectors(project.linter.rules(), project.config.lang.value)),
        ("severity", Some(_)) => place.values(LEVELS.iter().copied()),
        ("roles", None) => {
            bare(Role::ALL.map(|r| (r.as_str(), r.title(project.config.lang.value))).map(named).into())
        }
        ("per-file-ignores", Some(_)) => place.names(project),
        ("evidence", None) => {
            let sets = &project.linter.lexicon().evidence;
            let title = |name| sets.title(name, project.config.lang.value).unwrap_or_default();
            bare(sets.names().into_iter().map(|name| named((name, title(name)))).collect())
        }
        _ => Vec::new(),
    }
}

fn in_rule(place: &Place<'_>, text: &str) -> Vec<Choice> {
    let written = text.lines().find_map(|l| l.split_once('=').filter(|(k, _)| k.trim() == "check"));
    let name = written.map(|(_, v)| v.trim().trim_matches(['"', '\'']));
    let kind = KINDS.iter().find(|k| Some(k.name) == name);
    let keys = keys_of(&place.table, kind);
    match place.key {
        None => keys.iter().map(key).collect(),
        Some("check") if place.table.is_empty() => KINDS.iter().map(|k| place.value(k.name, k.doc)).collect(),
        Some(name) => keys.iter().find(|k| k.name == name).map_or_else(Vec::new, |k| place.fitting(k.shape)),
    }
}

/// A key as it is written: with what stands between it and its value, or as the head of its table.
fn key(key: &Key) -> Choice {
    let text = match key.shape {
        Shape::Table(_) => format!("[{}]\n", key.name),
        Shape::Tables(_) | Shape::Matchers | Shape::Unless | Shape::Examples => format!("[[{}]]\n", key.name),
        _ => format!("{} = ", key.name),
    };
    Choice { label: key.name.to_owned(), text: Some(text), detail: key.doc.to_owned(), kind: Kind::Key }
}

fn named((label, detail): (&str, &str)) -> Choice {
    Choice { label: label.to_owned(), text: None, detail: detail.to_owned(), kind: Kind::Value }
}

/// Choices as keys of a table.
fn bare(list: Vec<Choice>) -> Vec<Choice> {
    list.into_iter().map(|c| Choice { text: Some(format!("{} = ", c.label)), kind: Kind::Key, ..c }).collect()
}
