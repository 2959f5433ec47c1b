//! Entries that say when only in relation to what stands before them.

use super::{List, Timeline};
use crate::document::{BlockKind, ItemKind, SectionId, SentenceId};
use crate::facts::{DateSource, Entry, Time};
use crate::pattern::Match;
use crate::rule::{Context, Finding, Place, Sink};

/// How many further entries a finding points at.
const MAX_RELATED: usize = 4;
/// How far behind a date its words may begin, in bytes of the source.
const NEAR: usize = 6;
/// A timeline has at least so many entries.
const MIN_ENTRIES: usize = 3;

impl Timeline {
    pub(super) fn run_time(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let entries = &cx.facts.timeline.entries;
        let mut at = 0;
        while let Some(first) = entries.get(at) {
            let count = entries[at..].iter().take_while(|e| e.section == first.section).count();
            self.section(cx, sink, &entries[at..at + count]);
            at += count;
        }
    }

    /// The entries of one section make one finding.
    fn section(&self, cx: &Context<'_>, sink: &mut Sink<'_>, entries: &[Entry]) {
        if !entries.iter().any(has_time) {
            return self.without_any(cx, sink, entries);
        }
        let in_days = !entries.iter().any(|e| times(e).any(|t| t.clock.is_some()));
        // In running prose such words join its sentences; among lines that begin with a time they stand in place of one.
        let lines = entries.iter().filter(|e| e.time.is_some()).count() * 2 >= entries.len();
        let is_line =
            |e: &&Entry| lines || e.item.is_none_or(|i| cx.document().item(i).kind != ItemKind::Sentence);
        let mut around: Vec<&Entry> = Vec::new();
        let mut found: Vec<(SentenceId, &Match)> = Vec::new();
        for entry in entries.iter().filter(is_line) {
            around.retain(|a| a.depth < entry.depth);
            // Days are enough for a timeline in days, and the time of a line for what is told below it.
            let told = in_days && entry.time.is_some() || around.iter().chain([&entry]).any(|e| has_clock(e));
            if !told {
                found.extend(self.vague(cx, entry));
            }
            around.push(entry);
        }
        let Some((sentence, first)) = found.first() else { return };
        let mut finding = cx.finding_at(*sentence, first).with("count", found.len().to_string());
        for (other, found) in found.iter().skip(1).take(MAX_RELATED) {
            finding =
                finding.related(cx.document().sentence_span(*other, found.range.clone()), self.label.clone());
        }
        self.report(cx, sink, finding, &Place::in_sentence(cx, *sentence, first.range.clone()));
    }

    /// The words at the head of an entry that stand in place of a time.
    fn vague<'a>(&self, cx: &Context<'a>, entry: &Entry) -> Option<(SentenceId, &'a Match)> {
        let first = *entry.sentences.first()?;
        let found = self.find(cx, List::Match, first)?;
        let blank =
            !cx.document().sentence_text(first)[..found.range.start].chars().any(char::is_alphanumeric);
        let at = cx.document().sentence_span(first, found.range.clone()).start;
        let heads = blank || entry.time.as_ref().is_some_and(|t| at <= t.span.end + NEAR);
        heads.then_some((first, found))
    }

    /// A section whose heading promises times and whose entries have none.
    fn without_any(&self, cx: &Context<'_>, sink: &mut Sink<'_>, entries: &[Entry]) {
        let document = cx.document();
        let section = entries[0].section;
        let Some(heading) = document.section(section).heading.filter(|_| section != SectionId(0)) else {
            return;
        };
        // Times may stand in a log below.
        let blocks = &document.section(section).blocks;
        let inside = &document.blocks[blocks.start as usize..blocks.end as usize];
        let log = inside.iter().any(|b| b.kind == BlockKind::Code);
        if log || entries.iter().filter(|e| e.depth == 0).count() < MIN_ENTRIES {
            return;
        }
        let named = document.sentences.partition_point(|s| s.block < heading) as u32;
        let sentence = SentenceId(named);
        if document.sentences.get(named as usize).is_none_or(|s| s.block >= document.block(heading).end) {
            return;
        }
        let Some(found) = self.find(cx, List::Heading, sentence) else { return };
        let finding: Finding = cx.finding_at(sentence, found).with("count", entries.len().to_string());
        self.report(cx, sink, finding, &Place::section(section));
    }
}

fn times(entry: &Entry) -> impl Iterator<Item = &Time> {
    entry.time.iter().chain(&entry.others)
}

fn has_clock(entry: &Entry) -> bool {
    times(entry).any(|t| t.clock.is_some() || t.offset.is_some())
}

/// Whether an entry states a day or a time of day.
fn has_time(entry: &Entry) -> bool {
    times(entry)
        .any(|t| t.clock.is_some() || t.offset.is_some() || t.date.is_some() && t.source != DateSource::Other)
}
