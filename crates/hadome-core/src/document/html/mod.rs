//! HTML: whole pages, fragments, and what stands inside Markdown. Tag soup gives some tree, never an error.

mod elements;
mod grid;
mod inline;
mod stack;
mod table;
mod text;
mod tokens;
mod writer;

#[cfg(test)]
mod tests;

pub(super) use inline::inline;
pub(super) use writer::Writer;

use super::markup::Scribe;
use super::{HeadingWords, Parsed};
use crate::source::Source;

/// Reads an HTML document or fragment.
pub(crate) fn parse(source: &Source, words: &dyn HeadingWords) -> Parsed {
    let mut scribe = Scribe::new(source, words, source.text().len());
    let mut writer = Writer::default();
    writer.page(&mut scribe, source.text());
    scribe.finish()
}
