//! Headings that are measures themselves.

use super::{Candidate, holds_measures};
use crate::document::{BlockKind, SectionId};
use crate::facts::reader::Reader;

/// How many characters a heading without a verb has at least when it names an action and what it is done to.
const NAMING: usize = 4;

/// Headings that are measures themselves: those that say a whole action, and those that name one where nothing below them does.
pub(super) fn heading_measures(reader: &Reader<'_, '_>, found: &[Candidate]) -> Vec<Candidate> {
    let document = reader.document;
    let around = |s: SectionId| std::iter::successors(Some(s), |s| document.section(*s).parent);
    let mut taken = vec![false; document.sections.len()];
    let mut take = |sections| around(sections).for_each(|s| taken[s.0 as usize] = true);
    found.iter().for_each(|c| take(c.section));
    let mut measures = Vec::new();
    for (i, section) in document.sections.iter().enumerate().rev() {
        let id = SectionId(i as u32);
        let Some(heading) = section.heading else { continue };
        let markup = matches!(document.block(heading).kind, BlockKind::Heading { .. });
        if !markup || reader.describes(id) || !holds_measures(reader, id) || !section.own_roles.is_empty() {
            continue;
        }
        let Some(sentence) = reader.sentences_in(heading).next() else { continue };
        let Some(item) = reader.first_item(section.blocks.clone()) else { continue };
        let reading = reader.reading(sentence);
        let whole = reading.known && reading.verbal && reading.object;
        let bare = !reading.verbal && reader.text(sentence).chars().count() < NAMING;
        if reading.acts
            && !bare
            && !reading.remark
            && !reading.aside
            && (whole || !reading.intro && !taken[id.0 as usize])
        {
            around(id).for_each(|s| taken[s.0 as usize] = true);
            let span = reader.span(sentence);
            measures.push(Candidate { item, section: id, sentences: vec![sentence], span, heading: true });
        }
    }
    measures
}
