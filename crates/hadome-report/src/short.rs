//! One line a finding, in the form that editors and `grep` users know.

use std::io::{self, Write};

use crate::sanitize::line;
use crate::view::FileView;

/// Writes `path:line:column: severity[rule] message`; line and column are 1-based, columns count characters.
pub fn write(out: &mut dyn Write, file: &FileView<'_>) -> io::Result<()> {
    let path = line(file.source.path());
    for d in file.diagnostics {
        let at = file.source.position(d.span.start);
        writeln!(out, "{path}:{}:{}: {}[{}] {}", at.line, at.column, d.severity, d.rule, line(&d.message))?;
    }
    Ok(())
}
