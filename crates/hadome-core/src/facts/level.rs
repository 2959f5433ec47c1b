//! Where a statement of a cause stands: in which part of the report, and on which level of causes.

use super::reader::Reader;
use crate::document::{Role, SectionId, SentenceId};

/// Where a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Standing {
    /// The part of the report.
    pub part: SectionId,
    /// The level of causes, counted from 1 as `causal.toml` lists them; a cause on no named level and a root cause are of one kind.
    pub level: usize,
    /// Whether a heading or a label names the level.
    named: bool,
}

/// The levels that matter by themselves: direct causes, and what lies behind those.
const DIRECT: usize = 1;
const ROOT: usize = 2;
const BACKGROUND: usize = 3;

impl Standing {
    /// Whether it is among the direct causes.
    pub fn is_direct(&self) -> bool {
        self.level == DIRECT
    }

    /// Whether it is among the causes that are said to lie behind the direct ones.
    pub fn is_behind(&self) -> bool {
        self.named && matches!(self.level, ROOT | BACKGROUND)
    }
}

/// Where a statement stands.
pub(super) fn place_of(reader: &Reader<'_, '_>, section: SectionId, sentences: &[SentenceId]) -> Standing {
    let level = level_of(reader, section, sentences);
    Standing { part: part_of(reader, section), level: level.unwrap_or(ROOT), named: level.is_some() }
}

/// The section around the cause sections that `id` belongs to: one report, or one incident of a ledger.
fn part_of(reader: &Reader<'_, '_>, id: SectionId) -> SectionId {
    let mut at = id;
    while is_about_causes(reader, at) {
        match reader.document.section(at).parent {
            Some(parent) => at = parent,
            None => break,
        }
    }
    at
}

/// The level that a statement names by its own label, else the nearest heading that names one.
fn level_of(reader: &Reader<'_, '_>, section: SectionId, sentences: &[SentenceId]) -> Option<usize> {
    let named = |text: &str| reader.lexicon.causal.levels.first(text).map(|l| l + 1);
    let labelled = |id| reader.text(id).split_once(':').and_then(|(label, _)| named(label));
    let first = sentences.first();
    let mut level = first.and_then(|&id| *reader.once(id, |known| &known.cause().level, || labelled(id))?);
    let mut at = Some(section);
    while let (None, Some(id)) = (level, at) {
        level = reader.level(id, || reader.document.section_title(id).and_then(named));
        at = reader.document.section(id).parent.filter(|&p| is_about_causes(reader, p));
    }
    level
}

fn is_about_causes(reader: &Reader<'_, '_>, id: SectionId) -> bool {
    reader.document.section(id).roles.contains(Role::Cause)
}
