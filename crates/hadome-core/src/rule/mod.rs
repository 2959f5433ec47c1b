//! Rules: TOML files that say what to look for, what to say about it and why, and that prove themselves by examples.
//!
//! A file goes raw → validated → compiled, and nothing half-checked reaches the engine: [`RuleSet::load`] reports every mistake of
//! every file and keeps the rules that have none. What a rule does is up to its check [`Kind`].

mod complaint;
mod example;
pub mod examples;
mod fields;
mod finds;
mod keys;
mod kind;
mod load;
pub mod markdown;
mod matchers;
mod message;
mod meta;
mod page;
mod place;
mod precision;
mod reference;
mod rescue;
mod scaffold;
mod schema;
mod screen;
mod set;
mod settings;
mod unless;
mod wording;

pub use complaint::{Complaint, Demand};
pub use example::{Example, ROLE_NAMES};
pub use examples::{ExampleLinter, ExampleReport, run as run_examples};
pub use fields::integer as read_integer;
pub use fields::roles as read_roles;
pub(crate) use finds::{ContentWord, Standing};
pub use keys::keys_of;
pub use kind::{Check, Context, Finding, Found, Key, Kind, Marker, Phase, Remedy, Shape, Sink};
pub use load::{Rule, RuleFile};
pub use matchers::{read_matchers, read_patterns, require_matchers};
pub(crate) use message::Wording;
pub use meta::{Pack, RuleMeta};
pub use page::pages;
pub use place::{Place, Scope};
pub use precision::precision;
pub use reference::reference;
pub use rescue::{Rescue, Verdict};
pub use scaffold::scaffold;
pub use schema::schema;
pub use screen::Screen;
pub use set::RuleSet;
pub use settings::{Level, Settings};

pub use crate::facts::Profile;
pub use unless::Unless;

#[cfg(test)]
mod tests;
