//! Where the findings of a run go: one format or several, to standard output or to files.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use hadome_core::diagnostic::Lang;
use hadome_project::paths;
use hadome_report::{FileView, FindingsWriter, Format, Guard, Look, Trouble};

use crate::args::{CheckArgs, ColorArg, FormatArg};
use crate::console::{Console, Failure, is_set};
use crate::format_spec::FormatSpec;

/// The outputs of a run. What goes to standard output goes through the [`Console`].
pub struct Outputs {
    list: Vec<Output>,
}

/// One format and its place.
struct Output {
    writer: FindingsWriter,
    file: Option<Target>,
}

/// A file that is being written.
struct Target {
    path: PathBuf,
    out: Guard<BufWriter<File>>,
}

impl Outputs {
    /// Opens the outputs that the options ask for. Every file is created at once, its directories too, so that a mistake shows before
    /// the work and not after it.
    pub fn open(args: &CheckArgs, color: ColorArg, console: &Console) -> Result<Self, Failure> {
        let specs = specs(args, console)?;
        let files: Vec<&PathBuf> = specs.iter().filter_map(|s| s.file.as_ref()).collect();
        if let Some(twice) = files.iter().enumerate().find(|(i, f)| files[..*i].contains(f)).map(|(_, f)| f) {
            let ja = format!("{} に複数の形式を書き込もうとしています", paths::display(twice));
            let en = format!("several formats would be written to {}", paths::display(twice));
            return Err(Failure::Message(console.say(&ja, &en).to_owned()));
        }
        let look = Look { color: color == ColorArg::Always, width: Look::default().width, ..console.look };
        let open = |spec: &FormatSpec| {
            let file =
                spec.file.as_deref().map(|path| Target::create(path, look.color, console)).transpose()?;
            let look = if file.is_some() { look } else { console.look };
            Ok(Output { writer: FindingsWriter::new(spec.format.format(), look), file })
        };
        Ok(Self { list: specs.iter().map(open).collect::<Result<_, Failure>>()? })
    }

    /// Changes the language of the frame around the findings.
    pub fn set_lang(&mut self, lang: Lang) {
        self.list.iter_mut().for_each(|output| output.writer.set_lang(lang));
    }

    /// Says what changes are measured against, where only changes are checked.
    pub fn set_since(&mut self, since: Option<&str>) {
        self.list.iter_mut().for_each(|output| output.writer.set_since(since));
    }

    /// How many files have been written.
    pub fn files(&self) -> usize {
        self.list.first().map_or(0, |output| output.writer.files())
    }

    /// Whether any of them is for people.
    pub fn any_for_people(&self) -> bool {
        self.list.iter().any(|output| output.writer.is_for_people())
    }

    /// Writes what stands before the first file.
    pub fn begin(&mut self, console: &mut Console) -> Result<(), Failure> {
        for Output { writer, file } in &mut self.list {
            match file {
                None => console.allow_commands(writer.is_commands()),
                Some(target) => target.out.allow_commands(writer.is_commands()),
            }
        }
        self.each(console, |writer, out| writer.begin(out))
    }

    /// Writes the findings of a file.
    pub fn file(&mut self, console: &mut Console, view: &FileView<'_>) -> Result<(), Failure> {
        self.each(console, |writer, out| writer.file(out, view))
    }

    /// Writes what kept a file from being linted.
    pub fn trouble(&mut self, console: &mut Console, trouble: &Trouble<'_>) -> Result<(), Failure> {
        self.each(console, |writer, out| writer.trouble(out, trouble))
    }

    /// Writes what stands after the last file, and to what is for people the `summary` and the `statistics`.
    pub fn finish(&mut self, console: &mut Console, summary: bool, statistics: bool) -> Result<(), Failure> {
        self.each(console, |writer, out| {
            writer.finish(out)?;
            if statistics && writer.is_for_people() {
                writer.statistics(out)?;
            }
            if summary && writer.is_for_people() && writer.files() > 0 {
                writer.summary(out)?;
            }
            Ok(())
        })?;
        let files = self.list.iter_mut().filter_map(|output| output.file.as_mut());
        for Target { path, out } in files {
            out.finish().map_err(|error| unwritable(path, &error, console))?;
        }
        Ok(())
    }

    /// Writes how often each rule was hit.
    pub fn statistics(&self, out: &mut dyn Write) -> io::Result<()> {
        self.list.first().map_or(Ok(()), |output| output.writer.statistics(out))
    }

    fn each(
        &mut self,
        console: &mut Console,
        mut write: impl FnMut(&mut FindingsWriter, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        for Output { writer, file } in &mut self.list {
            match file {
                None => write(writer, console.out())?,
                Some(Target { path, out }) => {
                    write(writer, out).map_err(|error| unwritable(path, &error, console))?;
                }
            }
        }
        Ok(())
    }
}

impl Target {
    fn create(path: &Path, color: bool, console: &Console) -> Result<Self, Failure> {
        let directory = path.parent().filter(|d| !d.as_os_str().is_empty());
        let created = directory.map_or(Ok(()), fs::create_dir_all).and_then(|()| open(path));
        let file = created.map_err(|error| unwritable(path, &error, console))?;
        Ok(Self { path: path.to_owned(), out: Guard::new(BufWriter::new(file), color) })
    }
}

/// Makes a file, or empties it. The summary of a GitHub Actions step belongs to all programs of the step, and each adds to it.
fn open(path: &Path) -> io::Result<File> {
    let shared = std::env::var_os("GITHUB_STEP_SUMMARY").is_some_and(|summary| Path::new(&summary) == path);
    if shared { File::options().create(true).append(true).open(path) } else { File::create(path) }
}

/// The formats with their files, of which one at most has none.
fn specs(args: &CheckArgs, console: &Console) -> Result<Vec<FormatSpec>, Failure> {
    let mut specs = args.format.clone();
    if specs.is_empty() {
        specs.push(FormatSpec { format: default_format(), file: None });
    }
    let open = specs.iter().filter(|s| s.file.is_none()).count();
    let mistake = match (open, &args.output_file) {
        (0, Some(_)) => Some((
            "どの形式にもファイルが指定されているため、--output-file に書き込むものがありません",
            "every format has a file of its own; there is nothing to write to --output-file",
        )),
        (0 | 1, _) => None,
        _ => Some((
            "標準出力に書ける形式は一つだけです。ほかは --format sarif=FILE のようにファイルを指定してください",
            "only one format can go to standard output; give the others a file: --format sarif=FILE",
        )),
    };
    if let Some((ja, en)) = mistake {
        return Err(Failure::Message(console.say(ja, en).to_owned()));
    }
    for spec in specs.iter_mut().filter(|s| s.file.is_none()) {
        spec.file.clone_from(&args.output_file);
    }
    Ok(specs)
}

fn unwritable(path: &Path, error: &io::Error, console: &Console) -> Failure {
    let ja = format!("{} に書き込めません: {error}", paths::display(path));
    let en = format!("cannot write {}: {error}", paths::display(path));
    Failure::Message(console.say(&ja, &en).to_owned())
}

/// `NO_GRAPHICS` is how users of screen readers tell programs that draw with miette to speak instead.
fn default_format() -> FormatArg {
    if is_set("NO_GRAPHICS") { FormatArg::Narrated } else { FormatArg::Full }
}

impl FormatArg {
    fn format(self) -> Format {
        match self {
            Self::Full => Format::Full,
            Self::Short => Format::Short,
            Self::Json => Format::Json,
            Self::Jsonl => Format::Jsonl,
            Self::Narrated => Format::Narrated,
            Self::Github => Format::Github,
            Self::Sarif => Format::Sarif,
            Self::SarifGithub => Format::SarifGithub,
            Self::Gitlab => Format::Gitlab,
            Self::Junit => Format::Junit,
            Self::Checkstyle => Format::Checkstyle,
            Self::Markdown => Format::Markdown,
            Self::Rdjson => Format::Rdjson,
            Self::Rdjsonl => Format::Rdjsonl,
        }
    }
}
