//! Linting beside the thread that talks to the client.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use hadome_project::{Workers, Workspace};
use lsp_types::Url;
use ropey::Rope;

use crate::convert;
use crate::snapshot::{Shared, Snapshot};

/// A document of more bytes takes a second or longer. It has a thread of its own, so that no report waits behind it.
const LONG: usize = 1 << 20;

/// One lint to do.
pub struct Job {
    /// The document.
    pub uri: Url,
    /// The number of this lint.
    pub serial: u64,
    /// The version of its text.
    pub version: i32,
    /// The file it is, or would be.
    pub path: PathBuf,
    /// Its text; copying a rope copies a pointer.
    pub text: Rope,
    /// What the editor takes it for; says its format where its name says nothing.
    pub language: String,
    /// The configurations to lint it under.
    pub workspace: Arc<Workspace>,
}

/// A lint that is done.
pub struct Done {
    /// The document.
    pub uri: Url,
    /// The number of the lint.
    pub serial: u64,
    /// The result; `None` if the linter panicked.
    pub snapshot: Option<Shared>,
}

/// The threads that lint, one for documents of a usual length and one for long ones: people edit one document at a time, and the thread
/// remembers what it read. They end with the value that owns them.
pub struct Jobs {
    short: Sender<Job>,
    long: Sender<Job>,
    /// Where results come from.
    pub results: Receiver<Done>,
}

impl Jobs {
    /// Starts the threads.
    pub fn start() -> Self {
        let (done, results) = unbounded();
        let start = || {
            let (queue, jobs) = unbounded();
            let done = done.clone();
            thread::spawn(move || work(&jobs, &done));
            queue
        };
        Self { short: start(), long: start(), results }
    }

    /// Gives a job to the thread for documents of its length.
    pub fn submit(&self, job: Job) {
        let queue = if is_long(&job.text) { &self.long } else { &self.short };
        // The threads live as long as these senders.
        let _ = queue.send(job);
    }
}

/// Whether a text takes so long that a report behind it would be waited for.
fn is_long(text: &Rope) -> bool {
    text.len_bytes() > LONG
}

fn work(jobs: &Receiver<Job>, done: &Sender<Done>) {
    let mut workers = Workers::remembering();
    for job in jobs {
        let (uri, serial) = (job.uri.clone(), job.serial);
        let result = catch_unwind(AssertUnwindSafe(|| lint(&mut workers, job)));
        if result.is_err() {
            // What a panic left behind is not to be trusted.
            workers = Workers::remembering();
        }
        if done.send(Done { uri, serial, snapshot: result.ok().map(Arc::new) }).is_err() {
            return;
        }
    }
}

fn lint(workers: &mut Workers, job: Job) -> Snapshot {
    let Job { uri, serial, version, path, text, language, workspace } = job;
    if is_toml(&path, &language) {
        let problems = workspace.check_text(&path, &text.to_string()).unwrap_or_default();
        return Snapshot::of_config(uri, serial, version, path, problems);
    }
    let linted = workspace.lint_text(workers, &path, text.to_string(), convert::format_of(&language));
    let snapshot = Snapshot::new(uri, serial, version, path, linted);
    if is_long(&text) {
        // Reading it would keep the main thread from answering anybody.
        snapshot.document();
    }
    snapshot
}

/// Whether a document is a file of settings and never a report.
fn is_toml(path: &Path, language: &str) -> bool {
    language == "toml" || path.extension().is_some_and(|e| e == "toml")
}
