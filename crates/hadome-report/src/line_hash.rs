//! The hash by which GitHub code scanning recognises the line of an alert.
//!
//! GitHub's upload action computes it where a log has none, and complains where a log has another one; uploads that do not go through
//! the action have to bring it. The hash covers a hundred UTF-16 code units from the beginning of the line, spaces and tabs left out,
//! line ends as `\n`, with the unit 0xFFFF for the end of the file and zeros behind it. It is their polynomial in 37 modulo 2⁶⁴, as
//! hexadecimal digits; after a colon follows the how-manieth line of the file has that hash.

use std::collections::HashMap;

const WINDOW: usize = 100;
const BASE: u64 = 37;
const END_OF_FILE: u16 = 0xffff;

/// The hash of every line of a text, in order.
pub fn of_lines(text: &str) -> Vec<String> {
    let (units, starts) = units(text);
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut window = Window::new(&units);
    let hash = |start: usize| {
        let hash = window.at(start);
        let count = seen.entry(hash).or_default();
        *count += 1;
        format!("{hash:x}:{count}")
    };
    starts.into_iter().map(hash).collect()
}

/// What is hashed, and where in it the lines begin.
fn units(text: &str) -> (Vec<u16>, Vec<usize>) {
    let (mut units, mut starts, mut at_start) = (Vec::with_capacity(text.len() / 2), Vec::new(), true);
    let mut after_return = false;
    let mut push = |unit: u16| {
        if std::mem::replace(&mut at_start, unit == u16::from(b'\n')) {
            starts.push(units.len());
        }
        units.push(unit);
    };
    for c in text.chars() {
        let ends_return = std::mem::replace(&mut after_return, c == '\r') && c == '\n';
        match c {
            ' ' | '\t' => {}
            '\n' if ends_return => {}
            '\r' => push(u16::from(b'\n')),
            c => c.encode_utf16(&mut [0; 2]).iter().copied().for_each(&mut push),
        }
    }
    push(END_OF_FILE);
    (units, starts)
}

/// The hash of a window that only moves forward.
struct Window<'u> {
    units: &'u [u16],
    start: usize,
    hash: u64,
    /// `BASE` to the power of `WINDOW`.
    leaving: u64,
}

impl<'u> Window<'u> {
    fn new(units: &'u [u16]) -> Self {
        let leaving = (0..WINDOW).fold(1u64, |power, _| power.wrapping_mul(BASE));
        let mut window = Self { units, start: 0, hash: 0, leaving };
        for i in 0..WINDOW {
            window.hash = window.hash.wrapping_mul(BASE).wrapping_add(window.unit(i));
        }
        window
    }

    fn unit(&self, at: usize) -> u64 {
        self.units.get(at).map_or(0, |unit| u64::from(*unit))
    }

    /// The hash of the window that begins at `start`, which is not before the last one.
    fn at(&mut self, start: usize) -> u64 {
        while self.start < start {
            let left = self.unit(self.start).wrapping_mul(self.leaving);
            let entered = self.unit(self.start + WINDOW);
            self.hash = self.hash.wrapping_mul(BASE).wrapping_add(entered).wrapping_sub(left);
            self.start += 1;
        }
        self.hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hashes are what the upload action gives for the same texts.
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(of_lines(text), expected, "{text:?}");
    }

    #[test]
    fn hashes_are_those_of_the_upload_action() {
        check("", &["c129715d7a2bc9a3:1"]);
        let lines = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        check(" a\nb\n  \t\tc\n d", &lines);
        check("a\r\nb\r\nc\r\nd", &lines);
        check("a\rb\rc\rd", &lines);
        check(
            "監視の強化\n\u{20bb7}野\n",
            &["1a089669fed3630e:1", "72080fa92f0981bc:1", "c129715d7a2bc9a3:1"],
        );
    }

    #[test]
    fn equal_lines_are_counted() {
        let hashes = of_lines(&format!("{0}\n{0}\n{0}", "同じ行".repeat(40)));
        let counts: Vec<&str> = hashes.iter().filter_map(|h| h.split_once(':')).map(|(_, n)| n).collect();
        // The last line is followed by the end of the file, but its window ends before that.
        assert_eq!(counts, ["1", "2", "3"]);
    }
}
