//! Elements of XML 1.0 whose texts can't break out of them.

use std::io::{self, Write};

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

use crate::sanitize;

/// Writes elements, each start, end and empty element on a line of its own.
pub struct Xml<'o> {
    writer: quick_xml::Writer<&'o mut dyn Write>,
    depth: usize,
}

impl<'o> Xml<'o> {
    /// Goes on writing at a depth of so many open elements.
    pub fn at(out: &'o mut dyn Write, depth: usize) -> Self {
        Self { writer: quick_xml::Writer::new(out), depth }
    }

    /// Writes the declaration of the document.
    pub fn declare(&mut self) -> io::Result<()> {
        writeln!(self.writer.get_mut(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    }

    /// Opens an element.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.line(Event::Start(start(name, attributes)))?;
        self.depth += 1;
        Ok(())
    }

    /// Closes an element.
    pub fn close(&mut self, name: &str) -> io::Result<()> {
        self.depth -= 1;
        self.line(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.line(Event::Empty(start(name, attributes)))
    }

    /// Writes an element that holds lines of text.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], lines: &[&str]) -> io::Result<()> {
        self.indent()?;
        self.writer.write_event(Event::Start(start(name, attributes)))?;
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                self.end_line()?;
            }
            // A line that begins with two colons would be a command in the log of GitHub Actions.
            let text = sanitize::xml(line).replace("::", "&#58;:");
            self.writer.write_event(Event::Text(BytesText::from_escaped(text)))?;
        }
        self.writer.write_event(Event::End(BytesEnd::new(name)))?;
        self.end_line()
    }

    fn line(&mut self, event: Event<'_>) -> io::Result<()> {
        self.indent()?;
        self.writer.write_event(event)?;
        self.end_line()
    }

    fn indent(&mut self) -> io::Result<()> {
        let depth = self.depth;
        (0..depth).try_for_each(|_| self.writer.get_mut().write_all(b"  "))
    }

    fn end_line(&mut self) -> io::Result<()> {
        self.writer.get_mut().write_all(b"\n")
    }
}

fn start<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute(Attribute { key: QName(key), value: sanitize::xml(value) });
    }
    start
}
