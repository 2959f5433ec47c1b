//! JUnit's report of tests: a suite for each file, a failed test for each finding.

use std::collections::HashMap;
use std::io::{self, Write};

use hadome_core::diagnostic::Diagnostic;

use crate::summary::Totals;
use crate::view::{FileView, Look};
use crate::writer::{Renderer, Trouble};
use crate::xml::Xml;

/// The name of the test that a file without findings passes, and that a file which could not be linted does not get to the end of.
const WHOLE: &str = "hadome";

/// Writes suites as they come; the totals that could stand at the root are left to readers, who add them up anyway.
#[derive(Debug, Default)]
pub struct Junit;

impl Renderer for Junit {
    fn begin(&mut self, out: &mut dyn Write, _: &Look) -> io::Result<()> {
        let mut xml = Xml::at(out, 0);
        xml.declare()?;
        xml.open("testsuites", &[("name", "hadome")])
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileView<'_>, _: &Look) -> io::Result<()> {
        let (path, findings) = (file.root_path, file.diagnostics.len());
        let mut xml = Xml::at(out, 1);
        open_suite(&mut xml, path, findings.max(1), findings, 0)?;
        let mut names = Names::default();
        for d in file.diagnostics {
            xml.open("testcase", &[("name", &names.of(d)), ("classname", path)])?;
            let at = file.source.position(d.span.start);
            let place = format!("{path}:{}:{}", at.line, at.column);
            let lines: Vec<&str> =
                [place.as_str(), &d.message].into_iter().chain(d.help.as_deref()).collect();
            xml.text("failure", &[("message", &d.message), ("type", d.severity.as_str())], &lines)?;
            xml.close("testcase")?;
        }
        if findings == 0 {
            xml.empty("testcase", &[("name", WHOLE), ("classname", path)])?;
        }
        xml.close("testsuite")
    }

    fn trouble(&mut self, out: &mut dyn Write, trouble: &Trouble<'_>, _: &Look) -> io::Result<()> {
        let path = trouble.root_path.unwrap_or(WHOLE);
        let mut xml = Xml::at(out, 1);
        open_suite(&mut xml, path, 1, 0, 1)?;
        xml.open("testcase", &[("name", WHOLE), ("classname", path)])?;
        xml.text("error", &[("message", trouble.message), ("type", "error")], &[trouble.message])?;
        xml.close("testcase")?;
        xml.close("testsuite")
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Totals, _: &Look) -> io::Result<()> {
        Xml::at(out, 1).close("testsuites")
    }
}

fn open_suite(xml: &mut Xml<'_>, path: &str, tests: usize, failures: usize, errors: usize) -> io::Result<()> {
    let numbers = [tests, failures, errors].map(|n| n.to_string());
    xml.open(
        "testsuite",
        &[("name", path), ("tests", &numbers[0]), ("failures", &numbers[1]), ("errors", &numbers[2])],
    )
}

/// Names for the tests of a suite. Services compare two runs by them, so they say the rule and the message and not the line.
#[derive(Default)]
struct Names<'d> {
    seen: HashMap<(&'d str, &'d str), usize>,
}

impl<'d> Names<'d> {
    fn of(&mut self, d: &'d Diagnostic) -> String {
        let count = self.seen.entry((&d.rule, &d.message)).or_default();
        *count += 1;
        match *count {
            1 => format!("{}: {}", d.rule, d.message),
            n => format!("{}: {} ({n})", d.rule, d.message),
        }
    }
}
