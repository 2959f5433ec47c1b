//! Where output goes and how it looks.

use std::io::{self, IsTerminal, Write};

use hadome_core::diagnostic::{Lang, Problem};
use hadome_project::{FileError, Overrides, Workspace, paths};
use hadome_report::{Guard, Look, sanitize, write_problems};

use crate::args::{ColorArg, Global, LangArg};
use crate::localize;
use crate::news::News;

/// Width used where none is known: a pipe, a file, a terminal that does not say.
const DEFAULT_WIDTH: usize = 80;

/// Why a command ended without a result.
#[derive(Debug)]
pub enum Failure {
    /// Output could not be written.
    Io(io::Error),
    /// Mistakes in configuration or rules.
    Problems(Vec<Problem>),
    /// Anything else, in the language of the run.
    Message(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Standard output and standard error with their looks, each behind a [`Guard`].
pub struct Console {
    /// How standard output looks.
    pub look: Look,
    err_look: Look,
    out: Guard<io::BufWriter<io::StdoutLock<'static>>>,
    news: News,
}

impl Console {
    /// Looks at the terminal and the options.
    pub fn new(global: &Global) -> Self {
        let lang = global.lang.map_or(Lang::Ja, LangArg::lang);
        let width = terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(w, _)| w.0.into());
        let look =
            |terminal: bool| Look { lang, color: color(global.color, terminal), unicode: unicode(), width };
        let look_out = look(io::stdout().is_terminal());
        Self {
            look: look_out,
            err_look: look(io::stderr().is_terminal()),
            out: Guard::new(io::BufWriter::new(io::stdout().lock()), look_out.color),
            news: News::default(),
        }
    }

    /// Standard output, buffered and guarded.
    pub fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Says whether standard output may hold workflow commands, because it is in a format made of them.
    pub fn allow_commands(&mut self, allowed: bool) {
        self.out.allow_commands(allowed);
    }

    /// Standard error, guarded, after what is buffered for standard output.
    pub fn err(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let _ = self.out.flush();
        let mut err = Guard::new(io::stderr().lock(), self.err_look.color);
        // A closed standard error has no reader to tell.
        let _ = write(&mut err).and_then(|()| err.finish());
    }

    /// The language of messages.
    pub fn lang(&self) -> Lang {
        self.look.lang
    }

    /// Takes the language from a configuration, where no option gave one.
    pub fn set_lang(&mut self, lang: Lang) {
        self.look.lang = lang;
        self.err_look.lang = lang;
    }

    /// Picks the text of the language.
    pub fn say<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        if self.look.lang == Lang::En { en } else { ja }
    }

    /// Writes what is buffered.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.finish()
    }

    /// Writes a line to standard error.
    pub fn warn(&mut self, line: &str) {
        self.err(|err| writeln!(err, "{}", sanitize::line(line)));
    }

    /// Writes problems to standard error: each once, however many configurations share the file it is in, and no more of a file than
    /// somebody could want to read. Gives those that were written.
    pub fn problems(&mut self, problems: &[Problem]) -> Vec<Problem> {
        let look = self.err_look;
        let news: Vec<Problem> = problems.iter().filter(|p| self.news.is_news(p)).cloned().collect();
        let more = self.news.held_back();
        let more = more.into_iter().map(|(path, n)| match look.lang {
            Lang::Ja => format!("{path}: ほかに {n} 件あります"),
            Lang::En => format!("{path}: {n} more"),
        });
        let more: Vec<String> = more.collect();
        self.err(|err| {
            write_problems(err, &news, &look)?;
            more.iter().try_for_each(|line| writeln!(err, "{}", sanitize::line(line)))
        });
        news
    }

    /// Writes what kept a file from being linted to standard error.
    pub fn file_error(&mut self, error: &FileError) {
        match error {
            FileError::Config(problems) => drop(self.problems(problems)),
            FileError::Path { path, message } => {
                let name = self.say("エラー", "error");
                let line = format!("{name}: {}: {}", paths::display(path), message.get(self.lang()));
                self.warn(&line);
            }
            FileError::Notice { path, message } => {
                let name = self.say("警告", "warning");
                let line = format!("{name}: {}: {}", paths::display(path), message.get(self.lang()));
                self.warn(&line);
            }
        }
    }

    /// Writes why a command ended.
    pub fn fail(&mut self, failure: &Failure) {
        match failure {
            Failure::Problems(problems) => drop(self.problems(problems)),
            Failure::Io(error) => {
                let line = format!("{}: {error}", self.say("書き込めません", "cannot write"));
                self.warn(&line);
            }
            Failure::Message(message) => {
                let line = format!("{}: {message}", self.say("エラー", "error"));
                self.warn(&line);
            }
        }
    }

    /// `hadome completions`.
    pub fn completions(&mut self, shell: clap_complete::Shell) -> Result<u8, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut localize::command(self.lang()), "hadome", &mut script);
        self.out.write_all(&script)?;
        Ok(crate::CLEAN)
    }
}

impl LangArg {
    /// The language of this option.
    pub fn lang(self) -> Lang {
        match self {
            Self::Ja => Lang::Ja,
            Self::En => Lang::En,
        }
    }
}

/// A workspace for a command without options of its own.
pub fn workspace(global: &Global) -> Workspace {
    Workspace::new(overrides(global))
}

/// The same for a command that runs or shows the examples of rules.
pub fn workspace_with_examples(global: &Global) -> Workspace {
    Workspace::new(Overrides { examples: true, ..overrides(global) })
}

/// The overrides that the options of every command make.
pub fn overrides(global: &Global) -> Overrides {
    Overrides {
        config: global.config.clone(),
        isolated: global.isolated,
        allow_read: global.allow_read.clone(),
        lang: global.lang.map(LangArg::lang),
        ..Overrides::default()
    }
}

/// The exit code of a run: trouble wins over findings.
pub fn exit_code(failed: bool, trouble: bool) -> u8 {
    match (trouble, failed) {
        (true, _) => crate::TROUBLE,
        (false, true) => crate::FINDINGS,
        _ => crate::CLEAN,
    }
}

/// Whether an environment variable is set to anything but nothing and `0`.
pub fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|v| !v.is_empty() && v != "0")
}

/// Whether to colour: `--color`, then `NO_COLOR`, `CLICOLOR_FORCE` and `TERM=dumb`, then whether it is a terminal.
pub fn color(option: ColorArg, terminal: bool) -> bool {
    match option {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto if is_set("NO_COLOR") => false,
        ColorArg::Auto if is_set("CLICOLOR_FORCE") => true,
        ColorArg::Auto => terminal && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
    }
}

/// Whether box-drawing characters can be shown. Reports are Japanese, so only an explicitly ASCII locale says no.
fn unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|n| std::env::var(n).ok().filter(|v| !v.is_empty()));
    !matches!(locale.as_deref(), Some("C" | "POSIX")) || !io::stdout().is_terminal()
}
