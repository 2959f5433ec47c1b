//! How long parsing takes where something is opened or repeated without end: the time per byte has to stay the same.

#![allow(missing_docs)] // criterion_group! makes a public function without any

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hadome_core::document::{self, Format, RoleTable};
use hadome_core::source::Source;

const BURDENS: &[(Format, &str)] = &[
    (Format::Markdown, "- "),
    (Format::Markdown, "> "),
    (Format::Markdown, "**「x」**"),
    (Format::Markdown, "・x\n"),
    (Format::Html, "<div>"),
    (Format::Html, "<table><tr><td>x"),
    (Format::Text, "・"),
    (Format::Text, "【"),
    (Format::Text, "a  b  c\n"),
];

fn parse(c: &mut Criterion) {
    let roles = RoleTable::new();
    let mut group = c.benchmark_group("parse");
    group.sample_size(10);
    for (format, piece) in BURDENS {
        for count in [1_000, 4_000] {
            let source = Source::new("x", piece.repeat(count));
            group.throughput(Throughput::Bytes(source.text().len() as u64));
            let id = BenchmarkId::new(format!("{format:?} {piece:?}"), count);
            group.bench_function(id, |b| b.iter(|| black_box(document::parse(&source, *format, &roles))));
        }
    }
    group.finish();
}

criterion_group!(benches, parse);
criterion_main!(benches);
