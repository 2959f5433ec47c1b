//! What the engine reads in a document, as an indented tree: one file for each kind of fact.

mod causes;
mod claims;
mod links;
mod measures;
mod timeline;

use std::io::{self, Write};

use hadome_core::diagnostic::Lang;
use hadome_core::inspect::{Inspection, ItemView, Quote, SectionView, SentenceView};

use crate::sanitize::line;
use crate::view::Look;
use crate::words;

/// Writes the outline with roles, items, measures with their evidence, causes and what answers them; with `tokens` also the words of
/// each sentence.
pub fn write_inspection(
    out: &mut dyn Write,
    inspection: &Inspection,
    tokens: bool,
    look: &Look,
) -> io::Result<()> {
    let tree = Tree { tokens, lang: look.lang };
    tree.head(out, inspection)?;
    tree.timeline(out, &inspection.timeline)?;
    inspection.sections.iter().try_for_each(|section| tree.section(out, section))?;
    tree.links(out, &inspection.links)
}

struct Tree {
    tokens: bool,
    lang: Lang,
}

impl Tree {
    fn say<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        words::pick(self.lang, ja, en)
    }

    fn head(&self, out: &mut dyn Write, inspection: &Inspection) -> io::Result<()> {
        let format = format!("{:?}", inspection.format).to_lowercase();
        writeln!(out, "{} ({format}, {})", line(&inspection.path), inspection.encoding)?;
        if let Some(title) = &inspection.title {
            writeln!(out, "{}: {}", self.say("題名", "title"), line(title))?;
        }
        if let Some(kind) = &inspection.not_a_report {
            writeln!(out, "{}: {kind}", self.say("報告書ではない文書", "not a report"))?;
        }
        self.claims(out, inspection)?;
        writeln!(out)
    }

    fn section(&self, out: &mut dyn Write, section: &SectionView) -> io::Result<()> {
        let pad = "  ".repeat(usize::from(section.level));
        let title = section.title.as_deref().unwrap_or(self.say("（文書）", "(document)"));
        write!(out, "{pad}{} {}", "#".repeat(usize::from(section.level.max(1))), line(title))?;
        let roles: Vec<&str> = section.roles.iter().map(|r| r.as_str()).collect();
        if !roles.is_empty() {
            let inherited = section.own_roles.is_empty();
            let mark = if inherited { self.say("（親から）", " (inherited)") } else { "" };
            write!(out, "  [{}]{mark}", roles.join(", "))?;
        }
        if section.judging {
            write!(out, "  {}", self.say("（対策を評する節）", "(judges measures)"))?;
        }
        writeln!(out, "  :{}", section.place.start.line)?;
        let inner = format!("{pad}  ");
        section.sentences.iter().try_for_each(|s| self.sentence(out, &inner, s))?;
        section.items.iter().try_for_each(|item| self.item(out, &inner, item))
    }

    fn item(&self, out: &mut dyn Write, pad: &str, item: &ItemView) -> io::Result<()> {
        let pad = format!("{pad}{}", "  ".repeat(usize::from(item.depth)));
        writeln!(out, "{pad}- {}  :{}", line(&item.text), item.place.start.line)?;
        let inner = format!("{pad}    ");
        if let Some(measure) = &item.measure {
            self.measure(out, &inner, measure)?;
        }
        if let Some(cause) = &item.cause {
            self.cause(out, &inner, cause)?;
        }
        item.sentences.iter().try_for_each(|s| self.sentence(out, &inner, s))
    }

    fn sentence(&self, out: &mut dyn Write, pad: &str, sentence: &SentenceView) -> io::Result<()> {
        if !self.tokens {
            return Ok(());
        }
        let words: Vec<String> = sentence
            .tokens
            .iter()
            .map(|t| {
                let base = if t.base == t.surface { String::new() } else { format!("={}", t.base) };
                format!("{}<{}{base}>", line(&t.surface), t.pos.join(","))
            })
            .collect();
        writeln!(out, "{pad}| {}", words.join(" "))
    }
}

/// Words and where they stand: line and column, both from 1.
fn quote(quote: &Quote) -> String {
    let start = quote.place.start;
    format!("{}  :{}:{}", line(&quote.text), start.line, start.column)
}
