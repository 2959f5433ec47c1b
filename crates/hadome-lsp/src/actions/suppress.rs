//! Comments that wave a finding through.
//!
//! Where the comment goes depends on how the report is written there: above a heading, a paragraph or a list item where a line of its
//! own leaves the text as it is; at the end of the line where it would not, as in a table; around the lines in plain text, where no
//! comment can stand behind something. A finding about the whole report is waved through for the whole file.

use hadome_core::diagnostic::{Diagnostic, Lang, Scope};
use hadome_core::document::{Block, BlockId, BlockKind, Document, Format};
use hadome_core::facts::Nature;
use hadome_core::filter::is_repetition;
use hadome_core::source::{Source, Span};
use hadome_project::Linted;

use super::change::{Change, line_end};
use crate::convert;
use crate::snapshot::Snapshot;

/// The changes that silence a finding everywhere it stands; `None` if no comment can.
pub fn changes(
    snapshot: &Snapshot,
    linted: &Linted,
    finding: &Diagnostic,
    lang: Lang,
) -> Option<Vec<Change>> {
    // What comments do wrong can't be silenced by comments, and they hold in reports only.
    let suppressible = convert::rule_of(finding, linted)?.kind != "suppression";
    let document = snapshot.document().filter(|_| suppressible && linted.outcome.nature == Nature::Report)?;
    let reason = if lang == Lang::En { "reason" } else { "理由" };
    let writer = Writer { document, source: &linted.source, rule: &finding.rule, reason };
    if finding.scope == Scope::Report {
        return Some(vec![writer.for_file()]);
    }
    let again = finding.related.iter().filter(|r| is_repetition(r, lang)).map(|r| r.span);
    let places = std::iter::once(finding.span).chain(again);
    let mut changes: Vec<Change> = places.flat_map(|span| writer.for_place(span)).collect();
    changes.sort_by_key(|c| c.span);
    changes.dedup();
    // One reason can be written at a time.
    changes.iter_mut().skip_while(|c| c.select.is_none()).skip(1).for_each(|c| c.select = None);
    Some(changes)
}

struct Writer<'s> {
    document: &'s Document,
    source: &'s Source,
    rule: &'s str,
    reason: &'s str,
}

impl Writer<'_> {
    /// A comment with a directive for the rule.
    fn comment(&self, word: &str) -> String {
        let (rule, reason) = (self.rule, self.reason);
        match self.document.format {
            Format::Text => format!("# {word} {rule} -- {reason}"),
            Format::Markdown | Format::Html => format!("<!-- {word} {rule} -- {reason} -->"),
        }
    }

    /// A comment on a line of its own above the one that begins at a byte.
    fn line_above(&self, at: usize, indent: &str, word: &str) -> Change {
        let line = format!("{indent}{}{}", self.comment(word), line_end(self.source));
        Change::insert(at, line).selecting(self.reason)
    }

    fn for_file(&self) -> Change {
        let text = self.source.text();
        if self.document.format == Format::Html {
            let at = body(text).unwrap_or(0);
            let comment = format!("{}{}", line_end(self.source), self.comment("hadome-disable-file"));
            return if at > 0 {
                Change::insert(at, comment).selecting(self.reason)
            } else {
                self.line_above(0, "", "hadome-disable-file")
            };
        }
        let is_front = |b: &&Block| matches!(b.kind, BlockKind::Table { front_matter: true, .. });
        let front = self.document.blocks.iter().find(is_front).map(|b| b.span.end);
        let at = front.map_or(0, |end| self.next_line(end));
        if at > 0 && !text[..at].ends_with(['\n', '\r']) {
            let comment = format!("{}{}", line_end(self.source), self.comment("hadome-disable-file"));
            return Change::insert(at, comment).selecting(self.reason);
        }
        self.line_above(at, "", "hadome-disable-file")
    }

    fn for_place(&self, span: Span) -> Vec<Change> {
        match self.document.format {
            Format::Markdown => vec![self.in_markdown(span)],
            Format::Text => self.in_text(span),
            Format::Html => vec![self.in_html(span)],
        }
    }

    fn in_markdown(&self, span: Span) -> Change {
        let Some(id) = self.block_at(span.start) else { return self.for_file() };
        if self.around(id).any(|b| matches!(self.block(b).kind, BlockKind::Table { front_matter: true, .. }))
        {
            return self.for_file();
        }
        if self.around(id).any(|b| matches!(self.block(b).kind, BlockKind::Row { .. })) {
            return self.behind(span);
        }
        let holder = self.holder(id);
        let start = self.block(holder).span.start;
        let (line, prefix) = self.line_before(start);
        if !prefix.chars().all(|c| c.is_whitespace() || c == '>') {
            return self.behind(span);
        }
        // Inside the item before it, where a comment does not end the list.
        let width = self.previous_item(holder).map_or(0, |item| self.marker_width(item));
        self.line_above(line, &format!("{prefix}{}", " ".repeat(width)), "hadome-disable-next-line")
    }

    fn in_text(&self, span: Span) -> Vec<Change> {
        let Some(id) = self.block_at(span.start) else { return vec![self.for_file()] };
        let holder = self.holder(id);
        let (line, prefix) = self.line_before(self.block(holder).span.start);
        let row = self.around(id).any(|b| matches!(self.block(b).kind, BlockKind::Row { .. }));
        if !row && prefix.chars().all(char::is_whitespace) {
            return vec![self.line_above(line, prefix, "hadome-disable-next-line")];
        }
        let (line, _) = self.line_before(span.start);
        let (eol, after) = (line_end(self.source), self.next_line(span.start));
        let gap = if self.source.text()[..after].ends_with(['\n', '\r']) { "" } else { eol };
        vec![
            self.line_above(line, "", "hadome-disable"),
            Change::insert(after, format!("{gap}# hadome-enable {}{eol}", self.rule)),
        ]
    }

    fn in_html(&self, span: Span) -> Change {
        let Some(id) = self.block_at(span.start) else { return self.for_file() };
        let row = self.around(id).find(|&b| matches!(self.block(b).kind, BlockKind::Row { .. }));
        let start = self.block(row.unwrap_or_else(|| self.holder(id))).span.start;
        if body(self.source.text()).is_some_and(|body| start < body) {
            // A title can't hold a comment.
            return self.for_file();
        }
        let (line, prefix) = self.line_before(start);
        let indent = &prefix[..prefix.len() - prefix.trim_start().len()];
        if is_tag(prefix.trim()) {
            return self.line_above(line, indent, "hadome-disable-next-line");
        }
        Change::insert(start, self.comment("hadome-disable-next-line")).selecting(self.reason)
    }

    /// A comment at the end of a line of Markdown, in the last cell of a row.
    fn behind(&self, span: Span) -> Change {
        let lines = self.source.lines();
        let content = lines.content_of(self.source.text(), lines.line_of(span.start));
        let line = self.source.slice(content);
        // A backslash or two spaces at the end break the line.
        let end = line.trim_end_matches([' ', '\t', '\\']);
        let in_row = self
            .block_at(span.start)
            .is_some_and(|id| self.around(id).any(|b| matches!(self.block(b).kind, BlockKind::Row { .. })));
        let end = if in_row { end.strip_suffix('|').unwrap_or(end).trim_end() } else { end };
        let at = content.start + end.len();
        Change::insert(at, format!(" {}", self.comment("hadome-disable-line"))).selecting(self.reason)
    }

    fn block(&self, id: BlockId) -> &Block {
        self.document.block(id)
    }

    /// The innermost block at a byte.
    fn block_at(&self, byte: usize) -> Option<BlockId> {
        let after = self.document.blocks.partition_point(|b| b.span.start <= byte);
        let last = u32::try_from(after.checked_sub(1)?).ok().map(BlockId)?;
        self.around(last).find(|&id| self.block(id).span.end > byte)
    }

    /// A block and what it stands in, innermost first.
    fn around(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(Some(id), |&id| self.block(id).parent)
    }

    /// The block that a comment goes before: the list item whose first text it is, or the block itself.
    fn holder(&self, id: BlockId) -> BlockId {
        let parent =
            self.block(id).parent.filter(|&p| matches!(self.block(p).kind, BlockKind::ListItem { .. }));
        parent.filter(|&p| p.0 + 1 == id.0).unwrap_or(id)
    }

    /// The item before an item in the same list.
    fn previous_item(&self, id: BlockId) -> Option<BlockId> {
        if !matches!(self.block(id).kind, BlockKind::ListItem { .. }) {
            return None;
        }
        let list = self.block(id).parent?;
        self.document.children(list).take_while(|&c| c != id).last()
    }

    /// How far the text of a Markdown list item stands behind its marker's first character.
    fn marker_width(&self, item: BlockId) -> usize {
        let text = self.source.slice(self.block(item).span);
        let marker = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0) + 1;
        let spaces = text[marker.min(text.len())..].chars().take_while(|c| *c == ' ').count();
        marker + spaces.clamp(1, 4)
    }

    /// Where the line of a byte begins, and what stands on it before the byte.
    fn line_before(&self, byte: usize) -> (usize, &str) {
        let lines = self.source.lines();
        let start = lines.span_of(lines.line_of(byte)).start;
        (start, &self.source.text()[start..byte])
    }

    /// Where the line after that of a byte begins; the end of the text after the last.
    fn next_line(&self, byte: usize) -> usize {
        let lines = self.source.lines();
        // What ends with a line break ends on the line before.
        let on = if byte > 0 && self.source.text()[..byte].ends_with(['\n', '\r']) { byte - 1 } else { byte };
        lines.span_of(lines.line_of(on)).end
    }
}

/// Whether a text is nothing, or one opening tag.
fn is_tag(text: &str) -> bool {
    text.is_empty()
        || text.starts_with('<') && text.ends_with('>') && !text[1..].contains('<') && !text.starts_with("</")
}

/// Where the content of a page begins, behind `<body …>`.
fn body(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let tag = lower.find("<body")?;
    Some(tag + lower[tag..].find('>')? + 1)
}
