//! The JSON schema of rule files, made from the key tables that validation goes by.

use serde_json::{Map, Value, json};

use super::kind::{Key, Kind, Shape};
use super::{example, load, matchers, unless};
use crate::document::Role;
use crate::lexicon::Lexicon;

/// Keys that must be there in every rule.
const REQUIRED: &[&str] = &["id", "title", "severity", "check", "message", "example"];

/// The schema (draft 2020-12) of a rule file: the common fields and, for each check kind, its own. The names of evidence sets and
/// guards are those of `lexicon`.
pub fn schema(kinds: &[Kind], lexicon: &Lexicon) -> Value {
    let writer = Writer { lexicon };
    let mut properties = writer.properties(load::COMMON);
    let names: Vec<&str> = kinds.iter().map(|k| k.name).collect();
    let docs: Vec<String> = kinds.iter().map(|k| format!("- `{}`: {}", k.name, k.doc)).collect();
    properties.insert(
        "check".into(),
        json!({ "enum": names, "description": format!("The check kind that runs the rule.\n{}", docs.join("\n")) }),
    );
    for key in kinds.iter().flat_map(|k| k.keys) {
        properties.entry(key.name).or_insert_with(|| json!({}));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule of hadome",
        "description": "What to look for in an incident report, what to say, why, and the examples that prove it.",
        "type": "object",
        "properties": properties,
        "required": REQUIRED,
        "additionalProperties": false,
        "allOf": kinds.iter().map(|k| writer.kind(k, kinds)).collect::<Vec<_>>(),
    })
}

struct Writer<'l> {
    lexicon: &'l Lexicon,
}

impl Writer<'_> {
    /// `if` the rule is of this kind, `then` these are its parameters and those of other kinds are not there.
    fn kind(&self, kind: &Kind, kinds: &[Kind]) -> Value {
        let mut properties = self.properties(kind.keys);
        for key in kinds.iter().flat_map(|k| k.keys) {
            properties.entry(key.name).or_insert(Value::Bool(false));
        }
        json!({
            "if": { "properties": { "check": { "const": kind.name } }, "required": ["check"] },
            "then": { "properties": properties },
        })
    }

    fn properties(&self, keys: &[Key]) -> Map<String, Value> {
        keys.iter().map(|key| (key.name.to_owned(), self.property(key))).collect()
    }

    fn property(&self, key: &Key) -> Value {
        let mut value = self.shape(key);
        if let Some(object) = value.as_object_mut() {
            object.insert("description".into(), key.doc.into());
        }
        value
    }

    fn shape(&self, key: &Key) -> Value {
        match key.shape {
            Shape::String => json!({ "type": "string" }),
            Shape::Strings if key.name == "evidence" => one_or_many(&names(&self.lexicon.evidence.names())),
            Shape::Strings => one_or_many(&json!({ "type": "string" })),
            Shape::Integer(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
            Shape::Boolean => json!({ "type": "boolean" }),
            Shape::OneOf(list) => json!({ "enum": list }),
            Shape::ManyOf(list) => one_or_many(&json!({ "enum": list })),
            Shape::Roles => one_or_many(&json!({ "enum": Role::ALL.map(Role::as_str) })),
            Shape::Text => text(),
            Shape::Guards => {
                json!({ "anyOf": [{ "const": false }, one_or_many(&names(&self.lexicon.guards.names()))] })
            }
            Shape::Matchers => self.blocks(matchers::KEYS),
            Shape::Unless => self.blocks(unless::KEYS),
            Shape::Examples => self.blocks(example::KEYS),
            Shape::Table(keys) => self.table(keys),
            Shape::Tables(keys) => self.blocks(keys),
        }
    }

    fn blocks(&self, keys: &[Key]) -> Value {
        json!({ "type": "array", "items": self.table(keys) })
    }

    fn table(&self, keys: &[Key]) -> Value {
        json!({ "type": "object", "properties": self.properties(keys), "additionalProperties": false })
    }
}

/// A name of the lexicon. A project may add its own, so others are allowed, but editors offer these.
fn names(known: &[&str]) -> Value {
    json!({ "anyOf": [{ "enum": known }, { "type": "string" }] })
}

fn one_or_many(item: &Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }] })
}

fn text() -> Value {
    json!({ "anyOf": [
        { "type": "string" },
        {
            "type": "object",
            "properties": { "ja": { "type": "string" }, "en": { "type": "string" } },
            "required": ["ja"],
            "additionalProperties": false,
        },
    ] })
}
