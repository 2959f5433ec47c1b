//! What can go wrong with a file.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hadome_core::diagnostic::{Problem, Text};

/// A file, or a path given by the user, that could not be linted.
#[derive(Debug, Clone)]
pub enum FileError {
    /// The path itself: it does not exist, can't be read, or matches nothing.
    Path {
        /// The path as the user gave it.
        path: PathBuf,
        /// What is wrong and what to do.
        message: Text,
    },
    /// The configuration or the rules that hold for it; the same list for every file under that configuration.
    Config(Arc<Vec<Problem>>),
    /// Nothing wrong, only worth knowing: the files below the path are linted, in another way than was asked for.
    Notice {
        /// The path.
        path: PathBuf,
        /// What is different and what to do.
        message: Text,
    },
}

impl FileError {
    /// An error about a path.
    pub fn path(path: impl Into<PathBuf>, message: Text) -> Self {
        Self::Path { path: path.into(), message }
    }

    /// Whether something could not be linted.
    pub fn is_error(&self) -> bool {
        !matches!(self, Self::Notice { .. })
    }

    /// What the operating system said about a path, in words that name what to do.
    pub fn io(path: &Path, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound && path.is_symlink() {
            let message = Text::new(
                "リンクの先がありません。リンクを直すか消してください",
                "the link leads nowhere; mend or remove it",
            );
            return Self::path(path, message);
        }
        Self::path(path, reason(error))
    }
}

/// What the operating system said, in words that name what to do.
pub fn reason(error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::NotFound => Text::new(
            "ファイルまたはフォルダがありません。パスを確かめてください",
            "no such file or directory; check the path",
        ),
        io::ErrorKind::PermissionDenied => Text::new(
            "読み取る権限がありません。権限を確かめてください",
            "permission denied; check that you may read it",
        ),
        io::ErrorKind::IsADirectory => {
            Text::new("フォルダです。ファイルを指定してください", "it is a directory; name a file")
        }
        io::ErrorKind::FileTooLarge => Text::new(
            "大きすぎます。正しいファイルか確かめてください",
            "it is too large; check that it is the right file",
        ),
        _ => Text::new(format!("読み取れません: {error}"), format!("cannot be read: {error}")),
    }
}
