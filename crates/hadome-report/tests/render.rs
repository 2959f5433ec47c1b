//! What people and programs see.

use std::sync::Arc;

use hadome_core::diagnostic::{Diagnostic, Lang, Related, Scope, Severity};
use hadome_core::source::{Source, Span};
use hadome_report::{
    FileView, FindingsWriter, Format, Look, MeasureRow, MeasuresFormat, NoCards, write_measures,
};

/// A source from a text with one `⟦ ⟧` for the finding and any number of `⟪ ⟫` for related places.
fn marked(text: &str) -> (Source, Span, Vec<Span>) {
    let (mut plain, mut open, mut main, mut related) = (String::new(), 0, Span::default(), Vec::new());
    for c in text.chars() {
        match c {
            '⟦' | '⟪' => open = plain.len(),
            '⟧' => main = Span::new(open, plain.len()),
            '⟫' => related.push(Span::new(open, plain.len())),
            c => plain.push(c),
        }
    }
    (Source::new("report.md", plain), main, related)
}

fn diagnostic(span: Span, related: &[Span]) -> Diagnostic {
    Diagnostic {
        rule: Arc::from("weak-training"),
        severity: Severity::Warning,
        tags: Arc::from(vec!["weak-measure".to_owned()]),
        message: "「再教育を実施」だけでは、次の人が同じことを繰り返します".to_owned(),
        help: Some("仕組みで防ぐ対策を添えてください。".to_owned()),
        url: None,
        span,
        related: related.iter().map(|&span| Related { span, label: "この原因".to_owned() }).collect(),
        scope: Scope::Place,
        anchor: "全員に再教育を実施します。".to_owned(),
    }
}

fn render(text: &str, format: Format, look: &Look) -> String {
    let (source, span, related) = marked(text);
    let diagnostics = [diagnostic(span, &related)];
    let file = FileView {
        source: &source,
        root_path: source.path(),
        diagnostics: &diagnostics,
        suppressed: &[],
        rules: &NoCards,
        strength: [1, 2, 0, 0, 1, 0, 1],
    };
    let (mut out, mut writer) = (Vec::new(), FindingsWriter::new(format, *look));
    writer.begin(&mut out).unwrap();
    writer.file(&mut out, &file).unwrap();
    writer.finish(&mut out).unwrap();
    if format == Format::Full {
        writer.summary(&mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn full_form_counts_characters_and_aligns_wide_text() {
    insta::assert_snapshot!(render(
        "# 再発防止策\n\n- 担当者に⟦再教育を実施⟧する。\n",
        Format::Full,
        &Look::default()
    ));
}

#[test]
fn two_places_of_one_finding_are_both_drawn() {
    insta::assert_snapshot!(render(
        "## 原因\n\n⟪担当者の手違い⟫による。\n\n## 再発防止策\n\n- 担当者に⟦再教育を実施⟧する。\n",
        Format::Full,
        &Look { lang: Lang::En, ..Look::default() }
    ));
}

#[test]
fn a_long_line_is_cut_around_the_finding() {
    let before = "前回の障害を受けて関係者で話し合いを重ねた結果、".repeat(6);
    let after = "。あわせて次の四半期に向けた計画を作り直すこととした".repeat(6);
    let text = format!("{before}担当者に⟦再教育を実施⟧する{after}。\n");
    let drawn = render(&text, Format::Full, &Look::default());
    assert!(drawn.lines().all(|l| unicode_width::UnicodeWidthStr::width(l) <= 80), "{drawn}");
    insta::assert_snapshot!(drawn);
}

#[test]
fn a_finding_over_many_lines_shows_its_first_line() {
    insta::assert_snapshot!(render(
        "- ⟦一行目\n  二行目\n  三行目\n  四行目\n  五行目⟧\n",
        Format::Full,
        &Look::default()
    ));
}

#[test]
fn a_finding_across_a_soft_break_shows_both_lines() {
    insta::assert_snapshot!(render("- 担当者に⟦再教\n  育を実施⟧する。\n", Format::Full, &Look::default()));
}

#[test]
fn terminal_controls_in_a_report_are_shown_not_obeyed() {
    let drawn =
        render("- \u{1b}[2J担当者に⟦再教育を\u{9b}実施⟧する\u{202e}。\r次", Format::Full, &Look::default());
    assert!(!drawn.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\r']), "{drawn:?}");
    let drawn = render("- \u{1b}[2J⟦再教育\u{7}⟧", Format::Narrated, &Look::default());
    assert!(!drawn.contains(['\u{1b}', '\u{7}']), "{drawn:?}");
}

#[test]
fn narrow_terminals_and_ascii_only_ones_get_the_same_finding() {
    let look = Look { width: 44, unicode: false, ..Look::default() };
    insta::assert_snapshot!(render("- 担当者に⟦再教育を実施⟧する。\n", Format::Full, &look));
}

#[test]
fn colours_are_written_only_when_asked_for() {
    let text = "- 担当者に⟦再教育を実施⟧する。\n";
    assert!(!render(text, Format::Full, &Look::default()).contains('\u{1b}'));
    assert!(render(text, Format::Full, &Look { color: true, ..Look::default() }).contains("\u{1b}["));
}

#[test]
fn short_form_is_one_line_a_finding() {
    assert_eq!(
        render("# 再発防止策\r\n\r\n- 担当者に⟦再教育を実施⟧する。\r\n", Format::Short, &Look::default()),
        "report.md:3:7: warning[weak-training] 「再教育を実施」だけでは、次の人が同じことを繰り返します\n"
    );
}

#[test]
fn json_lines_carry_lines_columns_and_bytes() {
    let row: serde_json::Value =
        serde_json::from_str(&render("- 担当者に⟦再教育を実施⟧する。\n", Format::Jsonl, &Look::default()))
            .unwrap();
    assert_eq!(row["path"], "report.md");
    assert_eq!(row["rule"], "weak-training");
    assert_eq!(row["severity"], "warning");
    assert_eq!(row["tags"][0], "weak-measure");
    assert_eq!(row["start"], serde_json::json!({ "line": 1, "column": 7, "byte": 14 }));
    assert_eq!(row["end"], serde_json::json!({ "line": 1, "column": 13, "byte": 32 }));
    assert_eq!(row["url"], serde_json::Value::Null);
}

#[test]
fn json_is_one_document_with_the_strength_of_each_file() {
    let document: serde_json::Value =
        serde_json::from_str(&render("- ⟦再教育を実施⟧する。\n", Format::Json, &Look::default())).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(
        document["files"][0]["strength"],
        serde_json::json!({ "rungs": [1, 2, 0, 0, 1, 0], "unknown": 1 })
    );
    assert_eq!(document["files"][0]["findings"][0]["rule"], "weak-training");
}

#[test]
fn narrated_form_tells_every_place_in_words() {
    insta::assert_snapshot!(render(
        "原因は⟪手違い⟫。\n担当者に⟦再教育を実施⟧する。\n",
        Format::Narrated,
        &Look::default()
    ));
}

#[test]
fn measures_are_listed_as_a_table_and_as_csv() {
    let source = Source::new("report.md", "- 担当者に再教育を実施する。\n");
    let rows = [
        MeasureRow {
            source: &source,
            span: Span::new(2, 40),
            text: "担当者に再教育を実施する。",
            rung: Some(1),
            owner: Some("運用課 田中"),
            due: Some("11/20"),
            status: Some("done"),
        },
        MeasureRow {
            source: &source,
            span: Span::new(2, 40),
            text: "「引用,カンマ」と\"引用符\"を含む、とても長くて一行に収まりきらない対策の本文が続いていく場合の例",
            rung: None,
            owner: None,
            due: None,
            status: None,
        },
    ];
    let list = |format| {
        let mut out = Vec::new();
        write_measures(&mut out, format, &rows, &Look::default()).unwrap();
        String::from_utf8(out).unwrap()
    };
    insta::assert_snapshot!(list(MeasuresFormat::Table));
    insta::assert_snapshot!(list(MeasuresFormat::Csv));
}
