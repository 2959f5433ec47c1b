//! Causes.

use std::io::{self, Write};

use hadome_core::facts::EdgeKind;
use hadome_core::inspect::{CauseView, EdgeView};

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
        cause.edges.iter().try_for_each(|e| self.edge(out, pad, e))
    }

    fn edge(&self, out: &mut dyn Write, pad: &str, edge: &EdgeView) -> io::Result<()> {
        let kind = match edge.kind {
            EdgeKind::Statement => self.say("記述", "statement"),
            EdgeKind::Connective => self.say("接続", "connective"),
            EdgeKind::Arrow => self.say("矢印", "arrow"),
            EdgeKind::Nesting => self.say("入れ子", "nesting"),
            EdgeKind::Why => self.say("なぜ", "why"),
            EdgeKind::Reference => self.say("番号", "reference"),
            EdgeKind::Sequel => self.say("続き", "sequel"),
        };
        writeln!(out, "{pad}  {kind}: {}", quote(&edge.cause))?;
        edge.effect.as_ref().map_or(Ok(()), |effect| writeln!(out, "{pad}    → {}", quote(effect)))
    }
}
