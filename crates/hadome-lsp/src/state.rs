//! What the server knows: the client, the open documents and the configurations.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};
use hadome_core::diagnostic::Lang;
use hadome_project::{Overrides, Project, Workspace};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{InitializeParams, MessageType, Url};
use serde_json::{Value, json};

use crate::buffer::Buffer;
use crate::capabilities::Client;
use crate::convert;
use crate::diagnostics;
use crate::jobs::{Done, Job, Jobs};
use crate::requests;
use crate::settings::Settings;
use crate::snapshot::Shared;

/// How long a configuration may have been changed before the next edit notices without a watcher.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// An open document and what is known about it.
pub struct Open {
    /// Its text.
    pub buffer: Buffer,
    /// The newest result, maybe of an older text.
    pub snapshot: Option<Shared>,
    /// The lint that is under way.
    running: Option<u64>,
    /// Whether its text or its configuration has changed since that lint began.
    stale: bool,
    /// Requests that need a result for the newest text.
    waiting: Vec<Request>,
}

impl Open {
    /// The newest result, maybe of an older text, unless the next one is under way.
    pub fn settled(&self) -> Option<Shared> {
        self.snapshot.clone().filter(|_| self.running.is_none())
    }
}

/// Everything that the main thread owns.
pub struct State {
    /// What the client can do.
    pub client: Client,
    /// What the user has set.
    pub settings: Settings,
    /// The open documents.
    pub documents: HashMap<Url, Open>,
    /// The workspace folders.
    pub roots: Vec<PathBuf>,
    /// What the command line said.
    overrides: Overrides,
    /// The settings that came with `initialize`; what is set later lies over them.
    initial: Value,
    workspace: Arc<Workspace>,
    jobs: Jobs,
    sender: Sender<Message>,
    serial: u64,
    /// When the configurations were last compared with the disk.
    looked: Instant,
    /// Whether the user has been told that something panicked.
    told: bool,
}

impl State {
    /// The state of a session that begins.
    pub fn new(
        sender: Sender<Message>,
        client: Client,
        overrides: Overrides,
        params: &InitializeParams,
    ) -> Self {
        let folders = params.workspace_folders.iter().flatten().filter_map(|f| f.uri.to_file_path().ok());
        let mut roots: Vec<PathBuf> = folders.collect();
        #[expect(deprecated, reason = "older clients send nothing else")]
        let root = params.root_uri.as_ref().and_then(|uri| uri.to_file_path().ok());
        if roots.is_empty() {
            roots.extend(root);
        }
        let initial = params.initialization_options.clone().unwrap_or_default();
        let settings = Settings::read(&initial);
        Self {
            workspace: Arc::new(Workspace::new(settings.over(&overrides))),
            client,
            overrides,
            initial,
            settings,
            documents: HashMap::new(),
            roots,
            jobs: Jobs::start(),
            sender,
            serial: 0,
            looked: Instant::now(),
            told: false,
        }
    }

    /// Asks the client for what it has to be asked for once the handshake is over.
    pub fn begin(&mut self) {
        if self.client.watches {
            let globs = ["**/*.toml", "**/*.csv"].map(|glob| json!({ "globPattern": glob }));
            let registration = json!({
                "id": "hadome-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": globs },
            });
            self.ask("client/registerCapability", json!({ "registrations": [registration] }));
        }
        self.ask_for_settings();
    }

    /// Asks for the settings; the answer comes to [`answered`](Self::answered).
    pub fn ask_for_settings(&mut self) {
        if self.client.configures {
            self.ask("workspace/configuration", json!({ "items": [{ "section": "hadome" }] }));
        }
    }

    /// Lints that are done.
    pub fn results(&self) -> &Receiver<Done> {
        &self.jobs.results
    }

    /// Takes settings that a client sent; every document is read anew under them if they say something new.
    pub fn set(&mut self, sent: &Value) {
        let settings = Settings::read_over(&self.initial, sent);
        if settings != self.settings {
            self.settings = settings;
            self.reload();
        }
    }

    /// Forgets every configuration and checks every document again.
    pub fn reload(&mut self) {
        self.workspace = Arc::new(Workspace::new(self.settings.over(&self.overrides)));
        let uris: Vec<Url> = self.documents.keys().cloned().collect();
        uris.iter().for_each(|uri| self.schedule(uri));
        if self.client.pulls && self.client.refreshes {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
        // Whether they are on may have changed, and so may the rungs that they show.
        if self.client.refreshes_hints {
            self.ask("workspace/inlayHint/refresh", Value::Null);
        }
        if self.client.refreshes_lenses {
            self.ask("workspace/codeLens/refresh", Value::Null);
        }
    }

    /// Opens a document, or opens it again.
    pub fn open(&mut self, buffer: Buffer) {
        let uri = buffer.uri.clone();
        self.close(&uri);
        let open = Open { buffer, snapshot: None, running: None, stale: false, waiting: Vec::new() };
        self.documents.insert(uri.clone(), open);
        self.schedule(&uri);
    }

    /// Closes a document; whoever waits for it is told.
    pub fn close(&mut self, uri: &Url) {
        let Some(open) = self.documents.remove(uri) else { return };
        for request in open.waiting {
            let text = "the document was closed".to_owned();
            self.respond(Response::new_err(request.id, ErrorCode::ContentModified as i32, text));
        }
        if !self.client.pulls {
            self.publish(uri, None, &[]);
        }
    }

    /// Sees to it that the newest text of a document is linted: at once, or when the lint that is under way has ended.
    pub fn schedule(&mut self, uri: &Url) {
        if self.looked.elapsed() > LOOK_AGAIN {
            self.looked = Instant::now();
            // Watchers are not everywhere, and another branch may have been checked out meanwhile.
            if self.workspace.is_stale() {
                return self.reload();
            }
        }
        let Some(open) = self.documents.get_mut(uri) else { return };
        if open.running.is_some() {
            open.stale = true;
            return;
        }
        self.serial += 1;
        open.running = Some(self.serial);
        open.stale = false;
        self.jobs.submit(Job {
            uri: uri.clone(),
            serial: self.serial,
            version: open.buffer.version,
            path: convert::path_of(uri, self.roots.first().map(PathBuf::as_path)),
            text: open.buffer.rope.clone(),
            language: open.buffer.language.clone(),
            workspace: Arc::clone(&self.workspace),
        });
    }

    /// Takes the result of a lint. One of a text that is no longer the newest is dropped: its places may be wrong by now.
    pub fn done(&mut self, done: Done) {
        let Some(open) = self.documents.get_mut(&done.uri).filter(|o| o.running == Some(done.serial)) else {
            return;
        };
        open.running = None;
        if open.stale {
            return self.schedule(&done.uri);
        }
        let waiting = std::mem::take(&mut open.waiting);
        match done.snapshot {
            Some(snapshot) => {
                // Given back at the end: whoever waits for the findings does not have to wait for that.
                let _before = open.snapshot.replace(Arc::clone(&snapshot));
                if !self.client.pulls {
                    let found = diagnostics::of(&snapshot, self.client.encoding, self.lang());
                    self.publish(&snapshot.uri, Some(snapshot.version), &found);
                }
                waiting.into_iter().for_each(|request| requests::take(self, request));
            }
            None => {
                self.panicked("lint");
                for request in waiting {
                    let text = "the linter failed on this document".to_owned();
                    self.respond(Response::new_err(request.id, ErrorCode::InternalError as i32, text));
                }
            }
        }
    }

    /// The result for the newest text of a document, or `None` if there is none yet.
    pub fn current(&self, uri: &Url) -> Option<Shared> {
        let open = self.documents.get(uri)?;
        let snapshot = open.snapshot.as_ref()?;
        let fresh = open.running.is_none() && snapshot.version == open.buffer.version;
        fresh.then(|| Arc::clone(snapshot))
    }

    /// Keeps a request until the newest text of its document is linted.
    pub fn wait(&mut self, uri: &Url, request: Request) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        open.waiting.push(request);
        if open.running.is_none() {
            self.schedule(uri);
        }
    }

    /// Answers a request that is no longer wanted, if it still waits.
    pub fn cancel(&mut self, id: &RequestId) {
        let all = self.documents.values_mut();
        let found = all.into_iter().find_map(|open| {
            let at = open.waiting.iter().position(|r| r.id == *id)?;
            Some(open.waiting.remove(at))
        });
        if let Some(request) = found {
            let text = "cancelled".to_owned();
            self.respond(Response::new_err(request.id, ErrorCode::RequestCanceled as i32, text));
        }
    }

    /// Takes the answer to a question of ours. Only that about settings tells anything.
    pub fn answered(&mut self, response: Response) {
        let about_settings = response.id.to_string().trim_matches('"').starts_with("workspace/configuration");
        let sections = response.result.as_ref().and_then(Value::as_array);
        if let Some(section) = sections.and_then(|s| s.first()).filter(|_| about_settings) {
            self.set(section);
        }
    }

    /// The file of an open document, and what holds for it; `None` if its configuration is broken.
    pub fn project_of(&self, uri: &Url) -> Option<(PathBuf, Arc<Project>)> {
        let path = convert::path_of(uri, self.roots.first().map(PathBuf::as_path));
        let project = self.workspace.project_for(&path).ok()?;
        Some((path, project))
    }

    /// The language of what is said outside of findings.
    pub fn lang(&self) -> Lang {
        self.settings.lang.or(self.overrides.lang).unwrap_or_default()
    }

    /// Picks the text of that language.
    pub fn say<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        if self.lang() == Lang::En { en } else { ja }
    }

    /// Tells the client that something inside went wrong; in its log every time, to the user once.
    pub fn panicked(&mut self, what: &str) {
        self.log(MessageType::ERROR, &format!("{what}: panicked; see standard error for the place"));
        if !std::mem::replace(&mut self.told, true) {
            let message = self.say(
                "hadome の内部で問題が起きました。検査は続きますが、この出力を報告してください",
                "something failed inside hadome; it goes on, but please report the output of this server",
            );
            let params = json!({ "type": MessageType::ERROR, "message": message });
            self.notify("window/showMessage", params);
        }
    }

    /// Writes to the client's log.
    pub fn log(&mut self, kind: MessageType, message: &str) {
        self.notify("window/logMessage", json!({ "type": kind, "message": message }));
    }

    fn publish(&mut self, uri: &Url, version: Option<i32>, found: &[lsp_types::Diagnostic]) {
        let params = json!({ "uri": uri, "version": version, "diagnostics": found });
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// Sends an answer. Where the client is gone, the main loop is about to notice.
    pub fn respond(&mut self, response: Response) {
        let _ = self.sender.send(response.into());
    }

    fn notify(&mut self, method: &str, params: Value) {
        let _ = self.sender.send(Notification { method: method.to_owned(), params }.into());
    }

    /// Asks the client for something; what it answers comes to [`answered`](Self::answered).
    pub fn ask(&mut self, method: &str, params: Value) {
        self.serial += 1;
        let id = RequestId::from(format!("{method}#{}", self.serial));
        let _ = self.sender.send(Request { id, method: method.to_owned(), params }.into());
    }
}
