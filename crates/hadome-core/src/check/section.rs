//! `section`: the sections that a report has to have.

use super::target::{judged, occurs, whole_sentence};
use super::told::Told;
use crate::diagnostic::Text;
use crate::document::{BlockKind, Document, HeadingWords, Role, RoleSet, SectionId, SentenceId};
use crate::facts::Stage;
use crate::lexicon::Lexicon;
use crate::pattern::Matcher;
use crate::rule::{
    Check, Context, Finding, Key, Kind, Place, ROLE_NAMES, Remedy, RuleMeta, Shape, Sink, Unless,
    read_patterns, read_roles,
};
use crate::source::Span;
use crate::spec::Reader;

const STAGE_NAMES: &[&str] = &["first", "interim", "final", "unknown"];
const STAGES: [Stage; 4] = [Stage::First, Stage::Interim, Stage::Final, Stage::Unknown];
/// A document with fewer roles among its headings is not built like a report, and lacks no section of one.
const MIN_ROLES: usize = 2;
/// How many roles that tell of an incident make up for a title that does not say that this is a report.
const MIN_TELLING: usize = 3;

const ROLE_TEXTS: [Key; Role::ALL.len()] = {
    let mut keys = [Key::new("", Shape::Text, "What the role is called in messages."); Role::ALL.len()];
    let mut i = 0;
    while i < keys.len() {
        keys[i].name = ROLE_NAMES[i];
        i += 1;
    }
    keys
};

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "section",
    doc: "Finds reports that lack a section, or have nothing in it. Silent on documents that are not built like reports.",
    keys: &[
        Key::new(
            "require",
            Shape::Roles,
            "The roles that have to be there. A project's configuration can replace them.",
        ),
        Key::new(
            "stage",
            Shape::ManyOf(STAGE_NAMES),
            "The stages in which they are required. Default: all but `first`.",
        ),
        Key::new(
            "empty",
            Shape::Strings,
            "Patterns of sentences that count as nothing: a section of only such is empty.",
        ),
        Key::new(
            "told",
            Shape::Tables(&[
                Key::new("role", Shape::OneOf(&ROLE_NAMES), "The role that this stands for."),
                Key::new("by", Shape::Roles, "Roles that cover it."),
                Key::new("say", Shape::Matchers, "Wording that tells it, wherever it stands."),
                Key::new(
                    "before",
                    Shape::Roles,
                    "Roles before whose first section the wording has to stand.",
                ),
                Key::new(
                    "unnamed-after",
                    Shape::Roles,
                    "A section whose heading no word of the lexicon names counts after the first section of these roles: it may be the one.",
                ),
                Key::new(
                    "at-least",
                    Shape::Integer(1, 100),
                    "How many sentences have to say so. Default: 1.",
                ),
            ]),
            "What else counts as the section.",
        ),
        Key::new("names", Shape::Table(&ROLE_TEXTS), "What the roles are called in messages: {name}."),
        Key::new(
            "states",
            Shape::Table(&[
                Key::new("missing", Shape::Text, "What {state} says of a section that is not there."),
                Key::new("empty", Shape::Text, "What {state} says of a section with nothing in it."),
            ]),
            "What {state} says.",
        ),
        Key::new(
            "unless",
            Shape::Unless,
            "Evidence that silences or lowers a finding; the scope is the document.",
        ),
    ],
    placeholders: &["name", "role", "state"],
    compile,
};

#[derive(Debug)]
struct SectionCheck {
    require: RoleSet,
    stages: Vec<Stage>,
    /// `empty`, then those of `told` in order.
    matchers: Vec<Matcher>,
    empty: usize,
    told: Vec<Told>,
    names: Vec<(Role, Text)>,
    missing: Text,
    empty_state: Text,
    unless: Unless,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, lexicon: &Lexicon) -> Option<Box<dyn Check>> {
    reader.require("require");
    let require = read_roles(reader, "require");
    let given = reader.strings("stage");
    let mut stages: Vec<Stage> =
        given.iter().filter_map(|n| reader.pick(n, STAGE_NAMES)).map(|i| STAGES[i]).collect();
    if !reader.has("stage") {
        stages = vec![Stage::Interim, Stage::Final, Stage::Unknown];
    }
    let mut matchers = read_patterns(reader, "empty");
    let empty = matchers.len();
    let told =
        reader.tables("told").into_iter().filter_map(|block| Told::read(block, &mut matchers)).collect();
    let names = reader.table("names").map_or_else(Vec::new, read_names);
    let (missing, empty_state) = reader.table("states").map_or_else(Default::default, read_states);
    let unless = Unless::read(reader, lexicon);
    Some(Box::new(SectionCheck {
        require,
        stages,
        matchers,
        empty,
        told,
        names,
        missing,
        empty_state,
        unless,
    }))
}

fn read_names(mut table: Reader<'_>) -> Vec<(Role, Text)> {
    let names =
        ROLE_NAMES.iter().zip(Role::ALL).filter_map(|(name, role)| Some((role, table.text(name)?))).collect();
    table.finish();
    names
}

fn read_states(mut table: Reader<'_>) -> (Text, Text) {
    let states = (table.text("missing").unwrap_or_default(), table.text("empty").unwrap_or_default());
    table.finish();
    states
}

impl Check for SectionCheck {
    fn matchers(&self) -> Vec<&Matcher> {
        self.matchers.iter().chain(self.unless.matchers()).collect()
    }

    fn remedy(&self) -> Option<Remedy> {
        Some(Remedy::Section)
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        let document = cx.document();
        let named: RoleSet =
            document.sections.iter().map(|s| s.own_roles).fold(RoleSet::EMPTY, |all, roles| all.union(roles));
        if !self.stages.contains(&cx.facts.stage) || named.iter().count() < MIN_ROLES {
            return;
        }
        // Who asks for certain sections has reports; anything else has to look like one.
        if cx.settings.required_sections.is_none() && !is_built_like_a_report(cx, named) {
            return;
        }
        let required = cx.settings.required_sections.unwrap_or(self.require);
        let mut rescue = self.unless.on(cx, self.matchers.len());
        for role in required.iter() {
            let Some((span, state)) = self.lack(cx, role, named) else { continue };
            let finding = Finding::new(span)
                .about_report(role.as_str())
                .with("role", role.as_str())
                .with("name", self.name_of(cx, role))
                .with("state", state.get(cx.settings.lang));
            if let Some(finding) = judged(|| finding, rescue.verdict(&Place::document()), cx.rule.severity) {
                sink.finding(finding);
            }
        }
    }
}

/// Whether the title says that this is a report, or enough headings tell of an incident.
fn is_built_like_a_report(cx: &Context<'_>, named: RoleSet) -> bool {
    let document = cx.document();
    let titled = document.title.is_some_and(|id| cx.lexicon.roles.is_title(&document.block_text(id)));
    let aside = [Role::Lessons, Role::Horizontal, Role::EffectCheck];
    titled || named.iter().filter(|r| !aside.contains(r)).count() >= MIN_TELLING
}

impl SectionCheck {
    /// Where a role is lacking, and how.
    fn lack(&self, cx: &Context<'_>, role: Role, named: RoleSet) -> Option<(Span, &Text)> {
        let document = cx.document();
        let sections: Vec<SectionId> = (0..document.sections.len() as u32)
            .map(SectionId)
            .filter(|&s| document.section(s).own_roles.contains(role))
            .collect();
        if sections.iter().any(|&s| self.has_content(cx, s)) || self.is_told(cx, role, named) {
            return None;
        }
        match sections.first() {
            Some(&section) => Some((heading_span(document, section), &self.empty_state)),
            None => Some((title_span(document), &self.missing)),
        }
    }

    /// Whether a section says anything: prose, a table, a list or code that does not count as nothing.
    fn has_content(&self, cx: &Context<'_>, section: SectionId) -> bool {
        let document = cx.document();
        let section = document.section(section);
        let blocks = section.blocks.start as usize..(section.blocks.end as usize).min(document.blocks.len());
        if document.blocks[blocks].iter().any(|b| b.kind == BlockKind::Code) {
            return true;
        }
        let at = |block: u32| document.sentences.partition_point(|s| s.block.0 < block) as u32;
        (at(section.blocks.start)..at(section.blocks.end)).map(SentenceId).any(|s| {
            let own_heading = section.heading == Some(document.sentence(s).block);
            !own_heading && !(0..self.empty).any(|i| self.is_nothing(cx, i, s))
        })
    }

    /// Whether an `empty` pattern covers a sentence, punctuation aside.
    fn is_nothing(&self, cx: &Context<'_>, matcher: usize, sentence: SentenceId) -> bool {
        let text = cx.document().sentence_text(sentence);
        cx.find(&self.matchers[matcher], matcher, sentence).iter().any(|m| {
            let rest = [&text[..m.range.start], &text[m.range.end..]];
            rest.iter().all(|r| !r.chars().any(char::is_alphanumeric))
        })
    }

    /// Whether the report tells elsewhere what the section would say.
    fn is_told(&self, cx: &Context<'_>, role: Role, named: RoleSet) -> bool {
        // What stands in a section of this role has been looked at already, and found to be nothing.
        let elsewhere = |section: SectionId| !cx.document().section(section).roles.contains(role);
        let by_facts = match role {
            Role::Countermeasure => cx.facts.measures.iter().any(|m| elsewhere(m.section)),
            Role::Cause => cx.facts.causes.iter().any(|c| !c.edges.is_empty() && elsewhere(c.section)),
            _ => false,
        };
        by_facts
            || self.told.iter().filter(|t| t.role == role).any(|told| {
                let says = |s: SentenceId| told.matchers.clone().any(|i| occurs(cx, &self.matchers[i], i, s));
                let where_it_counts = told.place(cx.document());
                told.by.intersects(named)
                    || self.is_unnamed(cx, told.unnamed_after)
                    || (!told.matchers.is_empty()
                        && where_it_counts.filter(|&s| says(s)).take(told.at_least).count() == told.at_least)
            })
    }

    /// Whether a section after the first of these roles says something under a heading that the lexicon does not know.
    fn is_unnamed(&self, cx: &Context<'_>, after: RoleSet) -> bool {
        let document = cx.document();
        let known = document.sections.iter().position(|s| s.own_roles.intersects(after));
        let Some(start) = known.map(|at| at + 1) else { return false };
        (start..document.sections.len()).any(|at| {
            let section = &document.sections[at];
            let unknown = |heading| !cx.lexicon.roles.classify(&document.block_text(heading)).is_known();
            section.roles.is_empty()
                && section.heading.is_some_and(unknown)
                && self.has_content(cx, SectionId(at as u32))
        })
    }

    fn name_of(&self, cx: &Context<'_>, role: Role) -> String {
        let name = self.names.iter().find(|(r, _)| *r == role).map(|(_, text)| text.get(cx.settings.lang));
        name.filter(|n| !n.is_empty()).unwrap_or(role.as_str()).to_owned()
    }
}

fn heading_span(document: &Document, section: SectionId) -> Span {
    match document.section(section).heading.map(|id| document.block(id)) {
        Some(block) if !block.prose.is_empty() => block.prose.source_span(0..block.prose.text().len()),
        Some(block) => block.span,
        None => title_span(document),
    }
}

/// The title, else the first words of the document.
fn title_span(document: &Document) -> Span {
    if let Some(block) = document.title.map(|id| document.block(id)).filter(|b| !b.prose.is_empty()) {
        return block.prose.source_span(0..block.prose.text().len());
    }
    document.sentences.first().map_or(Span::default(), |_| whole_sentence(document, SentenceId(0)))
}
