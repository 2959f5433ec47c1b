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

/// Where a statement stands: on the level that its own label names, or else where its section says.
pub(super) fn place_of(reader: &Reader<'_, '_>, section: SectionId, sentences: &[SentenceId]) -> Standing {
    let labelled =
        |id| reader.text(id).split_once(':').and_then(|(label, _)| reader.lexicon.causal.level(label));
    let label =
        sentences.first().and_then(|&id| *reader.once(id, |known| &known.cause().level, || labelled(id)));
    let standing = of_section(reader, section);
    label.map_or(standing, |level| Standing { level, named: true, ..standing })
}

/// Where statements without a label stand in a section: in the section around the cause sections that it belongs to, which is one report
/// or one incident of a ledger, and on the level that the nearest heading names.
fn of_section(reader: &Reader<'_, '_>, id: SectionId) -> Standing {
    reader.standing(id, || {
        let parent = reader.document.section(id).parent;
        let (within, below) =
            (is_about_causes(reader, id), parent.is_some_and(|p| is_about_causes(reader, p)));
        let around = parent.filter(|_| within || below).map(|p| of_section(reader, p));
        let title = reader.document.section_title(id);
        let named = title.and_then(|title| reader.lexicon.causal.level(title));
        let level =
            named.or_else(|| around.filter(|around| below && around.named).map(|around| around.level));
        let part = around.filter(|_| within).map_or(id, |around| around.part);
        Standing { part, level: level.unwrap_or(ROOT), named: level.is_some() }
    })
}

fn is_about_causes(reader: &Reader<'_, '_>, id: SectionId) -> bool {
    reader.document.section(id).roles.contains(Role::Cause)
}
