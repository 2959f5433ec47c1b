//! `hadome config`.

use std::fmt::Write as _;
use std::path::PathBuf;

use hadome_core::diagnostic::Lang;
use hadome_project::baseline::Baseline;
use hadome_project::config::{Config, Named, Origin, Setting, schema};
use hadome_project::paths;
use hadome_report::sanitize::write_json_pretty;
use unicode_width::UnicodeWidthStr;

use crate::args::{ConfigArgs, Global};
use crate::console::{Console, Failure, exit_code, workspace};

/// Prints every setting with where it came from.
pub fn run(args: &ConfigArgs, global: &Global, console: &mut Console) -> Result<u8, Failure> {
    if args.schema {
        write_json_pretty(console.out(), &schema())?;
        writeln!(console.out())?;
        return Ok(crate::CLEAN);
    }
    let workspace = workspace(global);
    let resolved = if args.path.is_dir() {
        workspace.project_of_directory(&args.path)
    } else {
        workspace.project_for(&args.path)
    };
    let project = resolved.map_err(|p| Failure::Problems(p.to_vec()))?;
    console.set_lang(project.config.lang.value);
    console.problems(&project.problems);
    let held = if args.path.is_dir() {
        workspace.baseline_of_directory(&args.path)
    } else {
        workspace.baseline_for(&args.path)
    };
    if let Err(problems) = &held {
        console.problems(problems);
    }
    let trouble = held.is_err() || !project.is_whole();
    let baseline = baseline(&project.config, held.ok().flatten().as_deref());
    let text = table(&rows(&project.config, &baseline), &project.config, console.lang());
    console.out().write_all(text.as_bytes())?;
    Ok(exit_code(false, trouble))
}

/// The baseline that is configured; else the one that is found.
fn baseline(config: &Config, found: Option<&Baseline>) -> Setting<Option<PathBuf>> {
    let Setting { value, origin } = config.baseline.clone();
    let path = value.map(|named| named.path).or_else(|| found.map(|found| found.path().to_owned()));
    Setting::new(path, origin)
}

/// Key, value and origin of every setting, in the order of the documentation.
fn rows<'c>(config: &'c Config, baseline: &'c Setting<Option<PathBuf>>) -> Vec<(String, String, &'c Origin)> {
    fn row<'c, T>(key: &str, s: &'c Setting<T>, show: impl Fn(&T) -> String) -> (String, String, &'c Origin) {
        (key.to_owned(), show(&s.value), &s.origin)
    }
    let list = |l: &Vec<String>| format!("{l:?}");
    let places =
        |l: &Vec<Named>| format!("{:?}", l.iter().map(|n| paths::display(&n.path)).collect::<Vec<_>>());
    let lang = |l: &Lang| if *l == Lang::En { "\"en\"" } else { "\"ja\"" }.to_owned();
    let mut rows = vec![
        row("lang", &config.lang, lang),
        row("profile", &config.profile, |p| p.map_or("-".into(), |p| format!("{:?}", p.as_str()))),
        row("fail-on", &config.fail_on, |f| format!("{:?}", f.map_or("never", |s| s.as_str()))),
        row("stage", &config.stage, |s| s.map_or("-".into(), |s| format!("{s:?}").to_lowercase())),
        row("select", &config.select, list),
        row("ignore", &config.ignore, list),
        row("include", &config.include, list),
        row("exclude", &config.exclude, list),
        row("packs", &config.packs, places),
        row("words", &config.words, places),
        row("baseline", baseline, |path| {
            path.as_ref().map_or("-".into(), |path| format!("{:?}", paths::display(path)))
        }),
        row("required-sections", &config.required_sections, |r| {
            r.map_or("-".into(), |r| format!("{:?}", r.iter().map(|r| r.as_str()).collect::<Vec<_>>()))
        }),
        row("teams", &config.teams, list),
    ];
    for (name, level) in &config.severity {
        rows.push(row(&format!("severity.{name}"), level, |l| format!("{l:?}").to_lowercase()));
    }
    for (role, words) in &config.roles {
        rows.push(row(&format!("roles.{role}"), words, list));
    }
    for (_, set, patterns) in &config.evidence {
        let patterns: Vec<&str> = patterns.iter().map(|p| p.text.as_str()).collect();
        rows.push((format!("evidence.{}", set.value.text), format!("{patterns:?}"), &set.origin));
    }
    for (glob, rules) in &config.per_file_ignores {
        rows.push(row(&format!("per-file-ignores.{glob:?}"), rules, list));
    }
    rows
}

fn table(rows: &[(String, String, &Origin)], config: &Config, lang: Lang) -> String {
    let mut text = match (&config.path, lang) {
        (Some(path), _) => format!("# {}\n", paths::display(path)),
        (None, Lang::Ja) => "# 設定ファイルなし\n".to_owned(),
        (None, Lang::En) => "# no configuration file\n".to_owned(),
    };
    let keys = rows.iter().map(|r| r.0.width()).max().unwrap_or(0);
    let values = rows.iter().map(|r| r.1.width()).max().unwrap_or(0).min(40);
    // Padded by hand: formatting counts characters, and Japanese ones are two cells wide.
    let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
    for (key, value, origin) in rows {
        let _ = writeln!(text, "{key}{} = {value}{}  # {origin}", pad(key, keys), pad(value, values));
    }
    text
}
