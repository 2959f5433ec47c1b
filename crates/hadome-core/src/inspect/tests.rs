//! What inspections hold.

use std::sync::Arc;

use super::*;
use crate::builtin;
use crate::document;
use crate::facts::{self, FactOptions};
use crate::lexicon::Lexicon;
use crate::morph::Morphology;
use crate::spec::Problems;

fn inspect(text: &str) -> Inspection {
    let files: Vec<Arc<Source>> = builtin::files();
    let lexicon = Lexicon::load(&files, &Problems::new());
    let analyzer = Morphology::new(&[]).unwrap().analyzer();
    let source = Source::new("report.md", text);
    let document = document::parse(&source, Format::Markdown, &lexicon.roles);
    let analysis = Analysis::new(&document, &analyzer);
    let facts = facts::read(&analysis, &lexicon, &FactOptions::default());
    Inspection::new(&source, &analysis, &facts)
}

#[test]
fn sections_hold_their_items_with_words() {
    let seen = inspect("# 配信停止の報告\n\n## 再発防止策\n\n- 監視体制を**強化**する（担当：沖）\n");
    assert_eq!(seen.title.as_deref(), Some("配信停止の報告"));
    let section = seen.sections.last().unwrap();
    assert_eq!(section.roles.iter().map(|r| r.as_str()).collect::<Vec<_>>(), ["countermeasure"]);
    let item = &section.items[0];
    assert_eq!(item.text, "監視体制を強化する(担当:沖)");
    assert_eq!((item.place.start.line, item.place.start.column), (5, 3));
    let words: Vec<&str> = item.sentences[0].tokens.iter().map(|t| t.surface.as_str()).collect();
    assert_eq!(words[..5], ["監視", "体制", "を", "強化", "する"]);
}

#[test]
fn an_inspection_is_written_as_json() {
    let json = serde_json::to_value(inspect("## 原因\n手順がなかった。\n")).unwrap();
    assert_eq!(json["sections"][1]["title"], "原因");
    assert_eq!(json["sections"][1]["roles"][0], "cause");
    assert_eq!(json["sections"][1]["items"][0]["start"]["line"], 2);
    assert_eq!(json["sections"][1]["items"][0]["sentences"][0]["tokens"][0]["pos"][0], "名詞");
}

#[test]
fn what_a_report_says_of_itself_is_shown_with_its_place() {
    let seen = inspect("# 【速報】配信の停止\n\nお客様各位\n\n## 影響\n\n約3万件（調査中）\n");
    let json = serde_json::to_value(&seen).unwrap();
    assert_eq!((&json["stage"]["value"], &json["stage"]["text"]), (&"first".into(), &"速報".into()));
    assert_eq!((&json["profile"]["value"], &json["profile"]["start"]["line"]), (&"public".into(), &3.into()));
    assert_eq!(
        (&json["impact"][0]["text"], &json["impact"][0]["provisional"]),
        (&"約3万件".into(), &true.into())
    );
    let silent = serde_json::to_value(inspect("# 配信の停止\n")).unwrap();
    assert_eq!(
        (&silent["stage"]["value"], &silent["stage"]["text"]),
        (&"unknown".into(), &serde_json::Value::Null)
    );
}

#[test]
fn times_and_moments_stand_with_their_places() {
    let seen = inspect(
        "# 配信停止の報告\n\n- 発生日時: 2026-11-20 10:02\n\n## 時系列\n\n- 10:17 利用者からの問い合わせで判明\n",
    );
    let timeline = &seen.timeline;
    assert_eq!(timeline.occurred.as_ref().map(|d| d.date.as_str()), Some("2026-11-20"));
    let entry = timeline.entries[0].time.as_ref().unwrap();
    assert_eq!((entry.value.as_str(), entry.quote.text.as_str()), ("10:17", "10:17"));
    assert_eq!((entry.quote.place.start.line, entry.quote.place.start.column), (7, 3));
    let told: Vec<&str> = timeline.moments.iter().map(|m| m.quote.text.as_str()).collect();
    assert_eq!(told, ["2026-11-20 10:02", "問い合わせで"]);
}
