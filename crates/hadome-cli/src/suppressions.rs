//! `hadome suppressions`.

use std::path::Path;

use hadome_core::facts::Date;
use hadome_project::baseline::Choice;
use hadome_project::{LineOrigin, Linted, Workspace, comment_origins, today};
use hadome_report::{CommentAge, SuppressionRow, SuppressionsFormat, write_suppressions};

use crate::args::{Global, SuppressionsArgs, SuppressionsFormatArg};
use crate::check::{lint, set_jobs, since};
use crate::console::{Console, Failure, exit_code, overrides};
use crate::tell::Teller;

/// Lists the suppression comments of the documents that the arguments name.
pub fn run(args: &SuppressionsArgs, global: &Global, console: &mut Console) -> Result<u8, Failure> {
    set_jobs(args.jobs)?;
    if args.paths.iter().any(|path| path.as_os_str() == "-") {
        let ja = "標準入力（-）には履歴がありません。ファイルを指定してください";
        let en = "standard input (-) has no history; name files";
        return Err(Failure::Message(console.say(ja, en).to_owned()));
    }
    let mut over = overrides(global);
    over.baseline = Choice::Off;
    over.since = since(args.diff.as_ref(), &args.paths, console)?;
    let workspace = Workspace::new(over);
    if let Ok(project) = workspace.project_of_directory(Path::new(".")) {
        console.set_lang(project.config.lang.value);
    }
    let (mut files, mut teller, mut trouble) = (Vec::new(), Teller::default(), false);
    lint(&workspace, &args.paths, None, &mut |result| {
        match result {
            Ok(file) => {
                // A rule that could not be loaded makes the comments that name it look void.
                trouble |= teller.linted(console, &file);
                files.extend(Some(file).filter(|file: &Linted| !file.outcome.comments.is_empty()));
            }
            Err(error) => {
                trouble |= error.is_error();
                teller.error(console, &error);
            }
        }
        Ok(())
    })?;
    files.sort_by(|a, b| a.source.path().cmp(b.source.path()));
    let (origins, notices) = comment_origins(&files);
    notices.iter().for_each(|notice| console.file_error(notice));
    let today = today();
    let rows: Vec<SuppressionRow<'_>> =
        files.iter().zip(&origins).flat_map(|(file, origins)| rows(file, origins, today)).collect();
    let look = console.look;
    write_suppressions(console.out(), args.format.format(), &rows, workspace.since(), &look)?;
    Ok(exit_code(false, trouble))
}

fn rows<'a>(
    file: &'a Linted,
    origins: &'a [LineOrigin],
    today: Date,
) -> impl Iterator<Item = SuppressionRow<'a>> {
    file.outcome.comments.iter().zip(origins).map(move |(comment, origin)| SuppressionRow {
        source: &file.source,
        comment,
        age: age(origin, today),
    })
}

fn age(origin: &LineOrigin, today: Date) -> CommentAge<'_> {
    match origin {
        LineOrigin::Commit { id, day, or_older } => {
            let days = day.days_until(today).unwrap_or_default();
            CommentAge::Commit { id, day: *day, days, or_older: *or_older }
        }
        LineOrigin::Uncommitted => CommentAge::Uncommitted,
        LineOrigin::NoRepository => CommentAge::NoRepository,
        LineOrigin::Unknown => CommentAge::Unknown,
    }
}

impl SuppressionsFormatArg {
    fn format(self) -> SuppressionsFormat {
        match self {
            Self::Table => SuppressionsFormat::Table,
            Self::Json => SuppressionsFormat::Json,
            Self::Jsonl => SuppressionsFormat::Jsonl,
            Self::Markdown => SuppressionsFormat::Markdown,
        }
    }
}
