//! Regular expressions over the folded text of a sentence.

use std::ops::Range;
use std::sync::Arc;

use regex_syntax::ParserBuilder;
use regex_syntax::ast::ErrorKind;
use regex_syntax::hir::{Class, Hir, HirKind};
use unicode_normalization::char::is_combining_mark;

use super::engine::{Lazy, Parsed};
use super::fold::fold;
use super::known::{self, Flavour, Known};
use super::{Literals, Match, PatternError};
use crate::morph::Tokens;

/// A regular expression over the text of a sentence. Its named groups are captures. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Regex {
    text: Arc<str>,
    regex: Arc<Lazy>,
    names: Arc<[Arc<str>]>,
    literals: Arc<Literals>,
    cost: usize,
}

/// About how many states an expression may need: a tenth of what the regex library allows, so that one that passes always compiles.
const MOST_STATES: usize = 20_000;

impl Regex {
    /// Compiles an expression, or says what is wrong with it.
    ///
    /// What it spells is folded as texts are, so that ％ and （ in it match what texts have in their place; a character that
    /// folds to a sign of the expression language still stands for itself.
    pub fn compile(text: &str) -> Result<Self, Vec<PatternError>> {
        let Some(Known { captures, needs }) = known::lookup(Flavour::Regex, text) else {
            return Self::parse(text);
        };
        let regex = Lazy::new(text, Flavour::Regex, Some(needs.clone()));
        Ok(Self {
            text: text.into(),
            regex: Arc::new(regex),
            names: captures.into(),
            literals: Arc::new(needs),
            cost: 0,
        })
    }

    /// Compiles an expression of which nothing is known in advance.
    pub(super) fn parse(text: &str) -> Result<Self, Vec<PatternError>> {
        let folded = Folded::new(text);
        let hir = ParserBuilder::new().build().parse(&folded.text).map_err(|e| vec![folded.error(&e)])?;
        check_length(text, &hir).map_err(|e| vec![e])?;
        let cost = size(&hir);
        if cost > MOST_STATES {
            return Err(vec![too_big(text)]);
        }
        let literals = needed(&hir);
        let regex = Lazy::parsed(text, Flavour::Regex, Parsed::new(hir, literals.clone()));
        let names = regex.names().iter().flatten().cloned().collect();
        Ok(Self { text: text.into(), regex: Arc::new(regex), names, literals: Arc::new(literals), cost })
    }

    /// The expression as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// About how many states it needs; nothing for one that is built in.
    pub fn cost(&self) -> usize {
        self.cost
    }

    /// The names of its groups, in the order in which they are written.
    pub fn capture_names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// Whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// All matches, leftmost-first, not overlapping.
    pub fn find_all(&self, tokens: &Tokens) -> Vec<Match> {
        let mut matches = self.find_in(&tokens.text);
        for found in &mut matches {
            let list = &tokens.tokens;
            let first = list.partition_point(|t| t.end as usize <= found.range.start);
            let last = list.partition_point(|t| (t.start as usize) < found.range.end);
            found.tokens = first..last.max(first);
        }
        matches
    }

    /// All matches in a text that has not been tokenized; their token ranges are empty.
    pub fn find_in(&self, text: &str) -> Vec<Match> {
        let names = self.regex.names();
        let found = self.regex.find(text, usize::MAX).into_iter().filter_map(|groups| {
            let range = groups.first()?.clone().filter(|range| !range.is_empty())?;
            let named = names.iter().zip(groups);
            let captures = named.filter_map(|(name, group)| Some((Arc::clone(name.as_ref()?), group?)));
            Some(Match { tokens: 0..0, range, captures: captures.collect() })
        });
        found.collect()
    }

    /// Strings that a text must contain for the expression to match in it.
    pub fn literals(&self) -> Literals {
        Literals::clone(&self.literals)
    }
}

fn check_length(text: &str, hir: &Hir) -> Result<(), PatternError> {
    let whole = 0..text.len();
    match hir.properties().minimum_len() {
        Some(0) => Err(PatternError::new(
            whole,
            "何もないところにも一致してしまいます",
            "the expression matches where there is nothing",
        )
        .hint("必ず要る文字を一つは書いてください", "write at least one character that has to be there")),
        None => Err(PatternError::new(whole, "どの文にも一致しません", "the expression can never match")),
        Some(_) => Ok(()),
    }
}

fn too_big(text: &str) -> PatternError {
    PatternError::new(0..text.len(), "正規表現が大きすぎます", "the expression is too big")
        .hint("繰り返しの回数を減らしてください", "repeat less")
}

/// An expression with what it spells folded as texts are.
pub(super) fn folded(text: &str) -> String {
    Folded::new(text).text
}

/// An expression in which what it spells is folded.
struct Folded {
    text: String,
    /// Where each piece of the folded text begins, there and in the expression as it was written.
    pieces: Vec<(usize, usize)>,
    written: usize,
}

impl Folded {
    fn new(written: &str) -> Self {
        let mut folded = Self { text: String::new(), pieces: Vec::new(), written: written.len() };
        let mut chars = written.char_indices().peekable();
        let mut escaped = false;
        while let Some((at, c)) = chars.next() {
            let mut end = at + c.len_utf8();
            while let Some((i, mark)) = chars.next_if(|(_, c)| is_combining_mark(*c) || matches!(c, 'ﾞ' | 'ﾟ'))
            {
                end = i + mark.len_utf8();
            }
            folded.pieces.push((folded.text.len(), at));
            let cluster = &written[at..end];
            if c.is_ascii() && cluster.len() == 1 {
                folded.text.push(c);
            } else {
                folded.push_folded(&fold(cluster), escaped);
            }
            escaped = c == '\\' && !escaped;
        }
        folded
    }

    fn push_folded(&mut self, text: &str, escaped: bool) {
        for (i, c) in text.chars().enumerate() {
            if regex_syntax::is_meta_character(c) && !(escaped && i == 0) {
                self.text.push('\\');
            }
            self.text.push(c);
        }
    }

    /// The place in the written expression of a byte of the folded one.
    fn written_at(&self, at: usize) -> usize {
        if at >= self.text.len() {
            return self.written;
        }
        let piece = self.pieces.partition_point(|&(folded, _)| folded <= at);
        piece.checked_sub(1).and_then(|i| self.pieces.get(i)).map_or(0, |&(_, written)| written)
    }

    fn range(&self, span: &regex_syntax::ast::Span) -> Range<usize> {
        let start = self.written_at(span.start.offset);
        start..self.written_at(span.end.offset).max(start)
    }

    fn error(&self, error: &regex_syntax::Error) -> PatternError {
        match error {
            regex_syntax::Error::Parse(error) => {
                let range = self.range(error.span());
                match error.kind() {
                    ErrorKind::UnsupportedLookAround => {
                        PatternError::new(range, "先読み・後読みは使えません", "look-around is not supported")
                            .hint(
                                "`unless` の match に分けるか、`pattern` で書いてください",
                                "use an `unless` block or a `pattern` instead",
                            )
                    }
                    ErrorKind::UnsupportedBackreference => {
                        PatternError::new(range, "後方参照は使えません", "back-references are not supported")
                    }
                    kind => syntax(range, &kind.to_string()),
                }
            }
            regex_syntax::Error::Translate(error) => {
                syntax(self.range(error.span()), &error.kind().to_string())
            }
            other => syntax(0..self.written, &other.to_string()),
        }
    }
}

fn syntax(range: Range<usize>, what: &str) -> PatternError {
    PatternError::new(range, format!("正規表現の誤り: {what}"), format!("regex error: {what}"))
}

/// Whether an expression is so small that it compiles within the limit of the regex library, about a hundred times as much.
pub(super) fn surely_fits(hir: &Hir) -> bool {
    size(hir) <= 2_000
}

/// About how many states an expression needs.
fn size(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len() * 4,
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(_) => 1,
        HirKind::Capture(capture) => size(&capture.sub) + 2,
        HirKind::Repetition(repetition) => {
            let copies = repetition.max.unwrap_or(repetition.min + 1).max(1) as usize;
            size(&repetition.sub).saturating_add(1).saturating_mul(copies)
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().fold(0, |sum, part| size(part).saturating_add(sum))
        }
    }
}

/// The names of groups, by their position, as far as they have one.
pub(super) fn capture_names(hir: &Hir, names: &mut Vec<Option<Arc<str>>>) {
    match hir.kind() {
        HirKind::Capture(capture) => {
            let index = capture.index as usize;
            names.resize(names.len().max(index + 1), None);
            names[index] = capture.name.as_deref().map(Arc::from);
            capture_names(&capture.sub, names);
        }
        HirKind::Repetition(repetition) => capture_names(&repetition.sub, names),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().for_each(|part| capture_names(part, names));
        }
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => {}
    }
}

/// What every match of an expression contains.
pub(super) fn needed(hir: &Hir) -> Literals {
    match hir.kind() {
        HirKind::Literal(literal) => Literals::one_of(std::str::from_utf8(&literal.0).ok()),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            let count: usize = ranges.iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum();
            // A long list of single characters excludes little and costs as much as any other string.
            if count > 4 {
                return Literals::default();
            }
            Literals::one_of(ranges.iter().flat_map(|r| r.start()..=r.end()).map(|c| c.to_string()))
        }
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Concat(parts) => Literals::all(parts.iter().map(needed)),
        HirKind::Alternation(parts) => Literals::any(parts.iter().map(needed)),
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) | HirKind::Repetition(_) => Literals::default(),
    }
}
