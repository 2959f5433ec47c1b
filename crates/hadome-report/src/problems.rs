//! Mistakes in rules, lexicons and configuration, drawn like findings.

use std::io::{self, Write};

use hadome_core::diagnostic::Problem;

use crate::terminal::{Drawn, handler, write_one};
use crate::view::Look;

/// Writes every problem with the place in its file.
pub fn write_problems(out: &mut dyn Write, problems: &[Problem], look: &Look) -> io::Result<()> {
    let handler = handler(look);
    for problem in problems {
        let drawn = Drawn {
            code: None,
            severity: problem.severity,
            message: problem.message.get(look.lang),
            help: problem.hint.as_ref().map(|h| h.get(look.lang)),
            url: None,
            labels: vec![(problem.span, None)],
        };
        write_one(out, &handler, look, &problem.source, &drawn)?;
    }
    Ok(())
}
