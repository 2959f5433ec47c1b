//! Text that stops growing, and counts what no longer fits.

use std::io::{self, Write};

use hadome_core::diagnostic::Lang;

/// Blocks of text up to a number of characters.
#[derive(Debug)]
pub struct Capped {
    text: String,
    room: usize,
    left_out: usize,
}

impl Capped {
    /// Nothing yet, with room for so many characters.
    pub fn new(room: usize) -> Self {
        Self { text: String::new(), room, left_out: 0 }
    }

    /// Adds a block if it fits. After the first that does not, none is added, so that what is shown has no gaps.
    pub fn push(&mut self, block: &str) {
        let size = block.chars().count();
        if self.left_out > 0 || size > self.room {
            self.left_out += 1;
        } else {
            self.room -= size;
            self.text.push_str(block);
        }
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.left_out == 0
    }

    /// Writes the blocks, and how many more there were.
    pub fn write(&self, out: &mut dyn Write, lang: Lang) -> io::Result<()> {
        let text = self.text.trim_start_matches('\n');
        out.write_all(text.as_bytes())?;
        match (self.left_out, lang) {
            (0, _) => Ok(()),
            (n, Lang::Ja) => writeln!(out, "\nほか {n} 件"),
            (n, Lang::En) => writeln!(out, "\nand {n} more"),
        }
    }
}
