//! The keys of a configuration file: one list that the reader's tests, the JSON schema and the documentation share.

use hadome_core::rule::{Key, Shape};

/// Levels that `[severity]` can give.
pub const LEVELS: &[&str] = &["off", "info", "warning", "error"];
/// Values of `fail-on`.
pub const FAIL_ON: &[&str] = &["error", "warning", "info", "never"];
/// Values of `lang`.
pub const LANGS: &[&str] = &["ja", "en"];
/// Values of `stage`.
pub const STAGES: &[&str] = &["first", "interim", "final"];
/// Values of `profile`.
pub const PROFILES: &[&str] = &["internal", "public"];

/// Every key of the top level, in the order of the documentation.
pub const KEYS: &[Key] = &[
    Key::new(
        "extends",
        Shape::Strings,
        "Configuration files to build on, relative to this one; later ones win, this one wins over all.",
    ),
    Key::new("lang", Shape::OneOf(LANGS), "The language of messages."),
    Key::new(
        "profile",
        Shape::OneOf(PROFILES),
        "For whom reports are written: `internal`, or `public` for published notices, which name no owners. Default: what the report says.",
    ),
    Key::new("fail-on", Shape::OneOf(FAIL_ON), "The lowest severity that makes `hadome check` exit with 1."),
    Key::new("stage", Shape::OneOf(STAGES), "The stage that reports are in, where their text does not say."),
    Key::new("select", Shape::Strings, "Ids, groups or tags of the rules to run; every rule if absent."),
    Key::new("ignore", Shape::Strings, "Ids, groups or tags of rules to leave out; wins over `select`."),
    Key::new(
        "include",
        Shape::Strings,
        "Globs of the files that a walk over a directory picks up, in place of the built-in list.",
    ),
    Key::new(
        "exclude",
        Shape::Strings,
        "Globs of files and directories that a walk leaves out, relative to this file; with `--force-exclude`, files that are named, too.",
    ),
    Key::new("packs", Shape::Strings, "Directories of further rules, relative to this file."),
    Key::new("words", Shape::Strings, "CSV files of further words for the tokenizer, relative to this file."),
    Key::new(
        "baseline",
        Shape::String,
        "The file of findings that were there before and are not shown, relative to this one. Default: `hadome-baseline.toml` beside this file, if there is one.",
    ),
    Key::new("required-sections", Shape::Roles, "Section roles that every report must have."),
    Key::new("teams", Shape::Strings, "Names of teams that count as owners."),
    Key::new(
        "severity",
        Shape::Table(&[]),
        "`rule-id = \"off\" | \"info\" | \"warning\" | \"error\"`; groups and tags work as well.",
    ),
    Key::new(
        "roles",
        Shape::Table(&[]),
        "`role = [\"heading\", …]`: further headings by which sections are recognised.",
    ),
    Key::new(
        "evidence",
        Shape::Table(&[]),
        "`set = [\"pattern\", …]`: further patterns for the evidence sets of the lexicon.",
    ),
    Key::new(
        "per-file-ignores",
        Shape::Table(&[]),
        "`\"glob\" = [\"rule-id\", …]`: rules that stay silent in some files, globs relative to this file.",
    ),
];
