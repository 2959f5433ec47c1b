//! hadome-cli

fn main() {}
