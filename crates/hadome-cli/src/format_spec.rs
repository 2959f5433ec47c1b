//! The value of `--format`: a format, and where it goes.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error, ValueEnum};

use crate::args::FormatArg;

/// `FORMAT` or `FORMAT=FILE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatSpec {
    /// The format.
    pub format: FormatArg,
    /// The file it is written to; `None` for standard output or the file of `--output-file`.
    pub file: Option<PathBuf>,
}

/// Reads a [`FormatSpec`]; help texts and completions still list the formats.
#[derive(Debug, Clone, Copy)]
pub struct FormatSpecParser;

impl TypedValueParser for FormatSpecParser {
    type Value = FormatSpec;

    fn parse_ref(&self, cmd: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<FormatSpec, Error> {
        let text = value.to_str().ok_or_else(|| Error::new(ErrorKind::InvalidUtf8).with_cmd(cmd))?;
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(file)),
            None => (text, None),
        };
        match (FormatArg::from_str(name, false), file) {
            (Ok(format), None) => Ok(FormatSpec { format, file: None }),
            (Ok(format), Some(file)) if !file.is_empty() => {
                Ok(FormatSpec { format, file: Some(PathBuf::from(file)) })
            }
            _ => Err(invalid(cmd, arg, text)),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(FormatArg::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

fn invalid(cmd: &Command, arg: Option<&Arg>, value: &str) -> Error {
    let names = FormatArg::value_variants().iter().filter_map(|f| f.to_possible_value());
    let names = names.map(|v| v.get_name().to_owned()).collect();
    let mut error = Error::new(ErrorKind::InvalidValue).with_cmd(cmd);
    error.insert(ContextKind::InvalidValue, ContextValue::String(value.to_owned()));
    error.insert(ContextKind::ValidValue, ContextValue::Strings(names));
    if let Some(arg) = arg {
        error.insert(ContextKind::InvalidArg, ContextValue::String(arg.to_string()));
    }
    error
}
