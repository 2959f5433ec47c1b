//! What each element of the language matches.

use super::{mark, pattern, sentence};

/// Looks for `text` in the sentence that `words` spell, and compares with the sentence with its matches marked.
fn check(text: &str, words: &str, expected: &str) {
    let tokens = sentence(words);
    assert_eq!(mark(&tokens, &pattern(text).find_all(&tokens)), expected, "{text}");
}

#[test]
fn a_literal_is_a_run_of_whole_tokens_however_they_are_split() {
    check("監視体制強化", "監視 体制 強化 を 図る", "⟦監視体制強化⟧を図る");
    check("監視体制強化", "監視 体制強化 を 図る", "⟦監視体制強化⟧を図る");
    check("監視 体制 強化", "監視 体制 強化 を 図る", "⟦監視体制強化⟧を図る");
    check("強化", "監視 体制強化 を 図る", "監視体制強化を図る");
    check("強化", "強化策 を 示す", "強化策を示す");
    check("チェック", "ダブルチェックリスト を 作る", "ダブルチェックリストを作る");
}

#[test]
fn white_space_between_tokens_does_not_count() {
    check("CIで", "CI _ で 検証", "⟦CI で⟧検証");
    check("CI で", "CI で 検証", "⟦CIで⟧検証");
}

#[test]
fn the_last_token_of_a_literal_may_be_inflected() {
    check("図る", "強化 を 図り/動詞,自立/図る", "強化を⟦図り⟧");
    check("図る", "強化 を 図っ/動詞,自立/図る て いく", "強化を⟦図っ⟧ていく");
    check("周知徹底する", "周知 徹底 し/動詞,自立/する た", "⟦周知徹底し⟧た");
    check("図る 必要", "図り/動詞,自立/図る 必要", "⟦図り必要⟧");
    // Only the last one.
    check("図る必要", "図り/動詞,自立/図る 必要", "図り必要");
    // A form has to share the word's stem; other base forms are a matter of `<base=…>`.
    check("サーバー", "サーバ/名詞/サーバー を 増やす", "サーバを増やす");
    check("<base=サーバー>", "サーバ/名詞/サーバー を 増やす", "⟦サーバ⟧を増やす");
    // An inflected literal matches that form only.
    check("図り", "図っ/動詞,自立/図る て", "図って");
}

#[test]
fn latin_letters_compare_without_case_and_width() {
    check("ｓｌａ", "SLA を 定める", "⟦SLA⟧を定める");
    check("ﾀﾞﾌﾞﾙﾁｪｯｸ", "ダブルチェック を 行う", "⟦ダブルチェック⟧を行う");
    check("①", "1 を 見る", "⟦1⟧を見る");
}

#[test]
fn alternatives_and_repetition() {
    check("(体制 | 態勢) の? 強化", "態勢 の 強化 と 体制 強化", "⟦態勢の強化⟧と⟦体制強化⟧");
    check("体制 (の (さらなる | 一層の))? 強化", "体制 の 一層 の 強化", "⟦体制の一層の強化⟧");
    check("再+", "再 再 再 発", "⟦再再再⟧発");
    check("あ い* う", "あ う あ い い う あ い", "⟦あう⟧⟦あいいう⟧あい");
    check("再{2}", "再 再 再 再 再", "⟦再再⟧⟦再再⟧再");
    check("再{2,3}", "再 再 再 再 再", "⟦再再再⟧⟦再再⟧");
    check("再{2,}", "再 と 再 再 再", "再と⟦再再再⟧");
    check("(a|b)+c", "a b b c b", "⟦abbc⟧b");
}

#[test]
fn leftmost_then_longest() {
    check("体制 | 体制 強化 | 強化 本部", "体制 強化 本部", "⟦体制強化⟧本部");
    // The longest alternative wins wherever it stands.
    check("(あ | あ い | あ い う)", "あ い う え", "⟦あいう⟧え");
    // An earlier start wins over a longer match.
    check("あ い | い う え お", "あ い う え お", "⟦あい⟧うえお");
    // A search that reads on to the end in vain leaves later matches alone.
    check("あ .. ん | い", "あ い い あ い", "あ⟦い⟧⟦い⟧あ⟦い⟧");
}

#[test]
fn one_token_by_part_of_speech() {
    check("<名詞> 強化", "監視/名詞,サ変接続 強化 を 強化", "⟦監視強化⟧を強化");
    check("<動詞,自立>", "図り/動詞,自立/図る ます/助動詞 見/動詞,非自立/見る", "⟦図り⟧ます見");
    check("<名詞,*,一般>", "東京/名詞,固有名詞,一般 都/名詞,接尾,地域", "⟦東京⟧都");
    check("<!記号>+ 強化", "、/記号 体制/名詞 の/助詞 強化", "、⟦体制の強化⟧");
}

#[test]
fn one_token_by_attribute() {
    check("<base=行う>", "行っ/動詞,自立/行う た", "⟦行っ⟧た");
    check("<base=行う> た", "行っ/動詞,自立/行う た", "⟦行った⟧");
    check("<reading=トリクミ>", "取り組み/名詞//トリクミ と 取組/名詞//トリクミ", "⟦取り組み⟧と⟦取組⟧");
    check("<reading=とりくみ>", "取組/名詞//トリクミ", "⟦取組⟧");
    check("<surface=行う>", "行っ/動詞/行う て 行う/動詞/行う", "行って⟦行う⟧");
    check("<動詞,base=する>", "する/名詞/する し/動詞/する", "する⟦し⟧");
    check("<!動詞,base=する>", "する/名詞/する し/動詞/する", "⟦する⟧し");
}

#[test]
fn gaps_inside_the_clause_and_beyond() {
    check("体制 ..3 強化", "体制 の さらなる 強化", "⟦体制のさらなる強化⟧");
    check("体制 ..1 強化", "体制 の さらなる 強化", "体制のさらなる強化");
    check("体制 ..3 強化", "体制 に つき 、 強化", "体制につき、強化");
    check("体制 .. 強化", "体制 に つき 、 強化", "⟦体制につき、強化⟧");
    check("増やす ..3 台", "増やす 1 , 000 台", "⟦増やす1,000台⟧");
    check("体制 ..", "新 体制 の 発足 。", "新⟦体制の発足。⟧");
}

#[test]
fn start_and_end_of_the_sentence() {
    check("^ 強化", "強化 し て 強化", "⟦強化⟧して強化");
    check("強化 $", "強化 し て 強化 」 。", "強化して⟦強化⟧」。");
    check("^(強化|徹底)$", "徹底 。", "⟦徹底⟧。");
    check("^ 強化 $", "強化 策 。", "強化策。");
    check("強化 $ 。", "強化 。", "⟦強化。⟧");
}

#[test]
fn escapes() {
    check(r"\(実施済み\)", "( 実施 済み )", "⟦(実施済み)⟧");
    check("（実施済み）", "( 実施 済み )", "⟦(実施済み)⟧");
    check(r"C\+\+", "C ++ で", "⟦C++⟧で");
    check("99.9", "99 . 9 %", "⟦99.9⟧%");
    check("検討…", "検討 ...", "⟦検討...⟧");
    check(r"\@here", "@ here に", "⟦@here⟧に");
}

#[test]
fn captures() {
    let tokens = sentence("監視/名詞 体制/名詞 の 強化");
    let found = pattern("@what(<名詞>+) @no(の)? @x(い)? @verb(強化)").find_all(&tokens);
    assert_eq!(found.len(), 1);
    let text = |name| found[0].capture(name).map(|r| &tokens.text[r]);
    assert_eq!(text("what"), Some("監視体制"));
    assert_eq!(text("no"), Some("の"));
    assert_eq!(text("x"), None);
    assert_eq!(text("verb"), Some("強化"));
    let names: Vec<&str> = found[0].captures.iter().map(|(n, _)| &**n).collect();
    assert_eq!(names, ["what", "no", "verb"]);
}

#[test]
fn the_same_name_in_alternatives_is_one_capture() {
    let found = pattern("@n(体制) 強化 | 強化 @n(体制)");
    assert_eq!(found.capture_names().len(), 1);
    let tokens = sentence("強化 体制");
    assert_eq!(found.find_all(&tokens)[0].capture("n"), Some(6..12));
}

#[test]
fn token_ranges_fit_byte_ranges() {
    let tokens = sentence("監視 体制 _ 強化 。");
    let found = &pattern("体制 強化").find_all(&tokens)[0];
    assert_eq!((found.tokens.clone(), found.range.clone()), (1..3, 6..19));
}

#[test]
fn loops_over_nothing_end() {
    check("(あ?)* い", "あ あ い", "⟦ああい⟧");
    check("((あ*)*)* い", "あ あ い", "⟦ああい⟧");
    check("(あ? い?){3} う", "い あ い う", "⟦いあいう⟧");
}
