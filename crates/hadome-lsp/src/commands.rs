//! Commands that actions leave to the server, because a client can be told only through it.

use lsp_types::{ExecuteCommandParams, Range, Url};
use serde_json::{Value, json};

use crate::state::State;

/// Opens the page of a rule; the argument is the address.
pub const OPEN_PAGE: &str = "hadome.openPage";
/// Puts the cursor on a range; the arguments are the document and the range.
pub const SELECT: &str = "hadome.select";
/// Every command.
pub const NAMES: [&str; 2] = [OPEN_PAGE, SELECT];

/// Does what a command asks for; arguments that make no sense do nothing.
pub fn run(state: &mut State, params: &ExecuteCommandParams) {
    let argument = |at: usize| params.arguments.get(at).cloned().unwrap_or(Value::Null);
    let Ok(uri) = serde_json::from_value::<Url>(argument(0)) else { return };
    let shown = match params.command.as_str() {
        OPEN_PAGE if matches!(uri.scheme(), "http" | "https") => json!({ "uri": uri, "external": true }),
        SELECT => match serde_json::from_value::<Range>(argument(1)) {
            Ok(range) => json!({ "uri": uri, "takeFocus": true, "selection": range }),
            Err(_) => return,
        },
        _ => return,
    };
    if state.client.shows {
        state.ask("window/showDocument", shown);
    }
}
