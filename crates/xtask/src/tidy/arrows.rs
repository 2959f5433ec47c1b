//! Who may use whom: crates by their `Cargo.toml`, and the modules of the engine by their order.

use toml::Table;

use super::rust::code_lines;
use super::{Complaint, File};

/// The crates of the workspace and those of them that each may depend on, as in `docs/architecture.md`.
const CRATES: [(&str, &[&str]); 8] = [
    ("hadome-dict", &[]),
    ("hadome-core", &["hadome-dict"]),
    ("hadome-project", &["hadome-core"]),
    ("hadome-report", &["hadome-core"]),
    ("hadome-lsp", &["hadome-project", "hadome-core"]),
    ("hadome-cli", &["hadome-core", "hadome-project", "hadome-report", "hadome-lsp"]),
    ("hadome", &["hadome-cli"]),
    ("xtask", &["hadome-core", "hadome-project", "hadome-report", "hadome-lsp", "hadome-dict"]),
];

/// The manifest of the binary.
const ROOT: &str = "Cargo.toml";

/// The modules of `hadome-core` in the order of the data: each may use itself and those before it.
const MODULES: [&str; 14] = [
    "recall",
    "source",
    "diagnostic",
    "spec",
    "document",
    "morph",
    "pattern",
    "lexicon",
    "facts",
    "rule",
    "check",
    "filter",
    "linter",
    "inspect",
];
/// Modules that stand beside the data's way and may use any other.
const BESIDE: [&str; 2] = ["lib", "builtin"];
const CORE: &str = "crates/hadome-core/src/";

/// Checks manifests and the modules of the engine.
pub(super) fn check(files: &[File]) -> Vec<Complaint> {
    files.iter().flat_map(|file| [check_manifest(file), check_module(file)]).flatten().collect()
}

fn check_manifest(file: &File) -> Vec<Complaint> {
    let crates = || file.path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml");
    let Some(name) = (if file.path == ROOT { Some("hadome") } else { crates() }) else { return Vec::new() };
    let Some((_, allowed)) = CRATES.iter().find(|(known, _)| *known == name) else {
        return vec![Complaint::new(&file.path, "a crate that the table of crates does not have")];
    };
    let manifest: Table = match file.text.parse() {
        Ok(manifest) => manifest,
        Err(error) => return vec![Complaint::new(&file.path, format!("{error}"))],
    };
    let tables =
        ["dependencies", "build-dependencies"].iter().filter_map(|key| manifest.get(*key)?.as_table());
    let used = tables.flat_map(Table::keys).filter(|used| CRATES.iter().any(|(known, _)| known == used));
    used.filter(|used| !allowed.contains(&used.as_str()))
        .map(|used| Complaint::new(&file.path, format!("{name} must not depend on {used}")))
        .collect()
}

fn check_module(file: &File) -> Vec<Complaint> {
    let Some(path) = file.path.strip_prefix(CORE) else { return Vec::new() };
    let module = path.split('/').next().unwrap_or(path).trim_end_matches(".rs");
    if BESIDE.contains(&module) {
        return Vec::new();
    }
    let Some(own) = MODULES.iter().position(|m| *m == module) else {
        return vec![Complaint::new(&file.path, "a module that the order of modules does not have")];
    };
    let later = |used: &str| MODULES.iter().position(|m| *m == used).is_none_or(|rank| rank > own);
    code_lines(file)
        .flat_map(|(number, line)| modules_in(line).map(move |used| (number, used)))
        .filter(|(_, used)| later(used))
        .map(|(number, used)| {
            let place = format!("{}:{number}", file.path);
            Complaint::new(place, format!("`{module}` must not use `{used}`, which comes after it"))
        })
        .collect()
}

/// The modules that a line names as `crate::module`, outside of comments.
fn modules_in(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split("//").next().unwrap_or(line);
    code.split("crate::").skip(1).filter_map(|rest| {
        let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        name.starts_with(|c: char| c.is_lowercase()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::super::assert_complaints;
    use super::check;

    #[test]
    fn crates_depend_downwards() {
        let manifest = "[dependencies]\nhadome-core.workspace = true\nregex = '1'\n";
        assert_complaints(check, &[("crates/hadome-report/Cargo.toml", manifest)], &[]);
        assert_complaints(
            check,
            &[
                ("Cargo.toml", manifest),
                ("crates/hadome-dict/Cargo.toml", manifest),
                ("crates/other/Cargo.toml", manifest),
            ],
            &[
                "Cargo.toml: hadome must not depend on hadome-core",
                "crates/hadome-dict/Cargo.toml: hadome-dict must not depend on hadome-core",
                "crates/other/Cargo.toml: a crate that the table of crates does not have",
            ],
        );
    }

    #[test]
    fn modules_use_those_before_them() {
        let code = "//! A. [`crate::linter`]\nuse crate::source::Span;\nuse crate::facts::{Fact};\n";
        assert_complaints(
            check,
            &[("crates/hadome-core/src/morph/a.rs", code), ("crates/hadome-core/src/check/a.rs", code)],
            &["crates/hadome-core/src/morph/a.rs:3: `morph` must not use `facts`, which comes after it"],
        );
    }
}
