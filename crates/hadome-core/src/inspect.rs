//! What the engine sees in a document, as plain data: how a rule author finds out why a rule matches or does not.
//!
//! Sections stand in source order with their nesting level, items in their sections with theirs: nothing here nests without
//! bound, so that any document can be written out.

use std::collections::HashMap;

use serde::Serialize;

use crate::document::{BlockId, Document, Format, Item, ItemId, ItemKind, RoleSet, SectionId, SentenceId};
use crate::facts::{Cause, Facts, Field, Measure, Nature, Stage, StatusKind};
use crate::morph::{Analysis, Token, Tokens};
use crate::source::{Position, Source, Span};

/// A document as the engine sees it.
#[derive(Debug, Clone, Serialize)]
pub struct Inspection {
    /// The path as the user gave it.
    pub path: String,
    /// The format it was read as.
    pub format: Format,
    /// The encoding its bytes were decoded from.
    pub encoding: &'static str,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// What keeps it from being read as a report: `template`, `procedure`, `article` …; `None` for a report.
    pub not_a_report: Option<String>,
    /// The stage it says it is in.
    pub stage: Stage,
    /// All sections in source order, each with its items. The first is the root.
    pub sections: Vec<SectionView>,
}

/// Where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Its first character.
    pub start: Position,
    /// The place after its last.
    pub end: Position,
}

/// A section of the outline.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// Its heading; `None` for the root.
    pub title: Option<String>,
    /// 0 for the root; else how deep it is nested.
    pub level: u8,
    /// The roles in force.
    pub roles: RoleSet,
    /// The roles that its own heading names; without any, those in force are inherited.
    pub own_roles: RoleSet,
    /// Whether it judges or quotes measures instead of stating them.
    pub judging: bool,
    /// From its heading to its end.
    #[serde(flatten)]
    pub place: Place,
    /// Sentences that belong to no item: headings, table headers, quotes.
    pub sentences: Vec<SentenceView>,
    /// Its items in source order, those of subsections not included.
    pub items: Vec<ItemView>,
}

/// A list item, a table row or cell, or a sentence of running prose.
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// What makes it up.
    pub kind: ItemKind,
    /// How deep it is nested in other items; 0 at the top.
    pub depth: u16,
    /// Its own text, folded; nested items are not included.
    pub text: String,
    /// Its own source text.
    #[serde(flatten)]
    pub place: Place,
    /// Its own sentences.
    pub sentences: Vec<SentenceView>,
    /// What it proposes, if it is a measure.
    pub measure: Option<MeasureView>,
    /// What it says of a cause, if it does.
    pub cause: Option<CauseView>,
}

/// A sentence and its words.
#[derive(Debug, Clone, Serialize)]
pub struct SentenceView {
    /// Its folded text.
    pub text: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Whether it stands in a block quote.
    pub quoted: bool,
    /// Its words.
    pub tokens: Vec<TokenView>,
}

/// A word.
#[derive(Debug, Clone, Serialize)]
pub struct TokenView {
    /// Its spelling.
    pub surface: String,
    /// Its part of speech from coarse to fine, as patterns name it: `<名詞,サ変接続>`.
    pub pos: Vec<String>,
    /// Its base form.
    pub base: String,
    /// Its reading in katakana; empty if unknown.
    pub reading: String,
    /// Whether the dictionary does not know it.
    pub unknown: bool,
}

/// A measure and what its verdict rests on.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureView {
    /// Its rung on the strength ladder, 0 to 5; `None` without a marker.
    pub rung: Option<u8>,
    /// The verb or verbal noun that says what is done.
    pub head: Option<MarkerView>,
    /// The evidence found in it.
    pub evidence: Vec<MarkerView>,
    /// Who does it.
    pub owner: Option<String>,
    /// Until when.
    pub due: Option<String>,
    /// How far it has come.
    pub status: Option<StatusKind>,
    /// A figure by which it can be judged.
    pub metric: Option<String>,
    /// Tickets and addresses that it names.
    pub links: Vec<String>,
}

/// Words that say something of a measure's strength.
#[derive(Debug, Clone, Serialize)]
pub struct MarkerView {
    /// The predicate class or the evidence set.
    pub name: String,
    /// The rung that it speaks for.
    pub rung: Option<u8>,
    /// The words, as the source spells them.
    pub text: String,
}

/// A statement of a cause.
#[derive(Debug, Clone, Serialize)]
pub struct CauseView {
    /// The words that give a reason, one for each step of the chain.
    pub edges: Vec<String>,
    /// Whether what follows says why.
    pub explained: bool,
    /// Whether it is said to be under investigation.
    pub open: bool,
}

impl Inspection {
    /// Looks at a whole document. Every sentence is tokenized.
    pub fn new(source: &Source, analysis: &Analysis<'_>, facts: &Facts) -> Self {
        let document = analysis.document();
        Self {
            path: source.path().to_owned(),
            format: document.format,
            encoding: source.encoding(),
            title: document.title.map(|t| document.block_text(t)),
            not_a_report: match &facts.nature {
                Nature::Report => None,
                Nature::NotReport(why) => Some(why.to_string()),
            },
            stage: facts.stage,
            sections: View { source, document, analysis, facts }.sections(),
        }
    }
}

/// Everything a view is made from.
struct View<'a> {
    source: &'a Source,
    document: &'a Document,
    analysis: &'a Analysis<'a>,
    facts: &'a Facts,
}

impl View<'_> {
    fn sections(&self) -> Vec<SectionView> {
        let document = self.document;
        let mut sections: Vec<SectionView> =
            (0..document.sections.len() as u32).map(|i| self.section(SectionId(i))).collect();
        for id in document.sentence_ids() {
            let sentence = document.sentence(id);
            if sentence.item.is_none() {
                sections[sentence.section.0 as usize].sentences.push(self.sentence(id));
            }
        }
        let measures: HashMap<ItemId, &Measure> = self.facts.measures.iter().map(|m| (m.item, m)).collect();
        let causes: HashMap<ItemId, &Cause> =
            self.facts.causes.iter().filter_map(|c| Some((c.item?, c))).collect();
        for (i, item) in document.items.iter().enumerate() {
            let id = ItemId(i as u32);
            let view = self.item(id, item, measures.get(&id).copied(), causes.get(&id).copied());
            sections[item.section.0 as usize].items.push(view);
        }
        sections
    }

    fn section(&self, id: SectionId) -> SectionView {
        let section = self.document.section(id);
        SectionView {
            title: self.document.section_title(id).map(str::to_owned),
            level: section.level,
            roles: section.roles,
            own_roles: section.own_roles,
            judging: section.judging,
            place: self.place(section.span),
            sentences: Vec::new(),
            items: Vec::new(),
        }
    }

    fn item(&self, id: ItemId, item: &Item, measure: Option<&Measure>, cause: Option<&Cause>) -> ItemView {
        let sentences: Vec<SentenceView> =
            self.document.item_sentences(id).map(|s| self.sentence(s)).collect();
        let texts: Vec<&str> = sentences.iter().map(|s| s.text.as_str()).collect();
        ItemView {
            kind: item.kind,
            depth: item.depth,
            text: if texts.is_empty() { self.head_of(item.block) } else { texts.join(" ") },
            place: self.place(item.span),
            sentences,
            measure: measure.map(|m| self.measure(m)),
            cause: cause.map(|c| self.cause(c)),
        }
    }

    /// What an item without a sentence of its own begins with: the label of a list item, say.
    fn head_of(&self, block: BlockId) -> String {
        self.document.heading_text(block).to_owned()
    }

    fn sentence(&self, id: SentenceId) -> SentenceView {
        let text = self.document.sentence_text(id);
        let tokens = self.analysis.tokens(id);
        SentenceView {
            text: text.to_owned(),
            place: self.place(self.document.sentence_span(id, 0..text.len())),
            quoted: self.document.sentence(id).quoted,
            tokens: tokens.tokens.iter().map(|t| token(tokens, t)).collect(),
        }
    }

    fn measure(&self, measure: &Measure) -> MeasureView {
        let marker =
            |name: &str, rung, span| MarkerView { name: name.to_owned(), rung, text: self.quote(span) };
        let text = |field: &Option<Field>| field.as_ref().map(|f| f.text.clone());
        MeasureView {
            rung: measure.rung,
            head: measure.head.as_ref().map(|h| marker(&h.class, Some(h.rung), h.span)),
            evidence: measure.evidence.iter().map(|e| marker(&e.set, e.rung, e.span)).collect(),
            owner: text(&measure.owner),
            due: text(&measure.due),
            status: measure.status.as_ref().map(|s| s.kind),
            metric: text(&measure.metric),
            links: measure.links.iter().map(|&l| self.quote(l)).collect(),
        }
    }

    fn cause(&self, cause: &Cause) -> CauseView {
        CauseView {
            edges: cause.edges.iter().map(|e| self.quote(e.span)).collect(),
            explained: cause.explained,
            open: cause.open,
        }
    }

    fn quote(&self, span: Span) -> String {
        self.source.slice(span).to_owned()
    }

    fn place(&self, span: Span) -> Place {
        Place { start: self.source.position(span.start), end: self.source.position(span.end) }
    }
}

fn token(tokens: &Tokens, token: &Token) -> TokenView {
    TokenView {
        surface: tokens.surface(token).to_owned(),
        pos: token.feature.pos.iter().map(|p| p.to_string()).collect(),
        base: tokens.lemma(token).to_owned(),
        reading: token.feature.reading.to_string(),
        unknown: token.feature.unknown,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::builtin;
    use crate::document;
    use crate::facts::{self, FactOptions};
    use crate::lexicon::Lexicon;
    use crate::morph::Morphology;
    use crate::spec::Problems;

    fn inspect(text: &str) -> Inspection {
        let files: Vec<Arc<Source>> = builtin::files();
        let lexicon = Lexicon::load(&files, &Problems::new());
        let analyzer = Morphology::new(&[]).unwrap().analyzer();
        let source = Source::new("report.md", text);
        let document = document::parse(&source, Format::Markdown, &lexicon.roles);
        let analysis = Analysis::new(&document, &analyzer);
        let facts = facts::read(&analysis, &lexicon, &FactOptions::default());
        Inspection::new(&source, &analysis, &facts)
    }

    #[test]
    fn sections_hold_their_items_with_words() {
        let seen = inspect("# 配信停止の報告\n\n## 再発防止策\n\n- 監視体制を**強化**する（担当：沖）\n");
        assert_eq!(seen.title.as_deref(), Some("配信停止の報告"));
        let section = seen.sections.last().unwrap();
        assert_eq!(section.roles.iter().map(|r| r.as_str()).collect::<Vec<_>>(), ["countermeasure"]);
        let item = &section.items[0];
        assert_eq!(item.text, "監視体制を強化する(担当:沖)");
        assert_eq!((item.place.start.line, item.place.start.column), (5, 3));
        let words: Vec<&str> = item.sentences[0].tokens.iter().map(|t| t.surface.as_str()).collect();
        assert_eq!(words[..5], ["監視", "体制", "を", "強化", "する"]);
    }

    #[test]
    fn an_inspection_is_written_as_json() {
        let json = serde_json::to_value(inspect("## 原因\n手順がなかった。\n")).unwrap();
        assert_eq!(json["sections"][1]["title"], "原因");
        assert_eq!(json["sections"][1]["roles"][0], "cause");
        assert_eq!(json["sections"][1]["items"][0]["start"]["line"], 2);
        assert_eq!(json["sections"][1]["items"][0]["sentences"][0]["tokens"][0]["pos"][0], "名詞");
    }
}
