//! What has been told, so that it is told once.

use std::collections::{BTreeMap, HashSet};

use hadome_core::diagnostic::Problem;
use hadome_core::source::Span;

/// How many problems of one file are drawn. A file with more is no configuration, or was made to flood a log.
const MOST_OF_A_FILE: usize = 50;

/// Problems that have been told, and how many were not because there are too many.
#[derive(Debug, Default)]
pub struct News {
    seen: HashSet<(String, Span, String)>,
    by_file: BTreeMap<String, usize>,
    held_back: BTreeMap<String, usize>,
}

impl News {
    /// Whether a problem is to be told; it is counted as told then.
    pub fn is_news(&mut self, problem: &Problem) -> bool {
        let path = problem.source.path();
        if !self.seen.insert((path.to_owned(), problem.span, problem.message.ja.clone())) {
            return false;
        }
        let count = self.by_file.entry(path.to_owned()).or_default();
        *count += 1;
        let told = *count <= MOST_OF_A_FILE;
        if !told {
            *self.held_back.entry(path.to_owned()).or_default() += 1;
        }
        told
    }

    /// The files of which problems were held back since the last call, each with their number.
    pub fn held_back(&mut self) -> BTreeMap<String, usize> {
        std::mem::take(&mut self.held_back)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use hadome_core::diagnostic::Text;
    use hadome_core::source::Source;

    use super::*;

    #[test]
    fn a_problem_is_told_once_and_a_flood_is_counted() {
        let source = Arc::new(Source::new("hadome.toml", "x".repeat(100)));
        let problem = |at| Problem::error(&source, Span::new(at, at + 1), Text::default(), None);
        let mut news = News::default();
        let mut count =
            |range: std::ops::Range<usize>| range.filter(|at| news.is_news(&problem(*at))).count();
        assert_eq!((count(0..2), count(0..2)), (2, 0));
        assert_eq!(count(0..60), MOST_OF_A_FILE - 2);
        assert_eq!(news.held_back(), BTreeMap::from([("hadome.toml".to_owned(), 10)]));
        assert_eq!(news.held_back(), BTreeMap::new());
    }
}
