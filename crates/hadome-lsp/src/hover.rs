//! What stands behind a finding or a measure: why, what to write instead, and what its rung rests on.

use hadome_core::diagnostic::{Diagnostic, Lang};
use hadome_core::facts::{Field, Measure, rung_name};
use hadome_core::rule::RuleMeta;
use hadome_core::source::Span;
use hadome_project::Linted;
use lsp_types::{Hover, HoverContents, Position};

use crate::capabilities::Client;
use crate::convert;
use crate::markup::Page;
use crate::snapshot::Snapshot;

/// What is told at a place: every finding there, then the measure it stands in. `None` where there is neither.
pub fn at(snapshot: &Snapshot, client: &Client, position: Position) -> Option<Hover> {
    let linted = snapshot.linted.as_ref().ok()?;
    let byte = client.encoding.byte(&linted.source, position);
    let found: Vec<(&Diagnostic, Span)> =
        linted.outcome.diagnostics.iter().filter_map(|d| Some((d, place(d, byte)?))).collect();
    // Measures nest, as lists do; the innermost is the one that is meant.
    let measures = linted.outcome.measures.iter().filter(|m| holds(m.span, byte));
    let measure = measures.min_by_key(|m| m.span.len());
    let span = found.iter().map(|&(_, span)| span).min_by_key(|s| s.len()).or(measure.map(|m| m.span))?;
    let teller = Teller { linted, lang: linted.project.config.lang.value };
    let mut page = Page::new(client.markdown);
    for (finding, _) in &found {
        page.rule();
        teller.finding(&mut page, finding);
    }
    if let Some(measure) = measure {
        page.rule();
        teller.measure(&mut page, measure);
    }
    Some(Hover {
        contents: HoverContents::Markup(page.into_content()),
        range: Some(client.encoding.range(&linted.source, span)),
    })
}

/// The place of a finding that holds a byte: its own or one that belongs to it.
fn place(finding: &Diagnostic, byte: usize) -> Option<Span> {
    let all = std::iter::once(finding.span).chain(finding.related.iter().map(|r| r.span));
    all.into_iter().find(|span| holds(*span, byte))
}

/// Whether a pointer at a byte is at a span. Its end counts, since that is where a cursor stands after it.
fn holds(span: Span, byte: usize) -> bool {
    span.start <= byte && byte <= span.end
}

/// Tells of findings and measures in the language of the document's configuration.
struct Teller<'l> {
    linted: &'l Linted,
    lang: Lang,
}

impl Teller<'_> {
    fn say(&self, ja: &'static str, en: &'static str) -> &'static str {
        if self.lang == Lang::En { en } else { ja }
    }

    fn finding(&self, page: &mut Page, finding: &Diagnostic) {
        let Some(rule) = convert::rule_of(finding, self.linted) else { return };
        page.title(&format!("{} ({})", rule.title.get(self.lang), rule.id));
        let why = rule.why.get(self.lang);
        if !why.trim().is_empty() {
            page.labelled(self.say("なぜ：", "Why:"), why);
        }
        if let Some(help) = &finding.help {
            page.labelled(self.say("どう直すか：", "Instead:"), help);
        }
        self.examples(page, rule);
        if let Some(url) = rule.page() {
            page.link(self.say("この規則について", "About this rule"), &url);
        }
    }

    fn examples(&self, page: &mut Page, rule: &RuleMeta) {
        let (bad, good) = rule.shortest_examples();
        for (label, example) in
            [(self.say("指摘する例", "Found"), bad), (self.say("指摘しない例", "Silent"), good)]
        {
            if let Some(example) = example {
                page.title(label);
                page.code(&example.marked(&example.marks));
            }
        }
    }

    fn measure(&self, page: &mut Page, measure: &Measure) {
        let name = rung_name(measure.rung.map_or(6, usize::from), self.lang);
        let rung = measure.rung.map_or_else(|| "?".to_owned(), |rung| rung.to_string());
        page.title(&format!("{} {rung} {name}", self.say("対策の強さ：", "Strength of the measure:")));
        let markers = self.markers(measure);
        if markers.is_empty() {
            page.paragraph(self.say(
                "強さを示す言葉が見つかりません。弱いという意味ではありません。",
                "No words say how strong it is; that does not make it weak.",
            ));
        }
        markers.iter().for_each(|marker| page.item(marker));
        let field = |field: &Option<Field>| field.as_ref().map(|f| f.text.clone());
        let status = measure.status.as_ref().map(|s| match s.text.as_str() {
            "" => s.kind.name(self.lang).to_owned(),
            text => format!("{} ({text})", s.kind.name(self.lang)),
        });
        let fields = [
            (self.say("担当", "owner"), field(&measure.owner).or_else(|| field(&measure.owner_group))),
            (self.say("期限", "due"), field(&measure.due)),
            (self.say("状態", "status"), status),
        ];
        let none = self.say("なし", "none");
        let told: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.as_deref().unwrap_or(none)))
            .collect();
        page.paragraph(&told.join(" / "));
    }

    /// The words that speak of a measure's strength, with what they are and the rung they speak for.
    fn markers(&self, measure: &Measure) -> Vec<String> {
        let mut markers = Vec::new();
        let mut add = |span: Span, what: &str, rung: Option<u8>| {
            // Words that a line break parts are told as one.
            let words: String = self.linted.source.slice(span).lines().map(str::trim).collect();
            let rung =
                rung.map_or_else(String::new, |r| format!(" → {r} {}", rung_name(r.into(), self.lang)));
            markers.push(format!("「{words}」 {what}{rung}"));
        };
        if let Some(head) = &measure.head {
            add(head.span, self.say("述語", "verb"), Some(head.rung));
        }
        for evidence in &measure.evidence {
            let title = self.linted.project.linter.lexicon().evidence.title(&evidence.set, self.lang);
            add(evidence.span, title.unwrap_or(&evidence.set), evidence.rung);
        }
        for finding in self.linted.outcome.diagnostics.iter().filter(|d| holds(measure.span, d.span.start)) {
            if let Some(rule) = convert::rule_of(finding, self.linted).filter(|rule| rule.rung.is_some()) {
                add(finding.span, rule.title.get(self.lang), rule.rung);
            }
        }
        markers
    }
}
