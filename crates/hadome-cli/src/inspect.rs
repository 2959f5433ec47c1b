//! `hadome inspect`.

use std::io::Read;
use std::path::Path;

use hadome_project::{FileError, decode, format_of};
use hadome_report::sanitize::write_json_pretty;
use hadome_report::write_inspection;

use crate::args::{Global, InspectArgs, InspectFormat};
use crate::console::{Console, Failure, exit_code, workspace};

/// Shows what the engine reads in a document.
pub fn run(args: &InspectArgs, global: &Global, console: &mut Console) -> Result<u8, Failure> {
    let stdin = args.file.as_os_str() == "-";
    let path =
        if stdin { args.stdin_filename.as_deref().unwrap_or(Path::new("<stdin>")) } else { &args.file };
    let workspace = workspace(global);
    let project = workspace.project_for(path).map_err(|p| Failure::Problems(p.to_vec()))?;
    console.set_lang(project.config.lang.value);
    console.problems(&project.problems);
    let read = if stdin { read_stdin(path) } else { workspace.read(path) };
    let source = match read.and_then(|bytes| decode(path, &bytes)) {
        Ok(source) => source,
        Err(error) => {
            console.file_error(&error);
            return Ok(crate::TROUBLE);
        }
    };
    let inspection = project.linter.inspect(&mut project.linter.worker(), &source, format_of(&source));
    match args.format {
        InspectFormat::Json => {
            write_json_pretty(console.out(), &inspection)?;
            writeln!(console.out())?;
        }
        InspectFormat::Tree => {
            let look = console.look;
            write_inspection(console.out(), &inspection, !args.no_tokens, &look)?;
        }
    }
    Ok(exit_code(false, !project.is_whole()))
}

fn read_stdin(path: &Path) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| FileError::io(path, &error))?;
    Ok(bytes)
}
