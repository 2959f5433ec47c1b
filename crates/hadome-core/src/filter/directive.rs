//! Suppression directives as they are written in comments.
//!
//! `hadome-disable-next-line rule-id, rule-id -- reason`, and the same with `-disable-line`, `-disable`, `-enable` and
//! `-disable-file`. Names are separated by commas or white space; the reason begins after ` -- `, `—` or `――`. Among the names
//! `until=2027-03-31` gives the last day on which the directive holds.

use std::ops::Range;

use crate::document::Comment;
use crate::facts::Date;
use crate::source::Span;

/// What a directive does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Silences the lines that the comment stands on.
    Line,
    /// Silences the next block.
    NextLine,
    /// Silences everything up to the matching [`Action::Enable`], or to the end of the file.
    Disable,
    /// Ends a [`Action::Disable`].
    Enable,
    /// Silences the whole file.
    File,
}

impl Action {
    /// Every action with its word.
    const WORDS: [(&'static str, Self); 5] = [
        ("hadome-disable-next-line", Self::NextLine),
        ("hadome-disable-line", Self::Line),
        ("hadome-disable-file", Self::File),
        ("hadome-disable", Self::Disable),
        ("hadome-enable", Self::Enable),
    ];

    /// The words that begin a directive, for hints.
    pub fn words() -> [&'static str; 5] {
        Self::WORDS.map(|(word, _)| word)
    }
}

/// A name in a directive and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// A rule id, a group, a tag, or `all`.
    pub text: String,
    /// Where it stands in the source.
    pub span: Span,
}

/// One directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// What it does; `None` if the word after `hadome-` is not one of ours.
    pub action: Option<Action>,
    /// The word that begins it, such as `hadome-disable-line`.
    pub word: Named,
    /// What it names, in the order of the comment. Empty for a blanket directive.
    pub names: Vec<Named>,
    /// The last day on which it holds, as it is written, if one is given; `None` inside if there is no such day.
    pub until: Option<(Named, Option<Date>)>,
    /// The reason, trimmed; `None` if there is none.
    pub reason: Option<String>,
    /// The whole comment, markers included.
    pub comment: Span,
    /// The directive without the comment's markers.
    pub span: Span,
}

/// What stands before the last day.
const UNTIL: &str = "until=";

/// What separates the names from the reason.
const SEPARATORS: [&str; 3] = ["--", "—", "――"];

impl Directive {
    /// Reads a comment; `None` if it is no directive.
    pub fn read(comment: &Comment) -> Option<Self> {
        let text = comment.text.as_str();
        if !text.starts_with("hadome-") {
            return None;
        }
        let at = comment.text_span.start;
        let head_end = text.find(|c: char| c.is_whitespace() || ":：,、".contains(c)).unwrap_or(text.len());
        let word = named(text, 0..head_end, at);
        let action = Action::WORDS.iter().find(|(w, _)| *w == word.text).map(|&(_, action)| action);
        let (names_end, reason) = split_reason(text, head_end);
        let words = words(text, head_end..names_end).map(|r| named(text, r, at));
        let (dates, names): (Vec<Named>, Vec<Named>) = words.partition(|w| w.text.starts_with(UNTIL));
        let until = dates.into_iter().next().map(|w| {
            let date = Date::parse(&w.text[UNTIL.len()..]);
            (w, date)
        });
        Some(Self { action, word, names, until, reason, comment: comment.span, span: comment.text_span })
    }
}

/// Where the names end, and the reason after the separator. `--` has to stand alone, because ids contain hyphens.
fn split_reason(text: &str, from: usize) -> (usize, Option<String>) {
    let rest = &text[from..];
    let separator = SEPARATORS
        .iter()
        .filter_map(|s| {
            rest.match_indices(s)
                .find(|&(i, _)| *s != "--" || stands_alone(rest, i, s.len()))
                .map(|(i, _)| (i, s))
        })
        .min_by_key(|&(i, _)| i);
    let Some((i, s)) = separator else { return (text.len(), None) };
    let reason = rest[i + s.len()..].trim_matches(|c: char| c.is_whitespace() || "-—―".contains(c));
    (from + i, (!reason.is_empty()).then(|| reason.to_owned()))
}

fn stands_alone(text: &str, at: usize, len: usize) -> bool {
    let before = text[..at].chars().next_back().is_none_or(char::is_whitespace);
    let after = text[at + len..].chars().next().is_none_or(|c| c.is_whitespace() || !c.is_ascii());
    before && after
}

fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let base = range.start;
    let part = &text[range];
    part.split(|c: char| c.is_whitespace() || ",、:：".contains(c)).filter(|w| !w.is_empty()).map(move |w| {
        let start = base + (w.as_ptr() as usize - part.as_ptr() as usize);
        start..start + w.len()
    })
}

fn named(text: &str, range: Range<usize>, at: usize) -> Named {
    Named { text: text[range.clone()].to_owned(), span: Span::new(at + range.start, at + range.end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(Option<Action>, &[&str], Option<&str>)>) {
        let span = Span::new(5, 5 + text.len());
        let comment = Comment { span, text: text.to_owned(), text_span: span };
        let got = Directive::read(&comment);
        let got = got.as_ref().map(|d| {
            let names: Vec<&str> = d.names.iter().map(|n| n.text.as_str()).collect();
            for name in &d.names {
                assert_eq!(&text[name.span.start - 5..name.span.end - 5], name.text);
            }
            (d.action, names, d.reason.as_deref())
        });
        assert_eq!(got, expected.map(|(a, n, r)| (a, n.to_vec(), r)), "{text}");
    }

    #[test]
    fn directives_name_rules_and_give_a_reason() {
        check(
            "hadome-disable-next-line weak-training -- 来月の監査で確認済み",
            Some((Some(Action::NextLine), &["weak-training"], Some("来月の監査で確認済み"))),
        );
        check("hadome-disable-line a, b -- x", Some((Some(Action::Line), &["a", "b"], Some("x"))));
        check("hadome-disable a、b — 理由", Some((Some(Action::Disable), &["a", "b"], Some("理由"))));
        check("hadome-disable-file a――理由", Some((Some(Action::File), &["a"], Some("理由"))));
        check("hadome-disable-line a --理由", Some((Some(Action::Line), &["a"], Some("理由"))));
    }

    #[test]
    fn a_last_day_is_no_name() {
        let until = |text: &str| {
            let span = Span::new(0, text.len());
            let directive = Directive::read(&Comment { span, text: text.to_owned(), text_span: span })?;
            assert_eq!(directive.names.len(), 1, "{text}");
            assert_eq!(directive.reason.as_deref(), Some("移行中"), "{text}");
            directive.until.map(|(written, date)| (written.text, date.is_some()))
        };
        let some = |text: &str, exists| Some((text.to_owned(), exists));
        assert_eq!(until("hadome-disable-line a until=2027-03-31 -- 移行中"), some("until=2027-03-31", true));
        assert_eq!(
            until("hadome-disable-file until=2028-02-29, a -- 移行中"),
            some("until=2028-02-29", true)
        );
        assert_eq!(
            until("hadome-disable-line a until=2027-02-29 -- 移行中"),
            some("until=2027-02-29", false)
        );
        assert_eq!(until("hadome-disable-line a until=3月末 -- 移行中"), some("until=3月末", false));
        assert_eq!(until("hadome-disable-line a -- 移行中"), None);
    }

    #[test]
    fn what_is_missing_is_seen() {
        check("hadome-disable-line weak-training", Some((Some(Action::Line), &["weak-training"], None)));
        check("hadome-disable-line weak-training -- ", Some((Some(Action::Line), &["weak-training"], None)));
        check("hadome-disable -- 理由", Some((Some(Action::Disable), &[], Some("理由"))));
        check("hadome-enable", Some((Some(Action::Enable), &[], None)));
    }

    #[test]
    fn other_comments_are_no_directives_and_other_words_are_unknown() {
        check("prettier-ignore", None);
        check("TODO hadome-disable x", None);
        check("hadome-disable-nextline a -- b", Some((None, &["a"], Some("b"))));
    }
}
