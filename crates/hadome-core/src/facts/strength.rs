//! The rung of a measure: the highest marker in it that no guard silences.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::behaviour::{Occasion, rule_for_people};
use super::head::FoundHead;
use super::once::Question;
use super::reader::Reader;
use super::types::{Evidence, Head};
use crate::document::{RoleSet, SentenceId};
use crate::lexicon::{EvidenceHit, GuardSwitch, PredicateClass};
use crate::morph::Tokens;

/// The rung up to which a measure relies on people.
pub(super) const WEAK: u8 = 1;

/// Within how many characters behind a head a comma sets its clause apart from the next: 追加し、.
const PAUSE: usize = 4;

/// What a measure's words say of its strength.
#[derive(Debug, Default)]
pub(super) struct Strength {
    pub rung: Option<u8>,
    pub evidence: Vec<Evidence>,
    pub head: Option<Head>,
    /// Whether a head tells of more than people can be meant by.
    firm: bool,
}

/// What the heads of a sentence and the evidence in it weigh where certain roles are in force.
#[derive(Debug)]
pub(super) struct Weighed {
    roles: RoleSet,
    quoted: bool,
    heads: Vec<WeighedHead>,
    evidence: Vec<EvidenceHit>,
}

#[derive(Debug)]
struct WeighedHead {
    class: Arc<str>,
    rung: u8,
    range: Range<usize>,
    main: bool,
    firm: bool,
}

/// Reads the strength of a measure off its sentences.
pub(super) fn assess(reader: &Reader<'_, '_>, sentences: &[SentenceId], roles: RoleSet) -> Strength {
    let mut strength = Strength::default();
    let remark = |id| {
        let words = &reader.lexicon.measures.remark;
        reader.answer(id, Question::Remark, |text| words.is_match(text.trim_end_matches('。')))
    };
    let first = sentences.first();
    let telling = || sentences.iter().copied().filter(|id| Some(id) == first || !remark(*id));
    for id in telling() {
        let quoted = reader.document.sentence(id).quoted;
        let weighed = reader.once(id, |known| &known.measure().weighed, || weigh(reader, id, roles, quoted));
        if weighed.roles == roles && weighed.quoted == quoted {
            strength.add(reader, id, weighed);
        } else {
            strength.add(reader, id, &weigh(reader, id, roles, quoted));
        }
    }
    for id in telling() {
        read_rule(reader, id, roles, &mut strength);
    }
    strength
}

impl Strength {
    fn add(&mut self, reader: &Reader<'_, '_>, id: SentenceId, weighed: &Weighed) {
        let span = |range: &Range<usize>| reader.document.sentence_span(id, range.clone());
        for head in &weighed.heads {
            self.firm |= head.firm;
            self.rung = self.rung.max(Some(head.rung));
            if self.head.as_ref().is_none_or(|h| head.main && h.sentence == id) {
                let (class, range) = (Arc::clone(&head.class), head.range.clone());
                self.head = Some(Head { class, rung: head.rung, span: span(&range), sentence: id, range });
            }
        }
        for hit in &weighed.evidence {
            self.rung = self.rung.max(hit.rung);
            let (set, range) = (Arc::clone(&hit.set), hit.range.clone());
            self.evidence.push(Evidence { set, rung: hit.rung, span: span(&range), sentence: id, range });
        }
    }
}

/// A rule for people is a weak measure even though its verb is unknown or could be said of a machine.
fn read_rule(reader: &Reader<'_, '_>, id: SentenceId, roles: RoleSet, strength: &mut Strength) {
    let unknown = strength.rung.is_none();
    let strong = strength.evidence.iter().any(|e| e.rung.is_some_and(|r| r > WEAK));
    if strong || strength.firm || strength.rung.is_some_and(|r| r <= WEAK) {
        return;
    }
    let Some((occasion, head)) = rule_for_people(reader, id) else { return };
    let class = reader.lexicon.predicates.behaviour();
    let Some((class, rung)) = class.and_then(|c| c.rung.map(|r| (c, r))) else { return };
    if (unknown || occasion == Occasion::Firm) && !silenced(reader, id, roles, head) {
        let span = reader.document.sentence_span(id, head.range.clone());
        let (class, range) = (Arc::clone(&class.name), head.range.clone());
        strength.rung = Some(rung);
        strength.head = Some(Head { class, rung, span, sentence: id, range });
    }
}

/// Whether a guard silences a head. Denial itself may be the measure.
fn silenced(reader: &Reader<'_, '_>, id: SentenceId, roles: RoleSet, head: &FoundHead) -> bool {
    let denial = head.negated.then(|| reader.lexicon.predicates.denial().to_owned());
    let off = GuardSwitch { all: false, names: denial.into_iter().collect() };
    let quoted = reader.document.sentence(id).quoted;
    // A question is answered by a person, whatever it asks about.
    let off = if is_question(reader, id) { GuardSwitch { all: true, ..off } } else { off };
    reader.lexicon.guards.silences(reader.tokens(id), head.range.clone(), roles, quoted, &off).is_some()
}

/// Weighs a sentence by its words, and by the roles and the quotes that silence some of them.
fn weigh(reader: &Reader<'_, '_>, id: SentenceId, roles: RoleSet, quoted: bool) -> Weighed {
    let tokens = reader.tokens(id);
    let found = reader.heads(id);
    let question = is_question(reader, id);
    let mut heads = Vec::new();
    for head in found {
        let class =
            if question && head.main { reader.lexicon.predicates.question() } else { class_of(reader, head) };
        let Some((class, rung)) = class.and_then(|c| c.rung.map(|r| (c, r))) else { continue };
        if rung <= WEAK && silenced(reader, id, roles, head) {
            continue;
        }
        if rung > WEAK && describes_object(reader, id, found, head) {
            continue;
        }
        let firm = rung > WEAK && !reader.lexicon.predicates.ambiguous.iter().any(|c| **c == *class.name);
        let (class, range) = (Arc::clone(&class.name), head.range.clone());
        heads.push(WeighedHead { class, rung, range, main: head.main, firm });
    }
    let mut evidence = reader.lexicon.evidence.find::<&str>(&[], tokens);
    evidence.retain(|hit| {
        !silenced_evidence(reader, tokens, found, hit)
            && !silenced_by_denial(reader, tokens, hit, roles, quoted)
    });
    Weighed { roles, quoted, heads, evidence }
}

/// Guards hold for evidence too, but for those that are evidence themselves: 自動で silences a weak word and is a strong one.
fn silenced_by_denial(
    reader: &Reader<'_, '_>,
    tokens: &Tokens,
    hit: &EvidenceHit,
    roles: RoleSet,
    quoted: bool,
) -> bool {
    let off = GuardSwitch { all: false, names: reader.lexicon.evidence.unguarded().to_vec() };
    reader.lexicon.guards.silences(tokens, hit.range.clone(), roles, quoted, &off).is_some()
}

/// The predicate class of a head.
pub(super) fn class_of<'r>(reader: &'r Reader<'_, '_>, head: &FoundHead) -> Option<&'r PredicateClass> {
    let words = &reader.lexicon.predicates;
    let class = words.classify(&head.clause, head.negated)?;
    // 修正を実施する does not say what is changed.
    let vague = words.ambiguous.iter().any(|a| **a == *class.name)
        && !head.linked
        && !says_what(head, &words.grammar.object);
    (!vague).then_some(class)
}

/// Whether the clause of a head names anything beside it, or has an object, if one in brackets.
fn says_what(head: &FoundHead, objects: &HashSet<String>) -> bool {
    let word = head.range.len().min(head.clause.len());
    let before = head.clause.get(..head.clause.len() - word).unwrap_or(&head.clause);
    before.chars().any(|c| c.is_alphanumeric() && !('ぁ'..='ん').contains(&c))
        || objects.iter().any(|o| before.contains(o.as_str()))
}

/// Whether a sentence asks a person to tick something off.
pub(super) fn is_question(reader: &Reader<'_, '_>, id: SentenceId) -> bool {
    let words = &reader.lexicon.measures.checklist;
    reader.answer(id, Question::Checklist, |text| words.is_match(text.trim_end_matches(['。', ' '])))
}

/// Strong evidence has to be said of the measure's own action: not of a condition or purpose, and not of the object of a weak one
/// (自動で送られるレポートを確認する).
fn silenced_evidence(
    reader: &Reader<'_, '_>,
    tokens: &Tokens,
    heads: &[FoundHead],
    hit: &EvidenceHit,
) -> bool {
    if hit.rung.is_none_or(|r| r <= WEAK) {
        return false;
    }
    let rest = &tokens.text[hit.range.end..];
    if reader.lexicon.evidence.is_subordinate(rest) || judged_by_object(reader, heads, hit) {
        return true;
    }
    let Some(main) = heads.iter().find(|h| h.main && hit.range.start < h.range.start) else { return false };
    let weak = class_of(reader, main).is_some_and(|c| c.rung.is_none_or(|r| r <= WEAK));
    weak && describes_noun(tokens, hit.range.start..main.range.start)
}

/// Whether a hit is the word of a head whose class has looked at what it is done to: 監視を冗長化する only notices.
fn judged_by_object(reader: &Reader<'_, '_>, heads: &[FoundHead], hit: &EvidenceHit) -> bool {
    if !reader.lexicon.evidence.is_by_object(&hit.set) {
        return false;
    }
    let own = |h: &&FoundHead| h.range.start < hit.range.end && hit.range.start < h.range.end;
    let class = heads.iter().find(own).and_then(|h| class_of(reader, h));
    class.is_some_and(|c| c.rung.is_some_and(|r| r > WEAK) && c.rung < hit.rung)
}

/// Whether a head with 〜て belongs to what describes the object of a weak one: 値を作って返す｜だけのテスト｜を使わない.
fn describes_object(reader: &Reader<'_, '_>, id: SentenceId, heads: &[FoundHead], head: &FoundHead) -> bool {
    let tokens = reader.tokens(id);
    let Some(main) = heads.iter().find(|h| h.main && head.range.start < h.range.start) else { return false };
    let weak = class_of(reader, main).is_some_and(|c| c.rung.is_none_or(|r| r <= WEAK));
    let between = head.range.end..main.range.start;
    let paused = tokens.text.get(between.clone()).is_none_or(|t| t.chars().take(PAUSE).any(|c| c == '、'));
    !head.main && weak && !paused && describes_noun(tokens, between)
}

/// Whether a verb inside a range of the text describes the noun behind it: 自動で送ら｜れる｜一覧, 返す｜だけ｜の｜関数.
pub(super) fn describes_noun(tokens: &Tokens, range: Range<usize>) -> bool {
    let first = tokens.tokens.partition_point(|t| (t.start as usize) < range.start);
    let inside = tokens.tokens[first..].iter().take_while(|t| t.end as usize <= range.end);
    let mut open = false;
    for token in inside {
        if open && token.is(&["名詞"]) && !token.is(&["名詞", "非自立"]) {
            return true;
        }
        let narrows = token.is(&["助詞", "副助詞"]) || token.is(&["助詞", "連体化"]);
        let verb = token.is(&["動詞"]) || token.is(&["助動詞"]);
        open = verb && token.feature.conjugation_form.starts_with("基本形") || open && narrows;
    }
    false
}
