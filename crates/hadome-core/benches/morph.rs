//! What morphology costs: opening the dictionary, and segmenting in bytes per second.
//!
//! `cargo bench -p hadome-core --bench morph`

#![allow(missing_docs)] // criterion_group! makes a public function without any

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hadome_core::builtin;
use hadome_core::morph::Morphology;

const SENTENCES: [&str; 8] = [
    "11月3日の深夜、決済APIの応答が遅くなり、およそ40分のあいだ注文を受け付けられなかった。",
    "直接の原因は、接続プールの上限を変えずにワーカーを2倍に増やしたことである。",
    "変更の前に負荷試験を行う決まりはあったが、試験環境では接続数の上限が本番の十倍になっていた。",
    "監視は平均応答時間だけを見ており、上位1%の遅れには気付けなかった。",
    "当番が手順書どおりに切り戻したのは、最初の問い合わせから25分後だった。",
    "接続数が上限の8割に達したらデプロイを止める検査をパイプラインに加えた(担当:基盤課、11月20日済)。",
    "今後は関係者への周知を徹底し、再発防止に努めてまいります。",
    "試験環境の設定を本番と同じファイルから作るようにし、差があれば毎朝チケットが起票される。",
];

fn open(criterion: &mut Criterion) {
    criterion.bench_function("open/dictionary", |b| b.iter(|| Morphology::new(black_box(&[]))));
    let words = builtin::words();
    criterion.bench_function("open/with-words", |b| b.iter(|| Morphology::new(black_box(&words))));
}

fn segment(criterion: &mut Criterion) {
    let bytes: usize = SENTENCES.iter().map(|s| s.len()).sum();
    let mut group = criterion.benchmark_group("segment");
    group.throughput(Throughput::Bytes(bytes as u64));
    for (name, words) in [("dictionary", Vec::new()), ("with-words", builtin::words())] {
        let Ok(morphology) = Morphology::new(&words) else { continue };
        let analyzer = morphology.analyzer();
        group.bench_function(BenchmarkId::from_parameter(name), |b| {
            b.iter(|| SENTENCES.iter().map(|s| analyzer.analyze(black_box(s)).tokens.len()).sum::<usize>());
        });
    }
    group.finish();
}

criterion_group!(benches, open, segment);
criterion_main!(benches);
