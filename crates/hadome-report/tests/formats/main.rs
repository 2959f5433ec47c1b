//! What services are given: each format against its consumer's definition, by eye, and with text that means harm.

mod bench;
mod github;
mod gitlab;
mod markdown;
mod rdjson;
mod sarif;
mod schema;
mod xml;

use hadome_core::diagnostic::Lang;
use hadome_report::{Format, sanitize};

/// Every format that a service reads.
const ALL: &[Format] = &[
    Format::Json,
    Format::Jsonl,
    Format::Github,
    Format::Sarif,
    Format::SarifGithub,
    Format::Gitlab,
    Format::Junit,
    Format::Checkstyle,
    Format::Markdown,
    Format::Rdjson,
    Format::Rdjsonl,
];

#[test]
fn no_format_lets_a_control_character_through() {
    for &format in ALL {
        let text = bench::render(format, &bench::hostile(), Lang::Ja);
        let control = text.chars().find(|&c| sanitize::is_control(c) && c != '\n');
        assert_eq!(control, None, "{format:?}");
    }
}

#[test]
fn no_line_is_a_workflow_command_by_what_a_report_says() {
    for &format in ALL.iter().filter(|f| **f != Format::Github) {
        let text = bench::render(format, &bench::hostile(), Lang::Ja);
        let command = text.lines().find(|line| line.trim_start().starts_with("::"));
        assert_eq!(command, None, "{format:?}");
    }
}

#[test]
fn no_format_says_where_the_repository_lies() {
    for &format in ALL {
        let text = bench::render(format, &bench::ordinary(), Lang::Ja);
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")) && !text.starts_with('\u{feff}'), "{format:?}");
    }
}

#[test]
fn a_run_without_files_is_a_whole_document() {
    for &format in ALL {
        let text = bench::render_with(format, &[], &[], Lang::En);
        insta::assert_snapshot!(format!("empty_{format:?}"), text);
    }
}
