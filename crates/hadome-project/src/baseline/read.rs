//! Reading a baseline strictly: what is misread would wave findings through that nobody has seen.

use std::path::{Component, Path, Prefix};
use std::sync::Arc;

use hadome_core::diagnostic::{Problem, Severity, Text};
use hadome_core::source::{Source, Span};
use hadome_core::spec::{self, Problems, Reader, Str};

use super::Entries;

/// The version of the format that is read and written.
pub(super) const VERSION: i64 = 1;

/// Reads the entries of a baseline; with them its warnings, or instead of them every mistake.
pub(super) fn read(source: &Arc<Source>) -> Result<(Entries, Vec<Problem>), Vec<Problem>> {
    if let Some(problem) = conflict(source) {
        return Err(vec![problem]);
    }
    let problems = Problems::new();
    let mut file = File { entries: Entries::new(), twice: Vec::new() };
    spec::parse(source, &problems, |reader| file.read(reader));
    if let Some(problem) = file.repetition(source) {
        problems.push(problem);
    }
    let problems = problems.into_vec();
    if problems.iter().any(|p| p.severity == Severity::Error) {
        Err(problems)
    } else {
        Ok((file.entries, problems))
    }
}

/// What git leaves where it could not merge is not TOML; the syntax error would not say what to do.
fn conflict(source: &Arc<Source>) -> Option<Problem> {
    let mut at = 0;
    let marker = source.text().split_inclusive('\n').find_map(|line| {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let marks =
            line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || line.trim_end() == "=======";
        marks.then_some(span)
    })?;
    let message = Text::new("マージの衝突が残っています", "an unresolved merge conflict");
    let hint = Text::new(
        "両方の指摘の行を残して印の行を消し、`hadome baseline prune` で整えてください",
        "keep the findings of both sides, remove the marks, then run `hadome baseline prune`",
    );
    Some(Problem::error(source, marker, message, Some(hint)))
}

struct File {
    entries: Entries,
    /// Entries that stand in the file more than once.
    twice: Vec<Span>,
}

impl File {
    fn read(&mut self, mut reader: Reader<'_>) {
        let version = reader.require("version").then(|| reader.integer("version")).flatten();
        if version.is_some_and(|version| version != VERSION) {
            let span = reader.value_span("version").unwrap_or_default();
            let message = Text::new(
                format!("この hadome が読めるのは version = {VERSION} の基準ファイルです"),
                format!("this hadome reads baselines of version {VERSION}"),
            );
            let hint = Text::new("hadome を新しくしてください", "use a newer hadome");
            // A later version may have any key: nothing more can be said.
            return reader.error(span, message, Some(hint));
        }
        for finding in reader.tables("findings") {
            self.finding(finding);
        }
        reader.finish();
    }

    fn finding(&mut self, mut r: Reader<'_>) {
        let (path, rule, text) =
            (r.require_string("path"), r.require_string("rule"), r.require_string("text"));
        let count = count(&mut r);
        if let (Some(path), Some(rule), Some(text), Some(count)) = (path, rule, text, count)
            && is_relative(&path, &r)
        {
            let known = self.entries.entry(path.text).or_default();
            let before = known.count(&rule.text, &text.text);
            if before > 0 {
                self.twice.push(r.span());
            }
            // Two branches that know the same finding are no reason to wave two of them through.
            known.set(&rule.text, &text.text, before.max(count));
        }
        r.finish();
    }

    /// One warning, however much stands there twice: a merge that kept both sides doubles everything.
    fn repetition(&self, source: &Arc<Source>) -> Option<Problem> {
        let first = *self.twice.first()?;
        let n = self.twice.len();
        let message = Text::new(
            format!("同じ指摘が繰り返し書かれています（{n} 件）。多いほうの件数を使います"),
            format!("the same finding stands here more than once ({n}); the larger count holds"),
        );
        let hint = Text::new("`hadome baseline prune` で整います", "`hadome baseline prune` tidies it up");
        let problem = Problem::error(source, first, message, Some(hint));
        Some(Problem { severity: Severity::Warning, ..problem })
    }
}

fn count(r: &mut Reader<'_>) -> Option<usize> {
    if !r.has("count") {
        return Some(1);
    }
    let count = r.integer("count")?;
    let valid = usize::try_from(count).ok().filter(|count| *count > 0);
    if valid.is_none() {
        let message = Text::new("件数は 1 以上です", "a count is 1 or more");
        r.error(r.value_span("count").unwrap_or_default(), message, None);
    }
    valid
}

/// Names lead from the baseline to a document; only what lies on another drive is named from its root. Others would be looked for
/// in the root of this machine, or on a server.
fn is_relative(path: &Str, r: &Reader<'_>) -> bool {
    let plain = |part| matches!(part, Component::Normal(_) | Component::ParentDir | Component::CurDir);
    let mut parts = Path::new(&path.text).components().peekable();
    if parts.next_if(|p| matches!(p, Component::Prefix(p) if matches!(p.kind(), Prefix::Disk(_)))).is_some() {
        parts.next_if_eq(&Component::RootDir);
    }
    let relative = parts.peek().is_some() && parts.all(plain);
    if !relative {
        let message = Text::new(
            "パスは基準ファイルのフォルダからの相対パスです",
            "paths are relative to the directory of the baseline",
        );
        r.error(path.span, message, None);
    }
    relative
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a baseline: its entries as `path rule text count`, or its mistakes as `place: message`; warnings after the entries.
    fn check(text: &str, expected: &[&str]) {
        let source = Arc::new(Source::new("hadome-baseline.toml", text));
        let told =
            |p: &Problem| format!("{}: {}", source.slice(p.span).lines().next().unwrap_or(""), p.message.en);
        let got: Vec<String> = match read(&source) {
            Ok((entries, warnings)) => {
                let all = entries.iter().flat_map(|(path, known)| known.iter().map(move |k| (path, k)));
                let shown = all.map(|(path, (rule, text, count))| format!("{path} {rule} {text} {count}"));
                shown.chain(warnings.iter().map(told)).collect()
            }
            Err(problems) => problems.iter().map(told).collect(),
        };
        assert_eq!(got, expected);
    }

    /// A baseline with these findings.
    fn lines(findings: &[&str]) -> String {
        findings.iter().fold("version = 1\nfindings = [\n".to_owned(), |text, f| text + "{ " + f + " },\n")
            + "]\n"
    }

    const A: &str = "path = 'docs/a.md', rule = 'weak-training', text = '教育する。'";

    #[test]
    fn findings_are_read() {
        check("version = 1\n", &[]);
        check(&lines(&[A]), &["docs/a.md weak-training 教育する。 1"]);
        check(&lines(&[&format!("{A}, count = 3")]), &["docs/a.md weak-training 教育する。 3"]);
    }

    #[test]
    fn every_mistake_is_told() {
        check("", &[": missing key `version`"]);
        check("version = 2\nwhatever = 1\n", &["2: this hadome reads baselines of version 1"]);
        check("version = 1\nfinding = []\n", &["finding: unknown key `finding`"]);
        check(
            &lines(&["path = 'a.md', rule = 'x', line = 3"]),
            &["{ path = 'a.md', rule = 'x', line = 3 }: missing key `text`", "line: unknown key `line`"],
        );
        check(&lines(&[&format!("{A}, count = 0")]), &["0: a count is 1 or more"]);
        check(
            &lines(&[&A.replace("docs", "/etc")]),
            &["'/etc/a.md': paths are relative to the directory of the baseline"],
        );
    }

    #[test]
    fn a_conflict_is_told_as_one() {
        let text =
            lines(&[A]).replace("{ ", "<<<<<<< HEAD\n{ ").replace("]\n", "=======\n>>>>>>> topic\n]\n");
        check(&text, &["<<<<<<< HEAD: an unresolved merge conflict"]);
    }

    #[test]
    fn of_what_two_branches_know_the_larger_count_holds() {
        check(
            &lines(&[A, &format!("{A}, count = 2"), A]),
            &[
                "docs/a.md weak-training 教育する。 2",
                "{ path = 'docs/a.md', rule = 'weak-training', text = '教育する。', count = 2 }: the same finding stands here more than once (2); the larger count holds",
            ],
        );
    }
}
