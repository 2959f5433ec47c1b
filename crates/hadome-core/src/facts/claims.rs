//! What a report says of itself at its head: how far the work has come, and for whom it is written.

use std::sync::Arc;

use super::nature::LEAD;
use super::types::{Profile, Stage};
use crate::document::{BlockId, BlockKind, Document};
use crate::lexicon::DocumentWords;
use crate::pattern::Expressions;
use crate::source::Span;

/// The stage that a document says it is in, and where; configuration wins.
pub(super) fn stage(
    document: &Document,
    words: &DocumentWords,
    configured: Option<Stage>,
) -> (Stage, Option<Span>) {
    if let Some(stage) = configured {
        return (stage, None);
    }
    let head = Head::of(document);
    match head.find(document, &words.stages, [&head.title, &head.front_matter, &head.lead]) {
        Some((name, span)) => (stage_of(name), Some(span)),
        None => (Stage::Unknown, None),
    }
}

/// For whom a document says it is written, and where; configuration wins.
pub(super) fn profile(
    document: &Document,
    words: &DocumentWords,
    configured: Option<Profile>,
) -> (Profile, Option<Span>) {
    if let Some(profile) = configured {
        return (profile, None);
    }
    let head = Head::of(document);
    match head.find(document, &words.profiles, [&head.front_matter, &head.title, &head.lead]) {
        Some((name, span)) => (Profile::from_name(name).unwrap_or_default(), Some(span)),
        None => (Profile::default(), None),
    }
}

fn stage_of(name: &str) -> Stage {
    match name {
        "first" => Stage::First,
        "interim" => Stage::Interim,
        "final" => Stage::Final,
        _ => Stage::Unknown,
    }
}

/// The blocks in which a report speaks of itself.
#[derive(Debug, Default)]
struct Head {
    title: Vec<BlockId>,
    front_matter: Vec<BlockId>,
    /// The first running text, up to the next heading.
    lead: Vec<BlockId>,
}

impl Head {
    fn of(document: &Document) -> Self {
        let mut head = Self::default();
        let title = document.title.map_or(0..0, |id| id.0..document.block(id).end.0);
        let mut front_end = 0;
        let mut length = 0;
        for (i, block) in document.blocks.iter().enumerate() {
            let id = BlockId(i as u32);
            match block.kind {
                BlockKind::Table { front_matter: true, .. } => front_end = block.end.0,
                BlockKind::Code => continue,
                _ => {}
            }
            if block.prose.is_empty() {
                continue;
            }
            if title.contains(&id.0) {
                head.title.push(id);
            } else if id.0 < front_end {
                head.front_matter.push(id);
            } else if matches!(block.kind, BlockKind::Heading { .. }) || length >= LEAD {
                // What stands under a later heading speaks of the incident: 10:30 第一報を掲載.
                if length > 0 {
                    break;
                }
            } else {
                length += block.prose.text().chars().count();
                head.lead.push(id);
            }
        }
        head
    }

    /// The first of the named sets that matches in the first of the places where any does.
    fn find<'w>(
        &self,
        document: &Document,
        sets: &'w [(Arc<str>, Expressions)],
        places: [&Vec<BlockId>; 3],
    ) -> Option<(&'w str, Span)> {
        places.into_iter().find_map(|blocks| {
            sets.iter().find_map(|(name, set)| {
                let found = blocks.iter().find_map(|&id| {
                    let prose = &document.block(id).prose;
                    set.find(prose.text()).map(|found| prose.source_span(found.range()))
                })?;
                Some((&**name, found))
            })
        })
    }
}
