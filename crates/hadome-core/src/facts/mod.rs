//! What a report claims, read once: its measures with their strength, its causes with their edges, its stage and nature.

mod types;

pub use types::{
    Cause, Edge, Evidence, FactOptions, Facts, Field, Head, Measure, Nature, Stage, Status, StatusKind,
};
