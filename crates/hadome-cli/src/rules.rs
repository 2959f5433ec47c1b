//! `hadome rules`.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use hadome_core::check::KINDS;
use hadome_core::diagnostic::Lang;
use hadome_core::document::RoleSet;
use hadome_core::linter::Examples;
use hadome_core::rule::{Pack, RuleMeta, run_examples, scaffold, schema};
use hadome_project::{Project, paths};
use hadome_report::sanitize::write_json_pretty;
use serde_json::json;

use crate::args::{Global, ListFormat, RulesArgs, RulesCommand, RulesListArgs, RulesNewArgs, RulesTestArgs};
use crate::console::{Console, Failure, exit_code, workspace_with_examples};

/// Lists, tests or writes rules.
pub fn run(args: &RulesArgs, global: &Global, console: &mut Console) -> Result<u8, Failure> {
    match &args.command {
        RulesCommand::List(args) => list(args, global, console),
        RulesCommand::Test(args) => test(args, global, console),
        RulesCommand::New(args) => new(args, console),
        RulesCommand::Schema => {
            let project = project(global, console)?;
            write_json_pretty(console.out(), &schema(KINDS, project.linter.lexicon()))?;
            writeln!(console.out())?;
            Ok(exit_code(false, !project.is_whole()))
        }
    }
}

/// The project of the working directory, its problems shown.
fn project(global: &Global, console: &mut Console) -> Result<Arc<Project>, Failure> {
    let workspace = workspace_with_examples(global);
    let project =
        workspace.project_of_directory(Path::new(".")).map_err(|p| Failure::Problems(p.to_vec()))?;
    console.set_lang(project.config.lang.value);
    console.problems(&project.problems);
    Ok(project)
}

/// The rules that selectors name, all of them without a selector. An unknown selector is a failure.
fn selected<'p>(
    project: &'p Project,
    selectors: &[String],
    lang: Lang,
) -> Result<Vec<&'p RuleMeta>, Failure> {
    let rules = project.linter.rules();
    for name in selectors {
        if let Some(hint) = rules.unknown(name) {
            return Err(Failure::Message(format!("{name}: {}", hint.get(lang))));
        }
    }
    let all = rules.rules().iter().map(|r| &r.meta);
    Ok(all.filter(|m| selectors.is_empty() || selectors.iter().any(|s| m.is_named_by(s))).collect())
}

fn list(args: &RulesListArgs, global: &Global, console: &mut Console) -> Result<u8, Failure> {
    let project = project(global, console)?;
    let lang = console.lang();
    let rules = selected(&project, &args.selectors, lang)?;
    match args.format {
        ListFormat::Json => {
            let rows: Vec<_> = rules.iter().map(|m| record(m, lang)).collect();
            write_json_pretty(console.out(), &rows)?;
            writeln!(console.out())?;
        }
        ListFormat::Table => {
            let width = |f: fn(&RuleMeta) -> &str| rules.iter().map(|m| f(m).len()).max().unwrap_or(0);
            let (id, group) = (width(|m| &m.id), width(|m| &m.group));
            for m in &rules {
                let (severity, title) = (m.severity.as_str(), m.title.get(lang));
                let off = if m.default {
                    ""
                } else {
                    console.say(" （既定では使わない）", " (off by default)")
                }
                .to_owned();
                writeln!(console.out(), "{:id$}  {:group$}  {severity:7}  {title}{off}", &*m.id, &*m.group)?;
            }
        }
    }
    Ok(exit_code(false, !project.is_whole()))
}

fn record(m: &RuleMeta, lang: Lang) -> serde_json::Value {
    json!({
        "id": &*m.id, "group": &*m.group, "title": m.title.get(lang), "severity": m.severity, "check": m.kind,
        "roles": m.roles, "tags": &*m.tags, "since": m.since, "url": m.page(), "default": m.default,
        "file": m.source.path(), "builtin": m.pack == Pack::Builtin,
    })
}

fn test(args: &RulesTestArgs, global: &Global, console: &mut Console) -> Result<u8, Failure> {
    let project = project(global, console)?;
    let lang = console.lang();
    let rules = selected(&project, &args.selectors, lang)?;
    let count = rules.len();
    let mut examples = Examples::new(&project.linter);
    let report = run_examples(rules, &mut examples);
    console.problems(&report.problems);
    let (passed, failed, todo) = (report.passed, report.failed(), report.todo);
    match lang {
        Lang::Ja => {
            writeln!(console.out(), "規則 {count} 件の例: 合格 {passed}、不合格 {failed}、既知の漏れ {todo}")?
        }
        Lang::En => writeln!(
            console.out(),
            "examples of {count} rules: {passed} passed, {failed} failed, {todo} known gaps"
        )?,
    }
    Ok(exit_code(failed > 0, !project.is_whole()))
}

fn new(args: &RulesNewArgs, console: &mut Console) -> Result<u8, Failure> {
    let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if args.id.is_empty() || !args.id.chars().all(kebab) || args.id.starts_with('-') || args.id.ends_with('-')
    {
        let reason =
            console.say("id は英小文字・数字・ハイフンで書きます", "an id is made of a-z, 0-9 and hyphens");
        return Err(Failure::Message(format!("{}: {reason}", args.id)));
    }
    if !KINDS.iter().any(|k| k.name == args.check) {
        let names: Vec<&str> = KINDS.iter().map(|k| k.name).collect();
        let hint = hadome_core::spec::suggestion(&args.check, &names);
        return Err(Failure::Message(format!("--check {}: {}", args.check, hint.get(console.lang()))));
    }
    let path = args.pack.join(format!("{}.toml", args.id));
    let failed = |error: std::io::Error| Failure::Message(format!("{}: {error}", paths::display(&path)));
    fs::create_dir_all(&args.pack).map_err(failed)?;
    let roles: Vec<&str> = RoleSet::measures().iter().map(|r| r.as_str()).collect();
    // `create_new` keeps a rule that is already there.
    let mut file = fs::File::create_new(&path).map_err(failed)?;
    std::io::Write::write_all(&mut file, scaffold(&args.id, &args.check, &roles).as_bytes())
        .map_err(failed)?;
    let pack = paths::display(&args.pack);
    match console.lang() {
        Lang::Ja => writeln!(
            console.out(),
            "{} を書きました。★を埋め、hadome.toml に packs = [\"{pack}\"] と書いて `hadome rules test {}` で試してください",
            paths::display(&path),
            args.id
        )?,
        Lang::En => writeln!(
            console.out(),
            "{} written. Fill in each ★, put packs = [\"{pack}\"] into hadome.toml, and try it with `hadome rules test {}`",
            paths::display(&path),
            args.id
        )?,
    }
    Ok(crate::CLEAN)
}
