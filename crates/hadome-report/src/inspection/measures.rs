//! Measures.

use std::io::{self, Write};

use hadome_core::inspect::MeasureView;

use super::{Tree, quote};
use crate::words;

impl Tree {
    pub(super) fn measure(&self, out: &mut dyn Write, pad: &str, measure: &MeasureView) -> io::Result<()> {
        let rung = measure.rung.map_or("?".to_owned(), |r| r.to_string());
        let name = words::rung(measure.rung.map_or(6, usize::from), self.lang);
        writeln!(out, "{pad}{}: {rung} {name}", self.say("対策 強さ", "measure, rung"))?;
        let head = measure.head.iter().map(|m| (self.say("主動詞", "head"), m));
        let evidence = measure.evidence.iter().map(|m| (self.say("裏付け", "evidence"), m));
        for (kind, marker) in head.chain(evidence) {
            let rung = marker.rung.map_or(String::new(), |r| format!(" ({r})"));
            writeln!(out, "{pad}  {kind} {}{rung}: {}", marker.name, quote(&marker.quote))?;
        }
        let status = measure.status.as_ref().map(|s| &s.quote);
        for (name, value) in [
            (self.say("担当", "owner"), measure.owner.as_ref()),
            (self.say("期限", "due"), measure.due.as_ref()),
            (self.say("状態", "status"), status),
            (self.say("目標値", "metric"), measure.metric.as_ref()),
        ] {
            if let Some(value) = value {
                writeln!(out, "{pad}  {name}: {}", quote(value))?;
            }
        }
        measure
            .links
            .iter()
            .try_for_each(|l| writeln!(out, "{pad}  {}: {}", self.say("リンク", "link"), quote(l)))
    }
}
