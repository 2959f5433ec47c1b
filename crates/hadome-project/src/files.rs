//! Reading the files that configure hadome, up to a size that nobody reaches who writes them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use hadome_core::source::Source;

use crate::paths;

/// The most bytes of a configuration: ten times a large one.
pub(crate) const MOST_OF_A_CONFIG: u64 = 128 << 10;
/// The most bytes of a rule: ten times a large one.
pub(crate) const MOST_OF_A_RULE: u64 = 64 << 10;
/// The most bytes of a list of words, a hundred thousand of them.
pub(crate) const MOST_OF_WORDS: u64 = 4 << 20;

/// The most bytes of a baseline, some hundred thousand findings.
pub(crate) const MOST_OF_A_BASELINE: u64 = 32 << 20;

/// Reads a text file, unless it is longer than `most` bytes.
pub(crate) fn read_source(path: &Path, most: u64) -> io::Result<Arc<Source>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(Arc::new(Source::decode(paths::display(path), &bytes)))
}
