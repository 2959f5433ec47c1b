//! The JSON schema of a configuration file, for editors.

use hadome_core::document::Role;
use hadome_core::rule::Shape;
use serde_json::{Map, Value, json};

use super::keys::{KEYS, LEVELS};

/// The schema of `hadome.toml` (JSON Schema 2020-12), made from [`KEYS`].
pub fn schema() -> Value {
    let properties: Map<String, Value> = KEYS
        .iter()
        .map(|key| {
            let mut shape = match key.name {
                "severity" => by_name(&json!({ "enum": LEVELS })),
                "roles" => roles(),
                "evidence" | "per-file-ignores" => by_name(&strings()),
                _ => shape(&key.shape),
            };
            shape["description"] = Value::from(key.doc);
            (key.name.to_owned(), shape)
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "hadome configuration",
        "description": "hadome.toml or .hadome.toml",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

fn shape(shape: &Shape) -> Value {
    match shape {
        Shape::OneOf(names) => json!({ "enum": names }),
        Shape::Roles => json!({ "anyOf": [role(), { "type": "array", "items": role() }] }),
        Shape::String => json!({ "type": "string" }),
        _ => strings(),
    }
}

fn strings() -> Value {
    json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
}

fn by_name(values: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": values })
}

fn role() -> Value {
    let names: Vec<&str> = Role::ALL.iter().map(|r| r.as_str()).collect();
    json!({ "enum": names })
}

fn roles() -> Value {
    let properties: Map<String, Value> =
        Role::ALL.iter().map(|r| (r.as_str().to_owned(), strings())).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The reference of configuration keys (Markdown), made from [`KEYS`].
pub fn reference() -> String {
    let mut text = String::from(
        "# Configuration reference\n\nThis page is made from the code by `cargo xtask gen`.\n\n\
         `hadome.toml` or `.hadome.toml` is looked for in the directory of each document and upward, until the root of the\n\
         repository. A nested file stands alone unless it says `extends`. `hadome config PATH` shows every value and where it\n\
         comes from.\n\n\
         What a file names (`extends`, `packs`, `words`) has to lie in its repository after every link is followed; without a\n\
         repository, in the current directory or that of the file. `--allow-read DIR` allows more, on the command line only. At\n\
         most 64 files make one configuration. A rule file or a list of words that can't be read or has a mistake is told and\n\
         left out, and the exit code is 2; a mistake in the configuration itself keeps the documents under it from being\n\
         checked.\n\n| key | value | meaning |\n|---|---|---|\n",
    );
    for key in KEYS {
        text += &format!("| `{}` | {} | {} |\n", key.name, value_of(&key.shape), key.doc.replace('|', "\\|"));
    }
    text
}

fn value_of(shape: &Shape) -> String {
    match shape {
        Shape::OneOf(names) => names.iter().map(|n| format!("`\"{n}\"`")).collect::<Vec<_>>().join(", "),
        Shape::Roles => "a section role, or a list".to_owned(),
        Shape::String => "a string".to_owned(),
        Shape::Table(_) => "a table".to_owned(),
        _ => "a string, or a list".to_owned(),
    }
}
