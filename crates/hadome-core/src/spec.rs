//! Reading TOML specifications (rules, lexicons, configuration) so that every mistake is reported at once.
//!
//! serde stops at the first mistake; a [`Reader`] walks the parsed table instead, collects [`Problem`]s with spans, and on
//! [`Reader::finish`] reports keys that nobody asked for, with the nearest known key.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Problem, Text};
use crate::source::{Source, Span};

/// Where problems are collected while several files are read.
#[derive(Debug, Default)]
pub struct Problems {
    list: RefCell<Vec<Problem>>,
}

impl Problems {
    /// No problems yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&self, problem: Problem) {
        self.list.borrow_mut().push(problem);
    }

    /// Adds an error at `span` of `source`.
    pub fn error(&self, source: &Arc<Source>, span: Span, message: Text, hint: Option<Text>) {
        self.push(Problem::error(source, span, message, hint));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.borrow().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.borrow().is_empty()
    }

    /// All of them, in the order in which they were found.
    pub fn into_vec(self) -> Vec<Problem> {
        self.list.into_inner()
    }
}

/// A string of a specification and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Str {
    /// Its value.
    pub text: String,
    /// The bytes of the file that it covers, quotes included.
    pub span: Span,
    /// Where its first byte stands in the file, if the file spells it without escapes: an offset into `text` plus this is an
    /// offset into the file.
    pub content_start: Option<usize>,
}

impl Str {
    /// The place in the file of a byte range of the value; the whole string if escapes are in the way.
    pub fn span_of(&self, range: std::ops::Range<usize>) -> Span {
        match self.content_start {
            Some(start) => Span::new(start + range.start, start + range.end),
            None => self.span,
        }
    }
}

/// Reads one table of a specification.
pub struct Reader<'a> {
    table: &'a DeTable<'a>,
    source: &'a Arc<Source>,
    problems: &'a Problems,
    span: Span,
    known: BTreeSet<&'static str>,
}

/// Parses a TOML file and hands its top-level table to `read`. Syntax errors are collected, and as much as could be understood is
/// still read. `read` calls [`Reader::finish`] when it has asked for every key.
pub fn parse<R>(source: &Arc<Source>, problems: &Problems, read: impl FnOnce(Reader<'_>) -> R) -> R {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    for error in errors {
        let span = error.span().map_or(Span::default(), |r| Span::new(r.start, r.end));
        let message = Text::new(
            format!("TOML の文法エラー: {}", error.message()),
            format!("TOML syntax error: {}", error.message()),
        );
        problems.error(source, span, message, None);
    }
    let span = Span::new(0, 0);
    read(Reader { table: table.get_ref(), source, problems, span, known: BTreeSet::new() })
}

impl<'a> Reader<'a> {
    /// The file that is being read.
    pub fn source(&self) -> &'a Arc<Source> {
        self.source
    }

    /// Where problems go.
    pub fn problems(&self) -> &'a Problems {
        self.problems
    }

    /// The bytes of the file that this table covers; empty at 0 for the top-level table.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Adds an error about a place in this file.
    pub fn error(&self, span: Span, message: Text, hint: Option<Text>) {
        self.problems.error(self.source, span, message, hint);
    }

    /// Whether a key is present, whatever its type.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Where a key stands, for errors about it.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.table.get_key_value(key).map(|(k, _)| to_span(k))
    }

    /// Where the value of a key stands.
    pub fn value_span(&self, key: &str) -> Option<Span> {
        self.table.get(key).map(to_span)
    }

    /// Every key of the table, in file order, each with its place. Marks none of them as known.
    pub fn keys(&self) -> Vec<Str> {
        let mut keys: Vec<Str> = self
            .table
            .keys()
            .map(|k| Str { text: k.get_ref().to_string(), span: to_span(k), content_start: None })
            .collect();
        keys.sort_by_key(|k| k.span.start);
        keys
    }

    /// A string; `None` if absent. A value of another type is a problem.
    pub fn string(&mut self, key: &'static str) -> Option<Str> {
        let value = self.value(key)?;
        self.as_str(value)
    }

    /// A string that must be there.
    pub fn require_string(&mut self, key: &'static str) -> Option<Str> {
        self.require(key).then(|| self.string(key)).flatten()
    }

    /// A whole number; `None` if absent.
    pub fn integer(&mut self, key: &'static str) -> Option<i64> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(value, "整数", "an integer");
        }
        number
    }

    /// `true` or `false`; `None` if absent.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        if value.get_ref().as_bool().is_none() {
            self.wrong_type(value, "true か false", "true or false");
        }
        value.get_ref().as_bool()
    }

    /// `true` or `false`, where something else may stand as well; `None` without a problem if it does.
    pub fn boolean_if(&mut self, key: &'static str) -> Option<bool> {
        self.value(key)?.get_ref().as_bool()
    }

    /// A list of strings; one string counts as a list of one. Empty if absent.
    pub fn strings(&mut self, key: &'static str) -> Vec<Str> {
        let Some(value) = self.value(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(array) => array.iter().filter_map(|v| self.as_str(v)).collect(),
            _ => self.as_str(value).into_iter().collect(),
        }
    }

    /// A list of strings below a key that is not known beforehand (see [`Reader::keys`]).
    pub fn strings_at(&mut self, key: &str) -> Vec<Str> {
        let Some((_, value)) = self.table.get_key_value(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(array) => array.iter().filter_map(|v| self.as_str(v)).collect(),
            _ => self.as_str(value).into_iter().collect(),
        }
    }

    /// A string below a key that is not known beforehand.
    pub fn string_at(&mut self, key: &str) -> Option<Str> {
        let (_, value) = self.table.get_key_value(key)?;
        self.as_str(value)
    }

    /// A text in both languages: `{ ja = "…", en = "…" }`, or one string for Japanese only.
    pub fn text(&mut self, key: &'static str) -> Option<Text> {
        let value = self.value(key)?;
        if let Some(ja) = value.get_ref().as_str() {
            return Some(Text::new(ja, ""));
        }
        let mut table = self.as_table(value)?;
        let ja = table.require_string("ja").map_or(String::new(), |s| s.text);
        let en = table.string("en").map_or(String::new(), |s| s.text);
        table.finish();
        Some(Text { ja, en })
    }

    /// The same as [`Reader::text`], with the places: Japanese, and English if it is there.
    pub fn text_parts(&mut self, key: &'static str) -> Option<(Str, Option<Str>)> {
        let value = self.value(key)?;
        if value.get_ref().is_str() {
            return self.as_str(value).map(|ja| (ja, None));
        }
        let mut table = self.as_table(value)?;
        let (ja, en) = (table.require_string("ja"), table.string("en"));
        table.finish();
        ja.map(|ja| (ja, en))
    }

    /// One of a set of names, by position in `names`; anything else is a problem with the nearest name as a hint.
    pub fn one_of(&mut self, key: &'static str, names: &[&str]) -> Option<usize> {
        let value = self.string(key)?;
        self.pick(&value, names)
    }

    /// The position of a string in `names`; a problem with a hint if it is not there.
    pub fn pick(&self, value: &Str, names: &[&str]) -> Option<usize> {
        let found = names.iter().position(|n| *n == value.text);
        if found.is_none() {
            let message = Text::new(
                format!("「{}」という値はありません", value.text),
                format!("unknown value `{}`", value.text),
            );
            self.error(value.span, message, Some(suggestion(&value.text, names)));
        }
        found
    }

    /// A table below a key; `None` if absent.
    pub fn table(&mut self, key: &'static str) -> Option<Reader<'a>> {
        let value = self.value(key)?;
        self.as_table(value)
    }

    /// An array of tables (`[[key]]`); empty if absent.
    pub fn tables(&mut self, key: &'static str) -> Vec<Reader<'a>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(array) => array.iter().filter_map(|v| self.as_table(v)).collect(),
            _ => self.as_table(value).into_iter().collect(),
        }
    }

    /// Reports every key that was not asked for.
    pub fn finish(self) {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !self.known.contains(name) {
                let known: Vec<&str> = self.known.iter().copied().collect();
                let message =
                    Text::new(format!("知らないキー `{name}` です"), format!("unknown key `{name}`"));
                self.problems.error(self.source, to_span(key), message, Some(suggestion(name, &known)));
            }
        }
    }

    /// Reports a key that must be there and is not.
    pub fn require(&mut self, key: &'static str) -> bool {
        self.known.insert(key);
        let present = self.has(key);
        if !present {
            let message = Text::new(format!("`{key}` がありません"), format!("missing key `{key}`"));
            self.error(self.span, message, None);
        }
        present
    }

    /// Marks a key as known without reading it.
    pub fn know(&mut self, key: &'static str) {
        self.known.insert(key);
    }

    /// The keys that were asked for so far.
    pub fn known(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.known.iter().copied()
    }

    fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.insert(key);
        self.table.get_key_value(key).map(|(_, v)| v)
    }

    fn as_str(&self, value: &'a Spanned<DeValue<'a>>) -> Option<Str> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(value, "文字列", "a string");
            return None;
        };
        let span = to_span(value);
        let raw = self.source.slice(span);
        let content_start = raw.find(text).filter(|_| !text.is_empty()).map(|at| span.start + at);
        Some(Str { text: text.to_owned(), span, content_start })
    }

    fn as_table(&self, value: &'a Spanned<DeValue<'a>>) -> Option<Reader<'a>> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(value, "表", "a table");
            return None;
        };
        let (source, problems) = (self.source, self.problems);
        Some(Reader { table, source, problems, span: to_span(value), known: BTreeSet::new() })
    }

    fn wrong_type(&self, value: &Spanned<DeValue<'_>>, ja: &str, en: &str) {
        let got = value.get_ref().type_str();
        let message =
            Text::new(format!("ここには{ja}を書きます（今は {got}）"), format!("expected {en}, found {got}"));
        self.error(to_span(value), message, None);
    }
}

/// A hint that names the nearest of `names`, or lists them when none is near.
pub fn suggestion(name: &str, names: &[&str]) -> Text {
    match nearest(name, names) {
        Some(near) => Text::new(format!("`{near}` のことですか"), format!("did you mean `{near}`?")),
        None if names.is_empty() => Text::new("使える名前はありません", "there is none to choose from"),
        None => {
            Text::new(format!("使えるのは {} です", names.join("、")), format!("known: {}", names.join(", ")))
        }
    }
}

/// The most similar of `names`, if any is similar enough to be what was meant; else the only one that it abbreviates.
pub fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let mut abbreviated = names.iter().filter(|n| name.len() > 1 && n.starts_with(name));
    if let (Some(whole), None) = (abbreviated.next(), abbreviated.next()) {
        return Some(whole);
    }
    names
        .iter()
        .map(|n| (strsim::damerau_levenshtein(name, n), *n))
        .filter(|(distance, n)| *distance <= 1 + n.chars().count().max(name.chars().count()) / 4)
        .min()
        .map(|(_, n)| n)
}

fn to_span<T>(value: &Spanned<T>) -> Span {
    let range = value.span();
    Span::new(range.start, range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let source = Arc::new(Source::new("test.toml", text));
        let problems = Problems::new();
        parse(&source, &problems, |mut r| {
            r.require_string("id");
            r.integer("rung");
            r.text("message");
            r.one_of("severity", &["error", "warning", "info"]);
            for mut m in r.tables("match") {
                m.string("pattern");
                m.finish();
            }
            r.finish();
        });
        let got: Vec<String> = problems
            .into_vec()
            .iter()
            .map(|p| {
                let hint = p.hint.as_ref().map_or(String::new(), |h| format!(" ({})", h.en));
                format!("{}: {}{hint}", source.slice(p.span), p.message.en)
            })
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn every_mistake_is_reported_in_one_pass() {
        check("id = 'a'\nrung = 1\nmessage = { ja = 'あ', en = 'a' }\n", &[]);
        check(
            "rungs = 2\nrung = 'x'\nseverity = 'eror'\n[[match]]\npatern = 'x'\n",
            &[
                ": missing key `id`",
                "'x': expected an integer, found string",
                "'eror': unknown value `eror` (did you mean `error`?)",
                "patern: unknown key `patern` (did you mean `pattern`?)",
                "rungs: unknown key `rungs` (did you mean `rung`?)",
            ],
        );
    }

    #[test]
    fn syntax_errors_do_not_hide_the_rest() {
        let source = Arc::new(Source::new("test.toml", "id = \nrung = 1\n"));
        let problems = Problems::new();
        let rung = parse(&source, &problems, |mut r| r.integer("rung"));
        assert_eq!(rung, Some(1));
        assert!(!problems.is_empty());
    }

    #[test]
    fn offsets_into_a_string_are_offsets_into_the_file() {
        let source = Arc::new(Source::new("test.toml", "pattern = \"体制 強化\"\n"));
        let problems = Problems::new();
        let value = parse(&source, &problems, |mut r| r.string("pattern")).unwrap();
        assert_eq!(source.slice(value.span_of(7..13)), "強化");
    }
}
