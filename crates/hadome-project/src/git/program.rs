//! Starting `git` so that nothing in a repository runs, and so that nobody's settings change what it says.

use std::ffi::OsStr;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use hadome_core::diagnostic::Text;

use super::quote::path_of;

/// Variables that point git at one repository, as they do inside of a hook, or that change how it writes patches.
const FORGOTTEN: [&str; 16] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIFF_OPTS",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_GLOB_PATHSPECS",
    "GIT_GRAFT_FILE",
    "GIT_ICASE_PATHSPECS",
    "GIT_INDEX_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// No index is written, no file of the repository's configuration starts a program, nothing is fetched, nobody is asked.
const ENVIRONMENT: [(&str, &str); 5] = [
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_PAGER", ""),
    ("LC_ALL", "C"),
];

/// Settings that win over those of the repository. A report comes with a repository, and its `.git/config` may be anybody's.
const SETTINGS: [&str; 7] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "diff.indentHeuristic=true",
    "diff.suppressBlankEmpty=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
];

/// The git program, to be run in one repository.
#[derive(Debug, Clone)]
pub(super) struct Git {
    directory: PathBuf,
    /// Settings that switch off the filters of the repository.
    filters: Vec<String>,
    /// Whether anybody configures filters, so that what git compares may not be what stands in the files.
    has_filters: bool,
}

impl Git {
    /// For the repository of a directory.
    pub(super) fn new(directory: &Path) -> Self {
        Self { directory: directory.to_owned(), filters: Vec::new(), has_filters: false }
    }

    /// Switches off the filters that the repository itself configures: programs through which git would read each file. Those that
    /// its user has configured stay.
    pub(super) fn without_filters(mut self) -> Result<Self, Text> {
        let listed =
            self.output(["config", "--null", "--show-scope", "--name-only", "--get-regexp", r"^filter\."])?;
        let mut words = listed.stdout.split(|b| *b == 0);
        while let (Some(scope), Some(key)) = (words.next(), words.next()) {
            self.has_filters = true;
            if matches!(scope, b"local" | b"worktree") {
                let driver = std::str::from_utf8(key).ok().and_then(|key| key.rsplit_once('.'));
                // git takes the first `=` for the end of a key, so that such a filter could not be switched off.
                let (driver, _) = driver.filter(|(name, _)| !name.contains('=')).ok_or_else(unsafe_filter)?;
                for off in ["clean=", "smudge=", "process=", "required=false"] {
                    self.filters.push(format!("{driver}.{off}"));
                }
            }
        }
        Ok(self)
    }

    /// Those of some paths that an attribute asks to be filtered.
    pub(super) fn filtered(&self, paths: &[&Path]) -> Result<Vec<PathBuf>, Text> {
        /// So many paths are sure to fit on a command line.
        const AT_ONCE: usize = 100;
        let mut filtered = Vec::new();
        for paths in paths.chunks(AT_ONCE).filter(|_| self.has_filters) {
            let args = ["check-attr", "-z", "filter", "--"].map(OsStr::new);
            let output = self.output(args.into_iter().chain(paths.iter().map(|path| path.as_os_str())))?;
            if !output.status.success() {
                return Err(failed(&output.stderr));
            }
            let mut words = output.stdout.split(|b| *b == 0);
            while let (Some(path), Some(_), Some(value)) = (words.next(), words.next(), words.next()) {
                if !matches!(value, b"unspecified" | b"unset") {
                    filtered.push(path_of(path));
                }
            }
        }
        Ok(filtered)
    }

    /// Runs git and gives what it printed, whether or not it succeeded.
    pub(super) fn output<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Result<Output, Text> {
        self.command(args).stderr(Stdio::piped()).output().map_err(|error| not_started(&error))
    }

    /// Runs git and gives the first line that it printed; `None` if it failed.
    pub(super) fn line<S: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = S>,
    ) -> Result<Option<String>, Text> {
        let output = self.output(args)?;
        let line = String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned();
        Ok(output.status.success().then_some(line))
    }

    /// Runs git, gives what it prints to `read` while it runs, and takes any failure for an error.
    pub(super) fn read<T, S: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = S>,
        read: impl FnOnce(&mut BufReader<ChildStdout>) -> io::Result<T>,
    ) -> Result<T, Text> {
        let mut child =
            self.command(args).stderr(Stdio::piped()).spawn().map_err(|error| not_started(&error))?;
        let (result, complaint) = drain(&mut child, read);
        let status = child.wait().map_err(|error| not_started(&error))?;
        if !status.success() {
            return Err(failed(&complaint));
        }
        result.map_err(|error| {
            Text::new(
                format!("git の出力を読み取れません（{error}）。git の版を確かめてください"),
                format!("cannot make sense of what git printed ({error}); check the version of git"),
            )
        })
    }

    fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        // The directory is git's business: with one of our own, a relative entry of PATH would be looked up in the repository.
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.directory).arg("--no-pager");
        for setting in SETTINGS.iter().copied().chain(self.filters.iter().map(String::as_str)) {
            command.args(["-c", setting]);
        }
        for name in FORGOTTEN {
            command.env_remove(name);
        }
        command.envs(ENVIRONMENT).args(args).stdin(Stdio::null()).stdout(Stdio::piped());
        command
    }
}

/// Reads both outputs of a program at once, so that neither blocks the other.
fn drain<T>(
    child: &mut Child,
    read: impl FnOnce(&mut BufReader<ChildStdout>) -> io::Result<T>,
) -> (io::Result<T>, Vec<u8>) {
    let stderr = child.stderr.take();
    let complaint = std::thread::spawn(move || {
        let mut text = Vec::new();
        // What is lost here would only have explained a failure.
        let _ = stderr.map(|mut pipe| pipe.read_to_end(&mut text));
        text
    });
    let result = match child.stdout.take() {
        Some(pipe) => {
            let mut pipe = BufReader::new(pipe);
            let result = read(&mut pipe);
            // A program that nobody listens to would fail for that reason and hide the real one.
            let _ = io::copy(&mut pipe, &mut io::sink());
            result
        }
        None => Err(io::Error::from(io::ErrorKind::BrokenPipe)),
    };
    (result, complaint.join().unwrap_or_default())
}

fn unsafe_filter() -> Text {
    Text::new(
        "リポジトリの設定に、無効にできない filter があります。.git/config を確かめてください",
        "the repository configures a filter that cannot be switched off; look at .git/config",
    )
}

fn not_started(error: &io::Error) -> Text {
    if error.kind() == io::ErrorKind::NotFound {
        return Text::new(
            "git が見つかりません。変更された行を調べるには git が要ります",
            "git is not installed or not in PATH; it is needed to see what changed",
        );
    }
    Text::new(format!("git を起動できません: {error}"), format!("git cannot be started: {error}"))
}

/// What git said when it failed, with what to do about the failures that people meet.
pub(super) fn failed(stderr: &[u8]) -> Text {
    let said = String::from_utf8_lossy(stderr);
    let said = said.lines().find(|l| l.starts_with("fatal:")).or(said.lines().next()).unwrap_or("?");
    let said = said.trim_start_matches("fatal: ");
    let text = |ja: &str, en: &str| Text::new(format!("git: {said}。{ja}"), format!("git: {said}; {en}"));
    if said.contains("dubious ownership") {
        return text(
            "リポジトリの所有者が違います。信頼できるなら `git config --global --add safe.directory <フォルダ>` を実行してください",
            "the repository belongs to somebody else; if you trust it, run `git config --global --add safe.directory DIRECTORY`",
        );
    }
    if said.starts_with("usage:") || said.contains("unknown option") || said.contains("unrecognized argument")
    {
        return text("git 2.30 以降が要ります", "git 2.30 or newer is needed");
    }
    if said.contains("lazy fetching disabled") || said.contains("promisor") {
        return text(
            "内容を省いた clone（partial clone）です。先に `git diff <リビジョン>` を一度実行して内容を取得してください",
            "this is a partial clone; run `git diff REV` once before, which fetches what is missing",
        );
    }
    Text::new(format!("git が失敗しました: {said}"), format!("git failed: {said}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_that_people_meet_come_with_what_to_do() {
        let dubious = failed(b"fatal: detected dubious ownership in repository at '/a'\nTo add\n");
        assert!(dubious.en.contains("safe.directory"), "{dubious:?}");
        let partial =
            failed(b"warning: lazy fetching disabled; some objects may not be available\nfatal: x\n");
        assert_eq!(partial.en, "git failed: x");
        let old = failed(b"error: unknown option `show-scope'\nusage: git config\n");
        assert!(old.en.ends_with("git 2.30 or newer is needed"), "{old:?}");
        assert_eq!(failed(b"").en, "git failed: ?");
    }
}
