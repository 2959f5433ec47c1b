//! Morphological analysis: lindera over the embedded IPADIC.

mod token;

pub use token::{Feature, Token, Tokens};
