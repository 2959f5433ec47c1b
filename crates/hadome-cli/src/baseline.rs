//! `hadome baseline`, and what `check` says of baselines.

use std::path::{Path, PathBuf};

use hadome_core::diagnostic::Text;
use hadome_project::baseline::{Baseline, Change, Choice, Ledger, Tally};
use hadome_project::{Workspace, paths};

use crate::args::{BaselineArgs, BaselineCommand, BaselineOf, CheckArgs, Global};
use crate::check::{lint, set_jobs};
use crate::console::{Console, Failure, exit_code, overrides};
use crate::tell::Teller;

/// Writes, updates or prunes the baselines of the documents that the arguments name.
pub fn run(args: &BaselineArgs, global: &Global, console: &mut Console) -> Result<u8, Failure> {
    let (create, change, of) = match &args.command {
        BaselineCommand::Create(of) => (true, Change::Update, of),
        BaselineCommand::Update(of) => (false, Change::Update, of),
        BaselineCommand::Prune(of) => (false, Change::Prune, of),
    };
    set_jobs(of.jobs)?;
    let mut over = overrides(global);
    over.baseline = choice(of.baseline.as_deref(), false);
    over.new_baseline = true;
    let workspace = Workspace::new(over);
    if let Ok(project) = workspace.project_of_directory(Path::new(".")) {
        console.set_lang(project.config.lang.value);
    }
    if let Some(mistake) = mistake(of, global) {
        return Err(failure(&mistake, console));
    }
    if create && let Some(there) = existing(&workspace, &of.paths) {
        return Err(failure(&there, console));
    }
    let (ledger, trouble) = read(&workspace, of, console)?;
    let mut any = false;
    for page in ledger.pages() {
        let (entries, tally) = ledger.after(page, change);
        let baseline = &page.baseline;
        if change == Change::Prune && !baseline.exists() || entries.is_empty() && !baseline.is_wanted() {
            continue;
        }
        any = true;
        let shown = paths::display(baseline.path());
        let written = baseline.write(&entries).map_err(|error| unwritable(&shown, &error, console))?;
        let line = format!("{shown}: {}", outcome(baseline, change, tally, written).get(console.lang()));
        writeln!(console.out(), "{line}")?;
    }
    if !any && !trouble {
        let nothing = match change {
            Change::Update => {
                Text::new("指摘がないので、基準ファイルは要りません", "no findings: no baseline is needed")
            }
            Change::Prune => Text::new("基準ファイルがありません", "there is no baseline"),
        };
        console.warn(nothing.get(console.lang()));
    }
    Ok(exit_code(false, trouble))
}

/// What the options of a command say about baselines.
pub fn choice(file: Option<&Path>, off: bool) -> Choice {
    match file {
        Some(file) => Choice::File(file.to_owned()),
        None if off => Choice::Off,
        None => Choice::Found,
    }
}

/// Tells how many findings of the baselines of a run are gone, and what drops them.
pub fn tell_of_stale(
    ledger: &mut Ledger,
    workspace: &Workspace,
    args: &CheckArgs,
    global: &Global,
    console: &mut Console,
) {
    touch(ledger, workspace, &args.paths);
    for page in ledger.pages() {
        let n = ledger.stale(page);
        if n == 0 {
            continue;
        }
        let (shown, command) = (paths::display(page.baseline.path()), prune(args, global));
        let text = Text::new(
            format!("{shown}: {n} 件の指摘はもうありません。`{command}` で基準ファイルから除けます"),
            format!("{shown}: {} gone; drop with `{command}`", findings(n, " is", "s are")),
        );
        let name = console.say("警告", "warning");
        let line = format!("{name}: {}", text.get(console.lang()));
        console.warn(&line);
    }
}

/// Notes the baselines of directories, where the last document may be gone.
fn touch(ledger: &mut Ledger, workspace: &Workspace, paths: &[PathBuf]) {
    for path in paths.iter().filter(|path| path.is_dir()) {
        // What is wrong with it has been told when its documents were linted; without any it holds nothing back.
        if let Ok(Some(baseline)) = workspace.baseline_of_directory(path) {
            ledger.touch(&baseline);
        }
    }
}

/// Lints the documents; gives what was seen of their baselines, and whether anything went wrong.
fn read(workspace: &Workspace, of: &BaselineOf, console: &mut Console) -> Result<(Ledger, bool), Failure> {
    let (mut ledger, mut teller, mut trouble) = (Ledger::default(), Teller::default(), false);
    for path in of.paths.iter().filter(|path| path.is_dir()) {
        match workspace.baseline_of_directory(path) {
            Ok(baseline) => baseline.iter().for_each(|baseline| ledger.touch(baseline)),
            Err(problems) => {
                trouble = true;
                teller.problems(console, &problems);
            }
        }
    }
    lint(workspace, &of.paths, None, &mut |result| {
        match result {
            Ok(linted) => {
                trouble |= teller.linted(console, &linted);
                ledger.note(&linted);
            }
            Err(error) => {
                trouble = true;
                teller.error(console, &error);
            }
        }
        Ok(())
    })?;
    Ok((ledger, trouble))
}

/// What makes no sense of the arguments.
fn mistake(of: &BaselineOf, global: &Global) -> Option<Text> {
    if of.paths.iter().any(|path| path.as_os_str() == "-") {
        return Some(Text::new(
            "標準入力（-）は基準ファイルに載せられません。ファイルを指定してください",
            "standard input (-) has no place in a baseline; name files",
        ));
    }
    (global.isolated && of.baseline.is_none()).then(|| {
        Text::new(
            "--isolated では基準ファイルを探しません。--baseline FILE で指定してください",
            "--isolated looks for no baseline; name one with --baseline FILE",
        )
    })
}

/// Why no baseline can be created: there is one.
fn existing(workspace: &Workspace, paths: &[PathBuf]) -> Option<Text> {
    let found = workspace.find(paths).files;
    let below = found.iter().map(|file| workspace.baseline_for(file));
    let here = paths.iter().filter(|path| path.is_dir()).map(|path| workspace.baseline_of_directory(path));
    let there =
        here.chain(below).filter_map(|held| held.ok().flatten()).find(|baseline| baseline.exists())?;
    let shown = paths::display(there.path());
    Some(Text::new(
        format!("{shown} はすでにあります。書き直すには `hadome baseline update` を使ってください"),
        format!("{shown} exists already; write it anew with `hadome baseline update`"),
    ))
}

/// What was done to a baseline.
fn outcome(baseline: &Baseline, change: Change, tally: Tally, written: bool) -> Text {
    let Tally { added, dropped, total } = tally;
    match (baseline.exists(), change) {
        (false, _) => Text::new(
            format!("{total} 件の指摘を書きました"),
            format!("{} written", findings(total, "", "s")),
        ),
        // A merge may have left the order, or the same finding twice.
        (true, _) if added + dropped == 0 && written => {
            Text::new(format!("整えました（{total} 件）"), format!("tidied ({})", findings(total, "", "s")))
        }
        (true, _) if added + dropped == 0 => Text::new(
            format!("変わりありません（{total} 件）"),
            format!("unchanged ({})", findings(total, "", "s")),
        ),
        (true, Change::Update) => Text::new(
            format!("{added} 件を加え、{dropped} 件を除きました（{total} 件）"),
            format!("{added} added, {dropped} dropped ({})", findings(total, "", "s")),
        ),
        (true, Change::Prune) => Text::new(
            format!("{dropped} 件を除きました（{total} 件）"),
            format!("{dropped} dropped ({})", findings(total, "", "s")),
        ),
    }
}

/// The command that drops what is gone from a baseline.
fn prune(args: &CheckArgs, global: &Global) -> String {
    let mut command = "hadome".to_owned();
    let option = |name: &str, path: &PathBuf| format!(" {name} {}", quoted(path));
    command.extend(global.config.as_ref().map(|path| option("--config", path)));
    command += " baseline prune";
    command.extend(args.baseline.as_ref().map(|path| option("--baseline", path)));
    command
}

/// A path as it can be typed.
fn quoted(path: &Path) -> String {
    let shown = paths::display(path);
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@".contains(c);
    if shown.chars().all(plain) { shown } else { format!("'{}'", shown.replace('\'', "'\\''")) }
}

fn findings(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("{n} finding{one}") } else { format!("{n} finding{many}") }
}

fn unwritable(shown: &str, error: &std::io::Error, console: &Console) -> Failure {
    let text =
        Text::new(format!("{shown} に書き込めません: {error}"), format!("cannot write {shown}: {error}"));
    failure(&text, console)
}

fn failure(text: &Text, console: &Console) -> Failure {
    Failure::Message(text.get(console.lang()).to_owned())
}
