//! Morphological analysis: lindera over the embedded IPADIC.
//!
//! A [`Morphology`] is the dictionary with the words that were added to it; an [`Analyzer`] is one thread's worker over it; an
//! [`Analysis`] is a document whose sentences are tokenized when somebody asks, each at most once.

mod analysis;
mod analyzer;
mod features;
mod token;
mod words;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use hadome_dict::Dictionary;
use lindera::mode::Mode;
use lindera::segmenter::Segmenter;

pub(crate) use analysis::Shelf;
pub use analysis::{Analysis, Memory};
pub use analyzer::Analyzer;
pub use token::{Feature, Token, Tokens};

use crate::diagnostic::{Problem, Text};
use crate::source::{Source, Span};
use crate::spec::Problems;

/// The dictionary, and the words that were added to it. Cheap to clone and to share between threads.
#[derive(Clone)]
pub struct Morphology {
    segmenter: Arc<Segmenter>,
}

impl Morphology {
    /// Opens the embedded dictionary and adds the words of CSV files to it.
    ///
    /// A line is either `surface,part of speech,reading`, such as `水平展開,名詞-サ変接続,スイヘイテンカイ`, or a whole IPADIC row. Lines
    /// that begin with `#` are comments. A word that several files list is one word for each of them; the dictionary
    /// takes the cheapest.
    ///
    /// # Errors
    ///
    /// Every mistake of every file.
    pub fn new(user_words: &[Arc<Source>]) -> Result<Self, Vec<Problem>> {
        let dictionary = hadome_dict::ipadic().map_err(|e| vec![broken(&e.to_string())])?;
        let problems = Problems::new();
        let words = words::read(user_words, &dictionary, &problems);
        if !problems.is_empty() {
            return Err(problems.into_vec());
        }
        let user = words::compile(&words, &dictionary).map_err(|e| vec![broken(&e)])?;
        let segmenter = Segmenter::new(Mode::Normal, dictionary, user);
        Ok(Self { segmenter: Arc::new(segmenter) })
    }

    /// A worker for one thread.
    pub fn analyzer(&self) -> Analyzer {
        Analyzer::new(&self.segmenter)
    }

    /// The dictionary itself.
    pub fn dictionary(&self) -> &Dictionary {
        &self.segmenter.dictionary
    }
}

impl std::fmt::Debug for Morphology {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Morphology").finish_non_exhaustive()
    }
}

/// A mistake that is no user's: of the embedded dictionary, or of a compiler that refuses words that were checked.
fn broken(error: &str) -> Problem {
    let message =
        Text::new(format!("辞書を開けません: {error}"), format!("cannot open the dictionary: {error}"));
    Problem::error(&Arc::new(Source::new("IPADIC", "")), Span::default(), message, None)
}
