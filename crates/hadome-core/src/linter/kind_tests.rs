//! Check kinds that read more than a sentence: `conflict`, `impact`, `sentence`, `share`. `⟦ ⟧` mark findings, `〈 〉` the other place.

use super::tests::check_related;

fn check(rule: &str, marked: &str) {
    check_related(("rule", rule), marked);
}

const OPEN: &str = "check = 'conflict'\nroles = ['countermeasure']\nguards = false\nagainst-roles = ['cause']\n\
    [[match]]\nregex = '完了'\n[[against]]\n[[against.say]]\nregex = '調査中|推定'\n[[against.settled]]\nregex = '特定した'\n";

#[test]
fn a_conflict_shows_both_places() {
    check(
        OPEN,
        "## 原因\n\n原因は〈調査中〉。\n\n## 再発防止策\n\n- 上限値の変更を⟦完了⟧した。\n- 監視の追加を完了した。\n",
    );
}

#[test]
fn a_conflict_needs_both_sides() {
    check(OPEN, "## 原因\n\n原因は調査中。\n\n## 再発防止策\n\n- 上限値を変更する。\n");
    check(OPEN, "## 原因\n\n上限に達した。\n\n## 再発防止策\n\n- 上限値の変更を完了した。\n");
    check(OPEN, "## 概要\n\n調査中。\n\n## 原因\n\n不明。\n\n## 再発防止策\n\n- 上限値の変更を完了した。\n");
}

#[test]
fn a_settled_conflict_is_none() {
    check(
        OPEN,
        "## 時系列\n\n- 原因を特定した\n\n## 原因\n\n推定による。\n\n## 再発防止策\n\n- 上限値の変更を完了した。\n",
    );
}

#[test]
fn without_a_match_every_measure_is_meant() {
    let rule =
        "check = 'conflict'\nroles = ['countermeasure']\n[[against]]\n[[against.say]]\nregex = '調査中'\n";
    check(
        rule,
        "## 原因\n\n原因は〈調査中〉。\n\n## 再発防止策\n\n- ⟦上限値を変更する。⟧\n- 監視を追加する。\n",
    );
}

#[test]
fn an_impact_without_a_figure_is_found_once() {
    let rule =
        "check = 'impact'\nroles = ['impact', 'event']\nguards = false\n[[claim]]\nregex = '一部の利用者'\n";
    check(rule, "## 影響\n\n⟦一部の利用者⟧が待った。一部の利用者が電話した。\n");
    check(rule, "## 影響\n\n一部の利用者が待った。\n\n## 概要\n\n注文が止まり、217件が失敗した。\n");
}

#[test]
fn a_sentence_is_measured_without_what_does_not_count() {
    let rule = "check = 'sentence'\nmax-chars = 12\n[[ignore]]\nregex = '\\([^()]*\\)'\n";
    check(rule, "⟦受付が止まり、電話が鳴り続けた。⟧受付が止まった。\n");
    check(rule, "受付が止まった（前日の変更による）。\n\n値は`a-very-long-name`だった。\n");
    check(rule, "## 見出しは長くても文ではないので数えない\n");
}

#[test]
fn commas_count_in_sentences_of_some_length() {
    let rule = "check = 'sentence'\nmax-commas = 2\nmin-chars = 10\n";
    check(rule, "甲、乙、丙、丁。⟦止まり、戻り、また止まり、また戻った。⟧\n");
}

#[test]
fn a_share_counts_a_section_with_its_subsections() {
    let rule = "check = 'share'\nroles = ['cause']\nat-least = 50\n[[match]]\nregex = 'お詫び'\n";
    check(
        rule,
        "## 原因\n\n深く⟦お詫び⟧する。\n\n### 詳しく\n\n心からお詫びする。\n\n### 直接原因\n\n上限値に達した。\n",
    );
    check(rule, "## 原因\n\n上限値に達したため、受付の処理が止まった。\n\nお詫びする。\n");
    check(rule, "## 影響\n\nお詫びする。\n");
}
