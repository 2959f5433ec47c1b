//! The rung of each measure beside it: as an inlay hint at its end, or as a code lens above it. Both are off until the user asks for them.

use hadome_core::diagnostic::Lang;
use hadome_core::facts::{Measure, rung_name};
use hadome_core::source::Span;
use lsp_types::Range;
use serde_json::{Value, json};

use crate::capabilities::Client;
use crate::snapshot::Snapshot;

/// The rung of a measure as people read it: `2 検知`, or `? 不明`.
pub fn rung(measure: &Measure, lang: Lang) -> String {
    match measure.rung {
        Some(rung) => format!("{rung} {}", rung_name(rung.into(), lang)),
        None => format!("? {}", rung_name(6, lang)),
    }
}

/// An inlay hint for each measure that ends in a range.
pub fn hints(snapshot: &Snapshot, client: &Client, range: Range) -> Vec<Value> {
    let Ok(linted) = &snapshot.linted else { return Vec::new() };
    let lang = linted.project.config.lang.value;
    let (source, encoding) = (&linted.source, client.encoding);
    let asked = Span::new(encoding.byte(source, range.start), encoding.byte(source, range.end));
    let ends = linted.outcome.measures.iter().map(|m| (m, Span::new(end(m, source.text()), m.span.end)));
    ends.filter(|(_, place)| asked.start <= place.start && place.start <= asked.end)
        .map(|(measure, place)| {
            json!({
                "position": encoding.position(source, place.start),
                "label": rung(measure, lang),
                "paddingLeft": true,
            })
        })
        .collect()
}

/// Where the text of a measure ends, its line break and space before that not counted.
fn end(measure: &Measure, text: &str) -> usize {
    let own = text.get(measure.span.range()).unwrap_or_default();
    measure.span.start + own.trim_end().len()
}

/// A code lens above each measure, with who does it and until when.
pub fn lenses(snapshot: &Snapshot, client: &Client) -> Vec<Value> {
    let Ok(linted) = &snapshot.linted else { return Vec::new() };
    let lang = linted.project.config.lang.value;
    let say = |ja: &'static str, en: &'static str| if lang == Lang::En { en } else { ja };
    let lens = |measure: &Measure| {
        let owner = measure.owner.as_ref().or(measure.owner_group.as_ref());
        let field = |name: &str, value: Option<&hadome_core::facts::Field>| {
            value.map_or(String::new(), |f| format!(" | {name}: {}", f.text))
        };
        let title = [
            rung(measure, lang),
            field(say("担当", "owner"), owner),
            field(say("期限", "due"), measure.due.as_ref()),
        ]
        .concat();
        let first = Span::new(measure.span.start, measure.span.start);
        // Nothing happens on a click: the lens only tells.
        json!({ "range": client.encoding.range(&linted.source, first), "command": { "title": title, "command": "" } })
    };
    linted.outcome.measures.iter().map(lens).collect()
}
