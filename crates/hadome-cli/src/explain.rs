//! `hadome explain`.

use std::path::Path;

use hadome_core::diagnostic::Lang;
use hadome_core::rule::RuleMeta;

use crate::args::{ExplainArgs, Global};
use crate::console::{Console, Failure, exit_code, workspace_with_examples};

/// Explains a rule: what it looks for, why, what to write instead, and examples.
pub fn run(args: &ExplainArgs, global: &Global, console: &mut Console) -> Result<u8, Failure> {
    let workspace = workspace_with_examples(global);
    let project =
        workspace.project_of_directory(Path::new(".")).map_err(|p| Failure::Problems(p.to_vec()))?;
    console.set_lang(project.config.lang.value);
    console.problems(&project.problems);
    let rules = project.linter.rules();
    let Some(rule) = rules.get(&args.rule) else {
        let hint = rules.unknown_id(&args.rule).unwrap_or_default();
        let lang = console.lang();
        let none = match lang {
            Lang::Ja => format!("「{}」という規則はありません。{}", args.rule, hint.get(lang)),
            Lang::En => format!("no rule is called `{}`; {}", args.rule, hint.get(lang)),
        };
        return Err(Failure::Message(none));
    };
    let text = explain(&rule.meta, console.lang());
    console.out().write_all(text.as_bytes())?;
    Ok(exit_code(false, !project.is_whole()))
}

fn explain(rule: &RuleMeta, lang: Lang) -> String {
    let pick = |ja: &'static str, en: &'static str| if lang == Lang::En { en } else { ja };
    let mut text = format!("{} — {}\n", rule.id, rule.title.get(lang));
    text += &format!(
        "{}: {}   {}: {}   {}: {}   {}: {}\n",
        pick("重大度", "severity"),
        rule.severity,
        pick("種類", "check"),
        rule.kind,
        pick("グループ", "group"),
        rule.group,
        pick("タグ", "tags"),
        rule.tags.join(", "),
    );
    let roles: Vec<&str> = rule.roles.iter().map(|r| r.as_str()).collect();
    text += &format!("{}: {}\n", pick("対象の節", "sections"), roles.join(", "));
    for (title, body) in
        [(pick("なぜ", "Why"), &rule.why), (pick("どう直すか", "What to write instead"), &rule.help)]
    {
        text += &format!("\n{title}\n  {}\n", body.get(lang).trim().replace('\n', "\n  "));
    }
    text += &format!("\n{}\n", pick("例", "Examples"));
    for example in &rule.examples {
        let found = if example.marks.is_empty() {
            pick("指摘しない", "silent")
        } else {
            pick("指摘する", "found")
        };
        text += &format!("  [{found}] {}\n", example.marked(&example.marks).trim().replace('\n', "\n      "));
    }
    if let Some(url) = rule.page() {
        text += &format!("\n{url}\n");
    }
    text
}
