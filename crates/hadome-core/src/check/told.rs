//! What stands for a section that a report has not got: other sections, and words elsewhere.

use std::ops::Range;

use crate::document::{Document, Role, RoleSet, SentenceId};
use crate::pattern::Matcher;
use crate::rule::{ROLE_NAMES, read_integer, read_matchers, read_roles};
use crate::spec::Reader;

/// What else counts as a section.
#[derive(Debug)]
pub(super) struct Told {
    /// The role of the section that this stands for.
    pub role: Role,
    /// The roles whose sections cover it.
    pub by: RoleSet,
    /// What tells it, among the matchers of the check.
    pub matchers: Range<usize>,
    /// It counts only in items that stand before the first section of these; anywhere if empty.
    before: RoleSet,
    /// A section that the lexicon cannot name counts after the first section of these.
    pub unnamed_after: RoleSet,
    /// How many sentences have to tell it.
    pub at_least: usize,
}

impl Told {
    /// Reads a block, and adds its matchers to those of the check.
    pub fn read(mut block: Reader<'_>, matchers: &mut Vec<Matcher>) -> Option<Self> {
        block.require("role");
        let role = block.one_of("role", &ROLE_NAMES).map(|i| Role::ALL[i]);
        let by = read_roles(&mut block, "by");
        let before = read_roles(&mut block, "before");
        let unnamed_after = read_roles(&mut block, "unnamed-after");
        let start = matchers.len();
        matchers.extend(read_matchers(&mut block, "say"));
        let at_least =
            read_integer(&mut block, "at-least", 1, 100).and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        block.finish();
        Some(Self { role: role?, by, matchers: start..matchers.len(), before, unnamed_after, at_least })
    }

    /// The sentences that can tell it.
    pub fn place<'d>(&self, document: &'d Document) -> impl Iterator<Item = SentenceId> + 'd {
        let anywhere = self.before.is_empty();
        let mut first = document.sections.iter().filter(|s| s.own_roles.intersects(self.before));
        let end = if anywhere { None } else { first.next().map(|s| s.blocks.start) };
        document.sentence_ids().filter(move |&id| {
            let sentence = document.sentence(id);
            let early = end.is_none_or(|end| sentence.block.0 < end);
            anywhere || (early && sentence.item.is_some())
        })
    }
}
