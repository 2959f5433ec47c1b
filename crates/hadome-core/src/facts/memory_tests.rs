//! What is kept of a sentence says the same wherever the sentence stands next.

use super::tests::{lexicon, morphology};
use super::{FactOptions, read};
use crate::document::{self, Format};
use crate::morph::{Analysis, Memory};
use crate::source::Source;

const SENTENCES: [&str; 7] = [
    "これまでの手順を改め、確認を徹底しました。",
    "手順書を整備し、確認を徹底する(担当: 谷口、期限: 2026年11月末)。",
    "原因2: 確認が漏れたのは、11月20日 10:02 の変更に手順がなかったためである。",
    "なぜ検知できなかったか?",
    "リリース前にチェックリストで確認しているか",
    "翌日 11:30 に復旧した。影響: 約 120 件",
    "対策(原因1): 自動で検証する仕組みを導入する(#42、実施済み)。",
];

/// Places that a sentence may stand in, with roles of their own.
const PLACES: [&str; 9] = [
    "## 再発防止策\n\n- {}\n",
    "## 暫定対応と再発防止策\n\n- {}\n",
    "## 再発防止策\n\n> {}\n",
    "## 暫定対応\n\n{}\n",
    "## 原因\n\n1. {}\n2. 確認不足\n",
    "## 原因\n\n↓\n\n{}\n",
    "## 時系列(2026年11月19日)\n\n- {}\n",
    "## 教訓\n\n- {}\n",
    "## 対応\n\n| 原因 | 対策 | 担当 | 期限 | 状況 |\n|---|---|---|---|---|\n| {} | {} | {} | {} | {} |\n",
];

#[test]
fn memory_changes_no_fact() {
    let analyzer = morphology().analyzer();
    let mut memory = Memory::default();
    for sentence in SENTENCES {
        for place in PLACES.iter().chain(PLACES.iter().rev()) {
            let text = format!("# 障害報告書\n\n{}\n## 概要\n\n{sentence}\n", place.replace("{}", sentence));
            let source = Source::new("report.md", text.as_str());
            let document = document::parse(&source, Format::Markdown, &lexicon().roles);
            let facts = |analysis: &Analysis<'_>| {
                format!("{:#?}", read(analysis, lexicon(), &FactOptions::default()))
            };
            let fresh = facts(&Analysis::new(&document, &analyzer));
            let remembered = facts(&Analysis::remembered(&document, &analyzer, &mut memory));
            assert_eq!(remembered, fresh, "{text}");
        }
    }
}
