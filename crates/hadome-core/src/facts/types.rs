//! The facts themselves.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::edge::{Edge, EdgeEnd};
use super::holders::Holders;
use super::links::Links;
use super::timeline::Timeline;
use crate::document::{ItemId, RoleSet, SectionId, SentenceId};
use crate::source::Span;

/// What a report claims.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Its countermeasures in source order.
    pub measures: Vec<Measure>,
    /// Its statements of a cause in source order.
    pub causes: Vec<Cause>,
    /// How deep the causes are written; see [`Facts::cause_depth`].
    pub depth: Option<Depth>,
    /// When things happened.
    pub timeline: Timeline,
    /// Figures of what was affected, in source order.
    pub impact: Vec<ImpactFigure>,
    /// Which measure answers which cause, as far as one can tell.
    pub links: Links,
    /// The stage it says it is in, or the configured one.
    pub stage: Stage,
    /// Where it says so; `None` if it does not, or if configuration says it.
    pub stage_span: Option<Span>,
    /// For whom it says it is written, or the configured profile.
    pub profile: Profile,
    /// Where it says so; `None` if it does not, or if configuration says it.
    pub profile_span: Option<Span>,
    /// Whether it is a report at all.
    pub nature: Nature,
    pub(super) holders: Holders,
}

impl Facts {
    /// The position of the measure that a sentence belongs to.
    pub fn measure_with(&self, sentence: SentenceId) -> Option<usize> {
        self.holders.measure(sentence)
    }

    /// The position of the cause that a sentence belongs to.
    pub fn cause_with(&self, sentence: SentenceId) -> Option<usize> {
        self.holders.cause(sentence)
    }

    /// The measure that an item makes, if it makes one.
    pub fn measure_of(&self, item: ItemId) -> Option<&Measure> {
        self.measures.iter().find(|m| m.item == item)
    }

    /// How many causal edges the longest written chain has, and its last link. `None` without a cause, or while the cause is
    /// said to be under investigation.
    pub fn cause_depth(&self) -> Option<(usize, Span)> {
        self.depth.map(|d| (d.edges, d.last.span))
    }
}

/// How deep the causes of a report are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// How many causal edges the longest chain has, at least 1.
    pub edges: usize,
    /// The reason that its last link gives.
    pub last: EdgeEnd,
}

/// What a document is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Nature {
    /// A report about an incident.
    #[default]
    Report,
    /// Anything else, with the name of its kind (`template`, `procedure`, `article` …). It has no measures and no causes.
    NotReport(Arc<str>),
}

/// How far the work on an incident has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 速報・第一報.
    First,
    /// 中間報告.
    Interim,
    /// 最終報告.
    Final,
    /// It does not say.
    #[default]
    Unknown,
}

/// For whom a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// For the organisation itself: owners and tickets are expected.
    #[default]
    Internal,
    /// A published notice, which names no owners.
    Public,
}

impl Profile {
    /// Both profiles.
    pub const ALL: [Self; 2] = [Self::Internal, Self::Public];
    /// The names that rules and configuration use, in the order of [`Profile::ALL`].
    pub const NAMES: [&'static str; 2] = ["internal", "public"];

    /// `internal` or `public`.
    pub fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The profile of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == name)
    }
}

/// What a caller knows about a report.
#[derive(Debug, Clone, Copy, Default)]
pub struct FactOptions {
    /// Its stage, where configuration says so; wins over the text.
    pub stage: Option<Stage>,
    /// For whom it is written, where configuration says so; wins over the text.
    pub profile: Option<Profile>,
}

/// An action that is meant to keep an incident from happening again, or to notice it sooner.
#[derive(Debug, Clone)]
pub struct Measure {
    /// The item that makes it.
    pub item: ItemId,
    /// Its own source bytes.
    pub span: Span,
    /// Its own folded text, sentences joined.
    pub text: String,
    /// Its sentences. For a table row only those of the columns that say what is done.
    pub sentences: Vec<SentenceId>,
    /// The section it stands in.
    pub section: SectionId,
    /// The roles in force there.
    pub roles: RoleSet,
    /// Its rung on the strength ladder, 0 to 5: the highest marker that no guard silences. `None` without a marker.
    pub rung: Option<u8>,
    /// Evidence that stands in it and that no guard silences, in order of sentences.
    pub evidence: Vec<Evidence>,
    /// The verb or verbal noun that says what is done, if the lexicon knows it.
    pub head: Option<Head>,
    /// Who does it.
    pub owner: Option<Field>,
    /// A group in which nobody in particular is meant (全員, 関係者), where an owner is asked for.
    pub owner_group: Option<Field>,
    /// Until when.
    pub due: Option<Field>,
    /// How far it has come.
    pub status: Option<Status>,
    /// A figure by which it can be judged.
    pub metric: Option<Field>,
    /// Tickets, pull requests and addresses that it names.
    pub links: Vec<Span>,
}

impl Measure {
    /// Takes note of a marker found later: raises the rung if it is higher.
    pub fn add_marker(&mut self, rung: u8) {
        self.rung = Some(self.rung.map_or(rung, |r| r.max(rung)));
    }

    /// Whether it holds evidence of one of these sets.
    pub fn has_evidence<S: AsRef<str>>(&self, sets: &[S]) -> bool {
        self.evidence.iter().any(|e| sets.iter().any(|s| s.as_ref() == &*e.set))
    }
}

/// A hit of an evidence set in a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The name of the set.
    pub set: Arc<str>,
    /// What it says of strength, if it does.
    pub rung: Option<u8>,
    /// Where it stands in the source.
    pub span: Span,
    /// The sentence it stands in.
    pub sentence: SentenceId,
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
}

/// The verb or verbal noun at the head of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The predicate class, such as `confirm` or `consider`.
    pub class: Arc<str>,
    /// The rung of the class.
    pub rung: u8,
    /// Where it stands in the source.
    pub span: Span,
    /// The sentence it stands in.
    pub sentence: SentenceId,
    /// Bytes of the sentence's text.
    pub range: Range<usize>,
}

/// A field of a measure: an owner, a date, a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its folded text.
    pub text: String,
    /// Where it is stated: in the item, its row, column or parent, or once for the whole list.
    pub span: Span,
}

/// A figure of what was affected: how many, how much, how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImpactFigure {
    /// The number with its unit, folded.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// The sentence it stands in.
    pub sentence: SentenceId,
    /// Whether the sentence says that it is a first count: 調査中, 概算.
    pub provisional: bool,
}

/// How far a measure has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusKind {
    /// 実施済み, 完了, `[x]`.
    Done,
    /// 対応中, 実施中.
    Doing,
    /// 準備中, 検討中, 調査中.
    Preparing,
    /// 未着手, 予定, 保留, `[ ]`.
    Todo,
    /// 取り下げ, 見送り.
    Dropped,
}

/// A status and where it is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What it means.
    pub kind: StatusKind,
    /// Its folded text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Whether a date stands with it: in the item, or in a date column of its row.
    pub dated: bool,
}

/// A statement of a cause.
#[derive(Debug, Clone)]
pub struct Cause {
    /// The item that makes it; `None` where a heading does.
    pub item: Option<ItemId>,
    /// The section it stands in.
    pub section: SectionId,
    /// Its source bytes.
    pub span: Span,
    /// Its folded text.
    pub text: String,
    /// Its sentences.
    pub sentences: Vec<SentenceId>,
    /// The causal edges that it writes itself, in order; the whole statement if no word marks one and none stands before it.
    pub edges: Vec<Edge>,
    /// Whether a following clause, sentence or child says why, or names something that the organisation can change.
    pub explained: bool,
    /// Whether it is said to be under investigation.
    pub open: bool,
}
