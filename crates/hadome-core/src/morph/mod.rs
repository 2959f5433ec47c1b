//! Morphological analysis: lindera over the embedded IPADIC.

mod analysis;
mod token;

pub use analysis::{Analysis, Analyzer};
pub use token::{Feature, Token, Tokens};
