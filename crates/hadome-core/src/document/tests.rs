//! Outlines and items as text: sections indented, with their roles, and the items of each section in ⟦ ⟧.

mod properties;

use std::fmt::Write;
use std::sync::Arc;

use super::*;
use crate::lexicon::sections;
use crate::source::Source;
use crate::spec::Problems;

/// The headings that are built in.
pub(super) fn built_in_roles() -> RoleTable {
    let toml = include_str!("../../../../rules/lexicon/sections.toml");
    let mut table = RoleTable::new();
    sections::load(&Arc::new(Source::new("sections.toml", toml)), &mut table, &Problems::new());
    table
}

/// `title [own roles] → roles in force`, then the items: `⟦…⟧`, deeper ones indented, cells as `⟦…⟧c`, rows as `⟦…⟧r`.
fn show(source: &Source, document: &Document) -> String {
    let mut out = String::new();
    for (i, section) in document.sections.iter().enumerate() {
        let id = SectionId(i as u32);
        let indent = "  ".repeat(usize::from(section.level).saturating_sub(1));
        if let Some(title) = document.section_title(id) {
            let own = names(section.own_roles);
            let _ = write!(out, "{indent}{title} [{own}]");
            if section.roles != section.own_roles {
                let _ = write!(out, " → {}", names(section.roles));
            }
            out.push_str(if section.judging { " judging\n" } else { "\n" });
        }
        for item in document.items.iter().filter(|item| item.section == id) {
            let nested = "  ".repeat(usize::from(section.level) + usize::from(item.depth));
            let mark = match item.kind {
                ItemKind::Row => "r",
                ItemKind::Cell => "c",
                ItemKind::ListItem | ItemKind::Sentence => "",
            };
            let _ = writeln!(out, "{nested}⟦{}⟧{mark}", source.slice(item.span).replace('\n', "⏎"));
        }
    }
    out
}

fn names(roles: RoleSet) -> String {
    let names: Vec<&str> = roles.iter().map(Role::as_str).collect();
    names.join(" ")
}

fn check(format: Format, text: &str, expected: &str) {
    let source = Source::new("test", dedent(text));
    let document = parse(&source, format, &built_in_roles());
    let got = show(&source, &document);
    assert_eq!(got, dedent(expected), "\n--- got\n{got}");
}

fn markdown(text: &str, expected: &str) {
    check(Format::Markdown, text, expected);
}

/// Drops the first line end and the common indentation.
fn dedent(text: &str) -> String {
    let lines: Vec<&str> = text.strip_prefix('\n').unwrap_or(text).lines().collect();
    let indent = |l: &&str| l.len() - l.trim_start_matches(' ').len();
    let margin = lines.iter().filter(|l| !l.trim().is_empty()).map(indent).min().unwrap_or(0);
    let mut out = String::new();
    for line in lines {
        out.push_str(line.get(margin..).unwrap_or(""));
        out.push('\n');
    }
    out.trim_end().to_owned() + "\n"
}

/// What a heading says without its surroundings.
#[track_caller]
fn heading(text: &str, expected: &str) {
    let class = built_in_roles().classify(text);
    let mut got = names(class.roles);
    for (holds, name) in
        [(!class.ambiguous.is_empty(), "?"), (class.neutral, "neutral"), (class.judging, "judging")]
    {
        if holds {
            got = format!("{got} {name}").trim().to_owned();
        }
    }
    assert_eq!(got, expected, "{text}");
}

#[test]
fn headings_are_read_without_number_marks_and_brackets() {
    for text in [
        "原因",
        "1. 原因",
        "3.2 原因",
        "(1) 原因",
        "第3章 原因",
        "■原因",
        "【原因】",
        "🎯 原因",
        "A. 原因",
        "Step 2: 原因",
    ] {
        heading(text, "cause");
    }
    heading("根本原因(5 Whys)", "cause");
    heading("Root Cause (5 Whys)", "cause");
    heading("3. 調査結果(確定した原因)", "cause");
}

#[test]
fn the_head_of_a_heading_decides() {
    heading("直接的な原因", "cause");
    heading("原因1: 手順がなかった", "cause");
    heading("根本原因: 設計の問題", "cause");
    heading("原因の特定", "cause");
    heading("再発防止策のまとめ", "countermeasure");
    heading("なぜ気づくのが遅れたか", "cause");
    heading("障害の概要", "event");
    heading("システム概要", "");
    heading("原因究明チームについて", "");
    heading("再発防止策の有効性を測る体制づくり", "");
    heading("表面的な症状にのみ対応", "");
    heading("過去の警告の参照", "");
}

#[test]
fn a_heading_may_name_several_kinds() {
    heading("原因と再発防止策", "cause countermeasure");
    heading("影響・暫定対応", "impact provisional");
    heading("原因および対策", "cause ?");
    heading("経緯 / 事象", "event timeline");
    heading("Impact and Timeline", "impact timeline");
}

#[test]
fn headings_that_judge_measures_hold_none() {
    heading("再発防止策の検証", "judging");
    heading("再発防止策について考える", "judging");
    heading("この再発防止策で十分か", "judging");
    heading("良い報告書の書き方", "judging");
    heading("効果検証", "effect-check");
    markdown(
        "
        # ある再発防止策について考える
        ## 再発防止策
        - 監視体制を強化する
        ",
        "
        ある再発防止策について考える [] judging
          再発防止策 [countermeasure] →  judging
            ⟦監視体制を強化する⟧
        ",
    );
}

#[test]
fn roles_are_inherited_unless_a_subsection_has_its_own() {
    markdown(
        "
        # 配信停止の報告
        ## 原因
        設定を誤った。手順がなかった。
        ### 流出の経緯
        - 試験がない
        ## 再発防止策
        ### 4.1 配信手順
        - 自動化する
          - CI で検査する
        ### 参考
        - 社内規程
        ",
        "
        配信停止の報告 []
          原因 [cause]
            ⟦設定を誤った。⟧
            ⟦手順がなかった。⟧
            流出の経緯 [] → cause
              ⟦試験がない⟧
          再発防止策 [countermeasure]
            4.1 配信手順 [] → countermeasure
              ⟦自動化する⟧
                ⟦CI で検査する⟧
            参考 []
              ⟦社内規程⟧
        ",
    );
}

#[test]
fn a_title_gives_no_role_that_a_section_has() {
    markdown(
        "
        # 誤配信の原因と再発防止策
        はじめの文。
        ## 概要
        ## 原因
        ## 今後の対策
        ",
        "
        誤配信の原因と再発防止策 []
          ⟦はじめの文。⟧
          概要 [event]
          原因 [cause]
          今後の対策 [countermeasure]
        ",
    );
    markdown(
        "
        # 再発防止策
        ## 監視
        - しきい値を置く
        ",
        "
        再発防止策 [countermeasure]
          監視 [] → countermeasure
            ⟦しきい値を置く⟧
        ",
    );
}

#[test]
fn ambiguous_headings_are_decided_by_their_neighbours() {
    markdown("## 原因\n## 対応\n- 直した\n", "原因 [cause]\n対応 [countermeasure]\n  ⟦直した⟧\n");
    markdown(
        "## 原因\n## 対応\n## 再発防止策\n",
        "原因 [cause]\n対応 [provisional]\n再発防止策 [countermeasure]\n",
    );
    markdown(
        "## 原因\n## 対応\n- 10:02 検知\n- 10:15 復旧\n",
        "原因 [cause]\n対応 [timeline provisional]\n  ⟦10:02 検知⟧\n  ⟦10:15 復旧⟧\n",
    );
    markdown("## 背景\n## 原因\n", "背景 []\n原因 [cause]\n");
    markdown("## 直接原因\n## 背景\n", "直接原因 [cause]\n背景 [cause]\n");
    markdown(
        "## 再発防止策\n### 対策1: 検査\n",
        "再発防止策 [countermeasure]\n  対策1: 検査 [] → countermeasure\n",
    );
}

#[test]
fn labels_and_bold_lines_nest_below_headings() {
    markdown(
        "
        ## 報告

        **原因**

        設定の誤り。

        **再発防止策**

        - 検査を置く

        ## 備考
        以上。
        ",
        "
        報告 []
          原因 [cause]
            ⟦設定の誤り。⟧
          再発防止策 [countermeasure]
            ⟦検査を置く⟧
        備考 []
          ⟦以上。⟧
        ",
    );
    markdown(
        "
        - 影響: 8社
        - 原因: 設定の誤り
        - 確認済み
        ",
        "
        ⟦確認済み⟧
        影響 [impact]
          ⟦8社⟧
        原因 [cause]
          ⟦設定の誤り⟧
        ",
    );
}

#[test]
fn keys_and_columns_name_sections() {
    markdown(
        "
        | 区分 | 内容 |
        |---|---|
        | 直接原因 | 連番が重なった |
        | 恒久対策 | ① UUID にする<br>② 照合する |
        | 担当 | 沖 |
        ",
        "
        ⟦沖⟧r
        直接原因 [cause]
          ⟦連番が重なった⟧
        恒久対策 [countermeasure]
          ⟦UUID にする⟧
          ⟦照合する⟧
        ",
    );
    markdown(
        "
        ## 一覧

        | No | 原因 | 対策 | 担当 |
        |---|---|---|---|
        | 1 | 手順がない | 検査を置く | 沖 |
        ",
        "
        一覧 []
          No []
          原因 [cause]
            ⟦手順がない⟧c
          対策 [countermeasure]
            ⟦検査を置く⟧c
          担当 []
        ",
    );
    markdown(
        "
        ## 一覧

        | 再発防止策 | 担当 | 期限 |
        |---|---|---|
        | 検査を置く | 沖 | 11/20 |
        ",
        "
        一覧 []
          再発防止策 [countermeasure]
            ⟦検査を置く | 沖 | 11/20⟧r
        ",
    );
    markdown(
        "
        | リスク | 対策 |
        |---|---|
        | 検知の遅れ | しきい値を置く |
        ",
        "
        リスク []
        対策 [countermeasure]
          ⟦しきい値を置く⟧c
        ",
    );
}

#[test]
fn quotes_hold_sentences_but_no_items() {
    let text = "## 再発防止策\n> 監視体制を強化します。\n>\n> ## 原因\n> 手違い。\n\n本文。\n";
    let source = Source::new("test", text);
    let document = parse(&source, Format::Markdown, &built_in_roles());
    assert_eq!(
        show(&source, &document),
        "再発防止策 [countermeasure]\n  ⟦本文。⟧\n  原因 [cause] →  judging\n"
    );
    let quoted: Vec<_> = document.sentence_ids().filter(|&s| document.sentence(s).quoted).collect();
    assert_eq!(quoted.len(), 3);
}

#[test]
fn list_items_keep_their_own_text_apart_from_nested_items() {
    markdown(
        "
        ## 再発防止策
        - 監視を変える。次の通り。
          - ① しきい値を置く
          - ② 外形監視を足す

          補足の文。
        - 10:02 復旧
        - 以上
        ",
        "
        再発防止策 [countermeasure]
          ⟦監視を変える。次の通り。⟧
            ⟦① しきい値を置く⟧
            ⟦② 外形監視を足す⟧
            ⟦補足の文。⟧
          ⟦10:02 復旧⟧
          ⟦以上⟧
        ",
    );
}

#[test]
fn plain_text_has_the_same_outline() {
    check(
        Format::Text,
        "
        【障害報告書】

        ■ 原因
        設定を誤ったため、
        配信が止まった。

        ■ 対策
        ・検査を置く
        　担当：沖
        ・手順を直す
        ",
        "
        【障害報告書】 []
          原因 [cause]
            ⟦設定を誤ったため、⏎配信が止まった。⟧
          対策 [countermeasure]
            ⟦検査を置く⏎　担当：沖⟧
            ⟦手順を直す⟧
        ",
    );
}

#[test]
fn lookups_answer_across_a_table() {
    let text = "| 対策 | 担当 |\n|---|---|\n| 検査を置く | 沖 |\n";
    let source = Source::new("test", text);
    let document = parse(&source, Format::Markdown, &built_in_roles());
    let cells = document.row_cells(ItemId(0));
    let headers: Vec<_> = cells.iter().filter_map(|&c| document.column_header(c)).collect();
    assert_eq!(headers, ["対策", "担当"]);
    assert_eq!(document.role_cell(ItemId(0)), Some(cells[0]));
    assert_eq!(document.block_text(cells[1]), "沖");
}
