//! What the user sets in the editor.

use std::path::PathBuf;

use hadome_core::diagnostic::Lang;
use hadome_project::Overrides;
use serde::Deserialize;
use serde_json::Value;

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
    run: Value,
    lang: Value,
    config: Option<PathBuf>,
    allow_read: Vec<PathBuf>,
    inlay_hints: bool,
    code_lens: bool,
}

impl Settings {
    /// Reads what a client sent: the section itself, or an object that holds it under `hadome`.
    pub fn read(value: &Value) -> Self {
        let sent: Sent = serde_json::from_value(section(value).clone()).unwrap_or_default();
        Self {
            run: serde_json::from_value(sent.run).unwrap_or_default(),
            lang: serde_json::from_value(sent.lang).ok(),
            config: sent.config.filter(|path| !path.as_os_str().is_empty()),
            allow_read: sent.allow_read,
            inlay_hints: sent.inlay_hints,
            code_lens: sent.code_lens,
        }
    }

    /// Reads what a client sent later, key by key over what it sent with `initialize`: a client in which nothing is set answers `null`, or
    /// an object without the section, and means no change.
    pub fn read_over(initial: &Value, sent: &Value) -> Self {
        let mut merged = section(initial).as_object().cloned().unwrap_or_default();
        let later = section(sent).as_object().cloned().unwrap_or_default();
        merged.extend(later.into_iter().filter(|(_, value)| !value.is_null()));
        Self::read(&Value::Object(merged))
    }

    /// What they say over any configuration file, and over the command line that started the server.
    pub fn over(&self, base: &Overrides) -> Overrides {
        Overrides {
            config: self.config.clone().or_else(|| base.config.clone()),
            lang: self.lang.or(base.lang),
            allow_read: base.allow_read.iter().chain(&self.allow_read).cloned().collect(),
            examples: true,
            lasting: true,
            ..base.clone()
        }
    }
}

fn section(value: &Value) -> &Value {
    value.get("hadome").unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(sent: Value, expected: Settings) {
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

    #[test]
    fn what_is_set_later_leaves_the_rest_as_it_was() {
        let initial = json!({"lang": "en", "run": "onSave"});
        let as_before = Settings::read(&initial);
        for nothing in [json!(null), json!({}), json!({"hadome": null}), json!({"lang": null})] {
            assert_eq!(Settings::read_over(&initial, &nothing), as_before, "{nothing}");
        }
        let later = json!({"hadome": {"lang": "ja"}});
        let expected = Settings { lang: Some(Lang::Ja), ..as_before };
        assert_eq!(Settings::read_over(&initial, &later), expected);
    }
}
