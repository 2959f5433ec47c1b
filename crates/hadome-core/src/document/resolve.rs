//! Roles in force: titles, ambiguous headings and inheritance.

use super::outline::Draft;
use super::role_table::Classified;
use super::{Block, BlockId, BlockKind, HeadingNotation, Role, RoleSet};

/// Gives every section its roles. Parents stand before their children.
pub(super) fn resolve(blocks: &[Block], drafts: &mut [Draft], title: Option<BlockId>) {
    let title = find_title(blocks, drafts, title);
    let title_roles = title.map(|t| {
        // A title that judges judges the whole: an article about a report.
        let judging = drafts[t].class.judging;
        let class = Classified { judging, ..Classified::default() };
        std::mem::replace(&mut drafts[t].class, class).roles
    });
    let around = Around::new(blocks, drafts);
    for i in 1..drafts.len() {
        settle(drafts, i, &around);
    }
    if let (Some(title), Some(roles)) = (title, title_roles) {
        settle_title(drafts, title, roles);
    }
}

/// The section that the document's title opens, if a heading is the title: its words speak of the whole report, and mostly name
/// sections that follow (「…の原因と再発防止策」).
fn find_title(blocks: &[Block], drafts: &[Draft], title: Option<BlockId>) -> Option<usize> {
    let named = title.and_then(|t| drafts.iter().position(|d| d.headed && d.section.heading == Some(t)));
    let is_outermost = |d: &Draft| {
        let kind = d.section.heading.map(|h| blocks[h.index()].kind);
        matches!(kind, Some(BlockKind::Heading { level: 1, notation: HeadingNotation::Markup }))
    };
    let found = named.or_else(|| {
        let mut outermost = (1..drafts.len()).filter(|&i| is_outermost(&drafts[i]));
        outermost.next().filter(|_| outermost.next().is_none())
    })?;
    let others = drafts.iter().enumerate().skip(1).any(|(i, d)| i != found && d.headed);
    others.then_some(found)
}

/// The title keeps the roles that no other section has. Its subsections inherit them where they have none of their own.
fn settle_title(drafts: &mut [Draft], title: usize, roles: RoleSet) {
    let elsewhere = drafts.iter().fold(RoleSet::EMPTY, |all, d| all.union(d.section.own_roles));
    let has_measures = elsewhere.intersects(RoleSet::measures());
    let kept: RoleSet = roles
        .iter()
        .filter(|&r| !elsewhere.contains(r))
        .filter(|&r| !(has_measures && RoleSet::measures().contains(r)))
        .collect();
    if kept.is_empty() {
        return;
    }
    drafts[title].section.own_roles = kept;
    for i in title..drafts.len() {
        let inherits = i == title
            || (drafts[i].section.own_roles.is_empty()
                && !drafts[i].class.neutral
                && drafts[i].section.parent.is_some_and(|p| drafts[p.0 as usize].section.roles == kept));
        if inherits && !drafts[i].section.judging {
            drafts[i].section.roles = kept;
        }
    }
}

fn settle(drafts: &mut [Draft], i: usize, around: &Around) {
    let parent = drafts[i].section.parent.map_or(0, |p| p.0 as usize);
    let judged = drafts[parent].section.judging;
    let inherited = inherited(&drafts[parent], around.children[parent], drafts[i].headed);
    let draft = &mut drafts[i];
    let own = own_roles(draft, inherited, around, i);
    draft.section.judging = judged || draft.quoted || draft.class.judging;
    draft.section.own_roles = own.unwrap_or(RoleSet::EMPTY);
    draft.section.roles = match own {
        _ if draft.section.judging => RoleSet::EMPTY,
        Some(own) => own,
        None => inherited,
    };
    if own == Some(RoleSet::EMPTY) {
        draft.class.neutral = true;
    }
}

/// What a section hands down. Under a heading of several kinds (原因と再発防止策), the kinds that have subsections of their own are
/// not handed down to the other subsections.
fn inherited(parent: &Draft, named: RoleSet, headed: bool) -> RoleSet {
    let roles = parent.section.roles;
    let mixed =
        roles.intersects(RoleSet::measures()) && roles.iter().any(|r| !RoleSet::measures().contains(r));
    if !mixed || !headed || parent.section.own_roles.is_empty() {
        return roles;
    }
    let named = if named.intersects(RoleSet::measures()) { named.union(RoleSet::measures()) } else { named };
    roles.iter().filter(|&r| !named.contains(r)).collect()
}

/// The roles that the heading gives here; `None` to inherit, `Some(EMPTY)` to hold no role at all.
fn own_roles(draft: &Draft, inherited: RoleSet, around: &Around, i: usize) -> Option<RoleSet> {
    let class = &draft.class;
    let mut own = keep_among(class.roles, class.whole, inherited);
    // 「検証: …」 in the list of measures is one of them.
    let mut silent = class.neutral && !(draft.in_item && inherited.intersects(RoleSet::measures()));
    for choice in &class.ambiguous {
        let candidates = choice.candidates();
        if own.is_empty() && (inherited.intersects(RoleSet::measures()) || inherited.intersects(candidates)) {
            continue;
        }
        let named: RoleSet = candidates.iter().filter(|&r| around.children[i].contains(r)).collect();
        let after_cause = around.after_cause[i] || own.contains(Role::Cause);
        let decided = choice.decide(around.timed[i], around.beside[i], after_cause);
        let decided = if named.is_empty() { decided } else { named };
        silent |= decided.is_empty();
        own = own.union(decided);
    }
    if own.is_empty() && !silent { None } else { Some(own) }
}

/// Which of a heading's roles count inside a section that already has some. Within measures and causes, a subheading that merely
/// ends in a known word, or that sorts measures by what they are for (検知, 予防), changes nothing.
fn keep_among(roles: RoleSet, whole: bool, inherited: RoleSet) -> RoleSet {
    let strong = RoleSet::measures().union(RoleSet::causes());
    let in_measures = inherited.intersects(RoleSet::measures());
    let sorting = [Role::Detection, Role::Event];
    roles
        .iter()
        .filter(|&r| whole || strong.contains(r) || !inherited.intersects(strong))
        .filter(|&r| !(in_measures && sorting.contains(&r)))
        .collect()
}

/// What stands around each section, for ambiguous headings.
struct Around {
    /// Most of its entries carry a clock time.
    timed: Vec<bool>,
    /// Another section of the same report is plainly a countermeasure section.
    beside: Vec<bool>,
    /// A cause section stands before it.
    after_cause: Vec<bool>,
    /// The roles that its direct subsections name plainly.
    children: Vec<RoleSet>,
}

/// How many levels up the search for neighbours goes.
const REACH: usize = 12;

impl Around {
    fn new(blocks: &[Block], drafts: &[Draft]) -> Self {
        let plain: Vec<RoleSet> = drafts
            .iter()
            .map(|d| if d.class.judging || d.quoted { RoleSet::EMPTY } else { d.class.roles })
            .collect();
        let parents: Vec<usize> =
            drafts.iter().map(|d| d.section.parent.map_or(0, |p| p.0 as usize)).collect();
        let mut causes = vec![false; drafts.len()];
        let mut measures = vec![0usize; drafts.len()];
        let mut children = vec![RoleSet::EMPTY; drafts.len()];
        for i in (0..drafts.len()).rev() {
            causes[i] |= plain[i].contains(Role::Cause);
            measures[i] += usize::from(plain[i].contains(Role::Countermeasure));
            if i > 0 {
                causes[parents[i]] |= causes[i];
                measures[parents[i]] += measures[i];
                children[parents[i]] = children[parents[i]].union(plain[i]);
            }
        }
        let mut seen = vec![false; drafts.len()];
        let mut after_cause = vec![false; drafts.len()];
        let mut beside = vec![false; drafts.len()];
        for i in 1..drafts.len() {
            let parent = parents[i];
            after_cause[i] = seen[parent]
                || plain[parent].contains(Role::Cause)
                || plain[i].contains(Role::Cause)
                || (!causes[parent] && after_cause[parent]);
            seen[parent] |= causes[i];
            beside[i] = is_beside(i, &parents, &measures, &causes);
        }
        Self { timed: timed(blocks, drafts), beside, after_cause, children }
    }
}

/// Looks for a countermeasure section outside section `i`, up to the scope that holds the causes: one incident of a ledger.
fn is_beside(i: usize, parents: &[usize], measures: &[usize], causes: &[bool]) -> bool {
    let mut at = i;
    for _ in 0..REACH {
        if at == 0 {
            return false;
        }
        let parent = parents[at];
        if measures[parent] > measures[i] {
            return true;
        }
        if causes[parent] && !causes[at] {
            return false;
        }
        at = parent;
    }
    false
}

/// Which sections are lists of times: at least two of their paragraphs begin with a clock time, and at least half do.
fn timed(blocks: &[Block], drafts: &[Draft]) -> Vec<bool> {
    let mut sums = vec![(0u32, 0u32); blocks.len() + 1];
    for (i, block) in blocks.iter().enumerate() {
        let (all, with_time) = sums[i];
        let text = block.prose.text();
        let counts = block.kind == BlockKind::Paragraph && !text.is_empty();
        sums[i + 1] = (all + u32::from(counts), with_time + u32::from(counts && opens_with_time(text)));
    }
    drafts
        .iter()
        .map(|d| {
            let (from, to) = (sums[d.section.blocks.start as usize], sums[d.section.blocks.end as usize]);
            let (all, with_time) = (to.0 - from.0, to.1 - from.1);
            with_time >= 2 && with_time * 3 >= all
        })
        .collect()
}

/// Whether hh:mm stands among the first characters.
fn opens_with_time(text: &str) -> bool {
    const NEAR: usize = 24;
    let time = |colon: usize| {
        let (before, after) = (&text.as_bytes()[..colon], &text.as_bytes()[colon + 1..]);
        before.last().is_some_and(u8::is_ascii_digit)
            && after.get(..2).is_some_and(|minutes| minutes.iter().all(u8::is_ascii_digit))
    };
    let near = &text.as_bytes()[..text.len().min(4 * NEAR)];
    let end = memchr::memchr_iter(b':', near).find(|&colon| time(colon)).map(|colon| colon + ":mm".len());
    end.is_some_and(|end| text[..end].chars().count() <= NEAR)
}
