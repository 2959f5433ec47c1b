//! The cost of patterns: linear in the sentence, however they are written, and next to nothing for a text without candidates.
//!
//! Throughput is in tokens, so that a line of equal rates is a proof of linear cost.

#![allow(missing_docs)] // criterion_group! makes a public function without any

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hadome_core::morph::{Morphology, Tokens};
use hadome_core::pattern::{Matcher, Near, Pattern, Prefilter};

const SENTENCE: &str = "監視体制の強化を図るとともに運用手順を見直し関係者への周知を徹底してまいります";

/// What rule authors write.
const USUAL: &str = "(体制 | 態勢 | 連携) の? (さらなる | 更なる | 一層の)? 強化";
/// What nobody should write: every token can be read in two ways, nested.
const AMBIGUOUS: &str = "((<名詞> | <名詞>)+ | (<!記号> | <!記号>)*)+ 無い言葉";
/// Gaps in gaps: each may begin and end anywhere.
const GAPS: &str = "体制 .. (.. 強化 .. (..3 周知 ..)? ..)* 徹底 .. 無い言葉";
/// Reads to the end in vain behind every match.
const IN_VAIN: &str = "体制 .. 無い言葉 | 体制";

fn tokens(sentences: usize) -> Tokens {
    let morphology = Morphology::new(&[]).expect("the embedded dictionary");
    morphology.analyzer().analyze(&SENTENCE.repeat(sentences))
}

fn linear_in_the_sentence(c: &mut Criterion) {
    let mut group = c.benchmark_group("find_all");
    let near = Near::new(&["体制".to_owned(), "強化".to_owned()], 4).expect("valid words");
    let mut matchers = vec![("near", Matcher::Near(near))];
    for (name, text) in [("usual", USUAL), ("ambiguous", AMBIGUOUS), ("gaps", GAPS), ("in-vain", IN_VAIN)] {
        matchers.push((name, Matcher::Pattern(Pattern::compile(text).expect("a valid pattern"))));
    }
    for sentences in [1, 10, 100, 1_000] {
        let tokens = tokens(sentences);
        group.throughput(Throughput::Elements(tokens.tokens.len() as u64));
        for (name, matcher) in &matchers {
            group.bench_with_input(BenchmarkId::new(*name, tokens.tokens.len()), &tokens, |b, tokens| {
                b.iter(|| matcher.find_all(black_box(tokens)).len());
            });
        }
    }
    group.finish();
}

fn filter(c: &mut Criterion) {
    let words = ["体制", "手順", "周知", "教育", "確認", "監視", "研修", "連携", "点検", "徹底"];
    let matchers: Vec<Matcher> = (0..300)
        .map(|i| format!("{} (の | を)? (さらなる | 一層の)? {}{}", words[i % 10], words[i / 30], i))
        .map(|text| Matcher::Pattern(Pattern::compile(&text).expect("a valid pattern")))
        .collect();
    let filter = Prefilter::new(matchers.iter());
    let mut group = c.benchmark_group("prefilter");
    group.throughput(Throughput::Bytes(SENTENCE.len() as u64));
    group.bench_function("300 matchers, one sentence", |b| b.iter(|| filter.candidates(black_box(SENTENCE))));
    group.finish();
}

fn compile(c: &mut Criterion) {
    c.bench_function("compile", |b| b.iter(|| Pattern::compile(black_box(USUAL)).is_ok()));
}

criterion_group!(benches, linear_in_the_sentence, filter, compile);
criterion_main!(benches);
