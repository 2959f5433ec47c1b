//! YAML as JSON values, which compare and index without ceremony.

use saphyr::{LoadableYamlNode, YamlOwned};
use serde_json::Value;

/// Every document of a text, or what is wrong with it.
pub fn documents(text: &str) -> Result<Vec<Value>, String> {
    let documents = YamlOwned::load_from_str(text).map_err(|error| error.to_string())?;
    documents.iter().map(value).collect()
}

/// The only document of a text.
pub fn document(text: &str) -> Value {
    let mut documents = documents(text).expect("YAML");
    assert_eq!(documents.len(), 1, "one document");
    documents.remove(0)
}

fn value(node: &YamlOwned) -> Result<Value, String> {
    if let Some(list) = node.as_sequence() {
        return list.iter().map(value).collect();
    }
    if let Some(mapping) = node.as_mapping() {
        let entry = |(key, node)| Ok((text(key)?, value(node)?));
        return mapping.iter().map(entry).collect::<Result<_, String>>().map(Value::Object);
    }
    if node.is_null() {
        return Ok(Value::Null);
    }
    let scalar = node.as_bool().map(Value::from).or_else(|| node.as_integer().map(Value::from));
    scalar.map_or_else(|| text(node).map(Value::from), Ok)
}

fn text(node: &YamlOwned) -> Result<String, String> {
    node.as_str().map(str::to_owned).ok_or_else(|| format!("{node:?} is no text"))
}
