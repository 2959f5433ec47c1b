//! Features by word id, read from the dictionary once.

use std::sync::Arc;

use lindera::token::Token as Segment;

use super::Feature;

/// Word ids per page. A report meets a few thousand of the 390,000 words, in no order.
const PAGE: usize = 256;

/// The features of words that a worker has met.
#[derive(Default)]
pub(super) struct FeatureCache {
    system: Pages,
    user: Pages,
    unknown: Pages,
    sign: Option<Arc<Feature>>,
}

impl FeatureCache {
    /// The feature of a word.
    pub(super) fn get(&mut self, segment: &Segment<'_>) -> Arc<Feature> {
        let id = segment.word_id.id() as usize;
        let pages = if segment.word_id.is_unknown() {
            // IPADIC takes an unknown sign for a noun that する follows.
            if !segment.surface.contains(char::is_alphanumeric) {
                return self.sign();
            }
            &mut self.unknown
        } else if segment.word_id.is_system() {
            &mut self.system
        } else {
            &mut self.user
        };
        Arc::clone(pages.slot(id).get_or_insert_with(|| Arc::new(read(segment))))
    }

    /// The feature of signs that the dictionary does not know.
    pub(super) fn sign(&mut self) -> Arc<Feature> {
        let sign = self.sign.get_or_insert_with(|| {
            Arc::new(Feature {
                pos: vec!["記号".into(), "一般".into()], unknown: true, ..Feature::default()
            })
        });
        Arc::clone(sign)
    }

    /// How many words are known so far.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        [&self.system, &self.user, &self.unknown].iter().map(|p| p.len()).sum()
    }
}

type Slot = Option<Arc<Feature>>;

/// A sparse array. Its index costs 12 kB for IPADIC, its pages 2 kB each.
#[derive(Default)]
struct Pages(Vec<Option<Box<[Slot]>>>);

impl Pages {
    fn slot(&mut self, id: usize) -> &mut Slot {
        let page = id / PAGE;
        if self.0.len() <= page {
            self.0.resize(page + 1, None);
        }
        &mut self.0[page].get_or_insert_with(|| vec![None; PAGE].into_boxed_slice())[id % PAGE]
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.0.iter().flatten().flat_map(|page| page.iter()).flatten().count()
    }
}

/// Reads what a dictionary says of a word: four levels of part of speech, conjugation type and form, base form, reading.
fn read(segment: &Segment<'_>) -> Feature {
    let id = segment.word_id.id() as usize;
    let unknown = segment.word_id.is_unknown();
    let fields: Vec<&str> = if unknown {
        segment.dictionary.unknown_word_details_iter(id).collect()
    } else if segment.word_id.is_system() {
        segment.dictionary.word_details_iter(id).collect()
    } else {
        segment.user_dictionary.map_or_else(Vec::new, |user| user.word_details_iter(id).collect())
    };
    let field = |i: usize| fields.get(i).copied().filter(|f| *f != "*").unwrap_or("");
    Feature {
        pos: (0..4).map(field).filter(|f| !f.is_empty()).map(Box::from).collect(),
        conjugation_type: field(4).into(),
        conjugation_form: field(5).into(),
        lemma: field(6).into(),
        reading: field(7).into(),
        unknown,
    }
}
