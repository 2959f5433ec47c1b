//! What a configuration or a rule pack cannot do: make hadome take time or memory out of proportion, or flood a log. Every one of
//! these is told as a mistake, and none is tried out.

use crate::common::{Tree, WEAK};

/// The most that standard error says, in bytes: what fifty problems need.
const MOST_OF_A_LOG: usize = 100_000;

/// Checks that a configuration is refused for a reason.
#[track_caller]
fn config(text: &str, told: &str) {
    let tree = Tree::new(&[("report.md", WEAK), ("hadome.toml", text)]);
    let ran = tree.run(".", &["check", "report.md"]);
    assert_eq!(ran.code, Some(2), "{ran:#?}");
    let start: String = ran.err.chars().take(2_000).collect();
    assert!(start.contains(told), "{start}");
    assert!(ran.err.len() < MOST_OF_A_LOG, "{} bytes", ran.err.len());
}

/// Checks that a rule with these matchers is left out for a reason, and that the others are not.
#[track_caller]
fn rule(matchers: &str, told: &str) {
    let tree = Tree::new(&[("report.md", WEAK), ("hadome.toml", "packs = ['pack']\n")]);
    tree.write("pack/mine.toml", rule_file(matchers, "m"));
    let ran = tree.run(".", &["check", "report.md", "--format", "short"]);
    ran.expect(2, &[told]);
    assert!(ran.out.contains("no-strong-action"), "{ran:#?}");
    assert!(ran.err.len() < MOST_OF_A_LOG, "{} bytes", ran.err.len());
}

fn rule_file(matchers: &str, message: &str) -> String {
    format!(
        "id = 'mine'\ntitle = {{ ja = 't', en = 't' }}\nseverity = 'warning'\ncheck = 'phrase'\nsince = '1'\n\
         message = {{ ja = '{message}', en = 'm' }}\nhelp = {{ ja = 'h', en = 'h' }}\nwhy = {{ ja = 'w', en = 'w' }}\n\
         {matchers}\n[[match]]\npattern = 'ベテラン'\n\
         [[example]]\ntext = '- ⟦ベテラン⟧が判断する。'\n[[example]]\ntext = '- 当番が判断する。'\n"
    )
}

#[test]
fn files_that_extend_each_other_are_read_so_often_and_no_more() {
    let tree = Tree::new(&[("report.md", WEAK), ("hadome.toml", "extends = ['0.toml', '0.toml']\n")]);
    for i in 0..60 {
        let next = i + 1;
        tree.write(&format!("{i}.toml"), format!("extends = ['{next}.toml', '{next}.toml']\n"));
    }
    tree.write("60.toml", "");
    tree.run(".", &["check", "."]).expect(2, &["`extends` reads too many files (at most 64"]);
}

#[test]
fn values_may_not_nest_without_end() {
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        let deep = |n: usize| format!("teams = {}{}\n", open.repeat(n), close.repeat(n));
        config(&deep(20_000), "TOML syntax error");
    }
    config(&format!("{}a = 1\n", "a.".repeat(30_000)), "TOML syntax error");
    config(&format!("[{}a]\n", "a.".repeat(30_000)), "TOML syntax error");
}

#[test]
fn files_and_lists_may_not_be_endless() {
    config(&"# a comment\n".repeat(20_000), "it is too large");
    config(&format!("teams = [{}]\n", "'a',".repeat(3_000)), "the list is too long");
    config(&format!("[roles]\ncause = [{}]\n", "'a',".repeat(3_000)), "the list is too long");
}

#[test]
fn a_flood_of_mistakes_is_counted_not_told() {
    config(&"=\n".repeat(20_000), "TOML syntax error");
    let keys: String = (0..5_000).map(|i| format!("k{i} = 1\n")).collect();
    config(&keys, "unknown key `k0`");
    let names: String = (0..2_000).map(|i| format!("'n{i}',")).collect();
    config(&format!("lang = 1\nignore = [{names}]\n"), "expected a string");
}

#[test]
fn globs_stay_shallow_and_short() {
    let nested = format!("{}a{}", "{".repeat(10_000), "}".repeat(10_000));
    for glob in [nested, "{a,b}".repeat(10_000), "*a".repeat(10_000), "[a".repeat(10_000)] {
        config(&format!("exclude = ['{glob}']\n"), "the glob is too complex");
        config(&format!("include = ['{glob}']\n"), "the glob is too complex");
        config(&format!("[per-file-ignores]\n'{glob}' = ['all']\n"), "the glob is too complex");
    }
    let tree = Tree::new(&[("report.md", WEAK)]);
    tree.run(".", &["check", &"{".repeat(5_000)]).expect(2, &["the glob is too complex"]);
}

#[test]
fn repetitions_of_repetitions_are_not_compiled() {
    rule("[[match]]\nregex = '((((\\w{20}){20}){20}){20})x'\n", "the expression is too big");
    rule("[[match]]\nregex = '\\w{90}x'\n", "the expression is too big");
    rule("[[match]]\npattern = '((((([名詞]{50}){50}){50}){50}){50})'\n", "the pattern is too big");
    let deep = format!("[[match]]\npattern = '{}あ{}'\n", "(".repeat(9_000), ")".repeat(9_000));
    rule(&deep, "groups are nested too deeply");
    let deep = format!("[[match]]\nregex = '{}あ{}'\n", "(".repeat(9_000), ")".repeat(9_000));
    rule(&deep, "regex error");
    config("[evidence]\nenforced = ['((((([名詞]{50}){50}){50}){50}){50})']\n", "the pattern is too big");
}

#[test]
fn many_large_patterns_are_too_much_together() {
    let large = format!("{}水平", "[名詞]{45} ".repeat(20));
    let matches = format!("[[match]]\npattern = '{large}'\n").repeat(200);
    rule(&matches, "the patterns of the rule packs are too big altogether");
    let patterns = format!("'{large}',").repeat(200);
    config(&format!("[evidence]\nenforced = [{patterns}]\n"), "the patterns of `[evidence]` are too big");
}

#[test]
fn a_message_says_no_more_than_a_message() {
    let tree = Tree::new(&[("report.md", WEAK), ("hadome.toml", "packs = ['pack']\n")]);
    tree.write("pack/mine.toml", rule_file("", &"{match}".repeat(200)));
    tree.run(".", &["check", "."]).expect(2, &["`message` is too long (at most 500 characters)"]);
}
