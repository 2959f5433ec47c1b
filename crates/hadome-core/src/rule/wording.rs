//! How a message quotes what was found: as words that can stand between brackets.

use std::ops::Range;

use super::Context;
use crate::document::SentenceId;
use crate::morph::{Token, Tokens};

impl Context<'_> {
    /// What a range of a sentence says, for messages: as the source spells it, with a verb at its end in its base form (注意を払っ｜た
    /// is 注意を払う) and with the denial behind it (変更｜しない).
    pub fn wording(&self, sentence: SentenceId, range: Range<usize>) -> String {
        let mut quoted = self.quote(sentence, range.clone());
        let tokens = self.analysis.tokens(sentence);
        let Some(last) = tokens.tokens.iter().position(|t| t.end as usize == range.end) else {
            return quoted;
        };
        let (verb, rest) = (&tokens.tokens[last], &tokens.tokens[last + 1..]);
        if let Some(denial) = self.denial(tokens, rest) {
            return quoted + &denial;
        }
        if !verb.is(&["動詞"]) || rest.first().is_some_and(names) {
            return quoted;
        }
        if let Some(before) = quoted.strip_suffix(tokens.surface(verb)) {
            quoted.truncate(before.len());
            quoted.push_str(tokens.lemma(verb));
        }
        quoted
    }

    /// The denial that directly follows a head: ない, しない.
    fn denial(&self, tokens: &Tokens, rest: &[Token]) -> Option<String> {
        let words = &self.lexicon.predicates;
        let carried =
            usize::from(rest.first().is_some_and(|t| t.is(&["動詞"]) && words.is_light(tokens.lemma(t))));
        let token = rest.get(carried)?;
        let denies = token.is(&["助動詞"]) && words.grammar.negations.contains(tokens.lemma(token));
        let verb = if carried == 1 { tokens.surface(&rest[0]) } else { "" };
        denies.then(|| format!("{verb}{}", tokens.lemma(token)))
    }
}

/// Whether the word behind a verb shows that the verb serves as a noun: 遅れ｜が.
fn names(next: &Token) -> bool {
    next.is(&["助詞"]) && !next.is(&["助詞", "接続助詞"]) || next.is(&["名詞"])
}
