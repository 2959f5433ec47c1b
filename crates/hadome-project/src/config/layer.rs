//! One configuration file as it is written: every key optional, every mistake reported.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use hadome_core::diagnostic::{Lang, Text};
use hadome_core::document::{Role, RoleSet};
use hadome_core::facts::Stage;
use hadome_core::rule::{Level, Profile};
use hadome_core::source::{Source, Span};
use hadome_core::spec::{self, Problems, Reader, Str};

use super::keys::{FAIL_ON, LANGS, LEVELS, PROFILES, STAGES};
use super::{Named, Origin, Setting};

/// What one file says. A key that is absent is `None` or empty.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// `extends`, resolved against the file's directory.
    pub extends: Vec<Named>,
    /// `lang`.
    pub lang: Option<Setting<Lang>>,
    /// `profile`.
    pub profile: Option<Setting<Profile>>,
    /// `fail-on`; `None` inside stands for `never`.
    pub fail_on: Option<Setting<usize>>,
    /// `stage`.
    pub stage: Option<Setting<Stage>>,
    /// `select`.
    pub select: Option<Setting<Vec<Str>>>,
    /// `ignore`.
    pub ignore: Option<Setting<Vec<Str>>>,
    /// `include`.
    pub include: Option<Setting<Vec<Str>>>,
    /// `exclude`.
    pub exclude: Option<Setting<Vec<Str>>>,
    /// `packs`, resolved against the file's directory.
    pub packs: Option<Setting<Vec<Named>>>,
    /// `words`, resolved against the file's directory.
    pub words: Option<Setting<Vec<Named>>>,
    /// `baseline`, resolved against the file's directory.
    pub baseline: Option<Setting<Named>>,
    /// `required-sections`.
    pub required_sections: Option<Setting<RoleSet>>,
    /// `teams`.
    pub teams: Option<Setting<Vec<String>>>,
    /// `[severity]`.
    pub severity: BTreeMap<String, (Setting<Level>, Span)>,
    /// `[roles]`.
    pub roles: BTreeMap<Role, Setting<Vec<String>>>,
    /// `[evidence]`.
    pub evidence: BTreeMap<String, (Setting<Vec<Str>>, Span)>,
    /// `[per-file-ignores]`.
    pub per_file_ignores: BTreeMap<String, (Setting<Vec<Str>>, Span)>,
}

/// Reads one configuration file whose text is `source`; `path` is where it stands.
pub fn read_layer(path: &Path, source: &Arc<Source>, problems: &Problems) -> Layer {
    spec::parse(source, problems, |mut reader| {
        let file = File { path, source };
        let layer = file.read(&mut reader);
        reader.finish();
        layer
    })
}

/// The file that is being read.
struct File<'a> {
    path: &'a Path,
    source: &'a Arc<Source>,
}

impl File<'_> {
    fn read(&self, r: &mut Reader<'_>) -> Layer {
        const LANG: [Lang; 2] = [Lang::Ja, Lang::En];
        const STAGE: [Stage; 3] = [Stage::First, Stage::Interim, Stage::Final];
        Layer {
            extends: self
                .list(r, "extends")
                .map_or_else(Vec::new, |s| s.value)
                .iter()
                .map(|path| self.named_path(path))
                .collect(),
            lang: self.named(r, "lang", LANGS).map(|s| Setting::new(LANG[s.value], s.origin)),
            profile: self
                .named(r, "profile", PROFILES)
                .map(|s| Setting::new([Profile::Internal, Profile::Public][s.value], s.origin)),
            fail_on: self.named(r, "fail-on", FAIL_ON),
            stage: self.named(r, "stage", STAGES).map(|s| Setting::new(STAGE[s.value], s.origin)),
            select: self.list(r, "select"),
            ignore: self.list(r, "ignore"),
            include: self.list(r, "include"),
            exclude: self.list(r, "exclude"),
            packs: self.paths(r, "packs"),
            words: self.paths(r, "words"),
            baseline: self.path(r, "baseline"),
            required_sections: self.required(r),
            teams: self.list(r, "teams").map(|s| Setting::new(texts(s.value), s.origin)),
            severity: self.severity(r),
            roles: self.roles(r),
            evidence: self.lists_by_name(r, "evidence"),
            per_file_ignores: self.lists_by_name(r, "per-file-ignores"),
        }
    }

    fn origin(&self, span: Span) -> Origin {
        Origin::File(self.path.to_owned(), self.source.position(span.start).line)
    }

    fn key_origin(&self, r: &Reader<'_>, key: &str) -> Origin {
        self.origin(r.key_span(key).unwrap_or_default())
    }

    fn named(&self, r: &mut Reader<'_>, key: &'static str, names: &[&str]) -> Option<Setting<usize>> {
        let origin = self.key_origin(r, key);
        r.one_of(key, names).map(|i| Setting::new(i, origin))
    }

    fn list(&self, r: &mut Reader<'_>, key: &'static str) -> Option<Setting<Vec<Str>>> {
        let origin = self.key_origin(r, key);
        let present = r.has(key);
        let list = r.strings(key);
        let list = bounded(r, r.key_span(key).unwrap_or_default(), list);
        present.then(|| Setting::new(list, origin))
    }

    fn paths(&self, r: &mut Reader<'_>, key: &'static str) -> Option<Setting<Vec<Named>>> {
        self.list(r, key)
            .map(|s| Setting::new(s.value.iter().map(|path| self.named_path(path)).collect(), s.origin))
    }

    fn path(&self, r: &mut Reader<'_>, key: &'static str) -> Option<Setting<Named>> {
        let origin = self.key_origin(r, key);
        r.string(key).map(|written| Setting::new(self.named_path(&written), origin))
    }

    fn named_path(&self, written: &Str) -> Named {
        let path = self.path.parent().unwrap_or(Path::new("")).join(&written.text);
        Named { path, source: Arc::clone(self.source), span: written.span }
    }

    fn required(&self, r: &mut Reader<'_>) -> Option<Setting<RoleSet>> {
        let names: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        let list = self.list(r, "required-sections")?;
        let roles = list.value.iter().filter_map(|s| r.pick(s, &names)).map(|i| Role::ALL[i]);
        Some(Setting::new(roles.collect(), list.origin))
    }

    fn severity(&self, r: &mut Reader<'_>) -> BTreeMap<String, (Setting<Level>, Span)> {
        let Some(mut table) = r.table("severity") else { return BTreeMap::new() };
        let mut levels = BTreeMap::new();
        for key in table.keys() {
            let Some(value) = table.string_at(&key.text) else { continue };
            let level = table.pick(&value, LEVELS).and_then(|i| Level::from_name(LEVELS[i]));
            if let Some(level) = level {
                levels.insert(key.text, (Setting::new(level, self.origin(key.span)), key.span));
            }
        }
        levels
    }

    fn roles(&self, r: &mut Reader<'_>) -> BTreeMap<Role, Setting<Vec<String>>> {
        let names: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        let Some(mut table) = r.table("roles") else { return BTreeMap::new() };
        let mut roles = BTreeMap::new();
        for key in table.keys() {
            let words = table.strings_at(&key.text);
            let words = bounded(&table, key.span, words);
            if let Some(i) = table.pick(&key, &names) {
                roles.insert(Role::ALL[i], Setting::new(texts(words), self.origin(key.span)));
            }
        }
        roles
    }

    fn lists_by_name(
        &self,
        r: &mut Reader<'_>,
        key: &'static str,
    ) -> BTreeMap<String, (Setting<Vec<Str>>, Span)> {
        let Some(mut table) = r.table(key) else { return BTreeMap::new() };
        let mut lists = BTreeMap::new();
        for key in table.keys() {
            let list = table.strings_at(&key.text);
            let list = bounded(&table, key.span, list);
            if list.is_empty() {
                let message = Text::new("空の一覧は何もしません", "an empty list has no effect");
                table.error(key.span, message, None);
            }
            lists.insert(key.text, (Setting::new(list, self.origin(key.span)), key.span));
        }
        lists
    }
}

/// The most entries of one list: ten times a long one.
const MOST_ENTRIES: usize = 2_000;

/// A list without what is beyond measure, which is told.
fn bounded(r: &Reader<'_>, key: Span, mut list: Vec<Str>) -> Vec<Str> {
    if list.len() > MOST_ENTRIES {
        let message = Text::new(
            format!("一覧が長すぎます（{MOST_ENTRIES} 個まで）"),
            format!("the list is too long (at most {MOST_ENTRIES} entries)"),
        );
        r.error(key, message, None);
        list.truncate(MOST_ENTRIES);
    }
    list
}

fn texts(list: Vec<Str>) -> Vec<String> {
    list.into_iter().map(|s| s.text).collect()
}
