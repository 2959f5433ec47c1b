//! Readers of single fields.

use std::sync::Arc;

use super::Kind;
use super::example::ROLE_NAMES;
use crate::diagnostic::{Severity, Text};
use crate::document::{Role, RoleSet};
use crate::lexicon::{GuardSwitch, Lexicon};
use crate::spec::{Reader, Str, suggestion};

/// The names of severities, in the order of [`SEVERITIES`].
pub(super) const SEVERITY_NAMES: &[&str] = &["error", "warning", "info"];
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// A whole number within bounds, both included; anything else is a problem.
pub fn integer(reader: &mut Reader<'_>, key: &'static str, low: i64, high: i64) -> Option<i64> {
    let number = reader.integer(key)?;
    if (low..=high).contains(&number) {
        return Some(number);
    }
    let message = Text::new(
        format!("`{key}` は {low} から {high} までです"),
        format!("`{key}` goes from {low} to {high}"),
    );
    reader.error(reader.value_span(key).unwrap_or(reader.span()), message, None);
    None
}

/// The id: kebab-case, and the stem of the file's name.
pub(super) fn read_id(reader: &mut Reader<'_>) -> Option<Str> {
    let id = reader.require_string("id")?;
    if !is_kebab_case(&id.text) {
        let message = Text::new(
            "id は英小文字・数字をハイフンでつないだ形にします",
            "an id consists of lower-case words and digits joined by hyphens",
        );
        let hint =
            kebab_case(&id.text).map(|name| Text::new(format!("例: `{name}`"), format!("such as `{name}`")));
        reader.error(id.span, message, hint);
        return Some(id);
    }
    let stem = stem(reader.source().path());
    if id.text != stem {
        let message = Text::new(
            format!("id とファイル名が違います（ファイル名は `{stem}`）"),
            format!("the id differs from the file name, which is `{stem}`"),
        );
        let hint = Text::new(
            format!("ファイル名を `{}.toml` にするか、id を直してください", id.text),
            format!("rename the file to `{}.toml`, or change the id", id.text),
        );
        reader.error(id.span, message, Some(hint));
    }
    Some(id)
}

/// The file name of a path without its extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.strip_suffix(".toml").unwrap_or(name)
}

fn is_kebab_case(id: &str) -> bool {
    let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.split('-').all(word)
}

fn kebab_case(id: &str) -> Option<String> {
    let parts = id.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty());
    let name = parts.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    is_kebab_case(&name).then_some(name)
}

/// The check kind, which has to be one of `kinds`.
pub(super) fn read_kind<'k>(reader: &mut Reader<'_>, kinds: &'k [Kind]) -> Option<&'k Kind> {
    reader.require("check");
    let names: Vec<&str> = kinds.iter().map(|k| k.name).collect();
    reader.one_of("check", &names).map(|i| &kinds[i])
}

/// The severity, which has to be there.
pub(super) fn read_severity(reader: &mut Reader<'_>) -> Severity {
    reader.require("severity");
    reader.one_of("severity", SEVERITY_NAMES).map_or(Severity::Warning, |i| SEVERITIES[i])
}

/// The section roles that a key names.
pub fn roles(reader: &mut Reader<'_>, key: &'static str) -> RoleSet {
    let given = reader.strings(key);
    given.iter().filter_map(|role| reader.pick(role, &ROLE_NAMES)).map(|i| Role::ALL[i]).collect()
}

/// The tags, which are kebab-case.
pub(super) fn read_tags(reader: &mut Reader<'_>) -> Arc<[String]> {
    let mut tags = Vec::new();
    for tag in reader.strings("tags") {
        if !is_kebab_case(&tag.text) {
            let message = Text::new(
                "タグは英小文字・数字をハイフンでつないだ形にします",
                "a tag consists of lower-case words and digits joined by hyphens",
            );
            reader.error(tag.span, message, None);
        }
        tags.push(tag.text);
    }
    Arc::from(tags)
}

/// A web address.
pub(super) fn read_url(reader: &mut Reader<'_>) -> Option<Arc<str>> {
    let url = reader.string("url")?;
    let web = url.text.starts_with("https://") || url.text.starts_with("http://");
    if !web || url.text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        let message =
            Text::new("https:// で始まる URL を書いてください", "expected a URL that begins with https://");
        reader.error(url.span, message, None);
    }
    Some(Arc::from(url.text))
}

/// `guards = false`, or the names of those that are off.
pub(super) fn read_guards(reader: &mut Reader<'_>, lexicon: &Lexicon) -> GuardSwitch {
    if let Some(on) = reader.boolean_if("guards") {
        return GuardSwitch { all: !on, names: Vec::new() };
    }
    let known = lexicon.guards.names();
    let mut names = Vec::new();
    for guard in reader.strings("guards") {
        if known.contains(&guard.text.as_str()) {
            names.push(guard.text);
            continue;
        }
        let message = Text::new(
            format!("「{}」という除外条件（guard）はありません", guard.text),
            format!("there is no guard `{}`", guard.text),
        );
        reader.error(guard.span, message, Some(suggestion(&guard.text, &known)));
    }
    GuardSwitch { all: false, names }
}
