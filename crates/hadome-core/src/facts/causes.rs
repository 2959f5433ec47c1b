//! Statements of a cause: items and headings in sections about causes, and sentences elsewhere that say what the cause was.

use super::chain::Chain;
use super::explained;
use super::once::Question;
use super::reader::Reader;
use super::types::{Cause, Depth};
use crate::document::{BlockKind, ItemId, ItemKind, Role, RoleSet, SectionId, SentenceId};
use crate::source::Span;

/// All causes of a report in source order, and how deep they are written.
pub(super) fn read(reader: &Reader<'_, '_>) -> (Vec<Cause>, Option<Depth>) {
    let (mut claims, elsewhere) = claims_of_items(reader);
    let told_elsewhere = claims.is_empty();
    let told = if told_elsewhere { &elsewhere } else { &claims };
    let mut chain = Chain::new(reader, told.len());
    for claim in told {
        if let Some(item) = claim.item {
            chain.add(item, &claim.sentences);
        }
    }
    claims.extend(elsewhere);
    claims.extend(claims_of_headings(reader));
    claims.sort_by_key(|c| c.sentences.first().copied());
    let mut causes: Vec<Cause> = claims.into_iter().map(|claim| cause(reader, claim, &chain)).collect();
    explained::judge(reader, &mut causes, chain.last_why());
    let depth = chain.depth();
    if !told_elsewhere && depth.as_ref().is_some_and(|d| d.edges > 1) {
        settle_summaries(reader, &mut causes);
    }
    let open = causes.iter().any(|c| c.open);
    // A cause that is told in passing may be told again in other words.
    let weak = |s: &SentenceId| explained::is_weak_sentence(reader, *s);
    let told = !told_elsewhere || causes.iter().flat_map(|c| &c.sentences).all(weak);
    (causes, depth.filter(|_| !open && told))
}

/// A summary names in short what the sections about causes tell in full. Lessons draw conclusions of their own.
fn settle_summaries(reader: &Reader<'_, '_>, causes: &mut [Cause]) {
    for cause in causes {
        let roles = reader.document.section(cause.section).roles;
        cause.explained |= !roles.contains(Role::Cause) && !roles.contains(Role::Lessons);
    }
}

/// What says that something was a cause.
struct Claim {
    item: Option<ItemId>,
    section: SectionId,
    sentences: Vec<SentenceId>,
}

/// The claims of items in sections about causes, and those of items elsewhere.
fn claims_of_items(reader: &Reader<'_, '_>) -> (Vec<Claim>, Vec<Claim>) {
    let (mut claims, mut elsewhere) = (Vec::new(), Vec::new());
    for (i, item) in reader.document.items.iter().enumerate() {
        let section = reader.document.section(item.section);
        if section.judging {
            continue;
        }
        let id = ItemId(i as u32);
        let (sentences, claims) = match section.roles {
            roles if roles.contains(Role::Cause) => (statement(reader, id), &mut claims),
            roles if roles.intersects(RoleSet::measures()) => continue,
            _ => (naming_sentence(reader, id).into_iter().collect(), &mut elsewhere),
        };
        if sentences.first().is_some_and(|&first| !reader.document.sentence(first).quoted) {
            claims.push(Claim { item: Some(id), section: item.section, sentences });
        }
    }
    (claims, elsewhere)
}

/// The sentences of an item that stands in a section about causes.
fn statement(reader: &Reader<'_, '_>, id: ItemId) -> Vec<SentenceId> {
    let row = reader.document.item(id).kind == ItemKind::Row;
    match row.then(|| reader.document.role_cell(id)).flatten() {
        Some(cell) => reader.sentences_in(cell).collect(),
        None => reader.document.item_sentences(id).collect(),
    }
}

/// The sentence of running prose in a section about something else that says outright what the cause was.
fn naming_sentence(reader: &Reader<'_, '_>, id: ItemId) -> Option<SentenceId> {
    let names = |text: &str| reader.lexicon.causal.names.is_match(text);
    reader.document.item_sentences(id).find(|&s| reader.answer(s, Question::NamesCause, names))
}

fn is_about_causes(reader: &Reader<'_, '_>, id: SectionId) -> bool {
    let section = reader.document.section(id);
    !section.judging && section.roles.contains(Role::Cause)
}

/// The headings below a heading for causes that state one themselves: 「原因1: 確認不足」, 「1. 依存関係の見落とし」.
fn claims_of_headings(reader: &Reader<'_, '_>) -> Vec<Claim> {
    let sections = &reader.document.sections;
    // A heading with such headings below it sums them up.
    let mut groups = vec![false; sections.len()];
    for (i, section) in sections.iter().enumerate() {
        let states =
            || section.own_roles.contains(Role::Cause) || is_numbered_heading(reader, SectionId(i as u32));
        if let Some(parent) =
            section.parent.filter(|_| is_about_causes(reader, SectionId(i as u32)) && states())
        {
            groups[parent.0 as usize] = true;
        }
    }
    let ids = (0..sections.len()).filter(|&i| !groups[i]).map(|i| SectionId(i as u32));
    ids.filter_map(|id| heading_claim(reader, id)).collect()
}

/// Whether markup makes the heading of a section, which a label at the head of a paragraph does not.
fn is_numbered_heading(reader: &Reader<'_, '_>, id: SectionId) -> bool {
    let heading = reader.document.section(id).heading.map(|h| reader.document.block(h).kind);
    matches!(heading, Some(BlockKind::Heading { level, .. }) if level <= 6)
}

fn heading_claim(reader: &Reader<'_, '_>, id: SectionId) -> Option<Claim> {
    let section = reader.document.section(id);
    let heading = section.heading.filter(|_| is_about_causes(reader, id))?;
    let block = reader.document.block(heading);
    if !matches!(block.kind, BlockKind::Heading { .. }) {
        return None;
    }
    // A heading that names its section states something only after a colon.
    let states = section.own_roles.is_empty()
        || block.prose.text().split_once(':').is_some_and(|(_, rest)| !rest.trim().is_empty());
    let first = reader.heading(id).filter(|&s| !reader.document.sentence(s).quoted && states)?;
    Some(Claim { item: None, section: id, sentences: vec![first] })
}

fn cause(reader: &Reader<'_, '_>, claim: Claim, chain: &Chain<'_, '_, '_>) -> Cause {
    let Claim { item, section, sentences } = claim;
    let spans = sentences.iter().map(|&s| reader.span(s)).reduce(Span::join);
    let text = reader.joined(sentences.iter().copied());
    let is_open = |text: &str| reader.lexicon.causal.open.is_match(text);
    Cause {
        item,
        section,
        span: spans.unwrap_or_default(),
        open: match sentences[..] {
            [only] => reader.answer(only, Question::Open, is_open),
            _ => is_open(&text),
        },
        text,
        edges: item.map_or_else(Vec::new, |id| chain.edges_of(id).to_vec()),
        sentences,
        explained: false,
    }
}
