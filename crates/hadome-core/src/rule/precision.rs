//! How often the built-in rules were right on real reports.
//!
//! `precision.tsv` has a line for every rule of which enough findings were judged: its id, how many of those were right, and how many
//! were wrong. `cargo xtask gen` writes it from what `cargo xtask eval --record` kept.

const TABLE: &str = include_str!("precision.tsv");

/// How many of a hundred judged findings of a built-in rule were right; `None` where too few were judged. Rounded down: 100 means
/// that none was wrong.
pub fn precision(rule: &str) -> Option<u8> {
    let mut columns = TABLE
        .lines()
        .map(|line| line.split('\t'))
        .find_map(|mut columns| (columns.next() == Some(rule)).then_some(columns))?;
    let mut next = || columns.next()?.parse::<usize>().ok();
    let (right, wrong) = (next()?, next()?);
    u8::try_from(right * 100 / (right + wrong).max(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    #[test]
    fn every_line_is_about_a_rule_and_can_be_read() {
        let rules = builtin::rules();
        for line in TABLE.lines() {
            let id = line.split('\t').next().unwrap_or_default();
            let there = rules.iter().any(|rule| rule.source.path().ends_with(&format!("/{id}.toml")));
            assert!(there, "{line}");
            assert!(precision(id).is_some_and(|percent| percent <= 100), "{line}");
        }
        assert!(!TABLE.is_empty());
        assert_eq!(precision("no-such-rule"), None);
    }
}
