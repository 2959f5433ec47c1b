//! The verbs and verbal nouns at the head of a measure.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::words::{shared, word_list, word_set};
use crate::diagnostic::Text;
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
    objects: Vec<String>,
}

/// The classes of `predicates.toml`.
#[derive(Debug, Clone, Default)]
pub struct Predicates {
    classes: Vec<PredicateClass>,
    /// For each last character of a verb the classes that have such a one, and those that take any verb.
    by_end: HashMap<char, Vec<usize>>,
    any: Vec<usize>,
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
        for class in possible.iter().map(|&i| &self.classes[i]).filter(|c| c.negated == negated) {
            let Some(rank) = class.fits(&clause) else { continue };
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

/// See [`Predicates`]. Classes keep their order.
fn by_end(classes: &[PredicateClass]) -> (HashMap<char, Vec<usize>>, Vec<usize>) {
    let takes_any = |class: &PredicateClass| class.verbs.iter().any(|v| v == "*");
    let any: Vec<usize> = (0..classes.len()).filter(|&i| takes_any(&classes[i])).collect();
    let mut by_end: HashMap<char, Vec<usize>> = HashMap::new();
    for (i, class) in classes.iter().enumerate() {
        for end in class.verbs.iter().filter_map(|v| v.chars().next_back()) {
            by_end.entry(end).or_default().push(i);
        }
    }
    for list in by_end.values_mut() {
        list.extend(&any);
        list.sort_unstable();
        list.dedup();
    }
    (by_end, any)
}

impl PredicateClass {
    /// How well the class takes a clause: where the nearest of its objects ends (0 if it names none), the length of the verb and that
    /// of the object, so that ヘルスチェック goes before チェック.
    fn fits(&self, clause: &str) -> Option<(usize, usize, usize)> {
        let verb = self.verbs.iter().filter(|v| v.as_str() == "*" || clause.ends_with(v.as_str()));
        let verb = verb.max_by_key(|v| v.len())?;
        let length = if verb == "*" { 0 } else { verb.len() };
        if self.objects.is_empty() {
            return Some((0, length, 0));
        }
        let before = &clause[..clause.len() - length];
        let nearest = self.objects.iter().filter_map(|o| Some((last_word(before, o)?, o.len()))).max();
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
    let (verbs, objects) = (word_list(reader, "verbs"), word_list(reader, "objects"));
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
