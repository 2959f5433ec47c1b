//! SARIF 2.1.0, the interchange format of static analysis.
//!
//! Results come first and are written as they are found; the rules that they point to by number, and what went wrong, follow when all
//! of them are known.

mod result;
mod rules;
mod uri;

use std::io::{self, Write};

use hadome_core::diagnostic::Lang;
use serde_json::{Value, json};

use crate::sanitize::write_json;
use crate::summary::Totals;
use crate::view::{FileView, Look};
use crate::writer::{Renderer, Trouble};
use crate::{found, line_hash};

use rules::Rules;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one log with one run.
///
/// It has no `automationDetails`: those of a log win over the `category` that a user gives GitHub's upload action.
#[derive(Debug)]
pub struct Sarif {
    suppressed: bool,
    written: bool,
    rules: Rules,
    notifications: Vec<Value>,
}

impl Sarif {
    /// A log that has nothing in it yet; `suppressed` says whether findings that were waved through are part of it.
    pub fn new(suppressed: bool) -> Self {
        Self { suppressed, written: false, rules: Rules::default(), notifications: Vec::new() }
    }
}

impl Renderer for Sarif {
    fn begin(&mut self, out: &mut dyn Write, _: &Look) -> io::Result<()> {
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"results\":[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileView<'_>, look: &Look) -> io::Result<()> {
        let results: Vec<_> =
            found::all(file).into_iter().filter(|f| self.suppressed || f.waiver.is_none()).collect();
        if results.is_empty() {
            return Ok(());
        }
        let hashes = if is_read_alike(file) { line_hash::of_lines(file.source.text()) } else { Vec::new() };
        for found in results {
            writeln!(out, "{}", if self.written { "," } else { "" })?;
            self.written = true;
            let rule = self.rules.index_of(&found.diagnostic.rule, file.rules, look.lang);
            let mut result = result::of(file, &found, rule, &hashes);
            result.suppressions = self.suppressed.then(|| result::suppressions(file, &found, look.lang));
            write_json(out, &result)?;
        }
        Ok(())
    }

    fn trouble(&mut self, _: &mut dyn Write, trouble: &Trouble<'_>, _: &Look) -> io::Result<()> {
        let mut notification = json!({ "level": "error", "message": { "text": trouble.message } });
        if let Some(path) = trouble.root_path {
            notification["locations"] =
                json!([{ "physicalLocation": { "artifactLocation": uri::of(path) } }]);
        }
        self.notifications.push(notification);
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Totals, look: &Look) -> io::Result<()> {
        let invocation = json!({
            "executionSuccessful": self.notifications.is_empty(),
            "toolExecutionNotifications": self.notifications,
        });
        let driver = json!({
            "name": "hadome",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": self.rules.descriptors(),
        });
        let language = match look.lang {
            Lang::Ja => "ja-JP",
            Lang::En => "en-US",
        };
        let rest: [(&str, Value); 6] = [
            ("tool", json!({ "driver": driver })),
            ("invocations", json!([invocation])),
            (
                "originalUriBaseIds",
                json!({ uri::BASE: { "description": { "text": "The root of the repository" } } }),
            ),
            ("columnKind", json!("utf16CodeUnits")),
            ("newlineSequences", json!(["\r\n", "\n", "\r"])),
            ("language", json!(language)),
        ];
        write!(out, "{}]", if self.written { "\n" } else { "" })?;
        for (key, value) in rest {
            write!(out, ",\n\"{key}\":")?;
            write_json(out, &value)?;
        }
        writeln!(out, "}}]}}")
    }
}

/// Whether GitHub's upload action reads the same text as we do: it takes every file for UTF-8, byte order mark included.
fn is_read_alike(file: &FileView<'_>) -> bool {
    let source = file.source;
    source.encoding() == "UTF-8" && source.malformed().is_none() && !source.has_byte_order_mark()
}
