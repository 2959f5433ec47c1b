//! Which sentences are measures where: rules for people, steps of a fix, lessons, closing sections.

use super::tests::{check, check_under};

#[test]
fn a_rule_for_people_is_a_procedure_whatever_its_verb() {
    check("- ⟦移行前に旧系の契約を凍結する⟧\n- ⟦返却の際は、必ず梱包を二重に結束する⟧\n", &["1", "1"]);
    check("- ⟦まず直近の配布を疑う⟧\n- ⟦搬入口を施錠すること⟧\n", &["1", "1"]);
    // A verb that could change a machine means people when the occasion is their work.
    check("- ⟦切り替え後は、控えの値を復元する⟧\n- ⟦引き継ぎの際には、宛先を登録する⟧\n", &["1", "1"]);
    // Duties in the negative.
    check("- ⟦本番の値を手で書き換えてはならない⟧\n- ⟦控えのない端末を貸し出してはいけない⟧\n", &["1", "1"]);
}

#[test]
fn what_is_changed_has_to_be_said() {
    check("- ⟦急ぎの修正を実施する⟧\n- ⟦送信処理の修正を実施する⟧\n", &["3", "3"]);
    check("- ⟦指示があるときだけ修正を実施する⟧\n", &["?"]);
    check("- ⟦実装を新しい仕様に合わせて更新する⟧\n", &["3"]);
    // What stands in brackets is not what is done.
    check("- ⟦要件（例: 外部の API）の見直しを行う⟧\n", &["0"]);
    check("- ⟦起動の手順にヘルスチェックを組み込む⟧\n", &["2"]);
    // Two monitors notice what one does.
    check(
        "- ⟦死活監視を二重化する⟧\n- ⟦外形と内部の監視の二層で冗長化⟧\n- ⟦回線を二重化する⟧\n",
        &["2", "2", "3"],
    );
    // The value is made for the report, not from now on.
    // What stands behind an arrow is what has become of it.
    check("- ⟦全拠点に遮断弁を設置（7/5、上野） -> 済（MR !21）⟧\n", &["3 owner=上野 due=7/5"]);
    check("- ⟦値を作成して返すだけの関数を証拠として使わない⟧\n", &["1"]);
}

#[test]
fn a_rule_is_none_if_a_machine_keeps_it() {
    check("- ⟦変更前に元の値を保存する処理を追加する⟧\n", &["3"]);
    check("- ⟦異常終了でも必ず解放されるよう修正する⟧\n", &["3"]);
    check("- ⟦変更の際はジョブが件数を自動で照合し、違えば停止する⟧\n", &["4"]);
    check("- ⟦配布時は、読み取り装置が札を必ず照合する⟧\n- 処理時間を一分以内に抑えること\n", &["4"]);
    check("- ⟦注文番号を読み込まないと、次の画面へ進めない⟧\n", &["4"]);
    check("- ⟦本番への変更は必ずパイプラインを経由させる⟧\n", &["?"]);
    check("- ⟦エラーのときは再送する処理を実装する⟧\n", &["3"]);
}

#[test]
fn steps_of_a_fix_and_what_a_machine_does_are_no_measures() {
    check("### 修正内容\n\n- ⟦宛先の照合処理を追加した⟧\n- 変更点のレビュー\n- 経緯の記録\n", &["3"]);
    check("### 修正内容\n\n- ⟦今後は、変更前に必ず差分を確認する⟧\n", &["1"]);
    check("### 照合スクリプトの改善\n\n- 対象の件数を確認\n- ⟦全拠点を対象とする引数を追加⟧\n", &["3"]);
    check("- [x] 原因の特定\n- [ ] ⟦件数の確認⟧\n", &["1 todo"]);
    check("- 全台を調べた結果、ほかに誤りはなかった\n", &[]);
    check("影響の大きさを再認識した。⟦宛先の照合処理を追加した。⟧\n", &["3"]);
}

#[test]
fn rows_that_look_back_are_no_measures() {
    check(
        "| 対策 | 今回に当てはめると |\n|---|---|\n| 事前の確認 | 事前に照合していれば、送信の前に気づけた。 |\n",
        &[],
    );
}

#[test]
fn fields_may_stand_beside_the_only_measure_of_an_item() {
    let fields = "  - 担当：基盤課\n  - 期限：3月9日\n";
    check(&format!("- 対策1\n  - ⟦内容：容量の監視を追加する⟧\n{fields}"), &["2 owner=基盤課 due=3月9日"]);
    // Beside two measures they may be those of either.
    check(&format!("- 対策1\n  - ⟦容量の監視を追加する⟧\n  - ⟦変更手順書を見直す⟧\n{fields}"), &["2", "1"]);
    // Not fields, but another matter.
    check("- 対策1\n  - ⟦容量の監視を追加する⟧\n  - 今回は基盤課が3月9日に気付いた\n", &["2"]);
}

#[test]
fn what_is_said_once_holds_for_all_however_many() {
    let lines = "この対策は順に進める。\n\n".repeat(100);
    let measures = "- ⟦容量の監視を追加する⟧\n".repeat(100);
    check(&format!("{lines}担当：基盤課\n\n{measures}"), &["2 owner=基盤課"; 100]);
}

#[test]
fn what_a_person_in_charge_does_is_no_name() {
    check("- ⟦担当者は出荷の前に宛先を確認する⟧\n", &["1"]);
    check("担当者は後日決める。\n\n- ⟦容量の監視を追加する⟧\n", &["2"]);
    check("担当は基盤課とする。\n\n- ⟦容量の監視を追加する⟧\n", &["2 owner=基盤課"]);
    check("- ⟦容量の監視を追加する。担当は基盤課の田中さんです。⟧\n", &["2 owner=田中さん"]);
}

#[test]
fn owners_and_dates_stand_in_many_places() {
    check(
        "- ⟦基盤課：容量の監視を追加する⟧\n- ⟦【運用チーム】容量の監視を追加する⟧\n",
        &["2 owner=基盤課", "2 owner=運用チーム"],
    );
    check("- ⟦データセンター：空調の監視を追加する⟧\n- ⟦一部：容量の監視を追加する⟧\n", &["2", "2"]);
    check("- ⟦容量の監視を追加する（基盤課／3月末）⟧\n", &["2 owner=基盤課 due=3月末"]);
    check(
        "- ⟦版 conf/3/20 の監視を追加する⟧\n- ⟦容量の監視を追加する [基盤課/3月末]⟧\n",
        &["2", "2 owner=基盤課 due=3月末"],
    );
    check("- ⟦容量の監視を追加する\n  担当：佐藤\n  期限：3月末⟧\n", &["2 owner=佐藤 due=3月末"]);
}

#[test]
fn a_table_of_any_width_is_read() {
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(300));
    check(&format!("{}{}{}", row("対策"), row("---"), row("⟦確認する⟧")), &["1"; 300]);
}

/// The measures of a section for lessons that holds `text`.
fn check_lessons(text: &str, expected: &[&str]) {
    check_under("教訓", text, expected);
}

#[test]
fn lessons_are_measures_where_they_prescribe() {
    check_lessons("- ⟦作業前に宛先を必ず確認する⟧\n- ⟦手順書を更新すること⟧\n", &["1", "1"]);
    check_lessons("- ⟦送信処理に上限を設ける⟧\n- ⟦確認を徹底する⟧\n", &["3", "0"]);
    check_lessons("⟦送信前に件数を照合すべきだ。⟧\n", &["1"]);
    check_lessons(
        "- 確認を徹底すべきだった\n- 宛先を確認していなかった\n- 事前の確認が重要だと分かった\n",
        &[],
    );
    check_lessons("件数を控えていたので、復旧の範囲を早く絞れた。監視は有効に働く。\n", &[]);
}

#[test]
fn lessons_name_what_is_changed_or_when_people_have_to_act() {
    check_lessons("- ⟦記録を一か所に集約⟧\n- ⟦再送処理の上限を設定⟧\n- 手順書の有効性\n", &["3", "3"]);
    check_lessons("⟦再起動前に、影響の範囲を評価する。⟧確認は有効に働く。\n", &["0"]);
    check_lessons(
        "| 教訓 | 内容 |\n|---|---|\n| ⟦移行時は宛先も再確認⟧ | 相手の仕様は予告なく変わる |\n| 監視の重要性 | ⟦外形監視を追加する⟧ |\n",
        &["0", "2"],
    );
    check_lessons("⟦半端な状態で公開してはならない。⟧⟦今後は配布の前に件数を控える。⟧\n", &["1", "1"]);
}

#[test]
fn questions_among_lessons_are_measures_if_they_are_announced() {
    check_lessons(
        "同じ兆しがあれば、まず次を確かめる。\n\n- ⟦宛先が空になっていないか⟧\n- ⟦件数が合っているか⟧\n",
        &["1", "1"],
    );
    check_lessons("振り返りで残った問いを示す。件数は足りていた。\n\n- 早く知らせる道はあるか\n", &[]);
}

#[test]
fn what_went_well_prescribes_only_in_so_many_words() {
    check_under("うまくいったこと", "- 切り戻しの手順を整備\n- 早期に共有する\n", &[]);
}

/// The measures of a closing section that holds `text`.
fn check_closing(text: &str, expected: &[&str]) {
    check_under("まとめ", text, expected);
}

#[test]
fn closing_sections_prescribe_in_so_many_words() {
    check_closing("設定値が古く、送信が止まった。⟦次回は事前に監視の体制を強化する予定。⟧\n", &["0"]);
    check_closing("- 自動の復旧は古い設定を隠す\n- ⟦再起動前に影響の範囲を評価する⟧\n", &["0"]);
    check_closing("送信処理を修正し、照合を追加した。\n", &[]);
}
