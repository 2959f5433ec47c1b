//! Block trees of small Markdown documents, and where phrases of their prose stand in the source.

use super::parse;
use crate::document::Parsed;
use crate::document::test_tree::{KnownWords, assert_tree, tree};
use crate::source::Source;

const WORDS: KnownWords =
    KnownWords(&["原因", "事象", "影響", "再発防止策", "暫定対策", "恒久対策", "時系列", "対策", "根本原因"]);

fn read(text: &str) -> (Source, Parsed) {
    let source = Source::new("report.md", text);
    let parsed = parse(&source, &WORDS, None);
    (source, parsed)
}

/// The tree of a document, which is the same with either line end.
#[track_caller]
fn check(text: &str, expected: &str) {
    let (source, parsed) = read(text);
    assert_tree(&parsed.blocks, &source, expected);
    let (crlf, again) = read(&text.replace('\n', "\r\n"));
    assert_eq!(tree(&again.blocks, &crlf), tree(&parsed.blocks, &source), "CRLF");
}

/// Where a phrase of the prose stands: `⟦ ⟧` mark the source bytes that it came from.
#[track_caller]
fn spot(marked: &str, phrase: &str) {
    let (source, parsed) = read(&marked.replace(['⟦', '⟧'], ""));
    let found = parsed.blocks.iter().find_map(|b| {
        let at = b.prose.text().find(phrase)?;
        Some(b.prose.source_span(at..at + phrase.len()))
    });
    let Some(span) = found else { panic!("no {phrase:?} in\n{}", tree(&parsed.blocks, &source)) };
    let text = source.text();
    let got = format!("{}⟦{}⟧{}", &text[..span.start], &text[span.start..span.end], &text[span.end..]);
    assert_eq!(got, marked);
}

#[test]
fn headings_of_both_kinds() {
    check(
        "決済遅延の報告\n===\n\n## 原因 ##\n設定の誤り。\n\n経過\n---\n### 2.1 検知 {#det}\n",
        "
        h1 決済遅延の報告
        h2 原因
        p 設定の誤り。
        h2 経過
        h3 2.1 検知
        ",
    );
}

#[test]
fn soft_breaks_are_closed_between_japanese_and_hard_ones_are_kept() {
    check("監視体制の\n強化を行う。\n", "p 監視体制の強化を行う。");
    check("retry the\njob\n", "p retry the job");
    check("一行目  \n二行目<br>三行目\\\n四行目\n", "p 一行目⏎二行目⏎三行目⏎四行目");
}

#[test]
fn marks_never_cut_a_phrase() {
    spot("監視⟦体制の**強**\n化⟧を行う。\n", "体制の強化");
    spot("- ⟦手順`書`の~~見~~直し⟧\n", "手順書の見直し");
    spot("[⟦確認](https://example.jp/)の徹底⟧。\n", "確認の徹底");
    spot("A ⟦&amp; B⟧\n", "& B");
    spot("2\\⟦*3⟧ と &#x3042;\n", "*3");
}

#[test]
fn emphasis_that_markdown_does_not_close_is_no_prose_either() {
    spot("今後は**「⟦声出し」**を徹⟧底する。\n", "声出し」を徹");
    check("**原因：**設定の誤り\n", "h8 label 原因\np 設定の誤り");
    check("2**10 は残る\n\nsrc/**/*.rs も a ** b も残る\n", "p 2**10 は残る\np src/**/*.rs も a ** b も残る");
}

#[test]
fn lists_nest_and_tasks_are_ticked() {
    check(
        "1. 一つ目\n   - [x] 済んだ\n   - [ ] これから\n\n     続きの段落\n2. 二つ目\n",
        "
        ol
          li
            p 一つ目
            ul
              li [x]
                p 済んだ
              li [ ]
                p これから
                p 続きの段落
          li
            p 二つ目
        ",
    );
}

#[test]
fn tables_with_columns() {
    check(
        "| 対策 | 担当 | 期限 |\n|---|---|---|\n| 上限を`設定`する | 村井 | 12/1 |\n| 見張る |\n",
        "
        table
          tr header
            td0
              p 対策
            td1
              p 担当
            td2
              p 期限
          tr
            td0
              p 上限を設定する
            td1
              p 村井
            td2
              p 12/1
          tr
            td0
              p 見張る
            td1
            td2
        ",
    );
}

#[test]
fn tables_of_keys_and_values() {
    check(
        "| 項目 | 内容 |\n|---|---|\n| 原因 | 設定の誤り |\n| 担当 | 村井 |\n",
        "
        key-value
          tr header
            td0
              p 項目
            td1
              p 内容
          tr
            td0
              p 原因
            td1
              p 設定の誤り
          tr
            td0
              p 担当
            td1
              p 村井
        ",
    );
    check(
        "| 事象 | 応答が止まった |\n|---|---|\n| 原因 | 設定の誤り |\n",
        "
        key-value
          tr
            td0
              p 事象
            td1
              p 応答が止まった
          tr
            td0
              p 原因
            td1
              p 設定の誤り
        ",
    );
    let layout = |text: &str| tree(&read(text).1.blocks, &read(text).0).lines().next().map(str::to_owned);
    let key_value = Some("key-value".to_owned());
    let columns = Some("table".to_owned());
    assert_eq!(layout("| | |\n|-|-|\n| 担当 | 村井 |\n"), key_value);
    assert_eq!(layout("| 名前 | 説明 |\n|-|-|\n| **甲** | あ |\n| **乙** | い |\n"), key_value);
    assert_eq!(layout("| 時刻 | 内容 |\n|-|-|\n| 10:00 | 検知 |\n| 10:05 | 連絡 |\n"), columns);
    assert_eq!(layout("| 原因 | 対策 |\n|-|-|\n| 設定の誤り | 検査を足す |\n"), columns);
    assert_eq!(layout("| 対策 | 期限 |\n|-|-|\n| **検査を足す** | 12/1 |\n"), columns);
}

#[test]
fn cells_of_several_lines() {
    check(
        "| 区分 | 内容 | 備考 |\n|-|-|-|\n| a | 一行目<br>二行目 | <ul><li>甲</li><li>乙</li></ul> |\n",
        "
        table
          tr header
            td0
              p 区分
            td1
              p 内容
            td2
              p 備考
          tr
            td0
              p a
            td1
              p 一行目
              p 二行目
            td2
              ul
                li
                  p 甲
                li
                  p 乙
        ",
    );
}

#[test]
fn quotes_code_footnotes_and_images() {
    check(
        "> [!NOTE]\n> 注意を払う。\n> > 深い引用\n\n```text\n原因\n```\n\n本文[^1]。![図の説明](a.png)\n\n[^1]: 脚注。\n",
        "
        quote
          p 注意を払う。
          quote
            p 深い引用
        code
        p 本文。
        footnote
          p 脚注。
        ",
    );
}

#[test]
fn bold_lines_are_headings() {
    check(
        "**原因**\n\n設定の誤り。\n\n**✅ 根本原因**:\n- 手順がない\n",
        "
        h7 bold 原因
        p 設定の誤り。
        h7 bold ✅ 根本原因
        ul
          li
            p 手順がない
        ",
    );
    check("**原因**\n設定の誤り。\n", "h7 bold 原因\np 設定の誤り。");
    check(
        "**補足資料**\n\n一覧。\n\n**次も太字**\n\n## 影響\n",
        "h7 bold 補足資料\np 一覧。\np 次も太字\nh2 影響",
    );
    check("**二度と起こさない。**\n\n以上。\n", "p 二度と起こさない。\np 以上。");
    check(
        "| **原因** | x | y |\n|-|-|-|\n",
        "table\n  tr header\n    td0\n      p 原因\n    td1\n      p x\n    td2\n      p y",
    );
    check("**必ず確認する**\n\n- 甲\n", "p 必ず確認する\nul\n  li\n    p 甲");
    check(
        "- **検査の追加**\n  - 担当は村井\n- **原因**\n  - 手順がない\n",
        "
        ul
          li
            p 検査の追加
            ul
              li
                p 担当は村井
          li
            h7 bold 原因
            ul
              li
                p 手順がない
        ",
    );
}

#[test]
fn yaml_front_matter() {
    let text = "---\ntitle: \"受注の停止\" # 題\ndate: 2026-04-01\ntags: [障害, 'DB']\nroot_cause: |\n  設定の誤り。\n  見落とし。\nactions:\n  - 検査を足す\n  - name: 上限\n    owner: 村井\nimpact:\n  users: 10名\n---\n\n本文\n";
    check(
        text,
        "
        key-value front-matter
          tr
            td0
              p title
            td1
              p 受注の停止
          tr
            td0
              p date
            td1
              p 2026-04-01
          tr
            td0
              p tags
            td1
              ul
                li
                  p 障害
                li
                  p DB
          tr
            td0
              p root_cause
            td1
              p 設定の誤り。⏎見落とし。
          tr
            td0
              p actions
            td1
              ul
                li
                  p 検査を足す
                li
                  p name: 上限⏎owner: 村井
          tr
            td0
              p impact
            td1
          tr
            td0
              p users
            td1
              p 10名
        p 本文
        ",
    );
    spot("---\ntitle: \"⟦受注⟧の停止\"\n---\n", "受注");
    spot("---\na: [x, '⟦DB⟧']\n---\n", "DB");
}

#[test]
fn toml_front_matter() {
    check(
        "+++\ntitle = \"受注の停止\"\ntags = ['障害', 'DB']\n[extra]\nowner = \"村\\u4e95\"\n+++\n# 見出し\n",
        "
        key-value front-matter
          tr
            td0
              p title
            td1
              p 受注の停止
          tr
            td0
              p tags
            td1
              ul
                li
                  p 障害
                li
                  p DB
          tr
            td0
              p owner
            td1
              p 村井
        h1 見出し
        ",
    );
    spot("+++\ntitle = '⟦受注⟧'\n+++\n", "受注");
}

#[test]
fn a_line_drawn_in_the_text_is_no_front_matter() {
    check("---\n\n## 原因\n\n---\n**影響**: なし\n\n---\n", "h2 原因\nh8 label 影響\np なし");
}

#[test]
fn the_title_is_the_front_matters_or_the_first_heading() {
    let title = |text: &str| {
        let (_, parsed) = read(text);
        parsed.title.map(|id| parsed.blocks[id.index()].prose.text().to_owned())
    };
    assert_eq!(title("---\ntitle: 題\n---\n# 見出し\n").as_deref(), Some("題"));
    assert_eq!(title("## 小\n# 見出し\n# 次\n").as_deref(), Some("見出し"));
    assert_eq!(title("本文\n"), None);
}

#[test]
fn comments_are_kept_apart() {
    let text = "a <!-- hadome-disable-line x -- 理由 --> b\n\n<!--\n hadome-disable-file\n-->\n> <!-- 引用の中 -->\n\n```\n<!-- コード -->\n```\n";
    let (source, parsed) = read(text);
    let got: Vec<_> = parsed.comments.iter().map(|c| (c.text.as_str(), source.slice(c.text_span))).collect();
    let expected = ["hadome-disable-line x -- 理由", "hadome-disable-file", "引用の中"];
    assert_eq!(got, expected.map(|t| (t, t)));
    check("前<!-- 間 -->後\n", "p 前後");
}

#[test]
fn html_blocks_are_read_as_html() {
    check(
        "<details>\n<summary>再発防止策</summary>\n\n- 検査を足す\n\n</details>\n\n<p>終わり</p>\n",
        "
        h7 bold 再発防止策
        ul
          li
            p 検査を足す
        p 終わり
        ",
    );
    check(
        "- 項目\n\n  <table>\n  <tr><th>原因</th><td>\n\n  設定の**誤り**\n\n  </td></tr>\n\n- 次\n",
        "
        ul
          li
            p 項目
            key-value
              tr
                td0
                  p 原因
                td1
                  p 設定の誤り
          li
            p 次
        ",
    );
    check("> <div>\n> 強\n> 化\n> </div>\n", "quote\n  p 強化");
    spot("> <p>体制の<b>⟦強</b>\n> 化⟧</p>\n", "強化");
}

#[test]
fn japanese_bullets_inside_a_paragraph_are_a_list() {
    check("・検査を足す\n・上限を設ける\n", "ul\n  li\n    p 検査を足す\n  li\n    p 上限を設ける");
}

#[test]
fn lines_with_bold_labels_are_not_joined() {
    let (_, parsed) = read("**保存先:** a.md\n**概要:** 止まった。\n続き。\n");
    let text: Vec<_> = parsed.blocks.iter().map(|b| b.prose.text()).collect();
    assert!(text.join("|").contains("止まった。続き。"), "{text:?}");
    assert!(!text.join("|").contains("a.md概要"), "{text:?}");
}

#[test]
fn lines_with_short_labels_are_not_joined() {
    let check = |text: &str, expected: &str| {
        let (_, parsed) = read(text);
        let text: Vec<_> = parsed.blocks.iter().map(|b| b.prose.text()).filter(|t| !t.is_empty()).collect();
        assert_eq!(text.join("|").replace('\n', "|"), expected);
    };
    check("- 検査を足す\n  担当：佐藤\n  期限: 3/20\n", "検査を足す|担当:佐藤|期限: 3/20");
    // A sentence that goes on, and what is no label.
    check("- 検査を足すのは\n  担当：佐藤\n", "検査を足すのは担当:佐藤");
    check("- 検査を足し、\n  担当：佐藤\n", "検査を足し、担当:佐藤");
    check(
        "- 検査を足す方法と対象の\n  一覧は別に示すとおり: 表\n",
        "検査を足す方法と対象の一覧は別に示すとおり: 表",
    );
}

#[test]
fn hostile_depth_is_flattened() {
    for text in ["> ".repeat(10_000) + "底", "- ".repeat(10_000) + "底", "<div>".repeat(100_000) + "底"] {
        let (_, parsed) = read(&text);
        assert!(parsed.blocks.iter().any(|b| b.prose.text().contains('底')));
        assert!(parsed.blocks.len() < 1_000);
    }
}
