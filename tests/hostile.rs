//! A pull request from a stranger: what its documents, configurations and rule packs cannot do.

mod common;

#[path = "hostile/blowup.rs"]
mod blowup;
#[path = "hostile/boundary.rs"]
mod boundary;
#[path = "hostile/commands.rs"]
mod commands;
