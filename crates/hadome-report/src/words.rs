//! The words of the frame: severities, summaries and headings in both languages.

use hadome_core::diagnostic::{Lang, Severity};

/// The name of a severity in a sentence.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match (lang, severity) {
        (Lang::Ja, Severity::Error) => "エラー",
        (Lang::Ja, Severity::Warning) => "警告",
        (Lang::Ja, Severity::Info) => "情報",
        (Lang::En, Severity::Error) => "error",
        (Lang::En, Severity::Warning) => "warning",
        (Lang::En, Severity::Info) => "info",
    }
}

/// The names of the rungs 0 to 5 of the strength ladder, and of an unknown rung.
pub fn rung(rung: usize, lang: Lang) -> &'static str {
    const JA: [&str; 7] = ["意識", "手続", "検知", "容易化・緩和", "強制・自動", "排除", "不明"];
    const EN: [&str; 7] = ["exhort", "procedure", "detect", "ease", "enforce", "eliminate", "unknown"];
    match lang {
        Lang::Ja => JA[rung.min(6)],
        Lang::En => EN[rung.min(6)],
    }
}

/// Picks the text of a language.
pub fn pick<'t>(lang: Lang, ja: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// What the status of a measure is called, by the name that programs read.
pub fn status(name: &str, lang: Lang) -> &str {
    let ja = match name {
        "done" => "完了",
        "doing" => "対応中",
        "preparing" => "準備中",
        "todo" => "未着手",
        "dropped" => "取り下げ",
        other => other,
    };
    if lang == Lang::En { name } else { ja }
}
