//! The heads of a sentence: the verb or verbal noun of its main clause and of the clauses coordinated with it.

use std::ops::Range;

use crate::lexicon::Predicates;
use crate::morph::{Token, Tokens};

/// A head and the clause it closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundHead {
    /// Bytes of the head word in the sentence's text.
    pub range: Range<usize>,
    /// The clause up to the head's end, with the head in its base form.
    pub clause: String,
    /// Whether it is denied: 〜しない, 〜してはならない.
    pub negated: bool,
    /// Whether it is a verb or is carried by one; a bare noun (体言止め) is not.
    pub verbal: bool,
    /// Whether it is told as past.
    pub past: bool,
    /// Whether the head word can name an action: a verb or a verbal noun.
    pub action: bool,
    /// Whether its outermost verb tells of a state: 実行される, 確認できる.
    pub state: bool,
    /// Whether it is a verb that something is made to do: 落ちるようにする.
    pub made: bool,
    /// Whether it is the head of the main clause of its part.
    pub main: bool,
    /// Whether its clause hangs on the one before it by 〜て, and shares its object.
    pub linked: bool,
}

/// The heads of the part of a sentence that `part` covers, in order; those of main clauses are marked. A part ends at a colon, dash
/// or arrow between spaces; brackets are left out.
pub(super) fn heads(tokens: &Tokens, part: Range<usize>, words: &Predicates) -> Vec<FoundHead> {
    let visible = visible(tokens, part);
    let mut found = Vec::new();
    for piece in visible.split(|&i| is_break(tokens, &tokens.tokens[i])) {
        let mut start = 0;
        for end in boundaries(tokens, piece, words).into_iter().chain([piece.len()]) {
            let linked = start > 0 && tokens.tokens[piece[start - 1]].is(&["助詞", "接続助詞"]);
            let head = head_of(tokens, &piece[start..end], words);
            found.extend(head.map(|head| FoundHead { main: end == piece.len(), linked, ..head }));
            start = end;
        }
    }
    found
}

/// The tokens of a part that stand outside brackets.
fn visible(tokens: &Tokens, part: Range<usize>) -> Vec<usize> {
    let mut depth = 0usize;
    let mut seen = Vec::new();
    for (i, token) in tokens.tokens.iter().enumerate() {
        if token.start < part.start as u32 || token.end > part.end as u32 {
            continue;
        }
        match tokens.surface(token) {
            "(" | "[" | "〔" => depth += 1,
            ")" | "]" | "〕" if depth > 0 => depth -= 1,
            _ if depth == 0 => seen.push(i),
            _ => {}
        }
    }
    // A sentence that is nothing but brackets is read as if they were not there.
    if seen.iter().all(|&i| is_mark(tokens, &tokens.tokens[i])) {
        let inside = |t: &Token| part.start <= t.start as usize && t.end as usize <= part.end;
        return (0..tokens.tokens.len()).filter(|&i| inside(&tokens.tokens[i])).collect();
    }
    seen
}

/// Whether a token separates parts that are read on their own: not the colon of 10:15 and not the arrow of 4→12.
fn is_break(tokens: &Tokens, token: &Token) -> bool {
    let (before, after) = (&tokens.text[..token.start as usize], &tokens.text[token.end as usize..]);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let numeric = || digit(before.trim_end().chars().next_back()) && digit(after.trim_start().chars().next());
    match tokens.surface(token) {
        ":" => !numeric() && !after.starts_with('/'),
        "→" | "⇒" => !numeric(),
        ">" => before.ends_with(['-', '=']) && !numeric(),
        surface => {
            surface == "|" || surface == "。" || surface.chars().all(|c| matches!(c, '—' | '―' | '─' | '–'))
        }
    }
}

/// Whether a token is punctuation or a symbol.
fn is_mark(tokens: &Tokens, token: &Token) -> bool {
    token.is(&["記号"]) || !tokens.surface(token).chars().any(char::is_alphanumeric)
}

/// Where coordinated clauses end inside a piece: after 〜し、 and 〜て.
fn boundaries(tokens: &Tokens, piece: &[usize], words: &Predicates) -> Vec<usize> {
    let mut ends = Vec::new();
    for at in 1..piece.len().saturating_sub(1) {
        let token = &tokens.tokens[piece[at]];
        let before = &tokens.tokens[piece[at - 1]];
        let after = &tokens.tokens[piece[at + 1]];
        let comma = matches!(tokens.surface(token), "、" | ",");
        if comma && is_continuative(before) {
            ends.push(at);
        } else if token.is(&["助詞", "接続助詞"])
            && words.grammar.linking.contains(tokens.surface(token))
            && !after.is(&["動詞", "非自立"])
            && !after.is(&["形容詞"])
            && !after.is(&["助詞", "係助詞"])
        {
            ends.push(at + 1);
        }
    }
    ends
}

/// A verb in the form in which it goes on: 確認し、….
fn is_continuative(token: &Token) -> bool {
    (token.is(&["動詞"]) || token.is(&["助動詞"])) && token.feature.conjugation_form.starts_with("連用形")
}

/// What is gathered while walking backwards over endings.
#[derive(Default)]
struct Endings {
    negated: bool,
    verbal: bool,
    past: bool,
    /// Whether a carrying word was looked through.
    carried: bool,
    /// Whether the outermost verb is one of a state; `None` before any verb was seen.
    state: Option<bool>,
}

impl Endings {
    fn verb(&mut self, lemma: &str, words: &Predicates) {
        self.verbal = true;
        self.state.get_or_insert(words.grammar.states.contains(lemma));
    }
}

/// The head of a clause: what is left at its end when endings, carrying verbs and trailing nouns are taken away.
fn head_of(tokens: &Tokens, clause: &[usize], words: &Predicates) -> Option<FoundHead> {
    let mut endings = Endings::default();
    let mut left = clause.len();
    while left > 0 {
        let token = &tokens.tokens[clause[left - 1]];
        let before = &clause[..left - 1];
        if endings.negated && is_duty(tokens, before, token, words) {
            left -= 2;
        } else if is_ending(tokens, token, words, &mut endings) {
            left -= 1;
        } else if carries(tokens, token, words)
            && before.iter().any(|&i| is_content(tokens, &tokens.tokens[i]))
        {
            if token.is(&["動詞"]) {
                endings.verb(tokens.lemma(token), words);
            }
            endings.carried = true;
            left = object_before(tokens, before, token, words);
        } else {
            break;
        }
    }
    let token = &tokens.tokens[*clause[..left].last()?];
    let first = &tokens.tokens[*clause.first()?];
    if is_mark(tokens, token) || is_mark(tokens, first) && left == 1 {
        return None;
    }
    let verb = token.is(&["動詞"]) || token.is(&["形容詞"]);
    let word = if verb { tokens.lemma(token) } else { tokens.surface(token) };
    let start = clause_start(tokens, &clause[..left], words).unwrap_or(first.start);
    let clause = format!("{}{word}", text_of(tokens, &clause[..left - 1], start, token.start));
    Some(FoundHead {
        range: token.range(),
        clause,
        negated: endings.negated,
        verbal: endings.verbal || verb,
        past: endings.past,
        state: endings.state.unwrap_or(false),
        made: endings.carried && (verb || endings.verbal),
        action: can_act(token),
        main: false,
        linked: false,
    })
}

/// The text of a clause from a byte of the sentence up to its head, without what stands in brackets.
fn text_of(tokens: &Tokens, clause: &[usize], start: u32, head: u32) -> String {
    let mut text = String::new();
    let mut last: Option<usize> = None;
    for &i in clause.iter().filter(|&&i| tokens.tokens[i].start >= start) {
        let token = &tokens.tokens[i];
        // White space stands between tokens, brackets between those that are not neighbours.
        if let Some(before) = last.filter(|&before| before + 1 == i) {
            text.push_str(&tokens.text[tokens.tokens[before].end as usize..token.start as usize]);
        }
        text.push_str(tokens.surface(token));
        last = Some(i);
    }
    let end = last.map_or(head, |i| tokens.tokens[i].end);
    let gap = &tokens.text[end as usize..head.max(end) as usize];
    if gap.chars().all(char::is_whitespace) {
        text.push_str(gap);
    }
    text
}

/// Where the clause of a head begins when a subordinate clause stands before it: behind 〜するため、.
fn clause_start(tokens: &Tokens, before: &[usize], words: &Predicates) -> Option<u32> {
    let closes = |i: usize| {
        let (token, verb) = (&tokens.tokens[before[i]], &tokens.tokens[before[i - 1]]);
        words.grammar.subordinators.contains(tokens.surface(token))
            && token.is(&["名詞"])
            && (verb.is(&["動詞"]) || verb.is(&["助動詞"]))
    };
    let last = (1..before.len().saturating_sub(1)).rev().find(|&i| closes(i))?;
    Some(tokens.tokens[before[last]].end)
}

/// Whether a word can name an action.
fn can_act(token: &Token) -> bool {
    token.is(&["動詞", "自立"]) || token.is(&["名詞", "サ変接続"]) || token.is(&["名詞", "接尾", "サ変接続"])
}

/// Whether a token is an ending; takes note of what it says.
fn is_ending(tokens: &Tokens, token: &Token, words: &Predicates, endings: &mut Endings) -> bool {
    let lemma = tokens.lemma(token);
    if token.is(&["助動詞"]) {
        endings.verbal = true;
        endings.negated ^= words.grammar.negations.contains(lemma);
        endings.past |= words.grammar.past.contains(lemma);
        return true;
    }
    // 漏れがないようにする denies, 影響はない states.
    if token.is(&["形容詞"]) && endings.verbal && words.grammar.negations.contains(lemma) {
        // Where nothing is done to it, what is not there is a state: 誤りはなかった.
        endings.state.get_or_insert(true);
        endings.negated ^= true;
        return true;
    }
    if token.is(&["動詞", "非自立"]) || token.is(&["動詞", "接尾"]) {
        endings.verb(lemma, words);
        return true;
    }
    token.is(&["助詞"]) || token.is(&["名詞", "非自立"]) || is_mark(tokens, token)
}

/// Whether a verb makes a duty of what is denied: し｜て｜は｜なら｜ない.
fn is_duty(tokens: &Tokens, before: &[usize], token: &Token, words: &Predicates) -> bool {
    let topic = |i: &usize| {
        let token = &tokens.tokens[*i];
        token.is(&["助詞"]) && words.grammar.topic.contains(tokens.surface(token))
    };
    token.is(&["動詞"])
        && words.grammar.duty.contains(tokens.lemma(token))
        && before.len() > 1
        && before.last().is_some_and(topic)
}

/// Whether a word only carries the noun before it, or stands after the predicate.
fn carries(tokens: &Tokens, token: &Token, words: &Predicates) -> bool {
    let lemma = tokens.lemma(token);
    words.is_light(lemma) || token.is(&["名詞"]) && words.is_tail(tokens.surface(token))
}

/// Whether a token means something by itself.
fn is_content(tokens: &Tokens, token: &Token) -> bool {
    !is_mark(tokens, token) && !token.is(&["助詞"]) && !token.is(&["助動詞"]) && !token.is(&["接続詞"])
}

/// How much of a clause is left when a carrying word is looked through. Directly behind a noun only the word itself goes
/// (確認｜する); behind an adverb or another particle the object is what is carried (研修｜を定期的に実施).
fn object_before(tokens: &Tokens, before: &[usize], carrier: &Token, words: &Predicates) -> usize {
    let direct =
        before.last().is_some_and(|&i| tokens.tokens[i].is(&["名詞"]) && !adverbial(&tokens.tokens[i]));
    let object = before.iter().rposition(|&i| {
        let token = &tokens.tokens[i];
        token.is(&["助詞", "格助詞"]) && words.grammar.object.contains(tokens.surface(token))
    });
    match object {
        Some(at) if at + 1 == before.len() => at,
        Some(at)
            if !direct
                && !words.grammar.turning.contains(tokens.lemma(carrier))
                && at > 0
                && !before[at..].iter().any(|&i| tokens.tokens[i].is(&["動詞"])) =>
        {
            at
        }
        _ => before.len(),
    }
}

/// Whether a noun is used like an adverb: 今後, 随時, 月1回.
fn adverbial(token: &Token) -> bool {
    token.is(&["名詞", "副詞可能"]) || token.is(&["名詞", "接尾", "助数詞"])
}
