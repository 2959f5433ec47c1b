//! Which measure answers which cause.

use std::io::{self, Write};

use hadome_core::inspect::{LinkView, LinkedCauseView};

use super::{Tree, quote};

impl Tree {
    pub(super) fn links(&self, out: &mut dyn Write, causes: &[LinkedCauseView]) -> io::Result<()> {
        if causes.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", self.say("原因と対策の対応", "measures by cause"))?;
        causes.iter().try_for_each(|cause| self.linked_cause(out, cause))
    }

    fn linked_cause(&self, out: &mut dyn Write, cause: &LinkedCauseView) -> io::Result<()> {
        let name = cause.id.as_ref().map_or(String::new(), |id| format!("[{}] ", id.text));
        let answer = match cause.answer {
            "given" => "",
            "number" => self.say("  対策なし（番号）", "  no measure (by number)"),
            "reference" => self.say("  対策なし（参照）", "  no measure (by reference)"),
            "words" => self.say("  対策なし（言葉）", "  no measure (by words)"),
            _ => self.say("  不明", "  unknown"),
        };
        writeln!(out, "  - {name}{}{answer}", quote(&cause.quote))?;
        cause.measures.iter().try_for_each(|link| self.link(out, link))
    }

    fn link(&self, out: &mut dyn Write, link: &LinkView) -> io::Result<()> {
        let by = link.by.as_str();
        let name = link.id.as_ref().map_or(String::new(), |id| format!("[{}] ", id.text));
        writeln!(out, "      {by}: {} → {}", quote(&link.from), quote(&link.to))?;
        writeln!(out, "        {name}{}", quote(&link.quote))
    }
}
