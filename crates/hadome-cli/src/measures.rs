//! `hadome measures`.

use hadome_core::facts::StatusKind;
use hadome_project::baseline::Choice;
use hadome_project::{Linted, Overrides, Workspace};
use hadome_report::{MeasureRow, MeasuresFormat, write_measures};

use crate::args::{Global, MeasuresArgs, MeasuresFormatArg};
use crate::check::{lint, set_jobs};
use crate::console::{Console, Failure, exit_code, overrides};

/// Lists the countermeasures of the documents that the arguments name.
pub fn run(args: &MeasuresArgs, global: &Global, console: &mut Console) -> Result<u8, Failure> {
    set_jobs(args.jobs)?;
    // Measures are listed whatever is known of their findings.
    let workspace = Workspace::new(Overrides { baseline: Choice::Off, ..overrides(global) });
    let (mut linted, mut errors) = (Vec::new(), Vec::new());
    lint(&workspace, &args.paths, args.stdin_filename.as_deref(), &mut |result| {
        match result {
            Ok(file) if file.outcome.measures.is_empty() => {}
            Ok(file) => linted.push(file),
            Err(error) => errors.push(error),
        }
        Ok(())
    })?;
    for error in &errors {
        console.file_error(error);
    }
    let rows: Vec<MeasureRow<'_>> = linted.iter().flat_map(rows).collect();
    let look = console.look;
    write_measures(console.out(), args.format.format(), &rows, &look)?;
    Ok(exit_code(false, !errors.is_empty()))
}

fn rows(file: &Linted) -> impl Iterator<Item = MeasureRow<'_>> {
    file.outcome.measures.iter().map(|m| MeasureRow {
        source: &file.source,
        span: m.span,
        text: &m.text,
        rung: m.rung,
        owner: m.owner.as_ref().map(|f| f.text.as_str()),
        due: m.due.as_ref().map(|f| f.text.as_str()),
        status: m.status.as_ref().map(|s| status(s.kind)),
    })
}

fn status(kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::Done => "done",
        StatusKind::Doing => "doing",
        StatusKind::Preparing => "preparing",
        StatusKind::Todo => "todo",
        StatusKind::Dropped => "dropped",
    }
}

impl MeasuresFormatArg {
    fn format(self) -> MeasuresFormat {
        match self {
            Self::Table => MeasuresFormat::Table,
            Self::Csv => MeasuresFormat::Csv,
            Self::Jsonl => MeasuresFormat::Jsonl,
        }
    }
}
