//! Whether a document is a report at all.

use std::sync::Arc;

use super::types::Nature;
use crate::document::{BlockKind, Document};
use crate::lexicon::{DocumentWords, Place, Sign};

/// How many characters of running text count as the lead.
pub(super) const LEAD: usize = 400;

/// The texts in which signs are looked for.
struct Texts {
    title: String,
    headings: Vec<String>,
    lead: String,
    front_matter: String,
    text: String,
}

/// What a document is.
pub(super) fn nature(document: &Document, words: &DocumentWords) -> Nature {
    let texts = Texts::of(document);
    let report: i64 = words.report.iter().map(|s| weigh(s, &texts)).sum();
    let weights: Vec<i64> =
        words.kinds.iter().map(|k| k.signs.iter().map(|s| weigh(s, &texts)).sum::<i64>()).collect();
    let heaviest = words.kinds.iter().zip(&weights).max_by_key(|(_, weight)| **weight);
    match heaviest {
        Some((kind, _)) if weights.iter().sum::<i64>() - report >= words.threshold => {
            Nature::NotReport(Arc::clone(&kind.name))
        }
        _ => Nature::Report,
    }
}

/// What a sign weighs in a document.
fn weigh(sign: &Sign, texts: &Texts) -> i64 {
    let count: usize = match sign.place {
        Place::Title => count(sign, &texts.title),
        Place::Heading => texts
            .headings
            .iter()
            .filter(|h| sign.regexes.iter().any(|r| r.is_match(h)))
            .take(sign.most)
            .count(),
        Place::Lead => count(sign, &texts.lead),
        Place::FrontMatter => count(sign, &texts.front_matter),
        Place::Text => count(sign, &texts.text),
    };
    sign.weight * i64::try_from(count.min(sign.most)).unwrap_or(0)
}

fn count(sign: &Sign, text: &str) -> usize {
    sign.regexes.iter().map(|r| r.count(text, sign.most)).sum()
}

impl Texts {
    fn of(document: &Document) -> Self {
        let title = document.title.map_or_else(String::new, |id| document.block_text(id));
        let mut texts = Self {
            title,
            headings: Vec::new(),
            lead: String::new(),
            front_matter: String::new(),
            text: String::new(),
        };
        let mut front_end = 0;
        for (i, block) in document.blocks.iter().enumerate() {
            let prose = block.prose.text();
            match block.kind {
                BlockKind::Table { front_matter: true, .. } => front_end = block.end.index(),
                BlockKind::Heading { .. } => texts.headings.push(prose.to_owned()),
                _ => {}
            }
            if prose.is_empty() {
                continue;
            }
            if i < front_end {
                texts.front_matter.push_str(prose);
                texts.front_matter.push('\n');
                continue;
            }
            let heading = matches!(block.kind, BlockKind::Heading { .. });
            if !heading && texts.lead.chars().count() < LEAD {
                texts.lead.push_str(prose);
                texts.lead.push('\n');
            }
            texts.text.push_str(prose);
            texts.text.push('\n');
        }
        texts
    }
}
