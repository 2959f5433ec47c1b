//! Aligned columns for a terminal.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The last column is given at least so many cells, even if the line is then wider than the terminal.
const LEAST_REST: usize = 24;

/// Writes rows as columns, the first row being the header. Each column takes what it needs, up to so many cells as `most` says, and the
/// last one, for which `most` has no number, the rest of the `width`. What does not fit is cut: a place, in the first column, at its
/// beginning, so that the name of the file and the line stay.
pub fn write<const N: usize>(
    out: &mut dyn Write,
    rows: &[[String; N]],
    most: &[usize],
    width: usize,
) -> io::Result<()> {
    let needed = |i: usize| rows.iter().map(|row| row[i].width()).max().unwrap_or(0);
    let widths: Vec<usize> = most.iter().enumerate().map(|(i, most)| needed(i).min(*most)).collect();
    let used: usize = widths.iter().map(|w| w + 2).sum();
    let rest = width.saturating_sub(used).max(LEAST_REST);
    for row in rows {
        for (i, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let cell = if i == 0 { fit_end(cell, *width) } else { fit(cell, *width) };
            write!(out, "{cell}{}", " ".repeat(width - cell.width() + 2))?;
        }
        writeln!(out, "{}", fit(row.last().map_or("", String::as_str), rest))?;
    }
    Ok(())
}

/// A text cut to `width` cells, with … where something was cut.
fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let mut cut: String = text
        .chars()
        .take_while(|c| {
            let cells = c.width().unwrap_or(0);
            let fits = cells <= room;
            room = room.saturating_sub(cells);
            fits
        })
        .collect();
    cut.push('…');
    cut
}

/// A text of which the end is kept.
fn fit_end(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let fits = |c: &char| {
        let cells = c.width().unwrap_or(0);
        let fits = cells <= room;
        room = room.saturating_sub(cells);
        fits
    };
    let kept: Vec<char> = text.chars().rev().take_while(fits).collect();
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}
