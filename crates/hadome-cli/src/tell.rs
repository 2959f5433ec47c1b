//! Telling each mistake of a configuration or a baseline once, however many documents it holds for.

use hadome_core::diagnostic::Problem;
use hadome_project::{FileError, Linted};

use crate::console::Console;

/// What a run has told.
#[derive(Debug, Default)]
pub struct Teller {
    /// By the places where they are kept, which stay as long as the workspace does.
    told: Vec<*const Problem>,
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
            FileError::Path { .. } | FileError::Notice { .. } => console.file_error(error),
        }
    }

    /// Tells problems.
    pub fn problems(&mut self, console: &mut Console, problems: &[Problem]) {
        if problems.is_empty() || self.told.contains(&problems.as_ptr()) {
            return;
        }
        self.told.push(problems.as_ptr());
        console.problems(problems);
    }
}
