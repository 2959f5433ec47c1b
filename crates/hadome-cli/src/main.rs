//! The binary `hadome`.

use std::process::ExitCode;

fn main() -> ExitCode {
    hadome_cli::main()
}
