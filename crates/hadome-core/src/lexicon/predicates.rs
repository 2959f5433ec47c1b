//! The verbs and verbal nouns at the head of a measure.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::words::{shared, word_list, word_set};
use crate::diagnostic::Text;
use crate::pattern::{Literals, Pairs, Wanted};
use crate::spec::{Reader, Str};

/// A class of head predicates, such as `confirm` or `consider`.
#[derive(Debug, Clone)]
pub struct PredicateClass {
    /// Its name. Several entries of the file may share one.
    pub name: Arc<str>,
    /// What it is called in messages.
    pub title: Text,
    /// Its place on the strength ladder; `None` for what is no action.
    pub rung: Option<u8>,
    negated: bool,
    verbs: Vec<String>,
    objects: Vec<Object>,
}

/// What a verb is done to.
#[derive(Debug, Clone)]
struct Object {
    text: String,
    wanted: Wanted,
}

/// The classes of `predicates.toml`.
#[derive(Debug, Clone, Default)]
pub struct Predicates {
    classes: Vec<PredicateClass>,
    /// The verbs of all classes by their last character, and those that stand for any verb.
    by_end: HashMap<char, Vec<Entry>>,
    any: Vec<Entry>,
    light: HashSet<String>,
    tails: HashSet<String>,
    question: String,
    denial: String,
    behaviour: String,
    /// Classes whose heads may be meant for people as well as for machines.
    pub(crate) ambiguous: Vec<String>,
    /// Classes of what is only seen when it is told as past.
    pub(crate) seeing: Vec<String>,
    pub(crate) grammar: Grammar,
}

/// Endings and particles, in base form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grammar {
    /// Endings that deny.
    pub(crate) negations: HashSet<String>,
    /// Endings that tell the past.
    pub(crate) past: HashSet<String>,
    /// The particle behind an object.
    pub(crate) object: HashSet<String>,
    /// Particles behind what something is done with or to.
    pub(crate) cases: HashSet<String>,
    /// Particles that link a clause to the next.
    pub(crate) linking: HashSet<String>,
    /// Verbs whose noun with に is the head, whatever their object.
    pub(crate) turning: HashSet<String>,
    /// Verbs that make a duty of what is denied before one of `topic`: 〜してはならない.
    pub(crate) duty: HashSet<String>,
    /// Particles of the topic.
    pub(crate) topic: HashSet<String>,
    /// Nouns that close a subordinate clause.
    pub(crate) subordinators: HashSet<String>,
    /// Outermost verbs of a state rather than an action.
    pub(crate) states: HashSet<String>,
}

/// A verb of a class; empty where it stands for any.
#[derive(Debug, Clone)]
struct Entry {
    class: usize,
    verb: String,
}

impl Predicates {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let light = word_set(reader, "light");
        let tails = word_set(reader, "tails");
        let question = reader.string("question").map_or_else(String::new, |s| s.text);
        let denial = reader.string("denial").map_or_else(String::new, |s| s.text);
        let behaviour = reader.string("behaviour").map_or_else(String::new, |s| s.text);
        let (ambiguous, seeing) = (word_list(reader, "ambiguous"), word_list(reader, "seeing"));
        let mut classes: Vec<PredicateClass> = Vec::new();
        for mut table in reader.tables("class") {
            let class = read_class(&mut table, &classes);
            table.finish();
            classes.extend(class);
        }
        let grammar = reader.table("grammar").map_or_else(Grammar::default, |mut table| {
            let grammar = Grammar {
                negations: word_set(&mut table, "negations"),
                past: word_set(&mut table, "past"),
                object: word_set(&mut table, "object"),
                cases: word_set(&mut table, "cases"),
                linking: word_set(&mut table, "linking"),
                turning: word_set(&mut table, "turning"),
                duty: word_set(&mut table, "duty"),
                topic: word_set(&mut table, "topic"),
                subordinators: word_set(&mut table, "subordinators"),
                states: word_set(&mut table, "states"),
            };
            table.finish();
            grammar
        });
        let (by_end, any) = by_end(&classes);
        Self { classes, by_end, any, light, tails, question, denial, behaviour, ambiguous, seeing, grammar }
    }

    /// The names of all classes, without repetition.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.classes.iter().map(|c| &*c.name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The class of a head. `clause` is the folded text of its clause up to the head's end, the head in its base form;
    /// `negated` says whether it is denied.
    pub fn classify(&self, clause: &str, negated: bool) -> Option<&PredicateClass> {
        let clause = clause.to_lowercase();
        let mut best: Option<((usize, usize, usize), &PredicateClass)> = None;
        let end = clause.chars().next_back();
        let possible = end.and_then(|c| self.by_end.get(&c)).unwrap_or(&self.any);
        let fitting = possible.iter().filter(|e| clause.ends_with(&*e.verb));
        // Of a class the longest verb counts, which comes first.
        let mut last = usize::MAX;
        let mut pairs = None;
        for entry in fitting {
            let class = &self.classes[entry.class];
            if std::mem::replace(&mut last, entry.class) == entry.class || class.negated != negated {
                continue;
            }
            let Some(rank) = class.fits(&clause, entry.verb.len(), &mut pairs) else { continue };
            if best.as_ref().is_none_or(|(b, _)| rank > *b) {
                best = Some((rank, class));
            }
        }
        best.map(|(_, class)| class)
    }

    /// The class of a question that a person has to answer.
    pub(crate) fn question(&self) -> Option<&PredicateClass> {
        self.classes.iter().find(|c| *c.name == *self.question)
    }

    /// The class of a rule for people whose verb no class takes.
    pub(crate) fn behaviour(&self) -> Option<&PredicateClass> {
        self.classes.iter().find(|c| *c.name == *self.behaviour)
    }

    /// The guard that does not hold for a head that is denied itself.
    pub(crate) fn denial(&self) -> &str {
        &self.denial
    }

    /// Whether a word only carries the noun before it (実施する, を行う).
    pub(crate) fn is_light(&self, lemma: &str) -> bool {
        self.light.contains(lemma)
    }

    /// Whether a noun stands after the predicate (〜する予定).
    pub(crate) fn is_tail(&self, lemma: &str) -> bool {
        self.tails.contains(lemma)
    }
}

/// See [`Predicates`]. Classes keep their order; of each the longest verbs come first.
fn by_end(classes: &[PredicateClass]) -> (HashMap<char, Vec<Entry>>, Vec<Entry>) {
    let mut by_end: HashMap<char, Vec<Entry>> = HashMap::new();
    let mut any = Vec::new();
    for (class, verb) in classes.iter().enumerate().flat_map(|(i, c)| c.verbs.iter().map(move |v| (i, v))) {
        match verb.as_str() {
            "*" => any.push(Entry { class, verb: String::new() }),
            _ => by_end
                .entry(verb.chars().next_back().unwrap_or_default())
                .or_default()
                .push(Entry { class, verb: verb.clone() }),
        }
    }
    for list in by_end.values_mut() {
        list.extend(any.iter().cloned());
        list.sort_by_key(|e| (e.class, std::cmp::Reverse(e.verb.len())));
    }
    (by_end, any)
}

impl PredicateClass {
    /// How well the class takes a clause that ends in one of its verbs, which has `length` bytes: where the nearest of its objects ends
    /// (0 if it names none), the length of the verb and that of the object, so that ヘルスチェック goes before チェック.
    /// `pairs` are those of the clause, once an object was looked for.
    fn fits(&self, clause: &str, length: usize, pairs: &mut Option<Pairs>) -> Option<(usize, usize, usize)> {
        if self.objects.is_empty() {
            return Some((0, length, 0));
        }
        let pairs = pairs.get_or_insert_with(|| Pairs::of(clause));
        let before = &clause[..clause.len() - length];
        let possible = self.objects.iter().filter(|o| o.wanted.may_be_among(pairs));
        let nearest = possible.filter_map(|o| Some((last_word(before, &o.text)?, o.text.len()))).max();
        nearest.map(|(at, object)| (at, length, object))
    }
}

/// Where the last occurrence of a word ends that is no part of a longer word of its script: `lint` not in `eslint`, ログ not in プログラム.
fn last_word(text: &str, word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    let joins = |c: char| (script(c) != Script::Other) && script(c) == script(first);
    let free = |at: &usize| !text[..*at].chars().next_back().is_some_and(joins);
    text.rmatch_indices(word).map(|(at, _)| at).find(free).map(|at| at + word.len())
}

#[derive(PartialEq, Eq)]
enum Script {
    Latin,
    Katakana,
    Other,
}

fn script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Script::Latin,
        '\u{30a1}'..='\u{30fe}' => Script::Katakana,
        _ => Script::Other,
    }
}

fn read_class(reader: &mut Reader<'_>, earlier: &[PredicateClass]) -> Option<PredicateClass> {
    let name = reader.require_string("name");
    let title = reader.text("title");
    let rung = read_rung(reader);
    let negated = reader.boolean("negated").unwrap_or(false);
    reader.require("verbs");
    let verbs = word_list(reader, "verbs");
    let object = |text: String| Object { wanted: Wanted::new(&Literals::one_of([&text])), text };
    let objects = word_list(reader, "objects").into_iter().map(object).collect();
    let Str { text: name, .. } = name?;
    let same = earlier.iter().find(|c| *c.name == *name);
    let title = title.or_else(|| same.map(|c| c.title.clone())).unwrap_or_default();
    Some(PredicateClass { name: shared(&name), title, rung, negated, verbs, objects })
}

/// A rung of the strength ladder, 0 to 5.
pub(super) fn read_rung(reader: &mut Reader<'_>) -> Option<u8> {
    let value = reader.integer("rung")?;
    let rung = u8::try_from(value).ok().filter(|r| *r <= 5);
    if rung.is_none() {
        let span = reader.key_span("rung").unwrap_or_else(|| reader.span());
        reader.error(span, Text::new("rung は 0 から 5 です", "rung is 0 to 5"), None);
    }
    rung
}
