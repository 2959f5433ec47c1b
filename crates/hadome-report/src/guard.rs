//! The gate that all output passes: nothing a report, a rule or a file name says is obeyed by a terminal or a build service.
//!
//! Renderers keep what they print on one line and keep spans right; this is what holds if one of them forgets. It guards output
//! wherever it goes, not only where a build service is recognised: a container in a build does not see the service's environment
//! variables, and the same input should give the same output everywhere.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::sanitize::{is_control, stand_in};

/// Stands before a line that would be a command.
const MARK: char = '\\';

/// A writer that lets whole lines through and takes from them
///
/// - control characters and what reorders text, each replaced by a visible stand-in; with colours on, ANSI colours stay;
/// - `##[…]` and `##vso[…]`, commands of GitHub Actions and Azure Pipelines anywhere in a line: the second `#` becomes `?`;
/// - `::` at the beginning of a line, a command of GitHub Actions: it gets a `\` in front, unless commands are allowed.
///
/// A line that has not ended is held back until it does, or until [`finish`](Self::finish).
#[derive(Debug)]
pub struct Guard<W: Write> {
    out: W,
    pending: Vec<u8>,
    color: bool,
    commands: bool,
}

impl<W: Write> Guard<W> {
    /// A guard before `out`; `color` says whether ANSI colours may pass.
    pub fn new(out: W, color: bool) -> Self {
        Self { out, pending: Vec::new(), color, commands: false }
    }

    /// Says whether lines may begin with `::`: for a format that is made of workflow commands, whose texts are escaped.
    pub fn allow_commands(&mut self, allowed: bool) {
        self.commands = allowed;
    }

    /// Writes everything, the last line whether or not it has ended.
    pub fn finish(&mut self) -> io::Result<()> {
        let rest = std::mem::take(&mut self.pending);
        self.pass(&rest)?;
        self.out.flush()
    }

    fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        let text = String::from_utf8_lossy(bytes);
        for line in text.split_inclusive('\n') {
            let body = line.strip_suffix('\n').unwrap_or(line);
            self.out.write_all(guarded(body, self.color, self.commands).as_bytes())?;
            if body.len() < line.len() {
                self.out.write_all(b"\n")?;
            }
        }
        Ok(())
    }
}

impl<W: Write> Write for Guard<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match bytes.iter().rposition(|b| *b == b'\n') {
            None => self.pending.extend(bytes),
            Some(end) => {
                let (lines, rest) = bytes.split_at(end + 1);
                let mut whole = std::mem::replace(&mut self.pending, rest.to_vec());
                whole.extend(lines);
                self.pass(&whole)?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// One line as it may be printed beside workflow commands: without colours, and no command itself.
pub(crate) fn plain(line: &str) -> Cow<'_, str> {
    guarded(line, false, false)
}

/// One line as it may be printed.
fn guarded(line: &str, color: bool, commands: bool) -> Cow<'_, str> {
    let mut safe = Cow::Borrowed(line);
    if safe.contains(|c| is_control(c) && c != '\t') {
        safe = Cow::Owned(without_controls(&safe, color));
    }
    if let Cow::Owned(broken) = without_markers(&safe) {
        safe = Cow::Owned(broken);
    }
    match command_start(&safe) {
        Some(at) if !commands => {
            let (before, behind) = safe.split_at(at);
            Cow::Owned(format!("{before}{MARK}{behind}"))
        }
        _ => safe,
    }
}

fn without_controls(line: &str, color: bool) -> String {
    let mut safe = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let kept = if color { color_len(rest) } else { 0 };
        let ends_line = rest == "\r";
        match c {
            _ if kept > 0 => safe.push_str(&rest[..kept]),
            '\t' => safe.push(c),
            '\r' if ends_line => safe.push(c),
            _ => safe.push(stand_in(c)),
        }
        rest = &rest[kept.max(c.len_utf8())..];
    }
    safe
}

/// The length of the ANSI colour sequence that a text begins with: `ESC [ digits and ; m`.
fn color_len(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("\u{1b}[") else { return 0 };
    let parameters = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b';').count();
    if rest.as_bytes().get(parameters) == Some(&b'm') { parameters + 3 } else { 0 }
}

/// Breaks `##`, letters, `[`.
fn without_markers(line: &str) -> Cow<'_, str> {
    let mut safe = Cow::Borrowed(line);
    let mut from = 0;
    while let Some(at) = safe[from..].find("##").map(|at| from + at) {
        from = at + 1;
        if is_marker(&safe[at..]) {
            safe.to_mut().replace_range(at + 1..at + 2, "?");
        }
    }
    safe
}

/// Whether a text begins with `##`, ASCII letters and `[`: the form of a command in the log of Azure Pipelines (`##vso[…]`), older
/// GitHub Actions (`##[…]`) and TeamCity (`##teamcity[…]`).
pub(crate) fn is_marker(text: &str) -> bool {
    text.strip_prefix("##")
        .is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('['))
}

/// Where a line has its `::`, if only white space and colours stand before it.
fn command_start(line: &str) -> Option<usize> {
    let mut rest = line;
    loop {
        rest = rest.trim_start();
        match color_len(rest) {
            0 => break,
            len => rest = &rest[len..],
        }
    }
    rest.starts_with("::").then(|| line.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        for size in [1, 3, text.len().max(1)] {
            let mut guard = Guard::new(Vec::new(), false);
            for part in text.as_bytes().chunks(size) {
                guard.write_all(part).expect("a vector takes everything");
            }
            guard.finish().expect("a vector takes everything");
            assert_eq!(String::from_utf8_lossy(&guard.out), expected, "in parts of {size} bytes");
        }
    }

    #[test]
    fn commands_of_build_services_are_broken() {
        check("::error::x\n", "\\::error::x\n");
        check("a\n \u{3000}::set-output name=a::b", "a\n \u{3000}\\::set-output name=a::b");
        check("a ::error::x\nb::c\n", "a ::error::x\nb::c\n");
        check("見出し ##[error]x ##vso[task.complete]", "見出し #?[error]x #?vso[task.complete]");
        check("###[group]\n####teamcity[x]\n", "##?[group]\n###?teamcity[x]\n");
        check("## [再発防止] ##原因 [1]\n", "## [再発防止] ##原因 [1]\n");
    }

    #[test]
    fn control_characters_are_seen_not_obeyed() {
        check("a\u{1b}]0;x\u{7}b\rc\n", "a?]0;x?b?c\n");
        check("\u{202e}逆\u{9b}2J\tx\r\n", "\u{fffd}逆\u{b7}2J\tx\r\n");
        check("\u{1b}[31m赤", "?[31m赤");
        // A mark that a control character hid.
        check("#\u{1b}#[x]", "#?#[x]");
    }

    #[test]
    fn colours_pass_where_they_are_wanted_and_nothing_else() {
        let mut guard = Guard::new(Vec::new(), true);
        write!(guard, "\u{1b}[1;31m赤\u{1b}[0m \u{1b}[2J\u{1b}]8;;x\u{1b}\\\n \u{1b}[1m::error::x\n")
            .expect("a vector takes everything");
        let expected = "\u{1b}[1;31m赤\u{1b}[0m ?[2J?]8;;x?\\\n \u{1b}[1m\\::error::x\n";
        assert_eq!(String::from_utf8_lossy(&guard.out), expected);
    }

    #[test]
    fn a_format_of_commands_keeps_them() {
        let mut guard = Guard::new(Vec::new(), false);
        guard.allow_commands(true);
        guard.write_all("::error file=a.md::x ##[group]y\n".as_bytes()).expect("a vector takes everything");
        assert_eq!(String::from_utf8_lossy(&guard.out), "::error file=a.md::x #?[group]y\n");
    }
}
