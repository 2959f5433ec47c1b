//! Validation against the schemas in `tests/formats/schemas`.

use serde_json::Value;

const SCHEMAS: &[(&str, &str)] = &[
    ("gitlab-code-quality.json", include_str!("../../../../tests/formats/schemas/gitlab-code-quality.json")),
    ("rdjson.json", include_str!("../../../../tests/formats/schemas/rdjson.json")),
    ("sarif-2.1.0.json", include_str!("../../../../tests/formats/schemas/sarif-2.1.0.json")),
];

/// Checks a document against a schema, or against one of its definitions: `rdjson.json#/$defs/diagnostic`.
pub fn check(schema: &str, document: &Value) {
    let (file, pointer) = schema.split_once('#').unwrap_or((schema, ""));
    let (_, text) = SCHEMAS.iter().find(|(name, _)| *name == file).expect("a schema of that name");
    let mut schema: Value = serde_json::from_str(text).expect("JSON");
    if !pointer.is_empty() {
        let definitions = schema["$defs"].clone();
        schema = serde_json::json!({ "$ref": format!("#{pointer}"), "$defs": definitions });
    }
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let errors: Vec<String> =
        validator.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// The text as JSON.
pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
