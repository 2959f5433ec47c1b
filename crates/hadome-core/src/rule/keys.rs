//! Which keys may stand where in a rule file: for editors.

use super::kind::{Key, Kind, Shape};
use super::{example, load, matchers, unless};

/// The keys that may stand in a table of a rule file of a check kind; the empty name is the top of the file. Empty for a table that no
/// rule of this kind has.
pub fn keys_of(table: &str, kind: Option<&Kind>) -> Vec<Key> {
    let own = kind.map_or(&[][..], |k| k.keys);
    let top = load::COMMON.iter().chain(own);
    let mut keys: Vec<Key> = top.copied().collect();
    for name in table.split('.').filter(|name| !name.is_empty()) {
        let Some(key) = keys.iter().find(|k| k.name == name) else { return Vec::new() };
        keys = match key.shape {
            Shape::Matchers => matchers::KEYS.to_vec(),
            Shape::Unless => unless::KEYS.to_vec(),
            Shape::Examples => example::KEYS.to_vec(),
            Shape::Table(inner) | Shape::Tables(inner) => inner.to_vec(),
            _ => Vec::new(),
        };
    }
    keys
}
