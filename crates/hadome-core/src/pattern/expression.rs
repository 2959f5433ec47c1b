//! The regular expressions of the lexicon, and what they find.

use std::ops::Range;
use std::sync::Arc;

use super::Literals;
use super::engine::Lazy;
use super::known::{self, Flavour};
use super::walk::Groups;

/// A regular expression of the lexicon, over folded text. Case of ASCII letters does not matter. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Expression {
    inner: Arc<Lazy>,
}

/// A match of an [`Expression`], or of one of its groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'t> {
    text: &'t str,
    range: Range<usize>,
}

impl<'t> Found<'t> {
    /// The bytes of the text that it covers.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Where it begins.
    pub fn start(&self) -> usize {
        self.range.start
    }

    /// Where it ends.
    pub fn end(&self) -> usize {
        self.range.end
    }

    /// What it covers.
    pub fn as_str(&self) -> &'t str {
        &self.text[self.range.clone()]
    }
}

/// The groups of a match.
#[derive(Debug, Clone)]
pub struct FoundGroups<'r, 't> {
    text: &'t str,
    names: &'r [Option<Arc<str>>],
    groups: Groups,
}

impl<'t> FoundGroups<'_, 't> {
    /// A group by its position; 0 is the whole match.
    pub fn get(&self, index: usize) -> Option<Found<'t>> {
        let range = self.groups.get(index)?.clone()?;
        Some(Found { text: self.text, range })
    }

    /// A group by its name.
    pub fn name(&self, name: &str) -> Option<Found<'t>> {
        self.get(self.names.iter().position(|n| n.as_deref() == Some(name))?)
    }
}

impl Expression {
    /// An expression that is neither parsed nor compiled yet. One with a mistake never matches; see [`Expression::mistake`].
    pub fn new(text: &str) -> Self {
        let needs = known::lookup(Flavour::Expression, text).map(|known| known.needs);
        Self { inner: Arc::new(Lazy::new(text, Flavour::Expression, needs)) }
    }

    /// The names of its groups and what it needs; `None` if it has a mistake or may be too big.
    pub(super) fn parse_needs(text: &str) -> Option<(Vec<Arc<str>>, Literals)> {
        let parsed = Lazy::new(text, Flavour::Expression, None).parse()?;
        let fits = super::regex::surely_fits(&parsed.hir);
        fits.then(|| (parsed.names.into_iter().flatten().collect(), parsed.needs))
    }

    /// What is wrong with the expression.
    pub fn mistake(&self) -> Option<String> {
        let inner = &self.inner;
        if let Err(error) = inner.parser(inner.ignores_case()).parse(&inner.folded()) {
            return Some(error.to_string());
        }
        let fits = inner.get_parsed().is_some_and(|p| super::regex::surely_fits(&p.hir));
        if fits { None } else { inner.compiled().err().map(|error| error.to_string()) }
    }

    /// Whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.inner.is_match(text)
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        let range = self.inner.find(text, 1).pop()?.first()?.clone()?;
        Some(Found { text, range })
    }

    /// All matches, leftmost-first, not overlapping.
    pub fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Found<'t>> + use<'t> {
        let all = self.inner.find(text, usize::MAX).into_iter();
        all.filter_map(move |groups| Some(Found { text, range: groups.first()?.clone()? }))
    }

    /// How many matches there are, looking for no more than `most`.
    pub fn count(&self, text: &str, most: usize) -> usize {
        match most {
            0 => 0,
            1 => usize::from(self.is_match(text)),
            _ => self.inner.find(text, most).len(),
        }
    }

    /// The groups of all matches.
    pub fn captures_iter<'r, 't>(&'r self, text: &'t str) -> impl Iterator<Item = FoundGroups<'r, 't>> {
        let all = self.inner.find(text, usize::MAX).into_iter();
        all.map(move |groups| FoundGroups { text, names: self.inner.names(), groups })
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

    /// The match of the first of them that matches anywhere in a text.
    pub fn find<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        self.list.iter().find_map(|e| e.find(text))
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
