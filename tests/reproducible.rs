//! The same input gives the same output, byte for byte.

mod common;

use common::{Tree, WEAK};

#[test]
fn no_path_is_absolute_however_files_are_named() {
    let tree = Tree::new(&[("hadome.toml", "lang = 1\n"), ("docs/report.md", WEAK)]);
    let absolute = tree.path("docs/report.md");
    let ran = tree.run(".", &["check", absolute.to_str().expect("UTF-8"), "--format", "short"]);
    ran.expect(2, &["hadome.toml:1:8"]);
    assert!(!format!("{ran:?}").contains(tree.path("").to_str().expect("UTF-8")), "{ran:#?}");
}
