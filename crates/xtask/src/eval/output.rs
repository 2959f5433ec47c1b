//! Figures as text and as JSON.

use std::fmt::Write as _;

use super::figures::Figures;
use super::matching::Score;
use super::rules::ByRule;

/// A figure as it is written.
enum Value {
    Count(usize),
    Part(Option<f64>),
    Text(String),
}

/// A named group of figures, or a single one.
enum Group {
    Single(usize),
    Several(Vec<(String, Value)>),
}

/// The figures, a group a line.
pub fn text(figures: &Figures) -> String {
    groups(figures).iter().fold(String::new(), |mut text, (name, group)| {
        let _ = writeln!(text, "{name:28} {}", written(group, "", ", "));
        text
    })
}

/// The figures as a JSON object.
pub fn json(figures: &Figures) -> String {
    let groups = groups(figures);
    let lines =
        groups.iter().map(|(name, group)| format!(" {}: {}", quoted(name), written(group, "\n  ", ",\n  ")));
    format!("{{\n{}\n}}\n", lines.collect::<Vec<_>>().join(",\n"))
}

/// At most `most` places behind each kind of mistake.
pub fn misses(figures: &Figures, most: usize) -> String {
    let mut text = String::new();
    for (heading, lines) in &figures.misses {
        let _ = writeln!(text, "\n== {heading}: {}", lines.len());
        for line in lines.iter().take(most) {
            let _ = writeln!(text, "   {line}");
        }
    }
    text
}

/// A table of the rules that have a hit or miss one.
pub fn rules(by_rule: &ByRule) -> String {
    let mut text = format!(
        "{:32} {:>5} {:>5} {:>5} {:>8} {:>9} {:>6}\n",
        "rule", "hits", "true", "false", "unjudged", "precision", "missed"
    );
    for (rule, figures) in by_rule.iter().filter(|(_, f)| f.hits + f.missed > 0) {
        let missed = if figures.has_recall { figures.missed.to_string() } else { "-".to_owned() };
        let _ = writeln!(
            text,
            "{rule:32} {:>5} {:>5} {:>5} {:>8} {:>9} {missed:>6}",
            figures.hits,
            figures.right,
            figures.wrong,
            figures.unjudged(),
            part(figures.score().precision()),
        );
    }
    text
}

/// At most `most` places behind each rule's wrong, missing and unjudged findings.
pub fn rule_misses(by_rule: &ByRule, most: usize) -> String {
    let mut text = String::new();
    for (rule, figures) in by_rule {
        for what in ["false", "missed", "unjudged"] {
            let places: Vec<&String> =
                figures.places.iter().filter(|(of, _)| *of == what).map(|(_, place)| place).collect();
            if !places.is_empty() {
                let _ = writeln!(text, "\n== {rule} {what}: {}", places.len());
                places.iter().take(most).for_each(|place| {
                    let _ = writeln!(text, "   {place}");
                });
            }
        }
    }
    text
}

/// A part to three places, `-` for none.
pub fn part(part: Option<f64>) -> String {
    part.map_or("-".to_owned(), |part| format!("{part:.3}"))
}

fn groups(figures: &Figures) -> Vec<(&'static str, Group)> {
    let Figures { measures, noise, .. } = figures;
    let count = |name: &str, count| (name.to_owned(), Value::Count(count));
    let part = |name: &str, part| (name.to_owned(), Value::Part(Some(part)));
    let classes = figures.classes.iter().map(|(class, found, all)| {
        (class.clone().unwrap_or_else(|| "null".to_owned()), Value::Text(format!("{found}/{all}")))
    });
    vec![
        ("reports", Group::Single(figures.reports)),
        ("weak", score(figures.weak)),
        ("weak recall by class", Group::Several(classes.collect())),
        (
            "measures",
            Group::Several(vec![
                count("gold", measures.gold),
                count("found", measures.found),
                count("listed", measures.listed),
                count("decided", measures.decided),
                part("exact", measures.exact_part()),
                part("within one", measures.near_part()),
                part("owner", measures.owner_part()),
                part("due", measures.due_part()),
            ]),
        ),
        ("cause", score(figures.cause)),
        ("verdict no-strong-action", score(figures.verdict)),
        ("depth single-level-cause", score(figures.depth)),
        (
            "noise",
            Group::Several(vec![
                count("documents that are no reports", noise.documents),
                count("with findings", noise.with_findings),
                count("findings", noise.findings),
                count("traps", noise.traps),
                count("traps hit", noise.traps_hit),
            ]),
        ),
    ]
}

fn score(score: Score) -> Group {
    let named = |name: &str, value| (name.to_owned(), value);
    Group::Several(vec![
        named("tp", Value::Count(score.right)),
        named("fp", Value::Count(score.wrong)),
        named("fn", Value::Count(score.missed)),
        named("precision", Value::Part(score.precision())),
        named("recall", Value::Part(score.recall())),
        named("f1", Value::Part(Some(score.f1()))),
    ])
}

/// A group as JSON; `open` stands after the brace, `between` between figures.
fn written(group: &Group, open: &str, between: &str) -> String {
    match group {
        Group::Single(count) => count.to_string(),
        Group::Several(values) if values.is_empty() => "{}".to_owned(),
        Group::Several(values) => {
            let values = values.iter().map(|(name, value)| format!("{}: {}", quoted(name), value.written()));
            let close = if open.is_empty() { "" } else { "\n " };
            format!("{{{open}{}{close}}}", values.collect::<Vec<_>>().join(between))
        }
    }
}

impl Value {
    fn written(&self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Text(text) => quoted(text),
            Self::Part(None) => "null".to_owned(),
            // To three places, without the zeros at the end.
            Self::Part(Some(part)) => format!("{:?}", format!("{part:.3}").parse().unwrap_or(*part)),
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
