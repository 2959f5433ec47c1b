//! What words come out of text.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::builtin;
use crate::document::{self, Format, RoleTable, SentenceId};

static MORPHOLOGY: LazyLock<Morphology> = LazyLock::new(|| Morphology::new(&builtin::words()).unwrap());

/// The words of a text between bars.
fn check(text: &str, expected: &str) {
    let tokens = MORPHOLOGY.analyzer().analyze(text);
    let got: Vec<&str> = tokens.tokens.iter().map(|t| tokens.surface(t)).collect();
    assert_eq!(got.join("|"), expected);
}

/// The words of a text with their part of speech, base form and reading, one per line.
fn check_features(text: &str, expected: &[&str]) {
    let tokens = MORPHOLOGY.analyzer().analyze(text);
    let show = |t: &Token| {
        let (f, unknown) = (&t.feature, if t.feature.unknown { " ?" } else { "" });
        format!("{} {} {} {}{unknown}", tokens.surface(t), f.pos.join("-"), tokens.lemma(t), f.reading)
    };
    assert_eq!(tokens.tokens.iter().map(show).collect::<Vec<_>>(), expected);
}

/// The mistakes of a CSV: the bytes that each is about, and what is wrong with them.
fn check_mistakes(csv: &str, expected: &[&str]) {
    let source = Arc::new(Source::new("words.csv", csv));
    let problems = Morphology::new(&[Arc::clone(&source)]).err().unwrap_or_default();
    let got: Vec<String> =
        problems.iter().map(|p| format!("{}: {}", source.slice(p.span), p.message.en)).collect();
    assert_eq!(got, expected);
}

#[test]
fn text_is_cut_into_words() {
    check("", "");
    check(" \n\t", "");
    check("監視体制の強化", "監視|体制|の|強化");
    check("再発防止策を実施した", "再発|防止|策|を|実施|し|た");
    check("A社の DB は 3 台、10:30 に停止。", "A|社|の|DB|は|3|台|、|10|:|30|に|停止|。");
}

#[test]
fn features_say_what_a_word_is() {
    check_features(
        "徹底を図り",
        &["徹底 名詞-サ変接続 徹底 テッテイ", "を 助詞-格助詞-一般 を ヲ", "図り 動詞-自立 図る ハカリ"],
    );
    let tokens = MORPHOLOGY.analyzer().analyze("図り");
    assert_eq!(&*tokens.tokens[0].feature.conjugation_type, "五段・ラ行");
    assert_eq!(&*tokens.tokens[0].feature.conjugation_form, "連用形");
}

#[test]
fn unknown_words_are_their_own_base_form() {
    check_features("ホゲラッタ", &["ホゲラッタ 名詞-固有名詞-組織 ホゲラッタ  ?"]);
}

/// IPADIC knows signs in full width only, and takes a sign that it does not know for a noun.
#[test]
fn folded_signs_are_signs() {
    check_features(
        "(50%)",
        &["( 記号-括弧開 ( (", "50 名詞-数 50  ?", "% 名詞-接尾-助数詞 % パーセント", ") 記号-括弧閉 ) )"],
    );
    for sign in [
        "!", "?", ":", ";", "/", "[", "]", "~", "〜", "-", "−", "—", "―", "...", "&", "=", "\"", "#", "§",
        "%)…", "🔥",
    ] {
        let tokens = MORPHOLOGY.analyzer().analyze(sign);
        assert!(tokens.tokens.iter().all(|t| t.is(&["記号"])), "{sign}: {:?}", tokens.tokens);
    }
}

#[test]
fn numbers_and_identifiers_stay_whole() {
    check("2025年", "2025|年");
    check("checkoutのNTT", "checkout|の|NTT");
}

#[test]
fn words_of_the_trade_are_one_word_each() {
    for source in builtin::words() {
        for line in source.text().lines().filter(|l| !l.starts_with('#')) {
            let word = line.split(',').next().unwrap_or_default();
            check(word, word);
            check(&format!("この{word}を見直す"), &format!("この|{word}|を|見直す"));
        }
    }
}

#[test]
fn words_of_the_trade_leave_their_neighbours_whole() {
    check("デプロイした", "デプロイ|し|た");
    check("ロールバックされず", "ロールバック|さ|れ|ず");
    check("根本的な原因", "根本|的|な|原因");
    check("監視しきい値", "監視|しきい値");
    check("ポストモーテムミーティング", "ポストモーテム|ミーティング");
    check("リストアップする", "リストアップ|する");
    check("ビルディング", "ビルディング");
    check("手戻りが生じた", "手戻り|が|生じ|た");
    check("手に戻りました", "手|に|戻り|まし|た");
    check("アラートメール", "アラート|メール");
    check("強いアラ", "強い|アラ");
}

#[test]
fn a_project_adds_words() {
    let csv = "# 自社の呼び名\n\nほげ基盤,名詞-固有名詞-組織,ホゲキバン\r\nﾄﾞﾁｬｸ班,名詞,\n\"ア,イ\",名詞-一般,アイ\n";
    let morphology = Morphology::new(&[Arc::new(Source::new("words.csv", csv))]).unwrap();
    let tokens = morphology.analyzer().analyze("ほげ基盤とドチャク班");
    let got: Vec<&str> = tokens.tokens.iter().map(|t| tokens.surface(t)).collect();
    assert_eq!(got, ["ほげ基盤", "と", "ドチャク班"]);
    assert!(tokens.tokens[0].is(&["名詞", "固有名詞", "組織"]));
    assert_eq!(&*tokens.tokens[0].feature.reading, "ホゲキバン");
    assert_eq!(tokens.lemma(&tokens.tokens[2]), "ドチャク班");
}

#[test]
fn a_project_adds_words_that_inflect() {
    let csv = "ググり,772,772,3000,動詞,自立,*,*,五段・ラ行,連用形,ググる,ググリ,ググリ\n";
    let morphology = Morphology::new(&[Arc::new(Source::new("words.csv", csv))]).unwrap();
    let tokens = morphology.analyzer().analyze("ググりました");
    assert_eq!(tokens.lemma(&tokens.tokens[0]), "ググる");
    assert_eq!(&*tokens.tokens[0].feature.conjugation_form, "連用形");
}

#[test]
fn every_mistake_in_a_word_list_is_reported() {
    check_mistakes("水平展開,名詞-サ変接続,スイヘイテンカイ\n", &[]);
    check_mistakes(
        "# 注\n\nあ,い\nう,メイシ,ウ\n,名詞,エ\nお か,名詞,オカ\nき,9999,-1,x,名詞,*,*,*,*,*,き,キ\n",
        &[
            "あ,い: a row of 2 columns",
            "う,メイシ,ウ: no part of speech `メイシ` that does not inflect",
            ",名詞,エ: the surface is empty or has white space in it",
            "お か,名詞,オカ: the surface is empty or has white space in it",
            "き,9999,-1,x,名詞,*,*,*,*,*,き,キ: left context id `9999` is no whole number from 0 to 1315",
            "き,9999,-1,x,名詞,*,*,*,*,*,き,キ: right context id `-1` is no whole number from 0 to 1315",
            "き,9999,-1,x,名詞,*,*,*,*,*,き,キ: cost `x` is no whole number from -32768 to 32767",
        ],
    );
}

#[test]
fn a_word_is_looked_up_once() {
    let analyzer = MORPHOLOGY.analyzer();
    let tokens = analyzer.analyze("確認の確認の確認");
    assert_eq!(analyzer.cached(), 2);
    assert!(Arc::ptr_eq(&tokens.tokens[0].feature, &tokens.tokens[4].feature));
}

#[test]
fn a_sentence_is_tokenized_when_it_is_asked_for_and_only_once() {
    let report = Source::new("report.txt", "手順を見直す。監視を強化する。");
    let document = document::parse(&report, Format::Text, &RoleTable::default());
    let analyzer = MORPHOLOGY.analyzer();
    let analysis = Analysis::new(&document, &analyzer);
    assert_eq!(analysis.tokenized(), 0);
    let first = analysis.tokens(SentenceId(1));
    assert_eq!(first.text, "監視を強化する。");
    assert!(std::ptr::eq(first, analysis.tokens(SentenceId(1))));
    assert_eq!(analysis.tokenized(), 1);
}

#[test]
fn a_megabyte_without_a_sentence_end_is_no_burden() {
    let analyzer = MORPHOLOGY.analyzer();
    for unit in ["a", "漢", "ア", "確認", "🔥", "(", "\0", "a ", "\u{3099}"] {
        let text = unit.repeat(1_000_000 / unit.len());
        assert_covers(&analyzer.analyze(&text));
    }
}

proptest! {
    #[test]
    fn any_text_is_covered(text in any::<String>()) {
        assert_covers(&MORPHOLOGY.analyzer().analyze(&text));
    }

    #[test]
    fn japanese_text_is_covered(text in "[ぁ-んァ-ヶー一-鿿、。「」A-Za-z0-9 \n\u{3000}👨\u{200d}💻Ð\0]{0,60}") {
        assert_covers(&MORPHOLOGY.analyzer().analyze(&text));
    }

    #[test]
    fn any_word_list_is_read_or_refused(csv in "([あ名詞a*\"#,\n -]|名詞,|,1){0,30}") {
        let source = Arc::new(Source::new("words.csv", csv));
        for problem in Morphology::new(&[Arc::clone(&source)]).err().unwrap_or_default() {
            prop_assert!(source.text().get(problem.span.range()).is_some());
        }
    }
}

/// Tokens stand in order on character boundaries, and between them is nothing but white space.
fn assert_covers(tokens: &Tokens) {
    let mut end = 0;
    for token in &tokens.tokens {
        let between = tokens.text.get(end..token.start as usize);
        assert!(between.is_some_and(|t| t.trim().is_empty()), "{between:?} before {token:?}");
        assert!(!tokens.surface(token).is_empty());
        end = token.end as usize;
    }
    assert!(tokens.text[end..].trim().is_empty());
}
