//! Plain functions over a list of diagnostics: selection of rules, one finding per measure, suppression comments,
//! one finding for what is said twice, baselines, changed lines.

mod anchor;
mod baseline;
mod changed;
mod directive;
mod exclusive;
mod letters;
mod repetition;
mod select;
mod starts;
mod suppression;
#[cfg(test)]
mod tests;

pub use anchor::anchor;
pub use baseline::Known;
pub use changed::{Changed, ChangedText};
pub use directive::{Action, Directive, Named};
pub use exclusive::keep_one_per_measure;
pub use repetition::{fold_repetitions, is_repetition};
pub use select::{Selection, unknown_selectors};
pub use starts::Starts;
pub use suppression::{CommentState, SuppressionComment, Suppressions};
