//! What a report says of itself, and the figures of its impact.

use std::io::{self, Write};

use hadome_core::facts::{Profile, Stage};
use hadome_core::inspect::{ClaimView, ImpactView, Inspection};

use super::{Tree, quote};
use crate::sanitize::line;

impl Tree {
    /// Stage and profile where the text says them, and the figures of impact.
    pub(super) fn claims(&self, out: &mut dyn Write, inspection: &Inspection) -> io::Result<()> {
        let stage = match inspection.stage.value {
            Stage::First => self.say("速報", "first notice"),
            Stage::Interim => self.say("中間報告", "interim"),
            Stage::Final => self.say("最終報告", "final"),
            Stage::Unknown => "",
        };
        let profile = match inspection.profile.value {
            Profile::Internal => self.say("社内向け", "internal"),
            Profile::Public => self.say("社外向け", "public"),
        };
        self.claim(out, self.say("段階", "stage"), stage, &inspection.stage)?;
        self.claim(out, self.say("読み手", "profile"), profile, &inspection.profile)?;
        inspection.impact.iter().try_for_each(|figure| self.figure(out, figure))
    }

    fn claim<T>(&self, out: &mut dyn Write, name: &str, value: &str, claim: &ClaimView<T>) -> io::Result<()> {
        match (&claim.text, &claim.place) {
            (Some(text), Some(place)) => {
                writeln!(out, "{name}: {value}（{}）  :{}", line(text), place.start.line)
            }
            _ => Ok(()),
        }
    }

    fn figure(&self, out: &mut dyn Write, figure: &ImpactView) -> io::Result<()> {
        let note = if figure.provisional { self.say("  未確定", "  provisional") } else { "" };
        writeln!(out, "{}: {}{note}", self.say("影響の数値", "impact"), quote(&figure.figure))
    }
}
