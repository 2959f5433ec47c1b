//! Plain text: mail, ledgers, what a word processor exported.
//!
//! Most of it is what [`lines`](super::lines) groups. This module finds what lies between: mail headers, quotes, tables drawn with
//! characters, code, comments and signatures.

mod mail;
mod table;
mod title;

use super::lines::{self, Line, LineContext, Place};
use super::{
    BlockBuilder, BlockId, BlockKind, Comment, HeadingNotation, HeadingWords, Parsed, Prose, ProseBuilder,
};
use crate::source::{Source, Span};

/// A signature is at most this many lines long.
const LONGEST_SIGNATURE: usize = 12;

/// Parses plain text.
pub(crate) fn parse(source: &Source, words: &dyn HeadingWords) -> Parsed {
    let lines: Vec<Line> = (0..source.lines().count()).map(|i| physical_line(source, i)).collect();
    let mut context = LineContext::new(source, words);
    context.measure(&lines);
    let builder = BlockBuilder::new();
    let parser = Parser {
        source,
        words,
        lines,
        context,
        builder,
        pending: Vec::new(),
        comments: Vec::new(),
        title: None,
    };
    parser.run()
}

/// A line of the file, indentation and line end cut off.
fn physical_line(source: &Source, i: usize) -> Line {
    let span = source.lines().content_of(source.text(), i);
    let raw = source.slice(span);
    let text = raw.trim();
    let lead = &raw[..raw.len() - raw.trim_start().len()];
    line_at(text, span.start + lead.len(), lines::wrap::cells(lead))
}

/// A line from a piece of the source that begins at byte `start`.
fn line_at(text: &str, start: usize, indent: u32) -> Line {
    let mut prose = ProseBuilder::new();
    prose.push(text, start);
    Line { prose: prose.finish(), indent, span: Span::new(start, start + text.len()), hard: false }
}

struct Parser<'a> {
    source: &'a Source,
    words: &'a dyn HeadingWords,
    lines: Vec<Line>,
    context: LineContext<'a>,
    builder: BlockBuilder,
    /// Lines for the grouper.
    pending: Vec<Line>,
    comments: Vec<Comment>,
    title: Option<BlockId>,
}

impl Parser<'_> {
    fn run(mut self) -> Parsed {
        let mut i = self.mail_header();
        let signature = self.signature();
        while i < self.lines.len() {
            i = if Some(i) == signature { self.code(i, self.lines.len()) } else { self.block(i) };
        }
        self.flush();
        Parsed {
            blocks: self.builder.finish(self.source.text().len()),
            comments: self.comments,
            title: self.title,
        }
    }

    /// Reads what begins at line `i`; the line after it.
    fn block(&mut self, i: usize) -> usize {
        let raw = self.raw(i);
        if let Some(comment) = comment(raw, self.lines[i].span.start) {
            self.comments.push(comment);
            return i + 1;
        }
        let quoted = self.count(i, |raw| raw.starts_with(['>', '＞']));
        if quoted > 0 {
            return self.quote(i, i + quoted);
        }
        if raw.starts_with("```")
            && let Some(length) = (i + 1..self.lines.len()).position(|j| self.raw(j).starts_with("```"))
        {
            return self.code(i, i + length + 2);
        }
        if let Some(end) = self.table(i) {
            return end;
        }
        self.pending.push(self.lines[i].clone());
        i + 1
    }

    fn raw(&self, i: usize) -> &str {
        self.source.slice(self.lines[i].span)
    }

    /// How many lines from `i` on satisfy `test`.
    fn count(&self, i: usize, test: impl Fn(&str) -> bool) -> usize {
        (i..self.lines.len()).take_while(|&j| test(self.raw(j))).count()
    }

    /// The bytes of the lines `from..to`.
    fn span(&self, from: usize, to: usize) -> Span {
        let last = to.clamp(from + 1, self.lines.len().max(from + 1)) - 1;
        self.lines[from].span.join(self.lines[last].span)
    }

    /// Hands the waiting lines to the grouper. The first of them may hold the title.
    fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let untitled = self.title.is_none() && self.builder.is_empty();
        let title = if untitled { title::find(&pending, self.words, &self.context) } else { None };
        let Some(title) = title else {
            lines::emit(&mut self.builder, &pending, Place::Document, &mut self.context);
            return;
        };
        lines::emit(&mut self.builder, &pending[..title.lines.start], Place::Document, &mut self.context);
        let span = pending[title.lines.start].span.join(pending[title.lines.end - 1].span);
        let kind = BlockKind::Heading { level: 1, notation: HeadingNotation::Line };
        self.title = Some(self.builder.leaf(kind, span, title.prose));
        self.context.enter(1);
        lines::emit(&mut self.builder, &pending[title.lines.end..], Place::Document, &mut self.context);
    }

    fn code(&mut self, from: usize, to: usize) -> usize {
        self.flush();
        let span = self.span(from, to);
        self.builder.leaf(BlockKind::Code, span, Prose::default());
        to
    }

    fn quote(&mut self, from: usize, to: usize) -> usize {
        self.flush();
        let span = self.span(from, to);
        let inner: Vec<Line> = (from..to).map(|j| unquoted(self.raw(j), self.lines[j].span.start)).collect();
        self.builder.open(BlockKind::Quote, span.start);
        lines::emit(&mut self.builder, &inner, Place::Inner, &mut self.context);
        self.builder.close(span.end);
        to
    }

    /// Where the mail signature at the end begins: a line `--`, then a few lines.
    fn signature(&self) -> Option<usize> {
        let from = self.lines.len().saturating_sub(LONGEST_SIGNATURE + 1);
        (from..self.lines.len()).rev().find(|&j| self.raw(j) == "--")
    }
}

/// `# hadome-…` or `// hadome-…`, a line of its own.
fn comment(raw: &str, start: usize) -> Option<Comment> {
    let body = raw.strip_prefix('#').or_else(|| raw.strip_prefix("//"))?;
    let text = body.trim();
    let at = start + raw.len() - body.trim_start().len();
    text.starts_with("hadome-").then(|| Comment {
        span: Span::new(start, start + raw.len()),
        text: text.to_owned(),
        text_span: Span::new(at, at + text.len()),
    })
}

/// A quoted line without its quote marks.
fn unquoted(raw: &str, start: usize) -> Line {
    let inner = raw.trim_start_matches(['>', '＞', ' ']);
    let lead = &inner[..inner.len() - inner.trim_start().len()];
    line_at(inner.trim(), start + raw.len() - inner.len() + lead.len(), lines::wrap::cells(lead))
}

#[cfg(test)]
mod tests;
