//! Small readers that rules and check kinds share.

use crate::diagnostic::Text;
use crate::spec::Reader;

/// A whole number within bounds, both included; anything else is a problem.
pub fn integer(reader: &mut Reader<'_>, key: &'static str, low: i64, high: i64) -> Option<i64> {
    let number = reader.integer(key)?;
    if (low..=high).contains(&number) {
        return Some(number);
    }
    let message = Text::new(
        format!("`{key}` は {low} から {high} までです"),
        format!("`{key}` goes from {low} to {high}"),
    );
    reader.error(reader.value_span(key).unwrap_or(reader.span()), message, None);
    None
}
