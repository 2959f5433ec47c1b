//! Configuration: `hadome.toml` or `.hadome.toml`.
//!
//! A file is read into a [`Layer`] of optional settings, each with its place; layers are merged along `extends`, the nearest last;
//! what comes out is a [`Config`] in which every setting knows its [`Origin`].

mod discover;
mod keys;
mod layer;
mod merge;
mod schema;

pub use discover::{Discovered, FILE_NAMES, discover};
pub use keys::{KEYS, LEVELS};
pub use layer::{Layer, read_layer};
pub use merge::{Config, Mention, load};
pub use schema::{reference, schema};

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use hadome_core::source::{Source, Span};

use crate::paths;

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// hadome's own default.
    Default,
    /// An option of the command line.
    CommandLine,
    /// A line (1-based) of a configuration file.
    File(PathBuf, usize),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::CommandLine => f.write_str("command line"),
            Self::File(path, line) => write!(f, "{}:{line}", paths::display(path)),
        }
    }
}

/// A path that a configuration names.
#[derive(Debug, Clone)]
pub struct Named {
    /// The path, resolved against the directory of the file that names it.
    pub path: PathBuf,
    /// That file.
    pub source: Arc<Source>,
    /// The place in it.
    pub span: Span,
}

impl Named {
    /// The path as the file says it.
    pub fn written(&self) -> &str {
        self.source.slice(self.span).trim_matches(['"', '\''])
    }
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value in force.
    pub value: T,
    /// Where it was set.
    pub origin: Origin,
}

impl<T> Setting<T> {
    /// A value with its origin.
    pub fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}

impl<T: Default> Default for Setting<T> {
    fn default() -> Self {
        Self::new(T::default(), Origin::Default)
    }
}
