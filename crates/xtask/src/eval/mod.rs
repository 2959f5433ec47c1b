//! `cargo xtask eval CORPUS`: what the built-in rules say of labelled documents, against the labels.
//!
//! A corpus is a directory with documents below `reports` and `others` (or `real`, `authored` and `negative`) and `labels/NAME.jsonl` for
//! each. CONTRIBUTING.md tells what the rows of labels are. `--record` keeps the figures of a corpus that is not part of the repository, of
//! all its documents and of those that `--exclude` leaves.

mod corpus;
mod figures;
mod labels;
mod matching;
mod output;
mod page;
mod record;
mod rules;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use regex::Regex;

use crate::Outcome;
use corpus::Corpus;
use figures::Figures;
pub use page::page;
pub use record::precision_table;

/// Why something could not be done.
type Failure = Box<dyn std::error::Error>;

const USAGE: &str = "usage: cargo xtask eval CORPUS [--exclude REGEX] [--labels DIR]… [--misses N] [--json] [--rules] [--record]";

/// What the command line asks for.
#[derive(Default)]
struct Args {
    corpus: PathBuf,
    exclude: Option<Regex>,
    labels: Vec<PathBuf>,
    misses: usize,
    json: bool,
    rules: bool,
    record: bool,
}

/// Prints the figures.
pub fn run(args: &[String]) -> Outcome {
    let args = parse(args)?;
    let read = || Corpus::read(&args.corpus, &args.labels);
    let corpus = match &args.exclude {
        Some(exclude) => read()?.without(exclude),
        None => read()?,
    };
    if args.record {
        return match args.exclude {
            Some(_) => record::write(&read()?, Some(&corpus)),
            None => record::write(&corpus, None),
        };
    }
    let figures = Figures::of(&corpus.documents);
    print!("{}", if args.json { output::json(&figures) } else { output::text(&figures) });
    if args.misses > 0 {
        print!("{}", output::misses(&figures, args.misses));
    }
    if args.rules {
        let by_rule = rules::by_rule(&corpus.documents, &corpus.rules);
        print!("\n{}", output::rules(&by_rule));
        if args.misses > 0 {
            print!("{}", output::rule_misses(&by_rule, args.misses));
        }
    }
    Ok(())
}

fn parse(args: &[String]) -> Result<Args, Failure> {
    let mut parsed = Args::default();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(USAGE);
        match arg.as_str() {
            "--exclude" => parsed.exclude = Some(Regex::new(value()?)?),
            "--labels" => parsed.labels.push(value()?.into()),
            "--misses" => parsed.misses = value()?.parse()?,
            "--json" => parsed.json = true,
            "--record" => parsed.record = true,
            "--rules" => parsed.rules = true,
            _ if parsed.corpus.as_os_str().is_empty() && !arg.starts_with('-') => parsed.corpus = arg.into(),
            _ => return Err(USAGE.into()),
        }
    }
    if parsed.corpus.as_os_str().is_empty() { Err(USAGE.into()) } else { Ok(parsed) }
}
