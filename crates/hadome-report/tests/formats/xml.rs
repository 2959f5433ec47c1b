//! JUnit and Checkstyle.

use hadome_core::diagnostic::Lang;
use hadome_report::Format;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::Event;

use crate::bench;

#[test]
fn junit_has_a_suite_for_each_file() {
    insta::assert_snapshot!(bench::render(Format::Junit, &bench::ordinary(), Lang::Ja));
}

#[test]
fn checkstyle_has_an_element_for_each_file() {
    insta::assert_snapshot!(bench::render(Format::Checkstyle, &bench::ordinary(), Lang::Ja));
}

/// The names of the elements of a well-formed document, each once.
fn elements(text: &str) -> Vec<String> {
    let (mut reader, mut names) = (Reader::from_str(text), Vec::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return names,
            Event::Start(e) | Event::Empty(e) => {
                for attribute in e.attributes() {
                    let attribute = attribute.expect("an attribute");
                    attribute.normalized_value(XmlVersion::Explicit1_0).expect("references that exist");
                }
                let name = e.name().as_ref().to_owned();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn what_a_report_says_is_no_markup() {
    let junit = bench::render(Format::Junit, &bench::hostile(), Lang::Ja);
    insta::assert_snapshot!("hostile_junit", junit);
    assert_eq!(elements(&junit), ["testsuites", "testsuite", "testcase", "error", "failure"]);
    let checkstyle = bench::render(Format::Checkstyle, &bench::hostile(), Lang::Ja);
    assert_eq!(elements(&checkstyle), ["checkstyle", "file", "error"]);
    for text in [junit, checkstyle] {
        let forbidden =
            |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!text.contains(forbidden) && !text.contains("&#0;") && !text.contains("&#27;"), "{text}");
    }
}

#[test]
fn equal_findings_are_tests_of_different_names() {
    let junit = bench::render(Format::Junit, &bench::ordinary(), Lang::Ja);
    let names: Vec<&str> =
        junit.lines().filter_map(|l| l.trim().strip_prefix("<testcase name=\"")?.split('"').next()).collect();
    for (i, name) in names.iter().enumerate() {
        assert!(*name == "hadome" || !names[..i].contains(name), "{name}");
    }
}
