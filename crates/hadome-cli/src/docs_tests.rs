//! Every command that the documentation shows is one that the parser of arguments accepts.

use std::path::Path;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};

use crate::args::Cli;

/// Where a command that stands among other words ends.
const ENDS: [&str; 8] = [" |", " &&", " ;", " >", " <", "  #", " #", "。"];

/// The commands in a page, each with the number of the line on which its code begins.
fn commands(page: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut line = 1;
    for (i, part) in page.split("```").enumerate() {
        // Every second part between fences is a block of code, and every second piece of the others between back-ticks a span, which
        // may go on on the next line.
        let separator = if i % 2 == 1 { '\n' } else { '`' };
        for (j, piece) in part.split(separator).enumerate() {
            if separator == '\n' || j % 2 == 1 {
                found.extend(in_code(&piece.replace('\n', " ")).map(|command| (line, command)));
            }
            line += piece.matches('\n').count() + usize::from(separator == '\n');
        }
        line -= usize::from(separator == '\n');
    }
    found
}

/// The command in a line of code: from `hadome` at its beginning or before the name of a command, to its end.
fn in_code(line: &str) -> Option<String> {
    let names = Cli::command();
    let names: Vec<&str> = names.get_subcommands().map(clap::Command::get_name).collect();
    let line = line.trim_start().trim_start_matches("$ ");
    let (at, _) = line.match_indices("hadome ").find(|(at, found)| {
        let next = line[at + found.len()..].split([' ', '"', '`']).next().unwrap_or_default();
        let apart = line[..*at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '-');
        apart && (*at == 0 || names.contains(&next))
    })?;
    let mut command = &line[at..];
    if line[..at].ends_with('"') {
        command = command.split('"').next().unwrap_or(command);
    }
    let end = ENDS.iter().filter_map(|end| command.find(end)).min().unwrap_or(command.len());
    Some(command[..end].to_owned())
}

/// Why the parser refuses a command. To ask for help or for the version is no refusal, nor is a command's bare name, as in `hadome explain`.
fn refusal(command: &str) -> Option<String> {
    let words = shlex::split(&command.replace("--format FORMAT", "--format full"))?;
    let is_name = words.len() < 4 && words.iter().all(|word| !word.starts_with('-'));
    let error = Cli::try_parse_from(words).err()?;
    let incomplete = matches!(
        error.kind(),
        ErrorKind::MissingRequiredArgument | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    (error.use_stderr() && !(is_name && incomplete)).then(|| error.to_string())
}

#[test]
fn the_commands_of_the_documentation_are_accepted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pages = std::fs::read_dir(root.join("docs")).expect("the pages").flatten().map(|page| page.path());
    let mut pages: Vec<_> = pages.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    pages.extend(
        ["README.md", "README.ja.md", "CONTRIBUTING.md", "ci/gitlab.yml"].map(|name| root.join(name)),
    );
    let mut refused = Vec::new();
    let mut seen = 0;
    for path in pages {
        let text = std::fs::read_to_string(&path).expect("a page");
        // Of a YAML file, every line is code.
        let text = if path.extension().is_some_and(|e| e == "yml") { format!("```\n{text}") } else { text };
        for (number, command) in commands(&text) {
            seen += 1;
            let place = format!("{}:{number}: {command}", path.display());
            refused.extend(refusal(&command).map(|why| format!("{place}\n{why}")));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(seen > 40, "{seen} commands");
}

#[test]
fn commands_are_found_where_they_stand() {
    let page = "`hadome check x` and `cargo hadome`, `hadome chekc`\n```sh\n$ git show :a | hadome check - | less  # x\n  \"*.md\": \"hadome check --quiet\",\ndocker build -t hadome https://x\nhadome --version\n```\n";
    let found: Vec<String> =
        commands(page).into_iter().map(|(line, command)| format!("{line} {command}")).collect();
    assert_eq!(
        found,
        [
            "1 hadome check x",
            "1 hadome chekc",
            "3 hadome check -",
            "4 hadome check --quiet",
            "6 hadome --version"
        ]
    );
    assert!(refusal("hadome chekc").is_some());
    assert!(refusal("hadome check --no-such").is_some());
    assert_eq!(refusal("hadome --version"), None);
}
