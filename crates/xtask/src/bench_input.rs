//! `cargo xtask bench-input DIR`: reports to measure with, made from the fixtures and a few sentences, the same at every run.
//!
//! `one.md` is a report of about 9 kB, `many/` holds a thousand variants of it, and `1mb`, `10mb` and `100mb` (`.md`, and `10mb.txt`)
//! are as long as their names say.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::{Outcome, root};

const SYSTEMS: [&str; 7] =
    ["受注管理", "在庫照会", "決済", "会員認証", "帳票出力", "夜間バッチ", "問い合わせ受付"];
const CAUSES: [&str; 5] = [
    "設定値の単位を取り違えたまま反映したため、処理の待ち行列があふれた。",
    "証明書の更新が手作業で、期限を知らせる仕組みがなかったためである。",
    "担当者が手順書の改訂に気づかず、旧版の手順で作業した。",
    "負荷試験の条件が本番の件数と合っておらず、索引の不足が見つからなかった。",
    "切り戻しの判断基準がなく、復旧の開始が四十分遅れた。",
];
const MEASURES: [&str; 8] = [
    "作業時のダブルチェックを徹底する。",
    "配備の前に設定値の範囲を検査し、外れていれば CI で止める（担当：基盤課、期限：2026年11月末）。",
    "手順書を見直し、関係者に周知する。",
    "監視体制の強化を図る。",
    "証明書の期限が 30 日を切ったら当番に通知する監視を追加する（実施済み）。",
    "再発防止のため、担当者への教育を行う。",
    "負荷試験の件数を本番の記録から毎月作り直す処理を追加する。担当は品質課、期限は 2026-12-10。",
    "異常時は自動で前の版に切り戻す仕組みを導入する。",
];
/// The size of one report.
const ONE: usize = 9_000;
const MB: usize = 1_000_000;

/// Writes the files.
pub fn run(args: &[String]) -> Outcome {
    let [directory] = args else { return Err("usage: cargo xtask bench-input DIR".into()) };
    let directory = Path::new(directory);
    let many = directory.join("many");
    fs::create_dir_all(&many)?;
    let fixture = fs::read_to_string(root().join("fixtures/reports/double-shipment.md"))?;
    fs::write(directory.join("one.md"), report(&fixture, 0, ONE))?;
    for n in 0..1_000 {
        fs::write(many.join(format!("{n:04}.md")), report(&fixture, n, ONE))?;
    }
    for (name, length) in
        [("1mb.md", MB), ("10mb.md", 10 * MB), ("10mb.txt", 10 * MB), ("100mb.md", 100 * MB)]
    {
        fs::write(directory.join(name), report(&fixture, 1, length))?;
    }
    Ok(())
}

/// A fixture, and incidents after it until the report is long enough.
fn report(fixture: &str, seed: usize, length: usize) -> String {
    let mut text = fixture.to_owned();
    let mut n = seed;
    while text.len() < length {
        incident(&mut text, n);
        n += 1;
    }
    text
}

fn incident(text: &mut String, n: usize) {
    let system = SYSTEMS[n % SYSTEMS.len()];
    let pick = |list: &[&'static str], i: usize| list[(n * 3 + i) % list.len()];
    let (hour, minute) = (n % 20, n * 7 % 60);
    let _ = write!(
        text,
        "\n# {system}の停止 {n}\n\n## 概要\n\n{hour:02}:{minute:02} から{system}が応答しなくなり、{} 件の処理が遅れた。\n\n\
         ## 原因\n\n{}\n\n- なぜ見つからなかったのか：{}\n\n## 再発防止策\n\n",
        n * 13 % 900 + 12,
        pick(&CAUSES, 0),
        pick(&CAUSES, 2),
    );
    for i in 0..4 {
        let _ = writeln!(text, "- {}", pick(&MEASURES, i));
    }
    let _ = writeln!(text, "\n| 対策 | 担当 | 期限 | 状況 |\n|---|---|---|---|");
    for i in 4..6 {
        let _ = writeln!(text, "| {} | 運用課 | 2026-12-{:02} | 対応中 |", pick(&MEASURES, i), n % 28 + 1);
    }
}
