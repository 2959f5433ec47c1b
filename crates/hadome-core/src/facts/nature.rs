//! Whether a document is a report at all.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::sync::Arc;

use super::types::Nature;
use crate::document::{BlockKind, Document};
use crate::lexicon::{DocumentWords, Place, Sign};

/// How many characters of running text count as the lead.
pub(super) const LEAD: usize = 400;

/// The texts in which signs are looked for.
struct Texts<'d> {
    title: String,
    headings: Vec<&'d str>,
    /// In how many headings each sign stands, by its number.
    in_headings: OnceCell<Vec<usize>>,
    lead: String,
    front_matter: String,
    text: String,
}

/// What a document is.
pub(super) fn nature(document: &Document, words: &DocumentWords) -> Nature {
    let texts = Texts::of(document);
    let mut scales = Scales { left: 0, kinds: vec![0; words.kinds.len()], report: 0 };
    let mut signs: Vec<(Option<usize>, &Sign)> = words.signs().collect();
    scales.left = signs.iter().map(|(of, sign)| Scales::most(*of, sign)).sum();
    // The whole text costs most by far, and mostly need not be read for every sign of it: those that may tell most come first. Signs of
    // a report are found early in one, and no more of them are looked for than count.
    let may_tell = |of: Option<usize>, sign: &Sign| {
        let most = sign.weight.abs().saturating_mul(limit(sign));
        if of.is_some() { most / sign.regexes.len().max(1) as i64 } else { most }
    };
    signs.sort_by_key(|(of, sign)| (sign.place == Place::Text).then(|| Reverse(may_tell(*of, sign))));
    for (of, sign) in signs {
        if scales.total() + scales.left < words.threshold {
            return Nature::Report;
        }
        scales.left -= Scales::most(of, sign);
        *of.map_or(&mut scales.report, |kind| &mut scales.kinds[kind]) += weigh(sign, &texts, words);
    }
    let heaviest = words.kinds.iter().zip(&scales.kinds).max_by_key(|(_, weight)| **weight);
    match heaviest {
        Some((kind, _)) if scales.total() >= words.threshold => Nature::NotReport(Arc::clone(&kind.name)),
        _ => Nature::Report,
    }
}

/// What speaks against a report and for it.
struct Scales {
    kinds: Vec<i64>,
    report: i64,
    /// By how much signs that have not been weighed may still add to the total.
    left: i64,
}

impl Scales {
    /// By how much the weights of all kinds together outweigh that of a report.
    fn total(&self) -> i64 {
        self.kinds.iter().sum::<i64>() - self.report
    }

    /// By how much a sign may add to the total, at most: one of a kind, or one of a report, which takes from it.
    fn most(kind: Option<usize>, sign: &Sign) -> i64 {
        let weight = if kind.is_some() { sign.weight } else { -sign.weight };
        weight.max(0).saturating_mul(limit(sign))
    }
}

/// How many matches of a sign count.
fn limit(sign: &Sign) -> i64 {
    i64::try_from(sign.most).unwrap_or(0)
}

/// What a sign weighs in a document.
fn weigh(sign: &Sign, texts: &Texts<'_>, words: &DocumentWords) -> i64 {
    let count: usize = match sign.place {
        Place::Title => count(sign, &texts.title),
        Place::Heading => texts.headings_with(sign, words),
        Place::Lead => count(sign, &texts.lead),
        Place::FrontMatter => count(sign, &texts.front_matter),
        Place::Text => count(sign, &texts.text),
    };
    sign.weight * i64::try_from(count).unwrap_or(0).min(limit(sign))
}

/// How often a sign stands in a text, looking for no more than what counts.
fn count(sign: &Sign, text: &str) -> usize {
    let mut found = 0;
    for regex in &sign.regexes {
        if found == sign.most {
            break;
        }
        found += regex.count(text, sign.most - found);
    }
    found
}

impl<'d> Texts<'d> {
    /// In how many headings a sign stands.
    fn headings_with(&self, sign: &Sign, words: &DocumentWords) -> usize {
        let count = || {
            let mut counts = vec![0; words.signs().count()];
            for number in self.headings.iter().flat_map(|heading| words.signs_of_heading(heading)) {
                counts[number] += 1;
            }
            counts
        };
        self.in_headings.get_or_init(count)[sign.number]
    }

    fn of(document: &'d Document) -> Self {
        let title = document.title.map_or_else(String::new, |id| document.block_text(id));
        let mut texts = Self {
            title,
            headings: Vec::new(),
            in_headings: OnceCell::new(),
            lead: String::new(),
            front_matter: String::new(),
            text: String::with_capacity(document.blocks.iter().map(|b| b.prose.text().len() + 1).sum()),
        };
        let (mut front_end, mut lead) = (0, 0);
        for (i, block) in document.blocks.iter().enumerate() {
            let prose = block.prose.text();
            match block.kind {
                BlockKind::Table { front_matter: true, .. } => front_end = block.end.index(),
                BlockKind::Heading { .. } => texts.headings.push(prose),
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
            if !heading && lead < LEAD {
                texts.lead.push_str(prose);
                texts.lead.push('\n');
                lead += prose.chars().count() + 1;
            }
            texts.text.push_str(prose);
            texts.text.push('\n');
        }
        texts
    }
}
