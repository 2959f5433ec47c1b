//! The command line: arguments and exit codes, nothing else worth reading.
//!
//! The binary is a target of the package at the root of the repository, since `cargo install --path .` installs no workspace.

mod args;
mod baseline;
mod cards;
mod check;
mod config;
mod console;
#[cfg(test)]
mod docs_tests;
mod explain;
mod format_spec;
mod init;
mod inspect;
mod localize;
mod measures;
mod news;
mod outputs;
mod rules;
mod suppressions;
mod tell;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::FromArgMatches;
use hadome_report::Guard;

use crate::args::{Cli, Command};
use crate::console::{Console, Failure};

/// Nothing at or above the fail level.
const CLEAN: u8 = 0;
/// Findings at or above the fail level.
const FINDINGS: u8 = 1;
/// Usage, configuration or I/O error.
const TROUBLE: u8 = 2;

/// Runs the command that the arguments of the process name, and gives its exit code: 0, 1 for findings at or above the fail level, or 2
/// for a usage, configuration or I/O error.
pub fn main() -> ExitCode {
    let command = localize::command(localize::lang_of(std::env::args_os()));
    let parsed = command.try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return misused(&error),
    };
    if let Command::Lsp(_) = cli.command {
        // The console would hold standard output, which belongs to the protocol.
        return match hadome_lsp::run(console::overrides(&cli.global)) {
            hadome_lsp::Ended::Properly => ExitCode::from(CLEAN),
            // What the protocol asks for.
            hadome_lsp::Ended::Abruptly => ExitCode::from(FINDINGS),
        };
    }
    let mut console = Console::new(&cli.global);
    let result = match &cli.command {
        Command::Check(args) => check::run(args, &cli.global, &mut console),
        Command::Inspect(args) => inspect::run(args, &cli.global, &mut console),
        Command::Measures(args) => measures::run(args, &cli.global, &mut console),
        Command::Baseline(args) => baseline::run(args, &cli.global, &mut console),
        Command::Suppressions(args) => suppressions::run(args, &cli.global, &mut console),
        Command::Explain(args) => explain::run(args, &cli.global, &mut console),
        Command::Rules(args) => rules::run(args, &cli.global, &mut console),
        Command::Config(args) => config::run(args, &cli.global, &mut console),
        Command::Init(args) => init::run(args, &cli.global, &mut console),
        Command::Completions(args) => console.completions(args.shell),
        Command::Lsp(_) => Ok(CLEAN),
    };
    match result.and_then(|code| console.flush().map(|()| code).map_err(Failure::from)) {
        Ok(code) => ExitCode::from(code),
        // A reader that has seen enough (`hadome check | head`) is not an error.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(CLEAN),
        Err(failure) => {
            console.fail(&failure);
            ExitCode::from(TROUBLE)
        }
    }
}

/// Prints a mistake in the arguments, or what `--help` and `--version` ask for. The mistake quotes an argument, which may be the name of
/// a file that a glob of the shell found.
fn misused(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Our own texts. A reader that has seen enough is not an error.
        let _ = error.print();
        return ExitCode::from(CLEAN);
    }
    let color = console::color(args::ColorArg::Auto, io::stderr().is_terminal());
    let text = error.render();
    let text = if color { text.ansi().to_string() } else { text.to_string() };
    let mut err = Guard::new(io::stderr().lock(), color);
    // A closed standard error has no reader to tell.
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.finish());
    ExitCode::from(TROUBLE)
}
