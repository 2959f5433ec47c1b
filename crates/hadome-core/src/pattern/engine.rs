//! Regular expressions that are compiled when it pays.
//!
//! Compiling is what an expression costs most, some fifty microseconds, and a report is read by hundreds of them. So at first
//! the strings that every match contains keep texts away, and the few that are left are searched by backtracking over the syntax tree.
//! An expression that has been asked often is compiled, and is faster from then on.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use regex_syntax::hir::Hir;

use super::Literals;
use super::known::Flavour;
use super::pairs::Wanted;
use super::regex::folded;
use super::walk::{self, Groups};
use crate::recall::Asked;

/// About so many sentences are walked in the time that compiling takes.
const PATIENCE: u32 = 60;
/// The bytes of a longish sentence.
const SENTENCE: usize = 250;
/// Longer texts are left to the automaton.
const LONG: usize = 20_000;

/// An expression and, once it was needed, what it is made into.
#[derive(Debug)]
pub(super) struct Lazy {
    answers: Answers,
    text: Box<str>,
    flavour: Flavour,
    /// What every match contains, if that was worked out before.
    needs: Option<Literals>,
    /// `None` if it has a mistake.
    parsed: OnceLock<Option<Parsed>>,
    /// The same, to be asked first.
    wanted: OnceLock<Wanted>,
    /// How many texts it has been asked about that may have what it needs.
    asked: AtomicU32,
    /// `None` if it cannot be compiled.
    regex: OnceLock<Option<regex::Regex>>,
}

/// What it has answered about texts before: all its matches, and the first.
#[derive(Debug, Default)]
struct Answers {
    all: Asked,
    first: Asked,
}

#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) hir: Hir,
    /// What every match contains; nothing where [`Lazy::needs`] says it.
    pub(super) needs: Literals,
    pub(super) names: Vec<Option<Arc<str>>>,
    /// See [`walk::first_bytes`].
    first: OnceLock<Option<Box<[bool; 256]>>>,
}

impl Parsed {
    pub(super) fn new(hir: Hir, needs: Literals) -> Self {
        let mut names = vec![None];
        super::regex::capture_names(&hir, &mut names);
        Self { hir, needs, names, first: OnceLock::new() }
    }

    fn walk(&self, text: &str, limit: usize) -> Result<Vec<Groups>, walk::TooHard> {
        let first = self.first.get_or_init(|| walk::first_bytes(&self.hir)).as_deref();
        walk::find(&self.hir, first, text, limit)
    }
}

impl Lazy {
    pub(super) fn new(text: &str, flavour: Flavour, needs: Option<Literals>) -> Self {
        let (wanted, parsed, regex) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let (answers, text, asked) = (Answers::default(), text.into(), AtomicU32::new(0));
        Self { answers, text, flavour, needs, wanted, parsed, asked, regex }
    }

    /// The same for an expression that has been parsed.
    pub(super) fn parsed(text: &str, flavour: Flavour, parsed: Parsed) -> Self {
        let lazy = Self::new(text, flavour, None);
        Self { parsed: OnceLock::from(Some(parsed)), ..lazy }
    }

    /// Rules say what case they mean; the lexicon does not care.
    pub(super) fn ignores_case(&self) -> bool {
        self.flavour == Flavour::Expression
    }

    /// The text that is parsed: what rules spell is folded as reports are.
    pub(super) fn folded(&self) -> Cow<'_, str> {
        match self.flavour {
            Flavour::Regex => Cow::Owned(folded(&self.text)),
            _ => Cow::Borrowed(&self.text),
        }
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.answers.all.about(text, || self.has_match(text))
    }

    fn has_match(&self, text: &str) -> bool {
        match self.engine(text) {
            Engine::Walk(parsed) => match parsed.walk(text, 1) {
                Ok(found) => !found.is_empty(),
                Err(_) => self.compiled().is_ok_and(|regex| regex.is_match(text)),
            },
            Engine::Automaton(regex) => regex.is_match(text),
            Engine::Nothing => false,
        }
    }

    /// The groups of the first matches, at most `limit` of them, leftmost-first and not overlapping.
    pub(super) fn find(&self, text: &str, limit: usize) -> Vec<Groups> {
        let search = || self.search(text, limit);
        match limit {
            1 => self.answers.first.list(text, search),
            usize::MAX => self.answers.all.list(text, search),
            _ => search(),
        }
    }

    fn search(&self, text: &str, limit: usize) -> Vec<Groups> {
        match self.engine(text) {
            Engine::Walk(parsed) => match parsed.walk(text, limit) {
                Ok(found) => found,
                Err(_) => self.compiled().map_or_else(|_| Vec::new(), |regex| all(regex, text, limit)),
            },
            Engine::Automaton(regex) => all(regex, text, limit),
            Engine::Nothing => Vec::new(),
        }
    }

    /// The names of the groups, by their position.
    pub(super) fn names(&self) -> &[Option<Arc<str>>] {
        self.get_parsed().map_or(&[], |parsed| &parsed.names)
    }

    /// What to search a text with.
    fn engine(&self, text: &str) -> Engine<'_> {
        // Asked first: most texts lack what an expression needs, and then it is never parsed.
        let Some(needs) = self.needs() else { return Engine::Nothing };
        if !self.wanted.get_or_init(|| Wanted::new(needs)).may_be_in(text) {
            return Engine::Nothing;
        }
        let automaton = |regex: Option<_>| regex.map_or(Engine::Nothing, Engine::Automaton);
        // A compiled expression finds its literals faster itself.
        if let Some(regex) = self.regex.get() {
            return automaton(regex.as_ref());
        }
        // Looking for the literals of many expressions in a whole report takes longer than compiling them once.
        if text.len() > LONG {
            return automaton(self.compiled().ok());
        }
        if !needs.clauses().iter().all(|c| c.iter().any(|s| contains(text, s))) {
            return Engine::Nothing;
        }
        let weight = 1 + (text.len() / SENTENCE) as u32;
        if self.asked.fetch_add(weight, Ordering::Relaxed) >= PATIENCE {
            return automaton(self.compiled().ok());
        }
        self.get_parsed().map_or(Engine::Nothing, Engine::Walk)
    }

    /// What every match contains; `None` if there can be none, because of a mistake.
    fn needs(&self) -> Option<&Literals> {
        self.needs.as_ref().or_else(|| self.get_parsed().map(|parsed| &parsed.needs))
    }

    /// The compiled expression, or why there is none.
    pub(super) fn compiled(&self) -> Result<&regex::Regex, regex::Error> {
        if let Some(Some(regex)) = self.regex.get() {
            return Ok(regex);
        }
        let built = regex::RegexBuilder::new(&self.folded()).case_insensitive(self.ignores_case()).build();
        let error = built.as_ref().err().cloned();
        let regex = self.regex.get_or_init(|| built.ok());
        regex.as_ref().ok_or_else(|| error.unwrap_or(regex::Error::Syntax(String::new())))
    }

    pub(super) fn parser(&self, ignore_case: bool) -> regex_syntax::Parser {
        regex_syntax::ParserBuilder::new().case_insensitive(ignore_case).build()
    }

    pub(super) fn get_parsed(&self) -> Option<&Parsed> {
        self.parsed.get_or_init(|| self.parse()).as_ref()
    }

    pub(super) fn parse(&self) -> Option<Parsed> {
        let text = self.folded();
        let parse = |ignore_case| self.parser(ignore_case).parse(&text).ok();
        let cased = |c: char| c.is_lowercase() || c.is_uppercase();
        let folds = self.ignores_case() && text.contains(cased);
        if self.needs.is_some() {
            return Some(Parsed::new(parse(folds)?, Literals::default()));
        }
        if !folds {
            let hir = parse(false)?;
            let needs = super::regex::needed(&hir);
            return Some(Parsed::new(hir, needs));
        }
        // Folding makes classes of letters, in which no literal is left; the case of ASCII letters does not count in one anyway.
        let foreign = text.contains(|c: char| !c.is_ascii() && cased(c));
        let needs = if foreign { Literals::default() } else { super::regex::needed(&parse(false)?) };
        Some(Parsed::new(parse(true)?, needs))
    }
}

/// What an expression is searched with.
enum Engine<'r> {
    /// The text cannot match.
    Nothing,
    Walk(&'r Parsed),
    Automaton(&'r regex::Regex),
}

fn all(regex: &regex::Regex, text: &str, limit: usize) -> Vec<Groups> {
    if regex.captures_len() == 1 {
        return regex.find_iter(text).take(limit).map(|m| vec![Some(m.range())]).collect();
    }
    // Groups cost far more than telling that there are none.
    if !regex.is_match(text) {
        return Vec::new();
    }
    let found = regex.captures_iter(text).take(limit);
    found.map(|groups| groups.iter().map(|g| g.map(|g| g.range())).collect()).collect()
}

/// Whether a text has a string in it, which is in lower case and without white space; neither counts in the text.
fn contains(text: &str, string: &str) -> bool {
    let Some(first) = string.chars().next() else { return true };
    let rest = &string[first.len_utf8()..];
    let mut tail = text;
    loop {
        let found = match first.is_ascii_alphabetic() {
            true => tail.bytes().position(|b| b.to_ascii_lowercase() == first as u8),
            false => tail.find(first),
        };
        let Some(at) = found else { return false };
        tail = &tail[at + first.len_utf8()..];
        if starts_with(tail, rest) {
            return true;
        }
    }
}

/// The same for the beginning of a text.
fn starts_with(text: &str, string: &str) -> bool {
    let mut wanted = string.bytes().peekable();
    for byte in text.bytes().filter(|b| !b.is_ascii_whitespace()) {
        if wanted.next_if(|w| *w == byte.to_ascii_lowercase()).is_none() {
            break;
        }
    }
    wanted.peek().is_none()
}
