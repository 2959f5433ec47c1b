//! The protocol over standard input and output.

use std::io::{self, BufReader, Write};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use hadome_project::Overrides;
use lsp_server::{Connection, Message};

use crate::server::{Ended, serve};

/// How many messages in a row may be beyond understanding before the client is given up.
const PATIENCE: usize = 100;

/// Serves the client at the other end of standard input and output until it says goodbye or goes away. Nothing else may write to
/// standard output meanwhile. `overrides` are what the command line says over any configuration.
pub fn run(overrides: Overrides) -> Ended {
    let (to_server, receiver) = bounded(0);
    let (sender, to_client) = unbounded();
    thread::spawn(move || read(&to_server));
    let writer = thread::spawn(move || write(&to_client));
    let ended = serve(Connection { sender, receiver }, overrides);
    // The last answers are on their way.
    let _ = writer.join();
    ended
}

/// Hands on what the client says. A message that is no JSON is skipped: its length is known, so the next one can be found.
fn read(to_server: &Sender<Message>) {
    let mut input = BufReader::new(io::stdin());
    let mut bad = 0;
    while bad < PATIENCE {
        match Message::read(&mut input) {
            Ok(Some(message)) => {
                bad = 0;
                if to_server.send(message).is_err() {
                    return;
                }
            }
            Ok(None) => return,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                bad += 1;
                let _ = writeln!(io::stderr(), "hadome: a message was skipped: {error}");
            }
            Err(error) => {
                let _ = writeln!(io::stderr(), "hadome: the client can't be read: {error}");
                return;
            }
        }
    }
}

/// Writes what the server says. Where nobody reads any more, the reader's end will be noticed as well.
fn write(to_client: &Receiver<Message>) {
    let mut output = io::stdout().lock();
    for message in to_client {
        if message.write(&mut output).and_then(|()| output.flush()).is_err() {
            return;
        }
    }
}
