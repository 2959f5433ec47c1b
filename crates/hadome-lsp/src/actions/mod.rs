//! What can be done about a finding: mend what it lacks, wave it through with a reason, read about its rule.

mod change;
mod fields;
mod section;
mod suppress;

use hadome_core::diagnostic::{Diagnostic, Lang};
use hadome_core::document::Role;
use hadome_core::rule::Remedy;
use hadome_core::source::Span;
use hadome_project::Linted;
use lsp_types::{CodeActionKind, CodeActionParams, Range};
use serde_json::{Value, json};

use crate::capabilities::Client;
use crate::commands;
use crate::convert;
use crate::snapshot::Snapshot;
use change::Change;

/// The actions for the findings at a range. Each is a quick fix; none is preferred, since each asks its author for something.
pub fn at(snapshot: &Snapshot, client: &Client, params: &CodeActionParams) -> Vec<Value> {
    let Ok(linted) = &snapshot.linted else { return Vec::new() };
    if !wanted(params.context.only.as_deref()) {
        return Vec::new();
    }
    let actor = Actor { snapshot, linted, client, lang: linted.project.config.lang.value };
    let asked = actor.span(params.range);
    let here = linted.outcome.diagnostics.iter().filter(|d| is_at(d, asked));
    here.flat_map(|finding| actor.actions(finding)).collect()
}

/// Whether quick fixes are asked for. Kinds are hierarchical: who asks for everything asks for them as well.
fn wanted(only: Option<&[CodeActionKind]>) -> bool {
    only.is_none_or(|kinds| kinds.iter().any(|k| k.as_str().is_empty() || *k == CodeActionKind::QUICKFIX))
}

fn is_at(finding: &Diagnostic, asked: Span) -> bool {
    let touches = |span: Span| span.start <= asked.end && asked.start <= span.end;
    touches(finding.span) || finding.related.iter().any(|r| touches(r.span))
}

/// Makes actions for one document.
struct Actor<'s> {
    snapshot: &'s Snapshot,
    linted: &'s Linted,
    client: &'s Client,
    lang: Lang,
}

impl Actor<'_> {
    fn say(&self, ja: String, en: String) -> String {
        if self.lang == Lang::En { en } else { ja }
    }

    fn span(&self, range: Range) -> Span {
        let byte = |position| self.client.encoding.byte(&self.linted.source, position);
        Span::new(byte(range.start), byte(range.end))
    }

    fn actions(&self, finding: &Diagnostic) -> Vec<Value> {
        let mut actions = Vec::new();
        actions.extend(self.addition(finding));
        actions.extend(self.suppression(finding));
        actions.extend(self.page(finding));
        actions
    }

    /// Adds what the finding says is lacking, to be written over.
    fn addition(&self, finding: &Diagnostic) -> Option<Value> {
        let rule = self.linted.project.linter.rules().get(&finding.rule)?;
        let (remedy, document) = (rule.check.remedy()?, self.snapshot.document()?);
        let (changes, ja, en) = match remedy {
            Remedy::Owner | Remedy::Due => {
                let changes = fields::changes(self.linted, document, finding, &rule.meta, remedy)?;
                let (ja, en) =
                    if remedy == Remedy::Due { ("期限", "a due date") } else { ("担当", "an owner") };
                (changes, format!("{ja}を書く"), format!("Add {en}"))
            }
            Remedy::Section => {
                let role: Role = finding.anchor.parse().ok()?;
                let changes = section::changes(&self.linted.source, document, role)?;
                (
                    changes,
                    format!("「{}」の節を加える", role.title(Lang::Ja)),
                    format!("Add a section: {role}"),
                )
            }
        };
        let several = if changes.len() > 1 { changes.len().to_string() } else { String::new() };
        let title = match several.as_str() {
            "" => self.say(ja, en),
            n => self.say(format!("{ja}（{n} か所）"), format!("{en} ({n} places)")),
        };
        Some(self.fix(finding, &title, &changes))
    }

    /// A comment that waves the finding through, with a reason to be written.
    fn suppression(&self, finding: &Diagnostic) -> Option<Value> {
        let changes = suppress::changes(self.snapshot, self.linted, finding, self.lang)?;
        let title = self.say(
            format!("理由を書いて見送る: {}", finding.rule),
            format!("Suppress {} with a reason", finding.rule),
        );
        Some(self.fix(finding, &title, &changes))
    }

    /// Opens the page of the rule.
    fn page(&self, finding: &Diagnostic) -> Option<Value> {
        let page = convert::rule_of(finding, self.linted)?.page().filter(|_| self.client.shows)?;
        let title = self.say(
            format!("規則の説明を開く: {}", finding.rule),
            format!("Open the page about {}", finding.rule),
        );
        let command = json!({ "title": title, "command": commands::OPEN_PAGE, "arguments": [page] });
        Some(json!({
            "title": title, "kind": CodeActionKind::QUICKFIX, "command": command,
            "diagnostics": [self.diagnostic(finding)],
        }))
    }

    /// An action that changes the text.
    fn fix(&self, finding: &Diagnostic, title: &str, changes: &[Change]) -> Value {
        let (edit, command) = change::edit(self.snapshot, &self.linted.source, self.client, changes);
        let mut action = json!({
            "title": title, "kind": CodeActionKind::QUICKFIX, "edit": edit,
            "diagnostics": [self.diagnostic(finding)],
        });
        if let Some(command) = command {
            action["command"] = command;
        }
        action
    }

    fn diagnostic(&self, finding: &Diagnostic) -> lsp_types::Diagnostic {
        convert::diagnostic(finding, &self.snapshot.uri, self.linted, self.client.encoding)
    }
}
