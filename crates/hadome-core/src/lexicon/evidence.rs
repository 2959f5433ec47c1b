//! Evidence: words in an item that change a verdict.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::predicates::read_rung;
use super::words::{matchers, regex_set, shared};
use crate::diagnostic::{Lang, Text};
use crate::morph::Tokens;
use crate::pattern::{Expressions, Matcher, Pattern, Prefilter};
use crate::source::Source;
use crate::spec::{Problems, Reader, Str, suggestion};

/// One place where an evidence set matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceHit {
    /// The name of the set.
    pub set: Arc<str>,
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
    /// What the set says of a measure's strength, if it does.
    pub rung: Option<u8>,
}

/// A named set of evidence.
#[derive(Debug, Clone)]
pub struct EvidenceSet {
    /// Its name, by which rules refer to it.
    pub name: Arc<str>,
    /// What it is called in messages.
    pub title: Text,
    /// What it says of a measure's strength, if it does.
    pub rung: Option<u8>,
    matchers: Vec<Matcher>,
}

/// The named sets of `evidence.toml`.
#[derive(Debug, Clone, Default)]
pub struct EvidenceSets {
    sets: Vec<EvidenceSet>,
    /// Over the matchers of all sets, set by set.
    filter: OnceLock<Prefilter>,
    /// What follows evidence that stands in a condition or a purpose.
    subordinate: Expressions,
    /// Guards that do not hold for evidence.
    unguarded: Vec<String>,
    /// Sets that say no more than the class of the head whose word they are.
    by_object: Vec<String>,
    /// How many states the patterns of the project have.
    states: usize,
}

/// How many states the patterns that a project adds may have together.
const MOST_STATES: usize = 300_000;

impl EvidenceSets {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let subordinate = regex_set(reader, "subordinate");
        let unguarded = reader.strings("unguarded").into_iter().map(|s| s.text).collect();
        let by_object = reader.strings("by-object").into_iter().map(|s| s.text).collect();
        let sets = reader.tables("set").into_iter().filter_map(|mut table| {
            let name = table.require_string("name");
            let title = table.text("title").unwrap_or_default();
            let rung = read_rung(&mut table);
            let matchers = matchers(&mut table);
            table.finish();
            Some(EvidenceSet { name: shared(&name?.text), title, rung, matchers })
        });
        Self { sets: sets.collect(), filter: OnceLock::new(), subordinate, unguarded, by_object, states: 0 }
    }

    /// What a set is called in messages; `None` if there is no such set, or it has no title.
    pub fn title(&self, name: &str, lang: Lang) -> Option<&str> {
        let set = self.sets.iter().find(|s| *s.name == *name)?;
        Some(set.title.get(lang)).filter(|title| !title.is_empty())
    }

    /// Adds a project's own patterns to a set. An unknown set, mistakes in patterns and what is beyond measure go to `problems`.
    pub fn extend(&mut self, source: &Arc<Source>, set: &Str, patterns: &[Str], problems: &Problems) {
        let names: Vec<String> = self.names().into_iter().map(str::to_owned).collect();
        let Some(known) = self.sets.iter_mut().find(|s| *s.name == *set.text) else {
            let message = Text::new(
                format!("「{}」という根拠の集まりはありません", set.text),
                format!("no evidence set is called `{}`", set.text),
            );
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            return problems.error(source, set.span, message, Some(suggestion(&set.text, &names)));
        };
        self.filter = OnceLock::new();
        for pattern in patterns {
            if self.states > MOST_STATES {
                return;
            }
            match Pattern::compile(&pattern.text) {
                Ok(compiled) => {
                    self.states += compiled.cost();
                    known.matchers.push(Matcher::Pattern(compiled));
                    if self.states > MOST_STATES {
                        problems.error(source, pattern.span, too_much(), None);
                    }
                }
                Err(errors) => errors.into_iter().for_each(|e| {
                    problems.error(source, pattern.span_of(e.range), e.message, e.hint);
                }),
            }
        }
    }

    /// All sets, in the order of the file.
    pub fn sets(&self) -> &[EvidenceSet] {
        &self.sets
    }

    /// Whether what follows a hit shows that it stands in a condition or a purpose.
    pub(crate) fn is_subordinate(&self, rest: &str) -> bool {
        self.subordinate.is_match(rest)
    }

    /// Guards that do not hold for evidence, because they are evidence themselves.
    pub(crate) fn unguarded(&self) -> &[String] {
        &self.unguarded
    }

    /// Whether what is acted on decides what a set is worth: redundant monitoring only notices.
    pub(crate) fn is_by_object(&self, set: &str) -> bool {
        self.by_object.iter().any(|s| s == set)
    }

    /// The names of all sets.
    pub fn names(&self) -> Vec<&str> {
        self.sets.iter().map(|s| &*s.name).collect()
    }

    /// Whether there is a set of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.sets.iter().any(|s| &*s.name == name)
    }

    /// The places where one of the named sets matches, in order; every set if `sets` is empty.
    pub fn find<S: AsRef<str>>(&self, sets: &[S], tokens: &Tokens) -> Vec<EvidenceHit> {
        let wanted = |s: &EvidenceSet| sets.is_empty() || sets.iter().any(|n| n.as_ref() == &*s.name);
        let filter = self.filter.get_or_init(|| Prefilter::new(self.sets.iter().flat_map(|s| &s.matchers)));
        let candidates = filter.candidates(&tokens.text);
        let mut candidates = candidates.iter().peekable();
        let mut hits: Vec<EvidenceHit> = Vec::new();
        let mut end = 0;
        for set in &self.sets {
            let first = end;
            end += set.matchers.len();
            while let Some(index) = candidates.next_if(|&i| i < end) {
                if wanted(set) {
                    for found in set.matchers[index - first].find_all(tokens) {
                        let set_name = Arc::clone(&set.name);
                        hits.push(EvidenceHit { set: set_name, range: found.range, rung: set.rung });
                    }
                }
            }
        }
        hits.sort_by(|a, b| (a.range.start, a.range.end, &a.set).cmp(&(b.range.start, b.range.end, &b.set)));
        hits.dedup();
        hits
    }
}

fn too_much() -> Text {
    Text::new(
        "`[evidence]` のパターンが全体で大きすぎます",
        "the patterns of `[evidence]` are too big altogether",
    )
}
