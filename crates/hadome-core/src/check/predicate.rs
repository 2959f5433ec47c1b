//! `predicate`: measures whose head verb asks a person to know, remember, mind, confirm or follow something.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::target::judged;
use crate::diagnostic::Text;
use crate::document::ItemId;
use crate::facts::Measure;
use crate::lexicon::Lexicon;
use crate::morph::{Token, Tokens};
use crate::pattern::Matcher;
use crate::rule::{Check, Context, Finding, Key, Kind, Place, RuleMeta, Shape, Sink, Unless, read_integer};
use crate::spec::{Reader, suggestion};

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "predicate",
    doc: "Finds measures whose head predicate is of one of the given classes and that hold nothing stronger.",
    keys: &[
        Key::new("classes", Shape::Strings, "Classes of `predicates.toml`."),
        Key::new("below", Shape::Integer(1, 5), "Only measures whose rung is below this one. Default: 2."),
        Key::new(
            "leaf",
            Shape::Boolean,
            "Whether measures with measures nested in them are left alone: those say what it means. Default: false.",
        ),
        Key::new("unless", Shape::Unless, "Evidence that silences or lowers a finding."),
    ],
    placeholders: &["class"],
    compile,
};

#[derive(Debug)]
struct Predicate {
    classes: Vec<String>,
    below: u8,
    leaf: bool,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    reader.require("classes");
    let classes = reader.strings("classes");
    let known = lexicon.predicates.names();
    for class in classes.iter().filter(|c| !known.contains(&c.text.as_str())) {
        let message = Text::new(
            format!("「{}」という述語の分類はありません", class.text),
            format!("there is no predicate class `{}`", class.text),
        );
        reader.error(class.span, message, Some(suggestion(&class.text, &known)));
    }
    let below = read_integer(reader, "below", 1, 5).and_then(|n| u8::try_from(n).ok()).unwrap_or(2);
    let leaf = reader.boolean("leaf").unwrap_or(false);
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(Predicate { classes: classes.into_iter().map(|c| c.text).collect(), below, leaf, unless }))
}

impl Check for Predicate {
    fn matchers(&self) -> Vec<&Matcher> {
        self.unless.matchers().collect()
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let mut rescue = self.unless.on(cx, 0);
        let item = |m: &Measure| cx.document().item(m.item);
        let parents: FxHashSet<ItemId> = match self.leaf {
            true => cx.facts.measures.iter().filter_map(|m| item(m).parent).collect(),
            false => FxHashSet::default(),
        };
        for (index, measure) in cx.facts.measures.iter().enumerate() {
            let Some(head) = measure.head.as_ref().filter(|_| !parents.contains(&measure.item)) else {
                continue;
            };
            let weak = measure.rung.is_none_or(|rung| rung < self.below);
            if !weak
                || !cx.rule.reads_measure(measure.roles)
                || !self.classes.iter().any(|c| **c == *head.class)
            {
                continue;
            }
            let range = whole_word(cx, cx.analysis.tokens(head.sentence), head.range.clone());
            let mut place = Place::in_sentence(cx, head.sentence, range.clone());
            place.measure = Some(index);
            let finding = || {
                let span = cx.document().sentence_span(head.sentence, range.clone());
                let mut finding = Finding::new(span).with("class", &*head.class);
                finding.said = Some((head.sentence, range));
                finding
            };
            if let Some(finding) = judged(finding, rescue.verdict(&place), cx.rule.severity) {
                sink.finding(finding);
            }
        }
    }
}

/// How many words before a head a finding may cover.
const MAX_WORDS: usize = 4;

/// A head with what it is a part of (可視｜化, 再｜実行, 構文｜検証) and, for a verb, with its object: 承認｜を｜得る.
fn whole_word(cx: &Context<'_>, tokens: &Tokens, head: Range<usize>) -> Range<usize> {
    let Some(at) = tokens.tokens.iter().position(|t| t.range() == head) else { return head };
    let mut first = compound(tokens, at);
    if tokens.tokens[at].is(&["動詞"])
        && let Some(object) = first.checked_sub(2)
        && cx.lexicon.predicates.grammar.object.contains(tokens.surface(&tokens.tokens[object + 1]))
        && is_noun(&tokens.tokens[object])
    {
        first = compound(tokens, object);
    }
    tokens.tokens[first].start as usize..head.end
}

/// The first word of the compound noun that ends at a word; the word itself if the compound begins inside a name (read-only監査).
fn compound(tokens: &Tokens, at: usize) -> usize {
    let joined = |i: usize| {
        let (before, token) = (&tokens.tokens[i - 1], &tokens.tokens[i]);
        before.end == token.start && (is_noun(before) && is_noun(token) || before.is(&["接頭詞"]))
    };
    let lowest = at.saturating_sub(MAX_WORDS) + 1;
    let first = (lowest..=at).rev().take_while(|&i| joined(i)).last().map_or(at, |i| i - 1);
    let before = tokens.text[..tokens.tokens[first].start as usize].chars().next_back();
    if before.is_some_and(|c| c.is_ascii_graphic() && !matches!(c, '(' | ')' | ':' | ',')) {
        at
    } else {
        first
    }
}

fn is_noun(token: &Token) -> bool {
    token.is(&["名詞"])
        && !token.is(&["名詞", "非自立"])
        && !token.is(&["名詞", "代名詞"])
        && !token.is(&["名詞", "副詞可能"])
}
