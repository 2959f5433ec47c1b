//! Places for an owner or a date, in the way in which the report writes them: a cell of the table where it has a column, else behind
//! the measure, as other measures do it.
//!
//! What is put in states something as far as a linter can tell, so that the finding goes; the author writes over it.

use hadome_core::diagnostic::{Diagnostic, Scope};
use hadome_core::document::{BlockId, BlockKind, Document, ItemKind, TableLayout};
use hadome_core::facts::{Date, Field, Measure};
use hadome_core::rule::{Remedy, RuleMeta};
use hadome_core::source::{Source, Span};
use hadome_project::Linted;

use super::change::Change;

/// How many days from now a date is that stands for one to be chosen.
const DAYS: u32 = 30;
/// As many places as a finding about several measures names at most; with as many, there may be more.
const NAMED: usize = 4;

/// The changes that give every measure of a finding an owner or a date.
pub fn changes(
    linted: &Linted,
    document: &Document,
    finding: &Diagnostic,
    rule: &RuleMeta,
    remedy: Remedy,
) -> Option<Vec<Change>> {
    let filler = Filler { linted, document, source: &linted.source, remedy };
    let mut changes: Vec<Change> =
        filler.lacking(finding, rule).into_iter().filter_map(|m| filler.change(m)).collect();
    changes.sort_by_key(|c| c.span);
    changes.dedup();
    changes.iter_mut().skip(1).for_each(|c| c.select = None);
    (!changes.is_empty()).then_some(changes)
}

struct Filler<'l> {
    linted: &'l Linted,
    document: &'l Document,
    source: &'l Source,
    /// [`Remedy::Owner`] or [`Remedy::Due`].
    remedy: Remedy,
}

impl<'l> Filler<'l> {
    fn measures(&self) -> &'l [Measure] {
        &self.linted.outcome.measures
    }

    /// The field of a measure that is asked for.
    fn field<'m>(&self, measure: &'m Measure) -> Option<&'m Field> {
        match self.remedy {
            Remedy::Due => measure.due.as_ref(),
            _ => measure.owner.as_ref().or(measure.owner_group.as_ref()),
        }
    }

    /// The measures that a finding is about.
    fn lacking(&self, finding: &Diagnostic, rule: &RuleMeta) -> Vec<&'l Measure> {
        let places: Vec<Span> =
            std::iter::once(finding.span).chain(finding.related.iter().map(|r| r.span)).collect();
        let all = finding.scope == Scope::Report && finding.related.len() >= NAMED;
        let lacks = self.measures().iter().filter(|m| self.field(m).is_none());
        let meant = |m: &&Measure| {
            places.iter().any(|&p| m.span.overlaps(p))
                || all && rule.reads(m.roles) && self.document.item(m.item).kind != ItemKind::Sentence
        };
        lacks.filter(meant).collect()
    }

    fn change(&self, measure: &Measure) -> Option<Change> {
        self.cell(measure).or_else(|| self.inline(measure))
    }

    /// Fills the cell of the measure's row, if its table has a column for that and nothing stands there.
    fn cell(&self, measure: &Measure) -> Option<Change> {
        let row = self.document.row_of(self.document.item(measure.item).block)?;
        let table = self.document.block(row).parent?;
        let columns = BlockKind::Table { layout: TableLayout::Columns, front_matter: false };
        let header =
            self.document.children(table).next().filter(|_| self.document.block(table).kind == columns)?;
        let words = &self.linted.project.linter.lexicon().fields;
        let holds = |cell: &BlockId| {
            let name = self.document.heading_text(*cell);
            if self.remedy == Remedy::Due { words.is_due_column(name) } else { words.is_owner_column(name) }
        };
        let column = self.document.children(header).position(|cell| holds(&cell))?;
        let value = self.value();
        let span = self.document.block(row).span;
        if self.source.slice(span).starts_with('<') {
            let cell = self.document.children(row).nth(column)?;
            let text = self.document.block_text(cell);
            let inside = self.inside_of_tags(cell, &text)?;
            return words
                .is_nothing(text.trim())
                .then(|| Change { span: inside, ..Change::insert(0, &value) }.selecting(&value));
        }
        let (content, text) = self.piped(span, column, &value);
        words
            .is_nothing(content.0.trim())
            .then(|| Change { span: content.1, ..Change::insert(0, text) }.selecting(&value))
    }

    /// What stands in a cell of HTML, without its tags.
    fn inside_of_tags(&self, cell: BlockId, text: &str) -> Option<Span> {
        let span = self.document.block(cell).span;
        let raw = self.source.slice(span);
        let open = raw.find('>')? + 1;
        let close = raw[open..].find("</").map_or(raw.len(), |at| open + at);
        // Markup around what says nothing is left alone: it can't be told what it is for.
        let plain = text.trim().is_empty() || !raw[open..close].contains('<');
        plain.then(|| Span::new(span.start + open, span.start + close))
    }

    /// What stands in a column of a row between bars, with its place, and what to put there. A row may have fewer cells than the table.
    fn piped(&self, row: Span, column: usize, value: &str) -> ((&str, Span), String) {
        let lines = self.source.lines();
        let content = lines.content_of(self.source.text(), lines.line_of(row.start));
        let line = self.source.slice(Span::new(row.start, content.end)).trim_end();
        let mut bars: Vec<usize> = line
            .char_indices()
            .filter(|&(at, c)| c == '|' && !line[..at].ends_with('\\'))
            .map(|(at, _)| at)
            .collect();
        let first = if bars.first() == Some(&0) { bars.remove(0) + 1 } else { 0 };
        let starts: Vec<usize> = std::iter::once(first).chain(bars.iter().map(|b| b + 1)).collect();
        let closed = line.ends_with('|') && !bars.is_empty();
        let cells = if closed { starts.len() - 1 } else { starts.len() };
        if column < cells {
            let end = bars.get(column).copied().unwrap_or(line.len());
            let span = Span::new(row.start + starts[column], row.start + end);
            return ((self.source.slice(span), span), format!(" {value} "));
        }
        let end = row.start + line.len();
        let missing = " |".repeat(column - cells);
        let text = if closed { format!("{missing} {value} |") } else { format!(" |{missing} {value}") };
        (("", Span::new(end, end)), text)
    }

    /// Puts the field behind the measure.
    fn inline(&self, measure: &Measure) -> Option<Change> {
        let notation = Notation::of(self);
        let value = self.value();
        let stated = format!("{}{}{value}", notation.label, notation.colon);
        if let Some(end) = self.bracketed(measure) {
            return Some(Change::insert(end, format!("、{stated}")).selecting(&value));
        }
        let last = *measure.sentences.last()?;
        let span = self.document.sentence_span(last, 0..self.document.sentence_text(last).len());
        let text = self.source.slice(span).trim_end();
        let end = text.strip_suffix(['。', '．', '.']).unwrap_or(text).trim_end().len();
        let [open, close] = notation.brackets;
        Some(Change::insert(span.start + end, format!("{open}{stated}{close}")).selecting(&value))
    }

    /// Where another field of the measure ends, if a bracket closes right behind it.
    fn bracketed(&self, measure: &Measure) -> Option<usize> {
        let fields = [measure.owner.as_ref(), measure.due.as_ref()].into_iter().flatten();
        let own = fields.filter(|f| measure.span.contains(f.span)).map(|f| f.span.end);
        own.filter(|&end| self.source.text()[end..].starts_with(['）', ')', '］', ']', '】'])).max()
    }

    /// What stands for an owner or a date that is to be written.
    fn value(&self) -> String {
        match self.remedy {
            Remedy::Due => self.date(hadome_project::day_in(DAYS)),
            _ => "〇〇".to_owned(),
        }
    }

    /// A date as the report writes its due dates.
    fn date(&self, Date { year, month, day }: Date) -> String {
        let written = self.measures().iter().find_map(|m| m.due.as_ref()).map_or("", |due| &due.text);
        let long = written.is_empty() || written.starts_with("20");
        let year = year.filter(|_| long);
        match (year, written) {
            (Some(year), w) if w.contains('年') => format!("{year}年{month}月{day}日"),
            (Some(year), w) if w.contains('/') => format!("{year}/{month:02}/{day:02}"),
            (Some(year), _) => format!("{year}-{month:02}-{day:02}"),
            (None, w) if w.contains('月') => format!("{month}月{day}日"),
            (None, _) => format!("{month}/{day}"),
        }
    }
}

/// How a report states a field behind a measure.
struct Notation<'s> {
    label: &'s str,
    colon: &'s str,
    brackets: [&'s str; 2],
}

impl<'s> Notation<'s> {
    /// That of the first measure that states the field, or else the other one, behind a label; without any （担当：…） or （期限：…）.
    fn of(filler: &Filler<'s>) -> Self {
        let usual = if filler.remedy == Remedy::Due { "期限" } else { "担当" };
        let usual = Self { label: usual, colon: "：", brackets: ["（", "）"] };
        let seen = |get: &dyn Fn(&'s Measure) -> Option<&'s Field>| {
            filler.measures().iter().find_map(|m| Self::at(filler.source, m, get(m)?))
        };
        if let Some(same) = seen(&|m| filler.field(m)) {
            return same;
        }
        let other = seen(&|m| if filler.remedy == Remedy::Due { m.owner.as_ref() } else { m.due.as_ref() });
        match other {
            Some(other) => Self { label: usual.label, ..other },
            None => usual,
        }
    }

    fn at(source: &'s Source, measure: &Measure, field: &Field) -> Option<Self> {
        let text = source.text();
        let before = text.get(measure.span.start..field.span.start)?;
        let colon = before.trim_end_matches(' ');
        let label = colon.strip_suffix(['：', ':'])?;
        let start = label.rfind(|c: char| c.is_whitespace() || "（(［[【、，,。/／・".contains(c));
        let open = start.and_then(|at| label[at..].chars().next());
        let label = &label[start.map_or(0, |at| at + open.map_or(0, char::len_utf8))..];
        // What another field stands before is in the same bracket as that.
        let brackets = if before.contains('(') { ["(", ")"] } else { ["（", "）"] };
        let short = !label.is_empty() && label.chars().count() <= 8;
        short.then(|| Self { label, colon: &before[colon.len() - last_len(colon)..], brackets })
    }
}

fn last_len(text: &str) -> usize {
    text.chars().next_back().map_or(0, char::len_utf8)
}
