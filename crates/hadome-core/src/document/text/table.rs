//! Tables drawn with characters: `|a|b|`, box drawing, aligned columns.

use super::super::lines::marker::{self, Mark, Notation};
use super::super::lines::{self, Place, wrap};
use super::super::{BlockKind, TableLayout};
use super::{Parser, line_at};
use crate::source::Span;

/// A cell of a drawn table: its column and its trimmed bytes.
struct Cell {
    column: usize,
    span: Span,
}

/// One row: the line it stands on and its cells.
struct Row {
    line: usize,
    cells: Vec<Cell>,
}

impl Parser<'_> {
    /// Reads a table that begins at line `i`; the line after it.
    pub(super) fn table(&mut self, i: usize) -> Option<usize> {
        let drawn = self.count(i, |raw| is_border(raw) || is_drawn_row(raw));
        if drawn >= 2 {
            if (i..i + drawn).any(|j| is_drawn_row(self.raw(j))) {
                self.drawn_table(i, i + drawn);
            } else {
                self.code(i, i + drawn);
            }
            return Some(i + drawn);
        }
        let aligned = self.count(i, is_aligned_row);
        if aligned < 2 {
            return None;
        }
        match self.aligned_rows(i, i + aligned) {
            Some(rows) => self.write_table(&rows, Some(0), TableLayout::Columns),
            None => {
                self.code(i, i + aligned);
            }
        }
        Some(i + aligned)
    }

    fn drawn_table(&mut self, from: usize, to: usize) {
        let rows: Vec<Row> = (from..to)
            .filter(|&j| !is_border(self.raw(j)))
            .map(|j| Row { line: j, cells: drawn_cells(self.raw(j), self.lines[j].span.start) })
            .collect();
        let borders: Vec<usize> = (from..to).filter(|&j| is_border(self.raw(j))).collect();
        let first = rows.first().map_or(from, |r| r.line);
        // One border below the first row and none below the second: the first row names the columns.
        let ruled = borders.contains(&(first + 1)) && !borders.contains(&(first + 3));
        let columns = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        let named = ruled && rows.len() > 1;
        if columns == 2 && !named {
            self.write_table(&rows, None, TableLayout::KeyValue);
        } else {
            self.write_table(&rows, (named || columns > 2).then_some(0), TableLayout::Columns);
        }
    }

    /// Rows whose cells begin below those of the first row; `None` if some do not.
    fn aligned_rows(&self, from: usize, to: usize) -> Option<Vec<Row>> {
        let header = aligned_cells(self.raw(from), self.lines[from].indent);
        let tabs = (from..to).all(|j| self.raw(j).contains('\t'));
        let mut rows = Vec::new();
        for j in from..to {
            let start = self.lines[j].span.start;
            let mut cells = Vec::new();
            for (index, (at, range)) in
                aligned_cells(self.raw(j), self.lines[j].indent).into_iter().enumerate()
            {
                let column = header.iter().position(|(h, _)| h.abs_diff(at) <= 1).or(tabs.then_some(index))?;
                cells.push(Cell { column, span: Span::new(start + range.start, start + range.end) });
            }
            rows.push(Row { line: j, cells });
        }
        Some(rows)
    }

    fn write_table(&mut self, rows: &[Row], header: Option<usize>, layout: TableLayout) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let span = self.lines[first.line].span.join(self.lines[last.line].span);
        self.flush();
        self.builder.open(BlockKind::Table { layout, front_matter: false }, span.start);
        for (n, row) in rows.iter().enumerate() {
            let row_span = self.lines[row.line].span;
            self.builder.open(BlockKind::Row { header: header == Some(n) }, row_span.start);
            for cell in &row.cells {
                self.write_cell(cell);
            }
            self.builder.close(row_span.end);
        }
        self.builder.close(span.end);
    }

    fn write_cell(&mut self, cell: &Cell) {
        let column = u16::try_from(cell.column).unwrap_or(u16::MAX);
        self.builder.open(BlockKind::Cell { column }, cell.span.start);
        let line = line_at(self.source.slice(cell.span), cell.span.start, 0);
        if !line.prose.is_empty() {
            lines::emit(&mut self.builder, &[line], Place::Inner, &mut self.context);
        }
        self.builder.close(cell.span.end);
    }
}

fn is_delimiter(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║')
}

/// `+---+`, `|---|---|`, `├──┼──┤`.
fn is_border(raw: &str) -> bool {
    let corner = |c: char| {
        matches!(c, '+' | '┌' | '├' | '└' | '┏' | '┣' | '┗' | '╔' | '╠' | '╚' | '┠' | '┝') || is_delimiter(c)
    };
    let line =
        |c: char| matches!(c, '-' | '=' | ':' | '+' | ' ' | '\u{2500}'..='\u{257f}') || is_delimiter(c);
    raw.starts_with(corner) && raw.chars().all(line) && raw.contains(['-', '=', '─', '━', '═'])
}

fn is_drawn_row(raw: &str) -> bool {
    raw.starts_with(is_delimiter) && raw.chars().filter(|&c| is_delimiter(c)).count() >= 2
}

fn drawn_cells(raw: &str, start: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut from = raw.chars().next().map_or(0, char::len_utf8);
    for (at, c) in raw.char_indices().skip(1).filter(|(_, c)| is_delimiter(*c)) {
        cells.push(trimmed(raw, from, at, start, cells.len()));
        from = at + c.len_utf8();
    }
    if !raw[from..].trim().is_empty() {
        cells.push(trimmed(raw, from, raw.len(), start, cells.len()));
    }
    cells
}

fn trimmed(raw: &str, from: usize, to: usize, start: usize, column: usize) -> Cell {
    let part = &raw[from..to];
    let lead = part.len() - part.trim_start().len();
    let text = part.trim();
    let at = start + from + if text.is_empty() { 0 } else { lead };
    Cell { column, span: Span::new(at, at + text.len()) }
}

/// Three or more columns with wide gaps between them, and no item of a timeline or a list.
fn is_aligned_row(raw: &str) -> bool {
    let gap = raw.contains("  ") || raw.contains('\t') || raw.contains("\u{3000}\u{3000}");
    if !gap || aligned_cells(raw, 0).len() < 3 {
        return false;
    }
    let mut folded = super::ProseBuilder::new();
    folded.push(raw, 0);
    let listed = |m: &Mark| !matches!(m.notation, Notation::Number(_) | Notation::Bracket(_));
    !marker::read(folded.text(), raw).as_ref().is_some_and(listed)
}

/// The cells of a line, each with the display cell it begins at. A single space does not part columns.
fn aligned_cells(raw: &str, indent: u32) -> Vec<(u32, std::ops::Range<usize>)> {
    let mut cells: Vec<(u32, std::ops::Range<usize>)> = Vec::new();
    let (mut at, mut gap, mut tab) = (indent, 0, false);
    for (i, c) in raw.char_indices() {
        let width = wrap::cells_of(c, at);
        if c.is_whitespace() {
            gap += if c == '\u{3000}' { 1 } else { width };
            tab |= c == '\t';
        } else {
            let end = i + c.len_utf8();
            match cells.last_mut() {
                Some((_, range)) if gap < 2 && !tab => range.end = end,
                _ => cells.push((at, i..end)),
            }
            (gap, tab) = (0, false);
        }
        at += width;
    }
    cells
}
