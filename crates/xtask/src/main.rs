//! Chores of the hadome repository: `cargo xtask TASK`.

mod bench_input;
mod eval;
mod generate;
mod picture;
mod tidy;
mod vendor_dict;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a task gives: nothing, or why it failed.
type Outcome = Result<(), Box<dyn std::error::Error>>;

const USAGE: &str = "\
usage: cargo xtask TASK

tasks:
  bench-input DIR                      write the reports that benches/compare.sh measures with
  eval CORPUS [OPTION]…                compare what the rules say of labelled documents with the labels
  gen [--check]                        write the files that are made from the code, rules and labels (docs, known.tsv);
                                       with --check, only see whether they are up to date
  picture                              turn the colours of a command's output (standard input) into a web page
  tidy                                 look for what a reviewer would have to look for by hand
  vendor-dict [--check] [--from DIR]   pack the IPADIC of an installed mecab-ipadic into crates/hadome-dict/data;
                                       with --check, only see whether it is the one that is there";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = args.split_first().map_or(("", &[][..]), |(task, rest)| (task.as_str(), rest));
    let outcome = match task {
        "bench-input" => bench_input::run(rest),
        "eval" => eval::run(rest),
        "gen" => generate::run(rest),
        "picture" => picture::run(rest),
        "tidy" => tidy::run(rest),
        "vendor-dict" => vendor_dict::run(rest),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    crates.parent().unwrap_or(Path::new(".")).to_owned()
}
