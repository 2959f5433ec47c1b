//! Blocks that say what to look for: `pattern`, `near` + `within`, or `regex`.

use super::fields;
use super::kind::{Key, Shape};
use crate::diagnostic::Text;
use crate::pattern::{Matcher, Near, NearError, Pattern, PatternError, Regex};
use crate::source::Span;
use crate::spec::{Reader, Str};

/// How many tokens may stand between the words of `near` where a block does not say.
const DEFAULT_WITHIN: usize = 4;
/// The most that `within` may say: a clause is seldom longer.
const MAX_WITHIN: i64 = 100;

/// The keys of a block that says what to look for.
pub(super) const KEYS: &[Key] = &[
    Key::new("pattern", Shape::String, "A pattern over tokens."),
    Key::new("near", Shape::Strings, "Words (patterns) near each other in one clause, in any order."),
    Key::new("within", Shape::Integer(0, MAX_WITHIN), "How many tokens may stand between them. Default: 4."),
    Key::new("regex", Shape::String, "A regular expression over the folded text of a sentence."),
];

/// Reads the blocks `[[key]]`, each of which has exactly one of `pattern`, `near` and `regex`. Blocks with mistakes are reported and
/// left out. An absent key gives no matchers and no problem.
pub fn read_matchers(reader: &mut Reader<'_>, key: &'static str) -> Vec<Matcher> {
    let mut matchers = Vec::new();
    for mut block in reader.tables(key) {
        let said = ["pattern", "near", "regex"].iter().any(|k| block.has(k));
        matchers.extend(read_optional(&mut block));
        if !said {
            let message = Text::new(
                format!("`[[{key}]]` に `pattern`・`near`・`regex` のどれもありません"),
                format!("a `[[{key}]]` block needs one of `pattern`, `near` and `regex`"),
            );
            block.error(block.span(), message, None);
        }
        block.finish();
    }
    matchers
}

/// Reads a list of patterns (`key = ["…", "…"]`). Patterns with mistakes are reported and left out.
pub fn read_patterns(reader: &mut Reader<'_>, key: &'static str) -> Vec<Matcher> {
    let texts = reader.strings(key);
    texts.iter().filter_map(|text| pattern(reader, text)).map(Matcher::Pattern).collect()
}

/// Reads the same list of patterns where at least one matcher is needed: `[[key]]` blocks that must be there.
pub fn require_matchers(reader: &mut Reader<'_>, key: &'static str) -> Vec<Matcher> {
    if !reader.has(key) {
        let message = Text::new(format!("`[[{key}]]` がありません"), format!("missing `[[{key}]]`"));
        let place = reader.value_span("check").unwrap_or(reader.span());
        let hint = Text::new(
            format!("何を探すかを `[[{key}]]` の `pattern` に書いてください"),
            format!("say what to look for in the `pattern` of a `[[{key}]]` block"),
        );
        reader.error(place, message, Some(hint));
    }
    read_matchers(reader, key)
}

/// Reads `pattern`, `near` + `within` or `regex` from a block that may have none of them.
pub(super) fn read_optional(block: &mut Reader<'_>) -> Option<Matcher> {
    let pattern_text = block.string("pattern");
    let words = block.strings("near");
    let within = fields::integer(block, "within", 0, MAX_WITHIN);
    let regex_text = block.string("regex");
    report_clashes(block);
    if let Some(text) = pattern_text {
        return pattern(block, &text).map(Matcher::Pattern);
    }
    if block.has("near") {
        let within = within.and_then(|n| usize::try_from(n).ok()).unwrap_or(DEFAULT_WITHIN);
        return near(block, &words, within).map(Matcher::Near);
    }
    let text = regex_text?;
    report_all(block, &text, Regex::compile(&text.text)).map(Matcher::Regex)
}

fn report_clashes(block: &Reader<'_>) {
    let given: Vec<&str> = ["pattern", "near", "regex"].into_iter().filter(|k| block.has(k)).collect();
    for extra in given.iter().skip(1) {
        let message = Text::new(
            format!("`{}` と `{extra}` は同じブロックに書けません", given[0]),
            format!("`{}` and `{extra}` cannot stand in the same block", given[0]),
        );
        let hint = Text::new("ブロックを分けてください", "write two blocks");
        block.error(block.key_span(extra).unwrap_or(block.span()), message, Some(hint));
    }
    if block.has("within") && !block.has("near") {
        let message = Text::new("`within` は `near` と一緒に使います", "`within` goes with `near`");
        block.error(block.key_span("within").unwrap_or(block.span()), message, None);
    }
}

fn pattern(reader: &Reader<'_>, text: &Str) -> Option<Pattern> {
    report_all(reader, text, Pattern::compile(&text.text))
}

fn near(block: &Reader<'_>, words: &[Str], within: usize) -> Option<Near> {
    let texts: Vec<String> = words.iter().map(|w| w.text.clone()).collect();
    if texts.len() < 2 {
        let message = Text::new("`near` には語を二つ以上書きます", "`near` needs two words or more");
        block.error(block.value_span("near").unwrap_or(block.span()), message, None);
        return None;
    }
    match Near::new(&texts, within) {
        Ok(near) => Some(near),
        Err(errors) => {
            for NearError { word, error } in errors {
                let list = block.value_span("near").unwrap_or(block.span());
                let place = word.and_then(|i| words.get(i)).map_or(list, |w| place_of(w, &error));
                block.error(place, error.message, error.hint);
            }
            None
        }
    }
}

fn report_all<T>(reader: &Reader<'_>, text: &Str, compiled: Result<T, Vec<PatternError>>) -> Option<T> {
    compiled
        .map_err(|errors| {
            for error in errors {
                reader.error(place_of(text, &error), error.message, error.hint);
            }
        })
        .ok()
}

/// The place in the rule file of a mistake in a pattern.
fn place_of(text: &Str, error: &PatternError) -> Span {
    text.span_of(error.range.clone())
}
