//! One finding for what a report says several times.
//!
//! A summary repeats the measures above it, an analysis its causes. What a rule has to say of such a text it says once; the other
//! places become places of that finding. Texts are compared as wholes, a measure with a measure or else a sentence with a sentence: two
//! measures that merely share the phrase a rule found (「確認する」) stay two findings.
//!
//! - In a section that sums up, a text is the same as one outside of it that has the same words, or nearly: 「監視体制の強化」 and
//!   「監視体制を強化する」.
//! - Elsewhere only equal texts that are no measures are folded. A step that stands in two checklists is two steps, and each of
//!   them has to be mended.
//! - A short text is the same one only within an incident of a ledger; a long one wherever it stands, because nobody writes the same
//!   sentence twice without copying it.
//!
//! Headings that name their section are no text of their own, and what a rule says of a whole document or section has none: both
//! are left alone.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::letters::Letters;
use super::starts::Starts;
use crate::diagnostic::{Diagnostic, Lang, Related};
use crate::document::{Document, Incidents, SectionId, SentenceId};
use crate::facts::Measure;
use crate::lexicon::Lexicon;
use crate::morph::Analysis;
use crate::source::Span;

/// How much of their words two texts share at least, in percent of both, if one of them sums up the other.
const ALIKE: usize = 90;
/// How many words a text has at least that is compared by its words.
const WORDS: usize = 2;
/// With how many texts each text of a summary is compared, so that the cost stays linear.
const MAX_COMPARED: usize = 128;
/// How many other places a finding shows.
const MAX_PLACES: usize = 8;

/// Folds findings of one rule in texts that say the same. The one outside of a summary stays, of several the first of the highest
/// severity. `diagnostics` stand in the order of the source.
pub fn fold_repetitions(
    diagnostics: &mut Vec<Diagnostic>,
    analysis: &Analysis<'_>,
    measures: &[Measure],
    starts: &Starts<'_>,
    lexicon: &Lexicon,
    lang: Lang,
) {
    let rules = Rules::new(diagnostics);
    if rules.counts.iter().all(|count| *count < 2) {
        return;
    }
    let texts = Texts::new(analysis, measures, starts, lexicon);
    let found = texts.of(diagnostics, &rules);
    let mut keep = vec![true; diagnostics.len()];
    let mut originals: Vec<Vec<usize>> = vec![Vec::new(); rules.counts.len()];
    // What stands outside of summaries first: it stays.
    let ordered = |sums: bool| {
        found.iter().enumerate().filter(move |(_, f)| f.as_ref().is_some_and(|f| f.sums == sums))
    };
    for (i, one) in ordered(false).chain(ordered(true)) {
        let Some(one) = one else { continue };
        let others = &mut originals[rules.of[i]];
        let same = |&o: &usize| {
            let message = || diagnostics[o].message == diagnostics[i].message;
            found[o].as_ref().is_some_and(|other| texts.same(other, one, message))
        };
        let near = if one.may_repeat() { MAX_COMPARED } else { 0 };
        let same = others.iter().rev().take(near).position(same);
        match same.map(|back| others.len() - 1 - back) {
            None => others.push(i),
            Some(at) => {
                let other = others[at];
                let wins = diagnostics[i].severity > diagnostics[other].severity;
                let (kept, folded) = if wins { (i, other) } else { (other, i) };
                others[at] = kept;
                keep[folded] = false;
                fold(diagnostics, kept, folded, lang);
            }
        }
    }
    let mut keep = keep.into_iter();
    diagnostics.retain(|_| keep.next().unwrap_or(true));
}

/// The rules of findings: which one each finding is of, by number, and how many findings each rule has.
struct Rules {
    of: Vec<usize>,
    counts: Vec<usize>,
}

impl Rules {
    fn new(diagnostics: &[Diagnostic]) -> Self {
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        let mut rules = Self { of: Vec::with_capacity(diagnostics.len()), counts: Vec::new() };
        for diagnostic in diagnostics {
            let number = *numbers.entry(&diagnostic.rule).or_insert(rules.counts.len());
            if number == rules.counts.len() {
                rules.counts.push(0);
            }
            rules.counts[number] += 1;
            rules.of.push(number);
        }
        rules
    }

    /// Whether the rule of a finding has others.
    fn repeats(&self, finding: usize) -> bool {
        self.counts[self.of[finding]] > 1
    }
}

/// What is said at the other places of a finding that stands for several.
fn label(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "ここにも同じ記述があります",
        Lang::En => "the same is written here",
    }
}

/// Whether a place of a finding, told in `lang`, is one where the report says the same again: without the first place, the finding
/// would be there.
pub fn is_repetition(related: &Related, lang: Lang) -> bool {
    related.label == label(lang)
}

/// Makes a finding, with what was folded into it, a place of another one.
fn fold(diagnostics: &mut [Diagnostic], kept: usize, folded: usize, lang: Lang) {
    let label = label(lang).to_owned();
    let earlier = std::mem::take(&mut diagnostics[folded].related);
    let again = earlier.into_iter().filter(|r| r.label == label).map(|r| r.span);
    let spans: Vec<Span> = std::iter::once(diagnostics[folded].span).chain(again).collect();
    let related = &mut diagnostics[kept].related;
    for span in spans {
        if related.iter().filter(|r| r.label == label).count() < MAX_PLACES {
            related.push(Related { span, label: label.clone() });
        }
    }
}

/// The text that a finding stands in.
struct Found<'a> {
    /// The measure, if it is one.
    measure: Option<&'a Measure>,
    own: SentenceId,
    letters: Rc<Letters<'a>>,
    section: SectionId,
    /// Whether it stands in a section that sums up.
    sums: bool,
}

impl Found<'_> {
    /// Whether it may say again what stands elsewhere.
    fn may_repeat(&self) -> bool {
        self.sums || self.measure.is_none()
    }

    fn sentences(&self) -> impl Iterator<Item = SentenceId> + '_ {
        let sentences = self.measure.map_or(&[][..], |m| &m.sentences);
        let own = sentences.is_empty().then_some(self.own);
        sentences.iter().copied().chain(own)
    }
}

/// The texts that findings stand in.
struct Texts<'a> {
    analysis: &'a Analysis<'a>,
    document: &'a Document,
    measures: &'a [Measure],
    lexicon: &'a Lexicon,
    incidents: Incidents,
    /// Whether each section sums up, if somebody has asked.
    sums: Vec<OnceCell<bool>>,
    starts: &'a Starts<'a>,
}

impl<'a> Texts<'a> {
    fn new(
        analysis: &'a Analysis<'a>,
        measures: &'a [Measure],
        starts: &'a Starts<'a>,
        lexicon: &'a Lexicon,
    ) -> Self {
        let document = analysis.document();
        let sums = vec![OnceCell::new(); document.sections.len()];
        let incidents = Incidents::of(document);
        Self { analysis, document, measures, lexicon, incidents, sums, starts }
    }

    /// Whether a section, or one around it, sums up.
    fn sums_up(&self, id: SectionId) -> bool {
        *self.sums[id.0 as usize].get_or_init(|| {
            let section = self.document.section(id);
            // A title 「…のまとめ」 sums up nothing: it is the report.
            let titled = section.heading.is_some() && section.heading == self.document.title;
            let title = self.document.section_title(id).filter(|_| !titled);
            title.is_some_and(|t| self.lexicon.measures.summary.is_match(t))
                || section.parent.is_some_and(|parent| self.sums_up(parent))
        })
    }

    /// The texts of findings, but for those that nothing can be folded into.
    fn of(&self, diagnostics: &[Diagnostic], rules: &Rules) -> Vec<Option<Found<'a>>> {
        let mut found: Vec<Option<Found<'a>>> = Vec::with_capacity(diagnostics.len());
        let mut last = None;
        for (i, diagnostic) in diagnostics.iter().enumerate() {
            let before = last.and_then(|at: usize| found[at].as_ref());
            found.push(if rules.repeats(i) { self.at(diagnostic.span, before) } else { None });
            last = if found[i].is_some() { Some(i) } else { last };
        }
        found
    }

    /// The measure, or else the sentence, that holds a place. Its letters are those of the one before, if it is the same.
    fn at(&self, span: Span, last: Option<&Found<'a>>) -> Option<Found<'a>> {
        let after = self.measures.partition_point(|m| m.span.start <= span.start);
        let measure = after.checked_sub(1).map(|i| &self.measures[i]).filter(|m| m.span.contains(span));
        let own = self.starts.before(span.start)?;
        let (text, id) = match measure {
            Some(measure) => (measure.text.as_str(), measure.section),
            None => (self.document.sentence_text(own), self.document.sentence(own).section),
        };
        let section = self.document.section(id);
        let names =
            section.heading == Some(self.document.sentence(own).block) && !section.own_roles.is_empty();
        let inside = measure.is_some() || self.document.sentence_span(own, 0..text.len()).contains(span);
        if !inside || names {
            return None;
        }
        let same = |last: &&Found<'a>| match (measure, last.measure) {
            (Some(one), Some(other)) => std::ptr::eq(one, other),
            (None, None) => own == last.own,
            _ => false,
        };
        let body = || &text[self.lexicon.measures.body_start(text).min(text.len())..];
        let letters = match last.filter(same) {
            Some(last) => Rc::clone(&last.letters),
            None => Letters::of(body())?,
        };
        Some(Found { measure, own, letters, section: id, sums: self.sums_up(id) })
    }

    /// Whether `later` says what `first` says. `message`: whether the rule says the same of both.
    fn same(&self, first: &Found<'_>, later: &Found<'_>, message: impl Fn() -> bool) -> bool {
        if first.own == later.own || first.measure.is_some() != later.measure.is_some() {
            return false;
        }
        let (bare, earlier) = (later.letters.bare(), first.letters.bare());
        let equal = bare.text == earlier.text;
        if !equal && !later.sums {
            return false;
        }
        if !bare.long && self.incidents.around(first.section) != self.incidents.around(later.section) {
            return false;
        }
        if equal {
            return later.may_repeat() && message();
        }
        !first.sums && self.alike(first, later)
    }

    /// Whether two texts have nearly the same words.
    fn alike(&self, first: &Found<'_>, later: &Found<'_>) -> bool {
        let (a, b) = (self.words(first), self.words(later));
        let shared = a.intersection(&b).count();
        a.len() >= WORDS && b.len() >= WORDS && 200 * shared >= ALIKE * (a.len() + b.len())
    }

    /// The words of a text that are no particles, endings or signs; what denies it counts.
    fn words(&self, found: &Found<'_>) -> BTreeSet<&'a str> {
        let mut words = BTreeSet::new();
        for sentence in found.sentences() {
            let tokens = self.analysis.tokens(sentence);
            let body = self.lexicon.measures.body_start(&tokens.text) as u32;
            let content = tokens.tokens.iter().filter(|t| {
                let noun = t.is(&["名詞"]) && !t.is(&["名詞", "非自立"]);
                let denies = self.lexicon.predicates.grammar.negations.contains(tokens.lemma(t));
                t.start >= body && (noun || denies || t.is(&["動詞", "自立"]) || t.is(&["形容詞"]))
            });
            let light = |w: &str| self.lexicon.predicates.is_light(w);
            words.extend(content.map(|t| tokens.lemma(t)).filter(|w| !light(w)));
        }
        words
    }
}
