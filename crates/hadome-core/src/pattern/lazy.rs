//! Regular expressions that are compiled when a text comes in which they may match.
//!
//! Compiling is what an expression costs most, some fifty microseconds, and most reports hold nothing that most expressions look
//! for. Until then the strings that every match contains, which only take parsing, keep texts away. When they have kept away many, the
//! expression is compiled all the same: it is the faster filter.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use super::Literals;

/// About so many texts are looked at for strings in the time that compiling takes.
const PATIENCE: u32 = 500;

/// A regular expression of the lexicon, over folded text. Case of ASCII letters does not matter. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Expression {
    inner: Arc<Lazy>,
}

impl Expression {
    /// An expression that is neither parsed nor compiled yet. One with a mistake never matches; see [`Expression::mistake`].
    pub fn new(text: &str) -> Self {
        Self { inner: Arc::new(Lazy::new(text, true, None)) }
    }

    /// What is wrong with the expression.
    pub fn mistake(&self) -> Option<String> {
        self.inner.parse().err().map(|error| error.to_string())
    }

    /// Whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.inner.on(text).is_some_and(|regex| regex.is_match(text))
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<regex::Match<'t>> {
        self.inner.on(text)?.find(text)
    }

    /// All matches, leftmost-first, not overlapping.
    pub fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = regex::Match<'t>> {
        self.inner.on(text).into_iter().flat_map(move |regex| regex.find_iter(text))
    }

    /// The groups of all matches.
    pub fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = regex::Captures<'t>> {
        self.inner.on(text).into_iter().flat_map(move |regex| regex.captures_iter(text))
    }
}

/// Several expressions of which it only matters whether any matches, or which.
#[derive(Debug, Clone, Default)]
pub struct Expressions {
    list: Arc<[Expression]>,
}

impl Expressions {
    /// Whether one of them matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.list.iter().any(|e| e.is_match(text))
    }

    /// The position of the first of them that matches anywhere in a text.
    pub fn first(&self, text: &str) -> Option<usize> {
        self.list.iter().position(|e| e.is_match(text))
    }
}

impl FromIterator<Expression> for Expressions {
    fn from_iter<I: IntoIterator<Item = Expression>>(list: I) -> Self {
        Self { list: list.into_iter().collect() }
    }
}

/// An expression and, once it was needed, what it compiles to.
#[derive(Debug)]
pub(super) struct Lazy {
    text: Box<str>,
    ignore_case: bool,
    /// What every match contains. Some white space that is not ASCII is folded away from texts, so that none has any.
    needs: OnceLock<Literals>,
    /// How many texts it has been asked about.
    asked: AtomicU32,
    /// `None` if it cannot be compiled.
    regex: OnceLock<Option<regex::Regex>>,
}

impl Lazy {
    /// `needs` is what every match contains, if the caller knows it already.
    pub(super) fn new(text: &str, ignore_case: bool, needs: Option<Literals>) -> Self {
        let needs = needs.map_or_else(OnceLock::new, OnceLock::from);
        Self { text: text.into(), ignore_case, needs, asked: AtomicU32::new(0), regex: OnceLock::new() }
    }

    /// The compiled expression, if it may match in a text. A compiled one is not held back: it finds its literals faster itself.
    pub(super) fn on(&self, text: &str) -> Option<&regex::Regex> {
        if let Some(regex) = self.regex.get() {
            return regex.as_ref();
        }
        if self.asked.fetch_add(1, Ordering::Relaxed) < PATIENCE {
            let needs = self.needs.get_or_init(|| self.needs());
            let met = |clause: &Vec<String>| clause.iter().any(|s| contains(text.as_bytes(), s.as_bytes()));
            if !needs.clauses().iter().all(met) {
                return None;
            }
        }
        self.compiled().ok()
    }

    /// The compiled expression, or why there is none.
    pub(super) fn compiled(&self) -> Result<&regex::Regex, regex::Error> {
        if let Some(Some(regex)) = self.regex.get() {
            return Ok(regex);
        }
        let built = regex::RegexBuilder::new(&self.text).case_insensitive(self.ignore_case).build();
        let error = built.as_ref().err().cloned();
        let regex = self.regex.get_or_init(|| built.ok());
        regex.as_ref().ok_or_else(|| error.unwrap_or(regex::Error::Syntax(String::new())))
    }

    /// Parses without regard to case: folding makes classes of letters, in which no literal is left.
    fn parse(&self) -> Result<regex_syntax::hir::Hir, Box<regex_syntax::Error>> {
        regex_syntax::ParserBuilder::new().build().parse(&self.text).map_err(Box::new)
    }

    fn needs(&self) -> Literals {
        let cased = |c: char| !c.is_ascii() && (c.is_lowercase() || c.is_uppercase());
        if self.ignore_case && self.text.contains(cased) {
            return Literals::default();
        }
        self.parse().map(|hir| super::regex::needed(&hir)).unwrap_or_default()
    }
}

/// Whether a text has a string in it, which is in lower case and without white space; neither counts in the text.
fn contains(text: &[u8], string: &[u8]) -> bool {
    let Some((first, rest)) = string.split_first() else { return true };
    let mut tail = text;
    while let Some(at) = tail.iter().position(|b| b.to_ascii_lowercase() == *first) {
        tail = &tail[at + 1..];
        let mut wanted = rest.iter().peekable();
        for byte in tail.iter().filter(|b| !b.is_ascii_whitespace()) {
            if wanted.next_if(|w| **w == byte.to_ascii_lowercase()).is_none() {
                break;
            }
        }
        if wanted.peek().is_none() {
            return true;
        }
    }
    false
}
