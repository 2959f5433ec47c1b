//! What is said twice is found once. `⟦ ⟧` mark findings, `〈 〉` the other places of one.

use super::tests::check_related;

const CONFIRM: (&str, &str) = (
    "confirm",
    "check = 'phrase'\nroles = ['countermeasure', 'cause']\nguards = false\n[[match]]\nregex = '確認[^、。]*'\n",
);

fn check(marked: &str) {
    check_related(CONFIRM, marked);
}

#[test]
fn a_summary_repeats_measures() {
    check(
        "## 再発防止策\n\n- 送付先を⟦確認する⟧。\n\n## まとめ\n\n### 再発防止策\n\n1. 送付先を〈確認する〉\n",
    );
    check(
        "## 再発防止策\n\n- 送付先の宛名の⟦確認⟧\n\n## 結論\n\n### 再発防止策\n\n- 送付先の宛名を〈確認する〉。\n",
    );
}

#[test]
fn what_stands_outside_of_the_summary_stays() {
    check(
        "## 要約\n\n### 再発防止策\n\n- 送付先を〈確認する〉。\n\n## 再発防止策\n\n- 送付先を⟦確認する⟧。\n",
    );
}

#[test]
fn measures_that_share_a_phrase_are_different() {
    check(
        "## 再発防止策\n\n- 送付先を⟦確認する⟧。\n\n## まとめ\n\n### 再発防止策\n\n- 添付の枚数を⟦確認する⟧。\n",
    );
}

#[test]
fn what_is_denied_is_not_the_same() {
    check(
        "## 再発防止策\n\n- 送付先を⟦確認しない⟧。\n\n## まとめ\n\n### 再発防止策\n\n- 送付先を⟦確認する⟧。\n",
    );
}

#[test]
fn a_step_in_two_checklists_is_two_steps() {
    check("## 再発防止策\n\n### 送付前\n\n- 宛名を⟦確認する⟧。\n\n### 再送前\n\n- 宛名を⟦確認する⟧。\n");
}

#[test]
fn a_cause_that_is_told_twice_is_one() {
    check(
        "## 発生原因\n\n宛名を⟦確認していなかった⟧。\n\n## 混入原因\n\n宛名を〈確認していなかった〉。\n\n## 再発防止策\n\n- 宛名を印字する。\n",
    );
}

#[test]
fn short_texts_of_different_incidents_stay_apart() {
    check(
        "# 台帳\n\n## 四月\n\n### 原因\n\n- ⟦確認漏れ⟧\n\n### 再発防止策\n\n- 宛名を印字する。\n\n## 五月\n\n### 原因\n\n- ⟦確認漏れ⟧\n\n### 再発防止策\n\n- 封筒を窓付きにする。\n",
    );
}

#[test]
fn a_copied_sentence_is_one_in_any_incident() {
    check(
        "# 台帳\n\n## 四月\n\n### 原因\n\n- 発送の前に宛名と中身の組み合わせを⟦確認していなかった⟧\n\n### 再発防止策\n\n- 宛名を印字する。\n\n## 五月\n\n### 原因\n\n- 発送の前に宛名と中身の組み合わせを〈確認していなかった〉\n\n### 再発防止策\n\n- 封筒を窓付きにする。\n",
    );
}
