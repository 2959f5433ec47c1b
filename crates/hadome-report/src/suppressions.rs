//! The list of suppression comments: what was waved through, why, and since when.

use std::io::{self, Write};

use hadome_core::diagnostic::Lang;
use hadome_core::facts::Date;
use hadome_core::filter::{CommentState, SuppressionComment};
use hadome_core::source::{Position, Source};
use serde::Serialize;

use crate::sanitize::{line, write_json};
use crate::view::Look;
use crate::words::pick;
use crate::{markup, table};

/// The output formats of `suppressions`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SuppressionsFormat {
    /// Aligned columns for a terminal, and the totals.
    #[default]
    Table,
    /// One JSON document with the totals.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// A Markdown table for a comment on a pull request, and the totals.
    Markdown,
}

/// One suppression comment.
#[derive(Debug, Clone, Copy)]
pub struct SuppressionRow<'a> {
    /// The file it stands in.
    pub source: &'a Source,
    /// What it says and does.
    pub comment: &'a SuppressionComment,
    /// Since when it is there.
    pub age: CommentAge<'a>,
}

/// Since when a comment is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentAge<'a> {
    /// Since a commit.
    Commit {
        /// Its full name.
        id: &'a str,
        /// The day it was written.
        day: Date,
        /// How many days ago that is.
        days: i64,
        /// Whether it may be older, because history is cut off there.
        or_older: bool,
    },
    /// It is not committed yet.
    Uncommitted,
    /// The document is in no repository.
    NoRepository,
    /// The repository can't say.
    Unknown,
}

/// A comment as programs read it.
#[derive(Serialize)]
struct Record<'a> {
    path: &'a str,
    start: Position,
    end: Position,
    directive: &'a str,
    rules: &'a [String],
    reason: Option<&'a str>,
    until: Option<String>,
    state: &'static str,
    silenced: usize,
    history: &'static str,
    commit: Option<&'a str>,
    committed: Option<String>,
    age_days: Option<i64>,
    or_older: bool,
}

/// All comments together.
#[derive(Debug, Default, Serialize)]
struct Totals {
    comments: usize,
    active: usize,
    expired: usize,
    void: usize,
    silenced: usize,
}

/// The JSON document: `since` is the revision if only comments on changed lines are listed.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    since: Option<&'a str>,
    suppressions: Vec<Record<'a>>,
    totals: Totals,
}

/// The version of the JSON document's shape; it grows by one when a field changes its meaning or goes away.
const VERSION: u32 = 1;

/// Writes the comments in the order given. `since` is what changes are measured against, if only comments on changed lines are listed.
pub fn write_suppressions(
    out: &mut dyn Write,
    format: SuppressionsFormat,
    rows: &[SuppressionRow<'_>],
    since: Option<&str>,
    look: &Look,
) -> io::Result<()> {
    match format {
        SuppressionsFormat::Table => {
            if !rows.is_empty() {
                let mut cells_of = vec![header(look.lang)];
                cells_of.extend(rows.iter().map(|row| cells(row, look.lang)));
                table::write(out, &cells_of, &MOST_CELLS, look.width)?;
            }
            writeln!(out, "{}", line(&totals_line(rows, since, look.lang)))
        }
        SuppressionsFormat::Markdown => write_markdown(out, rows, since, look.lang),
        SuppressionsFormat::Json => {
            let suppressions = rows.iter().map(record).collect();
            let document = Document { version: VERSION, since, suppressions, totals: Totals::of(rows) };
            write_json(out, &document)?;
            writeln!(out)
        }
        SuppressionsFormat::Jsonl => rows.iter().try_for_each(|row| {
            write_json(out, &record(row))?;
            writeln!(out)
        }),
    }
}

fn record<'a>(row: &SuppressionRow<'a>) -> Record<'a> {
    let (comment, source) = (row.comment, row.source);
    let (commit, committed, age_days, or_older) = match row.age {
        CommentAge::Commit { id, day, days, or_older } => (Some(id), Some(day), Some(days), or_older),
        _ => (None, None, None, false),
    };
    Record {
        path: source.path(),
        start: source.position(comment.span.start),
        end: source.position(comment.span.end),
        directive: &comment.word,
        rules: &comment.names,
        reason: comment.reason.as_deref(),
        until: comment.until.map(|day| day.to_string()),
        state: match comment.state {
            CommentState::Active => "active",
            CommentState::Expired => "expired",
            CommentState::Void => "void",
        },
        silenced: comment.silenced,
        history: match row.age {
            CommentAge::Commit { .. } => "committed",
            CommentAge::Uncommitted => "uncommitted",
            CommentAge::NoRepository => "none",
            CommentAge::Unknown => "unknown",
        },
        commit,
        committed: committed.map(|day| day.to_string()),
        age_days,
        or_older,
    }
}

impl Totals {
    fn of(rows: &[SuppressionRow<'_>]) -> Self {
        let mut totals = Self::default();
        for SuppressionRow { comment, .. } in rows {
            totals.comments += 1;
            totals.silenced += comment.silenced;
            *match comment.state {
                CommentState::Active => &mut totals.active,
                CommentState::Expired => &mut totals.expired,
                CommentState::Void => &mut totals.void,
            } += 1;
        }
        totals
    }
}

fn totals_line(rows: &[SuppressionRow<'_>], since: Option<&str>, lang: Lang) -> String {
    let Totals { comments, active, expired, void, silenced } = Totals::of(rows);
    let plural = if comments == 1 { "" } else { "s" };
    let all = match (lang, since) {
        (Lang::Ja, None) => "抑制コメント".to_owned(),
        (Lang::Ja, Some(since)) => format!("変更された行の抑制コメント（{since} との差分）"),
        (Lang::En, None) => format!("suppression comment{plural}"),
        (Lang::En, Some(since)) => format!("suppression comment{plural} on changed lines (against {since})"),
    };
    match lang {
        Lang::Ja if comments == 0 => format!("{all}はありません"),
        Lang::Ja => format!(
            "{all} {comments} 件: 有効 {active}、期限切れ {expired}、無効 {void}。抑えている指摘 {silenced} 件"
        ),
        Lang::En if comments == 0 => format!("no {all}"),
        Lang::En => {
            format!(
                "{comments} {all}: {active} active, {expired} expired, {void} void; findings silenced: {silenced}"
            )
        }
    }
}

/// Columns before the reason take what they need, up to these many cells.
const MOST_CELLS: [usize; 7] = [40, 32, 8, 10, 8, 12, 40];

fn header(lang: Lang) -> [String; 8] {
    match lang {
        Lang::Ja => ["場所", "経過", "状態", "期限", "抑制", "指示", "規則", "理由"].map(String::from),
        Lang::En => {
            ["place", "age", "state", "until", "silences", "directive", "rules", "reason"].map(String::from)
        }
    }
}

fn cells(row: &SuppressionRow<'_>, lang: Lang) -> [String; 8] {
    let (comment, at) = (row.comment, row.source.position(row.comment.span.start));
    let directive = comment.word.strip_prefix("hadome-disable-").or(comment.word.strip_prefix("hadome-"));
    let state = match comment.state {
        CommentState::Active => pick(lang, "有効", "active"),
        CommentState::Expired => pick(lang, "期限切れ", "expired"),
        CommentState::Void => pick(lang, "無効", "void"),
    };
    let dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    [
        format!("{}:{}", line(row.source.path()), at.line),
        age(row.age, lang),
        state.to_owned(),
        dash(comment.until.map_or(String::new(), |day| day.to_string())),
        comment.silenced.to_string(),
        line(directive.unwrap_or(&comment.word)).into_owned(),
        dash(line(&comment.names.join(", ")).into_owned()),
        dash(line(comment.reason.as_deref().unwrap_or("")).into_owned()),
    ]
}

fn age(age: CommentAge<'_>, lang: Lang) -> String {
    /// As many digits as tell commits apart in all but the largest repositories.
    const DIGITS: usize = 8;
    let text = match age {
        CommentAge::Commit { id, day, days, or_older } => {
            let days = days.max(0);
            let days = match (lang, or_older) {
                (Lang::Ja, false) => format!("{days}日"),
                (Lang::Ja, true) => format!("{days}日以上"),
                (Lang::En, false) => format!("{days} d"),
                (Lang::En, true) => format!("{days} d or more"),
            };
            return format!("{days} {day} {}", id.get(..DIGITS).unwrap_or(id));
        }
        CommentAge::Uncommitted => pick(lang, "未コミット", "uncommitted"),
        CommentAge::NoRepository => pick(lang, "リポジトリ外", "no repository"),
        CommentAge::Unknown => pick(lang, "不明", "unknown"),
    };
    text.to_owned()
}

fn write_markdown(
    out: &mut dyn Write,
    rows: &[SuppressionRow<'_>],
    since: Option<&str>,
    lang: Lang,
) -> io::Result<()> {
    if !rows.is_empty() {
        writeln!(out, "| {} |", header(lang).join(" | "))?;
        writeln!(out, "|---|---|---|---|--:|---|---|---|")?;
        for row in rows {
            writeln!(out, "| {} |", cells(row, lang).map(|cell| markup::text(&cell)).join(" | "))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", markup::text(&totals_line(rows, since, lang)))
}
