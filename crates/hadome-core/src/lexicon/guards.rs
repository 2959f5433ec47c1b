//! Guards: contexts in which a phrase does not mean what it seems to.

use std::ops::Range;
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use super::words::{matchers, shared};
use crate::diagnostic::Text;
use crate::document::{Role, RoleSet};
use crate::morph::Tokens;
use crate::pattern::{Candidates, Matcher, Prefilter};
use crate::spec::Reader;

/// Which guards a rule switches off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GuardSwitch {
    /// Whether all are off (`guards = false`).
    pub all: bool,
    /// Names of single guards that are off.
    pub names: Vec<String>,
}

impl GuardSwitch {
    /// Whether the guard of this name is off.
    pub fn is_off(&self, name: &str) -> bool {
        self.all || self.names.iter().any(|n| n == name)
    }
}

/// Where a guard's words stand, seen from the match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    After,
    /// The guard's words cover the match.
    Around,
    /// Anywhere in the sentence.
    Anywhere,
}

const PLACES: [(&str, Place); 4] = [
    ("before", Place::Before),
    ("after", Place::After),
    ("around", Place::Around),
    ("anywhere", Place::Anywhere),
];

/// One guard.
#[derive(Debug, Clone)]
struct Guard {
    name: Arc<str>,
    place: Place,
    /// How many tokens may stand between the match and the guard's words.
    within: usize,
    /// The roles in which it holds; empty for all.
    roles: RoleSet,
    /// The roles in which it does not hold.
    except: RoleSet,
    matchers: Vec<Matcher>,
}

/// The guards of `guards.toml`.
#[derive(Debug, Clone, Default)]
pub struct Guards {
    guards: Vec<Guard>,
    /// Over the matchers of all guards, guard by guard.
    filter: OnceLock<Prefilter>,
    /// The name under which block quotes are silenced.
    quote: Option<Arc<str>>,
}

impl Guards {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let quote = reader.string("block-quote").map(|s| shared(&s.text));
        let guards = reader.tables("guard").into_iter().filter_map(|mut table| {
            let guard = read_guard(&mut table);
            table.finish();
            guard
        });
        Self { guards: guards.collect(), filter: OnceLock::new(), quote }
    }

    /// The names of all guards, for checking what a rule switches off.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.guards.iter().map(|g| &*g.name).chain(self.quote.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The first guard that silences a match. `range` is in bytes of the sentence's text; `roles` are those in force there;
    /// `quoted` says whether the sentence stands in a block quote.
    pub fn silences(
        &self,
        tokens: &Tokens,
        range: Range<usize>,
        roles: RoleSet,
        quoted: bool,
        disabled: &GuardSwitch,
    ) -> Option<&str> {
        if let Some(name) = self.quote.as_deref()
            && quoted
            && !disabled.is_off(name)
        {
            return Some(name);
        }
        let here = |g: &Guard| {
            !disabled.is_off(&g.name)
                && (g.roles.is_empty() || g.roles.intersects(roles))
                && !g.except.intersects(roles)
        };
        let filter = self.filter.get_or_init(|| Prefilter::new(self.guards.iter().flat_map(|g| &g.matchers)));
        let candidates = filter.candidates(&tokens.text);
        let mut first = 0;
        let numbered = self.guards.iter().map(|guard| {
            first += guard.matchers.len();
            (first - guard.matchers.len(), guard)
        });
        let mut standing = numbered.filter(|(_, g)| here(g));
        standing.find(|(first, g)| g.stands(tokens, &range, &candidates, *first)).map(|(_, g)| &*g.name)
    }
}

impl Guard {
    /// `first` is the position of its first matcher among the candidates.
    fn stands(&self, tokens: &Tokens, range: &Range<usize>, candidates: &Candidates, first: usize) -> bool {
        let possible = self.matchers.iter().enumerate().filter(|(i, _)| candidates.contains(first + i));
        let found = possible.flat_map(|(_, m)| m.find_all(tokens));
        found.map(|m| m.range).any(|r| match self.place {
            Place::Before => r.end <= range.start && between(tokens, r.end, range.start) <= self.within,
            Place::After => range.end <= r.start && between(tokens, range.end, r.start) <= self.within,
            Place::Around => r.start <= range.start && range.end <= r.end,
            Place::Anywhere => true,
        })
    }
}

/// How many tokens begin between two byte offsets.
fn between(tokens: &Tokens, from: usize, to: usize) -> usize {
    let begin = |at: usize| tokens.tokens.partition_point(|t| (t.start as usize) < at);
    begin(to).saturating_sub(begin(from))
}

fn read_guard(reader: &mut Reader<'_>) -> Option<Guard> {
    let name = reader.require_string("name");
    let names: Vec<&str> = PLACES.iter().map(|(n, _)| *n).collect();
    let place = reader.one_of("where", &names).map_or(Place::After, |i| PLACES[i].1);
    let within = reader.integer("within").and_then(|w| usize::try_from(w).ok()).unwrap_or(0);
    let (roles, except) = (read_roles(reader, "roles"), read_roles(reader, "except-roles"));
    let matchers = matchers(reader);
    Some(Guard { name: shared(&name?.text), place, within, roles, except, matchers })
}

fn read_roles(reader: &mut Reader<'_>, key: &'static str) -> RoleSet {
    let mut roles = RoleSet::EMPTY;
    for name in reader.strings(key) {
        match Role::from_str(&name.text) {
            Ok(role) => roles.insert(role),
            Err(()) => {
                let message = Text::new(
                    format!("「{}」という役割はありません", name.text),
                    format!("unknown role `{}`", name.text),
                );
                let known: Vec<&str> = Role::ALL.iter().map(|r| r.as_str()).collect();
                reader.error(name.span, message, Some(crate::spec::suggestion(&name.text, &known)));
            }
        }
    }
    roles
}
