//! The engine of hadome: a pure function from the bytes of an incident report to diagnostics.
//!
//! The modules stand in the order of the data. Each may use those before it and none after it;
//! [`diagnostic`] uses only [`source`]. Before all of them stands what a thread remembers between two documents.
//!
//! ```text
//! bytes ─ source ─ document ─ morph/pattern ─ lexicon ─ facts ─ rule ─ check ─ filter ─ diagnostics
//! ```
//!
//! Nothing in this crate reads a file, a clock, an environment variable or a terminal, and nothing prints.

#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        clippy::disallowed_macros,
        clippy::disallowed_types,
        reason = "tests may read fixtures, measure time and print"
    )
)]

pub mod builtin;
pub mod check;
pub mod diagnostic;
pub mod document;
pub mod facts;
pub mod filter;
pub mod inspect;
pub mod lexicon;
pub mod linter;
pub mod morph;
pub mod pattern;
mod recall;
pub mod rule;
pub mod source;
pub mod spec;
