//! The main loop: messages in, messages out.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crossbeam_channel::select;
use hadome_project::Overrides;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::{InitializeParams, InitializeResult, ServerInfo};

use crate::capabilities::{self, Client};
use crate::state::State;
use crate::{notifications, requests};

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The client said goodbye: `shutdown`, then `exit`.
    Properly,
    /// The client went away, or left without `shutdown`.
    Abruptly,
}

/// Serves one client until it leaves. `overrides` hold under whatever the user sets in the editor. Never panics: a handler that does is told to the client, and the server goes on.
pub fn serve(connection: Connection, overrides: Overrides) -> Ended {
    let Ok((id, mut params)) = connection.initialize_start() else { return Ended::Abruptly };
    capabilities::respell(&mut params);
    // A client that introduces itself badly is served as one that can do nothing.
    let params: InitializeParams = serde_json::from_value(params).unwrap_or_default();
    let client = Client::read(&params.capabilities);
    let result = InitializeResult {
        capabilities: capabilities::server(&client),
        server_info: Some(ServerInfo {
            name: "hadome".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    };
    let answered = serde_json::to_value(result).map(|result| connection.initialize_finish(id, result));
    if !matches!(answered, Ok(Ok(()))) {
        return Ended::Abruptly;
    }
    let mut state = State::new(connection.sender.clone(), client, overrides, &params);
    state.begin();
    run(&connection, &mut state)
}

fn run(connection: &Connection, state: &mut State) -> Ended {
    let mut shut_down = false;
    loop {
        select! {
            recv(connection.receiver) -> message => match message {
                Ok(Message::Request(request)) if request.method == "shutdown" => {
                    shut_down = true;
                    state.respond(Response::new_ok(request.id, ()));
                }
                Ok(Message::Notification(n)) if n.method == "exit" => {
                    return if shut_down { Ended::Properly } else { Ended::Abruptly };
                }
                Ok(message) => take(state, message, shut_down),
                Err(_) => return Ended::Abruptly,
            },
            recv(state.results()) -> done => if let Ok(done) = done {
                let _ = guarded(state, "lint", |state| state.done(done));
            },
        }
    }
}

fn take(state: &mut State, message: Message, shut_down: bool) {
    match message {
        Message::Request(request) if shut_down => {
            let text = "the server has been shut down".to_owned();
            state.respond(Response::new_err(request.id, ErrorCode::InvalidRequest as i32, text));
        }
        Message::Request(request) => answer(state, request),
        Message::Notification(_) if shut_down => {}
        Message::Notification(Notification { method, params }) => {
            let _ = guarded(state, &method, |state| notifications::take(state, &method, params));
        }
        Message::Response(response) => {
            let _ = guarded(state, "response", |state| state.answered(response));
        }
    }
}

fn answer(state: &mut State, request: Request) {
    let (id, method) = (request.id.clone(), request.method.clone());
    if !guarded(state, &method, |state| requests::take(state, request)) {
        let text = format!("{method} failed inside hadome");
        state.respond(Response::new_err(id, ErrorCode::InternalError as i32, text));
    }
}

/// Runs a handler; if it panics, tells the client and goes on. Whether it came to its end.
fn guarded(state: &mut State, what: &str, handler: impl FnOnce(&mut State)) -> bool {
    let ended = catch_unwind(AssertUnwindSafe(|| handler(state))).is_ok();
    if !ended {
        state.panicked(what);
    }
    ended
}
