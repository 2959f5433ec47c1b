//! What can be wrong with a suppression comment.
//!
//! The filter finds complaints; rules of kind `suppression` say what to say about them, so that their texts and severities are
//! data like everything else.

use crate::diagnostic::Text;
use crate::source::Span;

/// What a suppression comment has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Demand {
    /// It gives a reason.
    Reason,
    /// Every name in it is known.
    Known,
    /// It names something.
    Ids,
    /// It silences something.
    Used,
    /// It begins with a directive that exists.
    Directive,
    /// The last day it gives is a day of the calendar.
    Date,
    /// The last day it gives has not passed.
    Live,
}

impl Demand {
    /// The words that rules use, in the order of [`Demand::ALL`].
    pub const NAMES: [&'static str; 7] = ["reason", "known", "ids", "used", "directive", "date", "live"];
    /// Every demand.
    pub const ALL: [Self; 7] =
        [Self::Reason, Self::Known, Self::Ids, Self::Used, Self::Directive, Self::Date, Self::Live];
}

/// A demand that a suppression comment does not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Which demand.
    pub demand: Demand,
    /// Where.
    pub span: Span,
    /// The name or directive it is about.
    pub name: String,
    /// What may have been meant.
    pub hint: Option<Text>,
}
