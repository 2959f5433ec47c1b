//! Nothing in a repository reads files outside of it, unless the command line allows it.

use crate::common::{Tree, WEAK};

const SECRET: &str = "password = 'correct horse'\n";
const OUTSIDE: &str = "leads out of the repository of the configuration and is not read";

/// A repository with a report and the given configuration, beside a directory with a secret.
fn repository(config: &str) -> Tree {
    Tree::new(&[
        ("repo/.git/HEAD", ""),
        ("repo/report.md", WEAK),
        ("repo/hadome.toml", config),
        ("shared/secret.toml", SECRET),
        ("shared/pack/rule.toml", SECRET),
        ("shared/words.csv", "password correct horse\n"),
        ("shared/ok.toml", "select = 'no-strong-action'\n"),
    ])
}

/// Checks that a run refuses and that nothing of the secret is to be seen.
#[track_caller]
fn refused(tree: &Tree, args: &[&str], told: &[&str]) {
    let ran = tree.run("repo", args);
    ran.expect(2, told);
    assert!(!format!("{ran:?}").contains("horse"), "{ran:#?}");
}

#[test]
fn a_configuration_extends_no_file_outside_of_its_repository() {
    for path in ["../shared/secret.toml", "sub/../../shared/secret.toml", "../shared/no-such-file.toml"] {
        refused(
            &repository(&format!("extends = '{path}'\n")),
            &["check", "."],
            &[OUTSIDE, "hadome.toml:1:11"],
        );
    }
    let tree = repository("");
    let absolute = tree.path("shared/secret.toml");
    tree.write("repo/hadome.toml", format!("extends = {absolute:?}\n"));
    refused(&tree, &["check", "report.md"], &[OUTSIDE]);
}

#[test]
fn a_configuration_takes_no_rules_and_words_from_outside() {
    refused(&repository("packs = ['../shared/pack']\n"), &["check", "."], &[OUTSIDE, "hadome.toml:1:10"]);
    refused(
        &repository("words = ['../shared/words.csv']\n"),
        &["check", "."],
        &[OUTSIDE, "hadome.toml:1:10"],
    );
    refused(&repository("packs = ['../shared/pack']\n"), &["rules", "test"], &[OUTSIDE]);
    refused(&repository("packs = ['../shared/pack']\n"), &["config"], &[OUTSIDE]);
}

#[test]
fn the_command_line_allows_what_a_configuration_cannot() {
    let tree = repository("extends = '../shared/ok.toml'\n");
    let allowed = ["check", ".", "--format", "short", "--quiet", "--allow-read", "../shared"];
    let ran = tree.run("repo", &allowed);
    assert_eq!(ran.expect(1, &[]).out.lines().count(), 1, "one rule is selected: {ran:#?}");
    tree.run("repo", &["check", ".", "--allow-read", "../elsewhere"]).expect(2, &[OUTSIDE]);
    let tree = repository("allow-read = ['../shared']\nextends = '../shared/ok.toml'\n");
    tree.run("repo", &["check", "."]).expect(2, &[OUTSIDE, "unknown key `allow-read`"]);
}

#[test]
fn a_configuration_that_the_user_names_may_stand_anywhere_and_leads_no_further() {
    let tree = repository("");
    let ran =
        tree.run("repo", &["check", ".", "--config", "../shared/ok.toml", "--quiet", "--format", "short"]);
    assert_eq!(ran.expect(1, &[]).out.lines().count(), 1, "{ran:#?}");
    tree.write("shared/inner/out.toml", "extends = '../secret.toml'\n");
    refused(&tree, &["check", ".", "--config", "../shared/inner/out.toml"], &["leads out of the directory"]);
}

#[cfg(unix)]
mod links {
    use super::*;

    #[test]
    fn a_link_to_a_file_outside_is_no_document() {
        let tree = repository("");
        tree.link("../shared", "repo/link");
        tree.link("../shared/secret.toml", "repo/secret.md");
        const LINK: &str = "a link leads out of the repository";
        refused(&tree, &["check", "secret.md"], &["secret.md: a link leads out of the repository"]);
        refused(&tree, &["check", "link/secret.toml"], &[LINK]);
        refused(&tree, &["check", "link"], &["link: a link leads out of the repository"]);
        refused(&tree, &["check", "link/*.toml"], &[LINK]);
        refused(&tree, &["inspect", "secret.md"], &[LINK]);
        refused(&tree, &["measures", "secret.md"], &[LINK]);
        tree.run("repo", &["check", "secret.md", "--allow-read", "../shared"]).expect(0, &[]);
        tree.run("repo", &["check", "../shared/secret.toml"]).expect(0, &[]);
    }

    #[test]
    fn a_walk_follows_no_links_and_the_rest_is_checked() {
        let tree = repository("");
        tree.link("../shared", "repo/link");
        tree.link("../shared/secret.toml", "repo/secret.md");
        let ran = tree.run("repo", &["check", ".", "--format", "json"]);
        assert_eq!(ran.expect(1, &[]).out.matches("\"encoding\"").count(), 1, "{ran:#?}");
        let ran = tree.run("repo", &["check", "report.md", "secret.md", "--format", "json"]);
        assert_eq!(ran.expect(2, &["secret.md"]).out.matches("\"encoding\"").count(), 1, "{ran:#?}");
    }

    #[test]
    fn links_in_the_way_of_a_configuration_lead_nowhere_outside() {
        let tree = repository("extends = 'link/secret.toml'\n");
        tree.link("../shared", "repo/link");
        refused(&tree, &["check", "."], &[OUTSIDE]);
        tree.write("repo/hadome.toml", "packs = ['link/pack']\n");
        refused(&tree, &["check", "."], &[OUTSIDE]);
        tree.write("repo/hadome.toml", "packs = ['own']\n");
        tree.write("repo/own/", "");
        tree.link("../../shared/secret.toml", "repo/own/a.toml");
        tree.link("../../shared/pack", "repo/own/pack");
        refused(&tree, &["check", "."], &["own/a.toml leads out", "own/pack leads out"]);
    }

    #[test]
    fn a_configuration_that_is_a_link_out_of_the_repository_is_not_read() {
        let tree =
            Tree::new(&[("repo/.git/HEAD", ""), ("repo/report.md", WEAK), ("shared/secret.toml", SECRET)]);
        tree.link("../shared/secret.toml", "repo/hadome.toml");
        refused(&tree, &["check", "."], &["hadome.toml", "is a link out of the repository"]);
        refused(&tree, &["check", "report.md"], &["is a link out of the repository"]);
    }

    #[test]
    fn links_within_the_repository_are_followed() {
        let tree = repository("extends = 'link/base.toml'\npacks = ['own']\n");
        tree.write("repo/docs/base.toml", "select = 'no-strong-action'\n");
        tree.write("repo/own/", "");
        tree.write("repo/rules/mine.toml", "id = 'mine'\n");
        tree.link("docs", "repo/link");
        tree.link("../rules/mine.toml", "repo/own/mine.toml");
        tree.link("report.md", "repo/again.md");
        let ran = tree.run("repo", &["check", "again.md", "--format", "short", "--quiet"]);
        assert_eq!(ran.expect(2, &["missing key `title`"]).out.lines().count(), 1, "{ran:#?}");
    }

    #[test]
    fn a_repository_reached_by_another_name_is_the_same() {
        let tree = repository("extends = 'docs/base.toml'\n");
        tree.write("repo/docs/base.toml", "select = 'no-strong-action'\n");
        tree.link("repo", "alias");
        let report = tree.path("alias/report.md");
        let report = report.to_str().expect("UTF-8");
        let ran = tree.run("repo", &["check", report, "--format", "short", "--quiet"]);
        assert_eq!(ran.expect(1, &[]).out.lines().count(), 1, "{ran:#?}");
        assert!(ran.out.starts_with("report.md:"), "{ran:#?}");
    }
}
