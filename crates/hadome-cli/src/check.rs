//! `hadome check`.

use std::io::Read;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hadome_core::diagnostic::{Diagnostic, Severity};
use hadome_core::rule::Profile;
use hadome_project::baseline::Ledger;
use hadome_project::{FileError, Found, Linted, Project, Since, Workspace};
use hadome_report::{FileView, Trouble};

use crate::args::{CheckArgs, FailOnArg, Global, ProfileArg};
use crate::baseline::{choice, tell_of_stale};
use crate::cards::Cards;
use crate::console::{Console, Failure, exit_code, overrides};
use crate::outputs::Outputs;
use crate::tell::Teller;

/// Checks the documents that the arguments name.
pub fn run(args: &CheckArgs, global: &Global, console: &mut Console) -> Result<u8, Failure> {
    set_jobs(args.jobs)?;
    let mut over = overrides(global);
    over.select.clone_from(&args.select);
    over.ignore.clone_from(&args.ignore);
    over.force_exclude = args.force_exclude;
    over.since = since(args.diff.as_ref(), &args.paths, console)?;
    over.baseline = choice(args.baseline.as_deref(), args.no_baseline);
    over.fail_on = args.fail_on.map(FailOnArg::severity);
    over.profile = args.profile.map(ProfileArg::profile);
    // The process is about to end; taking thousands of compiled patterns apart would be the last thing it does.
    let workspace = ManuallyDrop::new(Workspace::new(over));
    let mut outputs = Outputs::open(args, global.color, console)?;
    outputs.set_since(workspace.since());
    let mut run = Run::new(console, outputs, args);
    run.adopt(workspace.project_of_directory(Path::new(".")).ok());
    run.begin()?;
    let result =
        lint(&workspace, &args.paths, args.stdin_filename.as_deref(), &mut |result| run.take(result));
    result?;
    run.tell_of_stale(&workspace, global);
    run.finish()
}

/// Lints everything behind `paths`, `-` being standard input, and hands each result to `take` in order.
pub fn lint(
    workspace: &Workspace,
    paths: &[PathBuf],
    stdin_filename: Option<&Path>,
    take: &mut dyn FnMut(Result<Linted, FileError>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for path in paths {
        if path.as_os_str() == "-" && !stdin_filename.is_some_and(|name| workspace.leaves_out(name)) {
            take(read_stdin(workspace, stdin_filename))?;
        }
    }
    let paths: Vec<PathBuf> = paths.iter().filter(|p| p.as_os_str() != "-").cloned().collect();
    if paths.is_empty() {
        return Ok(());
    }
    let Found { files, errors } = workspace.find(&paths);
    for error in errors {
        take(Err(error))?;
    }
    let mut result = Ok(());
    workspace.lint_files(&files, |outcomes| {
        result = outcomes.into_iter().try_for_each(&mut *take);
        result.is_ok()
    });
    result
}

fn read_stdin(workspace: &Workspace, filename: Option<&Path>) -> Result<Linted, FileError> {
    let path = filename.unwrap_or(Path::new("<stdin>"));
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| FileError::io(path, &error))?;
    workspace.lint_bytes(path, &bytes)
}

/// Limits the pool of threads.
pub fn set_jobs(jobs: Option<usize>) -> Result<(), Failure> {
    let Some(jobs) = jobs else { return Ok(()) };
    let built = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    built.map_err(|error| Failure::Message(error.to_string()))
}

/// A run of `check`: what has been written and what remains to be said at its end.
struct Run<'a> {
    console: &'a mut Console,
    outputs: Outputs,
    args: &'a CheckArgs,
    failed: bool,
    /// How many warnings there were.
    warnings: usize,
    trouble: bool,
    teller: Teller,
    ledger: Ledger,
}

impl<'a> Run<'a> {
    fn new(console: &'a mut Console, outputs: Outputs, args: &'a CheckArgs) -> Self {
        Self {
            outputs,
            console,
            args,
            failed: false,
            warnings: 0,
            trouble: false,
            teller: Teller::default(),
            ledger: Ledger::default(),
        }
    }

    /// Takes the language of the frame from the configuration of the working directory.
    fn adopt(&mut self, project: Option<Arc<Project>>) {
        if let Some(project) = project {
            self.console.set_lang(project.config.lang.value);
            self.outputs.set_lang(project.config.lang.value);
        }
    }

    fn begin(&mut self) -> Result<(), Failure> {
        self.outputs.begin(self.console)
    }

    fn take(&mut self, result: Result<Linted, FileError>) -> Result<(), Failure> {
        match result {
            Ok(linted) => self.show(&linted),
            Err(error) => {
                self.trouble |= error.is_error();
                self.teller.error(self.console, &error);
                self.note()
            }
        }
    }

    fn show(&mut self, linted: &Linted) -> Result<(), Failure> {
        self.trouble |= self.teller.linted(self.console, linted);
        self.note()?;
        self.ledger.note(linted);
        let fail_on = linted.project.config.fail_on.value;
        for Diagnostic { severity, .. } in &linted.outcome.diagnostics {
            self.failed |= fail_on.is_some_and(|level| *severity >= level);
            self.warnings += usize::from(*severity == Severity::Warning);
        }
        let view = FileView {
            source: &linted.source,
            root_path: &linted.root_path,
            diagnostics: &linted.outcome.diagnostics,
            suppressed: &linted.outcome.suppressed,
            rules: &Cards(&linted.project),
            strength: linted.outcome.strength.counts(),
        };
        self.outputs.file(self.console, &view)
    }

    /// Tells of findings that are gone and still in a baseline; not to those who asked for findings, or changes, only.
    fn tell_of_stale(&mut self, workspace: &Workspace, global: &Global) {
        if !self.args.quiet && self.args.diff.is_none() {
            tell_of_stale(&mut self.ledger, workspace, self.args, global, self.console);
        }
    }

    /// Has the errors that were told noted in the formats that have a place for them.
    fn note(&mut self) -> Result<(), Failure> {
        for note in self.teller.take_notes() {
            let trouble =
                Trouble { path: Some(&note.path), root_path: Some(&note.root_path), message: &note.message };
            self.outputs.trouble(self.console, &trouble)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<u8, Failure> {
        self.outputs.finish(self.console, !self.args.quiet, self.args.statistics)?;
        if self.args.statistics && !self.outputs.any_for_people() {
            let outputs = &self.outputs;
            self.console.err(|err| outputs.statistics(err));
        }
        // After an error there is nothing to add; otherwise a silent success would look like a clean report.
        if self.outputs.files() == 0 && !self.trouble {
            let line = nothing_to_check(self.args.diff.as_ref(), self.console);
            self.console.warn(&line);
        }
        if let Some(most) = self.args.max_warnings.filter(|most| self.warnings > *most) {
            self.failed = true;
            let (ja, en) = (
                format!("警告が {} 件あり、--max-warnings {most} を超えています", self.warnings),
                format!("{} warnings are more than --max-warnings {most}", self.warnings),
            );
            let line = self.console.say(&ja, &en).to_owned();
            self.console.warn(&line);
        }
        Ok(exit_code(self.failed, self.trouble))
    }
}

/// What the option `--diff` asks for.
pub fn since(
    diff: Option<&Option<String>>,
    paths: &[PathBuf],
    console: &Console,
) -> Result<Option<Since>, Failure> {
    let Some(rev) = diff else { return Ok(None) };
    if paths.iter().any(|path| path.as_os_str() == "-") {
        let ja = "--diff は標準入力（-）と一緒には使えません。ファイルの変更だけを調べられます";
        let en = "--diff cannot be used with standard input (-): only files have changes";
        return Err(Failure::Message(console.say(ja, en).to_owned()));
    }
    let since = rev.as_deref().map_or(Ok(Since::Head), Since::revision);
    since.map(Some).map_err(|text| Failure::Message(text.get(console.lang()).to_owned()))
}

fn nothing_to_check(diff: Option<&Option<String>>, console: &Console) -> String {
    let Some(rev) = diff else {
        return console.say("検査する文書がありません", "no documents to check").to_owned();
    };
    let rev = rev.as_deref().unwrap_or("HEAD");
    let ja = format!("変更された文書はありません（{rev} との差分）");
    let en = format!("no documents changed (against {rev})");
    console.say(&ja, &en).to_owned()
}

impl FailOnArg {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

impl ProfileArg {
    fn profile(self) -> Profile {
        match self {
            Self::Internal => Profile::Internal,
            Self::Public => Profile::Public,
        }
    }
}
