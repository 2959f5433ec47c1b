//! Suppression comments: the directive, the names of rules, the last day.

use hadome_core::filter::Action;
use hadome_core::source::Source;
use hadome_project::{Project, day_in};

use super::{Choice, Choices, Kind, selectors};

/// What every directive begins with.
const HEAD: &str = "hadome-";
/// What comments begin with, in the formats of reports.
const OPENINGS: [&str; 3] = ["<!--", "#", "//"];
/// How many days from now the last day of a suppression is suggested: about three months.
const DAYS: u32 = 91;

/// What may follow at a byte, if it stands in a suppression comment before its reason.
pub(super) fn at(source: &Source, byte: usize, project: &Project) -> Option<Choices> {
    let lines = source.lines();
    let line = lines.span_of(lines.line_of(byte)).start;
    let before = source.text().get(line..byte)?;
    let opened = OPENINGS.iter().filter_map(|o| before.rfind(o).map(|at| at + o.len())).max()?;
    let inside = before[opened..].trim_start();
    let start = byte - inside.len();
    if HEAD.starts_with(inside) || inside.starts_with(HEAD) && !inside.contains(char::is_whitespace) {
        let words = Action::words().map(|word| Choice {
            label: word.to_owned(),
            text: None,
            detail: String::new(),
            kind: Kind::Directive,
        });
        return Some(Choices { from: start, list: words.into() });
    }
    if !inside.starts_with(HEAD)
        || inside.contains("--") && !inside.ends_with("--")
        || inside.contains(['—', '―'])
    {
        return None;
    }
    let word = inside.rfind(|c: char| c.is_whitespace() || ",、".contains(c)).map(|at| &inside[at..])?;
    let word = word.trim_start_matches(|c: char| c.is_whitespace() || ",、".contains(c));
    let mut list = selectors(project.linter.rules(), project.config.lang.value);
    let date = day_in(DAYS);
    if let Some(year) = date.year {
        let label = format!("until={year}-{:02}-{:02}", date.month, date.day);
        list.push(Choice { label, text: None, detail: String::new(), kind: Kind::Value });
    }
    Some(Choices { from: byte - word.len(), list })
}
