//! What fails is told once, the rest is checked, and the exit code is 2.

mod common;

use common::{Tree, WEAK};

#[test]
fn a_mistake_in_one_rule_leaves_the_others_at_work() {
    let tree = Tree::new(&[
        ("hadome.toml", "packs = ['own', 'nowhere']\n"),
        ("report.md", WEAK),
        ("own/x.toml", "id = 'x'\n"),
    ]);
    let ran = tree.run(".", &["check", ".", "--format", "short", "--quiet"]);
    ran.expect(2, &["missing key `title`", "cannot read nowhere"]);
    assert!(ran.out.contains("no-strong-action"), "{ran:#?}");
}
