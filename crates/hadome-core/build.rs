//! Lists the files below `rules/` of the repository, so that `builtin` embeds all of them and a new file needs no other change.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "the engine is pure, but its build script reads the rules and talks to cargo"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let root = manifest.join("../../rules");
    // A directory is watched as a whole, so that added and removed files count as well.
    println!("cargo:rerun-if-changed={}", root.display());

    let mut files = Vec::new();
    collect(&root, "rules", &mut files)?;
    files.sort();

    let mut code = String::from("&[\n");
    for (name, path) in &files {
        let _ = writeln!(code, "    ({name:?}, include_str!({path:?})),");
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("rules.rs"), code)
}

/// Adds the rule and lexicon files below a directory, each with its name relative to the repository.
fn collect(directory: &Path, name: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    if !directory.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let Some(file) = path.file_name().and_then(|f| f.to_str()) else { continue };
        let name = format!("{name}/{file}");
        if path.is_dir() {
            collect(&path, &name, files)?;
        } else if name.ends_with(".toml") || name.ends_with(".csv") {
            files.push((name, path.canonicalize()?));
        }
    }
    Ok(())
}
