//! Nothing that a stranger writes is obeyed by a terminal or by a build service that reads the log: every byte of standard output and
//! standard error is looked at, for every command and format.

use crate::common::{Ran, Tree, WEAK};

/// What would be obeyed, with a word by which it is found again.
const COMMANDS: &[&str] = &[
    "::error file=a.md,line=1::pwned",
    "::set-output name=a::pwned",
    "::add-mask::pwned",
    "\u{3000}::stop-commands::pwned",
    "##[error]pwned",
    "###[group]pwned",
    "##vso[task.setvariable variable=a]pwned",
    "##teamcity[message text='pwned']",
    "section_start:1:pwned\r\u{1b}[0K",
    "\u{1b}[2J\u{1b}[31mpwned",
    "\u{1b}]0;pwned\u{7}",
    "\u{1b}]8;;http://example.com\u{1b}\\pwned",
    "\u{9b}2Jpwned\u{85}::error::pwned",
    "\u{202e}pwned\u{2066}",
    "pwned\r::error::pwned\u{2028}::error::pwned",
    "#\u{1b}#[error]pwned",
];

/// Checks everything that a run has printed.
#[track_caller]
fn harmless(what: &str, ran: &Ran, colors: bool, commands: bool) {
    for (stream, text) in [("stdout", &ran.out), ("stderr", &ran.err)] {
        let text = if colors { without_colors(text) } else { text.clone() };
        let obeyed = |c: char| {
            (c.is_control() && c != '\n' && c != '\t')
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        let text = text.replace("\r\n", "\n");
        if let Some(at) = text.find(obeyed) {
            let around: String =
                text[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
            panic!("{what}, {stream}: a control character after {around:?}");
        }
        for line in text.lines() {
            let own = commands && stream == "stdout" && is_own_command(line);
            assert!(!line.trim().starts_with("::") || own, "{what}, {stream}: {line}");
            for (at, _) in line.match_indices("##") {
                let rest = line[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
                assert!(!rest.starts_with('['), "{what}, {stream}: {line}");
            }
        }
    }
}

/// Whether a line is an annotation as the format for GitHub is made of, read as the runner reads it: what stands between the first `::`
/// and the next is the command with its properties, and what follows is text.
fn is_own_command(line: &str) -> bool {
    let Some((head, _)) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")) else {
        return false;
    };
    // What only the payloads say, unescaped.
    if head.contains("file=a.md,line=1") {
        return false;
    }
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let known = |p: &str| {
        let key = p.split('=').next().unwrap_or_default();
        ["file", "line", "endLine", "col", "endColumn", "title"].contains(&key)
    };
    ["error", "warning", "notice"].contains(&name)
        && (properties.is_empty() || properties.split(',').all(known))
}

fn without_colors(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..at]);
        let tail = &rest[at + 2..];
        let end = tail.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(tail.len());
        // Anything but a colour stays, and is found.
        rest = if tail[end..].starts_with('m') {
            &tail[end + 1..]
        } else {
            plain.push('\u{1b}');
            tail
        };
    }
    plain + rest
}

/// The formats of a command, from what it says about one that it has not.
fn formats(tree: &Tree, command: &str) -> Vec<String> {
    let ran = tree.run(".", &[command, "--format", "nonsense"]);
    let list = ran.err.split("possible values: ").nth(1).expect("a list").split(']').next().expect("its end");
    list.split(", ").map(|name| name.trim().to_owned()).collect()
}

/// A report in which every kind of thing that is quoted is hostile.
fn report() -> String {
    let mut text = String::from(
        "# 受付停止の障害報告書 ##[error]pwned ::error::pwned\u{1b}[31m\n\n## 概要\n\n5/1 10:00 から受付が止まった。\n\n",
    );
    text += "## 原因\n\n";
    COMMANDS.iter().for_each(|c| text += &format!("- 担当者の確認不足{c}のため\n\n{c}\n\n"));
    text += "## 再発防止策\n\n";
    for c in COMMANDS {
        text += &format!("- 監視{c}体制を強化{c}する。（担当: {c}、期限: {c}）\n\n");
        text += &format!("<!-- hadome-disable-next-line weak-training -- {c} -->\n- 教育を{c}実施する。\n\n");
        text += &format!("<!-- hadome-disable-next-line {c} -- x -->\n{c}教育を実施する。\n\n");
    }
    text
}

/// A rule all of whose texts are hostile; in TOML, as escapes.
fn rule(id: &str, text: &str) -> String {
    let text = quoted(text);
    let text = text.trim_matches('"');
    format!(
        "id = \"{id}\"\ntitle = {{ ja = \"{text}\", en = \"{text}\" }}\nseverity = \"warning\"\ncheck = \"phrase\"\nsince = \"{text}\"\n\
         message = {{ ja = \"\\n{text}「{{match}}」\", en = \"\\n{text}\" }}\n\
         help = {{ ja = \"a\\n{text}\\n\\n  {text}\", en = \"a\\n{text}\" }}\nwhy = {{ ja = \"a\\n{text}\", en = \"b\\n{text}\" }}\n\
         url = \"https://example.com/{text}\"\ntags = [\"tag\"]\n\
         [[match]]\npattern = \"体制\"\n\
         [[example]]\ntext = \"- ⟦体制⟧を強化する。\\n{text}\"\n[[example]]\ntext = \"- 当番が判断する。\\n{text}\"\n"
    )
}

/// Runs every command in a tree and looks at what it prints; gives it all.
#[track_caller]
fn run_everything(tree: &Tree, names: &[&str]) -> String {
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut add = |args: &[&str]| runs.push(args.iter().map(|a| (*a).to_owned()).collect());
    for command in ["check", "measures", "suppressions"] {
        for format in formats(tree, command) {
            add(&[command, ".", "--format", &format, "--lang", "ja", "--color", "always"]);
        }
        let named: Vec<&str> = [command, "--"].into_iter().chain(names.iter().copied()).collect();
        add(&named);
    }
    for name in names.iter().take(4) {
        add(&["inspect", "--color", "always", "--", name]);
        add(&["inspect", "--format", "json", "--", name]);
    }
    for args in [
        &["check", ".", "--statistics"][..],
        &["check", ".", "--isolated"],
        &["explain", "mine"],
        &["explain", "mine", "--lang", "ja", "--color", "always"],
        &["rules", "list"],
        &["rules", "list", "--format", "json"],
        &["rules", "test"],
        &["rules", "schema"],
        &["config"],
        &["baseline", "create"],
        &["check", "."],
        &["baseline", "prune"],
    ] {
        add(args);
    }
    let mut all = String::new();
    for args in runs {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let github = args.windows(2).any(|pair| pair == ["--format", "github"]);
        let ran = tree.run(".", &args);
        assert!(ran.code.is_some_and(|code| code <= 2), "{args:?}: {ran:#?}");
        harmless(&format!("{args:?}"), &ran, args.contains(&"always"), github);
        all += &ran.out;
        all += &ran.err;
    }
    all
}

#[test]
fn a_report_commands_nobody() {
    let tree = Tree::new(&[("report.md", &report())]);
    let all = run_everything(&tree, &["report.md"]);
    assert!(all.matches("pwned").count() > 1_000, "the test looks at what it should");
}

/// A text as a TOML string, every character of it as an escape.
fn quoted(text: &str) -> String {
    let escapes: String = text.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    format!("\"{escapes}\"")
}

#[test]
fn a_rule_pack_commands_nobody() {
    let tree = Tree::new(&[("hadome.toml", "packs = ['pack']\n"), ("report.md", &report())]);
    tree.write("pack/mine.toml", rule("mine", &COMMANDS[..6].join("\n")));
    for (i, command) in COMMANDS.iter().enumerate() {
        tree.write(&format!("pack/mine-{i}.toml"), rule(&format!("mine-{i}"), command));
        let broken = format!("id = '{command}'\n# {command}\n{command} = 1\nmessage = '''\n{command}'''\n");
        tree.write(&format!("pack/broken-{i}.toml"), broken);
    }
    let all = run_everything(&tree, &["report.md"]);
    assert!(all.matches("pwned").count() > 1_000, "the test looks at what it should");
    let heard = tree.run(".", &["check", ".", "--no-baseline", "--select", "mine-4", "--format", "json"]);
    assert!(heard.out.contains("\"rule\":\"mine-4\""), "the rule is in force: {heard:#?}");
    assert!(heard.out.contains("\\u0023#[error]pwned"), "and its data is whole: {heard:#?}");
}

#[test]
fn a_configuration_commands_nobody() {
    let list = COMMANDS.iter().map(|c| quoted(c)).collect::<Vec<_>>().join(", ");
    let each = |line: &dyn Fn(&str) -> String| COMMANDS.iter().map(|c| line(&quoted(c))).collect::<String>();
    let valid = format!(
        "teams = [{list}]\nignore = [{list}]\nexclude = [{list}]\npacks = [{list}]\nwords = [{list}]\nbaseline = {}\n\
         [severity]\n{}[roles]\ncause = [{list}]\n[per-file-ignores]\n{}",
        quoted(COMMANDS[0]),
        each(&|c| format!("{c} = \"off\"\n")),
        each(&|c| format!("{c} = [{list}]\n")),
    );
    let broken = format!(
        "lang = {}\nextends = [{list}]\ninclude = [\"[\", {list}]\n{}[evidence]\n{}",
        quoted(COMMANDS[1]),
        each(&|c| format!("{c} = 1\n")),
        each(&|c| format!("{c} = [{c}]\n")),
    );
    let garbage = COMMANDS.join("\n");
    for text in [valid, broken, garbage] {
        let tree = Tree::new(&[("hadome.toml", &text), ("report.md", "# 障害報告書\n")]);
        let mut all = String::new();
        for args in [
            &["check", "."][..],
            &["check", ".", "--lang", "ja", "--color", "always"],
            &["config"],
            &["rules", "list"],
            &["baseline", "create"],
            &["explain", "weak-training"],
        ] {
            let ran = tree.run(".", args);
            harmless(&format!("{args:?} with {text}"), &ran, args.contains(&"always"), false);
            all += &(ran.out + &ran.err);
        }
        assert!(all.matches("pwned").count() > 10, "{all}");
    }
}

#[test]
fn an_argument_commands_nobody() {
    let tree = Tree::new(&[]);
    let mut heard = 0;
    for c in COMMANDS {
        let (format, option, glob) =
            (format!("--format={c}"), format!("--{}", c.replace('=', "-")), format!("{c}*.md"));
        for args in [
            &["check", c][..],
            &[c],
            &["explain", c],
            &["check", &format],
            &["check", &option],
            &["check", "--select", c],
            &["check", "--config", c],
            &["check", &glob],
            &["rules", "new", c],
        ] {
            let ran = tree.run(".", args);
            harmless(&format!("{args:?}"), &ran, false, false);
            heard += usize::from(ran.err.contains("pwned"));
        }
    }
    assert!(heard > 100, "{heard}: the test looks at what it should");
}

/// Windows allows no such names.
#[cfg(unix)]
#[test]
fn the_name_of_a_file_commands_nobody() {
    let names: Vec<String> = COMMANDS.iter().map(|c| format!("{}.md", c.replace('/', "_"))).collect();
    let tree = Tree::new(&[]);
    for name in &names {
        tree.write(name, WEAK);
        tree.write(&format!("broken{name}"), b"\0\0\0\0");
        tree.write(&format!("sub/a\n{name}/hadome.toml"), "lang = 1\n");
        tree.write(&format!("sub/a\n{name}/report.md"), "# 障害報告書\n");
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let all = run_everything(&tree, &names);
    assert!(all.matches("pwned").count() > 500, "the test looks at what it should");
}

#[test]
fn a_baseline_commands_nobody() {
    let list = COMMANDS.iter().map(|c| quoted(c)).collect::<Vec<_>>();
    let entries: String = list.iter().map(|c| format!("[{c}]\nx = {c}\n")).collect();
    for text in [entries, COMMANDS.join("\n")] {
        let tree = Tree::new(&[("report.md", "# 障害報告書\n"), ("hadome-baseline.toml", &text)]);
        for args in [&["check", "."][..], &["baseline", "update"], &["baseline", "prune"]] {
            let ran = tree.run(".", args);
            harmless(&format!("{args:?}"), &ran, false, false);
            assert!(ran.err.contains("pwned"), "{ran:#?}");
        }
    }
}
