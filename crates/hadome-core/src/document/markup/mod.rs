//! What the Markdown and the HTML parser share: writing blocks from runs of inline text.

mod bold;
mod flow;
mod table;

#[cfg(test)]
pub(crate) mod properties;

pub(crate) use flow::Flow;
pub(crate) use table::TableShape;

use super::label;
use super::lines::{self, Line, LineContext, Place};
use super::{
    BlockBuilder, BlockId, BlockKind, Comment, HeadingNotation, HeadingWords, Parsed, Prose, ProseBuilder,
};
use crate::source::{Source, Span};

/// How deep blocks nest at most. What nests deeper is kept as text of the innermost block, so that nothing that climbs the tree
/// pays for a hostile depth.
pub(crate) const MAX_DEPTH: usize = 64;

/// The level of a heading that is a bold line: below every heading of markup.
const BOLD_LEVEL: u8 = 7;

/// Writes blocks; the text that is not written yet waits in [`Scribe::flow`].
pub(crate) struct Scribe<'a> {
    /// The document.
    pub source: &'a Source,
    /// The arena.
    pub builder: BlockBuilder,
    /// Text since the last block boundary.
    pub flow: Flow,
    /// Comments so far.
    pub comments: Vec<Comment>,
    /// The title, once known.
    pub title: Option<BlockId>,
    /// The `<title>` of a page, which names it if it has no heading of level 1.
    pub page_title: Option<BlockId>,
    words: &'a dyn HeadingWords,
    context: LineContext<'a>,
    /// A bold line that becomes a heading if text follows it.
    bold: Option<BlockId>,
    /// Containers that were opened beyond [`MAX_DEPTH`] and therefore do not exist.
    shadow: usize,
}

impl<'a> Scribe<'a> {
    /// An empty document, with space for what stands in so many bytes of the source.
    pub fn new(source: &'a Source, words: &'a dyn HeadingWords, length: usize) -> Self {
        let mut context = LineContext::new(source, words);
        context.enter(BOLD_LEVEL);
        Self {
            source,
            builder: BlockBuilder::for_text(length),
            flow: Flow::default(),
            comments: Vec::new(),
            title: None,
            page_title: None,
            words,
            context,
            bold: None,
            shadow: 0,
        }
    }

    /// Writes the waiting text and opens a container at byte `start`; `None` if it lies too deep to exist.
    pub fn open(&mut self, kind: BlockKind, start: usize) -> Option<BlockId> {
        self.flush();
        let outer = matches!(
            kind,
            BlockKind::List { .. } | BlockKind::Table { .. } | BlockKind::Quote | BlockKind::Footnote
        );
        if self.shadow > 0 || (outer && self.builder.depth() >= MAX_DEPTH) {
            self.shadow += 1;
            return None;
        }
        self.settle_bold(true);
        Some(self.builder.open(kind, start))
    }

    /// Writes the waiting text and closes the innermost container at byte `end`.
    pub fn close(&mut self, end: usize) {
        self.flush();
        match self.shadow.checked_sub(1) {
            Some(shadow) => self.shadow = shadow,
            None => self.builder.close(end),
        }
    }

    /// The kind of the innermost container.
    pub fn current(&mut self) -> Option<BlockKind> {
        let id = self.builder.current()?;
        Some(self.builder.get_mut(id).kind)
    }

    /// Writes a block without text, such as code.
    pub fn leaf(&mut self, kind: BlockKind, span: Span) {
        self.flush();
        self.settle_bold(true);
        self.builder.leaf(kind, span, Prose::default());
    }

    /// A line drawn between blocks, or anything else that ends a paragraph and is no block.
    pub fn rule(&mut self) {
        self.flush();
        self.settle_bold(false);
    }

    /// Writes the waiting text as a heading of markup; `span` covers its markers as well. An empty heading is dropped.
    pub fn heading(&mut self, level: u8, span: Span) {
        let prose = join(&mut self.flow.take());
        if prose.is_empty() {
            return;
        }
        self.settle_bold(false);
        let id =
            self.builder.leaf(BlockKind::Heading { level, notation: HeadingNotation::Markup }, span, prose);
        // Labels and lines nest below bold lines, and those below any heading of markup.
        self.context.enter(BOLD_LEVEL);
        if level == 1 && self.title.is_none() {
            self.title = Some(id);
        }
    }

    /// Writes the waiting text as one paragraph, whatever it looks like.
    pub fn paragraph(&mut self) -> Option<BlockId> {
        let mut lines = self.flow.take();
        let span = lines.first()?.span.join(lines.last()?.span);
        self.settle_bold(true);
        Some(self.builder.leaf(BlockKind::Paragraph, span, join(&mut lines)))
    }

    /// Writes the waiting text into the innermost container.
    #[inline]
    pub fn flush(&mut self) {
        let lines = self.flow.take();
        if let Some(first) = lines.first() {
            let start = first.span.start;
            self.write_all(lines, start);
        }
    }

    fn write_all(&mut self, mut lines: Vec<Line>, start: usize) {
        bold::harden(&mut lines);
        let end = lines.last().map_or(start, |l| l.span.end);
        let wrapped = self.adopt(start);
        for group in lines.split_mut(|l| l.prose.is_empty()).filter(|g| !g.is_empty()) {
            self.write(group);
        }
        for _ in 0..wrapped {
            self.builder.close(end);
        }
        self.flow.recycle(lines);
    }

    /// Adds a comment. `span` covers its markers, `inner` what stands between them.
    pub fn comment(&mut self, span: Span, inner: Span) {
        let raw = self.source.slice(inner);
        let text = raw.trim();
        let start = inner.start + (raw.len() - raw.trim_start().len());
        self.comments.push(Comment {
            span,
            text: text.to_owned(),
            text_span: Span::new(start, start + text.len()),
        });
    }

    /// Ticks or unticks the innermost list item.
    pub fn set_task(&mut self, done: bool) {
        if let (Some(id), 0) = (self.builder.current(), self.shadow)
            && let BlockKind::ListItem { task } = &mut self.builder.get_mut(id).kind
        {
            *task = Some(done);
        }
    }

    /// Decides whether a table that is complete has columns or keys.
    pub fn settle_table(&mut self, table: &TableShape) {
        self.flush();
        table.settle(&mut self.builder, self.words);
    }

    /// The finished document.
    pub fn finish(mut self) -> Parsed {
        self.flush();
        let end = self.source.text().len();
        Parsed {
            blocks: self.builder.finish(end),
            comments: self.comments,
            title: self.title.or(self.page_title),
        }
    }

    /// Opens what is missing around text that stands directly in a list, a table or a row; the number of containers opened.
    fn adopt(&mut self, start: usize) -> usize {
        let missing: &[BlockKind] = match self.current() {
            Some(BlockKind::List { .. }) => &[BlockKind::ListItem { task: None }],
            Some(BlockKind::Table { .. }) => {
                &[BlockKind::Row { header: false }, BlockKind::Cell { column: 0 }]
            }
            Some(BlockKind::Row { .. }) => &[BlockKind::Cell { column: 0 }],
            _ => &[],
        };
        for &kind in missing {
            self.builder.open(kind, start);
        }
        missing.len()
    }

    /// Writes lines without a blank one among them.
    fn write(&mut self, lines: &mut [Line]) {
        let inner = self.builder.depth() > 0;
        let cell = matches!(self.current(), Some(BlockKind::Cell { .. }));
        if let [line] = lines
            && !inner
            && bold::may_head(line)
            && !self.words.is_heading_word(bold::label(line))
        {
            self.settle_bold(false);
            self.bold = Some(self.leaf_of(line));
            return;
        }
        self.settle_bold(true);
        let place = if inner { Place::Inner } else { Place::Paragraph };
        let mut rest = 0;
        for i in 0..lines.len() {
            let line = &lines[i];
            // The only line of a cell is what the cell says, not a heading of nothing.
            let alone = cell && lines.len() == 1;
            if alone || !bold::is_bold(line) {
                continue;
            }
            if self.words.is_heading_word(bold::label(line)) {
                self.emit(&mut lines[rest..i], place);
                let line = &lines[i];
                self.bold_heading(line, bold::label(line).len());
                rest = i + 1;
            } else if !inner && let Some((label, text)) = self.labelled(line) {
                self.emit(&mut lines[rest..i], place);
                let line = &lines[i];
                self.bold_heading(line, label);
                let prose = line.prose.slice(text..line.prose.text().len());
                let span = prose.source_span(0..prose.text().len());
                self.builder.leaf(BlockKind::Paragraph, span, prose);
                rest = i + 1;
            }
        }
        self.emit(&mut lines[rest..], place);
    }

    /// Writes lines whose text nobody needs any more.
    fn emit(&mut self, lines: &mut [Line], place: Place) {
        match lines {
            [] => {}
            [line] if !self.is_more_than_text(line, place) => {
                self.leaf_of(line);
            }
            lines => lines::emit(&mut self.builder, lines, place, &mut self.context),
        }
    }

    /// Writes the text of a line as a paragraph and leaves none behind.
    fn leaf_of(&mut self, line: &mut Line) -> BlockId {
        self.builder.leaf(BlockKind::Paragraph, line.span, std::mem::take(&mut line.prose))
    }

    /// Whether a line of its own is more than a paragraph. A single date or number at its start does not make it an item: the format
    /// has lists of its own.
    fn is_more_than_text(&self, line: &Line, place: Place) -> bool {
        let text = line.prose.text();
        let known = |words: &str| self.words.is_heading_word(words);
        let label = label::colon(text, label::LONGEST).is_some_and(|at| known(&text[..at]));
        label || (place == Place::Paragraph && (bold::begins_with_sign(self.source, line) || known(text)))
    }

    /// Where the known label at the head of a line ends and its text begins. A bold line with one ranks with the bold lines around it,
    /// however long it is: **原因1: …**, **原因2: …**.
    fn labelled(&self, line: &Line) -> Option<(usize, usize)> {
        let text = line.prose.text();
        let (label, rest) = text.split_once(':')?;
        let known = self.words.is_heading_word(label.trim()) && !rest.trim().is_empty();
        known.then(|| (label.len(), text.len() - rest.trim_start().len()))
    }

    /// Opens a section with the first `label` bytes of a bold line.
    fn bold_heading(&mut self, line: &Line, label: usize) {
        let kind = BlockKind::Heading { level: BOLD_LEVEL, notation: HeadingNotation::Bold };
        self.builder.leaf(kind, line.span, line.prose.slice(0..label));
        self.context.enter(BOLD_LEVEL);
    }

    /// Decides about the bold line before the next block: it is a heading if text follows.
    fn settle_bold(&mut self, text_follows: bool) {
        if let Some(id) = self.bold.take()
            && text_follows
        {
            let block = self.builder.get_mut(id);
            block.kind = BlockKind::Heading { level: BOLD_LEVEL, notation: HeadingNotation::Bold };
            block.prose = block.prose.slice(0..bold::without_colon(block.prose.text()).len());
            self.context.enter(BOLD_LEVEL);
        }
    }
}

/// All lines as one prose: marked breaks stay, others are closed or become a space.
fn join(lines: &mut [Line]) -> Prose {
    if let [line] = lines {
        return std::mem::take(&mut line.prose);
    }
    let mut prose = ProseBuilder::new();
    let mut hard = false;
    for line in lines.iter().filter(|l| !l.prose.is_empty()) {
        let at = Span::new(line.span.start, line.span.start);
        if hard {
            prose.hard_break(at);
        } else {
            prose.soft_break(at, line.prose.text().chars().next());
        }
        prose.push_prose(&line.prose);
        hard = line.hard;
    }
    prose.finish()
}
