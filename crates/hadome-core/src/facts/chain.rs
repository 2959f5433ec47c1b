//! Causal edges between the statements of a report.
//!
//! An edge is written by a word (ため, そのため), by an arrow, by a numbered why or a question with its answer, by what hangs below a
//! statement, or by its name (原因1の理由). The first of several statements that stand together is the reason of the incident
//! without any of these.

use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::above::Above;
use super::because::{self, End, Link};
use super::edge::{Edge, EdgeEnd, EdgeKind};
use super::explained;
use super::hashed::Hashed;
use super::level;
use super::once::Question;
use super::reader::Reader;
use super::runs::{Among, Runs, content_words};
use super::types::Depth;
use crate::document::{BlockId, ItemId, ItemKind, SectionId, SentenceId};

/// How many characters a number of a why has at most: なぜ(1回目).
const LABEL: usize = 8;
/// How many new content words a statement brings, about.
const WORDS: usize = 4;
/// How many bytes a text has at most that is nothing but an arrow.
const ARROW: usize = 32;

/// Words of a sentence.
type Words = (SentenceId, Range<usize>);

/// The statements of a report about causes, and the edges between them.
pub(super) struct Chain<'r, 'a, 'd> {
    reader: &'r Reader<'a, 'd>,
    edges: Vec<Edge>,
    statements: Vec<Statement>,
    runs: Runs<'a>,
    above: Above,
    /// Content words of the reasons so far, by part of the report: an edge has to bring a new one.
    known: FxHashSet<(SectionId, Hashed<'a>)>,
    /// The last statement at each place that asks why or answers it.
    whys: FxHashMap<Among, u32>,
    /// How many whys statements ask, and the last of them.
    asked: (usize, Option<SentenceId>),
    last: Option<Last>,
    /// The blocks with nothing but an arrow in them, and whether it points back.
    arrows: Vec<(BlockId, bool)>,
    section: Option<SectionId>,
}

/// One statement.
#[derive(Debug)]
struct Statement {
    first: SentenceId,
    edges: Range<u32>,
    weak: bool,
}

/// What the next sentence may refer to.
#[derive(Debug)]
struct Last {
    words: Words,
    /// The edge that it is the reason of.
    edge: Option<usize>,
    /// Whether it asks why, and the answer is still to come.
    asks: bool,
}

/// The statement that is being read.
#[derive(Debug, Clone, Copy)]
struct Here {
    index: u32,
    part: SectionId,
    among: Among,
    /// The statement that it hangs below, or whose reason it names itself.
    above: Option<(u32, EdgeKind)>,
    weak: bool,
}

impl<'r, 'a, 'd> Chain<'r, 'a, 'd> {
    /// There are so many statements to come.
    pub fn new(reader: &'r Reader<'a, 'd>, statements: usize) -> Self {
        Self {
            reader,
            edges: Vec::new(),
            statements: Vec::new(),
            runs: Runs::new(reader, statements * WORDS),
            above: Above::default(),
            known: FxHashSet::with_capacity_and_hasher(statements * WORDS, FxBuildHasher),
            whys: FxHashMap::default(),
            asked: (0, None),
            last: None,
            arrows: arrows(reader),
            section: None,
        }
    }

    /// The last numbered why, if statements ask several: what stands before it is not the end of the chain.
    pub fn last_why(&self) -> Option<SentenceId> {
        self.asked.1.filter(|_| self.asked.0 >= 2)
    }

    /// The edges that a statement writes itself.
    pub fn edges_of(&self, id: ItemId) -> &[Edge] {
        let Some(index) = self.above.statement_of(id) else { return &[] };
        let edges = &self.statements[index as usize].edges;
        &self.edges[edges.start as usize..edges.end as usize]
    }

    /// How many edges the longest chain has, and the last of them; `None` without any.
    pub fn depth(&self) -> Option<Depth> {
        let plain = |s: &Statement| {
            let first = self.edges.get(s.edges.start as usize);
            first.is_some_and(|e| e.kind == EdgeKind::Statement)
        };
        let edges: Vec<_> = self.statements.iter().map(|s| (s.edges.clone(), plain(s))).collect();
        let (edges, last) = self.runs.longest(&edges)?;
        Some(Depth { edges, last: self.edges.get(last)?.cause })
    }

    /// Takes in a statement. Statements come in source order.
    pub fn add(&mut self, item: ItemId, sentences: &[SentenceId]) {
        let Some(&first) = sentences.first() else { return };
        let reader = self.reader;
        let section = reader.document.item(item).section;
        let standing = level::place_of(reader, section, sentences);
        let index = self.statements.len() as u32;
        let above = self.above.of(reader, item, standing.part, first, index);
        let among = match above {
            Some((statement, _)) => Among::Below(statement),
            None => Among::Level(standing.part, standing.level),
        };
        let weak =
            explained::is_weak_sentence(reader, first) && because::links_within(reader, first).is_empty();
        let before = self.runs.last(among);
        let here = Here { index, part: standing.part, among, above, weak };
        let mut joined = self.runs.add(reader, among, section, sentences, weak);
        let edges = self.edges.len() as u32;
        self.statements.push(Statement { first, edges: edges..edges, weak });
        if self.section.replace(section) != Some(section) {
            self.last = None;
            self.ask_by_heading(here, section);
        }
        let row = reader.document.item(item).kind == ItemKind::Row;
        for (i, &sentence) in sentences.iter().enumerate() {
            if row {
                self.ask_by_column(here, sentence);
            }
            let goes_on = self.sentence(here, sentence, i > 0 || joined);
            joined |= goes_on;
            if let (true, Some(before)) = (goes_on && i == 0, before) {
                self.runs.join(before, index);
            }
        }
        self.statements[index as usize].edges.end = self.edges.len() as u32;
    }

    /// Whether nothing but an arrow stands between two sentences, and if so, whether it points back.
    fn arrow_between(&self, before: SentenceId, id: SentenceId) -> Option<bool> {
        let document = self.reader.document;
        let (from, to) = (document.sentence(before), document.sentence(id));
        if from.block == to.block {
            let text = document.block(to.block).prose.text();
            return because::arrow(self.reader, text.get(from.range.end..to.range.start)?);
        }
        let next = self.arrows.partition_point(|(block, _)| *block <= from.block);
        self.arrows.get(next).filter(|(block, _)| *block < to.block).map(|(_, back)| *back)
    }

    /// A heading that asks why is answered by the first statement below it.
    fn ask_by_heading(&mut self, here: Here, section: SectionId) {
        let reader = self.reader;
        let Some(title) = reader.heading(section) else { return };
        if reader.lexicon.causal.why.is_match(reader.text(title)) {
            self.ask(here, (title, 0..reader.text(title).len()));
        }
    }

    /// A column that asks why is answered by its cell.
    fn ask_by_column(&mut self, here: Here, id: SentenceId) {
        let reader = self.reader;
        let Some(cell) = reader.cell_of(id) else { return };
        let first = reader.sentences_between(cell.0..reader.document.block(cell).end.0).next() == Some(id);
        let header = reader.document.column_header(cell).filter(|_| first);
        if header.is_some_and(|h| reader.lexicon.causal.why.is_match(h)) && !self.is_asked() {
            let words = self.last.take().map_or((id, 0..0), |l| l.words);
            self.ask(here, words);
        }
    }

    fn is_asked(&self) -> bool {
        self.last.as_ref().is_some_and(|l| l.asks)
    }

    /// Whys follow on one another.
    fn ask(&mut self, here: Here, words: Words) {
        self.last = Some(Last { words, edge: None, asks: true });
        if let Some(before) = self.whys.insert(here.among, here.index) {
            self.runs.join(before, here.index);
        }
    }

    /// Reads a sentence. Gives whether it goes on from the statement before it.
    fn sentence(&mut self, here: Here, id: SentenceId, inside: bool) -> bool {
        let reader = self.reader;
        let text = reader.text(id);
        if let Some(answer) = why(reader, id) {
            self.asked = (self.asked.0 + 1, Some(id));
            let before = self.last.take().filter(|l| !l.asks).map(|l| l.words);
            // なぜ2 by itself asks about the answer before it.
            let label = text.chars().count() <= LABEL;
            let told = before.clone().unwrap_or((id, 0..0));
            self.ask(here, if label { told } else { (id, 0..text.len()) });
            if let Some(answer) = answer {
                let edge = self.push(here, EdgeKind::Why, (id, answer.clone()), before);
                self.last = Some(Last { words: (id, answer), edge, asks: false });
            }
            return false;
        }
        let before = self.last.take();
        let arrow = before.as_ref().and_then(|l| self.arrow_between(l.words.0, id));
        let links = match arrow {
            Some(_) => &because::links(reader, id, arrow)[..],
            None => because::links_within(reader, id),
        };
        let start = self.edges.len();
        let asked = before.as_ref().filter(|l| l.asks).map(|l| l.words.clone());
        let answers = asked.is_some();
        if let Some(question) = asked {
            let question = Some(question).filter(|(_, range)| !range.is_empty());
            self.push(here, EdgeKind::Why, (id, reason(links).unwrap_or(0..text.len())), question);
        }
        let mut goes_on = false;
        let mut read = answers;
        for link in links {
            if answers && link.effect == End::Untold {
                continue;
            }
            goes_on |= link.cause == End::Before || link.effect == End::Before;
            read |= self.link(here, id, link, before.as_ref(), inside);
        }
        if !read {
            self.unmarked(here, id, inside, before.as_ref());
        }
        self.last = Some(self.end_of(id, links, start));
        let takes_up =
            |text: &str| reader.lexicon.causal.anaphor.is_match(&text[reader.body(id).min(text.len())..]);
        goes_on || !inside && reader.answer(id, Question::Anaphor, takes_up)
    }

    /// Takes in a link. Gives whether both its ends are known.
    fn link(&mut self, here: Here, id: SentenceId, link: &Link, before: Option<&Last>, inside: bool) -> bool {
        let words = |end: &End| match end {
            End::Here(range) => Some((id, range.clone())),
            End::Before => before.map(|l| l.words.clone()),
            // …ためである in a further sentence gives the reason of the one before it.
            End::Untold if inside => before.map(|l| l.words.clone()),
            End::Untold => here.above.map(|(statement, _)| self.head(statement)),
        };
        let (Some(cause), effect) = (words(&link.cause), words(&link.effect)) else { return false };
        let known = before.and_then(|l| l.edge).filter(|_| link.cause == End::Before);
        match known {
            // The reason has been told already, and here is what followed from it.
            Some(edge) => {
                let end = effect.map(|w| self.end(w));
                self.edges[edge].effect = self.edges[edge].effect.or(end);
            }
            // A statement that only leads up to the reason of what followed is none beside it.
            None if link.cause == End::Before && self.leads_up(before) => {
                let (cause, effect) = (self.end(cause), effect.map(|w| self.end(w)));
                if let Some(edge) = self.edges.last_mut() {
                    *edge = Edge { kind: link.kind, cause, effect };
                }
            }
            None => {
                self.push(here, link.kind, cause, effect);
            }
        }
        true
    }

    /// Whether the last edge is that of a statement in the paragraph of what stands before.
    fn leads_up(&self, before: Option<&Last>) -> bool {
        let block = |s: SentenceId| self.reader.document.sentence(s).block;
        let last = self.edges.last().filter(|e| e.kind == EdgeKind::Statement);
        last.zip(before).is_some_and(|(edge, before)| block(edge.cause.sentence) == block(before.words.0))
    }

    /// Reads a sentence in which no word marks a reason.
    fn unmarked(&mut self, here: Here, id: SentenceId, inside: bool, before: Option<&Last>) {
        let whole = (id, 0..self.reader.text(id).len());
        let built = || {
            let words = &self.reader.lexicon.causal;
            let mechanism = |text: &str| words.mechanism.is_match(text);
            let sequel = |text: &str| words.sequel.is_match(text);
            let block = |s: SentenceId| self.reader.document.sentence(s).block;
            let prose = || before.is_some_and(|b| block(b.words.0) == block(id));
            let weak = || explained::is_weak_sentence(self.reader, id);
            self.reader.answer(id, Question::Mechanism, mechanism)
                || prose() && self.reader.answer(id, Question::Sequel, sequel) && !weak()
        };
        match here.above {
            Some((statement, kind)) if !inside => {
                // What is weak is not explained by its like.
                let repeats = here.weak && self.statements[statement as usize].weak;
                if !repeats || kind == EdgeKind::Reference {
                    self.push(here, kind, whole, Some(self.head(statement)));
                }
            }
            None if !inside => {
                self.push(here, EdgeKind::Statement, whole, None);
            }
            _ if built() => {
                self.push(here, EdgeKind::Sequel, whole, before.map(|l| l.words.clone()));
            }
            _ => {}
        }
    }

    /// What the next sentence may refer to: what followed, as far as a sentence tells it.
    fn end_of(&self, id: SentenceId, links: &[Link], start: usize) -> Last {
        let text = self.reader.text(id);
        if let Some(Link { effect: End::Here(range), .. }) = links.last().filter(|l| l.cause != End::Untold)
            && range.end * 2 > text.len()
            && links.last().is_none_or(|l| !matches!(&l.cause, End::Here(cause) if cause.start > range.start))
        {
            return Last { words: (id, range.clone()), edge: None, asks: false };
        }
        let edge = self.edges.len().checked_sub(1).filter(|&e| e >= start);
        let range = reason(links).filter(|_| edge.is_some()).unwrap_or(0..text.len());
        Last { words: (id, range), edge, asks: false }
    }

    /// The first words of a statement.
    fn head(&self, statement: u32) -> Words {
        let first = self.statements[statement as usize].first;
        (first, 0..self.reader.text(first).len())
    }

    /// Writes an edge down, if its reason brings a new word.
    fn push(&mut self, here: Here, kind: EdgeKind, cause: Words, effect: Option<Words>) -> Option<usize> {
        let mut new = false;
        for word in content_words(self.reader, cause.0, cause.1.clone()) {
            new |= self.known.insert((here.part, word));
        }
        if !new {
            return None;
        }
        let effect = effect.filter(|e| *e != cause).map(|words| self.end(words));
        self.edges.push(Edge { kind, cause: self.end(cause), effect });
        Some(self.edges.len() - 1)
    }

    fn end(&self, (sentence, range): Words) -> EdgeEnd {
        let words = (range.start as u32, range.end as u32);
        EdgeEnd { span: self.reader.document.sentence_span(sentence, range), sentence, words }
    }
}

/// The blocks with nothing but an arrow in them, and whether it points back.
fn arrows(reader: &Reader<'_, '_>) -> Vec<(BlockId, bool)> {
    let blocks = reader.document.blocks.iter().enumerate();
    let texts = blocks.map(|(i, b)| (BlockId(i as u32), b.prose.text()));
    let texts = texts.filter(|(_, text)| (1..=ARROW).contains(&text.len()));
    texts.filter_map(|(id, text)| Some((id, because::arrow(reader, text)?))).collect()
}

/// Whether a sentence asks a numbered why or a question, and its answer, if it gives that too.
fn why(reader: &Reader<'_, '_>, id: SentenceId) -> Option<Option<Range<usize>>> {
    let asks = |text: &str| reader.lexicon.causal.why.is_match(text.trim_start());
    if !reader.answer(id, Question::Why, asks) {
        return None;
    }
    let text = reader.text(id);
    let answer = text.find([':', '?']).map(|at| because::trim(text, at + 1..text.len()));
    Some(answer.filter(|a| because::has_words(&text[a.clone()])))
}

/// The reason that a sentence gives last.
fn reason(links: &[Link]) -> Option<Range<usize>> {
    links.iter().rev().find_map(|l| match &l.cause {
        End::Here(range) => Some(range.clone()),
        _ => None,
    })
}
