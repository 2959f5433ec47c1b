//! The outline of a report by what its sections are for, with the measures in them.

use hadome_core::diagnostic::Lang;
use hadome_core::document::{Block, BlockKind, Document, SectionId};
use hadome_core::facts::Measure;
use hadome_core::source::Span;
use hadome_project::Linted;
use lsp_types::SymbolKind;
use serde_json::{Value, json};

use crate::capabilities::Client;
use crate::marks;
use crate::snapshot::Snapshot;

/// How many characters of a measure name it.
const NAME: usize = 60;

/// A section or a measure in the outline.
struct Node {
    name: String,
    detail: String,
    kind: SymbolKind,
    whole: Span,
    own: Span,
    /// The position of the section it stands in, in the list of nodes.
    parent: Option<usize>,
}

/// The symbols of a document, nested where the client can show that.
pub fn of(snapshot: &Snapshot, client: &Client) -> Vec<Value> {
    let (Ok(linted), Some(document)) = (&snapshot.linted, snapshot.document()) else { return Vec::new() };
    let nodes = nodes(linted, document);
    let range = |span| client.encoding.range(&linted.source, span);
    if client.nests_symbols {
        return nested(&nodes, &|node| {
            json!({
                "name": node.name, "detail": node.detail, "kind": node.kind,
                "range": range(node.whole), "selectionRange": range(node.own),
            })
        });
    }
    let flat = nodes.iter().map(|node| {
        json!({
            "name": node.name, "kind": node.kind,
            "location": { "uri": snapshot.uri, "range": range(node.whole) },
            "containerName": node.parent.map(|at| &nodes[at].name),
        })
    });
    flat.collect()
}

/// Sections with a heading in source order, each followed by its measures; a parent stands before its children.
fn nodes(linted: &Linted, document: &Document) -> Vec<Node> {
    let lang = linted.project.config.lang.value;
    let mut nodes: Vec<Node> = Vec::new();
    // The node of each section: its own, or that of the nearest section around it that has a heading.
    let mut of_section: Vec<Option<usize>> = Vec::with_capacity(document.sections.len());
    let mut measures = linted.outcome.measures.iter().peekable();
    for (at, section) in document.sections.iter().enumerate() {
        while let Some(measure) = measures.next_if(|m| m.section.0 < at as u32) {
            nodes.push(measure_node(measure, of_section[measure.section.0 as usize], lang));
        }
        let around = section.parent.and_then(|p| of_section[p.0 as usize]);
        let heading = section.heading.map(|id| document.block(id));
        let is_heading = |b: &&Block| matches!(b.kind, BlockKind::Heading { .. });
        let Some(heading) = heading.filter(is_heading) else {
            of_section.push(around);
            continue;
        };
        of_section.push(Some(nodes.len()));
        let title = document.section_title(SectionId(at as u32)).unwrap_or_default().trim();
        let roles: Vec<&str> = section.roles.iter().map(|r| r.title(lang)).collect();
        nodes.push(Node {
            name: if title.is_empty() { "–".to_owned() } else { title.to_owned() },
            detail: roles.join("、"),
            kind: SymbolKind::STRING,
            whole: section.span.join(heading.span),
            own: heading.span,
            parent: around,
        });
    }
    nodes.extend(measures.map(|m| measure_node(m, of_section[m.section.0 as usize], lang)));
    nodes
}

fn measure_node(measure: &Measure, parent: Option<usize>, lang: Lang) -> Node {
    let text = measure.text.trim();
    let name: String = text.chars().take(NAME).collect();
    Node {
        name: if name.is_empty() { "–".to_owned() } else { name },
        detail: marks::rung(measure, lang),
        kind: SymbolKind::EVENT,
        whole: measure.span,
        own: measure.span,
        parent,
    }
}

/// The nodes as trees. A node holds all of its children, as the protocol asks.
fn nested(nodes: &[Node], show: &dyn Fn(&Node) -> Value) -> Vec<Value> {
    let mut shown: Vec<Value> = nodes.iter().map(show).collect();
    let mut roots = Vec::new();
    // Children stand behind their parents: from the end, each is complete when it is moved into its own.
    for at in (0..nodes.len()).rev() {
        let mut node = std::mem::take(&mut shown[at]);
        // Not `node["children"]`: that would leave a null, on which editors stumble.
        if let Some(children) = node.get_mut("children").and_then(Value::as_array_mut) {
            children.reverse();
        }
        match nodes[at].parent {
            Some(parent) => match shown[parent]["children"].as_array_mut() {
                Some(children) => children.push(node),
                None => shown[parent]["children"] = json!([node]),
            },
            None => roots.push(node),
        }
    }
    roots.reverse();
    roots
}
