//! Causes.

use std::io::{self, Write};

use hadome_core::inspect::CauseView;

use super::{Tree, quote};

impl Tree {
    pub(super) fn cause(&self, out: &mut dyn Write, pad: &str, cause: &CauseView) -> io::Result<()> {
        let mut notes = Vec::new();
        if cause.explained {
            notes.push(self.say("理由が続く", "explained"));
        }
        if cause.open {
            notes.push(self.say("調査中", "open"));
        }
        let steps = cause.edges.len();
        writeln!(out, "{pad}{} {steps} {}", self.say("原因 因果の段", "cause, steps:"), notes.join(", "))?;
        cause.edges.iter().try_for_each(|e| writeln!(out, "{pad}  {}", quote(e)))
    }
}
