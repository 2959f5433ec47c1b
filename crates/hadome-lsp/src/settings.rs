//! What the user sets in the editor.

use std::path::PathBuf;

use hadome_core::diagnostic::Lang;
use hadome_project::Overrides;
use serde::Deserialize;

/// When documents are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Run {
    /// At every change.
    #[default]
    OnType,
    /// When they are opened and saved.
    OnSave,
}

/// The settings of the section `hadome`, sent with `initialize` or asked for later. What is absent or not understood has its default:
/// an editor's settings must not keep the server from starting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// When documents are checked.
    pub run: Run,
    /// The language of messages; `None` leaves it to the configuration.
    pub lang: Option<Lang>,
    /// A configuration file for every document.
    pub config: Option<PathBuf>,
    /// Directories that configurations may lead to beside their repositories.
    pub allow_read: Vec<PathBuf>,
    /// Whether each measure shows its rung as an inlay hint.
    pub inlay_hints: bool,
    /// Whether each measure shows its rung as a code lens.
    pub code_lens: bool,
}

/// The shape in which clients send them.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Sent {
    run: serde_json::Value,
    lang: serde_json::Value,
    config: Option<PathBuf>,
    allow_read: Vec<PathBuf>,
    inlay_hints: bool,
    code_lens: bool,
}

impl Settings {
    /// Reads what a client sent: the section itself, or an object that holds it under `hadome`.
    pub fn read(value: &serde_json::Value) -> Self {
        let section = value.get("hadome").unwrap_or(value);
        let sent: Sent = serde_json::from_value(section.clone()).unwrap_or_default();
        Self {
            run: serde_json::from_value(sent.run).unwrap_or_default(),
            lang: serde_json::from_value(sent.lang).ok(),
            config: sent.config.filter(|path| !path.as_os_str().is_empty()),
            allow_read: sent.allow_read,
            inlay_hints: sent.inlay_hints,
            code_lens: sent.code_lens,
        }
    }

    /// What they say over any configuration file, and over the command line that started the server.
    pub fn over(&self, base: &Overrides) -> Overrides {
        Overrides {
            config: self.config.clone().or_else(|| base.config.clone()),
            lang: self.lang.or(base.lang),
            allow_read: base.allow_read.iter().chain(&self.allow_read).cloned().collect(),
            examples: true,
            ..base.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(sent: serde_json::Value, expected: Settings) {
        assert_eq!(Settings::read(&sent), expected);
    }

    #[test]
    fn settings_come_bare_or_in_their_section() {
        let expected = Settings { run: Run::OnSave, lang: Some(Lang::En), ..Settings::default() };
        check(json!({"run": "onSave", "lang": "en"}), expected.clone());
        check(json!({"hadome": {"run": "onSave", "lang": "en"}}), expected);
    }

    #[test]
    fn what_is_not_understood_has_its_default() {
        check(json!(null), Settings::default());
        check(json!({"run": "sometimes", "lang": "fr", "config": ""}), Settings::default());
        check(
            json!({"inlayHints": true, "unknown": 1}),
            Settings { inlay_hints: true, ..Settings::default() },
        );
    }
}
