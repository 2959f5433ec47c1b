//! Telling quickly that a text lacks the strings that an expression needs.
//!
//! A sentence is asked by hundreds of expressions in turn, and most lack something in it. The pairs of neighbouring characters of
//! the last text are therefore kept, hashed into a bitmap: a string can only stand in a text that has all of its pairs.
//! (A Bloom filter with one hash.)

use std::cell::RefCell;

use super::Literals;

/// Bits of the map. Some sixty characters set a hundred of them.
const BITS: u32 = 13;
const WORDS: usize = (1 << BITS) / 64;
/// Longer texts have so many pairs that the map would say little.
const LONG: usize = 1_200;
/// More pairs of one string hardly tell more.
const MOST: usize = 2;
/// Marks of the last pair of an alternative and of the last one of a clause, above the bits of the hash.
const END_OF_STRING: u16 = 1 << 14;
const END_OF_CLAUSE: u16 = 1 << 15;

/// What an expression needs, as pairs: those of each alternative of each clause in turn.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    pairs: Box<[u16]>,
}

impl Wanted {
    pub(crate) fn new(needs: &Literals) -> Self {
        let mut pairs: Vec<u16> = Vec::new();
        for clause in needs.clauses() {
            for string in clause {
                pairs_of(string, MOST, |pair| pairs.push(pair));
                mark(&mut pairs, END_OF_STRING);
            }
            mark(&mut pairs, END_OF_CLAUSE);
        }
        Self { pairs: pairs.into() }
    }

    /// Whether a text may have what is needed; `false` is certain.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        if self.pairs.is_empty() || text.len() > LONG {
            return true;
        }
        LAST.with_borrow_mut(|(last, pairs)| {
            if last != text {
                last.clear();
                last.push_str(text);
                pairs.read(text);
            }
            self.may_be_among(pairs)
        })
    }

    /// The same for a text that was read.
    pub(crate) fn may_be_among(&self, text: &Pairs) -> bool {
        let (mut string, mut clause) = (true, false);
        for &pair in &self.pairs {
            string &= text.has(pair);
            if pair & END_OF_STRING != 0 {
                clause |= string;
                string = true;
            }
            if pair & END_OF_CLAUSE != 0 && !std::mem::take(&mut clause) {
                return false;
            }
        }
        true
    }
}

fn mark(pairs: &mut [u16], end: u16) {
    if let Some(last) = pairs.last_mut() {
        *last |= end;
    }
}

thread_local! {
    static LAST: RefCell<(String, Pairs)> = const { RefCell::new((String::new(), Pairs { bits: [0; WORDS] })) };
}

/// The pairs and the single characters of a text.
pub(crate) struct Pairs {
    bits: [u64; WORDS],
}

impl Pairs {
    pub(crate) fn of(text: &str) -> Self {
        let mut pairs = Self { bits: [0; WORDS] };
        pairs.read(text);
        pairs
    }

    fn read(&mut self, text: &str) {
        self.bits.fill(0);
        let mut before = None;
        for c in characters(text) {
            self.set(hash('\0', c));
            if let Some(before) = before.replace(c) {
                self.set(hash(before, c));
            }
        }
    }

    fn set(&mut self, pair: u16) {
        self.bits[usize::from(pair) / 64] |= 1 << (pair % 64);
    }

    fn has(&self, pair: u16) -> bool {
        let pair = pair & ((1 << BITS) - 1);
        self.bits[usize::from(pair) / 64] >> (pair % 64) & 1 == 1
    }
}

/// The pairs of a string, at most `most`; of a single character that one.
fn pairs_of(string: &str, most: usize, mut each: impl FnMut(u16)) {
    let pairs = characters(string).zip(characters(string).skip(1));
    let mut count = 0;
    for (a, b) in pairs.take(most) {
        each(hash(a, b));
        count += 1;
    }
    if count == 0
        && let Some(only) = characters(string).next()
    {
        each(hash('\0', only));
    }
}

/// White space and the case of ASCII letters never count.
fn characters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_ascii_whitespace()).map(|c| c.to_ascii_lowercase())
}

fn hash(a: char, b: char) -> u16 {
    let mixed = (a as u32).wrapping_mul(0x9e37_79b1) ^ (b as u32).wrapping_mul(0x85eb_ca77);
    (mixed >> (32 - BITS)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(clauses: &[&[&str]], text: &str, expected: bool) {
        let all = clauses.iter().map(|c| Literals::one_of(c.iter()));
        assert_eq!(Wanted::new(&Literals::all(all)).may_be_in(text), expected, "{clauses:?} in {text}");
    }

    #[test]
    fn one_string_of_each_clause_is_needed() {
        check(&[&["監視", "検知"]], "外形監視を加える", true);
        check(&[&["監視", "検知"]], "監査と視察を行う", false);
        check(&[&["監視"], &["追加", "変更"]], "監視を変更する", true);
        check(&[&["監視"], &["追加", "変更"]], "監視を続ける", false);
        check(&[&["監視"], &["追加"]], "項目を追加する", false);
    }

    #[test]
    fn white_space_and_case_do_not_count() {
        check(&[&["pre-commit"]], "Pre- Commit を入れる", true);
        check(&[&["recency 監視"]], "recency監視", true);
    }

    #[test]
    fn single_characters_and_nothing_at_all() {
        check(&[&["年"]], "2030年", true);
        check(&[&["年"]], "2030月", false);
        check(&[], "", true);
        check(&[&["監視"]], "", false);
    }

    #[test]
    fn a_long_text_may_have_anything() {
        check(&[&["監視"]], &"あ".repeat(LONG), true);
    }
}
