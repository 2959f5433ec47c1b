//! Workflow commands.

use hadome_core::diagnostic::{Diagnostic, Lang, Severity};
use hadome_report::Format;

use crate::bench::{self, file, warning};

#[test]
fn findings_become_annotations() {
    insta::assert_snapshot!(bench::render(Format::Github, &bench::ordinary(), Lang::Ja));
}

#[test]
fn what_a_report_says_is_no_command() {
    let text = bench::render(Format::Github, &bench::hostile(), Lang::Ja);
    insta::assert_snapshot!(text);
    assert_eq!(text.lines().count(), 2, "one command for each finding");
    for line in text.lines() {
        // As the runner takes a command apart.
        let (properties, _) =
            line.strip_prefix("::warning ").and_then(|l| l.split_once("::")).expect("a command");
        let names: Vec<&str> =
            properties.split(',').filter_map(|p| p.split_once('=')).map(|(n, _)| n).collect();
        let place: &[&str] = if names.contains(&"col") {
            &["file", "line", "endLine", "col", "endColumn", "title"]
        } else {
            &["file", "line", "endLine", "title"]
        };
        assert_eq!(names, place);
    }
}

/// A file with so many findings of a severity.
fn many(path: &str, severity: Severity, count: usize) -> bench::File {
    file(path, &"- ⟦教育⟧\n".repeat(count), |_, span| Diagnostic {
        severity, ..warning(span, "弱い")
    })
}

#[test]
fn what_github_would_drop_is_in_the_log_all_the_same() {
    let files = [
        many("a.md", Severity::Warning, 12),
        many("::error::b.md", Severity::Info, 12),
        many("c.md", Severity::Error, 10),
    ];
    for lang in [Lang::Ja, Lang::En] {
        let text = bench::render(Format::Github, &files, lang);
        let count = |start: &str| text.lines().filter(|l| l.starts_with(start)).count();
        assert_eq!((count("::warning "), count("::error "), count("::notice ")), (10, 10, 10));
        assert_eq!(count("docs/a.md:"), 2);
        assert_eq!(count("docs/::error::b.md:"), 3);
        let last = text.lines().last().expect("a line");
        assert!(last.starts_with("::notice title=hadome::") && last.contains('5'), "{last}");
    }
    // A path may begin with what is a command at the beginning of a line.
    let mut bare = many("x", Severity::Warning, 11);
    bare.root_path = "::error::b.md".to_owned();
    let text = bench::render(Format::Github, &[bare], Lang::Ja);
    assert!(text.contains("\n\\::error::b.md:11:3: warning[weak-training] 弱い\n"), "{text}");
}
