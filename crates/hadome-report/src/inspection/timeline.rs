//! The timeline: dates of the report, entries, moments.

use std::io::{self, Write};

use hadome_core::facts::MomentKind;
use hadome_core::inspect::TimelineView;

use super::{Tree, quote};

impl Tree {
    /// Writes nothing for a report that states no time at all.
    pub(super) fn timeline(&self, out: &mut dyn Write, timeline: &TimelineView) -> io::Result<()> {
        let days = [
            (self.say("発生した日", "day of the incident"), &timeline.occurred),
            (self.say("報告の日", "day of the report"), &timeline.reported),
        ];
        for (name, day) in days {
            if let Some(day) = day {
                writeln!(out, "{name}: {} {}", day.date, quote(&day.quote))?;
            }
        }
        if let Some(words) = &timeline.ongoing {
            writeln!(out, "{}: {}", self.say("続いている", "not over"), quote(words))?;
        }
        for moment in &timeline.moments {
            let name = match moment.kind {
                MomentKind::Occurrence => self.say("発生", "occurrence"),
                MomentKind::Detection => self.say("検知", "detection"),
                MomentKind::Recovery => self.say("復旧", "recovery"),
            };
            let time = moment.time.as_ref().map_or(String::new(), |t| format!(" {}", t.value));
            writeln!(out, "{name}:{time} {}", quote(&moment.quote))?;
        }
        for entry in &timeline.entries {
            let pad = "  ".repeat(usize::from(entry.depth));
            let time = entry
                .time
                .as_ref()
                .map_or(self.say("時刻なし", "no time").to_owned(), |t| t.value.clone());
            writeln!(out, "{pad}{} {time}  :{}", self.say("時系列", "timeline"), entry.place.start.line)?;
            for other in &entry.others {
                writeln!(out, "{pad}  + {} {}", other.value, quote(&other.quote))?;
            }
        }
        let any = timeline.occurred.is_some() || timeline.reported.is_some();
        let any = any || !timeline.moments.is_empty() || !timeline.entries.is_empty();
        if any { writeln!(out) } else { Ok(()) }
    }
}
