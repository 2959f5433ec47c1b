//! Any text file: paths of a machine, reminders that say nothing; rule files: examples.

use toml::Table;

use super::{Complaint, File};

/// Paths that exist on one machine only. Put together here, so that this file does not hold them.
const MACHINE_PATHS: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];
/// What a reminder must at least say, in characters.
const REMINDER: usize = 20;
/// The lints of the pure crates.
const PURE: [&str; 2] = ["crates/hadome-core/clippy.toml", "crates/hadome-report/clippy.toml"];

/// Checks every text file.
pub(super) fn check(files: &[File]) -> Vec<Complaint> {
    let lines = files.iter().flat_map(check_lines);
    let rules = files.iter().filter_map(check_rule);
    lines.chain(rules).chain(check_lints(files)).collect()
}

fn check_lines(file: &File) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        let place = || format!("{}:{number}", file.path);
        if let Some(path) = MACHINE_PATHS.iter().find(|path| line.contains(**path)) {
            complaints.push(Complaint::new(place(), format!("`{path}` is a path of one machine")));
        }
        if reminder(line).is_some_and(|text| text.chars().count() < REMINDER) {
            complaints.push(Complaint::new(place(), "a reminder must say what is missing and why"));
        }
    }
    complaints
}

/// What a comment says after a reminder's word.
fn reminder(line: &str) -> Option<&str> {
    let words =
        [concat!("// TO", "DO"), concat!("# TO", "DO"), concat!("// FIX", "ME"), concat!("# FIX", "ME")];
    words.iter().find_map(|word| Some(line.split_once(word)?.1.trim_start_matches(':').trim()))
}

/// A built-in rule proves itself by examples.
fn check_rule(file: &File) -> Option<Complaint> {
    let path = &file.path;
    let is_rule =
        path.starts_with("rules/") && path.ends_with(".toml") && !path.starts_with("rules/lexicon/");
    if !is_rule {
        return None;
    }
    let rule = file.text.parse::<Table>().ok();
    let examples = rule.as_ref().and_then(|rule| rule.get("example")?.as_array()).map_or(0, Vec::len);
    (examples < 2)
        .then(|| Complaint::new(path, format!("{examples} examples; a hit and a near miss are the least")))
}

/// The pure crates are pure in the same way.
fn check_lints(files: &[File]) -> Option<Complaint> {
    let [a, b] = PURE.map(|path| files.iter().find(|file| file.path == path));
    let same = a.map(|file| &file.text) == b.map(|file| &file.text);
    (!same).then(|| Complaint::new(PURE[1], format!("differs from {}", PURE[0])))
}

#[cfg(test)]
mod tests {
    use super::super::assert_complaints;
    use super::{MACHINE_PATHS, check};

    #[test]
    fn no_path_of_a_machine() {
        let text = format!("see\n{}x\n", MACHINE_PATHS[0]);
        let complaint = format!("README.md:2: `{}` is a path of one machine", MACHINE_PATHS[0]);
        assert_complaints(check, &[("README.md", &text)], &[&complaint]);
    }

    #[test]
    fn reminders_say_something() {
        let text = concat!("x // TO", "DO\n# TO", "DO: read the second column, too, when it is merged\n");
        assert_complaints(check, &[("a.rs", text)], &["a.rs:1: a reminder must say what is missing and why"]);
    }

    #[test]
    fn rules_have_examples() {
        let (none, two) = ("id = 'a'\n", "[[example]]\n[[example]]\n");
        assert_complaints(
            check,
            &[("rules/a/b.toml", none), ("rules/a/c.toml", two), ("rules/lexicon/d.toml", none)],
            &["rules/a/b.toml: 0 examples; a hit and a near miss are the least"],
        );
    }

    #[test]
    fn pure_crates_share_their_lints() {
        assert_complaints(
            check,
            &[("crates/hadome-core/clippy.toml", "a")],
            &["crates/hadome-report/clippy.toml: differs from crates/hadome-core/clippy.toml"],
        );
    }
}
