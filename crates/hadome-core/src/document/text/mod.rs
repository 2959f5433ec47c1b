//! Plain text: mail, ledgers, what a word processor exported.

use super::lines::{self, Line, LineContext, Place};
use super::{BlockBuilder, HeadingWords, Parsed, ProseBuilder};
use crate::source::{Source, Span};

/// Parses plain text.
pub(crate) fn parse(source: &Source, words: &dyn HeadingWords) -> Parsed {
    let mut builder = BlockBuilder::new();
    let mut all = Vec::new();
    for i in 0..source.lines().count() {
        let span = source.lines().content_of(source.text(), i);
        let text = source.slice(span);
        let trimmed = text.trim();
        let start = span.start + text.len() - text.trim_start().len();
        let span = Span::new(start, start + trimmed.len());
        let mut prose = ProseBuilder::new();
        prose.push(trimmed, start);
        all.push(Line { prose: prose.finish(), indent: 0, span, hard: false });
    }
    let mut context = LineContext::new(source, words);
    lines::emit(&mut builder, &all, Place::Document, &mut context);
    Parsed { blocks: builder.finish(source.text().len()), comments: Vec::new(), title: None }
}
