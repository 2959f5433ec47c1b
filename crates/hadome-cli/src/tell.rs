//! Telling each mistake of a configuration or a baseline once, however many documents it holds for.

use std::path::Path;

use hadome_core::diagnostic::{Problem, Severity};
use hadome_project::{FileError, Linted, paths};

use crate::console::Console;

/// An error that was told, for the formats that have a place for it.
#[derive(Debug)]
pub struct Note {
    /// The file, shown from the current directory.
    pub path: String,
    /// The same from the root of the repository.
    pub root_path: String,
    /// What happened, in the language of the run.
    pub message: String,
}

/// What a run has told.
#[derive(Debug, Default)]
pub struct Teller {
    /// By the places where they are kept, which stay as long as the workspace does.
    told: Vec<*const Problem>,
    notes: Vec<Note>,
}

impl Teller {
    /// Tells what is odd about the configuration and the baseline of a document. Gives whether some of it is an error.
    pub fn linted(&mut self, console: &mut Console, linted: &Linted) -> bool {
        let baseline = linted.baseline.as_ref().map_or(&[][..], |applied| applied.baseline.warnings());
        for problems in [&linted.project.problems, baseline] {
            self.problems(console, problems);
        }
        !linted.project.is_whole()
    }

    /// Tells what kept a document from being linted.
    pub fn error(&mut self, console: &mut Console, error: &FileError) {
        match error {
            FileError::Config(problems) => self.problems(console, problems),
            FileError::Notice { .. } => console.file_error(error),
            FileError::Path { path, message } => {
                console.file_error(error);
                self.note(path, message.get(console.lang()));
            }
        }
    }

    /// The errors that were told since the last call.
    pub fn take_notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }

    /// Tells problems.
    pub fn problems(&mut self, console: &mut Console, problems: &[Problem]) {
        if problems.is_empty() || self.told.contains(&problems.as_ptr()) {
            return;
        }
        self.told.push(problems.as_ptr());
        for problem in console.problems(problems).iter().filter(|p| p.severity == Severity::Error) {
            self.note(Path::new(problem.source.path()), problem.message.get(console.lang()));
        }
    }

    fn note(&mut self, path: &Path, message: &str) {
        let (path, root_path) = (paths::display(path), paths::root_path(path));
        self.notes.push(Note { path, root_path, message: message.to_owned() });
    }
}
