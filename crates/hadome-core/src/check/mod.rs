//! Check kinds: what rules can be made of. One file each; no kind knows a Japanese word.
//!
//! | kind | reads |
//! |---|---|
//! | `phrase` | sentences of the given roles, word by word |
//! | `predicate` | the verb at the head of each measure |
//! | `field` | owner, due date, status, links and figures of each measure |
//! | `strength` | all measures of a report |
//! | `section` | the outline |
//! | `content` | whether something is said at all |
//! | `causal-depth` | how many causal steps are written |
//! | `inversion` | causes against measures |
//! | `timeline` | entries of the timeline, moments of the incident, dates of the report |
//! | `conflict` | two statements that do not go together |
//! | `impact` | figures of what was affected |
//! | `sentence` | sentences that are too long |
//! | `share` | what a section consists of |
//! | `trace` | measures against what happened, causes against measures |
//! | `suppression` | suppression comments |
//! | `encoding` | the text as it was decoded |

mod causal_depth;
mod conflict;
mod content;
mod encoding;
mod field;
mod impact;
mod inversion;
mod phrase;
mod predicate;
mod section;
mod sentence;
mod share;
mod strength;
mod suppression;
mod target;
mod timeline;
mod told;
mod trace;
mod unanswered;
mod words;

use crate::rule::Kind;

/// Every check kind, in the order of the documentation.
pub const KINDS: &[Kind] = &[
    phrase::KIND,
    predicate::KIND,
    field::KIND,
    strength::KIND,
    section::KIND,
    content::KIND,
    causal_depth::KIND,
    inversion::KIND,
    timeline::KIND,
    trace::KIND,
    conflict::KIND,
    impact::KIND,
    sentence::KIND,
    share::KIND,
    suppression::KIND,
    encoding::KIND,
];
