//! What is read off a sentence at most once.

use std::cell::{Cell, OnceCell};
use std::ops::Range;
use std::rc::Rc;

use super::because::Link;
use super::behaviour::Occasion;
use super::fields::Stated;
use super::head::FoundHead;
use super::links::{Names, Tells, Word};
use super::reading::Reading;
use super::runs::Content;
use super::strength::Weighed;
use super::timeline::Telling;
use crate::morph::{Analysis, Shelf};

/// What is read off a sentence at most once. Nothing of it depends on where the sentence stands: the next document that has it takes
/// it over. Most sentences say little, and what few need is set aside.
#[derive(Default)]
pub(super) struct ReadOnce {
    answers: Answers,
    /// See [`Reader::body`](super::reader::Reader::body).
    pub body: OnceCell<u32>,
    measure: OnceCell<Box<AsMeasure>>,
    cause: OnceCell<Box<AsCause>>,
    ties: OnceCell<Box<Ties>>,
    time: OnceCell<Box<Telling>>,
    /// Figures of impact, and whether they are a first count.
    pub figures: OnceCell<Box<(Vec<Range<usize>>, bool)>>,
}

/// What a sentence says of measures.
#[derive(Default)]
pub(super) struct AsMeasure {
    pub heads: OnceCell<Box<[FoundHead]>>,
    pub reading: OnceCell<Reading>,
    /// The rule for people that it states: what makes it one, and which of the heads says what to do.
    pub rule: OnceCell<Option<(Occasion, usize)>>,
    pub weighed: OnceCell<Weighed>,
    /// The fields of a measure that it states.
    pub stated: Stated,
}

/// What a sentence says of causes.
#[derive(Default)]
pub(super) struct AsCause {
    /// The level of causes that its label names.
    pub level: OnceCell<Option<usize>>,
    /// The reasons that it gives, if no arrow stands before it.
    pub reasons: OnceCell<Box<[Link]>>,
    pub content: OnceCell<Content>,
    /// The names of causes in it, each with the byte where it begins.
    pub ids: OnceCell<Box<[(usize, String)]>>,
}

/// The name of a cause in a sentence, and the bytes that cite it.
pub(super) type Cited = (Range<usize>, String);

/// What ties causes and measures.
#[derive(Default)]
pub(super) struct Ties {
    pub words: OnceCell<Box<[Word]>>,
    pub names: Names,
    pub tells: OnceCell<Tells>,
    /// The names of causes that it cites.
    pub cited: OnceCell<Box<[Cited]>>,
}

/// A question about a sentence that its text alone answers with yes or no.
#[derive(Debug, Clone, Copy)]
pub(super) enum Question {
    /// Whether it asks a person to tick something off.
    Checklist,
    Remark,
    Labelled,
    Hypothetical,
    Dated,
    OwnerLabel,
    DueLabel,
    Periods,
    /// Whether it says outright what the cause was.
    NamesCause,
    /// Whether it says that the cause is still being looked into.
    Open,
    Weak,
    Explains,
    ExplainsItself,
    TellsState,
    /// Whether it turns to another point.
    Another,
    Anaphor,
    Mechanism,
    Sequel,
    Why,
    /// Whether it gives a reason for doing nothing.
    NoAction,
    /// Whether it says what there is in a place of its own for: times, values behind labels, words of moments.
    Times,
    Labels,
    Words,
    Report,
    Ongoing,
    /// Whether it has anything like a number.
    Counts,
    Digits,
    /// Whether it holds nothing but marks.
    Blank,
    /// Whether it names causes: anywhere as a measure does that answers them, or as one statement names another.
    Cites,
    Ids,
    Impact,
    Affected,
    /// As a heading: what stands below it.
    Describing,
    Praise,
    Closing,
    Fixing,
    Machines,
    /// Whether its label says that it is no cause but what stood around one.
    Background,
}

/// Answers so far to questions with yes or no, a bit for each.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    asked: Cell<u64>,
    yes: Cell<u64>,
}

// A question beyond would share its bit with another.
const _: () = assert!((Question::Background as u32) < u64::BITS);

impl Answers {
    /// The answer to the question of this number: from before, or by `answer`.
    fn to(&self, question: u32, answer: impl FnOnce() -> bool) -> bool {
        let bit = 1 << question;
        if self.asked.get() & bit == 0 {
            let yes = u64::from(answer()) << question;
            self.asked.set(self.asked.get() | bit);
            self.yes.set(self.yes.get() | yes);
        }
        self.yes.get() & bit != 0
    }
}

/// What has been read off each sentence of a document.
pub(super) fn of_sentences(analysis: &Analysis<'_>) -> Vec<Rc<ReadOnce>> {
    let ids = analysis.document().sentence_ids();
    ids.map(|id| analysis.shared(id, Shelf::Facts, ReadOnce::default)).collect()
}

impl ReadOnce {
    pub fn measure(&self) -> &AsMeasure {
        self.measure.get_or_init(Box::default)
    }

    pub fn cause(&self) -> &AsCause {
        self.cause.get_or_init(Box::default)
    }

    pub fn ties(&self) -> &Ties {
        self.ties.get_or_init(Box::default)
    }

    pub fn time(&self) -> &Telling {
        self.time.get_or_init(Box::default)
    }

    /// The answer to a question: from before, or by `answer`.
    pub fn answer(&self, question: Question, answer: impl FnOnce() -> bool) -> bool {
        self.answers.to(question as u32, answer)
    }
}
