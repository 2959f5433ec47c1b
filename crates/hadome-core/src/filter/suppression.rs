//! Comments that silence findings, and what is wrong with such comments.
//!
//! A directive silences a finding when it names the finding's rule, group or tag, gives a reason, and the finding *starts* in
//! its region:
//!
//! | directive | region |
//! |---|---|
//! | `hadome-disable-line` | the lines that the comment stands on; here a finding counts that touches them anywhere |
//! | `hadome-disable-next-line` | the next block, over blank lines: a heading, a whole paragraph, a list item without the lists nested in it, a table row. Before a list or a table only its first item or row (and the table's header) |
//! | `hadome-disable` … `hadome-enable` | everything between; to the end of the file without `hadome-enable` |
//! | `hadome-disable-file` | the file |
//!
//! A directive without a reason silences nothing, so that nobody comes to rely on one; neither does one without names, one whose
//! last day (`until=2027-03-31`) has passed, or one whose last day is no day.
//! `all` silences everything, and is reported as a blanket directive like one without names.
//! `hadome-enable` needs no reason, and without names it ends whatever is open.
//! Findings about suppressions cannot be suppressed by comments, only switched off in the configuration.

use std::collections::{BTreeSet, HashMap};

use super::directive::{Action, Directive, Named};
use crate::diagnostic::{Diagnostic, Suppressed, Text, Waiver};
use crate::document::{BlockId, BlockKind, Document};
use crate::facts::Date;
use crate::rule::{Complaint, Demand, RuleMeta, RuleSet};
use crate::source::{Source, Span};

/// The name that means every rule. Where a reason stands with it, it silences; but it is a blanket directive all the same.
const ALL: &str = "all";
/// The longest name for which a similar one is looked up: no rule has a longer one, and the search is quadratic in the length.
const MAX_NAME: usize = 64;

/// A suppression comment as reviewers want to see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressionComment {
    /// The directive, such as `hadome-disable-line`.
    pub word: String,
    /// What it names: ids, groups, tags or `all`, as written.
    pub names: Vec<String>,
    /// The reason, if one is given.
    pub reason: Option<String>,
    /// The last day on which it holds, if one is given and exists.
    pub until: Option<Date>,
    /// Whether it silences anything at all.
    pub state: CommentState,
    /// How many findings it has silenced.
    pub silenced: usize,
    /// Where it stands, markers included.
    pub span: Span,
}

/// Whether a suppression comment silences anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentState {
    /// It does, if there is a finding where it reaches.
    Active,
    /// Its last day has passed.
    Expired,
    /// It can't: there is no reason, no name that is known, or a last day that does not exist.
    Void,
}

/// One name of a directive, with its region and whether it has silenced anything.
#[derive(Debug)]
struct Silence {
    /// The position of its directive in [`Suppressions::comments`].
    comment: usize,
    name: Named,
    region: Span,
    used: bool,
}

/// The suppressions of one document.
#[derive(Debug, Default)]
pub struct Suppressions {
    silences: Vec<Silence>,
    /// By name and action, the positions in `silences` in source order. Within one list regions neither start nor end before
    /// an earlier one, so that the last one that starts in time is the only one to ask.
    by_name: HashMap<(String, Action), Vec<usize>>,
    comments: Vec<SuppressionComment>,
    complaints: Vec<Complaint>,
}

impl Suppressions {
    /// Reads the directives of a document. `rules` are all rules in reach, whether they run or not; `today` decides which directives
    /// have expired.
    pub fn read(source: &Source, document: &Document, rules: &RuleSet, today: Option<Date>) -> Self {
        let mut this = Self::default();
        let directives: Vec<Directive> = document.comments.iter().filter_map(Directive::read).collect();
        if directives.is_empty() {
            return this;
        }
        let known = rules.selectors();
        let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
        for directive in &directives {
            let accepted = this.accept(directive, &known, rules, today);
            if accepted == Ok(Action::Enable) {
                this.enable(directive, &mut open);
                continue;
            }
            this.note(directive, &known, accepted);
            let Ok(action) = accepted else { continue };
            let region = region_of(action, directive.comment, source, document);
            for name in directive.names.iter().filter(|n| known.contains(n.text.as_str())) {
                if action == Action::Disable {
                    open.entry(&name.text).or_default().push(this.silences.len());
                }
                this.add(name, action, region);
            }
        }
        this
    }

    /// Takes out every finding that a directive silences, and remembers which directives were of use.
    pub fn apply(&mut self, diagnostics: &mut Vec<Diagnostic>, rules: &RuleSet) -> Vec<Suppressed> {
        if self.silences.is_empty() {
            return Vec::new();
        }
        let mut suppressed = Vec::new();
        diagnostics.retain(|d| {
            let by = rules.get(&d.rule).and_then(|rule| self.silences(d.span, &rule.meta));
            let Some(comment) = by.and_then(|i| self.comments.get_mut(i)) else { return true };
            comment.silenced += 1;
            let reason = comment.reason.clone().unwrap_or_default();
            let by = Waiver::Comment { reason, span: comment.span };
            suppressed.push(Suppressed { diagnostic: d.clone(), by });
            false
        });
        suppressed
    }

    /// Every directive that is meant to silence something, in the order of the document.
    pub fn into_comments(self) -> Vec<SuppressionComment> {
        self.comments
    }

    /// What is wrong with the directives. A name counts as unused only if a rule that it means `ran`.
    pub fn complaints(&mut self, rules: &RuleSet, ran: impl Fn(&RuleMeta) -> bool) -> Vec<Complaint> {
        let mut complaints = std::mem::take(&mut self.complaints);
        for Silence { name, .. } in std::mem::take(&mut self.silences).into_iter().filter(|s| !s.used) {
            if rules.named(&name.text).any(|rule| ran(&rule.meta)) {
                complaints.push(Complaint {
                    demand: Demand::Used,
                    span: name.span,
                    name: name.text,
                    hint: None,
                });
            }
        }
        complaints.sort_by_key(|c| (c.span.start, c.span.end));
        complaints
    }

    fn add(&mut self, name: &Named, action: Action, region: Span) {
        self.by_name.entry((name.text.clone(), action)).or_default().push(self.silences.len());
        let comment = self.comments.len().saturating_sub(1);
        self.silences.push(Silence { comment, name: name.clone(), region, used: false });
    }

    fn note(
        &mut self,
        directive: &Directive,
        known: &BTreeSet<&str>,
        accepted: Result<Action, CommentState>,
    ) {
        let usable = directive.names.iter().any(|n| known.contains(n.text.as_str()));
        let state = match accepted {
            Err(state) => state,
            Ok(_) if usable => CommentState::Active,
            Ok(_) => CommentState::Void,
        };
        self.comments.push(SuppressionComment {
            word: directive.word.text.clone(),
            names: directive.names.iter().map(|n| n.text.clone()).collect(),
            reason: directive.reason.clone(),
            until: directive.until.as_ref().and_then(|(_, date)| *date),
            state,
            silenced: 0,
            span: directive.comment,
        });
    }

    /// The directive that silences a finding of a rule here, the most particular of several; marks every one that does.
    fn silences(&mut self, finding: Span, rule: &RuleMeta) -> Option<usize> {
        let names = [&*rule.id, &*rule.group, ALL].into_iter().chain(rule.tags.iter().map(String::as_str));
        let mut by = None;
        for name in names {
            for action in [Action::Line, Action::NextLine, Action::Disable, Action::File] {
                let Some(list) = self.by_name.get(&(name.to_owned(), action)) else { continue };
                let touches = if action == Action::Line {
                    finding.end.max(finding.start + 1)
                } else {
                    finding.start + 1
                };
                let last = list.partition_point(|&i| self.silences[i].region.start < touches);
                let Some(&i) = last.checked_sub(1).and_then(|l| list.get(l)) else { continue };
                if finding.start < self.silences[i].region.end {
                    self.silences[i].used = true;
                    by = by.or(Some(self.silences[i].comment));
                }
            }
        }
        by
    }

    /// Notes what is wrong with a directive; its action if it may silence something, else why it can't.
    fn accept(
        &mut self,
        directive: &Directive,
        known: &BTreeSet<&str>,
        rules: &RuleSet,
        today: Option<Date>,
    ) -> Result<Action, CommentState> {
        let Some(action) = directive.action else {
            let hint = crate::spec::suggestion(&directive.word.text, &Action::words());
            self.complain(Demand::Directive, &directive.word, Some(hint));
            return Err(CommentState::Void);
        };
        for name in directive.names.iter().filter(|n| !known.contains(n.text.as_str())) {
            let hint = if name.text.len() <= MAX_NAME { rules.unknown(&name.text) } else { None };
            self.complain(Demand::Known, name, hint);
        }
        if action == Action::Enable {
            return Ok(action);
        }
        if directive.names.is_empty() || directive.names.iter().any(|n| n.text == ALL) {
            self.complain(Demand::Ids, &directive.word, None);
        }
        if directive.reason.is_none() {
            let whole = Named { text: directive.word.text.clone(), span: directive.span };
            self.complain(Demand::Reason, &whole, None);
            return Err(CommentState::Void);
        }
        self.check_until(directive, today)?;
        Ok(action)
    }

    fn check_until(&mut self, directive: &Directive, today: Option<Date>) -> Result<(), CommentState> {
        match &directive.until {
            Some((written, None)) => {
                self.complain(Demand::Date, written, None);
                Err(CommentState::Void)
            }
            Some((written, Some(last)))
                if today.and_then(|t| last.days_until(t)).is_some_and(|days| days > 0) =>
            {
                self.complain(Demand::Live, written, None);
                Err(CommentState::Expired)
            }
            _ => Ok(()),
        }
    }

    /// Ends the regions that an `enable` names, or all; one that ends nothing is of no use.
    fn enable(&mut self, directive: &Directive, open: &mut HashMap<&str, Vec<usize>>) {
        let ended: Vec<usize> = match directive.names.is_empty() {
            true => open.drain().flat_map(|(_, list)| list).collect(),
            false => directive
                .names
                .iter()
                .flat_map(|n| open.remove(n.text.as_str()).unwrap_or_default())
                .collect(),
        };
        if ended.is_empty() {
            self.complain(Demand::Used, &directive.word, None);
        }
        for i in ended {
            self.silences[i].region.end = directive.comment.start;
        }
    }

    fn complain(&mut self, demand: Demand, name: &Named, hint: Option<Text>) {
        self.complaints.push(Complaint { demand, span: name.span, name: name.text.clone(), hint });
    }
}

fn region_of(action: Action, comment: Span, source: &Source, document: &Document) -> Span {
    match action {
        Action::Line => lines_of(source, comment),
        Action::NextLine => next_block(document, comment),
        Action::File => Span::new(0, usize::MAX),
        Action::Disable | Action::Enable => Span::new(comment.end, usize::MAX),
    }
}

/// The whole lines that a span stands on.
fn lines_of(source: &Source, span: Span) -> Span {
    let lines = source.lines();
    let last = span.end.saturating_sub(1).max(span.start);
    lines.span_of(lines.line_of(span.start)).join(lines.span_of(lines.line_of(last)))
}

/// From the end of a comment to the end of the block that `next-line` means.
fn next_block(document: &Document, comment: Span) -> Span {
    let end = rest_of_block(document, comment).or_else(|| end_of_following(document, comment.end));
    Span::new(comment.end, end.unwrap_or(comment.end))
}

/// If the comment stands inside a paragraph, the rest of that paragraph is the next block.
fn rest_of_block(document: &Document, comment: Span) -> Option<usize> {
    let first_after = document.blocks.partition_point(|b| b.span.start <= comment.start);
    let around = &document.blocks[first_after.checked_sub(1)?];
    (around.kind == BlockKind::Paragraph && around.span.end > comment.end).then_some(around.span.end)
}

fn end_of_following(document: &Document, from: usize) -> Option<usize> {
    let mut at = document.blocks.partition_point(|b| b.span.start < from);
    loop {
        let block = document.blocks.get(at)?;
        at = match block.kind {
            // The first item or row of a list or table is the next block in pre-order; a header row is stepped over.
            BlockKind::List { .. } | BlockKind::Table { .. } => at + 1,
            BlockKind::Row { header: true } => block.end.index(),
            BlockKind::ListItem { .. } => return Some(end_without_nested(document, BlockId(at as u32))),
            _ => return Some(block.span.end),
        };
    }
}

/// The end of a list item's own text: where the first list nested in it begins.
fn end_without_nested(document: &Document, item: BlockId) -> usize {
    document
        .children(item)
        .find(|&child| matches!(document.block(child).kind, BlockKind::List { .. }))
        .map_or(document.block(item).span.end, |list| document.block(list).span.start)
}
