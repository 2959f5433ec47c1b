//! Comments that silence findings, and what is said about them.
