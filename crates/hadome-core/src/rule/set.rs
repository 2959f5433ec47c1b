//! All rules in reach.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::load::{self, Loaded, Rule, RuleFile};
use super::{Kind, Pack, RuleMeta};
use crate::diagnostic::{Problem, Text};
use crate::lexicon::Lexicon;
use crate::pattern::Prefilter;
use crate::source::{Source, Span};
use crate::spec::{Problems, Str, nearest, suggestion};

/// The rules of all packs, compiled, with one prefilter over their matchers.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    by_id: HashMap<Arc<str>, usize>,
    prefilter: Prefilter,
}

/// How many states the matchers of all packs may have together; the built-in rules have some ten thousand.
const MOST_STATES: usize = 300_000;

/// Where an id was first given, whether or not its rule turned out well.
struct Seen {
    source: Arc<Source>,
    id: Str,
    rule: Option<usize>,
}

impl RuleSet {
    /// Loads rule files in the given order: the built-in ones first, then each pack. A later rule replaces an earlier one of the
    /// same id only if it says `override = true`. Every mistake of every file goes to `problems`; rules with mistakes are left
    /// out, and so is what packs bring beyond measure.
    pub fn load(files: &[RuleFile], kinds: &[Kind], lexicon: &Lexicon, problems: &Problems) -> Self {
        let mut seen: HashMap<String, Seen> = HashMap::new();
        let mut rules: Vec<Option<Rule>> = Vec::new();
        let mut cost = 0;
        for file in files {
            let loaded = load::load(file, kinds, lexicon, problems);
            cost += if file.pack == Pack::Builtin { 0 } else { loaded.cost() };
            if cost > MOST_STATES {
                problems.push(too_much(file, &loaded));
                break;
            }
            place(loaded, file, &mut rules, &mut seen, problems);
        }
        Self::new(rules.into_iter().flatten().collect())
    }

    fn new(mut rules: Vec<Rule>) -> Self {
        let mut count = 0;
        for rule in &mut rules {
            rule.first_matcher = count;
            count += rule.check.matchers().len();
        }
        let prefilter = Prefilter::new(rules.iter().flat_map(|r| r.check.matchers()));
        let by_id = rules.iter().enumerate().map(|(i, r)| (Arc::clone(&r.meta.id), i)).collect();
        Self { rules, by_id, prefilter }
    }

    /// Every rule: built-in ones first, then pack by pack, in file order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of an id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.by_id.get(id).map(|&i| &self.rules[i])
    }

    /// The rules that a selector (an id, a group, a tag or `all`) names.
    pub fn named<'s>(&'s self, selector: &'s str) -> impl Iterator<Item = &'s Rule> {
        self.rules.iter().filter(move |r| r.meta.is_named_by(selector))
    }

    /// The filter over the matchers of all rules; a rule's first one is at [`Rule::first_matcher`].
    pub fn prefilter(&self) -> &Prefilter {
        &self.prefilter
    }

    /// Everything that names rules: `all`, ids, groups and tags, sorted.
    pub fn selectors(&self) -> BTreeSet<&str> {
        let mut names: BTreeSet<&str> = ["all"].into();
        for RuleMeta { id, group, tags, .. } in self.rules.iter().map(|r| &r.meta) {
            names.extend([&**id, &**group]);
            names.extend(tags.iter().map(String::as_str));
        }
        names
    }

    /// A hint for a selector that names nothing; `None` if it names something.
    pub fn unknown(&self, selector: &str) -> Option<Text> {
        let names = self.selectors();
        let list: Vec<&str> = names.into_iter().collect();
        (!list.contains(&selector)).then(|| hint(selector, &list))
    }

    /// A hint for an id that no rule has; `None` if one has it.
    pub fn unknown_id(&self, id: &str) -> Option<Text> {
        let ids: Vec<&str> = self.rules.iter().map(|r| &*r.meta.id).collect();
        (!self.by_id.contains_key(id)).then(|| hint(id, &ids))
    }
}

/// The nearest name, or how to see them all: there are too many to list.
fn hint(name: &str, names: &[&str]) -> Text {
    match nearest(name, names) {
        Some(_) => suggestion(name, names),
        None => Text::new("`hadome rules list` で一覧を見られます", "`hadome rules list` lists all of them"),
    }
}

/// Puts a loaded rule in its place: after the others, or where the one stood that it replaces.
fn place(
    loaded: Loaded,
    file: &RuleFile,
    rules: &mut Vec<Option<Rule>>,
    seen: &mut HashMap<String, Seen>,
    problems: &Problems,
) {
    let Some(id) = loaded.id else { return };
    let earlier = seen.get(&id.text);
    let problem = match (earlier, loaded.replaces) {
        (Some(earlier), false) => Some(duplicate(file, &id, earlier)),
        (None, true) => Some(without_target(file, &id, seen)),
        _ => None,
    };
    if let Some(problem) = problem {
        problems.push(problem);
        return;
    }
    let slot = earlier.and_then(|e| e.rule);
    let rule = match (loaded.rule, slot) {
        (None, slot) => slot,
        (Some(rule), Some(slot)) => {
            rules[slot] = Some(rule);
            Some(slot)
        }
        (Some(rule), None) => {
            rules.push(Some(rule));
            Some(rules.len() - 1)
        }
    };
    seen.insert(id.text.clone(), Seen { source: Arc::clone(&file.source), id, rule });
}

fn too_much(file: &RuleFile, loaded: &Loaded) -> Problem {
    let message = Text::new(
        "規則パックのパターンが全体で大きすぎます。この規則から後は使いません",
        "the patterns of the rule packs are too big altogether; this rule and those after it are left out",
    );
    let hint = Text::new("パターンの繰り返しを減らしてください", "repeat less in patterns");
    let span = loaded.id.as_ref().map_or(Span::default(), |id| id.span);
    Problem::error(&file.source, span, message, Some(hint))
}

fn duplicate(file: &RuleFile, id: &Str, earlier: &Seen) -> Problem {
    let line = earlier.source.position(earlier.id.span.start).line;
    let place = format!("{}:{line}", earlier.source.path());
    let message = Text::new(
        format!("id `{}` は {place} で使われています", id.text),
        format!("the id `{}` is taken by {place}", id.text),
    );
    let hint = Text::new(
        "別の id にするか、置き換えるなら `override = true` を書いてください",
        "choose another id, or say `override = true` to replace that rule",
    );
    Problem::error(&file.source, id.span, message, Some(hint))
}

fn without_target(file: &RuleFile, id: &Str, seen: &HashMap<String, Seen>) -> Problem {
    let message = Text::new(
        format!("`override = true` ですが、置き換える規則 `{}` がありません", id.text),
        format!("`override = true`, but there is no earlier rule `{}` to replace", id.text),
    );
    let mut ids: Vec<&str> = seen.keys().map(String::as_str).collect();
    ids.sort_unstable();
    Problem::error(&file.source, id.span, message, Some(hint(&id.text, &ids)))
}
