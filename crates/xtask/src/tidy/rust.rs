//! Rust files: opening words, sizes, printing.

use super::{Complaint, File};

/// Lines of code, tests not counted, from which on a file is worth a thought.
const LONG: usize = 450;
/// Lines of code, tests not counted, that no file may have more of.
const TOO_LONG: usize = 600;

/// Crates in which nothing prints: a stray line on standard output breaks a language server.
const SILENT: [&str; 5] = ["hadome-core", "hadome-dict", "hadome-lsp", "hadome-project", "hadome-report"];
const PRINTING: [&str; 5] = ["println!", "eprintln!", "print!", "eprint!", "dbg!"];

/// Checks every Rust file.
pub(super) fn check(files: &[File]) -> Vec<Complaint> {
    files.iter().filter(|file| file.path.ends_with(".rs")).flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if !file.text.starts_with("//! ") {
        complaints.push(Complaint::new(&file.path, "begins without a `//!` line that says what it is for"));
    }
    let lines = code_lines(file).count();
    if lines > LONG {
        let message = format!("{lines} lines of code; split it ({LONG} are long, {TOO_LONG} too long)");
        complaints.push(Complaint { mild: lines <= TOO_LONG, ..Complaint::new(&file.path, message) });
    }
    if is_silent(&file.path) {
        for (number, line) in code_lines(file) {
            if let Some(printing) = PRINTING.iter().find(|name| calls(line, name)) {
                let place = format!("{}:{number}", file.path);
                complaints
                    .push(Complaint::new(place, format!("`{printing}` in a crate that must be silent")));
            }
        }
    }
    complaints
}

/// The 1-based lines of a file before its tests; none for a file of tests.
pub(super) fn code_lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let is_test = file.path.ends_with("/tests.rs") || file.path.contains("tests/");
    let lines = file.text.lines().enumerate().map(|(i, line)| (i + 1, line));
    lines.take_while(move |(_, line)| !is_test && !line.starts_with("#[cfg(test)]"))
}

fn is_silent(path: &str) -> bool {
    SILENT.iter().any(|name| path.starts_with(&format!("crates/{name}/src/")))
}

/// Whether a line calls a macro outside of a comment. `println!` is no call of `print!`, nor `eprintln!` of `println!`.
fn calls(line: &str, name: &str) -> bool {
    let code = line.split("//").next().unwrap_or(line);
    code.match_indices(name).any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[cfg(test)]
mod tests {
    use super::super::assert_complaints;
    use super::check;

    #[test]
    fn a_file_says_what_it_is_for() {
        assert_complaints(check, &[("crates/x/src/a.rs", "//! A.\n"), ("crates/x/README.md", "x")], &[]);
        assert_complaints(
            check,
            &[("crates/x/src/a.rs", "use std::fs;\n")],
            &["crates/x/src/a.rs: begins without a `//!` line that says what it is for"],
        );
    }

    #[test]
    fn tests_do_not_count_as_length() {
        let code = format!("//! A.\n{}", "x\n".repeat(451));
        assert_complaints(
            check,
            &[("crates/x/src/a.rs", &code)],
            &["crates/x/src/a.rs: 452 lines of code; split it (450 are long, 600 too long)"],
        );
        let tested = format!("//! A.\n#[cfg(test)]\n{}", "x\n".repeat(700));
        assert_complaints(check, &[("crates/x/src/a.rs", &tested), ("crates/x/src/tests.rs", &code)], &[]);
    }

    #[test]
    fn pure_crates_do_not_print() {
        let code = "//! A.\nprintln!();\neprintln!(); // println!()\nmy_print!();\n";
        assert_complaints(
            check,
            &[("crates/hadome-core/src/a.rs", code), ("crates/hadome-cli/src/a.rs", code)],
            &[
                "crates/hadome-core/src/a.rs:2: `println!` in a crate that must be silent",
                "crates/hadome-core/src/a.rs:3: `eprintln!` in a crate that must be silent",
            ],
        );
    }
}
