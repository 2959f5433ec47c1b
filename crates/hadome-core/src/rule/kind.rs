//! Check kinds: the extension points of the engine.
//!
//! A [`Kind`] is a name, its parameters and a function that compiles a rule's parameters into a [`Check`]. A check reads facts
//! and sentences through a [`Context`] and says what it found to a [`Sink`]. It never sees a file, and it knows no Japanese word.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::{Complaint, ContentWord, Rule, RuleMeta, Screen, Settings, Standing};
use crate::diagnostic::{Severity, Text};
use crate::document::{Document, SentenceId};
use crate::facts::Facts;
use crate::lexicon::Lexicon;
use crate::morph::Analysis;
use crate::pattern::{Match, Matcher};
use crate::source::{Source, Span};
use crate::spec::Reader;

/// A check kind.
#[derive(Clone, Copy)]
pub struct Kind {
    /// The name that rules give in `check`.
    pub name: &'static str,
    /// One sentence about what it reads and finds, in English.
    pub doc: &'static str,
    /// Its parameters beside the common fields. The JSON schema and the documentation come from this list.
    pub keys: &'static [Key],
    /// The placeholders it provides for messages beside `{match}` and the captures of its matchers.
    pub placeholders: &'static [&'static str],
    /// Reads the parameters: asks the reader for *every* key of `keys` before it gives up. `None` after a problem.
    pub compile: fn(&mut Reader<'_>, &RuleMeta, &Lexicon) -> Option<Box<dyn Check>>,
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Kind").field(&self.name).finish()
    }
}

/// A key of a rule file.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What may stand behind it.
    pub shape: Shape,
    /// What it means, in English: one line for the schema and the documentation.
    pub doc: &'static str,
}

impl Key {
    /// A key with its shape and its meaning.
    pub const fn new(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, shape, doc }
    }
}

/// The type of a value in a rule file.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A string.
    String,
    /// A string or a list of strings.
    Strings,
    /// A whole number within bounds, both included.
    Integer(i64, i64),
    /// `true` or `false`.
    Boolean,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// One of these strings or a list of them.
    ManyOf(&'static [&'static str]),
    /// A section role or a list of them.
    Roles,
    /// `{ ja = "…", en = "…" }`, or one string.
    Text,
    /// `false`, or a list of guard names.
    Guards,
    /// Blocks with `pattern`, `near` + `within`, or `regex`.
    Matchers,
    /// Blocks of evidence that silences or lowers a finding.
    Unless,
    /// `[[example]]` blocks.
    Examples,
    /// A table of these keys.
    Table(&'static [Key]),
    /// Blocks (`[[key]]`), each with these keys.
    Tables(&'static [Key]),
}

/// When a check runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Before everything else, and on documents that are no reports as well: reads the text only.
    Source,
    /// First: reads sentences and may add markers to measures.
    Sentences,
    /// Then: reads the facts with all markers in.
    Facts,
    /// Last: after suppression comments have been applied, to say what is wrong with them.
    Suppressions,
}

/// What a report lacks where a check finds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Who does a measure.
    Owner,
    /// Until when a measure is done.
    Due,
    /// A section; the anchor of the finding names its role.
    Section,
}

/// A compiled rule.
pub trait Check: Send + Sync + fmt::Debug {
    /// Matchers whose needed literals go into the prefilter, in the order by which [`Context::candidates`] is asked. Their
    /// captures may be placeholders of the message.
    fn matchers(&self) -> Vec<&Matcher> {
        Vec::new()
    }

    /// When it runs.
    fn phase(&self) -> Phase {
        Phase::Facts
    }

    /// What would have to be added for its findings to go, if it is something that can be added.
    fn remedy(&self) -> Option<Remedy> {
        None
    }

    /// Reads a report.
    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>);
}

/// What a check sees.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The report as text.
    pub source: &'a Source,
    /// The document and its tokens.
    pub analysis: &'a Analysis<'a>,
    /// What the report claims.
    pub facts: &'a Facts,
    /// What is known about words.
    pub lexicon: &'a Lexicon,
    /// What the run is asked for.
    pub settings: &'a Settings,
    /// The rule that runs.
    pub rule: &'a RuleMeta,
    /// Which matchers can match at all in which sentences.
    pub screen: &'a Screen,
    /// The position of the rule's first matcher in the prefilter.
    pub first_matcher: usize,
    /// What is wrong with the suppression comments; filled for [`Phase::Suppressions`] only.
    pub complaints: &'a [Complaint],
}

impl<'a> Context<'a> {
    /// The document.
    pub fn document(&self) -> &'a Document {
        self.analysis.document()
    }

    /// Whether any of some of the rule's matchers (see [`Check::matchers`]) can match in a sentence. If not, the sentence need not be
    /// tokenized for them.
    pub fn candidates(&self, sentence: SentenceId, matchers: Range<usize>) -> bool {
        self.screen.finds(sentence).is_some_and(|finds| finds.may(self.numbers(matchers)))
    }

    /// The sentences in which any of some of the rule's matchers can match, in order.
    pub fn candidate_sentences(&self, matchers: Range<usize>) -> impl Iterator<Item = SentenceId> + use<'a> {
        self.candidates_within(matchers, 0..u32::MAX)
    }

    /// The same within a range of sentences.
    pub fn candidates_within(
        &self,
        matchers: Range<usize>,
        sentences: Range<u32>,
    ) -> impl Iterator<Item = SentenceId> + use<'a> {
        self.screen.sentences(self.numbers(matchers), sentences)
    }

    /// The matches of a matcher of the rule in a sentence, which is tokenized only for those that can match. `index` is its number (see
    /// [`Check::matchers`]).
    pub fn find(&self, matcher: &Matcher, index: usize, sentence: SentenceId) -> &'a [Match] {
        let Some(finds) = self.screen.finds(sentence) else { return &[] };
        finds.of(self.first_matcher + index, || {
            match matcher.may_match(self.document().sentence_text(sentence)) {
                true => matcher.find_all(self.analysis.tokens(sentence)),
                false => Vec::new(),
            }
        })
    }

    /// What is left of the matches of some of the rule's matchers in a sentence where it stands; `choose` says so, and knows of nothing
    /// else. `None` if there are no matches.
    pub(crate) fn standing(
        &self,
        matchers: Range<usize>,
        sentence: SentenceId,
        choose: impl FnOnce() -> Option<Vec<Match>>,
    ) -> Option<&'a [Match]> {
        let document = self.document();
        let (roles, quoted) = (document.sentence_roles(sentence), document.sentence(sentence).quoted);
        self.screen
            .finds(sentence)?
            .standing(Standing { matchers: self.numbers(matchers), roles, quoted }, choose)
    }

    /// The content words of a sentence, which `read` reads with the rule's matchers from `first` on, and with nothing that is not the
    /// rule's own.
    pub(crate) fn content_words(
        &self,
        first: usize,
        sentence: SentenceId,
        read: impl FnOnce() -> Vec<ContentWord>,
    ) -> &'a [ContentWord] {
        self.screen.finds(sentence).map_or(&[], |finds| finds.words(self.first_matcher + first, read))
    }

    /// The numbers of some of the rule's matchers among those of all rules.
    fn numbers(&self, matchers: Range<usize>) -> Range<usize> {
        self.first_matcher + matchers.start..self.first_matcher + matchers.end
    }

    /// The finding that a match in a sentence makes: its span, its text and its captures as the source spells them.
    pub fn finding_at(&self, sentence: SentenceId, found: &Match) -> Finding {
        let mut finding = Finding::new(self.document().sentence_span(sentence, found.range.clone()));
        finding.said = Some((sentence, found.range.clone()));
        let captures = found.captures.iter();
        let quoted =
            captures.map(|(name, range)| (name.to_string().into(), self.quote(sentence, range.clone())));
        finding.captures.extend(quoted);
        finding
    }

    /// The source's spelling of a byte range of a sentence's text, without marks and line breaks.
    pub fn quote(&self, sentence: SentenceId, range: Range<usize>) -> String {
        let sentence = self.document().sentence(sentence);
        let at = sentence.range.start;
        let prose = &self.document().block(sentence.block).prose;
        prose.quote(at + range.start..at + range.end, self.source.text())
    }
}

/// One thing that a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The place, in bytes of the source.
    pub span: Span,
    /// The words that `{match}` stands for in the message: a sentence, and bytes of its text. Without them it is the source's text of the
    /// span.
    pub said: Option<(SentenceId, Range<usize>)>,
    /// Values for the other placeholders of the message.
    pub captures: Vec<(Cow<'static, str>, String)>,
    /// Other places that belong to it, each with what it is.
    pub related: Vec<(Span, Text)>,
    /// A severity in place of the rule's own, where a rescue lowers it.
    pub severity: Option<Severity>,
    /// For a finding about the report as a whole: what of it, in a word that is the same in every language.
    pub about_report: Option<String>,
}

impl Finding {
    /// A finding at a place, with nothing else to say.
    pub fn new(span: Span) -> Self {
        let (captures, related) = (Vec::new(), Vec::new());
        Self { span, said: None, captures, related, severity: None, about_report: None }
    }

    /// The same as a finding about the report as a whole. `what` tells apart several of one rule; it may be empty.
    pub fn about_report(mut self, what: impl Into<String>) -> Self {
        self.about_report = Some(what.into());
        self
    }

    /// Sets the value of a placeholder.
    pub fn capture(&mut self, name: &'static str, value: impl Into<String>) {
        self.captures.push((name.into(), value.into()));
    }

    /// The same with a value for a placeholder.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.capture(name, value);
        self
    }

    /// The same with another place.
    pub fn related(mut self, span: Span, label: Text) -> Self {
        self.related.push((span, label));
        self
    }
}

/// A finding with its rule and what it weighs.
#[derive(Debug)]
pub struct Found<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// What it found.
    pub finding: Finding,
    /// The severity after configuration and rescues.
    pub severity: Severity,
}

/// A sign of a measure's strength that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The position of the measure in [`Facts::measures`].
    pub measure: usize,
    /// Its rung, 0 to 5.
    pub rung: u8,
    /// Where it stands in the source.
    pub span: Span,
}

/// Where a check puts what it finds.
#[derive(Debug)]
pub struct Sink<'a> {
    findings: &'a mut Vec<Finding>,
    markers: &'a mut Vec<Marker>,
}

impl<'a> Sink<'a> {
    /// A sink that fills two lists.
    pub fn new(findings: &'a mut Vec<Finding>, markers: &'a mut Vec<Marker>) -> Self {
        Self { findings, markers }
    }

    /// Adds a finding.
    pub fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Adds a marker to a measure, by its position in [`Facts::measures`].
    pub fn marker(&mut self, measure: usize, rung: u8, span: Span) {
        self.markers.push(Marker { measure, rung, span });
    }
}
