//! Which words of a heading give which role.

use std::collections::HashMap;
use std::sync::Arc;

use super::heading::{self, HeadingText};
use super::parsed::HeadingWords;
use super::{Role, RoleSet};
use crate::recall::Asked;

/// The words by which headings are recognised.
///
/// Filled from `rules/lexicon/sections.toml` and a project's own words (see [`crate::lexicon`]); only the outline and, where
/// notation alone cannot decide, the format parsers read it.
#[derive(Debug, Clone, Default)]
pub struct RoleTable {
    asked: Asked,
    words: HashMap<String, Vec<Entry>>,
    globs: Vec<(Glob, RoleSet)>,
    tails: Vec<String>,
    joints: Vec<String>,
    modifiers: Vec<String>,
    titles: Vec<String>,
    judging: Judging,
    details: Vec<String>,
    subjects: Vec<String>,
    /// The first word of each role: what a heading of that role looks like.
    first: HashMap<Role, String>,
    /// The longest word in bytes, so that no suffix longer than it is looked up.
    longest: usize,
}

/// What a word of the table says.
#[derive(Debug, Clone)]
struct Entry {
    meaning: Meaning,
    /// Whether the word counts at the end of any text, or only after a particle or a space.
    anywhere: bool,
}

impl Entry {
    /// Whether the word counts at the end of a longer text. A neutral word must be the whole heading: 「過去の警告の参照」 is none.
    fn counts_at_end(&self, modified: bool) -> bool {
        !matches!(self.meaning, Meaning::Neutral) && (self.anywhere || modified)
    }
}

#[derive(Debug, Clone)]
enum Meaning {
    Roles(RoleSet),
    Neutral,
    Ambiguous(Arc<Choice>),
}

/// Headings that weigh measures instead of stating them.
#[derive(Debug, Clone, Default)]
struct Judging {
    about: Vec<String>,
    tails: Vec<String>,
    globs: Vec<Glob>,
}

/// What an ambiguous word may mean, by its surroundings. `None` where the surroundings do not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Most of the section's entries carry a clock time.
    pub timed: Option<RoleSet>,
    /// Another section of the same report is plainly a countermeasure section.
    pub beside: Option<RoleSet>,
    /// A cause section stands before it or is named together with it.
    pub after_cause: Option<RoleSet>,
    /// None of these.
    pub otherwise: RoleSet,
}

impl Choice {
    /// Every role that it may come to.
    pub fn candidates(&self) -> RoleSet {
        [self.timed, self.beside, self.after_cause].into_iter().flatten().fold(self.otherwise, RoleSet::union)
    }

    /// The roles in these surroundings.
    pub fn decide(&self, timed: bool, beside: bool, after_cause: bool) -> RoleSet {
        [(timed, self.timed), (beside, self.beside), (after_cause, self.after_cause)]
            .into_iter()
            .find_map(|(applies, roles)| roles.filter(|_| applies))
            .unwrap_or(self.otherwise)
    }
}

/// What a heading says about its section.
#[derive(Debug, Clone, Default)]
pub struct Classified {
    /// The roles it names plainly.
    pub roles: RoleSet,
    /// Its ambiguous words, which the surroundings decide.
    pub ambiguous: Vec<Arc<Choice>>,
    /// Whether it is known to open a section of no role (参考, まとめ).
    pub neutral: bool,
    /// Whether it weighs measures or causes instead of stating them (再発防止策の検証).
    pub judging: bool,
    /// Whether every recognised part *is* a known word, rather than ending in one.
    pub whole: bool,
}

impl Classified {
    /// Whether the table knows the heading at all.
    pub fn is_known(&self) -> bool {
        !self.roles.is_empty() || !self.ambiguous.is_empty() || self.neutral || self.judging
    }
}

impl RoleTable {
    /// A table without words.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words that give a role wherever a heading is one of them or ends in one.
    pub fn add_words<S: AsRef<str>>(&mut self, role: Role, words: impl IntoIterator<Item = S>) {
        for word in words {
            self.first.entry(role).or_insert_with(|| word.as_ref().to_owned());
            self.add(word.as_ref(), Meaning::Roles(RoleSet::from_iter([role])), true);
        }
    }

    /// A word that opens a section of a role: the first that was added.
    pub fn word(&self, role: Role) -> Option<&str> {
        self.first.get(&role).map(String::as_str)
    }

    /// Adds words that give a role as a whole heading, or at its end after a particle or a space.
    pub fn add_alone<S: AsRef<str>>(&mut self, role: Role, words: impl IntoIterator<Item = S>) {
        words
            .into_iter()
            .for_each(|w| self.add(w.as_ref(), Meaning::Roles(RoleSet::from_iter([role])), false));
    }

    /// Adds patterns of whole headings, in which `*` stands for any text.
    pub fn add_like<S: AsRef<str>>(&mut self, role: Role, patterns: impl IntoIterator<Item = S>) {
        self.asked = Asked::default();
        let roles = RoleSet::from_iter([role]);
        self.globs.extend(patterns.into_iter().map(|p| (Glob::new(&fold(p.as_ref())), roles)));
    }

    /// Adds words whose role the surroundings decide.
    pub fn add_ambiguous<S: AsRef<str>>(&mut self, choice: &Arc<Choice>, words: impl IntoIterator<Item = S>) {
        words.into_iter().for_each(|w| self.add(w.as_ref(), Meaning::Ambiguous(Arc::clone(choice)), false));
    }

    /// Adds what the title of a report ends in (報告書, について).
    pub fn add_titles<S: AsRef<str>>(&mut self, endings: impl IntoIterator<Item = S>) {
        self.titles.extend(endings.into_iter().map(|e| fold(e.as_ref())));
    }

    /// Adds headings that open a section of no role.
    pub fn add_neutral<S: AsRef<str>>(&mut self, words: impl IntoIterator<Item = S>) {
        words.into_iter().for_each(|w| self.add(w.as_ref(), Meaning::Neutral, false));
    }

    /// Adds what may follow a word without changing what the section is for.
    pub fn add_tails<S: AsRef<str>>(&mut self, tails: impl IntoIterator<Item = S>) {
        self.asked = Asked::default();
        self.tails.extend(tails.into_iter().map(|t| fold(t.as_ref())));
        self.tails.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        self.tails.dedup();
    }

    /// Adds words that join two kinds of section in one heading (と, および). Earlier ones are tried first.
    pub fn add_joints<S: AsRef<str>>(&mut self, joints: impl IntoIterator<Item = S>) {
        self.asked = Asked::default();
        self.joints.extend(joints.into_iter().map(|j| j.as_ref().to_lowercase()));
    }

    /// Adds what ends a modifier of the word that follows it (の, な).
    pub fn add_modifiers<S: AsRef<str>>(&mut self, modifiers: impl IntoIterator<Item = S>) {
        self.asked = Asked::default();
        self.modifiers.extend(modifiers.into_iter().map(|m| fold(m.as_ref())));
    }

    /// Adds headings that weigh measures: endings and patterns, each only beside one of the words `about`.
    pub fn add_judging<S: AsRef<str>>(
        &mut self,
        about: impl IntoIterator<Item = S>,
        tails: impl IntoIterator<Item = S>,
        like: impl IntoIterator<Item = S>,
    ) {
        self.asked = Asked::default();
        self.judging.about.extend(about.into_iter().map(|w| fold(w.as_ref())));
        self.judging.tails.extend(tails.into_iter().map(|w| fold(w.as_ref())));
        self.judging.globs.extend(like.into_iter().map(|w| Glob::new(&fold(w.as_ref()))));
    }

    /// Adds headers of table columns that describe the measure or cause beside them further (内容, 詳細).
    pub fn add_details<S: AsRef<str>>(&mut self, headers: impl IntoIterator<Item = S>) {
        self.details.extend(headers.into_iter().map(|h| fold(h.as_ref())));
    }

    /// Adds headers of table columns that say what a measure or cause is about, without being part of it (問題, リスク).
    pub fn add_subjects<S: AsRef<str>>(&mut self, headers: impl IntoIterator<Item = S>) {
        self.subjects.extend(headers.into_iter().map(|h| fold(h.as_ref())));
    }

    /// Whether a column's header says that it describes the one beside it further.
    pub(crate) fn is_detail(&self, header: &str) -> bool {
        let header = header.trim().to_lowercase();
        self.details.contains(&header)
    }

    /// Whether a column's header says what the one beside it is about.
    pub(crate) fn is_subject(&self, header: &str) -> bool {
        let header = header.trim().to_lowercase();
        self.subjects.iter().any(|s| header.ends_with(s.as_str()))
    }

    /// What a heading (folded) says about its section.
    pub fn classify(&self, heading: &str) -> Classified {
        self.asked.known(heading, || self.classify_anew(heading))
    }

    fn classify_anew(&self, heading: &str) -> Classified {
        let text = HeadingText::new(heading);
        if self.is_judging(&text.whole) {
            return Classified { judging: true, whole: true, ..Classified::default() };
        }
        // Either side of a colon may name the role, and a remark may when nothing else does. A neutral word decides
        // only if no other reading says more (まとめ: 再発防止策).
        let readings = text.readings.iter().map(|r| self.classify_reading(r)).filter(Classified::is_known);
        let mut neutral = None;
        for reading in readings {
            if !reading.neutral {
                return reading;
            }
            neutral.get_or_insert(reading);
        }
        neutral.unwrap_or_default()
    }

    fn is_judging(&self, whole: &str) -> bool {
        self.judging.about.iter().any(|w| whole.contains(w.as_str()))
            && (self.judging.tails.iter().any(|t| whole.ends_with(t.as_str()))
                || self.judging.globs.iter().any(|g| g.matches(whole)))
    }

    fn classify_reading(&self, reading: &str) -> Classified {
        if let Some((_, roles)) = self.globs.iter().find(|(g, _)| g.matches(reading)) {
            return Classified { roles: *roles, whole: true, ..Classified::default() };
        }
        // The whole first: 「是正・予防処置」 is one word.
        if let Some(found) = self.lookup(reading, reading.len()) {
            return self.collect([(found, true)]);
        }
        let parts = heading::parts(reading, &self.joints);
        let found: Vec<_> = parts.iter().map(|p| self.classify_part(p)).collect();
        // The last part is the head of the heading: when it says nothing, the others count only as whole words.
        let headless = found.last().is_none_or(Option::is_none);
        self.collect(found.into_iter().flatten().filter(|(_, whole)| *whole || !headless))
    }

    fn collect<'t>(&self, found: impl IntoIterator<Item = (&'t [Entry], bool)>) -> Classified {
        let mut result = Classified { whole: true, ..Classified::default() };
        for (entries, whole) in found {
            result.whole &= whole;
            for entry in entries {
                match &entry.meaning {
                    Meaning::Roles(roles) => result.roles = result.roles.union(*roles),
                    Meaning::Ambiguous(choice) => result.ambiguous.push(Arc::clone(choice)),
                    Meaning::Neutral => result.neutral = true,
                }
            }
        }
        result.neutral &= result.roles.is_empty() && result.ambiguous.is_empty();
        result
    }

    /// What one part says, and whether it is a known word as a whole. Tails are taken off one by one; a tail that leaves an
    /// unknown text stays on (障害の概要).
    fn classify_part(&self, part: &str) -> Option<(&[Entry], bool)> {
        let bare = heading::trim(heading::strip_counter(part));
        self.lookup(part, part.len())
            .or_else(|| self.lookup(bare, bare.len()))
            .map(|entries| (entries, true))
            .or_else(|| self.without_tail(bare, 3))
            .or_else(|| self.suffix(bare).map(|e| (e, false)))
            .or_else(|| self.prefix(bare).map(|e| (e, false)))
    }

    fn without_tail(&self, part: &str, depth: usize) -> Option<(&[Entry], bool)> {
        let depth = depth.checked_sub(1)?;
        self.tails.iter().filter_map(|t| part.strip_suffix(t.as_str())).find_map(|rest| {
            let rest = heading::trim(heading::strip_counter(self.without_modifier(rest)));
            if rest.is_empty() {
                return None;
            }
            self.lookup(rest, rest.len())
                .map(|e| (e, true))
                .or_else(|| self.without_tail(rest, depth))
                .or_else(|| self.suffix(rest).map(|e| (e, false)))
        })
    }

    fn without_modifier<'t>(&self, text: &'t str) -> &'t str {
        self.modifiers.iter().find_map(|m| text.strip_suffix(m.as_str())).unwrap_or(text)
    }

    /// The longest known word at the end of a part.
    fn suffix(&self, part: &str) -> Option<&[Entry]> {
        let mut before = None;
        for (at, c) in part.char_indices() {
            let rest = &part[at..];
            let joint = match before {
                Some(b) if c.is_ascii_alphanumeric() => !char::is_ascii_alphanumeric(&b),
                Some(_) => true,
                None => false,
            };
            let modified = self.modifiers.iter().any(|m| part[..at].ends_with(m.as_str()));
            if joint
                && let Some(entries) = self.lookup(rest, rest.len())
                && entries.iter().any(|e| e.counts_at_end(modified))
            {
                return Some(entries);
            }
            before = Some(c);
        }
        None
    }

    /// A known English word at the start of a short heading: "Impact on users".
    fn prefix(&self, part: &str) -> Option<&[Entry]> {
        if !part.is_ascii() || part.split_whitespace().count() > 5 {
            return None;
        }
        part.match_indices(' ').rev().find_map(|(at, _)| self.lookup(&part[..at], at))
    }

    fn lookup(&self, word: &str, len: usize) -> Option<&[Entry]> {
        if len > self.longest { None } else { self.words.get(word).map(Vec::as_slice) }
    }

    fn add(&mut self, word: &str, meaning: Meaning, anywhere: bool) {
        self.asked = Asked::default();
        let word = fold(word);
        self.longest = self.longest.max(word.len());
        self.words.entry(word).or_default().push(Entry { meaning, anywhere });
    }
}

impl HeadingWords for RoleTable {
    fn is_heading_word(&self, folded: &str) -> bool {
        const LONGEST_LABEL: usize = 24;
        const LONGEST: usize = 4 * LONGEST_LABEL;
        // A text in which no bracket follows a short name is no longer than that, or no label.
        let head = &folded.as_bytes()[..folded.len().min(LONGEST + 1)];
        let name = match memchr::memchr(b'(', head) {
            Some(at) if !folded[..at].trim().is_empty() => &folded[..at],
            _ => folded,
        };
        let short = name.len() <= LONGEST && name.chars().count() <= LONGEST_LABEL;
        short
            && !folded.contains(['。', '、', '\n'])
            && self.asked.about(folded, || self.classify(folded).is_known())
    }

    fn is_title(&self, folded: &str) -> bool {
        let whole = HeadingText::new(folded).whole;
        self.titles.iter().any(|t| whole.ends_with(t.as_str()))
    }
}

/// A pattern in which `*` stands for any text.
#[derive(Debug, Clone)]
struct Glob {
    pieces: Vec<String>,
}

impl Glob {
    fn new(pattern: &str) -> Self {
        Self { pieces: pattern.split('*').map(str::to_owned).collect() }
    }

    fn matches(&self, text: &str) -> bool {
        let (Some(first), Some(last)) = (self.pieces.first(), self.pieces.last()) else { return false };
        // Most patterns differ from most texts in their first or their last byte already.
        let differ = |pattern: Option<&u8>, text: Option<&u8>| pattern.is_some() && pattern != text;
        if differ(first.as_bytes().first(), text.as_bytes().first())
            || differ(last.as_bytes().last(), text.as_bytes().last())
        {
            return false;
        }
        if self.pieces.len() == 1 {
            return text == first;
        }
        let Some(mut rest) = text.strip_prefix(first.as_str()).and_then(|r| r.strip_suffix(last.as_str()))
        else {
            return false;
        };
        for piece in &self.pieces[1..self.pieces.len() - 1] {
            match rest.find(piece.as_str()) {
                Some(at) => rest = &rest[at + piece.len()..],
                None => return false,
            }
        }
        true
    }
}

/// Words are compared as headings are read: folded and in lower case.
fn fold(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    word.trim().nfkc().collect::<String>().to_lowercase()
}
