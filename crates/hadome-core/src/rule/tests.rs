//! How mistakes in rule files are told.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::builtin;
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::source::Source;
use crate::spec::{Problems, Reader};

/// A check kind as simple as can be: it looks for matchers and finds nothing.
const KIND: Kind = Kind {
    name: "words",
    doc: "Looks for words.",
    keys: &[
        Key::new("match", Shape::Matchers, "What to look for."),
        Key::new("unless", Shape::Unless, "What silences it."),
        Key::new("at-least", Shape::Integer(1, 9), "How many."),
    ],
    placeholders: &["count"],
    compile: |reader, _, lexicon| {
        let matchers = require_matchers(reader, "match");
        let unless = Unless::read(reader, lexicon);
        read_integer(reader, "at-least", 1, 9);
        Some(Box::new(Words { matchers, unless }))
    },
};

/// A kind without parameters.
const BARE: Kind = Kind {
    name: "bare",
    doc: "Needs nothing.",
    keys: &[Key::new("depth", Shape::OneOf(&["deep", "flat"]), "How deep.")],
    placeholders: &[],
    compile: |reader, _, _| {
        reader.one_of("depth", &["deep", "flat"]);
        Some(Box::new(Words { matchers: Vec::new(), unless: Unless::default() }))
    },
};

#[derive(Debug)]
struct Words {
    matchers: Vec<Matcher>,
    unless: Unless,
}

impl Check for Words {
    fn matchers(&self) -> Vec<&Matcher> {
        self.matchers.iter().chain(self.unless.matchers()).collect()
    }

    fn run(&self, _: &Context<'_>, _: &mut Sink<'_>) {}
}

/// The embedded lexicon.
fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::load(&builtin::lexicon(), &Problems::new()));
    &LEXICON
}

fn file(path: &str, text: &str) -> RuleFile {
    let source = Arc::new(Source::new(path, text));
    RuleFile { source, group: "strength".into(), pack: Pack::Builtin }
}

/// Loads files and gives the ids that were accepted and the problems, each as `place: message (hint)`.
fn load(files: &[RuleFile]) -> (Vec<String>, Vec<String>) {
    let problems = Problems::new();
    let set = RuleSet::load(files, &[KIND, BARE], lexicon(), &problems);
    let told = problems.into_vec().into_iter().map(|p| {
        let hint = p.hint.map_or(String::new(), |h| format!(" ({})", h.en));
        format!("{}: {}{hint}", p.source.slice(p.span), p.message.en)
    });
    (set.rules().iter().map(|r| r.meta.id.to_string()).collect(), told.collect())
}

/// What is told about one file called `vague.toml`.
fn check(text: &str, expected: &[&str]) {
    let (ids, told) = load(&[file("rules/strength/vague.toml", text)]);
    assert_eq!(told, expected);
    assert_eq!(ids.is_empty(), !expected.is_empty(), "a rule with a mistake is left out, any other is kept");
}

/// The head of a rule that needs only what it looks for.
const HEAD: &str = "
id = 'vague'
title = '曖昧'
severity = 'warning'
check = 'words'
message = '「{match}」では分かりません'
";

/// Examples that satisfy the loader.
const EXAMPLES: &str = "
[[example]]
text = '・⟦体制の強化⟧'
[[example]]
text = '増員した'
";

/// A rule called `a`, with `extra` keys.
pub(super) fn load_one(pack: Pack, extra: &str) -> RuleMeta {
    let text = format!("{HEAD}why = '分からない'\n{extra}\n[[match]]\npattern = '強化'\n{EXAMPLES}")
        .replace("vague", "a");
    let problems = Problems::new();
    let file = RuleFile { pack, ..file("rules/strength/a.toml", &text) };
    let set = RuleSet::load(&[file], &[KIND, BARE], lexicon(), &problems);
    set.get("a").unwrap_or_else(|| panic!("{:?}", problems.into_vec())).meta.clone()
}

/// A file whose mistakes can only be in `blocks`.
fn check_blocks(blocks: &str, expected: &[&str]) {
    check(&format!("{HEAD}{blocks}{EXAMPLES}"), expected);
}

#[test]
fn a_rule_without_mistakes_is_kept() {
    check_blocks("[[match]]\npattern = '体制 強化'\n", &[]);
    check_blocks("[[match]]\nnear = ['体制', '強化']\nwithin = 3\n[[match]]\nregex = '[0-9]+'\n", &[]);
}

#[test]
fn all_mistakes_are_told_at_once() {
    check(
        "
id = 'Vague_Words'
severity = 'warn'
check = 'word'
roles = ['countermeasures', 'cause']
rung = 6
mesage = 'x'
tags = ['Weak Measure']
url = 'example.com'
default = 'yes'
[[example]]
text = 'a'
tod = true
",
        &[
            "'Vague_Words': an id consists of lower-case words and digits joined by hyphens (such as `vague-words`)",
            ": missing key `title`",
            ": missing key `message`",
            "'word': unknown value `word` (did you mean `words`?)",
            "'warn': unknown value `warn` (did you mean `warning`?)",
            "'countermeasures': unknown value `countermeasures` (did you mean `countermeasure`?)",
            "6: `rung` goes from 0 to 5",
            "'Weak Measure': a tag consists of lower-case words and digits joined by hyphens",
            "'example.com': expected a URL that begins with https://",
            "tod: unknown key `tod` (did you mean `todo`?)",
            "example: no example shows what the rule reports (add an `[[example]]` with the place to report between ⟦ and ⟧)",
            "'yes': expected true or false, found string",
            "mesage: unknown key `mesage` (did you mean `message`?)",
        ],
    );
}

#[test]
fn the_id_is_the_file_name() {
    let text = format!("{HEAD}[[match]]\npattern = '体制'\n{EXAMPLES}");
    let (_, told) = load(&[file("pack/other.toml", &text)]);
    assert_eq!(
        told,
        [
            "'vague': the id differs from the file name, which is `other` (rename the file to `vague.toml`, or change the id)"
        ]
    );
}

#[test]
fn keys_of_another_kind_are_unknown() {
    check_blocks(
        "at-lest = 3\n[[match]]\npattern = '体制'\n",
        &["at-lest: unknown key `at-lest` (did you mean `at-least`?)"],
    );
    let (_, told) = load(&[file("vague.toml", &format!("{HEAD}depth = 'deep'\n{EXAMPLES}"))]);
    assert!(told.iter().any(|t| t.starts_with("depth: unknown key `depth` (known: ")), "{told:?}");
}

#[test]
fn what_to_look_for_must_be_said_once() {
    check_blocks(
        "",
        &["'words': missing `[[match]]` (say what to look for in the `pattern` of a `[[match]]` block)"],
    );
    check_blocks(
        "[[match]]\npattern = '体制'\nregex = 'x'\n[[match]]\nnear = ['体制']\n[[match]]\npattern = '体制'\nwithin = 2\n",
        &[
            "regex: `pattern` and `regex` cannot stand in the same block (write two blocks)",
            "['体制']: `near` needs two words or more",
            "within: `within` goes with `near`",
        ],
    );
    check_blocks(
        "[[match]]\npatern = '体制'\n",
        &[
            "[[match]]: a `[[match]]` block needs one of `pattern`, `near` and `regex`",
            "patern: unknown key `patern` (did you mean `pattern`?)",
        ],
    );
}

#[test]
fn placeholders_need_a_value() {
    let text = |message: &str| {
        format!("{HEAD}[[match]]\npattern = '体制'\n{EXAMPLES}")
            .replace("「{match}」では分かりません", message)
    };
    check(&text("{count} {{x}}"), &[]);
    check(&text("{mach}"), &["{mach}: nothing fills the placeholder `{mach}` (did you mean `match`?)"]);
    check(
        &text("{match"),
        &["{: a brace without its partner (write `{{` and `}}` for the braces themselves)"],
    );
}

#[test]
fn names_of_the_lexicon_are_checked() {
    check_blocks(
        "guards = false\n[[match]]\npattern = '体制'\n[[unless]]\nprofile = 'public'\nseverity = 'info'\n",
        &[],
    );
    check_blocks(
        "[[match]]\npattern = '体制'\n[[unless]]\nseverity = 'info'\n[[unless]]\nscope = 'itm'\nprofile = 'public'\n",
        &[
            "[[unless]]: an `[[unless]]` block without a condition (known: evidence, pattern, near, regex, field, sibling-rung, profile, stage)",
            "'itm': unknown value `itm` (did you mean `item`?)",
        ],
    );
}

#[test]
fn marks_pair_up_and_both_sorts_of_example_are_there() {
    let rule = |examples: &str| format!("{HEAD}[[match]]\npattern = '体制'\n{examples}");
    check(
        &rule("[[example]]\ntext = '⟦体制⟦の強化⟧'\n[[example]]\ntext = '体制⟧'\n"),
        &["⟦: ⟦ and ⟧ do not pair up", "⟧: ⟦ and ⟧ do not pair up"],
    );
    check(
        &rule("[[example]]\ntext = '⟦体制⟧'\n[[example]]\ntext = '増員'\ntodo = true\n"),
        &[
            "example: no example shows what the rule must not report (add an `[[example]]` without marks: a tempting text that is right as it stands)",
        ],
    );
}

#[test]
fn a_rule_replaces_an_earlier_one_only_on_purpose() {
    let rule = |extra: &str| format!("{HEAD}{extra}\n[[match]]\npattern = '体制'\n{EXAMPLES}");
    let first = file("rules/strength/vague.toml", &rule(""));
    let again = file("own/vague.toml", &rule("rung = 1"));
    let (ids, told) = load(&[first.clone(), again]);
    assert_eq!(ids, ["vague"]);
    assert_eq!(
        told,
        [
            "'vague': the id `vague` is taken by rules/strength/vague.toml:2 (choose another id, or say `override = true` to replace that rule)"
        ]
    );

    let on_purpose = file("own/vague.toml", &rule("override = true\nrung = 1"));
    let problems = Problems::new();
    let set = RuleSet::load(&[first, on_purpose.clone()], &[KIND], lexicon(), &problems);
    assert!(problems.is_empty());
    assert_eq!(set.get("vague").and_then(|r| r.meta.rung), Some(1));

    let (ids, told) = load(&[on_purpose]);
    assert_eq!((ids.len(), told.len()), (0, 1));
    assert!(told[0].contains("no earlier rule `vague` to replace"), "{}", told[0]);
}

#[test]
fn rules_are_found_by_id_group_and_tag() {
    let text = format!("{HEAD}tags = ['weak-measure']\n[[match]]\npattern = '体制'\n{EXAMPLES}");
    let set =
        RuleSet::load(&[file("rules/strength/vague.toml", &text)], &[KIND], lexicon(), &Problems::new());
    for selector in ["vague", "strength", "weak-measure", "all"] {
        assert_eq!(set.named(selector).count(), 1, "{selector}");
        assert_eq!(set.unknown(selector), None);
    }
    assert_eq!(set.unknown("weak-measures").map(|h| h.en), Some("did you mean `weak-measure`?".into()));
    assert_eq!(set.unknown_id("vauge").map(|h| h.en), Some("did you mean `vague`?".into()));
}

#[test]
fn examples_know_their_place_in_the_file() {
    let text = format!("{HEAD}[[match]]\npattern = '体制'\n{EXAMPLES}");
    let file = file("rules/strength/vague.toml", &text);
    let set = RuleSet::load(std::slice::from_ref(&file), &[KIND], lexicon(), &Problems::new());
    let example = &set.rules()[0].meta.examples[0];
    assert_eq!(example.text, "・体制の強化");
    assert_eq!(file.source.slice(example.span_in_file(example.marks[0].clone())), "体制の強化");
    assert_eq!(example.marked(&example.marks), "・⟦体制の強化⟧");
}

#[test]
fn a_scaffold_is_a_valid_rule() {
    let text = scaffold("vague", "words", &["countermeasure"]);
    let (ids, told) = load(&[file("own/vague.toml", &text)]);
    assert!(told.is_empty(), "{told:?}");
    assert_eq!(ids, ["vague"]);
}

#[test]
fn the_schema_has_every_key_that_is_read() {
    let text = format!("{HEAD}[[match]]\npattern = '体制'\n[[unless]]\nprofile = 'public'\n{EXAMPLES}");
    let source = Arc::new(Source::new("vague.toml", text));
    let problems = Problems::new();
    let schema = schema(&[KIND, BARE], lexicon());
    crate::spec::parse(&source, &problems, |mut reader: Reader<'_>| {
        let listed = load::read_keys(&mut reader, &KIND, lexicon());
        let mut expected: Vec<&str> = load::COMMON.iter().chain(KIND.keys).map(|k| k.name).collect();
        expected.sort_unstable();
        assert_eq!(listed, expected);
        for key in listed {
            assert!(schema["properties"][key].is_object(), "{key}");
        }
    });
}

proptest! {
    #[test]
    fn no_text_makes_the_loader_panic(text in "(?s).{0,200}") {
        load(&[file("vague.toml", &text)]);
    }

    #[test]
    fn no_rule_file_makes_the_loader_panic(
        keys in proptest::collection::vec(
            ("(id|title|severity|check|roles|rung|message|help|guards|match|unless|example|tags|override)",
             "('[⟦⟧{}a-z体]{0,6}'|[0-9]{1,20}|true|\\['words', 1\\]|\\{ ja = '\\{' \\}|\\[\\{ pattern = '\\(' \\}\\])"),
            0..12,
        ),
    ) {
        let text: String = keys.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
        load(&[file("vague.toml", &text)]);
    }
}
