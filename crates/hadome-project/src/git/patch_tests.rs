//! Patches as git writes them, and what they say.

use std::path::Path;

use proptest::prelude::*;

use super::*;

/// Each changed file as `path: whole` or `path: 3-5 8`, 1-based, by name.
fn shown(patch: &str) -> Vec<String> {
    let changes = read(patch.as_bytes()).expect("a patch");
    let mut shown: Vec<String> = changes.iter().map(|(path, changed)| show(path, changed)).collect();
    shown.sort();
    shown
}

fn show(path: &Path, changed: &Changed) -> String {
    let path = path.display();
    let Changed::Lines(ranges) = changed else { return format!("{path}: whole") };
    let range = |r: &Range<usize>| match r.len() {
        1 => format!(" {}", r.end),
        _ => format!(" {}-{}", r.start + 1, r.end),
    };
    format!("{path}:{}", ranges.iter().map(range).collect::<String>())
}

fn check(patch: &str, expected: &[&str]) {
    assert_eq!(shown(patch), expected, "{patch}");
}

fn refused(patch: &str) {
    assert!(read(patch.as_bytes()).is_err(), "{patch}");
}

#[test]
fn new_lines_are_counted_in_the_new_file() {
    check(
        "diff --git a/a.md b/a.md\nindex 1..2 100644\n--- a/a.md\n+++ b/a.md\n\
         @@ -2,2 +2,3 @@ 見出し\n-b\n-c\n+B\n+C\n+D\n@@ -9 +10 @@\n-x\n+y\n@@ -20,0 +22 @@\n+z\n",
        &["a.md: 2-4 10 22"],
    );
}

#[test]
fn context_is_not_changed() {
    check(
        "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1,5 +1,5 @@\n a\n\n-b\n+B\n c\n+d\n-e\n",
        &["a.md: 3 5"],
    );
}

#[test]
fn content_that_looks_like_a_header_is_content() {
    check(
        "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,3 @@\n--- a/other.md\n-diff --git a/x b/x\n\
         +++ b/other.md\n+@@ -1 +9 @@\n+diff --git a/y b/y\ndiff --git a/b.md b/b.md\n--- a/b.md\n+++ b/b.md\n@@ -1 +1 @@\n-@@ -1 +1 @@\n+1\n",
        &["a.md: 1-3", "b.md: 1"],
    );
}

#[test]
fn lines_taken_away_change_the_file_but_no_line() {
    check("diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -3,2 +2,0 @@\n-x\n-y\n", &["a.md:"]);
}

#[test]
fn a_file_without_a_last_line_end() {
    check(
        "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -2 +2 @@\n-b\n\\ No newline at end of file\n+c\n\
         \\ No newline at end of file\ndiff --git a/b.md b/b.md\n--- a/b.md\n+++ b/b.md\n@@ -1 +1,2 @@\n-a\n\
         \\ No newline at end of file\n+a\n+b\n",
        &["a.md: 2", "b.md: 1-2"],
    );
}

#[test]
fn carriage_returns_are_content() {
    check("diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-a\r\n+b\rc\r\n", &["a.md: 1"]);
}

#[test]
fn new_and_binary_files_are_new_as_a_whole() {
    check(
        "diff --git a/n.md b/n.md\nnew file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/n.md\n@@ -0,0 +1 @@\n+a\n\
         diff --git a/e e.md b/e e.md\nnew file mode 100644\nindex 0..1\n\
         diff --git a/b b.md b/b b.md\nindex 1..2 100644\nBinary files a/b b.md and b/b b.md differ\n",
        &["b b.md: whole", "e e.md: whole", "n.md: whole"],
    );
}

#[test]
fn files_that_are_gone_or_only_moved_have_no_changes() {
    check(
        "diff --git a/d.md b/d.md\ndeleted file mode 100644\nindex 1..0\n--- a/d.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n\
         diff --git a/m.md b/m.md\nold mode 100644\nnew mode 100755\n\
         diff --git a/x.md b/y.md\nsimilarity index 100%\nrename from x.md\nrename to y.md\n\
         diff --git a/s.md b/s.md\n",
        &[],
    );
}

#[test]
fn a_renamed_file_is_known_by_its_new_name() {
    check(
        "diff --git a/old b/x.md b/new b/x.md\nsimilarity index 90%\nrename from old b/x.md\nrename to new b/x.md\n\
         --- a/old b/x.md\t\n+++ b/new b/x.md\t\n@@ -2 +2 @@\n-a\n+b\n\
         diff --git a/o.md \"b/q\\n.md\"\nsimilarity index 80%\nrename from o.md\nrename to \"q\\n.md\"\nBinary files a/o.md and \"b/q\\n.md\" differ\n",
        &["new b/x.md: 2", "q\n.md: whole"],
    );
}

#[test]
fn names_in_quotes() {
    check(
        "diff --git \"a/q\\\"\\t.md\" \"b/q\\\"\\t.md\"\n--- \"a/q\\\"\\t.md\"\n+++ \"b/q\\\"\\t.md\"\n@@ -1 +1 @@\n-a\n+b\n\
         diff --git \"a/\\351\\232\\234.md\" \"b/\\351\\232\\234.md\"\nBinary files differ\nBinary files x and y differ\n\
         diff --git a/障害.md b/障害.md\n--- a/障害.md\n+++ b/障害.md\n@@ -1 +1 @@\n-a\n+b\n",
        &["q\"\t.md: 1", "障.md: whole", "障害.md: 1"],
    );
}

#[test]
fn a_file_that_became_a_link_is_new() {
    check(
        "diff --git a/a.md b/a.md\ndeleted file mode 100644\n--- a/a.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n\
         diff --git a/a.md b/a.md\nnew file mode 120000\n--- /dev/null\n+++ b/a.md\n@@ -0,0 +1 @@\n+to\n\\ No newline at end of file\n",
        &["a.md: whole"],
    );
}

#[test]
fn merges_under_way_are_changed_as_a_whole() {
    check("* Unmerged path a b.md\n", &["a b.md: whole"]);
    check(
        "* Unmerged path a.md\ndiff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-a\n+b\n",
        &["a.md: whole"],
    );
}

proptest! {
    #[test]
    fn any_bytes_give_an_answer(bytes: Vec<u8>) {
        let _ = read(&bytes[..]);
    }

    #[test]
    fn any_patch_of_lines_gives_an_answer(lines in proptest::collection::vec(line(), 0..40)) {
        let _ = read(lines.join("\n").as_bytes());
    }
}

/// Lines that patches are made of, in any order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("diff --git a/a.md b/a.md".to_owned()),
        Just("+++ b/a.md".to_owned()),
        Just("\\ No newline at end of file".to_owned()),
        "@@ -[0-9]{1,10}(,[0-9]{1,10})? \\+[0-9]{1,10}(,[0-9])? @@.{0,3}",
        "[-+ ].{0,3}",
        "rename to \"?.{0,5}\"?",
        ".{0,10}",
    ]
}

#[test]
fn what_is_no_patch_is_refused() {
    refused("hello\n");
    refused("@@ -1 +1 @@\n-a\n+b\n");
    let head = "diff --git a/a b/a\n--- a/a\n+++ b/a\n";
    refused(&format!("{head}@@ -1 +1 @@\n-a\n"));
    refused(&format!("{head}@@ -1 +1 @@\n-a\n-b\n"));
    refused(&format!("{head}@@ -1 +1 @@\n-a\n?b\n"));
    refused(&format!("{head}@@ -1 +0 @@\n"));
    refused(&format!("{head}@@ nothing @@\n"));
    refused("diff --git a/a b/a\n+++ \"b/a\n");
}
