//! One rule file: raw → validated → compiled. Every mistake is reported; a rule with a mistake is left out.

use std::sync::Arc;

use super::example;
use super::kind::{Check, Key, Kind, Shape};
use super::{Pack, RuleMeta, fields};
use crate::diagnostic::Text;
use crate::lexicon::Lexicon;
use crate::source::Source;
use crate::spec::{self, Problems, Reader, Str};

/// The keys that every rule has, whatever its check kind.
pub(super) const COMMON: &[Key] = &[
    Key::new("id", Shape::String, "The rule's id: kebab-case, and the name of its file."),
    Key::new("title", Shape::Text, "Its name in a few words."),
    Key::new("severity", Shape::OneOf(fields::SEVERITY_NAMES), "How much a finding weighs."),
    Key::new("check", Shape::String, "The check kind that runs the rule."),
    Key::new("roles", Shape::Roles, "The roles of the sections it reads. Default: all."),
    Key::new("rung", Shape::Integer(0, 5), "What a match says of a measure's strength."),
    Key::new("message", Shape::Text, "What is wrong, in one line. May hold placeholders such as {match}."),
    Key::new("help", Shape::Text, "What to write instead, with an example."),
    Key::new("why", Shape::Text, "Why it matters. Shown by `hadome explain`."),
    Key::new("tags", Shape::Strings, "Tags to select the rule by."),
    Key::new("since", Shape::String, "The version that brought the rule."),
    Key::new("url", Shape::String, "A page that explains the rule."),
    Key::new("guards", Shape::Guards, "Guards that are switched off: `false` for all, or their names."),
    Key::new(
        "exclusive",
        Shape::String,
        "A name: of all rules that give the same one, only one reports a measure or, elsewhere, a place.",
    ),
    Key::new(
        "general",
        Shape::Boolean,
        "Whether the rule gives way to the others with the same `exclusive`.",
    ),
    Key::new("default", Shape::Boolean, "Whether the rule runs when nothing selects it. Default: true."),
    Key::new("override", Shape::Boolean, "Whether the rule replaces an earlier one of the same id."),
    Key::new("example", Shape::Examples, "Texts that prove the rule: at least one marked and one unmarked."),
];

/// A rule file to load.
#[derive(Debug, Clone)]
pub struct RuleFile {
    /// The file.
    pub source: Arc<Source>,
    /// The group of its rule: the name of the directory it stands in.
    pub group: String,
    /// The pack it comes from.
    pub pack: Pack,
}

/// A rule that is ready to run.
#[derive(Debug)]
pub struct Rule {
    /// Its common fields.
    pub meta: RuleMeta,
    /// Its check.
    pub check: Box<dyn Check>,
    /// The position of its first matcher in the prefilter of the rule set.
    pub first_matcher: usize,
}

/// What a file gave: the id, if it could be read, and the rule, if it has no mistake.
pub(super) struct Loaded {
    pub(super) id: Option<Str>,
    pub(super) replaces: bool,
    pub(super) rule: Option<Rule>,
}

impl Loaded {
    /// What the matchers of the rule cost; see [`Matcher::cost`](crate::pattern::Matcher::cost).
    pub(super) fn cost(&self) -> usize {
        let matchers = self.rule.iter().flat_map(|rule| rule.check.matchers());
        matchers.map(|matcher| matcher.cost()).sum()
    }
}

/// Reads one file.
pub(super) fn load(file: &RuleFile, kinds: &[Kind], lexicon: &Lexicon, problems: &Problems) -> Loaded {
    let before = problems.len();
    let mut loaded = spec::parse(&file.source, problems, |reader| read(reader, file, kinds, lexicon));
    if problems.len() > before {
        loaded.rule = None;
    }
    loaded
}

fn read(mut reader: Reader<'_>, file: &RuleFile, kinds: &[Kind], lexicon: &Lexicon) -> Loaded {
    let raw = read_common(&mut reader, file, kinds, lexicon);
    let check = raw.check(&mut reader, lexicon);
    check_lengths(&reader, &raw.meta);
    if raw.kind.is_none() {
        kinds.iter().flat_map(|k| k.keys).for_each(|key| reader.know(key.name));
    }
    reader.finish();
    let Raw { id, meta, .. } = raw;
    Loaded { id, replaces: meta.replaces, rule: check.map(|check| Rule { meta, check, first_matcher: 0 }) }
}

/// How many characters a text may have in one language: findings repeat it, and there may be as many as there are sentences.
const LENGTHS: [(&str, usize); 6] =
    [("title", 200), ("message", 500), ("help", 3_000), ("why", 10_000), ("url", 2_000), ("exclusive", 200)];

fn check_lengths(reader: &Reader<'_>, meta: &RuleMeta) {
    let exclusive = meta.exclusive.as_deref().unwrap_or_default();
    let texts = [&meta.title, &meta.message, &meta.help, &meta.why].map(|t| [t.ja.as_str(), t.en.as_str()]);
    let others = [[meta.url.as_deref().unwrap_or_default(), ""], [exclusive, ""]];
    for ((key, most), both) in LENGTHS.iter().zip(texts.into_iter().chain(others)) {
        if both.iter().any(|text| text.chars().nth(*most).is_some()) {
            let message = Text::new(
                format!("`{key}` が長すぎます（{most} 文字まで）"),
                format!("`{key}` is too long (at most {most} characters)"),
            );
            reader.error(reader.value_span(key).unwrap_or(reader.span()), message, None);
        }
    }
}

/// The common fields as far as they could be read.
struct Raw<'k> {
    id: Option<Str>,
    kind: Option<&'k Kind>,
    texts: Texts,
    meta: RuleMeta,
}

impl Raw<'_> {
    /// Compiles the parameters of the check kind.
    fn check(&self, reader: &mut Reader<'_>, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
        let kind = self.kind?;
        let check = (kind.compile)(reader, &self.meta, lexicon)?;
        check_placeholders(reader, kind, check.as_ref(), &[&self.texts.message, &self.texts.help]);
        Some(check)
    }
}

fn read_common<'k>(
    reader: &mut Reader<'_>,
    file: &RuleFile,
    kinds: &'k [Kind],
    lexicon: &Lexicon,
) -> Raw<'k> {
    let id = fields::read_id(reader);
    let texts = Texts::read(reader);
    let kind = fields::read_kind(reader, kinds);
    let meta = RuleMeta {
        id: Arc::from(id.as_ref().map_or("", |id| &id.text)),
        group: Arc::from(file.group.as_str()),
        pack: file.pack.clone(),
        title: texts.title.clone(),
        severity: fields::read_severity(reader),
        kind: kind.map_or("", |k| k.name),
        roles: fields::roles(reader, "roles"),
        rung: fields::integer(reader, "rung", 0, 5).and_then(|n| u8::try_from(n).ok()),
        message: text_of(&texts.message),
        help: text_of(&texts.help),
        why: reader.text("why").unwrap_or_default(),
        tags: fields::read_tags(reader),
        since: reader.string("since").map_or(String::new(), |s| s.text),
        url: fields::read_url(reader),
        guards: fields::read_guards(reader, lexicon),
        examples: example::read(reader),
        source: Arc::clone(&file.source),
        id_span: id.as_ref().map_or(reader.span(), |id| id.span),
        exclusive: reader.string("exclusive").map(|s| Arc::from(s.text)),
        general: reader.boolean("general").unwrap_or(false),
        default: reader.boolean("default").unwrap_or(true),
        replaces: reader.boolean("override").unwrap_or(false),
    };
    Raw { id, kind, texts, meta }
}

/// The keys that reading a rule of this kind asks for, sorted. For comparing with the key tables.
#[cfg(test)]
pub(super) fn read_keys(reader: &mut Reader<'_>, kind: &Kind, lexicon: &Lexicon) -> Vec<&'static str> {
    let source = Arc::clone(reader.source());
    let file = RuleFile { source, group: String::new(), pack: Pack::Builtin };
    read_common(reader, &file, &[*kind], lexicon).check(reader, lexicon);
    reader.known().collect()
}

/// A text with its places, as far as it is there.
type Placed = Option<(Str, Option<Str>)>;

struct Texts {
    title: Text,
    message: Placed,
    help: Placed,
}

impl Texts {
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.require("title");
        reader.require("message");
        Self {
            title: reader.text("title").unwrap_or_default(),
            message: reader.text_parts("message"),
            help: reader.text_parts("help"),
        }
    }
}

fn text_of(parts: &Placed) -> Text {
    parts.as_ref().map_or_else(Text::default, |(ja, en)| {
        Text::new(ja.text.as_str(), en.as_ref().map_or("", |en| en.text.as_str()))
    })
}

fn check_placeholders(reader: &Reader<'_>, kind: &Kind, check: &dyn Check, texts: &[&Placed]) {
    let matchers = check.matchers();
    let captures: Vec<Arc<str>> = matchers.iter().flat_map(|m| m.capture_names()).collect();
    let mut known: Vec<&str> = ["match"].into_iter().chain(kind.placeholders.iter().copied()).collect();
    known.extend(captures.iter().map(|name| &**name));
    for (ja, en) in texts.iter().filter_map(|t| t.as_ref()) {
        super::message::check_placeholders(reader, ja, &known);
        if let Some(en) = en {
            super::message::check_placeholders(reader, en, &known);
        }
    }
}
