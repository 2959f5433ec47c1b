//! The words of the frame: severities, summaries and headings in both languages.

use hadome_core::diagnostic::{Lang, Severity};
use hadome_core::facts::StatusKind;
pub use hadome_core::facts::rung_name as rung;

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

/// Picks the text of a language.
pub fn pick<'t>(lang: Lang, ja: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// What the status of a measure is called, by the name that programs read.
pub fn status(name: &str, lang: Lang) -> &str {
    let known = StatusKind::NAMES.iter().position(|n| *n == name);
    known.map_or(name, |i| StatusKind::ALL[i].name(lang))
}
